"""Where the recorded answers of the reference are, and how they are compared."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def own(name: str) -> dict[str, Any]:
    """A file of answers that was written for this project."""
    return json.loads((HERE / "cases" / name).read_text(encoding="utf-8"))


def golden() -> list[dict[str, Any]]:
    """golden-liquid's templates with Liquid 4.0.4's answers; [] where they are not at hand.

    They are looked for in $JEKYLITE_CONFORMANCE, else in `shared/conformance` beside the
    repository.
    """
    named = os.environ.get("JEKYLITE_CONFORMANCE")
    places = [Path(named)] if named else [above / "shared/conformance" for above in ROOT.parents]
    for place in places:
        file = place / "liquid/golden-liquid-4.0.4.json"
        if file.is_file():
            return json.loads(file.read_text(encoding="utf-8"))
    return []


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write a small site."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


_LINE = re.compile(r"\((?:\S+ )?line \d+\)")


def words(message: str) -> str:
    """A message without its line and path: ours counts lines of the file, not of the text."""
    return _LINE.sub("(line N)", message).replace('["/_includes"]', '["_includes"]').rstrip()


def can_render(case: Mapping[str, Any]) -> bool:
    """Whether the parts of jekylite that the template asks for are there."""
    from jekylite import highlight, markdown

    template = case["template"]
    return ("{% highlight" not in template or hasattr(highlight, "figure")) and (
        "smartify" not in template or hasattr(markdown, "smartify")
    )
