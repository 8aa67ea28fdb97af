"""`set` and `log`: one edit each, typed by the model, or nothing at all."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import PORTFOLIO, TODAY, Ask, examples
from partnerkit.errors import PartnerkitError, UsageError
from partnerkit.model.identity import labels
from partnerkit.model.marks import SET, known_by
from partnerkit.reading.yaml_reader import read_yaml
from partnerkit.workspace.editing.address import assignment, edits_for, removal
from partnerkit.workspace.editing.files import edited, keys_of_the_format
from partnerkit.workspace.paths import find_named
from partnerkit.workspace.portfolio import select

ACME = PORTFOLIO / "partners" / "acme.yaml"
KNOWN = select(find_named([str(PORTFOLIO)])).known


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with one partnership, which a test may edit."""
    shutil.copy(PORTFOLIO / "partnerkit.yaml", tmp_path)
    (tmp_path / "partners").mkdir()
    shutil.copy(ACME, tmp_path / "partners")
    return tmp_path


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")


def change(ask: Ask, workspace: Path, *words: str) -> tuple[list[str], list[str]]:
    """Run a command that edits, and return the lines that went and those that came."""
    path = workspace / "partners" / "acme.yaml"
    before = lines(path)
    answer = ask(*words, "--today", TODAY) if words[0] == "log" else ask(*words)
    assert (answer.status, answer.out) == (0, ""), answer.err
    assert answer.err.startswith("partners/acme.yaml: ")
    after = lines(path)
    return [line for line in before if line not in after], [line for line in after if line not in before]


@pytest.mark.parametrize(
    ("word", "old", "new"),
    [
        ("stage=renew", "stage: grow ", "stage: renew "),
        ("plan.training.due=2026-05-01", "due: 2026-04-24", "due: 2026-05-01"),
        ("plan[training].due=2026-05-01", "due: 2026-04-24", "due: 2026-05-01"),
        ("kpis[referrals by 2026-12-31].target=41", "target: 40", "target: 41"),
        ("agreement.revenue[revenue-share from us to them].rate=25%", "rate: 20%", "rate: 25%"),
        ("results.2026-03.revenue=23100.75", "revenue: 23100", "revenue: 23100.75"),
        ("fit.reach=4", "reach: 3", "reach: 4"),
        (
            "outreach.touches.2026-01-15/nudge.by=raj",
            "kind: nudge, channel: email, by: dana",
            "kind: nudge, channel: email, by: raj",
        ),
        (
            "outreach.touches.2026-01-15.by=raj",
            "kind: nudge, channel: email, by: dana",
            "kind: nudge, channel: email, by: raj",
        ),
        ("agreement.revenue.revenue-share.rate=25%", "rate: 20%", "rate: 25%"),
        ("agreement.revenue.revenue-share/us/them.months=24", "months: 12,", "months: 24,"),
        ("kpis.joint case studies.actual=2", "actual: 1", "actual: 2"),
        ('kpis."joint case studies".actual=2', "actual: 1", "actual: 2"),
        ("checklists.agreement.legal-review=true", "legal-review: false", "legal-review: true"),
        ("buckets.align.boxes.joint plan.status=green", "joint plan: {status: amber", "joint plan: {status: green"),
        ("outreach.benefits[2]=A third of it", "20% of first-year revenue on each referral", "A third of it"),
        ("why=42", "why: Same retail buyers, and their analytics lack hours worked", 'why: "42"'),
        (
            "why=[no] list: really",
            "why: Same retail buyers, and their analytics lack hours worked",
            'why: "[no] list: really"',
        ),
        ("tags=[retail]", "tags: [retail, emea]", "tags: [retail]"),
        ("tags+=b2b", "tags: [retail, emea]", "tags: [retail, emea, b2b]"),
        ("people.jo.title=VP, Product", "title: Head of Product", 'title: "VP, Product"'),
    ],
)
def test_set_changes_one_value_as_the_model_types_it(ask: Ask, workspace: Path, word: str, old: str, new: str) -> None:
    went, came = change(ask, workspace, "set", "acme", word)
    assert len(went) == 1
    assert old in went[0]
    assert came == [went[0].replace(old, new, 1)]


