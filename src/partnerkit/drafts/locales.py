"""How a draft writes days, numbers and money: in its language, as the country of its reader does."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from partnerkit import phrasing
from partnerkit.countries import CODES as COUNTRIES
from partnerkit.countries import writes_month_first
from partnerkit.currencies import places_of
from partnerkit.errors import UsageError
from partnerkit.languages import CODES as LANGUAGES
from partnerkit.languages import ENGLISH
from partnerkit.model.choices import English

if TYPE_CHECKING:
    import babel

_LOCALE: Final = re.compile(r"([a-z]{2})[-_]([A-Z]{2})")
_BRITISH: Final = frozenset({"AU", "GB", "IE", "NZ", "ZA"})
# Not from `calendar`, which follows the locale of the machine.
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class EnglishLocale:
    """English, whose numbers are the same everywhere: only days follow the country, and the spelling the company.

    A comma in `1.234,56` means something else to a reader of English, wherever they are.
    """

    country: str | None = None
    spelling: English = "us"
    month_first: bool = True
    language: str = ENGLISH

    @property
    def tag(self) -> str:
        """The name that Word and browsers know it by (BCP 47)."""
        return "en-GB" if self.spelling == "uk" else "en-US"

    def day(self, day: date) -> str:
        """Write a day: March 12, 2026."""
        return f"{self.day_of_year(day)}{',' if self.month_first else ''} {day.year}"

    def day_of_year(self, day: date) -> str:
        """Write a day without its year: March 12."""
        month = _MONTHS[day.month - 1]
        return f"{month} {day.day}" if self.month_first else f"{day.day} {month}"

    def month(self, day: date) -> str:
        """Write the month of a day: March 2026."""
        return f"{_MONTHS[day.month - 1]} {day.year}"

    def number(self, value: Decimal, places: int = 0) -> str:
        """Write a number with its thousands apart, and with `places` where it has a fraction."""
        return phrasing.grouped(value, places=places)

    def money(self, value: Decimal, currency: str) -> str:
        """Write an amount: EUR 41,500."""
        return phrasing.money(value, currency)

    def is_one(self, count: Decimal) -> bool:
        """Return whether a noun after this count is in the singular."""
        return count == 1

    @property
    def conjunction(self) -> str:
        """The word before the last entry of a list."""
        return "and"


@dataclass(frozen=True, slots=True)
class OtherLocale:
    """A language other than English, as its country writes it, by the data of Unicode (CLDR)."""

    language: str
    country: str | None = None
    spelling: English = "us"

    @property
    def tag(self) -> str:
        """The name that Word and browsers know it by (BCP 47)."""
        known = self._data()
        return f"{known.language}-{known.territory}" if known.territory else known.language

    def day(self, day: date) -> str:
        """Write a day: 12. März 2026."""
        return self._written(self._data().date_formats["long"].pattern, day)

    def day_of_year(self, day: date) -> str:
        """Write a day without its year: 12. März."""
        return self._written(self._skeleton("MMMMd"), day)

    def month(self, day: date) -> str:
        """Write the month of a day: März 2026."""
        return self._written(self._skeleton("yMMMM"), day)

    def number(self, value: Decimal, places: int = 0) -> str:
        """Write a number with its thousands apart, and with `places` where it has a fraction."""
        from babel.numbers import format_decimal

        pattern = re.sub(r"\.[0#]+", "", self._data().decimal_formats[None].pattern)
        pattern = pattern.replace("0", f"0{_fraction(value, places)}")
        return format_decimal(value, format=pattern, locale=self._data())

    def money(self, value: Decimal, currency: str) -> str:
        """Write an amount with the sign that the country uses: 41.500 €."""
        from babel.numbers import format_currency

        fraction = _fraction(value, places_of(currency))
        pattern = re.sub(r"\.0+", fraction, self._data().currency_formats["standard"].pattern)
        amount = format_currency(value, currency, format=pattern, locale=self._data(), currency_digits=False)
        return re.sub(r"(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])", "\u00a0", amount)

    def is_one(self, count: Decimal) -> bool:
        """Return whether a noun after this count is in the singular: in French, one after 0 is too."""
        return self._data().plural_form(count) == "one"

    @property
    def conjunction(self) -> str:
        """The word before the last entry of a list."""
        return re.sub(r"\{[01]\}", "", self._data().list_patterns["standard"]["2"]).strip()

    def _data(self) -> "babel.Locale":
        import babel

        names = [f"{self.language}_{self.country}"] if self.country else []
        for name in (*names, self.language):
            try:
                return babel.Locale.parse(name)
            except (babel.UnknownLocaleError, ValueError):
                continue
        raise UsageError(f"there is no data on how `{self.language}` writes dates and numbers", "leave --language out")

    def _skeleton(self, name: str) -> str:
        pattern: Any = self._data().datetime_skeletons[name]
        return str(getattr(pattern, "pattern", pattern))

    def _written(self, pattern: str, day: date) -> str:
        """Fill a pattern of Unicode's for days, such as `d. MMMM y`.

        Babel's own module for days reads the time zone of the machine first, and fails where that is odd.
        """
        data = self._data()
        # The first of a month is an ordinal in French alone.
        first = "1er" if self.language == "fr" and day.day == 1 else str(day.day)
        fields = {
            "d": first,
            "dd": f"{day:%d}",
            "M": str(day.month),
            "MM": f"{day:%m}",
            "MMM": data.months["format"]["abbreviated"][day.month],
            "MMMM": data.months["format"]["wide"][day.month],
            "LLLL": data.months["stand-alone"]["wide"][day.month],
            "y": str(day.year),
        }
        return _FIELD.sub(lambda found: found[1] if found[1] is not None else fields.get(found[0], ""), pattern)


_FIELD: Final = re.compile(r"'([^']*)'|([A-Za-z])\2*")

Locale: TypeAlias = EnglishLocale | OtherLocale


def _fraction(value: Decimal, places: int) -> str:
    """Return the fraction of a pattern: as many digits as a value has, and `places` or more where it has any."""
    digits = phrasing.number(value).partition(".")[2]
    return f".{'0' * max(len(digits), places)}" if digits else ""


def parsed(name: str) -> tuple[str, str]:
    """Return the language and the country of a locale such as `de-CH`; raise `UsageError` for what is not one."""
    found = _LOCALE.fullmatch(name)
    if found is None or found[1] not in LANGUAGES or found[2] not in COUNTRIES:
        raise UsageError(f"`{name}` is not a locale", "write a language and a country, such as de-CH or en-GB")
    return found[1], found[2]


def locale_for(language: str, country: str | None, english: English | None, *, chosen: bool = False) -> Locale:
    """Return how a draft in a language is written for a reader in a country.

    `english` is the company's own way with English, which counts before the country unless that was `chosen` for this
    draft. Raises `UsageError` where what a language other than English needs is not installed.
    """
    if language != ENGLISH:
        return _other(language, country, english)
    if chosen and country is not None:
        spelling = "uk" if country in _BRITISH else "us" if country == "US" else english or "us"
        return EnglishLocale(country, spelling, writes_month_first(country))
    is_month_first = english != "uk" and (english == "us" or country is None or writes_month_first(country))
    return EnglishLocale(country, english or "us", is_month_first)


def _other(language: str, country: str | None, english: English | None) -> OtherLocale:
    try:
        import babel  # noqa: F401  # what writes the draft imports it again
    except ImportError:
        from partnerkit.installation import adding

        raise UsageError(f"drafts in `{language}` need Babel", f"install it: {adding('babel')}") from None
    return OtherLocale(language, country, english or "us")
