"""How numbers, counts and lists are written in sentences."""

import re
from collections.abc import Collection, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice
from typing import Final

from partnerkit.currencies import places_of

NO_MATCH: Final = "No partnership matches."
"""What is shown if the filters leave no partnership."""


def number(value: Decimal | int) -> str:
    """Write a number without trailing zeros and never as an exponent: 43, 16.5."""
    text = str(value)
    if "E" in text:
        text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def plain_numbers(values: Sequence[Decimal]) -> list[str] | None:
    """Write many numbers as `number` does, in a fraction of the time; None if any is infinite or has an exponent."""
    texts = list(map(str, values))
    written = "".join(texts)
    if any(letter in written for letter in "EIN"):
        return None
    return [text.rstrip("0").rstrip(".") if "." in text else text for text in texts]


def grouped(value: Decimal | int, separator: str = ",", places: int = 0) -> str:
    """Write a number with its thousands apart, and with `places` or more where it has a fraction: 17,425.30."""
    whole, point, part = number(value).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    groups = [digits[max(0, end - 3) : end] for end in range(len(digits), 0, -3)]
    return f"{sign}{separator.join(reversed(groups))}{point}{part.ljust(places, '0') if part else ''}"


def money(value: Decimal | int, currency: str) -> str:
    """Write an amount in a sentence, with the places of its currency or none: EUR 41,500, EUR 17,425.30, KWD 12.500."""
    return f"{currency} {grouped(value, places=places_of(currency))}"


def rounded(value: Decimal, places: int = 1) -> Decimal:
    """Round half up, so 2.25 is 2.3 and -0.04 is 0; what is too long to be rounded stays as it is."""
    if value.adjusted() > 20:
        return value
    near = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return near or abs(near)


def rounded_money(value: Decimal, currency: str) -> Decimal:
    """Round an amount to the places of its currency, as it is shown."""
    return rounded(value, places_of(currency))


_QUOTIENT_PLACES: Final = 6


def quotient(value: Decimal) -> Decimal:
    """Return what a division came to, rounded half up to six decimals: more than any amount has, and than is shown.

    Sums and products keep all their digits; a mean, a share, growth and an amount divided by a rate may have no end.
    """
    return rounded(value, _QUOTIENT_PLACES)


def rounded_beside(value: Decimal, limits: Collection[Decimal], places: int = 1) -> Decimal:
    """Round, with as many more digits as the value needs to be under the same limits as before.

    79.98 beside a limit of 80 stays 79.98: "80% is under 80%" would contradict itself.
    """
    for digits in range(places, _MOST_DIGITS):
        near = rounded(value, digits)
        if all((near < limit) == (value < limit) for limit in limits):
            return near
    return value


_MOST_DIGITS: Final = 28
"""As many as the result of a division has."""


def percent(value: Decimal) -> str:
    """Write a number of percent with its sign and all its digits: 96.3%, 6.25%."""
    return f"{number(value)}%"


def plural(count: Decimal | int, noun: str, many: str = "") -> str:
    """Write a count with its noun: 1 file, 2 files."""
    return f"{number(count)} {inflected(count, noun, many)}"


def inflected(count: Decimal | int, noun: str, many: str = "") -> str:
    """Write a noun as it follows a count: file, files."""
    return noun if count == 1 else many or noun + "s"


def days_away(days: int) -> str:
    """Write how far a day is: `3 days late`, `today`, `in 5 days`."""
    if days == 0:
        return "today"
    return f"{plural(-days, 'day')} late" if days < 0 else f"in {plural(days, 'day')}"


def listed(words: Sequence[str], conjunction: str = "and", between: str = ", ") -> str:
    """Write a list in a sentence: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{between.join(words[:-1])} {conjunction} {words[-1]}"


def some(words: Collection[str], most: int = 12) -> str:
    """Write a list of choices in a row, and of one that is long the first and how many more there are."""
    rest = len(words) - most
    return ", ".join([*islice(words, most), *([f"{rest:,} more"] if rest > 0 else [])])


_ITEM: Final = r"\s*(?:[-*•]|[0-9]{1,3}[.)])\s+(\S.*)"


def in_one_line(text: str) -> str:
    """Write a text of several lines as one: what it lists becomes part of the sentence before.

    `keep:` above the items `- the connector` and `- support` is `keep: the connector and support`, and so it is where
    the sentence before has no colon.
    """
    parts: list[str] = []
    items: list[list[str]] = []
    for line in [*text.split("\n"), None]:
        item = re.fullmatch(_ITEM, line) if line else None
        if item:
            items.append([item[1].rstrip(" .,;")])
        elif line is None or (line.strip() and not (items and line[0].isspace())):
            if items:
                told = [" ".join(words) for words in items]
                between = "; " if any("," in each for each in told) else ", "
                stop = "." if line is not None and line.strip()[:1].isupper() else ""
                if parts and parts[-1] and parts[-1][-1] not in ":!?–—":
                    parts[-1] = f"{parts[-1].rstrip(' .,;')}:"
                parts.append(listed(told, between=between) + stop)
                items = []
            parts.append((line or "").strip())
        elif items and line.strip():
            items[-1].append(line.strip())
    return " ".join(part for part in parts if part)


def dotted(path: Iterable[str | int]) -> str:
    """Write a path through the file as people do: `outreach.touches[2].by`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
    return text


_LONGEST_MEANT: Final = 100


def did_you_mean(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Ask for the known word that is meant by another one or is nearest, or return nothing: 1 is the same word."""
    if len(word) > _LONGEST_MEANT:
        return ""
    from difflib import get_close_matches

    from partnerkit.synonyms import meaning

    lower = {candidate.lower(): candidate for candidate in known}
    if meant := meaning(word, lower):
        return f"did you mean `{lower[meant]}`?"
    near = get_close_matches(word.lower(), lower, n=1, cutoff=cutoff)
    return f"did you mean `{lower[near[0]]}`?" if near else ""
