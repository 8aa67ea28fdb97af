"""From the bytes of one file to a model, or to everything that is wrong with it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from partnerkit.findings import Finding, Severity
from partnerkit.model.base import Section
from partnerkit.model.names import Names
from partnerkit.model.partnership import Partnership
from partnerkit.model.workspace import Workspace
from partnerkit.reading.places import Places
from partnerkit.reading.problem import Problem
from partnerkit.reading.source import decode
from partnerkit.reading.yaml_reader import Reading, read_yaml

MAX_FINDINGS: Final = 500
"""The maximum shown for one file: more would not help anyone, and could fill the memory."""

_CLAIMS: Final = frozenset({"name", "type"})
_CLAIM: Final = r"""["']?\b(name|type)["']?[ \t]*:"""

ModelT = TypeVar("ModelT", bound=Section)


class Loaded(NamedTuple, Generic[ModelT]):
    """A model, where the file has no errors, the findings, and where its values are, as long as the text is at hand."""

    model: ModelT | None
    findings: tuple[Finding, ...]
    places: Places | None = None


def refused(path: str, problem: Problem) -> Finding:
    """Return the finding that a file cannot be read as it is."""
    line, column = problem.place
    return Finding(path, line + 1, column + 1, problem.code, problem.message, help=problem.help)


def unreadable(path: str, reason: str, help: str = "") -> Finding:
    """Return the finding that a file cannot be read at all."""
    return Finding(path, 1, 1, "PK120", reason, help=help)


def load_partnership(
    path: str, content: bytes, known: Names | None, reading: Reading | None = None
) -> Loaded[Partnership]:
    """Load a partnership file; `path` is what findings call it, `known` the names that its workspace has.

    Without these, whether the names exist that it refers to is not checked. Where the text was read already, `reading`
    is what came of it.
    """
    return _load(Partnership, path, content, known, reading)


def is_about_partnership(content: bytes) -> bool:
    """Whether `name` or `type` is a key at the top of a file, as far as that can be read."""
    text, problems, _ = decode(content)
    if re.search(_CLAIM, text) is None:
        return False
    reading = None if problems else read_yaml(text)
    if reading is None or not (reading.whole or reading.places):
        return any(match.start() == 0 or text[match.start() - 1] == "\n" for match in re.finditer(_CLAIM, text))
    return not reading.places.keys().isdisjoint(_CLAIMS)


def load_workspace(path: str, content: bytes) -> Loaded[Workspace]:
    """Load a workspace file; `path` is what findings call it."""
    return _load(Workspace, path, content, None)


def load_section(model: type[ModelT], path: str, content: bytes) -> Loaded[ModelT]:
    """Load another YAML file or header; `path` is what findings call it."""
    return _load(model, path, content, None)


def names_of(workspace: Workspace) -> Names:
    """Gather the names that every partnership of a workspace may refer to."""
    return Names(
        people=frozenset(workspace.people),
        sides=dict.fromkeys(workspace.people, "us"),
        buckets=tuple(bucket.key for bucket in workspace.framework.resolved),
        replaced=dict(workspace.framework.replaced),
        criteria=tuple(criterion.key for criterion in workspace.scorecard.resolved),
    )


def _load(
    model: type[ModelT], path: str, content: bytes, known: Names | None, reading: Reading | None = None
) -> Loaded[ModelT]:
    text, problems, warnings = decode(content)
    loaded: ModelT | None = None
    places: Places | None = None
    if not problems:
        reading = reading or read_yaml(text)
        places = Places(text, reading)
        problems.extend(reading.problems)
        warnings.extend(reading.warnings)
        if reading.whole:
            loaded, more = _validate(model, reading, known)
            problems.extend(more)
    if not problems and not warnings:
        return Loaded(loaded, (), places)
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    findings = [*_findings(path, lines, problems, "error"), *_findings(path, lines, warnings, "warning")]
    if len(findings) > MAX_FINDINGS:
        severity: Severity = "error" if problems else "warning"
        message = f"more than {MAX_FINDINGS} things are wrong in this file; the rest are not shown"
        told = Finding(path, 1, 1, "PK122", message, severity, "fix these first", lines[0])
        findings = [*findings[:MAX_FINDINGS], told]
    return Loaded(None if problems else loaded, tuple(sorted(findings)), places)


def _validate(model: type[ModelT], reading: Reading, known: Names | None) -> tuple[ModelT | None, list[Problem]]:
    data = reading.data
    if data is None and model is Workspace:
        data = {}
    if type(data) is not dict:
        return None, [] if data is None and reading.problems else [_no_mapping(model, data)]
    if model is Partnership and _is_a_workspace(data):
        message = "this is a workspace file, but only files named partnerkit.yaml are read as one"
        help = "keep it outside the folder of the partnerships; --config accepts it from anywhere"
        return None, [Problem("PK116", message, (0, 0), help)]
    try:
        return model.model_validate(data, context=known and _with_names_of_file(known, data)), []
    except ValidationError as error:
        from partnerkit.reading.translate import translate

        return None, translate(error, model, reading, MAX_FINDINGS + 1)


def _is_a_workspace(data: Mapping[str, Any]) -> bool:
    """Return whether nothing of a partnership stands here, and something of a workspace does."""
    if not data.keys().isdisjoint(_CLAIMS):
        return False
    own = set(Workspace.model_fields) - set(Partnership.model_fields)
    return bool(data.keys() & own) and data.keys() <= set(Workspace.model_fields)


def _no_mapping(model: type[Section], data: object) -> Problem:
    what = "is empty" if data is None else "does not consist of `key: value` lines"
    help = {
        Partnership: "a partnership needs at least `name:` and `type:`",
        Workspace: "a workspace file has keys such as `company:` and `people:`, or is empty",
    }
    return Problem("PK116", f"this file {what}", (0, 0), help.get(model, ""))


def _with_names_of_file(known: Names, data: dict[str, Any]) -> Names:
    """Add the people and plan items of a file whose data is still unchecked."""
    people, plan = data.get("people"), data.get("plan")
    people = people if type(people) is dict else {}
    ids = [item.get("id") for item in plan if type(item) is dict] if type(plan) is tuple else []
    seen = Counter(identifier for identifier in ids if type(identifier) is str)
    return known._replace(
        people=known.people.union(people),
        sides={**known.sides, **{name: _side_of(person) for name, person in people.items()}},
        plan_items=frozenset(seen),
        repeated_plan_items=frozenset(identifier for identifier, count in seen.items() if count > 1),
    )


def _side_of(person: object) -> object:
    return person.get("side") if type(person) is dict else None


def _findings(path: str, lines: Sequence[str], problems: Iterable[Problem], severity: Severity) -> Iterable[Finding]:
    for problem in problems:
        line, column = problem.place
        if line >= len(lines):
            # The parsers place the end of a file on a line of its own, which a file need not have.
            line, column = len(lines) - 1, len(lines[-1])
        yield Finding(
            path=path,
            line=line + 1,
            column=column + 1,
            code=problem.code,
            message=problem.message,
            severity=severity,
            help=problem.help,
            source=lines[line],
        )
