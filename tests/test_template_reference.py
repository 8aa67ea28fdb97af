"""The page about templates names what there is, all of it and nothing else."""

import sys

from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.tests import TESTS as JINJA_TESTS

from conftest import ROOT
from partnerkit.model.partnership import Partnership

sys.path.insert(0, str(ROOT / "tools"))
import template_reference as reference


def test_every_name_that_a_template_sees_is_described() -> None:
    data = reference.names()
    # What the command line chooses is added to the data, and `english` and `locale` are known everywhere.
    chosen = {"kind", "subject", "simple", "checklist", "english", "locale"}
    assert set(data["now"]) == set(reference.NOW)
    assert set(reference.NAMES) <= set(data) | chosen
    page = reference.page()
    for name in set(data) - set(Partnership.model_fields) - {"with", "now"}:
        assert f"`{name}`" in page, name


def test_every_filter_and_test_of_our_own_is_described() -> None:
    room = reference.sandbox()
    own = {name for name, filter in room.filters.items() if JINJA_FILTERS.get(name) is not filter}
    assert own == set(reference.FILTERS)
    assert set(room.tests) - set(JINJA_TESTS) == set(reference.TESTS)
