"""A slice of `make fuzz`: every command about mutated files ends in an answer or in sentences."""

import runpy
from itertools import islice
from pathlib import Path
from random import Random

from conftest import ROOT


def test_mutated_files_are_answered_or_refused_in_sentences(tmp_path: Path) -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "fuzzing.py"))
    chance = Random(20260410)  # the same each time
    for home, stem in islice(tool["workspaces"](tmp_path, chance), 5):
        asked = list(tool["questions"](stem, chance))
        for arguments in [("validate", "--format", "json"), *chance.sample(asked, 4)]:
            assert tool["fault_of"](tool["attempt"](arguments, home)) == "", arguments
