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
    """The titles of the columns in account lists, beyond those that are known anyway."""

    name: tuple[Text, ...] = _titles("The name of the account.", "Firma", "Klient")
    domain: tuple[Text, ...] = _titles("Its domain.", "Company Domain")
    website: tuple[Text, ...] = _titles("Its web site.", "Homepage")
    email: tuple[Text, ...] = _titles("An email address there.", "Kontakt")
    country: tuple[Text, ...] = _titles("Its country.", "HQ")
    group: tuple[Text, ...] = _titles("The group it belongs to, which counts once.", "Mutter")
    population: tuple[Text, ...] = _titles("customer, opportunity or prospect.", "Phase")
    value: tuple[Text, ...] = _titles("What it is worth.", "Volumen")
    owner: tuple[Text, ...] = _titles("Who looks after it.", "Betreuer")

    @property
    def titles(self) -> dict[str, tuple[str, ...]]:
        """The titles that were given, by our name of the column."""
        return {name: tuple(titles) for name, titles in self.model_dump().items() if titles}


class AccountAliases(Section):
    """What people know about names that no rule can know; a domain is as good as a name."""

    same: tuple[tuple[Name, ...], ...] = OURS.assessment(
        (), items=SET, description="Names of the same account.", examples=[[["IBM", "International Business Machines"]]]
    )
    different: tuple[tuple[Name, ...], ...] = OURS.assessment(
        (), items=SET, description="Names of different accounts.", examples=[[["Delta Air Lines", "Delta Faucet"]]]
    )


class AccountLists(Section):
    """How account lists are compared. The lists themselves don't belong into the repository."""

    columns: AccountColumns = Field(
        AccountColumns.model_construct(), description="The titles of the columns in your lists and in theirs."
    )
    aliases: AccountAliases = Field(
        AccountAliases.model_construct(), description="Names of the same account, and of different ones."
    )
