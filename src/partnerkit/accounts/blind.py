"""Compare two lists without showing them: an exchange of two files over a private set intersection.

    ours ── question.blind ──► theirs ── reply.blind ──► ours: which of our accounts they have

What is compared are domains, each encrypted by both sides. Our question can only be read with the key that stays with
us; who replies learns how long our list is, and we learn how long theirs is and which of our own accounts are in it.
"""

import base64
import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import SystemRandom
from typing import Any, Final, Literal, TypeAlias

from partnerkit.accounts.counting import ListSize
from partnerkit.accounts.engine import open_engine
from partnerkit.accounts.lists import Columns, read_list
from partnerkit.accounts.normal import normalize, prepare
from partnerkit.accounts.overlap import ListFile
from partnerkit.documents import Column, Document, Note, Paragraph, Table
from partnerkit.errors import InvalidFilesError, UsageError, refusals
from partnerkit.installation import adding
from partnerkit.phrasing import grouped, percent, plural, rounded
from partnerkit.results import Internal

Kind: TypeAlias = Literal["question", "reply", "key"]

WARNING: Final = (
    "a blind comparison shows the other side how many accounts you have, and shows the side that asks which of its "
    "own accounts you have too; it protects against curiosity, not against someone who fills a list with guesses"
)
_FORMAT: Final = "partnerkit-blind/1"
_LARGEST: Final = 256 * 1024 * 1024
_NO_ERRORS: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Domains:
    """The domains of a list in a fixed order, the rows of each, and the rows without one."""

    names: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    accounts: tuple[str | None, ...]
    size: ListSize
    without: int


@dataclass(frozen=True, slots=True)
class SharedAccount:
    """One of our accounts that the other side has too: its rows, counted from 1 below the header."""

    ours: tuple[int, ...]
    domain: str
    name: Internal[str | None] = None


@dataclass(frozen=True, slots=True)
class BlindOverlap:
    """Which of our accounts are in a list that we have not seen, and how many domains that list has."""

    ours: ListSize
    theirs: int
    without_domain: int
    shared: tuple[SharedAccount, ...]


def domains_of(source: ListFile, known: Columns) -> Domains:
    """Return the domains of a list. Raises `UsageError` where it has none."""
    with open_engine() as engine:
        read = read_list(engine, "ours", source.path, known, source.sheet)
        prepare(engine)
        for _ in normalize(engine, "ours", read, None):
            pass
        found = engine.rows("""
            select domain, list(row order by row), arg_min(coalesce(name, domain), row)
            from ours_domains join (select rowid + 1 as row, name from ours_raw) raw using (row)
            group by domain order by domain
        """)
        without = read.rows - engine.row("select count(*) from ours_domains")[0]
    if not found:
        raise UsageError(f"{source.path} has no domains, and a blind comparison needs them", "add a column `domain`")
    names, rows, accounts = zip(*found, strict=True)
    return Domains(names, tuple(map(tuple, rows)), accounts, ListSize(read.rows, len(names)), without)


def ask(domains: Domains) -> tuple[bytes, bytes]:
    """Return a question for the other side, and the key that reads the reply to it."""
    psi = _library()
    client = psi.client.CreateWithNewKey(True)
    number = secrets.token_hex(16)
    question = _written("question", number, message=client.CreateRequest(list(domains.names)).SerializeToString())
    asked = _checksum(json.loads(question))
    key = _written("key", number, message=client.GetPrivateKeyBytes(), question=asked, of=_fingerprint(domains))
    return question, key


def reply(path: str, domains: Domains) -> bytes:
    """Return a reply to the question in a file. Raises `InvalidFilesError` where that holds none."""
    psi = _library()
    question = _read(path, "question")
    try:
        request = psi.Request()
        request.ParseFromString(_message(question))
        server = psi.server.CreateWithNewKey(True)
        response = server.ProcessRequest(request)
        count = len(request.encrypted_elements)
        # In no order that says anything about the list.
        mixed = SystemRandom().sample(domains.names, len(domains.names))
        setup = server.CreateSetupMessage(_NO_ERRORS, count, mixed, psi.DataStructure.RAW)
    except _broken() as error:
        raise _not_one(path, "question") from error
    return _written(
        "reply",
        str(question["number"]),
        question=_checksum(question),
        message=response.SerializeToString(),
        list=setup.SerializeToString(),
        accounts=len(domains.names),
    )