def test_several_changes_are_made_together_or_not_at_all(ask: Ask, workspace: Path) -> None:
    went, came = change(
        ask,
        workspace,
        "set",
        "acme",
        "plan+={id: demo, title: Joint demo}",
        "plan.demo.owner=jo",
        "--remove",
        "plan.webinar",
    )
    assert ([line[:16] for line in went], came) == (
        ["  - {id: webinar"],
        ["  - {id: demo, title: Joint demo, owner: jo}"],
    )
    before = lines(workspace / "partners" / "acme.yaml")
    answer = ask("set", "acme", "stage=renew", "plan.demo.owner=joe")
    assert (answer.status, answer.out) == (1, "")
    assert "PK009 plan[3].owner: " in answer.err
    assert "did you mean `jo`?" in answer.err
    assert answer.err.endswith("error: partners/acme.yaml was not changed, because it would have an error\n")
    assert lines(workspace / "partners" / "acme.yaml") == before


@pytest.mark.parametrize(
    ("word", "finding"),
    [
        ("fit.reach=7", "partners/acme.yaml:40:10: PK002 fit.reach: 7 is not a rating"),
        ("plan.training.due=soon", 'PK006 plan[1].due: "soon" is not a date'),
        ("agreement.revenue.revenue-share.rate=20", "20 is not a percentage"),
        ("agreemnt.law=Germany", "did you mean `agreement`?"),
        ("stage=groww", "did you mean `grow`?"),
        ("with+=nobody", '"nobody" is not a partnership of this workspace'),
    ],
)
def test_a_wrong_value_is_refused_with_the_finding_that_the_file_would_get(
    ask: Ask, workspace: Path, word: str, finding: str
) -> None:
    before = lines(workspace / "partners" / "acme.yaml")
    for dry in ((), ("--dry-run",)):
        answer = ask("set", "acme", word, *dry)
        assert (answer.status, answer.out) == (1, "")
        assert finding in answer.err
    assert lines(workspace / "partners" / "acme.yaml") == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "there is nothing to change"),
        (("stage",), "`stage` is not KEY=VALUE"),
        (("a..b=1",), "`a..b=1` is not KEY=VALUE"),
        (("why=",), "`why=` has no value"),
        (("plan.trainin.due=2026-05-01",), "there is no item `trainin` in the list"),
        (("outreach.touches.2026.by=dana",), "there is no item `2026` in the list"),
        (("outreach.benefits[9]=x",), "the list has 3 items, counted from [0]"),
        (("--remove", "plan.training.note"), "there is no `plan[1].note` to remove"),
        (("why+=x",), "`why+=x` adds to a list, and this is not one"),
    ],
)
def test_an_address_that_names_nothing_is_a_wrong_command_line(
    ask: Ask, workspace: Path, words: tuple[str, ...], said: str
) -> None:
    answer = ask("set", "acme", *words)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err


def test_items_that_agree_in_all_their_keys_are_told_apart_by_their_order(ask: Ask, workspace: Path) -> None:
    change(ask, workspace, "log", "acme", "touch", "nudge", "date=2026-01-15", "by=raj")
    answer = ask("set", "acme", "outreach.touches.2026-01-15/nudge.note=x")
    assert answer.status == 2
    assert "they are `2026-01-15/nudge#1` and `2026-01-15/nudge#2`" in answer.err
    _, came = change(ask, workspace, "set", "acme", "outreach.touches.2026-01-15/nudge#2.note=Second")
    assert came == ["    - {date: 2026-01-15, kind: nudge, by: raj, note: Second}"]


