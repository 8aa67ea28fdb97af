"""Draft texts about one partnership."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from typing import Any, Final

from partnerkit.drafts import correspondence
from partnerkit.drafts.agreement import clauses_of, values_at
from partnerkit.drafts.context import Context
from partnerkit.drafts.detection import other_than
from partnerkit.drafts.gaps import Gaps, Missing, is_gap
from partnerkit.drafts.locales import Locale, locale_for
from partnerkit.drafts.plain import Plain
from partnerkit.drafts.rendering import Job, Rendered, render
from partnerkit.errors import UsageError
from partnerkit.facts import occasions
from partnerkit.facts.agreements import changed_terms, has_pending_amendments
from partnerkit.facts.as_of import touches
from partnerkit.facts.case import Case
from partnerkit.facts.one_sided import OneSided, one_sided_texts
from partnerkit.facts.outreach import latest_round
from partnerkit.facts.review_dates import next_reviews
from partnerkit.languages import ENGLISH
from partnerkit.model.agreement import Agreement
from partnerkit.model.cadence import MONTHS_BETWEEN
from partnerkit.model.marks import Audience
from partnerkit.model.partner import Company
from partnerkit.model.template import Header, Library, is_of_workspace
from partnerkit.render.escaping import REFERENCE, settle
from partnerkit.render.safe import visible
from partnerkit.shell import command
from partnerkit.workdays import places_of

_SOON: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line chooses; what it leaves out, the file decides.

    `language` and `country` are the reader's.
    """

    kind: str | None = None
    subject: str | None = None
    simple: bool = False
    checklist: bool = False
    language: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A finished text in Markdown; a letter has its subject and body apart, which other drafts lack.

    `referring` is the same text with `escaping.REFERENCE` before the numbers of clauses that it refers to.
    `recipients` are the names and addresses that it goes to; `sender` is None where the file names no one who writes.
    A contract has numbered clauses, `one_sided` are the texts in them that say `us`, and `stamp` is what each page of a
    Word file says at its top. `styles` is a .docx
    whose styles a Word file takes, and `country` is the reader's, which decides the size of the paper. `language` is
    the tag of the language that the text is in, and `page` how pages are numbered; `wanted` is the language that it was
    wanted in, where there is no template in that. `misplaced` are the keys whose texts seem to be in another language,
    with that.
    """

    kind: str
    title: str
    file: str
    markdown: str
    referring: str
    subject: str | None
    body: str | None
    recipients: tuple[tuple[str, str], ...]
    sender: tuple[str, str] | None
    checked: bool
    missing: tuple[Missing, ...]
    today: date
    is_contract: bool = False
    one_sided: tuple[OneSided, ...] = ()
    stamp: str = ""
    styles: bytes | None = None
    country: str | None = None
    language: str = "en-US"
    page: str = "Page {page} of {pages}"
    wanted: str | None = None
    misplaced: tuple[tuple[str, str], ...] = ()


def why_left_out(case: Case, library: Library, kind: str) -> str | None:
    """Return why a kind is not in the whole pack of drafts; None where it belongs there."""
    if library.amends(kind):
        pending = has_pending_amendments(case.partnership.agreement, case.today)
        return None if pending else "every amendment already has its document"
    return why_not_now(case, library, kind) or nothing_follows(case, library, kind)


def why_not_now(case: Case, library: Library, kind: str) -> str | None:
    """Return why the occasion that a kind is written for has passed, or has not come."""
    header = library.kinds[kind].header
    return occasions.why_not_now(case, header.occasion) if isinstance(header, Header) else None


def nothing_follows(case: Case, library: Library, kind: str) -> str | None:
    """Return why there is nothing to draft: no follow-up comes after the last attempt, or after a no."""
    header = library.kinds[kind].header
    if not isinstance(header, Header) or "final" not in header.kinds:
        return None
    if correspondence.follow_up(case.partnership, case.today) is not None:
        return None
    if any(touch.kind == "not-interested" for touch in latest_round(touches(case.partnership, case.today))):
        return "they declined and were asked again, so there is no follow-up to send"
    return "the last attempt has been made, so there is no follow-up to send"


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A draft that only its template has yet to be filled for; the other values are as in `Draft`."""

    header: Header
    job: Job
    file: str
    wanted: str | None
    misplaced: tuple[tuple[str, str], ...]


