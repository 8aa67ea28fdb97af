import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from conftest import PORTFOLIO, ROOT, TODAY, Ask, examples
from partnerkit.cli.sources import FilesOfWorkspace
from partnerkit.facts.case import Case, cases
from partnerkit.findings import Finding
from partnerkit.model.choices import AgreementStatus, PartnershipType, Stage, choices_of
from partnerkit.model.contacts import decides
from partnerkit.model.day import parse_date
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.reading.deals import read_deals
from partnerkit.reading.yaml_reader import read_yaml
from partnerkit.rules import transaction_in_disguise
from partnerkit.rules.catalogue import MANUALS, PORTFOLIO_RULES, RULES
from partnerkit.rules.lint import facts_of, lint_read, of_case, violations_of_all
from partnerkit.rules.rule import WorkspaceOnDay
from partnerkit.rules.selection import choose
from partnerkit.workspace.deals import load_all_deals
from partnerkit.workspace.paths import find_named
from partnerkit.workspace.portfolio import collect, select

EXAMPLES = ROOT / "tests" / "examples" / "rules"
MARK = re.compile(r"# (PK[0-9]{3}(?:, PK[0-9]{3})*)$")


def mistakes(path: Path) -> list[Finding]:
    """What all rules together find in a file or folder, which must be valid, and no file sets aside."""
    collected = collect(select(find_named([str(path)])))
    portfolio = collected.portfolio
    deals = load_all_deals(collected.workspace_file, portfolio.workspace, collected.tree)
    assert (collected.findings, deals.findings) == ((), {})
    today = parse_date(TODAY)
    assert today is not None
    rules = choose(portfolio.workspace.lint)
    sources = FilesOfWorkspace(collected.workspace_file, collected.tree)
    return list(lint_read(portfolio._replace(deals=deals.deals), collected.paths, today, rules, sources).findings)


