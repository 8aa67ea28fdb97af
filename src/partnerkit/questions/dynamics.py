"""How strong are interest, awareness and encouragement on each side?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from partnerkit.dates import add_months
from partnerkit.documents import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Note,
    Paragraph,
    State,
    Table,
)
from partnerkit.facts.as_of import parked
from partnerkit.facts.awareness import department_key, departments_reached, told
from partnerkit.facts.case import Case, cases
from partnerkit.facts.plays import DEPARTMENTS, PLAYS, Basis, DynamicKey
from partnerkit.facts.strengths import KEYS, SIDES, STRONG, WEAK, Strength, weigh
from partnerkit.model.choices import EncouragementKind, Side
from partnerkit.model.dynamics import AccountMapping, Dynamics
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.statuses import Status
from partnerkit.phrasing import NO_MATCH, listed, percent, plural, rounded

PARKED_MONTHS: Final = 6
"""When a partnership that is parked today would be looked at again."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The departments of one side that know of the partnership, those that do not, and what they were told with."""

    side: Side
    reached: tuple[str, ...]
    not_yet: tuple[str, ...]
    content: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Encouraged:
    """When one side was last encouraged, how many days ago, how often in all, and by what."""

    side: Side
    last: date | None
    days: int | None
    times: int
    kinds: tuple[EncouragementKind, ...]
    only_rewards: bool


@dataclass(frozen=True, slots=True)
class SharedAccounts:
    """How many accounts both companies serve, and which share of each one's that is, in percent."""

    date: date
    ours: int
    theirs: int
    shared: int
    share_of_ours: Decimal | None
    share_of_theirs: Decimal | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A play for one weak dynamic, and what the file already holds for it."""

    dynamic: DynamicKey
    side: Side
    play: str
    name: str
    how: str
    here: str


@dataclass(frozen=True, slots=True)
class Parking:
    """A partnership let go for now; `revisit` once its day has come."""

    until: date
    reason: str | None
    revisit: bool


@dataclass(frozen=True, slots=True)
class PartnershipDynamics:
    """The three dynamics of one partnership on both sides; the weakest of the six decides its status.

    `park_until` is suggested where interest is weak and nothing is parked yet.
    """

    partnership: str
    name: str
    status: Status
    reason: str
    weakest: tuple[str, ...]
    strengths: tuple[Strength, ...]
    coverage: tuple[Coverage, ...]
    encouraged: tuple[Encouraged, ...]
    account_mapping: SharedAccounts | None
    parked: Parking | None
    park_until: date | None
    plays: tuple[Suggestion, ...]

    def rating(self, dynamic: DynamicKey, side: Side) -> int | None:
        """Return one of the six ratings."""
        return next(found.rating for found in self.strengths if (found.dynamic, found.side) == (dynamic, side))


@dataclass(frozen=True, slots=True)
class DynamicsReport:
    """The dynamics of each partnership asked about."""

    partnerships: tuple[PartnershipDynamics, ...]


def dynamics(portfolio: Portfolio, today: date) -> DynamicsReport:
    """Weigh interest, awareness and encouragement on both sides of every partnership (dynamics)."""
    return DynamicsReport(tuple(map(dynamics_of, cases(portfolio, today))))


def dynamics_of(case: Case) -> PartnershipDynamics:
    """Weigh the dynamics of one partnership."""
    partnership, today = case.partnership, case.today
    given = partnership.dynamics or Dynamics.model_construct()
    strengths = weigh(partnership)
    known = [strength for strength in strengths.all if strength.rating is not None]
    coverage = tuple(_coverage(partnership, given, side, today) for side in SIDES)
    encouraged = tuple(_encouraged(given, side, today) for side in SIDES)
    mapping = shared_accounts(given.account_mapping) if given.account_mapping else None
    let_go = parked(partnership, today)
    # A partnership that is parked or on its way out has no use for plays.
    idle = let_go is not None or partnership.stage == "exit"
    weak = [] if idle else _worth_a_play(known, strengths.weakest)
    missing_interest = any(found.dynamic == "interest" and (found.rating or STRONG) <= WEAK for found in weak)
    return PartnershipDynamics(
        partnership=case.stem,
        name=case.name,
        status=strengths.status,
        reason=strengths.reason,
        weakest=tuple(strength.named for strength in strengths.weakest),
        strengths=strengths.all,
        coverage=coverage,
        encouraged=encouraged,
        account_mapping=mapping,
        parked=Parking(given.parked.until, given.parked.reason, revisit=let_go is None) if given.parked else None,
        park_until=add_months(today, PARKED_MONTHS) if missing_interest else None,
        plays=tuple(_suggest(weak, partnership, mapping, coverage, encouraged)),
    )


def _worth_a_play(known: Sequence[Strength], weakest: Sequence[Strength]) -> list[Strength]:
    """All that are weak; where none is, the weakest as long as it is not strong."""
    weak = [strength for strength in known if (strength.rating or 0) <= WEAK]
    return weak or [strength for strength in weakest if (strength.rating or 0) < STRONG]


def _coverage(partnership: Partnership, given: Dynamics, side: Side, today: date) -> Coverage:
    informed = told(given.awareness, side, today)
    named = [person.department for person in partnership.people.values() if person.side == side and person.department]
    known = departments_reached(given.awareness, side, today)
    expected: dict[str, str] = {}
    for word in (*DEPARTMENTS, *named):
        expected.setdefault(department_key(word), word)
    return Coverage(
        side=side,
        reached=tuple(known.values()),
        not_yet=tuple(word for key, word in expected.items() if key not in known),
        content=tuple(f"{found.department}: {found.content}" for found in informed),
    )


def _encouraged(given: Dynamics, side: Side, today: date) -> Encouraged:
    occasions = given.encouragement.given if given.encouragement else ()
    past = sorted((found for found in occasions if found.side == side and found.date <= today), key=lambda f: f.date)
    last = past[-1].date if past else None
    kinds = tuple(dict.fromkeys(found.kind for found in past))
    days = (today - last).days if last else None
    return Encouraged(side, last, days, len(past), kinds, only_rewards=kinds == ("reward",))


def shared_accounts(mapping: AccountMapping) -> SharedAccounts:
    """Work out which share of each side's accounts both serve."""
    of_ours, of_theirs = (
        rounded(Decimal(mapping.shared * 100) / count) if count else None for count in (mapping.ours, mapping.theirs)
    )
    return SharedAccounts(mapping.date, mapping.ours, mapping.theirs, mapping.shared, of_ours, of_theirs)


