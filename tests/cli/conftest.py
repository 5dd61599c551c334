"""A folder of files, and the command run in it, in this process."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from jekylite.cli.main import run


class Outcome(NamedTuple):
    """What a command left behind: its exit code, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        return self.out + self.err


class Folder:
    """The working folder of a command.

    Args:
        path: where it is.
        capture: pytest's `capsys`.
    """

    def __init__(self, path: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self._capture = capture

    def write(self, files: str) -> Folder:
        """`-- NAME --` on a line begins a file; what follows is in it."""
        for part in ("\n" + files).split("\n-- ")[1:]:
            head, _, text = part.partition("\n")
            name = head.removesuffix(" --")
            file = self.path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return self

    def run(self, *arguments: str) -> Outcome:
        self._capture.readouterr()
        code = run(list(arguments))
        return Outcome(code, *self._capture.readouterr())

    def built(self, *arguments: str, into: str = "_site") -> dict[str, str]:
        """What `jekylite build` wrote, by path; the build has to succeed."""
        outcome = self.run("build", *arguments)
        assert outcome.code == 0, outcome.text
        root = self.path / into
        return {
            file.relative_to(root).as_posix(): file.read_text(encoding="utf-8")
            for file in sorted(root.rglob("*"))
            if file.is_file()
        }


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Folder:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("JEKYLL_ENV", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793534400")  # 2026-11-01 12:00:00 UTC
    return Folder(tmp_path, capsys)
