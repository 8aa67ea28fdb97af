"""The filters that many questions share, each declared once."""

import inspect
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

import typer

from partnerkit.cli import completion
from partnerkit.errors import UsageError

if TYPE_CHECKING:
    from partnerkit.facts.filters import Traits
    from partnerkit.model.portfolio import Portfolio
    from partnerkit.model.workspace import Workspace


class Chosen(NamedTuple):
    """The words of the filters as they were typed, not yet checked against what there is."""

    stage: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.stage or self.type or self.tag or self.owner)

    def narrow(self, portfolio: "Portfolio") -> "Portfolio":
        """Return the portfolio of the partnerships that match; raises what `admitted` raises."""
        if not self:
            return portfolio
        from partnerkit.facts.filters import traits_of

        traits = {stem: traits_of(partnership) for stem, partnership in portfolio.partnerships.items()}
        admitted = self.admitted(traits, portfolio.workspace)
        return portfolio._replace(partnerships={stem: portfolio.partnerships[stem] for stem in admitted})

    def admitted(self, traits: "Mapping[str, Traits]", workspace: "Workspace") -> "Sequence[str]":
        """Return which partnerships match; a hint names each tag that none of them has.

        Raises `UsageError` for a stage or a type that the format does not know, and for a person that no file names.
        """
        if not self:
            return tuple(traits)
        _tell_unknown_tags(traits.values(), self.tag)
        from partnerkit.facts.filters import Filters

        filters = Filters(
            stages=_known("stage", self.stage),  # type: ignore[arg-type]  # checked against the choices
            types=_known("type", self.type),  # type: ignore[arg-type]  # checked against the choices
            tags=self.tag,
            owners=known_people(traits.values(), workspace, self.owner),
        )
        return tuple(stem for stem, each in traits.items() if filters.admit(each))


NO_FILTERS: Final = Chosen()

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
            "Only partnerships this person owns, or is accountable or responsible in",
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


def _tell_unknown_tags(traits: "Iterable[Traits]", words: Sequence[str]) -> None:
    """Give a hint for each tag that no file has: anything may be a tag, so it is no mistake for sure."""
    from partnerkit.cli.report import hint
    from partnerkit.phrasing import did_you_mean

    known = {tag for each in traits for tag in each.tags}
    for word in words:
        if word not in known:
            suggestion = did_you_mean(word, sorted(known))
            hint(f"no partnership here has the tag `{word}`{'; ' if suggestion else ''}{suggestion}")


def known_people(traits: "Iterable[Traits]", workspace: "Workspace", words: Sequence[str]) -> tuple[str, ...]:
    """Return the people of the files and of the workspace that the words of a filter mean: by short name or by name."""
    if not words:
        return ()
    from partnerkit.naming import folded
    from partnerkit.phrasing import did_you_mean

    everyone: list[tuple[str, str | None]] = [(key, person.name) for key, person in workspace.people.items()]
    everyone += [each for of_file in traits for each in of_file.people.items()]
    # A short name goes before a name.
    known = {folded(name): key for key, name in everyone if name} | {folded(key): key for key, _ in everyone}
    for word in words:
        if folded(word) not in known:
            raise UsageError(f"no one here is called `{word}`", did_you_mean(word, known))
    return tuple(known[folded(word)] for word in words)
