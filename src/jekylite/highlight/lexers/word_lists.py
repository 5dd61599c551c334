"""Word lists too long for a module: read when their language is first seen."""

from __future__ import annotations

import os
from functools import cache


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of `words/NAME.txt`, one a line; lines with `#` say where they come from."""
    path = os.path.join(os.path.dirname(__file__), "words", f"{name}.txt")
    with open(path, encoding="utf-8") as lines:
        return frozenset(line.rstrip("\n") for line in lines if not line.startswith("#"))
