"""List what is missing in a draft: what it shows as a TODO, and the principles that a first email does not follow."""

from collections.abc import Iterator
from dataclasses import dataclass

from partnerkit.drafts import email_check, plain_text
from partnerkit.drafts.drafting import Draft
from partnerkit.model.template import EmailWords, is_of_workspace
from partnerkit.phrasing import dotted, plural


@dataclass(frozen=True, slots=True)
class Shortfall:
    """How many things fall short, and the lines that describe them."""

    count: int
    lines: tuple[str, ...]


def shortfall(draft: Draft, stem: str, words: EmailWords) -> Shortfall:
    """Judge a draft about the partnership `stem`; `words` are those by which a first email is judged."""
    faults = tuple(_faults(draft, words))
    return Shortfall(len(draft.missing) + len(faults), (*_gaps(draft, stem), *faults))


def is_judged(draft: Draft, words: EmailWords) -> bool:
    """Return whether the words of the check are in the language of a draft."""
    return words.language in (None, draft.language.partition("-")[0])


def _gaps(draft: Draft, stem: str) -> Iterator[str]:
    if not draft.missing:
        return
    yield f"{draft.kind}: {plural(len(draft.missing), 'gap')} in {stem}"
    paths = [f"partnerkit.yaml: {gap.path}" if is_of_workspace(gap.path) else gap.path for gap in draft.missing]
    wide = max(map(len, paths))
    for path, gap in zip(paths, draft.missing, strict=True):
        yield f"  {path:{wide}}  {gap.what}"


def _faults(draft: Draft, words: EmailWords) -> Iterator[str]:
    for path, word in draft.one_sided:
        yield f'{draft.kind}: {dotted(path)} says "{word}", but both sides read it (name the company)'
    if not draft.checked or not is_judged(draft, words):
        return
    text = plain_text.plain(draft.body if draft.body is not None else draft.markdown)
    for principle in email_check.shortfalls(email_check.check(draft.kind, text, words)):
        fixed_by = email_check.FIXED_BY[principle.key]
        yield f"{draft.kind}: {principle.name.lower()}: {principle.reason} (fix `{fixed_by}`)"
