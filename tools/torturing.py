"""Kill runs while they write, and let two users edit one file: nothing is half written, and no edit is lost.

python tools/torturing.py --kills 1000 --edits 200
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from partnerkit.cli.main import execute
from partnerkit.model.names import Names
from partnerkit.workspace.editing.edits import Edit, Put
from partnerkit.workspace.editing.files import edit_file

ROOT: Final = Path(__file__).parents[1]
EXAMPLES: Final = ROOT / "examples" / "portfolio"
USERS: Final = (1234, 4321)
GROUP: Final = 2345


def child(work: Callable[[], object]) -> int:
    """Do some work in a process of its own, and return its number."""
    number = os.fork()
    if number == 0:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        status = 70
        try:
            status = int(bool(work()))
        finally:
            os._exit(status)
    return number


def kills(count: int, chance: random.Random, folder: Path) -> Counter[str]:
    """Kill runs that write at any moment; return how they ended, and raise `AssertionError` where something is half."""
    ended: Counter[str] = Counter()
    file = folder / "partners" / "acme.yaml"
    runs: list[tuple[str, ...]] = [
        ("stage", "acme", "optimize"),
        ("set", "acme", "why=Because it works"),
        ("draft", "--all", "acme", "--force"),
        ("schema", "partnership", "-o", "schema.json", "--force"),
        ("init", "new"),
    ]
    shutil.copytree(EXAMPLES, folder, dirs_exist_ok=True)
    before = file.read_bytes()
    whole: dict[str, set[bytes]] = {}
    os.chdir(folder)
    lengths = {}
    for arguments in runs:
        file.write_bytes(before)
        start = time.monotonic()
        os.waitpid(child(lambda arguments=arguments: execute(arguments)), 0)  # type: ignore[misc]  # bound at once
        lengths[arguments] = time.monotonic() - start
        for path in written(folder):
            whole.setdefault(path.relative_to(folder).as_posix(), {before} if path == file else set()).add(
                path.read_bytes()
            )
    for _ in range(count):
        file.write_bytes(before)
        shutil.rmtree(folder / "new", ignore_errors=True)
        arguments = chance.choice(runs)
        number = child(lambda arguments=arguments: execute(arguments))  # type: ignore[misc]  # bound at once
        time.sleep(chance.random() * lengths[arguments])
        os.kill(number, signal.SIGKILL)
        _, status = os.waitpid(number, 0)
        ended["killed" if os.WIFSIGNALED(status) else "finished"] += 1
        for path in written(folder):
            name = path.relative_to(folder).as_posix()
            assert path.read_bytes() in whole[name], f"{name} is half written"
    for _ in range(2):  # what is just made is left to whoever may still write to it
        for arguments in runs:
            os.waitpid(child(lambda arguments=arguments: execute(arguments)), 0)  # type: ignore[misc]  # bound at once
    left = [path for path in folder.rglob(".*partnerkit-tmp") if path.stat().st_size]
    assert not left, f"left behind: {left}"
    return ended


def written(folder: Path) -> list[Path]:
    """Return all files of a folder but the temporary ones."""
    return [path for path in folder.rglob("*") if path.is_file() and not path.name.endswith("partnerkit-tmp")]


def two_users(count: int, folder: Path) -> int:
    """Let two users add one to a number so many times each, and return what it comes to."""
    file = folder / "acme.yaml"
    file.write_text("name: Acme\ntype: alliance\nkpis:\n  - {metric: referrals, target: 5, actual: 0}\n")
    file.chmod(0o666)
    folder.chmod(0o777)

    def add_one(data: Any) -> list[Edit]:
        return [Put(("kpis", 0, "actual"), Decimal(data["kpis"][0]["actual"] + 1))]

    # What is imported late is imported now: others may not read where Python is.
    edit_file(str(file), add_one, Names())

    def work(user: int) -> None:
        if os.geteuid() == 0:
            os.setgroups([GROUP])
            os.setgid(GROUP)
            os.setuid(user)
        for _ in range(count):
            edit_file(str(file), add_one, Names())

    numbers = [child(lambda user=user: work(user)) for user in USERS]  # type: ignore[misc]  # bound at once
    for number in numbers:
        os.waitpid(number, 0)
    return int(file.read_text().partition("actual: ")[2].rstrip("}\n")) - 1


def main() -> int:
    """Kill and edit, and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)  # to be repeated, not to be secret
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        (Path(folder) / "edits").mkdir()
        total = two_users(chosen.edits, Path(folder) / "edits")
        who = "two users" if os.geteuid() == 0 else "two runs of one user"
        sys.stdout.write(f"{who}: {total} of {2 * chosen.edits} edits arrived\n")
        ended = kills(chosen.kills, chance, Path(folder) / "kills")
        sys.stdout.write(f"seed {chosen.seed}: {dict(ended)}, nothing is half written\n")
        os.chdir("/")
    return int(total != 2 * chosen.edits)


if __name__ == "__main__":
    sys.exit(main())
