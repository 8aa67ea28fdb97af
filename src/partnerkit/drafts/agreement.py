"""Which clauses an agreement has: each says in its header what happens to it when the file is silent."""

from collections.abc import Mapping, Sequence
from typing import Any

from partnerkit.drafts.gaps import is_gap
from partnerkit.drafts.withheld import is_withheld
from partnerkit.model.template import ClauseHeader, Header, Library, either


def clauses_of(header: Header, library: Library, data: Mapping[str, Any], *, simple: bool) -> dict[str, Any]:
    """Number the clauses that stand, and say of each term that lawyers look for where it is.

    `clauses` are those that stand; `at` gives the number of each by its name, empty where it is off; `terms` says
    of every term whether it is `settled`, `open` (a clause with a TODO), `off` or `left-out` (not in the simple
    agreement), and its `keys`, for a settled term is open too once a gap is shown below one of them; `silent` says
    of every clause what happens when the file holds nothing for it: it is `fixed` where it needs nothing from it.
    """
    known = [(key, _header(library, key)) for key in header.clauses]
    standing = [(key, clause) for key, clause in known if _stands(key, clause, header, data, simple=simple)]
    numbers = {key: at for at, (key, _) in enumerate(standing, start=1)}
    return {
        "clauses": [{"key": key, "title": clause.title, "number": numbers[key]} for key, clause in standing],
        "at": {key: numbers.get(key, "") for key, _ in known},
        "terms": [
            row
            for key, clause in known
            for row in _terms(clause, numbers.get(key), data, left_out=simple and key not in header.simple)
        ],
        "silent": [
            {
                "title": clause.title,
                "without": clause.without if clause.needs else "fixed",
                "number": numbers.get(key, ""),
            }
            for key, clause in known
        ],
    }


def _header(library: Library, key: str) -> ClauseHeader:
    from partnerkit.drafts.rendering import TemplateError

    source = library.sources.get(f"agreement/{key}")
    if source is None or not isinstance(source.header, ClauseHeader):
        raise TemplateError(f"the agreement names a clause `{key}`, and there is no agreement/{key}.md.j2")
    return source.header


def _stands(key: str, clause: ClauseHeader, header: Header, data: Mapping[str, Any], *, simple: bool) -> bool:
    if simple and key not in header.simple:
        return False
    return clause.without == "open" or any(is_given(data, path) for path in clause.needs)


def _terms(
    clause: ClauseHeader, number: int | None, data: Mapping[str, Any], *, left_out: bool
) -> Sequence[dict[str, Any]]:
    rows = []
    for terms, without in ((clause.terms, "open"), (clause.optional, "off")):
        for name, needed in terms.items():
            settled = all(any(is_given(data, key) for key in either(keys)) for keys in needed)
            every = [key for keys in needed for key in either(keys)]
            state = "left-out" if left_out else "off" if number is None else "settled" if settled else without
            shown = number if state in ("settled", "open") else ""
            rows.append({"name": name, "state": state, "number": shown, "title": clause.title, "keys": every})
    return rows


def is_given(data: Mapping[str, Any], path: str) -> bool:
    """Return whether the file holds something at `path`; in a list, whether any of its entries does."""
    values: list[Any] = [data]
    for part in path.split("."):
        inner = [value[part] for value in values if isinstance(value, Mapping) and part in value]
        values = [one for value in inner for one in (value if isinstance(value, list) else [value])]
    return any(not (value is False or is_gap(value) or is_withheld(value)) for value in values)