def test_a_dry_run_prints_the_very_edit_and_writes_nothing(ask: Ask, workspace: Path, tmp_path: Path) -> None:
    path = workspace / "partners" / "acme.yaml"
    before = path.read_bytes()
    for words in (
        ("set", "acme", "plan.training.due=2026-05-01", "--remove", "exit"),
        ("log", "acme", "done", "training"),
    ):
        answer = ask(*words, "--dry-run")
        assert (answer.status, answer.err) == (0, "")
        assert path.read_bytes() == before
        patched = subprocess.run(
            ["git", "apply", "-"], input=answer.out.encode(), cwd=workspace, capture_output=True, check=False
        )
        assert patched.stderr == b""
        applied = path.read_bytes()
        path.write_bytes(before)
        assert ask(*words).status == 0
        assert path.read_bytes() == applied != before
        path.write_bytes(before)


def test_set_repairs_a_value_that_is_wrong_in_the_file(ask: Ask, workspace: Path) -> None:
    path = workspace / "partners" / "acme.yaml"
    path.write_text(path.read_text().replace("due: 2026-04-24", "due: someday"))
    assert ask("validate").status == 1
    assert ask("set", "acme", "plan.training.due=2026-05-01").status == 0
    assert ask("validate").status == 0


def test_what_the_file_says_already_changes_nothing(ask: Ask, workspace: Path) -> None:
    before = (workspace / "partners" / "acme.yaml").stat().st_mtime_ns
    answer = ask("set", "acme", "stage=grow", "--dry-run")
    assert (answer.status, answer.out, answer.err) == (0, "", "partners/acme.yaml already says so\n")
    assert (workspace / "partners" / "acme.yaml").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("words", "new"),
    [
        (
            ("touch", "nudge", "by=dana", "note=a: b # c"),
            '    - {date: 2026-04-10, kind: nudge, by: dana, note: "a: b # c"}',
        ),
        (("touch", "kind=call", "date=2026-01-13"), "    - {date: 2026-01-13, kind: call}"),
        (
            ("review", "monthly", "summary=On track", "date=2026-03-20"),
            "  - {date: 2026-03-20, kind: monthly, summary: On track}",
        ),
        (("result", "2026-04", "revenue=18400", "referrals=6"), "  - {month: 2026-04, revenue: 18400, referrals: 6}"),
        (("result", "2025-12", "nps=-3"), "  - {month: 2025-12, nps: -3}"),
    ],
)
def test_an_entry_is_logged_on_its_day_and_in_its_place(
    ask: Ask, workspace: Path, words: tuple[str, ...], new: str
) -> None:
    went, came = change(ask, workspace, "log", "acme", *words)
    assert (went, came) == ([], [new])
    after = lines(workspace / "partners" / "acme.yaml")
    at, day = after.index(new), new.partition(",")[0]
    neighbors = [line.partition(",")[0] for line in (after[at - 1], new, after[at + 1]) if line.startswith(day[:8])]
    assert neighbors == sorted(neighbors)


def test_the_results_of_a_month_are_completed(ask: Ask, workspace: Path) -> None:
    went, came = change(ask, workspace, "log", "acme", "result", "2026-03", "customers=4", "nps=50")
    assert came == [went[0].replace("nps: 44", "nps: 50, customers: 4")]


def test_a_health_check_goes_on_like_the_one_before(ask: Ask, workspace: Path) -> None:
    words = ("health", "ratings.trust=4", "flags=[poor-communication]")
    path = workspace / "partners" / "acme.yaml"
    change(ask, workspace, "log", "acme", *words)
    assert "  - date: 2026-04-10\n    ratings: {trust: 4}\n    flags: [poor-communication]\n" in path.read_text()
    again = ask("log", "acme", *words, "--today", TODAY)
    assert (again.status, again.out) == (2, "")
    assert "`health` already has 2026-04-10" in again.err


