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
            "partners": "a row is a partnership, with a file of its own",
            "people": "a row is someone at a partner",
            "deals": "a row is a deal in `deals/`",
            "results": "a row is what a partnership brought in a month",
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
    Meanings({"comma": "1.234,56, so 1.234 is a thousand and more", "point": "1,234.56, so 1.234 is little over one"}),
]

_Words: TypeAlias = Annotated[dict[Name, Text], Field(description="Their word, and ours.")]


class ImportMapping(Section):
    """How one kind of table is read, as `import --apply` remembers it."""

    rows: ImportKind | None = OURS.editorial(None, description="What its rows are about.")
    key: Text | None = OURS.editorial(
        None, description="The key that a row and what it updates must agree in.", examples=["partner.website"]
    )
    columns: dict[Name, Text] = OURS.editorial(
        {},
        description="The key that each column holds, where that is not known anyway; `ignore` for none.",
        examples=[{"Partner since": "since", "Company owner": "ignore"}],
    )
    values: dict[Text, _Words] = OURS.editorial(
        {},
        description="By key, our word for theirs; `skip` for rows that are not taken.",
        examples=[{"status": {"Verbal yes": "approved"}}],
    )
    always: dict[Text, Text] = OURS.editorial(
        {}, description="Keys that are the same for every row.", examples=[{"type": "integration"}]
    )
    keep: tuple[Text, ...] = OURS.editorial(
        (),
        items=SET,
        description="Keys that are filled in and never replaced: what people wrote stays.",
        examples=[["owner", "partner.country"]],
    )
    partnership: Name | None = OURS.editorial(
        None, description="The partnership that all rows are about.", examples=["acme"]
    )
    dates: DateOrder | None = OURS.editorial(None, description="What comes first in dates such as 03/04/2026.")
    decimals: DecimalMark | None = OURS.editorial(
        None, description="What is before the decimals in amounts such as 1.234."
    )
