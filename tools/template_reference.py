"""The page about templates: every name, filter, test and slot that a template can use."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from partnerkit.drafts.context import Context
from partnerkit.drafts.environment import Sandbox, build
from partnerkit.drafts.gaps import Gaps, is_gap
from partnerkit.drafts.plain import Plain
from partnerkit.facts.case import Case
from partnerkit.languages import ENGLISH
from partnerkit.model.partnership import Partnership
from partnerkit.model.template import ClauseHeader, Header
from partnerkit.reading.loader import load_partnership, load_workspace, names_of
from partnerkit.workspace.templates import load_library

PORTFOLIO: Final = Path(__file__).parents[1] / "examples" / "portfolio"

NAMES: Final[Mapping[str, str]] = {
    "partnership": "The file's name without its ending: `acme`.",
    "today": "The date of the draft.",
    "currency": "The workspace's currency.",
    "company": "Our company, as in `company` of the workspace file.",
    "us": "Our company: the same as `company`.",
    "them": "The partner: `partner` of the file, with its `name`.",
    "parties": "Both companies by side: `parties[item.owner.side].name`.",
    "company_goals": "The goals of the workspace. Internal.",
    "sender": "The person on our side who writes.",
    "contact": "The person it goes to, by the header's `purpose`.",
    "contacts": "Their people by purpose: main, executive, legal, billing, technical, marketing.",
    "ours": "Our people.",
    "theirs": "Their people.",
    "first_term_ends": "The last day of the initial term.",
    "renewal_months": "How long a renewal lasts.",
    "kind": "The kind of follow-up or review; empty for other drafts.",
    "subject": "The kind of subject line; empty for other drafts.",
    "simple": "Whether `--simple` was given.",
    "checklist": "Whether `--checklist` was given.",
    "english": "`us` or `uk`; also in files that are imported.",
    "locale": "`locale.language` and `locale.country` of the reader; also in files that are imported.",
}
"""The names beside the keys of a partnership file; those of the agreement are listed without a description."""

NOW: Final[Mapping[str, str]] = {
    "score": "The fit score. Internal.",
    "heat": "The names of the buckets by color, and the overall color.",
    "verdict": "The overall status, its reason and the first date on record for it. Internal.",
    "buckets": "The areas: name, purpose, status, people by role, boxes. Evidence is internal.",
    "ownership_gaps": "The areas whose ownership has gaps.",
    "kpis": "The targets: figure so far, status, share of plan, the last two months.",
    "health": "The latest health check: scores, red flags, warning signs. Internal.",
    "rated": "The scores that both sides gave, by date.",
    "owed": "What is open in the plan and in commitments, earliest first; our own work is kept from the partner.",
    "changes": "What was done, assessed or agreed since the last review.",
    "is_live": "Whether customers have seen the partnership.",
    "launch": "Readiness and the steps of the launch. Internal.",
    "ledger": "Commitments, how each side met them, and reviews: held, not recorded, next.",
    "results": "The complete months added up; money in each currency.",
    "term": "The term of the agreement: its end, the last day for notice, and what is past.",
    "ending": "How a letter sent today can end the agreement.",
    "given": "What was done to encourage either side. Internal.",
    "unsettled": "What to finish or cancel before an exit; a TODO while work is open.",
    "next_step": "A TODO for the next step.",
    "call_minutes": "The length of the call that the outreach requests.",
    "unanswered": "The days of our messages in the latest round, while none was answered.",
    "wrote": "The day of the first message in the latest round.",
    "talked": "The day of the last call in that round; empty without one.",
    "next_touch": "What to send next in the outreach, and its day. Internal.",
    "subject_sent": "The subject of the email that a follow-up answers.",
    "done": "The items done in each checklist, with their dates.",
    "conversation": "The day of the honest conversation before an exit.",
}

FILTERS: Final[Mapping[str, str]] = {
    "after": "The date so many days later: `after(7)`.",
    "workday": "The first working day from a date on.",
    "end": "A text without its final punctuation.",
    "initial": "A text with an initial capital.",
    "day": "A date as its reader writes it: March 12, 2026 or 12. März 2026.",
    "day_of_year": "The same without the year.",
    "month": "A date or a month as the month and the year.",
    "money": "An amount as its reader writes it: `money(currency)`.",
    "formal": "A text with its days in words and its amounts in a currency grouped: `formal(currency)`.",
    "grouped": "A number with its thousands separated, as its reader writes it.",
    "plural": 'A count with its noun: `plural("month")`, or `plural("Monat", "Monate")`.',
    "listed": 'A list in a sentence: a, b and c; `listed("or")` has another word before the last.',
    "join": "A list joined with a separator.",
    "person": "A short name as the person it is for.",
    "url": "A web address as a link.",
    "escape": "A value as text: what any value gets anyway.",
    "e": "Short for `escape`.",
    "clause": "For agreements: a cross-reference to a clause by its name.",
    "contract": "For agreements: paragraphs numbered within a clause.",
    "term": "For agreements: a defined term.",
}
"""The filters of partnerkit's own; those of Jinja are listed by name."""