def _suggest(
    weak: Sequence[Strength],
    partnership: Partnership,
    mapping: SharedAccounts | None,
    coverage: Sequence[Coverage],
    encouraged: Sequence[Encouraged],
) -> Iterator[Suggestion]:
    for strength in weak:
        at = SIDES.index(strength.side)
        here: dict[Basis, str] = {
            "account_mapping": shared_in_words(mapping) if mapping else "no account mapping in the file yet",
            "value_proposition": _offer(partnership),
            "goals": partnership.goals[0].outcome if partnership.goals else "no goals in the file yet",
            "departments": _next_departments(coverage[at]),
            "encouragement": encouraged_in_words(encouraged[at]),
            "none": "",
        }
        for play in PLAYS[strength.dynamic, strength.side]:
            yield Suggestion(strength.dynamic, strength.side, play.key, play.name, play.how, here[play.basis])


def _offer(partnership: Partnership) -> str:
    """What the file has them gain and avoid."""
    value = partnership.value_proposition
    if value is None:
        return "no value proposition in the file yet"
    points = [gain.want for gain in value.gains] + [pain.avoid for pain in value.pains]
    said = [*([value.outcome] if value.outcome else []), *points]
    return "; ".join(said) or "the value proposition doesn't say what they gain"


def _next_departments(coverage: Coverage) -> str:
    return f"{listed(coverage.not_yet)} not reached yet" if coverage.not_yet else "all departments have been reached"


def encouraged_in_words(found: Encouraged) -> str:
    """Return when a side was last encouraged, and whether it was only ever a reward."""
    whose = "Our side" if found.side == "us" else "Their side"
    if found.last is None:
        return f"no encouragement recorded on {whose}"
    by = ", rewards only" if found.only_rewards else f", by {listed(found.kinds)}"
    return f"{whose} was last encouraged {plural(found.days or 0, 'day')} ago ({found.last}){by}"


