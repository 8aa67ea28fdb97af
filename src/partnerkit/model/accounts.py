"""How account lists are read and compared (`accounts` in partnerkit.yaml)."""

from typing import Any

from pydantic import Field

from partnerkit.model.base import Section
from partnerkit.model.marks import OURS, SET
from partnerkit.model.values import Name, Text


def _titles(description: str, *examples: str) -> Any:
    """Declare the titles that one of our columns has in the lists of others."""
    return OURS.editorial((), items=SET, description=description, examples=[list(examples)])


class AccountColumns(Section):
    """Column titles in account lists, in addition to those that are already known."""

    name: tuple[Text, ...] = _titles("The name of the account.", "Firma", "Klient")
    domain: tuple[Text, ...] = _titles("Its domain.", "Company Domain")
    website: tuple[Text, ...] = _titles("Its website.", "Homepage")
    email: tuple[Text, ...] = _titles("An email address at the account.", "Kontakt")
    country: tuple[Text, ...] = _titles("Its country.", "HQ")
    group: tuple[Text, ...] = _titles("The group it belongs to; each group counts once.", "Mutter")
    population: tuple[Text, ...] = _titles("Whether it's a customer, opportunity or prospect.", "Phase")
    value: tuple[Text, ...] = _titles("Its value.", "Volumen")
    currency: tuple[Text, ...] = _titles("The currency of its value.", "Devise")
    owner: tuple[Text, ...] = _titles("Its owner.", "Betreuer")

    @property
    def titles(self) -> dict[str, tuple[str, ...]]:
        """The titles that were given, by our name of the column."""
        return {name: tuple(titles) for name, titles in self.model_dump().items() if titles}


class AccountAliases(Section):
    """What people know about names and no rule can work out; domains can be listed too."""

    same: tuple[tuple[Name, ...], ...] = OURS.assessment(
        (), items=SET, description="Names of the same account.", examples=[[["IBM", "International Business Machines"]]]
    )
    different: tuple[tuple[Name, ...], ...] = OURS.assessment(
        (), items=SET, description="Names of different accounts.", examples=[[["Delta Air Lines", "Delta Faucet"]]]
    )


class AccountLists(Section):
    """How account lists are compared. The lists themselves don't belong in the repository."""

    columns: AccountColumns = Field(
        AccountColumns.model_construct(), description="The column titles in your lists and theirs."
    )
    aliases: AccountAliases = Field(
        AccountAliases.model_construct(), description="Names of the same account and of different accounts."
    )