def drafts(
    case: Case, library: Library, kinds: Iterable[str], options: Options, as_signed: Agreement | None = None
) -> list[Draft]:
    """Fill the templates of some kinds with what the partnership file and the workspace hold.

    `as_signed` is the agreement as it was signed, where that is known: an amendment shows what has changed since.
    Raises `UsageError` for an option that a template does not know, and `TemplateError` where one fails.
    """
    context_for = cache(partial(_context, case))
    prepared = [_prepare(case, library, kind, options, context_for, as_signed) for kind in kinds]
    filled = render([each.job for each in prepared])
    return [_draft(case, *each) for each in zip(prepared, filled, strict=True)]


def _context(case: Case, audience: Audience, to_translate: frozenset[str], conjunction: str) -> Context:
    return Context(case, Plain(Gaps(), audience, to_translate), conjunction)


def _prepare(
    case: Case,
    library: Library,
    kind: str,
    options: Options,
    context_for: Callable[[Audience, frozenset[str], str], Context],
    as_signed: Agreement | None,
) -> _Prepared:
    wanted, language = languages_for(case, library, kind, options.language)
    library = library.in_language(language)
    header = library.sources[kind].header
    assert isinstance(header, Header)
    reason = nothing_follows(case, library, kind)
    if reason is not None and options.kind is None:
        again = command("draft outreach", case.stem)
        raise UsageError(reason, f"start again with `{again}`, or choose one with --kind")
    variant = _choose("--kind", options.kind, header.kinds, _called_for(case), kind)
    subject = _choose("--subject", options.subject, header.subjects, [_subject(case)], kind)
    _refuse("--simple", options.simple and not header.simple, kind)
    _refuse("--checklist", options.checklist and not header.checklist, kind)
    chosen = {"kind": variant or "", "subject": subject or "", "simple": options.simple, "checklist": options.checklist}
    locale = _locale(header, case, language, options.country)
    wording = _wording(header, library)
    is_multilingual = len(library.languages(kind)) > 1
    to_translate = frozenset(key for key in wording if is_multilingual and _language_of(key, case) != language)
    context = context_for("both" if header.to == "partner" else "ours", to_translate, locale.conjunction)
    data = context.data(header.purpose) | chosen
    changed = changed_terms(as_signed, case.partnership.agreement) if header.amends else ()
    data |= clauses_of(header, library, data, simple=options.simple, changed=changed)
    return _Prepared(
        header=header,
        job=Job(
            kind, library.sources, data, context.people, context.plain.gaps, wording, places_of(case.workspace), locale
        ),
        file=_file_name(header.file, case, variant or subject or kind),
        wanted=wanted if wanted != language else None,
        misplaced=tuple(_misplaced(wording, data, language)) if is_multilingual else (),
    )


def _draft(case: Case, prepared: _Prepared, filled: Rendered) -> Draft:
    header, data, locale = prepared.header, prepared.job.data, prepared.job.locale
    referring = tidy(filled.text)
    return Draft(
        kind=prepared.job.template,
        title=f"{header.title}: {case.partnership.name}",
        file=prepared.file,
        markdown=referring.replace(REFERENCE, ""),
        referring=referring,
        subject=tidy(filled.blocks["subject"]).replace("\n", " ") if "subject" in filled.blocks else None,
        body=tidy(filled.blocks["body"]) if "body" in filled.blocks else None,
        recipients=tuple(_recipients(header, data)),
        sender=_address(data["sender"]),
        checked=header.checked,
        missing=filled.missing,
        today=case.today,
        is_contract=bool(header.clauses) and not header.amends,
        one_sided=tuple(one_sided_texts(case.partnership.agreement)) if header.clauses else (),
        stamp=header.stamp or "",
        country=locale.country,
        language=locale.tag,
        page=header.page,
        wanted=prepared.wanted,
        misplaced=prepared.misplaced,
    )


def _misplaced(keys: Iterable[str], data: Mapping[str, Any], language: str) -> Iterator[tuple[str, str]]:
    """Yield the keys with a text that seems to be in another language than the draft, each with that."""
    for key in keys:
        others = (other_than(language, text) for text in values_at(data, key) if isinstance(text, str))
        if other := next(filter(None, others), None):
            yield key, other