def read_reply(path: str, key_path: str, domains: Domains) -> BlindOverlap:
    """Return what a reply says of our accounts.

    Raises `InvalidFilesError` where it is none, belongs to another question, or our list has changed since.
    """
    psi = _library()
    answer, key = _read(path, "reply"), _read(key_path, "key")
    if (answer["number"], answer.get("question")) != (key["number"], key.get("question")):
        raise InvalidFilesError(
            f"{path} replies to a different question than {key_path}", "use the key that belongs to it"
        )
    if key.get("of") != _fingerprint(domains):
        raise InvalidFilesError("the domains in our list have changed since the question was written", "ask again")
    try:
        client = psi.client.CreateFromKey(_message(key), True)
        setup, response = psi.ServerSetup(), psi.Response()
        setup.ParseFromString(_message(answer, "list"))
        response.ParseFromString(_message(answer))
        shared = client.GetIntersection(setup, response)
        theirs = len(setup.raw.encrypted_elements)
        found = [SharedAccount(domains.rows[at], domains.names[at], domains.accounts[at]) for at in shared]
    except _broken() as error:
        raise _not_one(path, "reply") from error
    return BlindOverlap(domains.size, theirs, domains.without, tuple(sorted(found, key=lambda each: each.ours)))


def kind_of(path: str) -> str:
    """Return what a file of an exchange is: a question or a reply. Raises `InvalidFilesError` where it is neither."""
    return str(_read(path)["kind"])


def document(found: BlindOverlap) -> Document:
    """Present which of our accounts the other side has too."""
    ours, shared = found.ours.accounts, len(found.shared)
    rate = f" ({percent(rounded(Decimal(shared) * 100 / ours))})" if ours else ""
    return Document(
        "Blind overlap",
        [
            Paragraph(
                f"{grouped(shared)} of our {plural(ours, 'account')}{rate} {'is' if shared == 1 else 'are'} among "
                f"their {grouped(found.theirs)}."
            ),
            *(
                [Paragraph(f"{plural(found.without_domain, 'row')} without a domain could not be compared.")]
                if found.without_domain
                else []
            ),
            Table(
                [Column("Row", align="right"), Column("Our account", wide=True), Column("Domain", wide=True)],
                [[min(each.ours), each.name, each.domain] for each in found.shared],
                empty="No account is in both lists.",
            ),
            Note("Rows are counted from 1 below the header. Here an account is a domain; names are not compared."),
        ],
    )


# --- Files ------------------------------------------------------------------------------------------------------------


def _written(
    kind: Kind, number: str, *, question: str = "", of: str = "", accounts: int | None = None, **messages: bytes
) -> bytes:
    """Return a file of an exchange: JSON that says what it is, with the messages in base 64 and a checksum.

    `question` is the checksum of the question that a key or a reply belongs to.
    """
    fields: dict[str, object] = {"format": _FORMAT, "kind": kind, "number": number}
    fields |= {"accounts": accounts} if accounts is not None else {}
    fields |= {"of": of} if of else {}
    fields |= {"question": question} if question else {}
    fields |= {name: base64.b64encode(message).decode() for name, message in messages.items()}
    fields["sha256"] = _checksum(fields)
    return json.dumps(fields, indent=1).encode() + b"\n"


def _checksum(fields: Mapping[str, object]) -> str:
    """Return what shows whether a file is as it was written: a changed one would just find nothing in common."""
    content = {name: value for name, value in fields.items() if name != "sha256"}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _read(path: str, kind: Kind | None = None) -> dict[str, Any]:
    if not os.path.isfile(path):
        raise UsageError(f"{path} is not a file" if os.path.lexists(path) else f"{path} does not exist")
    with refusals(f"{path} can't be read"), open(path, "rb") as file:
        content = file.read(_LARGEST + 1)
    try:
        fields = json.loads(content) if len(content) <= _LARGEST else None
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict) or fields.get("format") != _FORMAT or not isinstance(fields.get("number"), str):
        raise _not_one(path, kind or "question or reply")
    if kind is not None and fields.get("kind") != kind:
        raise _not_one(path, kind)
    if fields.get("sha256") != _checksum(fields):
        help = "it was damaged or changed after it was written; ask for the file again"
        raise InvalidFilesError(f"{path} is not a {kind or fields.get('kind')} of a blind comparison", help)
    return fields


def _message(fields: dict[str, Any], name: str = "message") -> bytes:
    value = fields.get(name)
    if not isinstance(value, str):
        raise ValueError(name)
    return base64.b64decode(value, validate=True)


def _not_one(path: str, kind: str) -> InvalidFilesError:
    return InvalidFilesError(f"{path} is not a {kind} of a blind comparison", "ask for the file again")


def _fingerprint(domains: Domains) -> str:
    return hashlib.sha256("\n".join(domains.names).encode()).hexdigest()


def _library() -> Any:
    try:
        import private_set_intersection.python as psi  # type: ignore[import-untyped]  # has none
    except ImportError:
        raise UsageError(
            "a blind comparison needs openmined-psi, which exists for Linux on x86-64 and for Macs with Apple silicon, "
            "up to Python 3.13",
            f"install it: {adding('openmined-psi')}; elsewhere, let someone you both trust run `overlap`",
        ) from None
    return psi


def _broken() -> tuple[type[Exception], ...]:
    """Return what the library raises for messages that are none."""
    from google.protobuf.message import DecodeError  # type: ignore[import-untyped]  # comes with the library

    return RuntimeError, ValueError, IndexError, DecodeError
