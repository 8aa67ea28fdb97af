"""How tables of other systems are imported (`imports` in partnerkit.yaml)."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from partnerkit.model.base import Section
from partnerkit.model.marks import OURS, SET
from partnerkit.model.values import Meanings, Name, Text

ImportKind: TypeAlias = Annotated[
    Literal["partners", "people", "deals", "results"],
    Meanings(
        {
            "partners": "a row is a partnership, with its own file",
            "people": "a row is someone at a partner",
            "deals": "a row is a deal in `deals/`",
            "results": "a row has the results of a partnership in one month",
        }
    ),
]
"""What the rows of a table are about."""

DateOrder: TypeAlias = Annotated[
    Literal["day-first", "month-first"],
    Meanings({"day-first": "03/04/2026 is in April", "month-first": "03/04/2026 is in March"}),
]

DecimalMark: TypeAlias = Annotated[
    Literal["comma", "point"],
    Meanings(
        {"comma": "1.234,56, so 1.234 is more than a thousand", "point": "1,234.56, so 1.234 is a little over one"}
    ),
]

_Words: TypeAlias = Annotated[dict[Name, Text], Field(description="Their word and ours.")]


class ImportMapping(Section):
    """How one kind of table is read, as `import --apply` remembers it."""

    rows: ImportKind | None = OURS.editorial(None, description="The kind of rows.")
    key: Text | None = OURS.editorial(
        None, description="The key that must match between a row and an existing record.", examples=["partner.website"]
    )
    columns: dict[Name, Text] = OURS.editorial(
        {},
        description="The key of each column, if it isn't already known; `ignore` for none.",
        examples=[{"Partner since": "since", "Company owner": "ignore"}],
    )
    values: dict[Text, _Words] = OURS.editorial(
        {},
        description="By key, our word for theirs; `skip` for rows to leave out, `ignore` for a word without meaning.",
        examples=[{"status": {"Verbal yes": "approved"}}],
    )
    always: dict[Text, Text] = OURS.editorial(
        {}, description="Keys with the same value for every row.", examples=[{"type": "integration"}]
    )
    keep: tuple[Text, ...] = OURS.editorial(
        (),
        items=SET,
        description="Keys that are filled in but never replaced, so what people wrote stays.",
        examples=[["owner", "partner.country"]],
    )
    partnership: Name | None = OURS.editorial(
        None, description="The partnership that all rows belong to.", examples=["acme"]
    )
    dates: DateOrder | None = OURS.editorial(None, description="The order of dates such as 03/04/2026.")
    decimals: DecimalMark | None = OURS.editorial(None, description="The decimal separator of amounts such as 1.234.")
