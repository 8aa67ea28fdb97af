"""Why are we partnered?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from partnerkit.documents import Column, Document, Heading, Note, Paragraph, Table
from partnerkit.facts.as_of import complete_months, touches
from partnerkit.facts.attainment import KpiAttainment, attainments
from partnerkit.facts.case import Case
from partnerkit.facts.exchange import rates_in_words
from partnerkit.facts.figures import (
    FIGURES,
    currency_of,
    figure_called,
    figure_in_words,
    series_of,
    totals_in_words,
)
from partnerkit.facts.filters import has_ended
from partnerkit.facts.lifetime import ended_on
from partnerkit.facts.outreach import latest_round
from partnerkit.model.goals import Goal
from partnerkit.model.partnership import Partnership
from partnerkit.model.value_proposition import ValueProposition
from partnerkit.phrasing import in_one_line, listed, plural
from partnerkit.questions.dynamics import shared_accounts, shared_in_words


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact that the answer is based on, and the key of the file that holds it."""

    key: str
    fact: str


@dataclass(frozen=True, slots=True)
class Why:
    """The answer in one paragraph, its sentences and evidence as facts, and the keys that would make it better."""

    partnership: str
    name: str
    answer: str
    facts: tuple[Fact, ...]
    missing: tuple[str, ...]


_RELATION: Final = {
    "prospect": "{name} would be {kind} partner; {contact}.",
    "initiate": "We are working out with {name} whether to make it {kind} partner.",
    "exit": "{name}, {kind} partner{since}, is on its way out.",
}
_ANSWERED: Final = {
    "reply": "they answered on {date}",
    "call": "we talked on {date}",
    "interested": "they showed interest on {date}",
    "not-interested": "they declined on {date}",
}
_OVER: Final = "{name} was {kind} partner{since}{until}; the partnership has ended."
_LIVE: Final = "{name} is {kind} partner."
_UNSTAGED: Final = "{name} is on file as {kind} partner, without a stage."
_LIVE_SINCE: Final = "{name} has been {kind} partner{since}."


def why(case: Case) -> Why:
    """Return why we are partnered: the reason as written down, what each side gains, and what came of it so far.

    Only what the file says; what it does not say is named as missing, and never made up.
    """
    partnership, today = case.partnership, case.today
    value, goals, mapping = partnership.value_proposition, partnership.goals, None
    if partnership.dynamics:
        mapping = partnership.dynamics.account_mapping
    said = [Fact("type", _who(partnership, today))]
    if partnership.why:
        said.append(Fact("why", f"The reason: {_ended(partnership.why)}"))
    if value and value.outcome:
        said.append(Fact("value_proposition", f"{_for_them(value)}."))
    if goals:
        said.append(Fact("goals[0]", f"{_for_us(goals[0], attainments(case), case.workspace.currency, today)}."))
    results = _results(case)
    if results:
        said.append(Fact("results", f"{results}."))
    has = {
        "why": partnership.why,
        "value_proposition": value and value.outcome,
        "goals": goals,
        "dynamics.account_mapping": mapping,
        "results": partnership.results,
    }
    return Why(
        partnership=case.stem,
        name=case.name,
        answer=" ".join(fact.fact for fact in said),
        facts=(*said, *_evidence(partnership)),
        missing=tuple(key for key, given in has.items() if not given),
    )


def _who(partnership: Partnership, today: date) -> str:
    kind, since = partnership.type, partnership.since
    begun = since is not None and since <= today
    known = _LIVE if partnership.stage else _UNSTAGED
    does = partnership.partner and partnership.partner.does
    first = f"{partnership.name} {_ended(does)} " if does else ""
    last = ended_on(partnership, today)
    is_over = has_ended(partnership, today)
    relation = _OVER if is_over else _RELATION.get(partnership.stage or "", _LIVE_SINCE if begun else known)
    return first + relation.format(
        name=partnership.name,
        kind=f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}",
        since=f" {'from' if is_over else 'since'} {since}" if begun and (last or not is_over) else "",
        until=f" {'to' if begun else 'until'} {last}" if last is not None and last <= today else "",
        contact=_contact(partnership, today),
    )


def _contact(partnership: Partnership, today: date) -> str:
    """How far the talks are: their latest answer, or that there is none."""
    series = latest_round(touches(partnership, today))
    for at, touch in reversed(list(enumerate(series))):
        if touch.kind in _ANSWERED:
            asked_again = [later.date for later in series[at:] if later.kind == "cold"]
            since = f", and the message of {asked_again[-1]} is unanswered so far" if asked_again else ""
            return _ANSWERED[touch.kind].format(date=touch.date) + since
    if series:
        return f"the first message, of {series[0].date}, is unanswered so far"
    return "no one has been in touch yet"