@pytest.mark.parametrize("case", sorted(EXAMPLES.glob("*/*")), ids=lambda case: f"{case.parent.name}/{case.name}")
def test_an_example_file_is_found_on_the_lines_that_are_marked(case: Path) -> None:
    """A case is a file or a folder below the rule's; a line where the rule finds something ends in `# CODE`."""
    code = case.parent.name[:5]
    marked = {
        (file.name, number)
        for file in ([case] if case.is_file() else case.glob("*.yaml"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if (mark := MARK.search(line)) and code in mark.group(1).split(", ")
    }
    assert bool(marked) == case.name.startswith("bad-")
    assert {(Path(found.path).name, found.line) for found in mistakes(case) if found.code == code} == marked


def test_an_example_belongs_to_a_rule_and_says_whether_it_is_bad_or_good() -> None:
    """Those of the manuals are executed with the manuals; here are the cases beyond them."""
    folders = {f"{manual.code}-{manual.name}" for manual in MANUALS}
    assert {folder.name for folder in EXAMPLES.iterdir()} <= folders
    for case in EXAMPLES.glob("*/*"):
        assert case.name.startswith(("bad-", "good-")), case


def test_every_rule_module_is_listed_and_is_called_after_its_rule() -> None:
    listed = {rule.manual.name.replace("-", "_") for rule in RULES} | {
        rule.manual.name.replace("-", "_") for rule in PORTFOLIO_RULES
    }
    source = ROOT / "src" / "partnerkit" / "rules"
    modules = {path.stem for path in source.glob("*.py") if "\nmanual: Final = " in path.read_text(encoding="utf-8")}
    assert listed == modules


def test_a_rule_has_a_code_of_the_two_hundreds_and_a_name_without_numbers() -> None:
    for manual in MANUALS:
        assert re.fullmatch(r"PK2[0-9]{2}", manual.code)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", manual.name)


def test_a_rule_that_finds_nothing_at_exit_says_in_its_manual_at_which_stages_it_applies() -> None:
    for rule in RULES:
        example = rule.manual.bad.files["acme.yaml"]
        assert isinstance(example, str)
        data = read_yaml(example).data
        deals = read_deals(str(rule.manual.bad.files.get("deals/acme.csv", "")).encode()).deals
        partnership = Partnership.model_validate(data | {"stage": "exit"})
        case = Case("acme", partnership, Workspace(), date(2026, 4, 10), deals=deals)
        if not list(rule.check(case)):
            assert re.search("`(exit|renew|initiate|launch)`", rule.manual.finds), rule.manual.name


@pytest.mark.parametrize(
    ("title", "type"),
    [
        ("Chief Operating Officer", "integration"),
        ("Editor in Chief", "co-marketing"),
        ("Reseller Manager", "distribution"),
        ("Head of Distribution", "distribution"),
        ("Managing Director", "alliance"),
        ("GESCHÄFTSFÜHRERIN", "integration"),
        ("Leiter Produktentwicklung", "integration"),
        ("Redaktionsleiterin", "co-marketing"),
        ("Außendienstleiter", "distribution"),
        ("Directeur commercial", "distribution"),
        ("Président-directeur général", "ecosystem"),
        ("Gerente de canales", "distribution"),
        ("Jefa de compras", "supply-chain"),
        ("Amministratore delegato", "integration"),
        ("Diretora geral", "co-marketing"),
        ("Verkställande direktör", "integration"),
        ("Toimitusjohtaja", "integration"),
        ("Prezes zarządu", "alliance"),
        ("代表取締役", "integration"),
    ],
)
def test_a_common_title_is_known_in_many_languages(title: str, type: PartnershipType) -> None:
    assert decides(title, type)


@pytest.mark.parametrize(
    ("title", "type"),
    [
        ("Office Manager", "integration"),
        ("Buchhalterin", "distribution"),
        ("Directeur commercial", "integration"),
        ("Sales Intern", "supply-chain"),
    ],
)
def test_a_title_of_another_department_does_not_decide(title: str, type: PartnershipType) -> None:
    assert not decides(title, type)


def test_a_transaction_in_disguise_is_reported_with_every_sign_that_is_there() -> None:
    bare = {"name": "Acme", "type": "alliance", "stage": "grow", "results": ({"month": "2026-01", "revenue": 5},)}
    case = Case("acme", Partnership.model_validate(bare), Workspace(), date(2026, 4, 10))
    [found] = transaction_in_disguise.check(case)
    assert "no plan" in found.message
    assert "no one on their side has a role" in found.message


def test_the_list_of_rules_is_part_of_the_list_of_codes(ask: Ask) -> None:
    listed = ask("explain", "--format", "csv").out
    assert all(f"{manual.code},{manual.name}" in listed for manual in MANUALS)


def test_a_rule_reads_well_when_explained(ask: Ask, snapshot: Any) -> None:
    assert ask("explain", "unowned-critical-bucket").out == snapshot


_DATES = st.dates() | st.dates(date(2025, 1, 1), date(2027, 12, 31)) | st.just(date(2026, 4, 10))


def _paths(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every way through plain data, to mappings, lists and values alike."""
    inner: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, tuple) else ()
    return [path, *(deeper for key, held in inner for deeper in _paths(held, (*path, key)))]


def _changed(value: Any, path: tuple[Any, ...], change: Callable[[Any], Any]) -> Any:
    if not path:
        return change(value)
    key, *rest = path
    if isinstance(value, dict):
        if not rest and change is _DROPPED:
            return {name: held for name, held in value.items() if name != key}
        return {name: _changed(held, tuple(rest), change) if name == key else held for name, held in value.items()}
    if not rest and change is _DROPPED:
        return tuple(held for number, held in enumerate(value) if number != key)
    return tuple(_changed(held, tuple(rest), change) if number == key else held for number, held in enumerate(value))


def _DROPPED(value: object) -> object:  # noqa: N802  # stands for taking a key away
    return value


def _becomes(new: object) -> Callable[[Any], Any]:
    return lambda _old: new


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


@st.composite
def _partnership_data(draw: st.DrawFn) -> dict[str, Any]:
    """A partnership of the examples with keys taken away and dates, numbers and choices changed."""
    data = draw(st.sampled_from(_EXAMPLE_DATA))
    for _ in range(draw(st.integers(0, 12))):
        path = draw(st.sampled_from(_paths(data)[1:]))
        old = _at(data, path)
        if parse_date(old) is not None:
            new: object = draw(_DATES).isoformat()
        elif type(old) is int:
            new = draw(st.sampled_from([0, 1, 2, 5, 10**6, 10**30]))
        elif path == ("stage",):
            new = draw(st.sampled_from(choices_of(Stage)))
        elif path == ("type",):
            new = draw(st.sampled_from(choices_of(PartnershipType)))
        elif path == ("agreement", "status"):
            new = draw(st.sampled_from(choices_of(AgreementStatus)))
        else:
            data = _changed(data, path, _DROPPED)
            continue
        data = _changed(data, path, _becomes(new))
    return cast("dict[str, Any]", data)


_EXAMPLE_DATA = [read_yaml(path.read_text(encoding="utf-8")).data for path in sorted(PORTFOLIO.glob("partners/*.yaml"))]
_WORKSPACE = select(find_named([str(PORTFOLIO)])).workspace


@given(st.lists(_partnership_data(), min_size=1, max_size=3), _DATES)
@settings(examples(300, few=25), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_no_rule_stumbles_over_a_portfolio_that_is_valid(files: list[dict[str, Any]], today: date) -> None:
    partnerships = {}
    for number, data in enumerate(files):
        try:
            partnerships[f"partner-{number}"] = Partnership.model_validate(data)
        except ValidationError:
            continue
    assume(partnerships)
    colored = set()
    rules = choose(_WORKSPACE.lint)
    every_case = list(cases(Portfolio(_WORKSPACE, partnerships), today))
    facts = {case.stem: facts_of(case) for case in every_case}
    of_all = violations_of_all(facts, WorkspaceOnDay(_WORKSPACE, today, {}), rules)
    for found in (*of_all, *(found for case in every_case for found in of_case(case, rules))):
        if found.rule.code.startswith("PK23") and found.reason is None:
            cell = (found.partnership, found.remark.at[:-1])
            assert cell not in colored, found
            colored.add(cell)
        if found.partnership is not None:
            held = files[int(found.partnership.removeprefix("partner-"))]
            assert found.remark.at[0] in held, found
        assert found.message.isprintable()
