"""`partnerkit draft`: write what partner managers otherwise write by hand."""

import os
import shlex
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partnerkit.cli import streams
from partnerkit.cli.session import Session
from partnerkit.errors import InvalidFilesError, UsageError
from partnerkit.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partnerkit.drafts.context import Subject
    from partnerkit.drafts.drafting import Draft
    from partnerkit.model.template import EmailWords, Library
    from partnerkit.store.portfolio import Selection


class Format(StrEnum):
    """How a draft is written."""

    markdown = "markdown"
    text = "text"
    html = "html"
    docx = "docx"
    eml = "eml"


_ENDINGS = {Format.markdown: "md", Format.text: "txt", Format.html: "html", Format.docx: "docx", Format.eml: "eml"}
_FORMATS = {ending: format for format, ending in _ENDINGS.items()} | {"htm": Format.html}


def draft(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[KIND] [PARTNERSHIP]",
            help="What to draft (`--list` tells what there is), and for whom: a file or a partnership by name; "
            "without it, the only one there is.",
            show_default=False,
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
            help="Which follow-up (nudge, value, final, interested, not-interested) or review (monthly, quarterly, "
            "annual).",
            show_default="what the file calls for",
        ),
    ] = None,
    subject: Annotated[
        str | None,
        typer.Option(
            "--subject",
            help="Which subject line: opportunity, mutual, question or benefit.",
            show_default="what the file calls for",
        ),
    ] = None,
    simple: Annotated[bool, typer.Option("--simple", help="The simple first agreement.")] = False,
    checklist: Annotated[
        bool, typer.Option("--checklist", help="End the agreement with a table of what lawyers look for.")
    ] = False,
    format: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="How the draft is written.",
            show_default="what the ending of --output says: .txt, .html, .htm, .docx or .eml; else markdown",
        ),
    ] = None,
    reference: Annotated[
        str | None,
        typer.Option("--reference", metavar="FILE", help="A .docx whose styles a Word file takes.", show_default=False),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE|FOLDER", help="Write to a file or a folder.", show_default=False),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Let --output and --eject replace a file that exists.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Write nothing, and exit with 1, where anything falls short.")
    ] = False,
    today: Annotated[
        str | None,
        typer.Option("--today", metavar="YYYY-MM-DD", help="Write as of this day.", show_default="the day it is"),
    ] = None,
    config: Annotated[
        str | None,
        typer.Option(
            "--config", metavar="FILE", help="The workspace file.", show_default="the nearest partnerkit.yaml upwards"
        ),
    ] = None,
) -> None:
    """Write letters, agendas and agreements from a partnership file.

    What the file lacks stands as `[TODO: ...]`, and standard error says which key it belongs to. Templates in the
    workspace's `templates/` go before the built-in ones of the same name.
    """
    session = Session.open(force=force, today=today, config=config)
    if list_kinds or eject is not None:
        _about_templates(session, eject, words or [])
        return
    named, partnership = _words(words or [], everything=everything)
    if format is None:
        format = _FORMATS.get(os.path.splitext(output or "")[1].lower().removeprefix("."), Format.markdown)
    if reference is not None and format is not Format.docx:
        raise UsageError("--reference gives styles to a Word file", "add --format docx")
    if format is Format.docx and output is None and not everything:
        raise UsageError("a Word file is written to a file", "add -o FILE or -o FOLDER")
    selection = _select(session, named, partnership)
    library = load_templates(selection.workspace_file)
    kinds = list(library.kinds) if everything else [_known(named, library.kinds)]
    about = _subject(session, selection, partnership)
    from partnerkit.drafts.drafting import Options
    from partnerkit.drafts.drafting import draft as write

    options = Options(kind, subject, simple, checklist)
    drafts = [write(about, library, each, Options() if everything else options) for each in kinds]
    if everything and options != Options():
        raise UsageError("--all writes every kind as its file calls for", "leave --kind, --subject and the like out")
    short = sum([_tell(each, about, library.email_words) for each in drafts])
    if strict and short:
        raise InvalidFilesError(
            f"{plural(short, 'thing falls short', 'things fall short')}; nothing was written",
            "leave --strict out to write it as it is",
        )
    contents = [_written(each, format, about, reference) for each in drafts]
    _put(
        session, drafts, contents, _ENDINGS[format], output or (about.stem + "-drafts" + os.sep if everything else None)
    )
    raise typer.Exit(session.status)


def _words(words: list[str], *, everything: bool) -> tuple[str, str | None]:
    """Tell the kind from the partnership."""
    if everything:
        words = ["", *words]
    if not words:
        raise UsageError("say what to draft", "`partnerkit draft --list` tells what there is")
    if len(words) > 2:
        raise UsageError(f"one draft is about one partnership, and these are {len(words) - 1}", "name one")
    return words[0], words[1] if len(words) == 2 else None


def _select(session: Session, kind: str, partnership: str | None) -> "Selection":
    """Find the files that a draft is about, telling where the two words are the wrong way round."""
    try:
        return session.select([partnership] if partnership is not None else None)
    except UsageError:
        from partnerkit.store.paths import own_workspace_file

        kinds = load_templates(session.config or own_workspace_file(())).kinds
        if kind and kind not in kinds and partnership in kinds:
            help = f"`partnerkit draft {partnership} {shlex.quote(kind)}`"
            raise UsageError("what to draft comes first, and for whom after it", help) from None
        raise


def load_templates(workspace_file: str | None) -> "Library":
    """Read all templates, telling what is wrong with one that cannot be used."""
    from partnerkit.cli.report import findings_text
    from partnerkit.store.templates import TemplateFilesError, load_library

    try:
        return load_library(workspace_file)
    except TemplateFilesError as error:
        sys.stderr.write(findings_text(error.findings))
        raise