def _unended(text: str) -> str:
    """Make a text of the file part of a sentence: on one line, without its stop."""
    return in_one_line(text).rstrip(" .,:;!?")


def _ended(text: str) -> str:
    """Make a text of the file the end of a sentence, with the stop it has or a period."""
    said = in_one_line(text).rstrip(" .,:;")
    return said if said.endswith(("!", "?")) else f"{said}."


def _for_them(value: ValueProposition) -> str:
    """The value proposition as a sentence: who we help, with what, how, the alternative and our advantage."""
    whom = value.partner_type or "them"
    said = f"We help {whom} {_unended(value.outcome or '')}"
    said += f" through {_unended(value.how)}" if value.how else ""
    said += f"; their alternative is {_unended(value.alternative)}" if value.alternative else ""
    said += f"; only we have {_unended(value.advantage)}" if value.advantage else ""
    return said


def _for_us(goal: Goal, kpis: Sequence[KpiAttainment], own: str, today: date) -> str:
    """The goal, and how far it is where a KPI of the same metric and target says so."""
    past = goal.by is not None and goal.by < today
    by = f"{', which was due' if past else ''} by {goal.by}" if goal.by else ""
    said = f"What we {'wanted' if past else 'want'} from it: {_unended(goal.outcome)}{by}"
    currency = currency_of(goal.metric or "", goal.currency, own)
    counted = figure_called(goal.metric or ""), goal.target, currency
    same = (kpi for kpi in kpis if (figure_called(kpi.metric), kpi.target, kpi.currency) == counted)
    kpi = next(same, None)
    if kpi is not None and kpi.actual is not None and goal.target is not None:
        reached, wanted = (figure_in_words(value, currency) for value in (kpi.actual, goal.target))
        rates = rates_in_words(kpi.rates)
        said += f" ({reached} of {wanted}{'' if past else ' so far'}{f'; {rates}' if rates else ''})"
    return said


_COUNTED: Final = (("referrals", "referral"), ("conversions", "new customer"))


def _results(case: Case) -> str:
    rows = complete_months(case.partnership, case.today)
    given = {metric: series_of(rows, metric, case.workspace.currency) for metric in FIGURES}
    brought = [figure_in_words(part.total, part.currency) for part in given["revenue"]]
    brought += [plural(counts.total, noun) for metric, noun in _COUNTED for counts in given[metric]]
    if not brought:
        return ""
    months = dict.fromkeys(row.month for row in rows)
    when = f"the {plural(len(months), 'month')} to {rows[-1].month}" if len(months) > 1 else rows[-1].month
    said = f"In {when}, it brought in {listed(brought)}"
    influenced = totals_in_words(given["influenced"])
    return f"{said}; it also influenced {influenced} of revenue" if influenced else said


def _evidence(partnership: Partnership) -> Iterator[Fact]:
    """Yield what is known for a fact: figures, dated observations and ratings with their evidence."""
    dynamics = partnership.dynamics
    if dynamics and dynamics.account_mapping:
        yield Fact("dynamics.account_mapping", shared_in_words(shared_accounts(dynamics.account_mapping)))
    for key, rated in partnership.fit.items():
        if rated.evidence:
            yield Fact(f"fit.{key}", f"{rated.evidence} (rated {rated.rating} of 5)")
    if dynamics and dynamics.interest and dynamics.interest.evidence:
        yield Fact("dynamics.interest", dynamics.interest.evidence)
    if partnership.value_proposition:
        for at, gain in enumerate(partnership.value_proposition.gains):
            yield Fact(f"value_proposition.gains[{at}]", f"{gain.want}: {gain.offer}")
        for at, pain in enumerate(partnership.value_proposition.pains):
            yield Fact(f"value_proposition.pains[{at}]", f"{pain.avoid}: {pain.relief}")


def document(found: Why) -> Document:
    """Return the answer in one paragraph, and the facts behind it."""
    rows = [[fact.fact, fact.key] for fact in found.facts]
    facts = Table([Column("Fact", wide=True), Column("In the file")], rows)
    return Document(
        f"Why {found.name}", [Paragraph(found.answer), Heading("Facts"), facts, *missing_note(found)], key="why"
    )


def missing_note(found: Why) -> Iterator[Note]:
    """Name the keys that the answer lacks."""
    if found.missing:
        yield Note(f"Missing from the file: {listed([f'`{key}`' for key in found.missing], 'or')}.")
