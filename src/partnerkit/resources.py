"""Where the files that come with partnerkit are: inside an installed package, beside `src` in a checkout."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).parent

_IN_CHECKOUT: Final[Mapping[str, str]] = {
    "templates": "templates",
    "requirements.txt": "constraints/runtime.txt",
    "LICENSE": "LICENSE",
}
"""What is beside `src`, by the name that it has in the package; `pyproject.toml` puts it there."""

NAMES: Final = tuple(_IN_CHECKOUT)


def resource(name: str) -> Path:
    """Return the path of a file or folder that comes with partnerkit, by its name in the package."""
    installed = PACKAGE / name
    return installed if installed.exists() else PACKAGE.parents[1] / _IN_CHECKOUT[name]


def template_folder() -> Path:
    """Return the folder of the built-in templates."""
    return resource("templates")
