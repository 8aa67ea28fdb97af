"""The sandbox that templates run in: plain data, strict names, no file, and nothing without a limit."""

import marshal
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from types import CodeType
from typing import Any, Final

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    StrictUndefined,
    TemplateNotFound,
    Undefined,
    nodes,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from partnerkit.dates import days_after
from partnerkit.drafts.contract import contract, reference_mark, term_mark
from partnerkit.drafts.formal import formal
from partnerkit.drafts.gaps import Gap, is_gap, is_there
from partnerkit.drafts.locales import EnglishLocale, Locale
from partnerkit.drafts.spelling import spelling_of
from partnerkit.drafts.withheld import Withheld
from partnerkit.model.template import Source
from partnerkit.phrasing import grouped
from partnerkit.render.escaping import END, MARK, mark
from partnerkit.workdays import WorkPlaces, days_off, next_working_day

LONGEST: Final = 100_000
"""The most characters or entries that an operation of a template may make."""

_LARGEST_POWER: Final = 1000
_NO_METHODS: Final = frozenset(
    {
        "format",
        "format_map",
        "center",
        "ljust",
        "rjust",
        "zfill",
        "expandtabs",
        "replace",
        "join",
        "translate",
        "encode",
    }
)


class SourceLoader(BaseLoader):
    """Finds templates among those that were read, and nowhere else; `has_own` is whether any was the user's own."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self.has_own = False

    def get_source(self, _: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the body of a template and where it was read; lines are numbered as in the file."""
        source = self._sources.get(template.removesuffix(".md.j2"))
        if source is None:
            raise TemplateNotFound(template)
        self.has_own |= not source.built_in
        return source.body, source.path, lambda: True


class Compiled(BytecodeCache):
    """What Jinja made of templates, by name, text and spelling, so no two drafts of one run compile the same one.

    Templates are compiled in a child. What it made is handed on to its parent, whose next child finds it loaded.
    """

    def __init__(self) -> None:
        self._code: dict[str, CodeType] = {}
        self._marshaled: dict[str, bytes] = {}

    def handed_on(self) -> dict[str, bytes]:
        """Return what was compiled since this was last asked."""
        new, self._marshaled = self._marshaled, {}
        return new

    def take_over(self, compiled: Mapping[str, bytes]) -> None:
        """Keep what another process compiled."""
        self._marshaled |= compiled

    def load(self) -> None:
        """Load what was taken over."""
        self._code |= {key: marshal.loads(code) for key, code in self.handed_on().items()}  # noqa: S302  # our own

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja what it once made of this text."""
        bucket.code = self._code.get(_key(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what Jinja has made."""
        assert bucket.code is not None
        self._code[_key(bucket)] = bucket.code
        self._marshaled[_key(bucket)] = marshal.dumps(bucket.code)


def _key(bucket: Bucket) -> str:
    return "/".join((*bucket.environment.extensions, bucket.key, bucket.checksum))


COMPILED: Final = Compiled()


