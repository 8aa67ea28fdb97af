"""What is ours alone reaches no template for the partner: not by its key, not by what follows from it."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from conftest import PORTFOLIO, Ask, examples
from partnerkit.cli.formats import formats_for
from partnerkit.drafts.context import Context
from partnerkit.drafts.drafting import Options, drafts
from partnerkit.drafts.environment import Sandbox, build
from partnerkit.drafts.gaps import Gap, Gaps
from partnerkit.drafts.plain import Plain
from partnerkit.drafts.withheld import Withheld, WithheldError
from partnerkit.facts.case import Case
from partnerkit.facts.sides import is_ours_alone
from partnerkit.model.base import Section
from partnerkit.model.classification import keys_below, ours_alone
from partnerkit.model.marks import Audience
from partnerkit.model.partnership import Partnership
from partnerkit.model.shape import fields_of, models_in
from partnerkit.model.template import Header
from partnerkit.reading.loader import load_partnership, load_workspace, names_of
from partnerkit.workspace.templates import load_library

TODAY = date(2026, 4, 10)

# Everything that is ours alone is there, and wherever it can be, it is a word or a figure that nothing else has.
PLANTED = """name: Acme
type: integration
position: parallel
role: reseller
stage: grow
priority: low
since: 2025-01-01
tags: [SECRET]
why: SECRET
partner: {legal_name: Acme GmbH, does: analytics, audience: shops, website: https://acme.example, address: Berlin}
people: {jo: {name: Jo Park, side: them, email: jo@acme.example}, dana: {name: Dana Lee, side: us}}
goals:
  - {kind: growth, outcome: SECRET, metric: SECRET, target: 7361, currency: XTS, by: 2031-07-03, with: [SECRET],
     they_contribute: SECRET, we_give: SECRET}
fit: {strategic: {rating: 2, evidence: SECRET}, value: {rating: 1, evidence: SECRET}}
dynamics:
  interest: {us: 2, them: 1, evidence: SECRET}
  awareness:
    us: 1
    them: 1
    evidence: SECRET
    reached: {us: [SECRET], them: [SECRET]}
    told: [{side: them, department: SECRET, content: SECRET, date: 2025-07-03}]
  encouragement:
    us: 1
    them: 1
    evidence: SECRET
    given: [{date: 2025-07-03, side: them, kind: reward, note: SECRET, by: dana}]
  account_mapping: {date: 2026-03-01, ours: 9, theirs: 9, shared: 3}
  parked: {until: 2026-12-01, reason: SECRET}
value_proposition:
  {partner_type: shops, outcome: sell more, how: one view, requires: a week, gains: [{want: a, offer: b}]}
outreach:
  contact: jo
  introduced_by: Lena Fox
  benefits: [More of it]
  proof: {partner: Bluebird, result: 31 customers}
  touches: [{date: 2026-03-01, kind: interested, channel: SECRET, note: SECRET, by: jo}]
buckets:
  align:
    status: green
    evidence: SECRET
    assessed: 2026-03-01
    raci: {accountable: dana, responsible: [jo]}
    boxes: {joint plan: {status: red, evidence: SECRET, owner: jo}, v1.0: {status: red, evidence: SECRET}}
  enable: {status: red, evidence: SECRET, boxes: {v2.0: {status: red}}}
  support: {status: amber, evidence: SECRET, assessed: 2026-03-01, raci: {accountable: dana, responsible: [jo]}}
plan:
  - {id: a, title: Late, due: 2026-03-02, note: SECRET, owner: jo, effort_days: 7361}
  - {id: b, title: Stuck, due: 2026-05-04, note: SECRET, status: blocked, owner: jo, effort_days: 7361}
kpis:
  - {metric: referrals, target: 40, by: 2026-12-31}
  - {metric: cost, target: 5000, goal: at_most}
  - {metric: response_hours, target: 8, goal: at_most}
results:
  - {month: 2026-01, referrals: 7, revenue: 10, cost: 7361, response_hours: 9}
  - {month: 2026-02, referrals: 5, revenue: 20, cost: 7361, response_hours: 9}
  - {month: 2026-03, referrals: 2, revenue: 30, cost: 7361, response_hours: 9}
health:
  - {date: 2025-07-03, ratings: {us: {trust: 1, ease: 2}}, flags: [missed-commitments], note: SECRET}
  - date: 2025-08-02
    ratings: {communication: 1, alignment: 2, trust: 1, ease: 2, potential: 1}
    recommends: 3
    note: SECRET
  - date: 2025-08-03
    ratings:
      us: {communication: 1, alignment: 2, trust: 1, ease: 2, potential: 1}
      them: {communication: 1, alignment: 2, trust: 1, ease: 2, potential: 1}
    flags: [poor-communication]
    note: SECRET
agreement: {status: signed, term: {starts: 2025-02-10, months: 24, notice_days: 60}, scope: {us: {quality: [Fast]}}}
launch: {date: 2026-05-04, link: https://acme.example, for_customers: [Less work]}
checklists:
  outreach: {fit-scored: 2025-07-03}
  agreement: {legal-review: 2025-07-03}
  alignment: {support-trained: 2025-07-03}
  ongoing: {metrics-tracked: 2025-07-03}
  exit: {honest-conversation: 2026-03-04}
reviews:
  - date: 2026-03-05
    kind: monthly
    summary: SECRET
    commitments: [{id: c, what: Dates, owner: jo, due: 2026-03-09}]
expansion: [{kind: regions, idea: SECRET}]
exit: {plan: SECRET, reason: It moved, until: 2026-12-31}
lint: {ignore: {PK2: SECRET}}
"""
WORKSPACE = """company: {name: Orbit, does: time tracking, audience: agencies}
goals:
  - {kind: growth, outcome: SECRET, metric: SECRET, target: 7361, by: 2031-07-03,
     they_contribute: SECRET, we_give: SECRET}
results: [{month: 2026-03, revenue: 7361, program_cost: 7361, customers: 7361}]
"""
SECRETS = ("SECRET", "7361", "7,361", "22083", "22,083", "2025-07-03", "3 July 2025", "2031", "flag", "Warning signs")

_WORKSPACE = load_workspace("partnerkit.yaml", WORKSPACE.encode()).model
assert _WORKSPACE is not None
_PLANTED = load_partnership("acme.yaml", PLANTED.encode(), names_of(_WORKSPACE)).model
assert _PLANTED is not None
ABOUT = Case("acme", _PLANTED, _WORKSPACE, TODAY, {})
LIBRARY = load_library(None)
FOR_PARTNER: dict[Options, list[str]] = {}
"""The kinds for the partner by each of the options that they take, so kinds without options are filled in one go."""
for _kind, _source in LIBRARY.kinds.items():
    if isinstance(_header := _source.header, Header) and _header.to == "partner":
        for _choice in product(_header.kinds or [None], _header.subjects or [None]):
            FOR_PARTNER.setdefault(Options(*_choice, checklist=_header.checklist), []).append(_kind)


def seen_by(audience: Audience, about: Case = ABOUT) -> dict[str, Any]:
    """Return the data of a template."""
    return Context(about, Plain(Gaps(), audience)).data()


def plain(value: Any) -> Any:
    """Make what a template sees comparable, with all that is inside a gap."""
    match value:
        case Withheld():
            return "withheld"
        case Gap():
            return ("gap", value._path, {key: plain(inner) for key, inner in value._inside.items()})
        case dict():
            return {key: plain(inner) for key, inner in value.items()}
        case list():
            return [plain(inner) for inner in value]
        case _:
            return value


def texts(value: Any) -> Iterator[str]:
    """Yield every text in what a template sees."""
    match plain(value):
        case dict() as mapping:
            yield from (text for inner in mapping.items() for text in texts(inner))
        case list() | tuple() as values:
            yield from (text for inner in values for text in texts(inner))
        case other:
            yield str(other)


def written_in(path: str, data: Any) -> bool:
    """Return whether a file has something under a key that is written as in `people.*.email` or `plan[].due`."""
    key, _, rest = path.partition(".")
    if key == "*":
        return any(written_in(rest, inner) if rest else True for inner in data.values())
    name = key.removesuffix("[]")
    if not isinstance(data, dict) or name not in data:
        return False
    inside = data[name] if key.endswith("[]") else [data[name]]
    return any(written_in(rest, inner) if rest else True for inner in inside)


def keys_of_ours() -> list[str]:
    """List the keys of a partnership that are ours alone."""
    classified = [(path, marks.classification) for path, _, marks in keys_below(Partnership)]
    return [path for path, classification in classified if classification and classification.audience == "ours"]


def test_the_planted_file_has_every_key_that_is_ours_alone() -> None:
    data = yaml.safe_load(PLANTED)
    assert [path for path in keys_of_ours() if not written_in(path, data)] == []


def read_in(content: bytes, format: str) -> str:
    """Return the text of a written draft."""
    if format != "docx":
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as word:
        return "".join(word.read(name).decode() for name in word.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize(("options", "kinds"), FOR_PARTNER.items(), ids=str)
def test_no_built_in_draft_for_the_partner_has_a_secret_in_any_format(options: Options, kinds: list[str]) -> None:
    for found in drafts(ABOUT, LIBRARY, kinds, options):
        for format, way in formats_for(["draft"]).items():
            written = read_in(way.render(found), format)
            assert not [secret for secret in SECRETS if secret in written.replace("=\n", "")], (found.kind, format)


def test_what_is_ours_is_on_the_internal_page() -> None:
    assert "SECRET" in drafts(ABOUT, LIBRARY, ["prep"], Options())[0].markdown


def test_nothing_that_a_template_for_the_partner_can_reach_has_a_secret() -> None:
    assert any("SECRET" in text for text in texts(seen_by("ours")))
    assert [text for text in texts(seen_by("both")) if any(secret in text for secret in SECRETS)] == []


def as_expression(path: str) -> str:
    """Return a key as a template writes it."""
    expression = path.replace("[]", "[0]")
    for mapping, key in (("fit", "strategic"), ("buckets", "align"), ("boxes", "joint plan")):
        expression = expression.replace(f"{mapping}.*", f"{mapping}['{key}']")
    return expression


def sandbox(gaps: Gaps) -> Sandbox:
    """Build what a template runs in."""
    return build({}, {})


REACHED: Any = seen_by("both")
REACHED_OF_NOTHING = seen_by("both", replace(ABOUT, partnership=Partnership(name="Acme", type="alliance")))


@pytest.mark.parametrize("expression", [as_expression(path) for path in keys_of_ours()])
def test_a_key_that_is_ours_is_refused_whether_it_is_in_the_file_or_not(expression: str) -> None:
    template = sandbox(Gaps()).from_string(f"{{{{ {expression} }}}}")
    with pytest.raises(WithheldError):
        template.render(REACHED)
    # Of a mapping that is not there, no key is known, whatever it is.
    with pytest.raises(UndefinedError if "buckets" in expression else WithheldError):
        template.render(REACHED_OF_NOTHING)


@given(st.data())
@examples(200)
def test_no_walk_through_the_data_and_no_filter_gets_a_secret_out(choose: st.DataObject) -> None:
    room = sandbox(Gaps())
    expression, value = "data", REACHED
    while isinstance(value, dict | list | Gap) and value and (expression == "data" or choose.draw(st.booleans())):
        inside = value._inside if isinstance(value, Gap) else value
        step = choose.draw(st.sampled_from(sorted(inside) if isinstance(inside, dict) else range(len(inside))))
        expression, value = f"{expression}[{step!r}]", inside[step]
    for name in choose.draw(st.lists(st.sampled_from(sorted(room.filters)), max_size=3)):
        expression = f"{expression} | {name}"
    way = choose.draw(st.sampled_from(["{{ %s }}", "{%% for x in %s %%}{{ x }}{%% endfor %%}", "{{ (%s) ~ '' }}"]))
    try:
        written = room.from_string(way % expression).render(data=REACHED)
    except Exception:  # whatever a template does wrong, it is the secret that must not come out
        return
    assert not [secret for secret in SECRETS if secret in written]


def changed(section: Section, choose: st.DataObject) -> Section:
    """Leave out some of what is ours alone, or take the place of it with what another section has there."""
    hidden, update = ours_alone(type(section)), {}
    for (key, field), name in zip(fields_of(type(section)).items(), type(section).model_fields, strict=True):
        value = getattr(section, name)
        if key in hidden and choose.draw(st.booleans()):
            update[name] = field.default
        elif key in hidden and isinstance(value, tuple):
            update[name] = choose.draw(st.sampled_from([value[:1], value[1:], value[::-1]]))
        elif isinstance(value, Section):
            update[name] = changed(value, choose)
        elif isinstance(value, tuple | dict) and key not in hidden and models_in(field.annotation):
            items = value.items() if isinstance(value, dict) else enumerate(value)
            pairs = {at: changed(item, choose) for at, item in items}
            update[name] = pairs if isinstance(value, dict) else tuple(pairs.values())
    return section.model_copy(update=update)


@given(st.data())
@examples(40)
def test_what_the_partner_reads_does_not_depend_on_what_is_ours(choose: st.DataObject) -> None:
    other = changed(ABOUT.partnership, choose)
    assert isinstance(other, Partnership)
    before, after = plain(REACHED), plain(seen_by("both", replace(ABOUT, partnership=other)))
    # Two things follow from one of our own keys, but the partner knows both: the mean of what both sides rated, and the
    # subject of the email that they were sent.
    for known in ("rated", "subject_sent"):
        before["now"].pop(known)
        after["now"].pop(known)
    assert before == after


def differences(ours: Any, theirs: Any, path: str = "") -> Iterator[str]:
    """Yield where the partner would read something else than we do; what is withheld is no difference."""
    if theirs == "withheld":
        return
    match ours, theirs:
        case dict(), dict():
            assert ours.keys() == theirs.keys()
            for key in ours:
                yield from differences(ours[key], theirs[key], f"{path}.{key}")
        case (list(), list()) | (tuple(), tuple()) if len(ours) == len(theirs):
            for at, (one, other) in enumerate(zip(ours, theirs, strict=True)):
                yield from differences(one, other, f"{path}[{at}]")
        case _:
            if ours != theirs:
                yield path


def partnerships() -> Iterator[Case]:
    """Yield the example partnerships."""
    workspace = load_workspace("partnerkit.yaml", (PORTFOLIO / "partnerkit.yaml").read_bytes()).model
    assert workspace is not None
    for path in sorted((PORTFOLIO / "partners").glob("*.yaml")):
        partnership = load_partnership(path.name, path.read_bytes(), names_of(workspace)).model
        assert partnership is not None
        yield Case(path.stem, partnership, workspace, TODAY, {})


@pytest.mark.parametrize("about", [*partnerships(), ABOUT], ids=lambda about: about.stem)
def test_what_the_partner_reads_is_what_we_read_or_withheld(about: Case) -> None:
    ours, theirs = plain(seen_by("ours", about)), plain(seen_by("both", about))
    if isinstance(ours["now"]["kpis"], list):
        ours["now"]["kpis"] = [kpi for kpi in ours["now"]["kpis"] if kpi["metric"] != "cost"]
    # Our internal work is not on the partner's list, and none of their work waits for it there.
    assert not [item for item in theirs["now"]["owed"] if item["internal"]]
    titles = {item["what"] for item in ours["now"]["owed"] if item["internal"]}
    ours["now"]["owed"] = [
        item | {"waits_for": [title for title in item["waits_for"] if title not in titles]}
        for item in ours["now"]["owed"]
        if not item["internal"]
    ]
    done = {item.title for item in about.partnership.plan if is_ours_alone(item, about.partnership)}
    ours["now"]["changes"] = [change for change in ours["now"]["changes"] if change["what"] not in done]
    assert [*differences(ours, theirs)] == []


def test_a_target_measured_by_what_is_ours_is_shown_to_us_alone(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(
        "name: Acme\ntype: alliance\nresults: [{month: 2026-03, referrals: 2, cost: 50}]\n"
        "kpis: [{metric: referrals, target: 1}, {metric: cost, target: 90, goal: at_most}]\n"
    )
    told = {kind: ask("draft", kind, "--today", "2026-04-10", cwd=tmp_path).out for kind in ("review", "brief")}
    assert "| Referrals | 1 | ongoing | 2 |" in told["review"]
    assert "Cost" not in told["review"]
    assert "| Cost | EUR 50 | at most EUR 90 |" in told["brief"]


HEADER = "---\ntitle: Mine\nfile: mine\nto: partner\n---\n"


def fill(ask: Ask, folder: Path, body: str, *options: str) -> Any:
    """Draft a workspace's own template for the partner."""
    (folder / "templates").mkdir()
    (folder / "templates" / "mine.md.j2").write_text(HEADER + body)
    (folder / "acme.yaml").write_text(PLANTED)
    (folder / "SECRET.yaml").write_text("name: A third company\ntype: alliance\n")  # which `goals[].with` names
    (folder / "partnerkit.yaml").write_text(WORKSPACE)
    return ask("draft", "mine", "acme", *options, "--today", "2026-04-10", cwd=folder)


@pytest.mark.parametrize(
    ("body", "place", "key"),
    [
        ("{{ why }}", "6:4", "why"),
        ("{% if why %}x{% endif %}", "6:7", "why"),
        ("{{ why | default('-') }}", "6:4", "why"),
        ("{{ 'x' ~ why }}", "6:10", "why"),
        ("{{ why + 'x' }}", "6:4", "why"),
        ("{{ why | length }}", "6:4", "why"),
        ("{{ partner.does }}\n{{ plan[0].note }}", "7:12", "plan[0].note"),
        ("{% for goal in goals %}{{ goal.outcome }}{% endfor %}", "6:16", "goals"),
        ("{{ fit.strategic.rating }}", "6:4", "fit"),
        ("{{ exit.plan | end }}", "6:9", "exit.plan"),
        ("{{ now.health.status }}", "6:8", "health"),
        ("{{ now.buckets[0].evidence }}", "6:19", "buckets.*.evidence"),
        ("{{ now.results.cost }}", "6:16", "results.cost"),
        ("{{ now.score.points }}", "6:1", "fit"),
        ("{{ company_goals }}", "6:1", "goals"),
        ("{% block body %}{{ tags | join }}{% endblock %}", "6:20", "tags"),
    ],
)
def test_a_template_for_the_partner_that_uses_what_is_ours_is_told_where(
    ask: Ask, tmp_path: Path, body: str, place: str, key: str
) -> None:
    answer = fill(ask, tmp_path, f"{body}\n")
    assert (answer.status, answer.out) == (1, "")
    said = f"`{key}` is internal, and this draft goes to the partner; move it to a template with `to: us`"
    assert f"mine.md.j2:{place}: {said}" in answer.err


def test_no_block_of_a_template_for_the_partner_gets_at_what_is_ours(ask: Ask, tmp_path: Path) -> None:
    answer = fill(ask, tmp_path, "{% block ours %}{{ why }}{% endblock %}\n")
    assert (answer.status, answer.out) == (1, "")


def test_what_is_included_sees_no_more_than_what_includes_it(ask: Ask, tmp_path: Path) -> None:
    answer = fill(ask, tmp_path, "{% include 'goal-statement' %}\n")
    assert (answer.status, answer.out) == (1, "")
    assert "goal-statement.md.j2 (built in):22:16: `goals` is internal" in answer.err


def test_a_term_that_a_clause_settles_by_what_is_ours_is_not_settled(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "templates" / "agreement").mkdir(parents=True)
    (tmp_path / "templates" / "agreement" / "law.md.j2").write_text(
        "---\ntitle: Law\nwithout: open\nterms: {Reason: [why]}\n---\nThe law.\n"
    )
    (tmp_path / "acme.yaml").write_text(PLANTED)
    terms = ask("draft", "agreement", "--checklist", "--today", "2026-04-10", cwd=tmp_path).out
    assert "| Reason | **Open:** Section 22" in terms


def test_the_gap_of_a_box_is_named_whatever_the_box_is_called(ask: Ask) -> None:
    assert drafts(ABOUT, LIBRARY, ["raci"], Options())[0].markdown.count("- V2.0: [TODO: who owns it]") == 1
