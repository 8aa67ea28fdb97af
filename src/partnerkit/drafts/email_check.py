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
FIXED_BY: Final[dict[Key, str]] = {
    "them-first": "outreach.opener",
    "specific": "outreach.opener",
    "quantified": "outreach.benefits",
    "proof": "outreach.proof",
    "low-pressure": "outreach.ask",
}
"""The key of a partnership file that fills the part of the email that a principle looks at."""

_TODO: Final = re.compile(r"\[TODO: [^\]]*\]")
_GREETING: Final = re.compile(
    r"^(dear|hi|hello|hey|good (morning|afternoon|evening)|guten tag|hallo|bonjour)\b"
    r"(([ ,&]+\w[\w.'-]*){0,4}| \[TODO: [^\]]*\])\W?$",
    re.IGNORECASE,
)
_HEADER: Final = re.compile(r"^\W*(to|from|cc|subject|date|an|von|betreff)\W*:", re.IGNORECASE)
_QUOTED: Final = re.compile(
    r"^\s{0,9}(?:>|On .{5,200} wrote:\s*$|-{2,} ?(?:Original Message|Forwarded message))", re.IGNORECASE
)
_CLOSING: Final = re.compile(
    r"^(?:--|(?:all the |many |my )?(?:best|thanks|thank you|cheers|sincerely|warmly|regards)"
    r"(?: (?:again|wishes|regards|so much))?|(?:best|kind|kindest|warm|warmest) regards|yours sincerely"
    r"|(?:viele|beste|mit freundlichen) gr\u00fc\u00dfen?|(?:bien )?cordialement|(?:un )?saludos?"
    r"|un cordial saludo)\W{0,3}$",
    re.IGNORECASE,
)
_ABOUT_THE_WRITER: Final = re.compile(r"^(?:we|our|us|I am|I'm|I work|my name)\b", re.IGNORECASE)
_FORMAL: Final = re.compile(
    r"\b(?:I am|I would|I have|I will|we are|we would|we have|we will|you are|you would|it is|that is|do not|does not|"
    r"cannot|will not|would not)\b",
    re.IGNORECASE,
)
_CONTRACTION: Final = re.compile(r"\b[A-Za-z]{1,9}['\u2019](?:m|d|ve|ll|re|t|s)\b")
_MOST_FORMAL: Final = 3
"""So many times someone who talks says "I am" and "do not" without a contraction anywhere."""

_REQUEST: Final = re.compile(
    r"\b(?:your time|suit you|works? for you|book|schedule|set up|meet|free|spare|available|open to|happy to|up for|"
    r"jump on|hop on|grab)\b",
    re.IGNORECASE,
)
# Each of these looks ahead a bounded distance, so the time grows only with the length of the text.
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(\[]|$)|\n{2,}|\n(?=\s{0,40}[-*•])")
MINUTES: Final = re.compile(r"\b([0-9]{1,3})[- ]?min(?:s|ut(?:e[ns]?|os?)|ütig\w{0,3})?\b", re.IGNORECASE)
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
"""As many characters of a text are judged; an email that people read has a tenth of them."""


@dataclass(frozen=True, slots=True)
class Principle:
    """One principle: whether the text follows it, and if not, why."""

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
    """What the writer says in a text, in sentences: without greeting, signature and what is quoted."""

    def __init__(self, text: str, words: EmailWords) -> None:
        self.words = words
        plain = _A_LINK.sub(" ", _without_signature(text))
        blocks = [block.strip() for block in re.split(r"\n\s*\n", plain) if block.strip()]
        blocks = [block for block in blocks if not _GREETING.match(block) and not _HEADER.match(block)]
        self.body = "\n\n".join(blocks)
        self.sentences = [part.strip() for part in _SENTENCES.split(self.body) if part and part.strip(" -*•\n")]
        self.count = len(re.findall(r"\w[\w'-]*", self.body))

    def is_request(self, sentence: str) -> bool:
        """Return whether a sentence requests the reader's time, so minutes in it are those of a call."""
        return bool(self.found(self.words.ask, sentence) or _REQUEST.search(sentence))

    def found(self, phrases: Sequence[str], text: str) -> list[str]:
        """List which phrases are in a text, as whole words."""
        return [phrase for phrase in phrases if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.IGNORECASE)]

    def times(self, phrases: Sequence[str]) -> int:
        """Count how often any of the phrases is in the text."""
        words = "|".join(re.escape(phrase) for phrase in phrases)
        return len(re.findall(rf"(?<!\w)(?:{words})(?!\w)", self.body, re.IGNORECASE))


