"""The company on the other side."""

from pydantic import Field

from partnerkit.model.base import Section
from partnerkit.model.values import Country, Name, Text, WebAddress


class Company(Section):
    """A company as letters and agreements need it."""

    legal_name: Name | None = Field(
        None, description="The name that signs contracts.", examples=["Acme Analytics GmbH"]
    )
    website: WebAddress | None = Field(None, description="Their web site.", examples=["https://acme.example"])
    does: Text | None = Field(
        None,
        description="What they do, as it follows `they are in ...`.",
        examples=["product analytics for retail teams"],
    )
    audience: Text | None = Field(None, description="Whom they serve.", examples=["retail operations leaders"])
    country: Country | None = Field(
        None, description="Where they are, as the two capital letters of ISO 3166.", examples=["DE", "NO"]
    )
    address: Text | None = Field(
        None, description="The postal address for notices.", examples=["Karl-Marx-Allee 1, 10178 Berlin"]
    )
    handle: Name | None = Field(None, description="How they are tagged in social posts.", examples=["@acme"])
