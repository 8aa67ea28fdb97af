"""The filters that many questions share, each declared once."""

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from partnerkit.cli import completion
from partnerkit.errors import UsageError

if TYPE_CHECKING:
    from partnerkit.model.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Chosen:
    """The words of the filters as they were typed, not yet checked against what there is."""

    stage: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.stage or self.type or self.tag or self.owner)

    def narrow(self, portfolio: "Portfolio") -> "Portfolio":
        """Return the portfolio of the partnerships that match; a tag that none of them has is told.

        Raises `UsageError` for a stage or a type that the format does not know, and for someone whom no one knows.
        """
        if not self:
            return portfolio
        _tell_unknown_tags(portfolio, self.tag)
        from partnerkit.facts.filters import Filters

        return Filters(
            stages=_known("stage", self.stage),  # type: ignore[arg-type]  # checked against the choices
            types=_known("type", self.type),  # type: ignore[arg-type]  # checked against the choices
            tags=self.tag,
            owners=known_people(portfolio, self.owner),
        ).narrow(portfolio)


_STAGES: Final = completion.choices("Stage")
_TYPES: Final = completion.choices("PartnershipType")


def _filter(option: str, help: str, complete: completion.Completer, metavar: str = "") -> Any:
    return typer.Option(
        option,
        help=f"{help}; repeatable.",
        metavar=metavar or option[2:].upper(),
        show_default=False,
        autocompletion=complete,
    )


def chosen_by(
    stage: Annotated[list[str] | None, _filter("--stage", "Only partnerships at this stage", _STAGES)] = None,
    type: Annotated[list[str] | None, _filter("--type", "Only partnerships of this type", _TYPES)] = None,
    tag: Annotated[list[str] | None, _filter("--tag", "Only partnerships with this tag", completion.tags)] = None,
    owner: Annotated[
        list[str] | None,
        _filter(
            "--owner",
            "Only partnerships where this person is accountable, responsible or owns a box",
            completion.people,
            "PERSON",
        ),
    ] = None,
) -> Chosen:
    """Gather the words of the filters; its signature declares them."""
    return Chosen(tuple(stage or ()), tuple(type or ()), tuple(tag or ()), tuple(owner or ()))


FILTERS: Final = tuple(inspect.signature(chosen_by).parameters.values())


def _known(field: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Hold the words of a filter to the choices of the format."""
    from partnerkit.model import choices
    from partnerkit.phrasing import did_you_mean

    known = choices.choices_of({"stage": choices.Stage, "type": choices.PartnershipType}[field])
    for word in words:
        if word not in known:
            raise UsageError(f"`{word}` is not a {field}", did_you_mean(word, known) or f"they are {', '.join(known)}")
    return words


def _tell_unknown_tags(portfolio: "Portfolio", words: Sequence[str]) -> None:
    """Give a hint for each tag that no file has: anything may be a tag, so it is no mistake for sure."""
    from partnerkit.cli.report import hint
    from partnerkit.phrasing import did_you_mean

    known = {tag for partnership in portfolio.partnerships.values() for tag in partnership.tags}
    for word in words:
        if word not in known:
            suggestion = did_you_mean(word, sorted(known))
            hint(f"no partnership here has the tag `{word}`{'; ' if suggestion else ''}{suggestion}")


def known_people(portfolio: "Portfolio", words: Sequence[str]) -> tuple[str, ...]:
    """Return the people of the files and of the workspace that the words of a filter mean: by short name or by name."""
    from partnerkit.naming import folded
    from partnerkit.phrasing import did_you_mean

    partnerships = portfolio.partnerships.values()
    everyone: list[tuple[str, str | None]] = [(key, person.name) for key, person in portfolio.workspace.people.items()]
    everyone += [(key, person.name) for each in partnerships for key, person in each.people.items()]
    # A short name goes before a name.
    known = {folded(name): key for key, name in everyone if name} | {folded(key): key for key, _ in everyone}
    for word in words:
        if folded(word) not in known:
            raise UsageError(f"no one here is called `{word}`", did_you_mean(word, known))
    return tuple(known[folded(word)] for word in words)
