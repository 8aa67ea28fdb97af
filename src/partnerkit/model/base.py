"""What every section of a partnership file has in common."""

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A mapping of the file: its keys are known, its values keep their type, nothing changes after loading.

    The schema is built when the first file is read (`defer_build`), once for the whole file and not
    once for each section.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False, defer_build=True)