def languages_for(case: Case, library: Library, kind: str, chosen: str | None = None) -> tuple[str, str]:
    """Return the language that a kind is wanted in, and the one that there is a template in: that, else English."""
    header = library.kinds[kind].header
    assert isinstance(header, Header)
    reader = _reader(header, case)
    wanted = chosen or (reader.language if reader else None) or ENGLISH
    available = library.languages(kind)
    return wanted, wanted if wanted in available else available[0]


def _locale(header: Header, case: Case, language: str, chosen: str | None) -> Locale:
    """Return how a draft is written: for the chosen country, else that of its reader, else ours."""
    reader, own = _reader(header, case), places_of(case.workspace).country
    country = chosen or (reader.country if reader else None) or own
    return locale_for(language, country, case.workspace.english, chosen=chosen is not None)


def _reader(header: Header, case: Case) -> Company | None:
    """Return the company whose people read a draft."""
    return case.partnership.partner if header.to == "partner" else case.workspace.company


def _language_of(key: str, case: Case) -> str:
    """Return the language that a file has its texts in: that of the company that they are for, or are ours."""
    company = case.workspace.company if is_of_workspace(key) else case.partnership.partner
    return (company.language if company else None) or ENGLISH


def _choose(option: str, wanted: str | None, known: Sequence[str], called_for: Sequence[str], kind: str) -> str | None:
    """Return what an option chose, else what the file needs, else the first one."""
    if wanted is not None:
        if wanted not in known:
            help = f"it is one of {', '.join(known)}" if known else f"leave {option} out"
            raise UsageError(f"`{kind}` has no {option} {wanted}", help)
        return wanted
    return next((choice for choice in called_for if choice in known), known[0] if known else None)


def _refuse(option: str, wrongly: bool, kind: str) -> None:
    if wrongly:
        raise UsageError(f"`{kind}` does not know {option}", f"leave {option} out")


def _called_for(case: Case) -> list[str]:
    """What the file needs: the next follow-up, and the longest review due within two weeks, else the next one."""
    dated = [(review.date, review.kind) for review in next_reviews(case) if review.date is not None]
    soon = [kind for day, kind in dated if day - case.today <= _SOON]
    longest_first = sorted(soon, key=lambda kind: -MONTHS_BETWEEN[kind])
    soonest_first = [kind for _, kind in sorted(dated)]
    attempt = correspondence.follow_up(case.partnership, case.today)
    return [*([attempt] if attempt else []), *longest_first, *soonest_first]


def _subject(case: Case) -> str:
    return correspondence.subject(case.partnership.outreach)


def _wording(header: Header, library: Library) -> Mapping[str, str]:
    """What a TODO says, by key: the words of the clauses, and before them those of the template itself."""
    words: dict[str, str] = {}
    for clause in header.clauses:
        source = library.sources.get(f"agreement/{clause}")
        words |= source.header.needs if source and source.header else {}
    return words | header.needs


def _file_name(pattern: str, case: Case, variant: str) -> str:
    values = {"partnership": case.stem, "today": case.today.isoformat(), "kind": variant}
    return re.sub(r"\{(\w+)\}", lambda match: values.get(match.group(1), match.group()), pattern)


def _recipients(header: Header, data: Mapping[str, Any]) -> Any:
    """Yield the names and addresses of a draft's recipients: their contact, or our people who own something in it."""
    if header.to == "partner":
        people = [data["contact"]]
    else:
        owners = {
            person["key"]
            for bucket in data["now"]["buckets"]
            for person in (*bucket["accountable"], *bucket["responsible"])
            if not is_gap(person)
        }
        people = [person for person in data["ours"] if person["key"] in owners]
    yield from (address for person in people if (address := _address(person)) is not None)


def _address(person: Any) -> tuple[str, str] | None:
    """Return name and address; a person whose address is missing has none."""
    if is_gap(person) or is_gap(person["email"]):
        return None
    return person["name"], person["email"]


def tidy(text: str) -> str:
    """Settle a rendered template: backslashes where they are needed, one empty line between blocks, none around.

    What no one can see is written out, wherever the template has it from, apart from marks before cross-references.
    """
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    settled = settle(re.sub(r"\n{3,}", "\n\n", lines).strip("\n"))
    return REFERENCE.join(map(visible, settled.split(REFERENCE)))
