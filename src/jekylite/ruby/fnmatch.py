"""Ruby's `File.fnmatch?` without flags.

Without flags `*` and `?` match `/` too, `**` is two stars, `{a,b}` is plain text, and a leading dot of
the *whole* string has to be written out. Source: Ruby 3.1 dir.c. Known difference: none.
"""

from __future__ import annotations

import re
from functools import lru_cache

_MAGIC = re.compile(r"[*?\[\\]")


def fnmatch(pattern: str, text: str) -> bool:
    """`fnmatch("*.tmp", "sub/b.tmp")` → True. Time is linear in the text for each star."""
    if not has_magic(pattern):
        return pattern == text
    return _compiled(pattern).match(text) is not None


def has_magic(pattern: str) -> bool:
    """Whether a pattern is more than the text it fits."""
    return _MAGIC.search(pattern) is not None


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_translated(pattern, any_character="."), re.DOTALL)


@lru_cache(maxsize=512)
def part_pattern(pattern: str) -> re.Pattern[str]:
    """The pattern of one part of a path, for `match`: nothing in it crosses a `/`."""
    return re.compile(_translated(pattern, any_character="[^/]"), re.DOTALL)


_NEVER = r"(?!)"


def _translated(pattern: str, *, any_character: str) -> str:
    """The regular expression of a pattern.

    Every star but the last is atomic: the first place where the text after it fits is as good as any
    later one, so nothing is ever tried twice.
    """
    segments: list[list[str]] = [[]]
    position = 0
    while position < len(pattern):
        character = pattern[position]
        position += 1
        if character == "*":
            if segments[-1] or len(segments) == 1:
                segments.append([])
        elif character == "?":
            segments[-1].append(any_character)
        elif character == "[":
            bracket, position = _bracket(pattern, position, any_character)
            segments[-1].append(bracket)
        elif character == "\\":  # a last backslash stands for nothing
            segments[-1].append(re.escape(pattern[position : position + 1]))
            position += 1
        else:
            segments[-1].append(re.escape(character))
    head, *rest = ("".join(segment) for segment in segments)
    result = (r"(?!\.)" if pattern.startswith(("*", "?", "[")) else "") + head
    for segment in rest[:-1]:
        result += f"(?>{any_character}*?{segment})"
    if rest:
        result += f"{any_character}*{rest[-1]}"
    return result + r"\Z"


def _bracket(pattern: str, start: int, any_character: str) -> tuple[str, int]:
    """`[a-z]`, `[!a]`, `[^a]` from behind the `[`; one that is not closed matches nothing."""
    position = start
    negated = pattern[position : position + 1] in ("!", "^")
    position += negated
    ranges: list[str] = []
    while position < len(pattern) and pattern[position] != "]":
        low, position = _bracket_character(pattern, position)
        high = low
        if pattern[position : position + 1] == "-" and pattern[position + 1 : position + 2] not in ("", "]"):
            high, position = _bracket_character(pattern, position + 1)
        if low <= high:
            ranges.append(f"{re.escape(low)}-{re.escape(high)}")
        else:  # Ruby compares with both ends first
            ranges += [re.escape(low), re.escape(high)]
    if position >= len(pattern):
        return _NEVER, position
    if not ranges:
        return (any_character if negated else _NEVER), position + 1
    inside = f"[{'^' if negated else ''}{''.join(ranges)}]"
    return (f"(?={any_character}){inside}" if negated else inside), position + 1


def _bracket_character(pattern: str, position: int) -> tuple[str, int]:
    if pattern[position] == "\\" and position + 1 < len(pattern):
        position += 1
    return pattern[position], position + 1
