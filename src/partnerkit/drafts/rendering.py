"""Render templates in a process apart, with limits for each draft on time, on memory and on what it may write."""

import re
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from partnerkit.children import settle_in
from partnerkit.drafts.gaps import Gaps, Missing
from partnerkit.drafts.locales import EnglishLocale, Locale
from partnerkit.drafts.withheld import WithheldError
from partnerkit.errors import InvalidFilesError
from partnerkit.model.template import Source
from partnerkit.workdays import WorkPlaces

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from partnerkit.drafts.environment import Sandbox

SECONDS: Final = 3
"""Of the processor's time; a draft takes a hundredth of it."""

_ENDLESS: Final = f"this did not finish in {SECONDS} seconds; is there a loop inside a loop?"
_ELSEWHERE: Final = "move it to a template with `to: us` in its header, such as `prep`"
_WALL_SECONDS: Final = 20
_MEMORY: Final = 256 * 1024 * 1024
_LONGEST_DRAFT: Final = 2_000_000
_MOST_LINES: Final = 3_000


@dataclass(frozen=True, slots=True)
class Job:
    """One template to fill: the data it sees, what collects its gaps, where people work, and how they write.

    `wording` says for a key what is missing. The data and `gaps` may be those of other jobs too.
    """

    template: str
    sources: Mapping[str, Source]
    data: Mapping[str, Any]
    people: Mapping[str, Any]
    gaps: Gaps
    wording: Mapping[str, str] = field(default_factory=dict)
    places: WorkPlaces | None = None
    locale: Locale = field(default_factory=EnglishLocale)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A filled template: the text, its blocks by name, and the gaps it shows."""

    text: str
    blocks: Mapping[str, str]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a template could not be filled, in the user's words, and where."""

    path: str
    line: int
    message: str
    word: str = field(default="")


class TemplateError(InvalidFilesError):
    """A template is wrong, or requests something it may not have."""


def render(jobs: Sequence[Job]) -> list[Rendered]:
    """Fill templates one after the other, in as few processes as may be.

    What comes with partnerkit is filled in one process. A draft that any of the user's own templates has a part in is
    the last of its process, so whatever that does, it does to no other draft. Limits apply to each draft by itself.
    Raises `TemplateError` for a template that is wrong, that reaches for what it may not have, or that does not come
    to an end.
    """
    filled: list[Rendered] = []
    while len(filled) < len(jobs):
        filled += _in_one_process(jobs[len(filled) :])
    return filled


def _in_one_process(jobs: Sequence[Job]) -> list[Rendered]:
    """Fill the first of some templates in a new process, and those after it until that process ends."""
    import multiprocessing

    # Jinja is imported here, once, so no child that is forked has to.
    from partnerkit.drafts.environment import COMPILED

    # A forked child has everything imported; elsewhere forking is unsafe (macOS) or unknown (Windows).
    context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    receiver, sender = context.Pipe(duplex=False)
    COMPILED.load()
    child = context.Process(target=_work, args=(jobs, sender), daemon=True)
    child.start()
    sender.close()
    filled: list[Rendered] = []
    try:
        for job in jobs:
            answer = _answer(receiver)
            if isinstance(answer, Rendered):
                filled.append(answer)
            elif answer is None and filled:
                break
            else:
                raise TemplateError(*_told(answer or Failure(_path(job, job.template), 1, _ENDLESS), job))
    finally:
        child.kill()
        child.join()
        receiver.close()
    return filled


def _answer(receiver: "Connection") -> Rendered | Failure | None:
    """Wait for what comes of the next template; None where the process has ended, or would take too long."""
    from partnerkit.drafts.environment import COMPILED

    answer: Rendered | Failure
    try:
        if not receiver.poll(_WALL_SECONDS):
            return None
        answer, compiled = receiver.recv()
    except EOFError:
        return None
    COMPILED.take_over(compiled)
    return answer


def _path(job: Job, name: str) -> str:
    source = job.sources.get(name)
    return source.path if source else name


def _told(failure: Failure, job: Job) -> tuple[str, str]:
    """Return where a template failed: the column is that of the word at fault, else of the line's first tag."""
    lines = next((source.body.split("\n") for source in job.sources.values() if source.path == failure.path), [])
    line = lines[failure.line - 1] if 0 < failure.line <= len(lines) else ""
    found = re.search(rf"(?<!\w){re.escape(failure.word)}(?!\w)", line) if failure.word else None
    tag = re.search(r"\{[{%#]", line)
    column = found.start() if found else tag.start() if tag else len(line) - len(line.lstrip())
    help = f"the line reads: {line.strip()}" if line.strip() else ""
    return f"{failure.path}:{failure.line}:{column + 1}: {failure.message}", help