def _without_signature(text: str) -> str:
    """Return the lines that the writer wrote, up to the signature."""
    written: list[str] = []
    for line in text.split("\n"):
        if _QUOTED.match(line):
            if line.lstrip().startswith(">"):
                continue
            break
        if _CLOSING.match(line.strip().rstrip("\\")) and any(kept.strip() for kept in written):
            break
        written.append(line)
    return "\n".join(written)


def _not_them_first(email: _Email) -> str:
    if not email.sentences:
        return "there is no text"
    first = email.sentences[0]
    if _TODO.search(first):
        return "the first sentence still has a TODO"
    about_them = email.found(email.words.them, first)
    if not about_them and _ABOUT_THE_WRITER.match(first):
        return f'it opens with the writer: "{_short(first)}"'
    if not about_them and not email.found(email.words.them, " ".join(email.sentences[:2])):
        return f'the first sentence doesn\'t mention them: "{_short(first)}"'
    theirs, ours = email.times(email.words.them), email.times(email.words.us)
    # "We" belongs in an email too; what is mostly about the writer has it more than twice as often.
    if ours > 2 * theirs + 1:
        return f"it mentions us {plural(ours, 'time')} and them {plural(theirs, 'time')}"
    return ""


def _not_specific(email: _Email) -> str:
    vague = email.found(email.words.vague, email.body)
    if vague:
        return f'"{vague[0]}" is vague; be specific'
    stiff = email.found(email.words.stiff, email.body)
    if stiff:
        return f'"{stiff[0]}" is stiff; write it the way you would say it'
    formal = _FORMAL.findall(email.body)
    if len(formal) > _MOST_FORMAL and not _CONTRACTION.search(email.body):
        return f'"{formal[0]}" and {len(formal) - 1} more without contractions sound stiff; write the way you talk'
    opening = _TODO.sub("", " ".join(email.sentences[:2]))
    if not (_NAME.search(opening) or _FIGURE.search(opening)):
        return "the opening mentions nothing specific to them: no product, no date, no number"
    return ""


def _not_quantified(email: _Email) -> str:
    texts = [_TODO.sub("", sentence) for sentence in email.sentences]
    texts = [_HOURS.sub("", MINUTES.sub("", text)) if email.is_request(text) else text for text in texts]
    counted = [text for text in texts if _FIGURE.search(text)]
    if not counted:
        return "no benefit has a number"
    if len(counted) < 2 and not re.search(r"[0-9]", counted[0]):
        return "the only figure is spelled out; write it as a numeral"
    return ""


def _not_proved(email: _Email) -> str:
    for sentence in email.sentences:
        bare = _TODO.sub("", sentence)
        named = _NAME.search(bare) or _FIGURE.search(bare)
        if bare == sentence and named and email.found(email.words.proof, bare):
            return ""
    return "nothing shows that it worked for someone else"


def _pressing(email: _Email) -> str:
    pushed = email.found(email.words.pressure, email.body)
    if pushed:
        return f'"{pushed[0]}" pushes'
    if "!!" in email.body or email.body.count("!") > 2:
        return "too many exclamation points"
    requests = [sentence for sentence in email.sentences if email.is_request(sentence)]
    asks = [sentence for sentence in email.sentences if sentence.endswith("?") or sentence in requests]
    if not asks or all(_TODO.search(sentence) for sentence in asks):
        return "it doesn't ask for anything small and clear, such as a 20-minute call"
    asked = " ".join(requests)
    longest = max((int(minutes) for minutes in MINUTES.findall(asked)), default=0)
    if longest > email.words.longest_call or _HOURS.search(asked):
        return f"it requests more than {email.words.longest_call} minutes"
    if email.count > email.words.longest:
        return f"it has {email.count} words; keep it under {email.words.longest}"
    return ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 70 else f"{line[:67]}..."


def shortfalls(result: EmailCheck) -> Iterator[Principle]:
    """Yield the principles that a text does not follow."""
    yield from (principle for principle in result.principles if not principle.kept)


def document(result: EmailCheck) -> Document:
    """Return the judgment as a table."""
    columns = [Column("Principle"), Column("Kept"), Column("Why", wide=True)]
    rows = [[principle.name, "yes" if principle.kept else "no", principle.reason] for principle in result.principles]
    summary = f"{result.kept} of {len(result.principles)} principles kept, {plural(result.words, 'word')}."
    return Document(f"Email check: {result.file}", [Paragraph(summary), Table(columns, rows)])
