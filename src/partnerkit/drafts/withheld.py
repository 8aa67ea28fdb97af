"""A value that is ours alone, in a draft that goes to the partner: whatever a template does with it is refused."""

from typing import Final, NoReturn


class WithheldError(Exception):
    """A template for the partner reaches for what is ours alone."""

    def __init__(self, path: str) -> None:
        key = path.rpartition(".")[2]
        super().__init__(f"`{key}` is withheld")
        self.path: Final = path


class Withheld:
    """A placeholder for a value that is ours alone; unlike a gap, it cannot even be tested for a value."""

    __slots__ = ("_path",)

    def __init__(self, path: str) -> None:
        self._path = path

    def _refuse(self, *_: object) -> NoReturn:
        raise WithheldError(self._path)

    __bool__ = __len__ = __int__ = __float__ = __str__ = __format__ = __hash__ = _refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __iter__ = __getitem__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _refuse
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = __neg__ = __pos__ = _refuse


def is_withheld(value: object) -> bool:
    """Return whether a value is ours alone."""
    return isinstance(value, Withheld)
