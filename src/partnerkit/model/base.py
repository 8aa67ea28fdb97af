"""What every section of a partnership file has in common."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from partnerkit.model.marks import take_marks


class Section(BaseModel):
    """A mapping of the file: its keys are known, its values keep their type, nothing changes after loading.

    The schema is built when the first file is read (`defer_build`), once for the whole file and not
    once for each section.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False, defer_build=True)

    def __init_subclass__(cls, **options: Any) -> None:
        """Take the marks off the fields before pydantic sees them, which would look at each of them several times."""
        super().__init_subclass__(**options)
        take_marks(cls)
