"""Where the files that come with partnerkit are."""

from pathlib import Path


def template_folder() -> Path:
    """Return the folder of the built-in templates: inside an installed package, beside `src` in a checkout."""
    installed = Path(__file__).parent / "templates"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "templates"
