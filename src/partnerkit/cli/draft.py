"""`partnerkit draft`: write what partner managers otherwise write by hand."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partnerkit import shell
from partnerkit.cli import completion, streams
from partnerkit.cli.command import command
from partnerkit.cli.options import output_option
from partnerkit.cli.report import tell, warn
from partnerkit.cli.session import Session
from partnerkit.errors import InvalidFilesError, UsageError
from partnerkit.languages import ENGLISH
from partnerkit.phrasing import plural, some

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from partnerkit.drafts.drafting import Draft
    from partnerkit.facts.case import Case
    from partnerkit.model.agreement import Agreement
    from partnerkit.model.template import EmailWords, Library
    from partnerkit.workspace.portfolio import Selection


@command(
    gives=("draft",),
    options=("output", "force", "today", "config", "at"),
    output=Annotated[str | None, output_option("Write to a file or a folder.", "FILE|FOLDER")],
)
def draft(
    session: Session,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[KIND] [PARTNERSHIP]",
            help="What to draft (see `--list`), and the partnership as a file or a name; without it, the only one.",
            show_default=False,
            autocompletion=completion.drafts,
        ),
    ] = None,
    list_kinds: Annotated[bool, typer.Option("--list", help="List the kinds and what each needs.")] = False,
    eject: Annotated[
        str | None,
        typer.Option(
            "--eject", metavar="KIND", help="Copy a built-in template to `templates/` to edit.", show_default=False
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Write every kind for one partnership.")] = False,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="Which follow-up (nudge, value, final, interested, not-interested) or review (monthly, quarterly, "
            "semiannual, annual).",
            show_default="what the file needs",
        ),
    ] = None,
    subject: Annotated[
        str | None,
        typer.Option(
            "--subject",
            metavar="KIND",
            help="Which subject line: opportunity, mutual, question or benefit.",
            show_default="what the file needs",
        ),
    ] = None,
    simple: Annotated[bool, typer.Option("--simple", help="Write the simple first agreement.")] = False,
    checklist: Annotated[
        bool, typer.Option("--checklist", help="Add a table of clauses that lawyers look for to the agreement.")
    ] = False,
    language: Annotated[
        str | None,
        typer.Option(
            "--language",
            metavar="CODE",
            help="Write in this language, such as de, fr or es; English if it has no template.",
            show_default="the reader's",
            autocompletion=completion.languages,
        ),
    ] = None,
    locale: Annotated[
        str | None,
        typer.Option(
            "--locale",
            metavar="CODE",
            help="Write for this language and country, such as de-CH or en-GB.",
            show_default="the reader's",
            autocompletion=completion.locales,
        ),
    ] = None,
    reference: Annotated[
        str | None,
        typer.Option(
            "--reference", metavar="FILE", help="Take the styles of a Word file from this .docx.", show_default=False
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Write nothing and exit with 1 if anything is missing.")
    ] = False,
) -> None:
    """Write emails, agendas and agreements from a file.

    Missing values appear as `[TODO: ...]`, and standard error lists their keys. A template in the workspace's
    `templates/` overrides the built-in one of the same name. A template for the partner (`to: partner`) can't use
    internal keys; `prep` is the internal page. Drafts for a partner are in `partner.language` if there is a template
    in it; dates, numbers, amounts and paper follow `partner.country`.
    """
    language, country = _for_reader(language, locale)
    if list_kinds or eject is not None:
        _about_templates(session, eject, words or [], language)
        return
    named, partnership = _words(words or [], everything=everything)
    from partnerkit.drafts import drafting

    options = drafting.Options(kind, subject, simple, checklist, language, country)
    if everything and options != drafting.Options(language=language, country=country):
        raise UsageError(
            "--all writes every kind, with options chosen by the file",
            "leave out --kind, --subject and similar options",
        )
    assert session.out.format is not None  # a draft has formats
    is_word = session.out.format.name == "docx"
    if reference is not None and not is_word:
        raise UsageError("--reference is only for Word files", "add --format docx")
    if is_word and session.out.path is None and not everything:
        raise UsageError("Word output needs a file", "add -o FILE or -o FOLDER")
    selection = _select(session, named, partnership)
    library = session.templates(selection.workspace_file)
    case = _case(session, selection, partnership)
    if everything:
        left_out = {each: drafting.why_left_out(case, library, each) for each in library.kinds}
        kinds = [each for each, reason in left_out.items() if reason is None]
    else:
        kinds = [_known(named, library.kinds)]
        left_out = {}
    as_signed = _as_signed(session, selection, case) if any(library.amends(each) for each in kinds) else None
    drafts = drafting.drafts(case, library, kinds, options, as_signed)
    _tell_shortfalls(drafts, case.stem, library.email_words, strict=strict)
    _tell_left_out(left_out)
    _tell_languages(drafts, library)
    for each in kinds:
        reason = drafting.why_not_now(case, library, each)
        if reason is not None:
            warn(f"{each} may not suit this partnership: {reason}; consider `{shell.command('draft prep', case.stem)}`")
    if session.out.format.name == "eml":
        _tell_unwritten(drafts, strict=strict)
    styles = _reference(reference)
    contents = [session.out.format.render(replace(each, styles=styles)) for each in drafts]
    folder = case.stem + "-drafts" + os.sep if everything else None
    within = os.curdir if everything and session.out.path is None else None
    _put(session, drafts, contents, session.out.format.endings[0], session.out.path or folder, within=within)


def _words(words: list[str], *, everything: bool) -> tuple[str, str | None]:
    """Return the kind from the partnership."""
    if everything:
        words = ["", *words]
    if not words:
        raise UsageError("name what to draft", "`partnerkit draft --list` shows the kinds")
    if len(words) > 2:
        raise UsageError(f"a draft covers one partnership, and these are {len(words) - 1}", "name one")
    return words[0], words[1] if len(words) == 2 else None


def _for_reader(language: str | None, locale: str | None) -> tuple[str | None, str | None]:
    """Return the language and the country that the options choose."""
    if language is None and locale is None:
        return None, None
    from partnerkit.drafts.locales import parsed
    from partnerkit.languages import CODES

    if language is not None and language not in CODES:
        raise UsageError(f"`{language}` is not a language", "write the two letters of ISO 639, such as de, fr or es")
    if locale is None:
        return language, None
    named, country = parsed(locale)
    if language not in (None, named):
        raise UsageError(f"--language {language} and --locale {locale} name two languages", "leave --language out")
    return named, country


def _select(session: Session, kind: str, partnership: str | None) -> "Selection":
    """Find the files that a draft is about, with an error if the two words are in the wrong order."""
    try:
        return session.select([partnership] if partnership is not None else None)
    except UsageError:
        kinds = session.templates(session.workspace_file()).kinds
        if kind and kind not in kinds and partnership in kinds:
            help = f"`{shell.command(f'draft {partnership}', kind)}`"
            raise UsageError("the kind of draft comes first, then the partnership", help) from None
        raise


def _known(kind: str, known: "Collection[str]") -> str:
    if kind in known:
        return kind
    from partnerkit.phrasing import did_you_mean

    raise UsageError(f"there is no template `{kind}`", did_you_mean(kind, known) or f"there are {some(known, 40)}")


def _about_templates(session: Session, eject: str | None, words: list[str], language: str | None) -> None:
    """Answer --list and --eject, which are about templates and no partnership."""
    if words:
        raise UsageError(f"--list and --eject take no partnership such as `{words[0]}`")
    workspace_file = session.workspace_file()
    library = session.templates(workspace_file)
    if eject is None:
        from partnerkit.drafts.listing import document
        from partnerkit.render import terminal

        streams.write(terminal.render(document(library), session.out.screen))
        return
    from partnerkit.workspace.templates import eject_template

    name = _known(eject, library.built_in)
    wanted = name if language in (None, ENGLISH) else f"{language}/{name}"
    is_there = wanted in library.built_in
    path = eject_template(wanted if is_there else name, workspace_file, replace=session.out.force, to=wanted)
    tell(f"wrote {path}" if is_there else f"wrote {path}, in English: partnerkit has no `{wanted}`, so translate it")


def _case(session: Session, selection: "Selection", partnership: str | None) -> "Case":
    """Read the one partnership that a draft is about, asking which where that is open."""
    from partnerkit.facts.case import case_of

    if len(selection.files) > 1:
        chosen = _choose([Path(file).stem for file in selection.files], partnership)
        selection = session.select([selection.files[chosen]])
    collected = session.read(selection)
    if not collected.portfolio.partnerships:
        if not selection.files:
            raise UsageError("there is no partnership here to draft for")
        raise InvalidFilesError(f"{selection.files[0]} has errors; fix them first")
    [(stem, partner)] = collected.portfolio.partnerships.items()
    promised = any(review.commitments for review in partner.reviews)
    earlier = session.history(collected).get(stem) if promised else None
    return case_of(collected.portfolio, stem, session.today, earlier)


def _as_signed(session: Session, selection: "Selection", case: "Case") -> "Agreement | None":
    """Return the agreement as git recorded it when it was signed; None where nothing was recorded."""
    from partnerkit.reading.loader import names_of
    from partnerkit.workspace.paths import stem_of
    from partnerkit.workspace.signed import agreement_as_signed

    if case.partnership.agreement is None:
        return None
    [path] = [file for file in selection.files if stem_of(file) == case.stem]
    try:
        here = session.here([path], "leave it out")
    except UsageError:
        return None
    return agreement_as_signed(path, here, case.partnership.agreement, names_of(case.workspace))


def _choose(stems: list[str], partnership: str | None) -> int:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        where = f"{partnership} holds" if partnership else "there are"
        raise UsageError(f"name one partnership; {where} {len(stems)}: {some(stems)}")
    for number, stem in enumerate(stems, start=1):
        tell(f"{number:4}  {stem}")
    while True:
        chosen: int = typer.prompt("Which one? Its number", type=int, err=True)
        if 1 <= chosen <= len(stems):
            return chosen - 1


def _tell_shortfalls(drafts: "list[Draft]", stem: str, words: "EmailWords", *, strict: bool) -> None:
    """Say on standard error what drafts lack; with `strict`, that forbids writing them."""
    from partnerkit.drafts.shortfall import shortfall

    shortfalls = [shortfall(draft, stem, words) for draft in drafts]
    for line in (line for each in shortfalls for line in each.lines):
        tell(line)
    short = sum(each.count for each in shortfalls)
    if strict and short:
        raise InvalidFilesError(
            f"{plural(short, 'problem')} found; nothing was written",
            "to write it anyway, leave out --strict",
        )


def _tell_unwritten(drafts: "list[Draft]", *, strict: bool) -> None:
    """Say on standard error which addresses an e-mail cannot hold; with `strict`, that forbids writing it."""
    from partnerkit.drafts.mail import unwritten

    people = [person for draft in drafts for person in unwritten(draft)]
    for person in people:
        tell(f"{person} is not in the email, because that address can't be used in one; add it in your mail program")
    if strict and people:
        raise InvalidFilesError(
            "an address can't be used in an email; nothing was written", "to write it anyway, leave out --strict"
        )


def _tell_left_out(left_out: "Mapping[str, str | None]") -> None:
    """Say on standard error which kinds the whole pack leaves out, those of one reason together."""
    reasons = dict.fromkeys(reason for reason in left_out.values() if reason is not None)
    for reason in reasons:
        kinds = [kind for kind, why in left_out.items() if why == reason]
        tell(f"left out {', '.join(kinds)}: {reason}")


def _tell_languages(drafts: "list[Draft]", library: "Library") -> None:
    """Say on standard error which drafts are in another language than wanted, and which were not judged for theirs."""
    from partnerkit.drafts.detection import NAMES
    from partnerkit.drafts.shortfall import is_judged
    from partnerkit.workspace.templates import ENDING

    for wanted in dict.fromkeys(draft.wanted for draft in drafts if draft.wanted is not None):
        kinds = [draft.kind for draft in drafts if draft.wanted == wanted]
        found = dict.fromkeys(draft.language.partition("-")[0] for draft in drafts if draft.wanted == wanted)
        written = " and ".join("English" if code == ENGLISH else f"`{code}`" for code in found)
        where = f"templates/{wanted}/{kinds[0]}{ENDING}"
        tell(f"in {written}, since there is no template in `{wanted}`: {', '.join(kinds)} (write {where} to have one)")
    for draft in drafts:
        for key, other in draft.misplaced:
            tell(f"{draft.kind}: {key} seems to be in {NAMES[other]}, and the email is in `{draft.language}`")
        if draft.checked and not is_judged(draft, library.email_words):
            judged = library.email_words.language
            tell(f"{draft.kind}: not checked against the five principles, since their words are in `{judged}`")


def _reference(path: str | None) -> bytes | None:
    if path is None:
        return None
    from partnerkit.drafts.word import LARGEST_REFERENCE
    from partnerkit.store.files import read_whole

    return read_whole(path, LARGEST_REFERENCE)


def _put(
    session: Session,
    drafts: "list[Draft]",
    contents: list[bytes],
    ending: str,
    output: str | None,
    *,
    within: str | None = None,
) -> None:
    """Write drafts to standard output, to a file, or each under its own name to a folder: all of them or none."""
    if output is None:
        streams.write(contents[0].decode())
        return
    from partnerkit.store.writing import write_files

    folder = os.path.isdir(output) or output.endswith((os.sep, "/")) or len(drafts) > 1
    paths = [os.path.join(output, f"{each.file}{ending}") if folder else output for each in drafts]
    written: dict[str, str] = {}
    for path, each in zip(paths, drafts, strict=True):
        if path in written:
            raise UsageError(
                f"`{written[path]}` and `{each.kind}` would both be written to {path}",
                "change `file:` in the header of one of them",
            )
        written[path] = each.kind
    write_files(dict(zip(paths, contents, strict=True)), replace=session.out.force, within=within)
    for path in paths:
        tell(f"wrote {path}")
