"""The worst that a megabyte can hold is refused within seconds and without much memory."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from apart import Apart
from conftest import PORTFOLIO, TODAY, Ask

MEGABYTE = 1024 * 1024

WORST: dict[str, Callable[[], bytes]] = {
    "50,000 levels of brackets": lambda: b"[" * 50_000 + b"]" * 50_000,
    "50,000 levels of braces": lambda: b"{a: " * 50_000 + b"}" * 50_000,
    "50,000 levels of dashes": lambda: b"- " * 50_000,
    "levels on a line each": lambda: b"".join(b" " * level + b"-\n" for level in range(1_400)),
    "brackets": lambda: b"[" * MEGABYTE,
    "braces": lambda: b"{" * MEGABYTE,
    "dashes": lambda: b"- " * (MEGABYTE // 2),
    "question marks": lambda: b"? " * (MEGABYTE // 2),
    "mappings": lambda: b"{a: " * (MEGABYTE // 4),
    "double quotes": lambda: b'"' * MEGABYTE,
    "single quotes": lambda: b"'" * MEGABYTE,
    "anchors": lambda: b"a: &a " * (MEGABYTE // 6),
    "anchors on a line each": lambda: b"- &a a\n" * (MEGABYTE // 7),
    "block and flow mixed": lambda: b"- [{? " * (MEGABYTE // 6),
    "list entries": lambda: b"- a\n" * (MEGABYTE // 4),
    "list entries in brackets": lambda: b"[" + b"a," * (MEGABYTE // 2 - 2) + b"]",
    "exclamation marks": lambda: b"!" * MEGABYTE,
    "colons": lambda: b":" * MEGABYTE,
    "keys": lambda: b"".join(b"k%d: 1\n" % number for number in range(90_000)),
    "unknown keys": lambda: b"name: A\ntype: alliance\n" + b"".join(b"k%05d: 1\n" % number for number in range(24_500)),
    "one key": lambda: b"a: 1\n" * (MEGABYTE // 5),
    "people of no kind": lambda: b"people:\n" + b"".join(b"  k%05d: 1\n" % number for number in range(24_000)),
    "directives": lambda: b"%A\n" * (MEGABYTE // 3),
    "documents": lambda: b"---\n" * (MEGABYTE // 4),
    "escapes": lambda: b'"' + b"\\x41" * (MEGABYTE // 4 - 1) + b'"',
    "digits": lambda: b"a: " + b"9" * (MEGABYTE - 3),
    "empty lines": lambda: b"\n" * MEGABYTE,
    "carriage returns": lambda: b"\r" * MEGABYTE,
    "tabs": lambda: b"\t" * MEGABYTE,
    "zero-width spaces": lambda: "\u200b".encode() * (MEGABYTE // 3),
    "wrong entries on one line": lambda: b"name: A\ntype: alliance\ntags: [" + b"1, " * 24_000 + b"]",
    "a long key above many": lambda: (
        b"name: A\ntype: alliance\nbuckets:\n  align:\n    boxes:\n      ? "
        + b"k" * 400_000
        + b"\n      :\n"
        + b"".join(b"        u%d: 1\n" % number for number in range(20_000))
    ),
    "the rest of a text": lambda: (
        b"name: A\ntype: wrong\nbuckets: {align: {evidence: a, "
        + b", ".join(b"b %d" % number for number in range(20_000))
        + b"}}"
    ),
    "names of nobody": lambda: (
        b"name: A\ntype: alliance\npeople:\n"
        + b"".join(b"  person-number-%d: {name: P, side: us}\n" % number for number in range(7_000))
        + b"buckets: {align: {raci: {responsible: ["
        + b", ".join(b"persn-numbr-%d" % number for number in range(7_000))
        + b"]}}}"
    ),
    "items that need nothing there is": lambda: (
        b"name: A\ntype: alliance\nplan:\n"
        + b"".join(b"  - {id: i%d, title: T, needs: [x%d]}\n" % (number, number) for number in range(5_500))
    ),
    "an address of dots": lambda: (
        b'name: A\ntype: alliance\npeople: {jo: {name: J, side: them, email: "a@' + b"." * 300_000 + b'@"}}'
    ),
    "a bomb of aliases": lambda: b"a: &a [x, x]\n" + b"".join(b"a%d: &a%d [*a, *a]\n" % (n, n) for n in range(40_000)),
}
"""Files are made where they are tested: together they are larger than all else that is imported here."""

_READ = """
import os, resource, sys, time
import yaml
from partnerkit.model.workspace import Workspace
from partnerkit.reading import yaml_reader
from partnerkit.reading.loader import load_partnership, names_of
content = open(sys.argv[1], "rb").read()
# A small part of the largest is enough for the slower parser to show whether its time grows faster than the file.
for parser, size, seconds in ((yaml.CSafeLoader, len(content), 20), (yaml.SafeLoader, 30_000, 5)):
    # Of the processor's time: a machine that is busy with something else makes no file slow.
    until = int(time.process_time()) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (until, 60))
    yaml_reader.Parser = parser
    loaded = load_partnership(sys.argv[1], content[:size], names_of(Workspace()))
    assert loaded.model is None and loaded.findings
if os.path.exists("/proc/self/status"):
    # What getrusage tells on Linux counts the memory of the process that started this one.
    [peak] = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(peak)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the memory of a process this way")
@pytest.mark.parametrize("name", WORST)
def test_the_worst_files_are_refused_soon_and_in_little_memory_by_either_parser(
    apart: Apart, tmp_path: Path, name: str
) -> None:
    (tmp_path / "worst.yaml").write_bytes(WORST[name]())
    run = apart.run(tmp_path / "worst.yaml", script=_READ)
    assert (run.returncode, run.stderr) == (0, "")
    assert int(run.stdout) < 200 * 1024


@pytest.mark.parametrize("format", ["terminal", "json"])
def test_what_is_said_of_a_bad_file_is_not_much_longer_than_the_file(ask: Ask, tmp_path: Path, format: str) -> None:
    (tmp_path / "acme.yaml").write_text(f"name: A\ntype: alliance\ntags: [{'1, ' * 20_000}]\n")
    answer = ask("validate", "--format", format)
    assert answer.status == 1
    assert len(answer.out) + len(answer.err) < 200_000
    assert "PK122" in answer.out + answer.err


_WITHOUT_LIBYAML = """
import sys
sys.modules["yaml._yaml"] = None  # what importing PyYAML without libyaml comes to
sys.argv[0] = "partnerkit"
from partnerkit.__main__ import main
main()
"""


def test_without_libyaml_everything_works_with_one_warning(ask: Ask) -> None:
    asked = ("heatmap", str(PORTFOLIO), "--today", TODAY)
    command = [sys.executable, "-c", _WITHOUT_LIBYAML, *asked]
    without = subprocess.run(command, capture_output=True, text=True, check=True)
    with_libyaml = ask(*asked)
    assert without.stdout == with_libyaml.out
    assert with_libyaml.err == ""
    assert without.stderr == "warning: PyYAML was installed without libyaml, so reading takes ten times as long\n"
