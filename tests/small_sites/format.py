"""Reads and writes the text files of this folder, see README.md."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

CHANGED = 1792485000  # 2026-10-20 08:30:00 UTC
_SITE = re.compile(r"=== (\S+?)(?:: (.*))?\n")
_FILE = re.compile(r"-- (.+) --\n")


@dataclass
class SmallSite:
    """One site and what comes of it."""

    name: str
    arguments: str
    source: dict[str, str] = field(default_factory=dict)
    expected: dict[str, str] = field(default_factory=dict)
    status: int = 0

    def write(self, folder: Path) -> None:
        """Lay the source down, every file last changed at the same moment."""
        for name, text in self.source.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        for path in folder.rglob("*"):
            os.utime(path, (CHANGED, CHANGED))

    def dump(self) -> str:
        head = f"=== {self.name}" + ("" if self.arguments == "build" else f": {self.arguments}") + "\n"
        source = "".join(f"-- {name} --\n{_dump(text)}" for name, text in self.source.items())
        expected = "".join(f">> {name}\n{_dump(text)}" for name, text in sorted(self.expected.items()))
        return head + source + expected + (f"!! {self.status}\n" if self.status else "")


def _dump(text: str) -> str:
    return text if text.endswith("\n") or not text else f"{text}\n\\\n"


def load(path: Path) -> list[SmallSite]:
    """The sites of one file."""
    sites: list[SmallSite] = []
    files: dict[str, str] | None = None
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        if head := _SITE.fullmatch(line):
            sites.append(SmallSite(head[1], head[2] or "build"))
            files = None
        elif head := _FILE.fullmatch(line):
            files, name = sites[-1].source, head[1]
            files[name] = ""
        elif line.startswith(">> "):
            files, name = sites[-1].expected, line[3:].rstrip("\n")
            files[name] = ""
        elif line.startswith("!! "):
            sites[-1].status = int(line[3:])
        elif files is not None:
            files[name] = files[name][:-1] if line == "\\\n" else files[name] + line
    return sites


def tree(root: Path) -> dict[str, str]:
    """The files below a folder as text."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes().decode("utf-8", "surrogateescape")
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