def _known(kind: str, known: "Iterable[str]") -> str:
    if kind in known:
        return kind
    from partnerkit.wording import did_you_mean

    raise UsageError(f"there is no template `{kind}`", did_you_mean(kind, known) or f"there are {', '.join(known)}")


def _about_templates(session: Session, eject: str | None, words: list[str]) -> None:
    """Answer --list and --eject, which are about templates and no partnership."""
    if words:
        raise UsageError(f"--list and --eject take no partnership such as `{words[0]}`")
    workspace_file = workspace_file_of(session)
    library = load_templates(workspace_file)
    if eject is None:
        from partnerkit.drafts.listing import document
        from partnerkit.render import terminal

        streams.write(terminal.render(document(library), session.width, color=session.colors(sys.stdout)))
        return
    from partnerkit.store.templates import eject_template

    path = eject_template(_known(eject, library.built_in), workspace_file, replace=session.force)
    sys.stderr.write(f"wrote {path}\n")


def workspace_file_of(session: Session) -> str | None:
    """Find the workspace file around this folder, for its templates only."""
    from partnerkit.store.paths import find_named
    from partnerkit.store.portfolio import select

    return select(find_named((), session.config)).workspace_file


def _subject(session: Session, selection: "Selection", partnership: str | None) -> "Subject":
    """Read the one partnership that a draft is about, asking which where that is open."""
    from partnerkit.drafts.context import Subject

    if len(selection.files) > 1:
        chosen = _choose([Path(file).stem for file in selection.files], partnership)
        selection = session.select([selection.files[chosen]])
    collected = session.read(selection)
    if not collected.portfolio.partnerships:
        if not selection.files:
            raise UsageError("there is no partnership here to write about")
        raise InvalidFilesError(f"{selection.files[0]} cannot be written about until its errors are mended")
    [(stem, found)] = collected.portfolio.partnerships.items()
    from partnerkit.store.history import earlier_due_dates

    promised = any(review.commitments for review in found.reviews)
    earlier = earlier_due_dates(collected.paths).get(stem, {}) if promised else {}
    return Subject(stem, found, selection.workspace, session.today, earlier)


def _choose(stems: list[str], partnership: str | None) -> int:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        where = f"{partnership} holds" if partnership else "there are"
        raise UsageError(f"name one partnership; {where} {len(stems)}: {', '.join(stems)}")
    for number, stem in enumerate(stems, start=1):
        typer.echo(f"{number:4}  {stem}", err=True)
    while True:
        chosen: int = typer.prompt("Which one? Its number", type=int, err=True)
        if 1 <= chosen <= len(stems):
            return chosen - 1


def _tell(draft: "Draft", about: "Subject", words: "EmailWords") -> int:
    """Say on standard error what a draft lacks; answer how much that is."""
    from partnerkit.render.safe import one_line

    lines = []
    if draft.missing:
        lines.append(f"{draft.kind}: {plural(len(draft.missing), 'gap')} in what {about.stem} says")
        paths = [f"partnerkit.yaml: {gap.path}" if _is_ours(gap.path) else gap.path for gap in draft.missing]
        wide = max(map(len, paths))
        lines += [f"  {path:{wide}}  {gap.what}" for path, gap in zip(paths, draft.missing, strict=True)]
    faults = 0
    if draft.checked:
        from partnerkit.drafts.email_check import MENDED_BY, check, shortfalls
        from partnerkit.drafts.plain_text import render

        result = check(draft.kind, render(draft.body if draft.body is not None else draft.markdown), words)
        for principle in shortfalls(result):
            faults += 1
            lines.append(
                f"{draft.kind}: {principle.name.lower()}: {principle.reason} (mend `{MENDED_BY[principle.key]}`)"
            )
    sys.stderr.writelines(f"{one_line(line)}\n" for line in lines)
    return len(draft.missing) + faults


def _is_ours(path: str) -> bool:
    """Tell whether a key belongs to the workspace file."""
    return path.partition(".")[0] == "company"


def _written(draft: "Draft", format: Format, about: "Subject", reference: str | None) -> bytes:
    """Write a draft in a format."""
    match format:
        case Format.text:
            from partnerkit.drafts import plain_text

            return plain_text.render(draft.markdown).encode()
        case Format.html:
            from partnerkit.drafts import page

            return page.render(draft.title, draft.markdown).encode()
        case Format.docx:
            from partnerkit.drafts import word

            return word.document(draft, about.today, _reference(reference))
        case Format.eml:
            from partnerkit.drafts import mail

            return mail.message(draft, about.today)
        case _:
            return f"{draft.markdown}\n".encode()


def _reference(path: str | None) -> bytes | None:
    if path is None:
        return None
    from partnerkit.store.files import read_whole

    return read_whole(path)


def _put(session: Session, drafts: "list[Draft]", contents: list[bytes], ending: str, output: str | None) -> None:
    """Write drafts to standard output, to a file, or each under its own name to a folder: all of them or none."""
    if output is None:
        streams.write(contents[0].decode())
        return
    from partnerkit.store.writing import write_files

    folder = os.path.isdir(output) or output.endswith((os.sep, "/")) or len(drafts) > 1
    paths = [os.path.join(output, f"{each.file}.{ending}") if folder else output for each in drafts]
    write_files(dict(zip(paths, contents, strict=True)), replace=session.force)
    for path in paths:
        sys.stderr.write(f"wrote {path}\n")