TESTS: Final[Mapping[str, str]] = {
    "missing": "Writing the value shows a TODO: the file doesn't have it, or has it in another language.",
    "given": "The file has a value here, in whatever language.",
    "within": "A text is not longer than this: `text is within(280)`.",
}

_MACRO: Final = r"{% macro ([a-z_]+\([^)]*\))"

_INTRODUCTION: Final = """\
`partnerkit draft --eject KIND` copies a built-in template to the workspace's `templates/`, where it replaces the
built-in one of the same name; a template with a new name is a new kind. Templates are written in
[Jinja](https://jinja.palletsprojects.com), run in a sandbox, and write Markdown. A missing value is a `[TODO: ...]`.
A template with `to: partner` can't use internal keys: the draft stops and shows where.

The blocks `subject` and `body` make an email. `{% import "_common" as say %}` gives the macros below.
"""

_SLOTS: Final = """\
The keys that the built-in templates are filled from, as their TODOs describe them. Write them so that they fit:

- sentences: `outreach.opener`, `launch.headline`, `launch.benefit`, `launch.how`, `exit.reason`, `why`
- verb phrases: `does` (after the company's name: "makes clocks"), `value_proposition.outcome` ("sell more clocks")
- noun phrases: `value_proposition.how`, `advantage`, `alternative` and `requires`, `outreach.ask`,
  `outreach.proof.result`, `goals.they_contribute` and `we_give`

A final period is optional. `say.inside(text)` drops it, and makes the first letter lowercase if that is safe.
"""

_LANGUAGES: Final = """\
Each language has its own folder: `templates/de/outreach.md.j2` next to
`templates/de/_common.md.j2`. `partner.language` or `--language` picks it; for internal drafts, `company.language`
does. A kind without a template in a language is written in English, with a hint on standard error. Built in:

"""

_READERS: Final = """\
`draft --eject outreach --language de` copies the German template. For a language that partnerkit doesn't have, it
copies the English one for you to translate; copy `_common` too.

Days, numbers, amounts and the size of paper follow the reader's country: `partner.country`, for internal drafts
`company.country`, or `--locale de-CH`. English is an exception: 1,234.56 and EUR 1,234 are the same for every reader,
because 1.234,56 means something else in an English sentence. Dates in English are March 12, 2026 for readers in the
United States and the few countries that write them so, and 12 March 2026 for all others, unless `english` in the
workspace decides. No one's gender is guessed: without `greeting`, a German email starts with "Guten Tag Maria
Schmidt". The spaces of French, and "ss" for "ß" in Switzerland, are set for you.

The texts of a partnership file are in `partner.language`, and those of the workspace in `company.language` (English
without it). If an email is in a different language than a text, the text becomes a TODO that shows it, so no sentence
mixes two languages. To say what your company does in each language, write it into your copies of the templates.

The texts fit into the emails like this:

| key | German | French | Spanish |
| --- | --- | --- | --- |
| `does` | after the name: "stellt Uhren her" | "fabrique des horloges" | "fabrica relojes" |
| `value_proposition.outcome` | "mehr verkaufen" (before "könnte") | "vendre plus" | "vender más" |
| `value_proposition.how` | after "Der Weg dorthin:" | after "Notre idée :" | after "con" |
| `value_proposition.requires` | after "Ihr Aufwand dafür:" | after "il faudrait seulement" | after "bastaría con" |
| `outreach.ask` | after "Mein Vorschlag:" | after "je vous propose" | after "¿le vendría bien" |
| `outreach.proof.result` | after a colon | after a colon | after a colon |
| `outreach.opener`, `exit.reason` | a sentence | a sentence | a sentence |

`check-email` judges English only, and reports that about a text in another language. Put the words of your language
into `templates/email-words.yaml` to have them judged.
"""


