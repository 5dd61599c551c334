"""Ruby's `Dir.glob` without flags: `*`, `?`, `[a-z]` within a folder, `**/` across, `{a,b}` either.

A leading dot in any part of a path has to be written out, and `**/` follows no symbolic link.
Source: Ruby 3.1 dir.c. Known difference: none.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from jekylite.ruby.fnmatch import has_magic, part_pattern

_MAX_BRACES = 1000
"""Patterns that one pattern may stand for; `{a,b}` ten times over is 1,024."""


def glob(root: str, pattern: str) -> list[str]:
    """The existing paths that fit, relative to `root`, `/` between parts, each once, in Ruby's order.

    Args:
        root: an absolute folder, taken literally.
        pattern: relative to it; an absolute one, or one that climbs out with `..`, fits nothing.
    """
    found: dict[str, None] = {}
    for alternative in _alternatives(pattern):
        parts = [part for part in alternative.split("/") if part not in ("", ".")]
        if alternative.startswith("/") or ".." in parts:
            continue
        for path in _walk(root, "", parts):
            if not alternative.endswith("/") or os.path.isdir(os.path.join(root, path)):
                found[path] = None
    return list(found)


def _walk(root: str, base: str, parts: list[str]) -> Iterator[str]:
    if not parts:
        yield base.removesuffix("/")
        return
    part, rest = parts[0], parts[1:]
    if part == "**" and rest:
        yield from _walk(root, base, rest)
        for entry in _entries(root, base):
            if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
                yield from _walk(root, f"{base}{entry.name}/", parts)
    elif has_magic(part):
        fits = part_pattern(part).match
        for entry in _entries(root, base):
            if fits(entry.name) and (not rest or entry.is_dir()):
                yield from _walk(root, f"{base}{entry.name}/", rest)
    elif os.path.lexists(os.path.join(root, base, part)):
        yield from _walk(root, f"{base}{part}/", rest)


def _entries(root: str, base: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(os.path.join(root, base)) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


_INNERMOST_BRACES = re.compile(r"\{([^{}]*)\}")


def _alternatives(pattern: str) -> list[str]:
    """`a{b,c}d` → `abd`, `acd`; braces may lie in braces, and one that is not closed fits nothing."""
    done: list[str] = []
    waiting = [pattern]
    while waiting and len(done) + len(waiting) <= _MAX_BRACES:
        candidate = waiting.pop(0)
        match = _INNERMOST_BRACES.search(candidate)
        if match is None:
            if "{" not in candidate:
                done.append(candidate)
        else:
            before, after = candidate[: match.start()], candidate[match.end() :]
            waiting[:0] = [before + choice + after for choice in match[1].split(",")]
    return done