class _Code(CodeGenerator):
    """Compiles templates so that the sandbox sees what `~` joins, as it sees what operators work out."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802  # Jinja's name
        """Write the joining of some values."""
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class Sandbox(ImmutableSandboxedEnvironment):
    """Refuses what reaches beyond the data, and what would grow beyond measure."""

    code_generator_class = _Code
    intercepted_binops = frozenset({"*", "**", "%", "+"})
    intercepted_unops = frozenset[str]()

    @property
    def has_own(self) -> bool:
        """Whether any of the user's own templates was read into it."""
        return isinstance(self.loader, SourceLoader) and self.loader.has_own

    def joined(self, parts: Sequence[Any]) -> Any:
        """Join what stands between `~`, or in a list, unless it would be too large."""
        if sum(map(_size, parts)) > LONGEST:
            raise SecurityError("joined together, this text would be too long")
        return markup_join(parts)

    def listing(self, values: Iterable[Any], between: str = "", attribute: str | None = None) -> Any:
        """Join the values of a list, or what each has under `attribute`."""
        parts = [value if attribute is None else self.getattr(value, attribute) for value in values]
        return self.joined([part for at, value in enumerate(parts) for part in ((between, value) if at else (value,))])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Work out one operation, unless its result would be too large."""
        left, right = str(left) if is_gap(left) else left, str(right) if is_gap(right) else right
        size = max(_size(left), _size(right))
        if operator == "*" and size and size * max(_times(left), _times(right)) > LONGEST:
            raise SecurityError("`*` would make the text or list too long")
        if operator == "+" and _size(left) + _size(right) > LONGEST:
            raise SecurityError("`+` would make the text or list too long")
        if operator == "%" and isinstance(left, str):
            raise SecurityError("`%` does not format text here; write the value where it belongs")
        if operator == "**" and (_times(left) > _LARGEST_POWER or _times(right) > _LARGEST_POWER):
            raise SecurityError("`**` would make the number too large")
        return super().call_binop(context, operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what a dot leads to: a key of the data first, so no method hides it."""
        if isinstance(obj, dict | Gap | Withheld):
            try:
                return obj[attribute]
            except KeyError:
                if isinstance(obj, Gap):
                    return self.undefined(obj={}, name=attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return what brackets lead to."""
        if isinstance(obj, Gap):
            try:
                return obj[argument]
            except KeyError:
                return self.undefined(obj={}, name=str(argument))
        return super().getitem(obj, argument)

    def wrap_str_format(self, _: Any) -> Any:
        """Give no format method out, so `is_safe_attribute` refuses it: it could pad a text to any length."""
        return None

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Keep methods out that make long texts of short ones, beside all that the sandbox keeps out."""
        return attr not in _NO_METHODS and not isinstance(obj, Gap) and super().is_safe_attribute(obj, attr, value)


def _range(*arguments: int) -> range:
    """Count, within the length that a draft can need."""
    numbers = range(*arguments)
    # Its length may be more than Python can say.
    if numbers and abs(numbers[-1] - numbers[0]) // abs(numbers.step) >= LONGEST:
        raise SecurityError(f"a range runs over {LONGEST:,} numbers at most")
    return numbers


def _size(value: Any) -> int:
    return len(value) if isinstance(value, str | list | tuple) else 0


def _times(value: Any) -> int:
    return abs(int(value)) if isinstance(value, int | float | Decimal) else 0


def build(
    sources: Mapping[str, Source],
    people: Mapping[str, Any],
    places: WorkPlaces | None = None,
    locale: Locale | None = None,
    note: Callable[[str, str], None] = lambda _path, _what: None,
) -> Sandbox:
    """Build the sandbox for one draft.

    `people` is what the filter `person` looks names up in, and `places` those whose days off the filter `workday`
    knows. `locale` is how templates write days, numbers and money, and how they spell. `note` keeps what a contract
    leaves to be chosen.
    """
    locale = locale or EnglishLocale()
    sandbox = Sandbox(
        loader=SourceLoader(sources),
        bytecode_cache=COMPILED,
        extensions=spelling_of(locale),
        autoescape=True,
        undefined=StrictUndefined,
        # What is constant in a template is worked out where it is used, like all else, and not while it is compiled.
        optimized=False,
        # With a context, Jinja writes what a template itself says as it writes values, and not as it was compiled.
        finalize=pass_context(lambda _, value: _finalize(value)),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for name in ("lipsum", "dict", "cycler", "joiner"):
        sandbox.globals.pop(name, None)
    sandbox.globals |= {
        "range": _range,
        "english": locale.spelling,
        "locale": {"language": locale.language, "country": locale.country or ""},
    }
    for name in (
        "format",
        "center",
        "pprint",
        "xmlattr",
        "urlize",
        "tojson",
        "random",
        "attr",
        "wordwrap",
        "slice",
        "batch",
        "indent",
        "filesizeformat",
    ):
        sandbox.filters.pop(name, None)
    sandbox.filters |= {
        "after": _after,
        "clause": _clause,
        "day": lambda day: _dated(day, locale.day),
        "day_of_year": lambda day: _dated(day, locale.day_of_year),
        "month": lambda month: _dated(month, locale.month),
        "money": lambda amount, currency: _money(amount, currency, locale),
        "contract": pass_context(partial(_contract, note)),
        "escape": _finalize,
        "e": _finalize,
        "end": lambda text: _changed(text, lambda plain: plain.rstrip(f" .,:!?{END}")),
        "formal": lambda text, currencies: _changed(text, lambda plain: formal(plain, currencies, locale)),
        "grouped": lambda value, separator=None, places=0: _grouped(value, locale, separator, places),
        "join": sandbox.listing,
        "initial": lambda text: _changed(text, _initial),
        "listed": lambda values, conjunction="": _listed(values, conjunction or locale.conjunction),
        "plural": lambda count, noun, many="": _plural(count, noun, many, locale),
        "term": lambda name, says="": Markup(term_mark(str(name), str(says))),  # noqa: S704  # no value of the file
        "person": lambda key: key if is_gap(key) else people[key],
        "url": _url,
        "workday": lambda day: _workday(day, places or WorkPlaces()),
    }
    sandbox.tests |= {
        "missing": is_gap,
        "given": lambda value: not is_gap(value) or is_there(value),
        "within": lambda text, most: len(str(text).replace(MARK, "").replace(END, "")) <= most,
    }
    return sandbox


def _finalize(value: Any) -> Any:
    """Write a value into Markdown: what a template wrote stays, all else is text, and a gap is a TODO."""
    if isinstance(value, Markup | Undefined):
        return value
    if value is None:
        raise SecurityError("there is no value here")
    if isinstance(value, Gap):
        return Markup(f"[{mark(str(value)[1:-1])}]")  # noqa: S704  # escaped for Markdown
    if isinstance(value, bool | list | tuple | dict) or callable(value):
        raise SecurityError(f"a {_KINDS.get(type(value), 'function')} can't be written as text")
    text = str(value)
    ends = END if text.rstrip("\"'”’)»").endswith(_STOPS) else ""
    return Markup(mark(text) + ends)  # noqa: S704  # escaped for Markdown


_STOPS: Final = (".", "!", "?", "…")

_KINDS: Final = {bool: "yes or no", list: "list", tuple: "list", dict: "mapping"}


def _changed(text: Any, change: Callable[[str], str]) -> Any:
    """Change a text; a gap stays one, and what is Markdown already is not written into Markdown again."""
    if is_gap(text):
        return text
    changed = change(str(text))
    return Markup(changed) if isinstance(text, Markup) else changed  # noqa: S704  # as safe as before


def _initial(text: str) -> str:
    """Begin a text with a capital, unless its first word is a name such as eBay."""
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]


def _after(day: Any, days: int) -> Any:
    """Return the date `days` after another; before it where negative."""
    if is_gap(day):
        return day
    return days_after(date.fromisoformat(day), days).isoformat()


def _workday(day: Any, places: WorkPlaces) -> Any:
    """Return the first working day from a date on."""
    return day if is_gap(day) else next_working_day(date.fromisoformat(day), days_off(places)).isoformat()


def _dated(day: Any, write: Callable[[date], str]) -> Any:
    """Write a day or a month by the locale; a missing one stays a gap, and an empty one empty."""
    if is_gap(day) or not day:
        return day
    text = str(day)
    return write(date.fromisoformat(text if len(text) > _MONTH else f"{text}-01"))


_MONTH: Final = len("2026-03")


def _grouped(value: Any, locale: Locale, separator: str | None = None, places: int = 0) -> Any:
    """Write a number with its thousands apart, and with `places` where it has a fraction; by the locale."""
    if is_gap(value):
        return value
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return value
    return locale.number(exact, places) if separator is None else grouped(exact, separator, places)


def _money(amount: Any, currency: Any, locale: Locale) -> Any:
    """Write an amount; where its currency is missing, that is a TODO before the number."""
    if is_gap(amount):
        return amount
    if is_gap(currency):
        return Markup(f"{_finalize(currency)} {_finalize(_grouped(amount, locale, places=2))}")  # noqa: S704  # escaped
    return locale.money(Decimal(str(amount)), str(currency))


def _plural(count: Any, noun: str, many: str, locale: Locale) -> Any:
    """Write a count with its noun: 1 month, 2 months; a count that is missing is a TODO before the plural."""
    written = noun if not is_gap(count) and locale.is_one(Decimal(str(count))) else many or f"{noun}s"
    return Markup(f"{_finalize(_grouped(count, locale))} {_finalize(written)}")  # noqa: S704  # escaped one by one


def _listed(values: Any, conjunction: str) -> Any:
    """Write a list in a sentence: a, b and c. Each entry is escaped by itself."""
    if is_gap(values):
        return values
    written: Sequence[Markup] = [_finalize(value) for value in values]
    if len(written) < 2:
        return written[0] if written else ""
    return Markup(f"{', '.join(written[:-1])} {conjunction} {written[-1]}")  # noqa: S704  # escaped one by one


def _url(address: Any) -> Any:
    """Write a web address as a link that shows itself; what is not one stays text."""
    if is_gap(address) or not str(address).lower().startswith(("https://", "http://")):
        return address
    safe = "".join(character for character in str(address) if character not in "<>\\ \n")
    return Markup(f"<{safe}>".replace(MARK, ""))  # noqa: S704  # stripped of what ends a link


@pass_context
def _clause(context: Any, target: str = "") -> Markup:
    """Refer to a clause or to one of its paragraphs by its number: Section 14.2."""
    return Markup(f"{_finalize(context['section'])} {reference_mark(str(target))}")  # noqa: S704  # escaped


def _contract(note: Callable[[str, str], None], context: Any, text: Any, clauses: Any, terms: Any) -> dict[str, Any]:
    """Make a contract of the clauses that were written, and note what it leaves to be chosen; see `contract`."""
    made = contract(str(text), clauses, terms)
    for number, label in made["choices"]:
        note(
            f"{context['section']} {number}" if number else label,
            f"{label}: text in square brackets, to agree or delete",
        )
    return {**made, "text": Markup(made["text"])}  # noqa: S704  # already Markdown
