"""Which clauses an agreement has: each says in its header what happens to it when the file is silent."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from partnerkit.drafts.gaps import is_gap
from partnerkit.drafts.withheld import is_withheld
from partnerkit.model.template import ClauseHeader, Header, Library, either


def clauses_of(
    header: Header, library: Library, data: Mapping[str, Any], *, simple: bool, changed: Sequence[str] = ()
) -> dict[str, Any]:
    """Choose and number the clauses of an agreement, and list the terms that lawyers look for.

    `clauses` are those that the agreement has, and whether a key that they need has `changed`; `at` gives the number of
    each by its name, empty if it is off; `terms` are those of every clause, with its `keys` and a `state`: `settled` or
    `open` by these keys, `off` with its clause, `none` if the file says no to it, `left-out` of the simple agreement;
    `silent` says of every clause what happens when the file has nothing for it: it is `fixed` if it needs nothing.
    """
    headers = [(key, _header(library, key)) for key in header.clauses]
    kept = [(key, clause) for key, clause in headers if not (simple and key not in header.simple)]
    present = [(key, clause) for key, clause in kept if _is_present(clause, data)]
    numbered = [key for key, clause in present if clause.numbered]
    numbers = {key: at for at, key in enumerate(numbered, start=1)}
    left_out = {key for key, _ in headers} - {key for key, _ in kept}
    off = {key for key, _ in kept} - {key for key, _ in present}
    return {
        "clauses": [
            {
                "key": key,
                "title": clause.title,
                "number": numbers.get(key, ""),
                "changed": any(_is_below(need, path) for need in clause.needs for path in changed),
            }
            for key, clause in present
        ],
        "at": {key: numbers.get(key, "") for key, _ in headers},
        "terms": [
            {"name": name, "clause": key, "title": clause.title, "keys": keys, "state": state}
            for key, clause in headers
            for name, keys, state in _terms(clause, data, is_left_out=key in left_out, is_off=key in off)
        ],
        "silent": [
            {
                "title": clause.title,
                "without": clause.without if clause.needs else "fixed",
                "number": numbers.get(key, ""),
                "present": key not in left_out | off,
            }
            for key, clause in headers
        ],
    }


def _header(library: Library, key: str) -> ClauseHeader:
    from partnerkit.drafts.rendering import TemplateError

    source = library.sources.get(f"agreement/{key}")
    if source is None or not isinstance(source.header, ClauseHeader):
        raise TemplateError(f"the agreement names a clause `{key}`, and there is no agreement/{key}.md.j2")
    return source.header


def _is_below(key: str, path: str) -> bool:
    return key == path or key.startswith(f"{path}.")


def _is_present(clause: ClauseHeader, data: Mapping[str, Any]) -> bool:
    return clause.without == "open" or any(is_given(data, path) for path in clause.needs)


def _terms(
    clause: ClauseHeader, data: Mapping[str, Any], *, is_left_out: bool, is_off: bool
) -> Iterator[tuple[str, list[str], str]]:
    for name, keys in clause.terms.items():
        settled = all(any(is_given(data, key) for key in either(one)) for one in keys)
        refused = bool(keys) and all(_says_no(data, key) for key in keys)
        state = "left-out" if is_left_out else "none" if refused else "off" if is_off else "open"
        yield name, [key for one in keys for key in either(one)], "settled" if state == "open" and settled else state


def is_given(data: Mapping[str, Any], path: str) -> bool:
    """Return whether the file has something at `path`; in a list, whether any of its entries does."""
    return any(not (value is False or is_gap(value) or is_withheld(value)) for value in values_at(data, path))


def _says_no(data: Mapping[str, Any], path: str) -> bool:
    return any(value is False for value in values_at(data, path))


def values_at(data: Mapping[str, Any], path: str) -> list[Any]:
    """Return what the file has at `path`: in a list, what each of its entries has."""
    values: list[Any] = [data]
    for part in path.split("."):
        inner = [value[part] for value in values if isinstance(value, Mapping) and part in value]
        values = [one for value in inner for one in (value if isinstance(value, list) else [value])]
    return values
