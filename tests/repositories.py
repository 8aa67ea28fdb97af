"""Real repositories that tests write a history into."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Recording:
    """A repository whose history is being written, on days and by people of the test's choice."""

    folder: Path

    def git(self, *arguments: str, day: str = "2026-01-01", by: str = "Ada Berg") -> str:
        """Run git, and return what it prints."""
        identity = ("-c", f"user.name={by}", "-c", "user.email=ada@brotwerk.example", "-c", "commit.gpgsign=false")
        dated = {"GIT_AUTHOR_DATE": f"{day}T12:00:00+0100", "GIT_COMMITTER_DATE": f"{day}T12:00:00+0100"}
        command = ["git", *identity, "-C", str(self.folder), *arguments]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | dated)
        return done.stdout.strip()

    def write(self, path: str, text: str) -> None:
        """Write a file, in a folder that need not be there yet."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8")

    def move(self, path: str, to: str) -> None:
        """Rename a file."""
        (self.folder / path).rename(self.folder / to)

    def remove(self, path: str) -> None:
        """Remove a file."""
        (self.folder / path).unlink()

    def commit(self, day: str, message: str, by: str = "Ada Berg") -> str:
        """Record all files as they are, and return the id of the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message, day=day, by=by)
        return self.git("rev-parse", "HEAD")

    def merge(self, branch: str, day: str) -> None:
        """Merge a branch, with a commit of its own."""
        self.git("merge", "--quiet", "--no-ff", "-m", f"Merge {branch}", branch, day=day)

    def without_ids(self, text: str) -> str:
        """Write an answer with the messages of commits in place of their ids, which differ from machine to machine."""
        for line in self.git("log", "--all", "--format=%H %s").splitlines():
            id, _, message = line.partition(" ")
            text = text.replace(id, f"<{message[:10]}>").replace(id[:12], f"<{message[:10]}>")
        return text


def recording(folder: Path) -> Recording:
    """Start a repository in a new folder."""
    folder.mkdir()
    record = Recording(folder)
    record.git("init", "--quiet", "--initial-branch=main")
    return record