def test_a_commitment_is_logged_with_its_review_and_then_done(ask: Ask, workspace: Path) -> None:
    path = workspace / "partners" / "acme.yaml"
    change(
        ask, workspace, "log", "acme", "commitment", "dates", "what=Dates, all of them", "owner=jo", "due=2026-04-30"
    )
    change(ask, workspace, "log", "acme", "commitment", "list", "what=A list", "review=2026-03-05")
    change(ask, workspace, "log", "acme", "done", "dates", "date=2026-04-09")
    reviews = read_yaml(path.read_text()).data["reviews"]
    assert reviews[0]["commitments"] == ({"id": "list", "what": "A list"},)
    assert reviews[1]["commitments"] == (
        {"id": "dates", "what": "Dates, all of them", "owner": "jo", "due": "2026-04-30", "done": "2026-04-09"},
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("done", "kickoff"), "`kickoff` was already done on 2026-02-19"),
        (("done", "nothing"), "open ones are `training`, `playbook` and `webinar`"),
        (("done",), "takes the id of a plan item or a commitment"),
        (("done", "training", "note=x"), "takes the id of a plan item or a commitment"),
        (("review", "quarterly", "date=2026-04-02"), "`reviews` already has 2026-04-02/quarterly"),
        (("touch", "nudge", "again"), "`again` is not KEY=VALUE"),
        (("touch", "nudge", "kind=cold"), "`kind` is given twice"),
        (("health", "ratings=4", "ratings.trust=4"), "give the same key"),
        (("commitment", "x", "what=y", "review=2020-01-01"), "there is no review on 2020-01-01"),
    ],
)
def test_an_entry_that_cannot_be_logged_is_a_wrong_command_line(
    ask: Ask, workspace: Path, words: tuple[str, ...], said: str
) -> None:
    answer = ask("log", "acme", *words, "--today", TODAY)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err


def test_a_wrong_entry_is_refused_with_its_finding(ask: Ask, workspace: Path) -> None:
    answer = ask("log", "acme", "touch", "nuge", "--today", TODAY)
    assert answer.status == 1
    assert "did you mean `nudge`?" in answer.err
    assert "`month` is missing" in ask("log", "acme", "result", "revenue=3").err


WORDS = st.text(st.sampled_from("ab.[]\"#=+0/ é{}:,\n'-%\u202e"), min_size=1, max_size=12)
VALUES = st.one_of(
    WORDS, st.integers(-9, 99).map(str), st.dates().map(str), st.sampled_from(["yes", "~", "[a", "|", "&a b"])
)
KEYS = st.sampled_from(["why", "plan.training.title", "partner.does", "people.jo.title", "agreement.law"])


@examples(60)
@given(KEYS, VALUES)
def test_any_text_is_written_as_itself_or_refused(key: str, value: str) -> None:
    content = ACME.read_bytes()
    try:
        wanted = [assignment(f"{key}={value}")]
        new, _ = edited("acme.yaml", content, lambda data: edits_for(data, wanted, keys_of_the_format), KNOWN)
    except PartnerkitError:
        return
    data = read_yaml(new.decode()).data
    (edit,) = edits_for(read_yaml(content.decode()).data, wanted, keys_of_the_format)
    for part in edit.path:
        data = data[part]
    assert data == value


@examples(60)
@given(WORDS)
def test_any_word_is_an_address_or_refused(word: str) -> None:
    for read in (assignment, removal):
        try:
            each = read(word)
            edits_for(read_yaml(ACME.read_text()).data, [each], keys_of_the_format)
        except UsageError:
            continue


def test_an_item_is_called_by_the_words_that_identify_it() -> None:
    given = ({"date": "2026-01-05", "kind": "cold"}, {"date": "2026-01-05"}, {"date": "2026-01-05", "kind": "cold"})
    assert labels(given, known_by("date", "kind")) == ["2026-01-05/cold#1", "2026-01-05", "2026-01-05/cold#2"]
    assert labels(("a", "b", "a"), SET) == ["a#1", "b", "a#2"]
