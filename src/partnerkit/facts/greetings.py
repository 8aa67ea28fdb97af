"""By which name is a person greeted in a letter?"""

from collections.abc import Sequence
from typing import Final
from unicodedata import normalize

_TITLES: Final = """
Mr Mr. Mrs Mrs. Ms Ms. Miss Mx Mx. Sir Dame Dr Dr. dr. drs. Prof Prof. Professor prof. med. Herr Frau Ing. ing. ir.
Dipl.-Ing. Dipl.-Kfm. Dipl.-Inf. Mag. M. Mme Monsieur Madame Sig. Sig.ra Sr. Sra.
"""

_NOT_NAMES: Final = """
account accounts admin administration alliance alliances billing board bureau care center centre channel channels
commercial company customer customers department desk development director ecosystem engineering enquiries executive
finance group head helpdesk hotline info inquiries it jr lead legal manager management marketing mba md office officer
operations partner partners partnership partnerships phd president press procurement product purchasing relations
reseller resellers sales secretary service services sr staff success supply support team technical technology
achats comercial commerciale comptabilité direction direktion facturation juridique partenaires partenariats
relation ressources ventes équipe équipes
abteilung buchhaltung einkauf geschäftsführung geschäftsleitung innendienst kundendienst leitung partnermanagement
sekretariat verkauf vertrieb verwaltung zentrale
administración alianzas atención compras departamento dirección equipo equipos facturación gerencia oficina socios
ventas
administração alianças atendimento diretoria equipa equipe escritório faturamento financeiro jurídico parceiros
parcerias setor vendas
acquisti amministrazione commerciali direzione segreteria squadra ufficio vendite
afdeling administratie directie inkoop klantenservice verkoop
afdelning avdeling avdelning ekonomi försäljning inköp innkjøp myynti salg tiimi økonomi
biuro dział sprzedaż sprzedaży zespół obchod oddělení tým csapat osztály
bölümü ekibi ekip satış отдел команда ομάδα τμήμα
"""
"""Words of a team, a post or a degree, which no one is called by."""

_OF_A_TEAM: Final = ("abteilung", "afdeling", "avdeling", "avdelning", "leitung", "team", "teamet")
"""How words of a team end where a language writes them as one: `Vertriebsteam`."""

_PARTICLES: Final = """
af al ap av bin d da das dal de del della den der di do dos du e el ibn la le los ten ter van vom von y zu zum zur
"""

FAMILY_NAME_FIRST: Final = frozenset({"CN", "HK", "HU", "JP", "KH", "KP", "KR", "MO", "SG", "TW", "VN"})
"""Countries in which `Last First` is as usual as `First Last`."""


def called(name: str, country: str | None = None) -> str:
    """Return how a letter calls a person: by the first name if it is plain which that is, else by the whole name.

    Plain are `Jo Martin` and, as some systems export it, `Martin, Jo`; a title in front is left out. `country` is
    where the person works. A particle, an initial, a family name in capitals, a script without capitals or a word that
    no one is called by leave the name as it is.
    """
    whole = name.strip().rstrip(",").rstrip()
    before, after = (_untitled(part) for part in whole.partition(",")[::2])
    if after:
        return after[0] if len(after) == 1 and _is_given(after[0]) and _is_family(before) else whole
    if country in FAMILY_NAME_FIRST or len(before) != 2:
        return whole
    given, family = before
    return given if _is_given(given) and _is_given(family) else whole


def in_full(name: str) -> str:
    """Return a name with the first name first: `Martin, Jo` as `Jo Martin`; any other stays as it is."""
    whole = name.strip().rstrip(",").rstrip()
    family, comma, given = whole.partition(",")
    words = given.split()
    is_turned = comma and words and all(map(_is_given, words)) and _is_family(family.split())
    return f"{given.strip()} {family.strip()}" if is_turned else whole


def _untitled(text: str) -> list[str]:
    """Return the words of a name without the titles in front of it."""
    titles, words = _TITLES.split(), text.split()
    return words[next((at for at, word in enumerate(words) if word not in titles), len(words)) :]


def _is_given(word: str) -> bool:
    """Return whether a word is written as a name is: a capital, then small letters, as in Anne-Marie or O'Brien."""
    parts = normalize("NFC", word).replace("'", "").replace("’", "").split("-")
    return (
        all(part.isalpha() and part[0].isupper() for part in parts)
        and any(letter.islower() for letter in parts[0])
        and not _is_of_a_team(word)
    )


def _is_of_a_team(word: str) -> bool:
    """Return whether a word names a team, a post or a degree, in one of the languages that we know such words of."""
    folded = normalize("NFC", word).casefold()
    return folded in _NOT_NAMES.split() or folded.endswith(_OF_A_TEAM)


def _is_family(words: Sequence[str]) -> bool:
    """Return whether words are one family name, which may have particles before it."""
    if not words:
        return False
    *before, last = (word.casefold() for word in words)
    particles = _PARTICLES.split()
    return all(word in particles for word in before) and last not in particles and not _is_of_a_team(last)
