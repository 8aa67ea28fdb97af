"""Which legal systems does a governing law belong to, as far as an agreement needs to know?"""

import re
from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

LegalSystem: TypeAlias = Literal["us", "california", "england", "eu", "germany"]

_US_STATES: Final = """
Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|Indiana|Iowa|
Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|
New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|
South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming
""".replace("\n", "")
"""Georgia is missing, since it is a country as well: it counts as `State of Georgia` or `Georgia, USA`."""

_US: Final = rf"{_US_STATES}|State of [A-Z]\w+|District of Columbia|USA|U\.S\.A?\.?|United States"
_ENGLAND: Final = "England|English|Wales|UK|United Kingdom"
_GERMANY: Final = "Germany|German|Deutschland|deutsches Recht"
# The European Economic Area: data protection and competition law reach further than the Union.
_EU: Final = """
Austrian?|Belgium|Belgian|Bulgarian?|Croatian?|Cyprus|Cypriot|Czech|Czechia|Denmark|Danish|Estonian?|Finland|Finnish|
France|French|Greece|Greek|Hungary|Hungarian|(?<!Northern )Ireland|Irish|Italy|Italian|Latvian?|Lithuanian?|
Luxembourg|Malta|Maltese|Netherlands|Dutch|Poland|Polish|Portugal|Portuguese|Romanian?|Slovakian?|Slovak|
Slovenian?|Spain|Spanish|Sweden|Swedish|Norway|Norwegian|Iceland|Icelandic|Liechtenstein|European Union|EU
""".replace("\n", "")

_NAMES: Final[Mapping[LegalSystem, str]] = {
    "us": _US,
    "california": "California",
    "england": _ENGLAND,
    "eu": f"{_EU}|{_GERMANY}",
    "germany": _GERMANY,
}
_STATE: Final = re.compile(rf"(?:{_US_STATES})\Z")


def legal_systems(law: str | None) -> tuple[LegalSystem, ...]:
    """Return the legal systems that a governing law names; none for one that is not known here."""
    return tuple(system for system, names in _NAMES.items() if law and re.search(rf"(?<!\w)(?:{names})(?!\w)", law))


def is_us_state(law: str | None) -> bool:
    """Return whether a governing law is written as the bare name of a state: `New York`."""
    return law is not None and _STATE.match(law.strip()) is not None
