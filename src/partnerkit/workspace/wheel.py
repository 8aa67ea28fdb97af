"""Pack the partnerkit that is running as a wheel, which a workspace keeps and its checks install.

A workflow that installs from a registry needs a release there, and gets what the registry offers that day.
"""

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from partnerkit import __version__
from partnerkit.resources import NAMES, PACKAGE, resource

NAME: Final = f"partnerkit-{__version__}-py3-none-any.whl"

_INFO: Final = f"partnerkit-{__version__}.dist-info"
_STATIC: Final[Mapping[str, str]] = {
    # What it needs is listed with hashes in the requirements beside it.
    "METADATA": f"Metadata-Version: 2.1\nName: partnerkit\nVersion: {__version__}\nRequires-Python: >=3.11\n",
    "WHEEL": "Wheel-Version: 1.0\nGenerator: partnerkit\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    "entry_points.txt": "[console_scripts]\npartnerkit = partnerkit.__main__:main\n",
}
_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The same code makes the same wheel, byte for byte."""


def pack() -> bytes:
    """Return a wheel of the running code, with the templates and the list of what it needs."""
    files = dict(sorted(_package_files()))
    files.update((f"{_INFO}/{name}", text.encode()) for name, text in _STATIC.items())
    record = "".join(f"{name},sha256={_digest(content)},{len(content)}\n" for name, content in files.items())
    files[f"{_INFO}/RECORD"] = f"{record}{_INFO}/RECORD,,\n".encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()


def requirements(wheel: bytes, folder: str) -> bytes:
    """Return the requirements that install a wheel in `folder`, and exactly what it was tested with, all by hash."""
    own = f"./{folder}/{NAME} --hash=sha256:{hashlib.sha256(wheel).hexdigest()}\n"
    return own.encode() + resource("requirements.txt").read_bytes()


def _package_files() -> Iterator[tuple[str, bytes]]:
    for source, name in ((PACKAGE, "partnerkit"), *((resource(name), f"partnerkit/{name}") for name in NAMES)):
        for path in _below(source):
            inside = path.relative_to(source).as_posix()
            yield (name if path == source else f"{name}/{inside}"), path.read_bytes()


def _below(path: Path) -> Iterator[Path]:
    """Yield the files of a folder, or a file itself; what Python has compiled is made again where it is installed."""
    if path.is_file():
        yield path
        return
    for inner in path.iterdir():
        if inner.name != "__pycache__" and not inner.name.endswith((".pyc", ".partnerkit-tmp")):
            yield from _below(inner)


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
