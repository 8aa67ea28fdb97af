"""Who to talk to at a partner of each type (guide)."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from partnerkit.model.choices import PartnershipType


@dataclass(frozen=True, slots=True)
class IdealContact:
    """The roles that can say yes to a partnership of one type, and the words by which their titles are known.

    Words are lower case and without accents; one that ends in `*` matches every word that starts like it, so that
    one covers the forms and compounds of several languages. They err on the side of knowing a title.
    """

    ideal: str
    alternative: str
    words: str


IDEAL_CONTACTS: Final[Mapping[PartnershipType, IdealContact]] = {
    "integration": IdealContact(
        "Head of Product or CTO",
        "VP Engineering",
        "cto cpo cio it api r&d product* produkt* produit* prodott* produto* engineer* ingenieur* ingenier* ingegner* "
        "technolog* tecnolog* technic* technik* technisch* tecnic* teknik* teknisk* tekniikka* developer* development "
        "entwickl* developpement desarroll* desenvolv* utveckl* sviluppo ontwikkel* platform* plattform* plateforme "
        "plataforma* piattaform* integrat* integrac* integraz* architect* architekt* software solution*",
    ),
    "co-marketing": IdealContact(
        "Head of Marketing or CMO",
        "content or brand manager",
        "cmo pr marketing* marknad* markedsfor* markkinoi* mercad* content contenu* contenid* conteudo* inhalt* brand* "
        "marke marken* marque* marca marcas communicat* kommunikation* comunica* editor* editeur* editrice* redakt* "
        "redact* redaz* redac* chefredakt* publish* media medien* press presse* prensa stampa event* evenement* "
        "veranstalt* evento* communit* social campaign* demand growth audience* werb* advertis* publicid* publicit* "
        "creative digital podcast* newsletter*",
    ),
    "distribution": IdealContact(
        "Head of Sales or CRO",
        "channel manager",
        "cro sales revenue commercial* comercial* commerciale* kommerz* kommersiel* channel* canal canales canaux "
        "canais canali kanal* vertrieb* verkauf* verkoop* aussendienst* ventes vendit* ventas vendas forsalj* salg* "
        "salj* myynti* handel* handlowy* sprzedazy obchod* prodej* reseller* revende* rivendit* wederverkoop* "
        "distribut* distribuc* distribuz* distribuic* dealer* wholesale* grosshandel* retail* affiliate* account* "
        "buyer* buying merchandis* category business regional territory area",
    ),
    "alliance": IdealContact(
        "CEO or founder", "VP Strategy", "strateg* estrateg* executive* board corporate development business"
    ),
    "ecosystem": IdealContact(
        "Head of Partnerships",
        "partner manager",
        "isv app apps ecosystem* ekosystem* okosystem* ecosystem* ecosistema* marketplace* marktplatz* platform* "
        "plattform* plateforme plataforma* piattaform* developer* integrat* integrac* integraz* communit*",
    ),
    # Supply chain is not in the guide; these are partnerkit's own.
    "supply-chain": IdealContact(
        "Head of Procurement or COO",
        "supplier manager",
        "coo procure* purchas* sourcing buyer* buying operation* operativ* operaciones operacoes operazioni betrieb* "
        "supplier* supply lieferant* lieferkette* einkauf* beschaffung* achat* acheteur* approvisionn* compras "
        "comprador* aprovision* acquist* fornitor* fornecedor* proveedor* fournisseur* inkoop* inkop* indkob* innkjop* "
        "leverantor* logist* production produktion* manufactur* plant",
    ),
}

_ALWAYS_IDEAL: Final = (
    "ceo coo cfo cto cmo cio cso cpo md gm pdg vd cxo chief* president* prasident* vp svp evp "
    "managing principal* founder* cofounder* founding "
    "owner* geschaftsfuhr* hauptgeschaftsfuhr* inhaber* grunder* vorstand* fondat* cofondat* dirigeant* gerant* "
    "fundador* cofundador* "
    "propriet* socio socia socios titolare amministrat* eigenaar* oprichter* bestuurder* zaakvoerder* grundare* "
    "stifter* daglig toimitusjohtaja perustaja prezes* zalozyciel* wlasciciel* jednatel* zakladatel* genel kurucu* "
    "partner* partena* parten* alliance* allianz* alianza* alianca* alleanz* parceir* parceria* aliados kooperation* "
    "bizdev country delegado delegato"
)
"""Those who lead the company, or its partnerships, can say yes to any of them."""

_PHRASES: Final = (
    r"general manager|general director|(?:directeur|directrice|director|directora|gerente|diretor|diretora|direttore|"
    r"direttrice) (?:general|generale|geral)|(?:verkstallande|administrerende|adm\.?) dir\w*|^\W*(?:director|directeur|"
    r"direktor|direktorin|diretor|direttore|executive director)\W*$"
)
"""Titles of company leaders that no single word gives away."""


@lru_cache(maxsize=1024)  # many people have the same title
def decides(title: str, type: PartnershipType) -> bool:
    """Return whether someone with this title may decide on a partnership of a type; in doubt, they may.

    A title without any Latin letters can't be judged.
    """
    plain = _plain(title)
    return not re.search("[a-z]", plain) or _pattern(type).search(plain) is not None


def _plain(title: str) -> str:
    """Return a title in lower case and without accents."""
    spelled = unicodedata.normalize("NFKD", title.casefold().replace("ø", "o").replace("ł", "l").replace("ı", "i"))
    return "".join(letter for letter in spelled if not unicodedata.combining(letter))


@cache
def _pattern(type: PartnershipType) -> re.Pattern[str]:
    words = f"{IDEAL_CONTACTS[type].words} {_ALWAYS_IDEAL}".split()
    known = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"\b(?:{known})(?!\w)|{_PHRASES}")
