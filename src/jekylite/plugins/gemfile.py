"""The gems of a Gemfile's group `:jekyll_plugins`, which Jekyll loads without being told.

A Gemfile is Ruby; only its plain lines are read: `gem "x", group: :jekyll_plugins` and those
between `group :jekyll_plugins do` and `end`.
Source: Jekyll 4.4.1 plugin_manager.rb (`require_from_bundler`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

GROUP = ":jekyll_plugins"
_GEM = re.compile(r"gem[ (]\s*(?:\"([\w.-]+)\"|'([\w.-]+)')")
_BLOCK = re.compile(r"(?:\bdo\b(?:\s*\|[^|]*\|)?|\bthen\b)\s*$|^(?:if|unless|case|begin)\b")
_GROUPS = re.compile(r"groups?\b")


def plugin_gems(folder: Path, environ: Mapping[str, str]) -> list[str]:
    """Names in the order of the file; [] where no Gemfile counts.

    Args:
        folder: where the command runs; `BUNDLE_GEMFILE` wins over the Gemfile there.
        environ: `JEKYLL_NO_BUNDLER_REQUIRE` switches this off.
    """
    if environ.get("JEKYLL_NO_BUNDLER_REQUIRE"):
        return []
    try:
        text = Path(environ.get("BUNDLE_GEMFILE") or folder / "Gemfile").read_text("utf-8", "replace")
    except OSError:
        return []
    return list(dict.fromkeys(_gems_in(text)))


def _gems_in(text: str) -> list[str]:
    found: list[str] = []
    # For each block that is open: is it the group's?
    blocks: list[bool] = []
    for raw in text.splitlines():
        line = raw.split("#", 1)[0].strip()
        gem = _GEM.match(line)
        if gem and (any(blocks) or GROUP in line):
            found.append(gem[1] or gem[2])
        if line == "end":
            if blocks:
                blocks.pop()
        elif _BLOCK.search(line):
            blocks.append(bool(_GROUPS.match(line)) and GROUP in line)
    return found