def page() -> str:
    """Make the page from the data, the sandbox, the models of headers and the built-in templates."""
    return "\n".join(_lines()).rstrip() + "\n"


def names() -> Mapping[str, Any]:
    """Return what the template of a full file sees."""
    workspace = load_workspace("partnerkit.yaml", (PORTFOLIO / "partnerkit.yaml").read_bytes()).model
    assert workspace is not None
    content = (PORTFOLIO / "partners" / "kestrel-advisory.yaml").read_bytes()
    partnership = load_partnership("kestrel-advisory.yaml", content, names_of(workspace)).model
    assert partnership is not None
    case = Case("kestrel-advisory", partnership, workspace, date(2026, 4, 10), {})
    return Context(case, Plain(Gaps())).data()


def sandbox() -> Sandbox:
    """Return what templates run in."""
    return build({}, {})


def _lines() -> Iterator[str]:
    data, room = names(), sandbox()
    yield from ("# Templates", "", "<!-- Generated by `make docs`. -->", "", _INTRODUCTION)
    yield from ("## The header", "", "Between two lines of `---` at the top.", "", "| key | meaning |", "| --- | --- |")
    for key, field in Header.model_fields.items():
        yield f"| `{key}` | {field.description} |"
    yield from ("", "A clause of the agreement (`templates/agreement/`) has these instead:", "", "| key | meaning |")
    yield "| --- | --- |"
    for key, field in ClauseHeader.model_fields.items():
        yield f"| `{key}` | {field.description} |"
    yield from ("", "## Names", "")
    yield "Every key of the [partnership file](format.md), and:"
    yield from ("", "| name | meaning |", "| --- | --- |")
    own = [name for name in data if name not in Partnership.model_fields and name not in (*NAMES, "now", "with")]
    for name, meaning in NAMES.items():
        yield f"| `{name}` | {meaning} |"
    yield from ("", f"For agreements also: {', '.join(f'`{name}`' for name in sorted(own))}.", "")
    yield from ("Facts as of `today` are under `now`:", "", "| name | meaning | inside |", "| --- | --- | --- |")
    for name, meaning in NOW.items():
        yield f"| `now.{name}` | {meaning} | {', '.join(f'`{key}`' for key in _inside(data['now'][name]))} |"
    yield from ("", "## Filters and tests", "", "| filter | meaning |", "| --- | --- |")
    for name, meaning in FILTERS.items():
        yield f"| `{name}` | {meaning} |"
    plain = sorted(set(room.filters) - set(FILTERS))
    yield from ("", f"Filters of Jinja: {', '.join(f'`{name}`' for name in plain)}.", "")
    yield from ("| test | meaning |", "| --- | --- |")
    for name, meaning in TESTS.items():
        yield f"| `is {name}` | {meaning} |"
    yield from ("", "## Macros of `_common`", "", "| macro |", "| --- |")
    for macro in re.findall(_MACRO, load_library(None).sources["_common"].body):
        yield f"| `say.{macro}` |"
    yield from ("", "## Slots", "", _SLOTS)
    yield from ("| key | what belongs there | used by |", "| --- | --- | --- |")
    for key, (what, kinds) in sorted(_slots().items()):
        yield f"| `{key}` | {what} | {', '.join(kinds)} |"
    yield from ("", "## Languages", "", f"{_LANGUAGES}| language | kinds | macros |", "| --- | --- | --- |")
    library = load_library(None)
    for language in sorted({code for kind in library.kinds for code in library.languages(kind)} - {ENGLISH}):
        kinds = [kind for kind in library.kinds if language in library.languages(kind)]
        macros = re.findall(_MACRO, library.sources[f"{language}/_common"].body)
        yield f"| `{language}` | {', '.join(kinds)} | {', '.join(f'`say.{macro}`' for macro in macros)} |"
    yield from ("", _READERS)


def _inside(value: Any) -> list[str]:
    """List the keys of a mapping, or of the items of a list."""
    if isinstance(value, list) and value and not is_gap(value[0]):
        return _inside(value[0])
    return list(value) if isinstance(value, dict) and len(value) < 30 else []


def _slots() -> dict[str, tuple[str, list[str]]]:
    slots: dict[str, tuple[str, list[str]]] = {}
    for kind, source in load_library(None).kinds.items():
        assert source.header is not None
        for key, what in source.header.needs.items():
            slots.setdefault(key, (what, []))[1].append(kind)
    return slots
