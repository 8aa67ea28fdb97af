"""How this partnerkit was installed, for hints that say what to type."""

import os
import sys
from importlib.util import find_spec

from partnerkit.resources import PACKAGE
from partnerkit.shell import quoted


def adding(package: str) -> str:
    """Return the command that adds a package to this installation."""
    if os.path.exists(os.path.join(sys.prefix, "pipx_metadata.json")):
        return f"pipx inject partnerkit {package}"
    if os.path.exists(os.path.join(sys.prefix, "uv-receipt.toml")):
        return f"uv tool install --with {package} {quoted(_source())}"
    python = quoted(_shortest(sys.executable))
    if find_spec("pip") is None:
        return f"uv pip install --python {python} {package}"
    return f"{python} -m pip install {package}"


def _source() -> str:
    """Return what this installation was made from: the checkout it is in, or where it was downloaded from."""
    import json
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        origin = json.loads(distribution("partnerkit").read_text("direct_url.json") or "{}")
    except PackageNotFoundError:
        origin = {}
    url: str = origin.get("url", "")
    if url.startswith("file://"):
        from urllib.request import url2pathname

        return url2pathname(url.removeprefix("file://"))
    if "vcs_info" in origin:
        return f"git+{url}@{origin['vcs_info']['commit_id']}"
    return url or str(PACKAGE.parents[1])


def _shortest(path: str) -> str:
    """Write a path from here or from the root, whichever is shorter."""
    try:
        return min(os.path.relpath(path), path, key=len)
    except (OSError, ValueError):
        return path
