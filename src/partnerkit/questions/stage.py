"""Where is a partnership in its life cycle, and what does the next stage need?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, get_args

from partnerkit.dates import add_months
from partnerkit.documents import Block, Column, Document, Heading, Note, Paragraph, Table
from partnerkit.facts.agreements import state_of
from partnerkit.facts.as_of import parked
from partnerkit.facts.case import Case
from partnerkit.facts.checklist_items import done_items
from partnerkit.model import choices
from partnerkit.model.checklists import ITEMS, meaning_of
from partnerkit.model.choices import Stage
from partnerkit.model.partnership import Partnership
from partnerkit.phrasing import listed, plural
from partnerkit.shell import command

STAGES: Final = choices.choices_of(Stage)

ALLOWED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "prospect": ("initiate",),
        "initiate": ("launch", "prospect", "exit"),
        "launch": ("grow", "exit"),
        "grow": ("optimize", "renew", "exit"),
        "optimize": ("grow", "renew", "exit"),
        "renew": ("grow", "optimize", "exit"),
        "exit": ("prospect",),
    }
)
"""Where each stage may lead (guide): grow and optimize alternate. Back to prospect is for what is parked."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a stage needs, and whether the file has it."""

    what: str
    met: bool


@dataclass(frozen=True, slots=True)
class NextStage:
    """A stage that may come next, and what it needs first."""

    stage: str
    meaning: str
    ready: bool
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class LifeCycle:
    """Where a partnership stands and what may follow."""

    partnership: str
    name: str
    stage: str | None
    meaning: str | None
    allowed: tuple[NextStage, ...]


def life_cycle(case: Case) -> LifeCycle:
    """Return the stage, those that may come next, and what each of them needs (guide).

    A partnership without a stage may be put at any.
    """
    stage = case.partnership.stage
    following = ALLOWED[stage] if stage else STAGES
    nexts = []
    for target in following:
        needs = tuple(_needs(target, case))
        nexts.append(NextStage(target, _meaning(target), all(need.met for need in needs), needs))
    return LifeCycle(case.stem, case.name, stage, _meaning(stage) if stage else None, tuple(nexts))


def _meaning(stage: str) -> str:
    _, meanings = get_args(Stage)
    return str(meanings.meanings[stage])


def _needs(target: str, case: Case) -> Iterator[Need]:
    """Yield what a stage needs: the checklist of the phase before it (guide), and the facts behind that."""
    partnership, today = case.partnership, case.today
    agreement, launch = state_of(partnership.agreement, today), partnership.launch
    match target:
        case "prospect" if partnership.stage:
            yield Need("A date to look at it again (`dynamics.parked`)", parked(partnership, today) is not None)
        case "initiate":
            yield from _checklist(case, "outreach")
        case "launch":
            yield Need("The agreement is signed.", agreement.is_signed)
            yield from _checklist(case, "agreement")
        case "grow" if partnership.stage in ("optimize", "renew"):
            yield Need("An idea for doing more together (`expansion`)", bool(partnership.expansion))
        case "grow":
            launched = launch is not None and launch.date is not None and launch.date <= today
            yield Need("The launch has taken place (`launch.date`).", launched)
            yield from _checklist(case, "alignment")
            yield from _checklist(case, "launch")
        case "optimize":
            yield Need("Figures to improve on (`results`)", bool(partnership.results))
            yield Need("A review within the last three months", _reviewed(partnership, today, 3))
        case "renew":
            yield Need("A term that ends (`agreement.term`)", agreement.ends is not None)
            yield Need("A health check within the last three months", _checked(partnership, today))
        case "exit":
            leaving = partnership.exit
            yield Need("A plan for customers and joint work (`exit.plan`)", bool(leaving and leaving.plan))
            yield from (need for need in _checklist(case, "exit", "honest-conversation", "resolution-tried"))


def _checklist(case: Case, name: str, *only: str) -> Iterator[Need]:
    done = done_items(case, name)
    for item in only or ITEMS[name]:
        yield Need(f"{meaning_of(name, item)[:-1]} ({name}: {item})", item in done)


def _reviewed(partnership: Partnership, today: date, months: int) -> bool:
    return any(add_months(today, -months) <= review.date <= today for review in partnership.reviews)


def _checked(partnership: Partnership, today: date) -> bool:
    return any(add_months(today, -3) <= check.date <= today for check in partnership.health)


def document(found: LifeCycle) -> Document:
    """Return the stage, the way there and what each next stage needs."""
    return Document(f"Stage of {found.name} ({found.partnership})", list(_blocks(found)), key="stage")


def _blocks(found: LifeCycle) -> Iterator[Block]:
    yield Paragraph(_way(found.stage))
    yield Paragraph(f"At {found.stage}: {found.meaning}." if found.stage else "No stage is set yet.")
    for following in found.allowed:
        missing = sum(not need.met for need in following.needs)
        verdict = "ready" if following.ready else f"{plural(missing, 'thing')} open"
        yield Heading(f"To {following.stage}: {following.meaning} ({verdict})")
        if following.needs:
            rows = [["done" if need.met else "open", need.what] for need in following.needs]
            yield Table([Column("State"), Column("It requires", wide=True)], rows)
    names = listed([following.stage for following in found.allowed], "or")
    yield Note(f"`{command('stage', found.partnership, 'STAGE')}` writes the next one to the file: {names}.")


def _way(stage: str | None) -> str:
    words = [f"[{name}]" if name == stage else name for name in STAGES]
    grow = STAGES.index("grow")
    joined = f"{words[grow]} ⇄ {words[grow + 1]}"
    return " → ".join([*words[:grow], joined, *words[grow + 2 :]])
