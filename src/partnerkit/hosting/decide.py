"""Decide what to comment, label and request on a pull request: pure functions, no network."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple, get_args

from partnerkit.model.marks import ChangeClass

MARK: Final = "<!-- partnerkit: what this pull request changes -->"
"""The first line of our comment, by which it is found again."""

LONGEST: Final = 60_000
"""Characters of a comment; GitHub takes 65,536."""

CLASSES: Final[tuple[ChangeClass, ...]] = get_args(ChangeClass)
_LABEL: Final = "partnership: {}"
_WORTH_A_COMMENT: Final = ("commitment", "commercial")


class Said(NamedTuple):
    """Our comment on the pull request: its number and its text."""

    id: int
    body: str


class Decision(NamedTuple):
    """The text of the comment, None to stay silent; labels to add and to remove; and who is asked to review."""

    comment: str | None
    add: tuple[str, ...]
    remove: tuple[str, ...]
    reviewers: tuple[str, ...]


def decide(
    counts: Mapping[str, Any],
    markdown: str,
    *,
    failed: bool,
    said: Said | None,
    labels: Collection[str],
    review: Mapping[ChangeClass, Sequence[str]],
    asked: Collection[str],
) -> Decision:
    """Decide what to do about the changes of a pull request, given how many there are of each class.

    A new comment needs a commitment, a commercial change or a failed comparison; an existing one is always updated.
    `asked` lists the author and those who were asked or have reviewed already.
    """
    changed = [each for each in CLASSES if counts.get(each)]
    body = f"{MARK}\n{markdown}"[:LONGEST]
    speaks = said is not None or failed or any(each in _WORTH_A_COMMENT for each in changed)
    wanted = [_LABEL.format(each) for each in changed]
    ours = [_LABEL.format(each) for each in CLASSES]
    known = {name.casefold() for name in asked}
    names = dict.fromkeys(name.removeprefix("@") for each in changed for name in review.get(each, ()))
    return Decision(
        comment=body if speaks and (said is None or said.body.strip() != body.strip()) else None,
        add=tuple(label for label in wanted if label not in labels),
        remove=tuple(label for label in ours if label in labels and label not in wanted),
        reviewers=tuple(name for name in names if name.rpartition("/")[2].casefold() not in known),
    )