def _work(jobs: Sequence[Job], sender: "Connection") -> None:
    """Fill templates in the child, and hand back what comes of each; Ctrl-C is left to the parent, which ends it."""
    from partnerkit.drafts.environment import COMPILED, build

    settle_in()
    for job in jobs:
        _limit()
        job.gaps.begin(job.wording)
        sandbox = build(job.sources, job.people, job.places, job.locale, job.gaps.note)
        try:
            sender.send((_attempt(job, sandbox), COMPILED.handed_on()))
        except MemoryError:
            sender.send((_too_large(job), {}))
        if sandbox.has_own:
            break
    sender.close()


def _too_large(job: Job) -> Failure:
    return Failure(_path(job, job.template), 1, "this template needs more memory than a draft may use")


def _limit() -> None:
    """Hold the draft that comes next to its share, where the system can (not on Windows).

    Past its time it fails; if something still does not return, the process is ended a second or two later.
    """
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _allow(resource.RLIMIT_CORE, 0)
    _allow(resource.RLIMIT_CPU, ceil(used.ru_utime + used.ru_stime + SECONDS) + 1)
    signal.signal(signal.SIGPROF, _out_of_time)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            pages = int(file.read().split()[0])
    except OSError:
        return
    _allow(resource.RLIMIT_AS, pages * resource.getpagesize() + _MEMORY)


def _allow(limit: int, most: int) -> None:
    """Set a limit of this process that the next draft can raise again, within what the system allows anyway."""
    import resource

    _, hard = resource.getrlimit(limit)
    resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _out_of_time(*_: object) -> None:
    raise TimeoutError


def _attempt(job: Job, sandbox: "Sandbox") -> Rendered | Failure:
    from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    try:
        return _fill(job, sandbox)
    except TemplateSyntaxError as error:
        return Failure(
            error.filename or job.template, error.lineno, _sentence(error.message or ""), _word(error.message or "")
        )
    except TemplateNotFound as error:
        return _located(job, error, f"there is no template called `{error.name}`; templates can't read other files")
    except UndefinedError as error:
        return _located(job, error, f"{_sentence(error.message or '')}; the keys are those of the partnership file")
    except WithheldError as error:
        return _located(job, error, f"`{error.path}` is internal, and this draft goes to the partner; {_ELSEWHERE}")
    except SecurityError as error:
        return _located(job, error, f"a template may not do this: {_sentence(error.message or '')}")
    except OverflowError as error:
        return _located(job, error, f"this is too large for a template: {_sentence(str(error))}")
    except TimeoutError as error:
        return _located(job, error, _ENDLESS)
    except MemoryError:
        return _too_large(job)
    except RecursionError as error:
        return _located(job, error, "this template includes or calls itself endlessly")
    except Exception as error:  # a template can raise anything, and none of it is a fault of the program
        return _located(job, error, f"this can't be worked out: {_sentence(str(error))}")


def _fill(job: Job, sandbox: "Sandbox") -> Rendered:
    template = sandbox.get_template(job.template)
    context = template.new_context(dict(job.data))
    text, left = _within_limit(_parts(template, template.root_render_func, context), _LONGEST_DRAFT)
    # What a block shows by itself, the whole shows too: a second note of the same gap changes nothing.
    blocks: dict[str, str] = {}
    for name, block in template.blocks.items():
        blocks[name], left = _within_limit(_parts(template, block, context), left)
    return Rendered(text, blocks, job.gaps.missing)


def _parts(template: Any, write: Any, context: Any) -> Iterator[str]:
    """Yield what a template or a block of it writes; an error has the line of the template that it is in."""
    try:
        yield from write(context)
    except Exception:
        template.environment.handle_exception()


def _within_limit(parts: Iterator[str], most: int) -> tuple[str, int]:
    """Join what a template writes, and answer how many characters of `most` are left."""
    from jinja2.exceptions import SecurityError

    written: list[str] = []
    for part in parts:
        written.append(part)
        most -= len(part)
        if most < 0:
            raise SecurityError(f"it writes more than {_LONGEST_DRAFT:,} characters")
    text = "".join(written)
    if sum(1 for line in text.split("\n") if line.strip()) > _MOST_LINES:
        raise SecurityError(f"it writes more than {_MOST_LINES:,} lines")
    return text, most


def _located(job: Job, error: Exception, message: str) -> Failure:
    """Find the line of a template that raised an error, in the innermost template of its traceback."""
    paths = {source.path for source in job.sources.values()}
    path, line = _path(job, job.template), 1
    step = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename in paths:
            path, line = step.tb_frame.f_code.co_filename, step.tb_lineno
        step = step.tb_next
    return Failure(path, line, message, _word(str(error)))


def _sentence(message: str) -> str:
    """Take Python's and Jinja's names off a message."""
    words = message.strip().removesuffix(".")
    words = re.sub(r"'[\w. ]+ object' has no attribute '([^']*)'", r"there is no key `\1` here", words)
    words = re.sub(r"'([^']*)' is undefined", r"there is no key `\1`", words)
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _word(message: str) -> str:
    """The word at fault: the last one that a message quotes."""
    quoted = re.findall(r"['`]([^'`]+)['`]", message)
    attribute = re.search(r"attribute '([^']+)'", message)
    return attribute.group(1) if attribute else quoted[-1] if quoted else ""