def shared_in_words(found: SharedAccounts) -> str:
    """Return how many accounts both companies serve."""
    shares = [
        f"{percent(share)} of {whose}"
        for share, whose in ((found.share_of_ours, "ours"), (found.share_of_theirs, "theirs"))
        if share is not None
    ]
    return f"{found.shared} shared accounts ({found.date}){': ' + listed(shares) if shares else ''}"


def document(report: DynamicsReport) -> Document:
    """Return the six ratings of each partnership; of a single one also departments, encouragement and plays."""
    if not report.partnerships:
        return Document("Dynamics", [overview(report)])
    blocks: list[Block] = [overview(report)]
    blocks.append(
        Note(
            "Rated 1 (weak) to 5 (strong) on each side. The weakest of the six decides, because none can make up for "
            "another: red at 1 or 2, amber at 3, green at 4 or 5 once all six are rated."
        )
    )
    if len(report.partnerships) == 1:
        [only] = report.partnerships
        blocks.append(Heading(f"{only.name}: {only.reason}"))
        blocks.extend(tell(only))
    else:
        blocks.append(Note("Name one partnership to see its departments, its encouragement and the plays for it."))
    return Document("Dynamics", blocks)


def overview(report: DynamicsReport) -> Table:
    """Return the six ratings of each partnership."""
    ratings = [Column(f"{key.capitalize()} {side}", f"{key[:3].capitalize()} {side}", "right") for key, side in _six()]
    days = [
        Column(f"Days since {whose} side was encouraged", f"Days {side}", "right", optional=True)
        for side, whose in (("us", "our"), ("them", "their"))
    ]
    return Table(
        columns=[Column("Partnership", wide=True), Column("Status", "St.", "center"), *ratings, *days],
        rows=[
            [
                result.name,
                State(result.status),
                *(result.rating(key, side) for key, side in _six()),
                *(found.days for found in result.encouraged),
            ]
            for result in report.partnerships
        ],
        empty=NO_MATCH,
    )


def _six() -> list[tuple[DynamicKey, Side]]:
    return [(key, side) for key in KEYS for side in SIDES]


def tell(result: PartnershipDynamics) -> Iterator[Block]:
    """Return the facts behind one partnership's dynamics and what to do about the weak ones."""
    evidence: list[list[Cell]] = [
        [found.dynamic, found.evidence] for found in result.strengths if found.side == "us" and found.evidence
    ]
    if evidence:
        yield Table([Column("Dynamic"), Column("Evidence", wide=True)], evidence)
    if result.account_mapping:
        yield Paragraph(f"{shared_in_words(result.account_mapping)}.")
    yield Table(
        [Column("Side"), Column("Departments reached", wide=True), Column("Not yet", wide=True)],
        [
            ["our" if found.side == "us" else "their", ", ".join(found.reached) or None, ", ".join(found.not_yet)]
            for found in result.coverage
        ],
    )
    content: list[list[Cell]] = [[found.side, said] for found in result.coverage for said in found.content]
    if content:
        yield Table([Column("Side"), Column("Told with", wide=True)], content)
    yield Paragraph(" ".join(f"{encouraged_in_words(found)}." for found in result.encouraged))
    yield from _parked(result)
    for dynamic, side in _six():
        plays = [found for found in result.plays if (found.dynamic, found.side) == (dynamic, side)]
        if plays:
            yield Heading(f"{dynamic.capitalize()} on {'our' if side == 'us' else 'their'} side: what to do")
            rows: list[list[Cell]] = [
                [found.name, f"{found.how} Here: {found.here}." if found.here else found.how] for found in plays
            ]
            yield Table([Column("Play", wide=True), Column("How", wide=True)], rows)


def _parked(result: PartnershipDynamics) -> Iterator[Paragraph]:
    if result.parked:
        why = f": {result.parked.reason}" if result.parked.reason else ""
        ask = " That day has come, so look at it again." if result.parked.revisit else ""
        yield Paragraph(f"Parked until {result.parked.until}{why}.{ask}")
    elif result.park_until:
        yield Paragraph(
            "Interest is missing. Raise it with the plays below, or put it on hold and set the date to look again: "
            f"`parked: {{until: {result.park_until}}}` under `dynamics`."
        )
