"""Cases with kramdown's own answers: those of this repository, and others where they are at hand."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Case(NamedTuple):
    name: str
    markdown: str
    options: dict[str, object]
    html: str


def read(path: Path) -> list[Case]:
    return [
        Case(case["name"], case["markdown"], case["options"], case["html"])
        for case in json.loads(path.read_text("utf-8"))
    ]


def folder() -> Path | None:
    """kramdown's published cases: $JEKYLITE_CONFORMANCE, or `shared/conformance` above the repository."""
    if given := os.environ.get("JEKYLITE_CONFORMANCE"):
        return Path(given, "kramdown")
    for parent in HERE.parents:
        found = parent / "shared" / "conformance" / "kramdown"
        if found.is_dir():
            return found
    return None
