"""What every section of a partnership file has in common."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from partnerkit.model.marks import take_marks


class Section(BaseModel):
    """A mapping of the file: its keys are known, its values keep their type, nothing changes after loading.

    The schema is built when the first file is read (`defer_build`), once for the whole file and not
    once for each section.
    """

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", allow_inf_nan=False, defer_build=True, protected_namespaces=()
    )

    def __init_subclass__(cls, **options: Any) -> None:
        """Take the marks off the fields before pydantic sees them, which would look at each of them several times."""
        super().__init_subclass__(**options)
        take_marks(cls)

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[type["Section"], dict[str, Any]]]:
        """Return what it takes to build this section again in another process: the keys that were given.

        Most keys of a file aren't, and files travel between processes by the thousand.
        """
        values = self.__dict__
        return _restored, (type(self), {key: values[key] for key in self.__pydantic_fields_set__})


def _restored(model: type[Section], given: Mapping[str, Any]) -> Section:
    section = model.__new__(model)
    section.__setstate__(
        {
            "__dict__": {**_defaults(model), **given},
            "__pydantic_extra__": None,
            "__pydantic_fields_set__": set(given),
            "__pydantic_private__": None,
        }
    )
    return section


@cache
def _defaults(model: type[Section]) -> dict[str, Any]:
    """Return the value of each key that need not be given, in the order of the keys."""
    return {name: field.get_default(call_default_factory=True) for name, field in model.model_fields.items()}
