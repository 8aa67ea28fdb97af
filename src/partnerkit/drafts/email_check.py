"""Judge a first email by five principles: lead with them, be specific, quantify, prove, low pressure (guide)."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from partnerkit.documents import Column, Document, Paragraph, Table
from partnerkit.model.template import EmailWords
from partnerkit.phrasing import plural

Key: TypeAlias = Literal["them-first", "specific", "quantified", "proof", "low-pressure"]

_NAMES: Final[dict[Key, str]] = {
    "them-first": "Lead with them",
    "specific": "Be specific",
    "quantified": "Quantify",
    "proof": "Prove",
    "low-pressure": "Low pressure",
}
MENDED_BY: Final[dict[Key, str]] = {
    "them-first": "outreach.opener",
    "specific": "outreach.opener",
    "quantified": "outreach.benefits",
    "proof": "outreach.proof",
    "low-pressure": "outreach.ask",
}
"""The key of a partnership file from which the part of the email comes that a principle looks at."""

_TODO: Final = re.compile(r"\[TODO: [^\]]*\]")
_GREETING: Final = re.compile(
    r"^(dear|hi|hello|hey|good (morning|afternoon|evening)|guten tag|hallo|bonjour)\b"
    r"(([ ,&]+\w[\w.'-]*){0,4}| \[TODO: [^\]]*\])\W?$",
    re.IGNORECASE,
)
_HEADER: Final = re.compile(r"^\W*(to|from|cc|subject|date|an|von|betreff)\W*:", re.IGNORECASE)
# Each of these looks a bounded way ahead from where it begins, so that no text takes more than its length.
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(\[]|$)|\n{2,}|\n(?=\s{0,40}[-*•])")
_MINUTES: Final = re.compile(r"\b([0-9]{1,3})[- ]?min(?:ute)?s?\b", re.IGNORECASE)
_HOURS: Final = re.compile(r"\b(?:an|one|two|[0-9]+)[- ]hours?\b", re.IGNORECASE)
_FIGURE: Final = re.compile(
    r"[0-9][0-9.,]{0,40}\s{0,9}%|[€$£]\s{0,9}[0-9]|\b[0-9][0-9.,]{0,40}(?![0-9:/-])\s{1,9}[A-Za-z]|"
    r"\b(?:EUR|USD|GBP)\s{0,9}[0-9]|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twice|half|double|triple)\b",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"(?<![.!?]\s)(?<!^)(?<![\n\"'])\b[A-Z][\w&.-]{0,80}[a-z0-9]\b")
_A_LINK: Final = re.compile(r"https?://\S+|\S{1,200}@\S+")

LONGEST: Final = 20_000
"""As many characters of a text are judged; an e-mail that somebody reads has a tenth of them."""


@dataclass(frozen=True, slots=True)
class Principle:
    """One principle: whether the text keeps it, and why it does or what falls short."""

    key: Key
    name: str
    kept: bool
    reason: str


@dataclass(frozen=True, slots=True)
class EmailCheck:
    """A text judged by the five principles."""

    file: str
    words: int
    kept: int
    principles: tuple[Principle, ...]


def check(file: str, text: str, words: EmailWords) -> EmailCheck:
    """Judge a text, of a long one its beginning; `file` is what the answer calls it."""
    email = _Email(text[:LONGEST], words)
    judges: tuple[tuple[Key, Callable[[_Email], str]], ...] = (
        ("them-first", _not_them_first),
        ("specific", _not_specific),
        ("quantified", _not_quantified),
        ("proof", _not_proved),
        ("low-pressure", _pressing),
    )
    principles = tuple(
        Principle(key, _NAMES[key], not fault, fault or "kept") for key, judge in judges for fault in [judge(email)]
    )
    return EmailCheck(file, email.count, sum(principle.kept for principle in principles), principles)


class _Email:
    """A text in its parts: without greeting and closing, in sentences."""

    def __init__(self, text: str, words: EmailWords) -> None:
        self.words = words
        self.todos = len(_TODO.findall(text))
        plain = _A_LINK.sub(" ", text)
        blocks = [block.strip() for block in re.split(r"\n\s*\n", plain) if block.strip()]
        blocks = [block for block in blocks if not _GREETING.match(block) and not _HEADER.match(block)]
        self.blocks = blocks
        self.body = "\n\n".join(blocks)
        self.sentences = [part.strip() for part in _SENTENCES.split(self.body) if part and part.strip(" -*•\n")]
        self.count = len(re.findall(r"\w[\w'-]*", self.body))

    def found(self, phrases: Sequence[str], text: str) -> list[str]:
        """List which phrases a text holds, as whole words."""
        return [phrase for phrase in phrases if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.IGNORECASE)]

    def times(self, phrases: Sequence[str]) -> int:
        """Count how often a text holds any of the phrases."""
        words = "|".join(re.escape(phrase) for phrase in phrases)
        return len(re.findall(rf"(?<!\w)(?:{words})(?!\w)", self.body, re.IGNORECASE))


def _not_them_first(email: _Email) -> str:
    if not email.sentences:
        return "there is no text"
    first = email.sentences[0]
    if _TODO.search(first):
        return "the first sentence still has a TODO"
    if not email.found(email.words.them, first):
        return f'the first sentence does not speak of them: "{_short(first)}"'
    theirs, ours = email.times(email.words.them), email.times(email.words.us)
    if ours > theirs:
        return f"it speaks of us {plural(ours, 'time')} and of them {plural(theirs, 'time')}"
    return ""


def _not_specific(email: _Email) -> str:
    vague = email.found(email.words.vague, email.body)
    if vague:
        return f'"{vague[0]}" says nothing; name the thing itself'
    opening = _TODO.sub("", " ".join(email.sentences[:2]))
    if not (_NAME.search(opening) or _FIGURE.search(opening)):
        return "the opening names nothing of theirs: no product, no date, no figure"
    return ""


def _not_quantified(email: _Email) -> str:
    counted = [s for s in email.sentences if _FIGURE.search(_HOURS.sub("", _MINUTES.sub("", _TODO.sub("", s))))]
    if not counted:
        return "no benefit has a figure"
    if len(counted) < 2 and not re.search(r"[0-9]", counted[0]):
        return "the only figure is a word; give a number"
    return ""


def _not_proved(email: _Email) -> str:
    for sentence in email.sentences:
        bare = _TODO.sub("", sentence)
        named = _NAME.search(bare) or _FIGURE.search(bare)
        if bare == sentence and named and email.found(email.words.proof, bare):
            return ""
    return "nothing shows that it worked with somebody else"


def _pressing(email: _Email) -> str:
    pushed = email.found(email.words.pressure, email.body)
    if pushed:
        return f'"{pushed[0]}" pushes'
    if "!!" in email.body or email.body.count("!") > 2:
        return "too many exclamation marks"
    asks = [
        sentence for sentence in email.sentences if sentence.endswith("?") or email.found(email.words.ask, sentence)
    ]
    if not asks or all(_TODO.search(sentence) for sentence in asks):
        return "it asks for nothing small and clear, such as a call of 20 minutes"
    longest = max((int(minutes) for minutes in _MINUTES.findall(email.body)), default=0)
    if longest > email.words.longest_call or _HOURS.search(" ".join(asks)):
        return f"it asks for more than {email.words.longest_call} minutes"
    if email.count > email.words.longest:
        return f"it is {email.count} words long; {email.words.longest} are plenty"
    return ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 70 else f"{line[:67]}..."


def shortfalls(result: EmailCheck) -> Iterator[Principle]:
    """Yield the principles that a text does not keep."""
    yield from (principle for principle in result.principles if not principle.kept)


def document(result: EmailCheck) -> Document:
    """Tell the judgement as a table."""
    columns = [Column("Principle"), Column("Kept"), Column("Why", wide=True)]
    rows = [[principle.name, "yes" if principle.kept else "no", principle.reason] for principle in result.principles]
    summary = f"{result.kept} of {len(result.principles)} principles kept, {plural(result.words, 'word')}."
    return Document(f"Email check: {result.file}", [Paragraph(summary), Table(columns, rows)])
