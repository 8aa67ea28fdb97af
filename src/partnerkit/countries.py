"""Countries by the two letters of ISO 3166, the paper they print on, how they date and the days they rest."""

from collections.abc import Iterable
from typing import Final

_ALL: Final = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""
CODES: Final = tuple(_ALL.split())

_MEANT: Final = {
    "UK": "GB", "ENG": "GB", "SCO": "GB", "WAL": "GB", "NIR": "GB", "GBR": "GB",
    "EL": "GR", "GRE": "GR", "GRC": "GR",
    "UAE": "AE", "ARE": "AE", "DXB": "AE", "KSA": "SA", "SAU": "SA",
    "USA": "US", "U.S.": "US", "U.S.A.": "US", "U.K.": "GB", "U.A.E.": "AE",
    "GER": "DE", "DEU": "DE", "AUT": "AT", "SUI": "CH", "CHE": "CH", "SWI": "CH",
    "NED": "NL", "NLD": "NL", "HOL": "NL", "DEN": "DK", "DNK": "DK", "SWE": "SE", "NOR": "NO", "FIN": "FI",
    "ESP": "ES", "SPA": "ES", "POR": "PT", "PRT": "PT", "FRA": "FR", "ITA": "IT", "IRL": "IE", "EIR": "IE", "BEL": "BE",
    "POL": "PL", "CZE": "CZ", "TUR": "TR", "RSA": "ZA", "ZAF": "ZA", "ISR": "IL", "IND": "IN", "CHN": "CN", "PRC": "CN",
    "JPN": "JP", "JAP": "JP", "KOR": "KR", "ROK": "KR", "SKO": "KR", "TWN": "TW", "SGP": "SG", "HKG": "HK", "VNM": "VN",
    "BRA": "BR", "MEX": "MX", "ARG": "AR", "CAN": "CA", "AUS": "AU", "NZL": "NZ",
}  # fmt: skip
"""What people write for the code of a country: codes of other lists, and those of everyday speech."""

_ON_LETTER: Final = "AS BZ CA CL CO CR DO GT GU HN MP MX NI PA PH PR SV UM US VE VI"

_MONTH_FIRST: Final = "AS BI CA GU JP MH MP PH PR UM US VI"

_THURSDAY, _FRIDAY, _SATURDAY, _SUNDAY = 3, 4, 5, 6
_USUAL: Final = frozenset({_SATURDAY, _SUNDAY})
_FROM_FRIDAY: Final = "BD BH DZ EG IL IQ JO KW LY MV OM PS QA SA SD SY YE"
_WEEKENDS: Final = {
    **dict.fromkeys(_FROM_FRIDAY.split(), frozenset({_FRIDAY, _SATURDAY})),
    "AF": frozenset({_THURSDAY, _FRIDAY}),
    "BN": frozenset({_FRIDAY, _SUNDAY}),
    "DJ": frozenset({_FRIDAY}),
    "IR": frozenset({_THURSDAY, _FRIDAY}),
    "NP": frozenset({_SATURDAY}),
}
"""The weekend of each country where it is not Saturday and Sunday: 0 is Monday."""


def country_meant(word: str) -> str:
    """Return the code that is meant by another one: `GB` by `UK`, `DE` by `de`; empty where none is."""
    code = word.strip().upper()
    return code if code in CODES else _MEANT.get(code, "")


def prints_on_letter(country: str | None) -> bool:
    """Whether a country prints on US Letter; all others, and an unknown one, print on A4."""
    return country in _ON_LETTER.split()


def writes_month_first(country: str) -> bool:
    """Whether a date in English starts with the month in a country: March 12, 2026, and not 12 March 2026."""
    return country in _MONTH_FIRST.split()


def weekend_of(countries: Iterable[str]) -> frozenset[int]:
    """Return the days of the week on which any of the countries rests, 0 for Monday; Saturday and Sunday for none."""
    return frozenset[int]().union(*(_WEEKENDS.get(country, _USUAL) for country in countries)) or _USUAL
