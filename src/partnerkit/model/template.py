"""The header of a template, and what is read beside it: a template says itself what it is for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from partnerkit.languages import CODES, ENGLISH
from partnerkit.model.base import Section
from partnerkit.model.values import FileName, Identifier, Language, Meanings, Name, Text

Addressee: TypeAlias = Annotated[
    Literal["partner", "us"],
    Meanings({"partner": "sent to the partner", "us": "read in our own company"}),
]

Addressing: TypeAlias = Annotated[
    Literal["outreach", "main", "executive", "legal", "billing", "technical", "marketing"],
    Meanings(
        {
            "outreach": "the contact of the outreach, and from the person who wrote last",
            "main": "their main contact",
            "executive": "their executive contact",
            "legal": "their contact for notices",
            "billing": "their contact for statements",
            "technical": "their technical contact",
            "marketing": "their contact for joint marketing",
        }
    ),
]

Occasion: TypeAlias = Annotated[
    Literal["first contact", "launch", "end"],
    Meanings(
        {
            "first contact": "while nothing is signed",
            "launch": "with a signed agreement and a launch that is not past",
            "end": "where there is anything to end",
        }
    ),
]

Without: TypeAlias = Annotated[
    Literal["open", "off"],
    Meanings(
        {
            "open": "the clause stands, and what is missing is a visible TODO",
            "off": "the clause is left out when the file holds nothing for it",
        }
    ),
]


class Header(Section):
    """The header of a template, between two lines of `---` at its top."""

    title: Name = Field(description="The name of the document in `draft --list`.", examples=["First email"])
    file: FileName = Field(description="The name of the file it's written to.", examples=["{partnership}-outreach"])
    to: Addressee = Field("us", description="Who reads it; a template for the partner can't use internal keys.")
    purpose: Addressing = Field(
        "main",
        description="Which contact `contact` is: the one for this purpose, or else the main contact; never a guess.",
    )
    needs: dict[Name, Text] = Field(
        {},
        description="The keys it's filled from, each with a description of what is missing if the file doesn't have "
        "it.",
        examples=[{"outreach.opener": "something they did lately"}],
    )
    kinds: tuple[Identifier, ...] = Field(
        (), description="The values of `--kind`.", examples=[["monthly", "quarterly"]]
    )
    subjects: tuple[Identifier, ...] = Field(
        (), description="The values of `--subject`.", examples=[["question", "benefit"]]
    )
    occasion: Occasion | None = Field(
        None,
        description="When it's written; at other times `--all` skips it, and on its own it comes with a warning.",
    )
    stamp: Name | None = Field(None, description="The text at the top of each page of a Word file.", examples=["Draft"])
    page: Name = Field(
        "Page {page} of {pages}",
        description="How each page of a Word file is numbered.",
        examples=["Seite {page} von {pages}"],
    )
    amends: bool = Field(
        False, description="Whether it amends a signed agreement: each clause shows whether it `changed` since."
    )
    clauses: tuple[Identifier, ...] = Field((), description="The clauses in order, by file name.")
    simple: tuple[Identifier, ...] = Field((), description="The clauses that `--simple` keeps.")
    checklist: bool = Field(False, description="Whether `--checklist` adds the table of clauses.")
    checked: bool = Field(False, description="Whether it's checked against the five principles of a first email.")


class ClauseHeader(Section):
    """The header of a clause."""

    title: Name = Field(description="Its heading.", examples=["Liability"])
    without: Without = Field(description="What happens to the clause if the file has nothing for it.")
    needs: dict[Name, Text] = Field({}, description="The keys it's filled from, each with what may be missing.")
    numbered: bool = Field(True, description="Whether it has a heading and a number; only the preamble has none.")
    terms: dict[Name, tuple[Name, ...]] = Field(
        {},
        description="What lawyers look for in it, each with the keys that settle it, or `one or another`. The clause "
        'marks where it starts: `{{ "Cap on liability" | term }}`.',
        examples=[{"Cap on liability": ["agreement.liability.cap"]}],
    )


class EmailWords(Section):
    """The words used to check a first email, in the language it's written in."""

    language: Language | None = Field(
        None, description="The language of the words; a text in another one is not judged.", examples=["en"]
    )
    them: tuple[Text, ...] = Field(description="Words for the reader.", examples=[["you", "your"]])
    us: tuple[Text, ...] = Field(description="Words for the writer's company.", examples=[["we", "our"]])
    vague: tuple[Text, ...] = Field(description="Vague phrases.", examples=[["win-win"]])
    stiff: tuple[Text, ...] = Field((), description="Phrases that no one would say out loud.", examples=[["kindly"]])
    proof: tuple[Text, ...] = Field(description="Words for a result with someone else.", examples=[["customers"]])
    pressure: tuple[Text, ...] = Field(description="Phrases that push.", examples=[["act now"]])
    ask: tuple[Text, ...] = Field(description="Words that make a call to action.", examples=[["call"]])
    longest_call: int = Field(30, description="The longest call that is still a small request, in minutes.")
    longest: int = Field(120, description="The maximum number of words in a first email.")


def either(keys: str) -> list[str]:
    """Return the keys of which any one settles a term: `agreement.term.months or agreement.term.ends`."""
    return keys.split(" or ")


def is_of_workspace(key: str) -> bool:
    """Return whether a key that a draft is filled from is in the workspace file and not in the partnership's."""
    return key.partition(".")[0] == "company"


@dataclass(frozen=True, slots=True)
class Source:
    """A template as it was read: its body is padded, so its lines have the numbers they have in the file."""

    name: str
    path: str
    built_in: bool
    body: str
    header: Header | ClauseHeader | None = None

    @property
    def language(self) -> str:
        """The language that it is written in, by the folder it is in: English beside all folders."""
        return divided(self.name)[0]


def divided(name: str) -> tuple[str, str]:
    """Return the language of a template, and its name in that language: `de/outreach` is `outreach` in German."""
    folder, slash, rest = name.partition("/")
    return (folder, rest) if slash and folder in CODES else (ENGLISH, name)


@dataclass(frozen=True, slots=True)
class Library:
    """All templates by name, a workspace's own in the place of built-in ones, and the words of the email check.

    Those in another language than English have its folder in their name: `de/outreach`.
    """

    sources: Mapping[str, Source]
    built_in: tuple[str, ...]
    email_words: EmailWords

    def amends(self, kind: str) -> bool:
        """Return whether a kind amends a signed agreement."""
        header = self.kinds[kind].header
        return isinstance(header, Header) and header.amends

    @property
    def kinds(self) -> Mapping[str, Source]:
        """The templates that can be asked for, by kind: in English where there is one."""
        kinds: dict[str, Source] = {}
        for language, kind, source in self._drafts():
            if language == ENGLISH or kind not in kinds:
                kinds[kind] = source
        return dict(sorted(kinds.items()))

    def languages(self, kind: str) -> tuple[str, ...]:
        """Return the languages that a kind can be written in, English first."""
        found = {language for language, name, _ in self._drafts() if name == kind}
        return tuple(sorted(found, key=lambda language: (language != ENGLISH, language)))

    def in_language(self, language: str) -> "Library":
        """Return the library in a language: what it has in its folder is in the place of what is in English."""
        own = {
            rest: source for name, source in self.sources.items() for code, rest in [divided(name)] if code == language
        }
        return replace(self, sources={**self.sources, **own})

    def _drafts(self) -> Iterator[tuple[str, str, Source]]:
        """Yield the language and the kind of each template that can be asked for."""
        for name, source in self.sources.items():
            if isinstance(source.header, Header):
                yield *divided(name), source
