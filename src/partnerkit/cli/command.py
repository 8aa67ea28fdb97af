"""What makes a command of a function: shared options and filters, the format of its answer, and the exit status."""

import inspect
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import typer

from partnerkit.cli.filters import FILTERS, chosen_by
from partnerkit.cli.formats import Format, Input, formats_for
from partnerkit.cli.options import SHARED, TABLE, Output, format_option
from partnerkit.cli.outputs import schema_name
from partnerkit.cli.session import Session
from partnerkit.cli.streams import say

if TYPE_CHECKING:
    from partnerkit.documents import Document
    from partnerkit.findings.inspection import Inspected, Inspection


class Answer(NamedTuple):
    """What a command answers: a result, the function that describes it, and whether the exit status is to be 1."""

    result: Any
    document: "Callable[[Any], Document]"
    failed: bool = False


_OPTIONS: Final = tuple(option for option in SHARED if option != "ended")


def command(
    *,
    gives: Sequence[Input] = ("document", "result"),
    filters: bool = False,
    portfolio: bool = False,
    options: Collection[str] = _OPTIONS,
    output: Any = Output,
) -> Callable[[Callable[..., Answer | None]], Callable[..., None]]:
    """Make a command of `function(session, ...)`; with `filters`, of `function(session, chosen, ...)`.

    Beside its own options it has the shared `options` that it names, and --format if it gives anything that formats
    take. `portfolio` commands, and those with filters, leave out partnerships that have ended, unless --ended includes
    them. Its answer is written in the format asked for; a function that returns None has written what there is to
    write. `output` declares --output where it is more than a file.
    """
    formats = formats_for(gives)

    def decorate(function: Callable[..., Answer | None]) -> Callable[..., None]:
        name = function.__name__.rstrip("_").replace("_", "-")
        narrowing = FILTERS if filters else ()
        own = list(inspect.signature(function, eval_str=True).parameters.values())[2 if filters else 1 :]
        asked = (*options, "ended") if portfolio or filters else options
        shared = [SHARED[option] for option in asked]
        shared = [option.replace(annotation=output) if option.name == "output" else option for option in shared]
        tables = [TABLE] if any(format.tables for format in formats.values()) else []
        shared = [*([format_option(formats, follows_output="output" in options)] if formats else []), *tables, *shared]

        @wraps(function)
        def run(**values: Any) -> None:
            session = Session.open(formats, **_taken(shared, values))
            chosen = [chosen_by(**_taken(narrowing, values))] if filters else []
            try:
                answer = function(session, *chosen, **values)
                if answer is not None:
                    _write(name, answer, session)
                if session.recorded is not None and not session.out.names_commit:
                    say(session.recorded.sentence)
            finally:
                session.close()
            raise typer.Exit(int(answer is not None and answer.failed) or session.status)

        keywords = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in (*own, *narrowing, *shared)]
        run.__signature__ = inspect.Signature(keywords)  # type: ignore[attr-defined]  # what Typer reads
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in keywords}
        return run

    return decorate


def _taken(parameters: Iterable[inspect.Parameter], values: dict[str, Any]) -> dict[str, Any]:
    """Take the values of some parameters out of all values."""
    return {parameter.name: values.pop(parameter.name) for parameter in parameters}


def _write(name: str, answer: Answer, session: Session) -> None:
    """Write an answer in the format asked for, and what a summary says of findings to standard error."""
    format = session.out.format
    assert format is not None  # what is answered has a format
    inputs = _inputs(format, name, answer, session)
    if format.tables:
        session.out.write_tables(format.render_tables(*inputs))
        return
    if format.binary:
        session.out.write_bytes(format.render(*inputs))
        return
    screen = (session.out.screen,) if format.screen else ()
    session.out.write(format.render(*inputs, *screen))
    if format.takes == "findings":
        say(answer.result.summary)


def _inputs(format: Format, name: str, answer: Answer, session: Session) -> tuple[object, ...]:
    """Return what a format is given; a document is only made where one is taken."""
    match format.takes:
        case "document" | "sheets":
            return (answer.document(answer.result)._replace(at=session.recorded, ended=session.left_out),)
        case "findings":
            return (_inspection(name, answer.result, session, format),)
        case "changes":
            return (answer.result,)
        case "events":
            return (answer.result.events, session.today, session.recorded)
        case _:
            return (schema_name(name), name, session.today, answer.result, session.recorded)


def _inspection(name: str, found: "Inspected", session: Session, format: Format) -> "Inspection":
    """Return what was found as a format takes it: only people at a terminal know what paths start from here."""
    from partnerkit.findings.inspection import Inspection

    if format.screen:
        return Inspection(name, session.today, found.paths, found.shown, {}, session.recorded)
    from partnerkit.findings import catalogue
    from partnerkit.rules import catalogue as rules
    from partnerkit.workspace.paths import in_repository

    called = in_repository([*found.paths, *(finding.path for finding in found.shown)])
    codes = {finding.code for finding in found.shown}
    return Inspection(
        command=name,
        today=session.today,
        paths=tuple(called[path] for path in found.paths),
        findings=tuple(finding._replace(path=called[finding.path]) for finding in found.shown),
        manuals={manual.code: manual for manual in (*catalogue.MANUALS, *rules.MANUALS) if manual.code in codes},
        at=session.recorded,
    )
