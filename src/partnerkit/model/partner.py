"""The company on the other side."""

from partnerkit.model.base import Section
from partnerkit.model.marks import BOTH
from partnerkit.model.values import Country, Language, Name, Text, WebAddress


class Company(Section):
    """A company, with the details that letters and agreements need."""

    legal_name: Name | None = BOTH.commercial(
        None, description="The legal name, as in contracts.", examples=["Acme Analytics GmbH"]
    )
    form: Text | None = BOTH.commercial(
        None,
        description="The legal form and register, as an agreement states them after the name.",
        examples=["a Delaware corporation", "GmbH, HRB 12345 Berlin"],
    )
    website: WebAddress | None = BOTH.editorial(None, description="The website.", examples=["https://acme.example"])
    does: Text | None = BOTH.editorial(
        None,
        description="What the company does: a verb phrase that follows its name.",
        examples=["makes product analytics for retail teams"],
    )
    audience: Text | None = BOTH.editorial(
        None, description="Who the company serves.", examples=["retail operations leaders"]
    )
    country: Country | None = BOTH.commercial(
        None, description="The country, as two capital letters (ISO 3166).", examples=["DE", "NO"]
    )
    language: Language | None = BOTH.editorial(
        None,
        description="The language of drafts for this company and of the texts about it in the file, as two lowercase "
        "letters (ISO 639). Default: English.",
        examples=["de", "fr"],
    )
    address: Text | None = BOTH.commercial(
        None, description="The postal address for notices.", examples=["Karl-Marx-Allee 1, 10178 Berlin"]
    )
    notices: Text | None = BOTH.commercial(
        None,
        description="Who else gets a copy of notices under an agreement, and where.",
        examples=["Legal Department, legal@acme.example"],
    )
    handle: Name | None = BOTH.editorial(None, description="The handle that social posts tag.", examples=["@acme"])
