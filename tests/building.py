"""Sites of one to three files as one string, built in this process.

-- _config.yml --
permalink: pretty
-- index.md --
---
---
Hello
"""

from __future__ import annotations

import re
from pathlib import Path

from jekylite.build import BuildResult, build
from jekylite.build.options import BuildOptions
from jekylite.config.load import load_config
from jekylite.diagnostics import Collector, Diagnostic

_HEAD = re.compile(r"^-- (.+?) --\n", re.MULTILINE)
CLOCK = "1793534400"  # 2026-11-01 12:00:00 UTC


class Built:
    """What a build left: its files, its diagnostics, its result."""

    def __init__(self, root: Path, result: BuildResult, collector: Collector) -> None:
        self.root = root
        self.result = result
        self.collector = collector

    def paths(self) -> list[str]:
        return sorted(
            path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file()
        )

    def __getitem__(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def warnings(self) -> list[Diagnostic]:
        return [item for item in self.collector.items if item.severity in ("warning", "error") and item.at]


class SiteUnderTest:
    """A source folder, written from one string."""

    def __init__(self, folder: Path, files: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.write(files)

    def write(self, files: str) -> None:
        """Add or replace files."""
        parts = _HEAD.split(files.lstrip("\n"))[1:]
        for name, text in zip(parts[::2], parts[1::2], strict=True):
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")

    def build(self, *, force: bool = False, processes: int = 1, **settings: object) -> Built:
        """Build it; `settings` are what the command line would set."""
        collector = Collector()
        environ = {"SOURCE_DATE_EPOCH": CLOCK}
        overrides = {"destination": str(self.folder / "_site"), **settings}
        config = load_config(self.folder, overrides=overrides, environ=environ, collector=collector)
        result = build(config, collector, BuildOptions(force=force, environ=environ, processes=processes))
        return Built(config.destination, result, collector)
