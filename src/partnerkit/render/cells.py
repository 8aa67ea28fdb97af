"""How many cells of a terminal a text takes; Rich is asked only where a character may not be one cell wide."""


def cell_len(text: str) -> int:
    """Count the cells of a text."""
    if _is_narrow(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def chopped(word: str, width: int) -> list[str]:
    """Cut a word into pieces of at most `width` cells; there is always one."""
    if len(word) <= width and _is_narrow(word):
        return [word]
    from rich.cells import chop_cells

    return chop_cells(word, width) or [""]


def _is_narrow(text: str) -> bool:
    """Whether all is Latin letters and signs, which begin no combination and have no double width."""
    return text.isascii() or all(character < "\u0300" or character in "–…" for character in text)
