"""What kramdown warns of, as a reader looks for it: the column in the line, and what to do.

The Markdown engine counts lines only, as its regions lose the marks of quotes and lists; the column is
looked up once there is something to say.
"""

from __future__ import annotations

import re

_QUOTED = re.compile(r"`([^`]+)`")

# What a warning holds → what to do; the first that fits.
_ADVICE = (
    ("there is no footnote", "define it on a line of its own: `[^name]: text`"),
    ("there is no definition for the link", "define it on a line of its own, or write `\\[` for a bracket"),
    ("is never used", "mark it in the text, or take it out"),
    ("there is no extension", "the extensions are `comment`, `nomarkdown` and `options`"),
    ("is defined twice", "take one of the two out"),
    ("is given twice", "give one of the two another id: `{: #name}`"),
    ("is never closed", "close it, or write `&lt;` for a bare sign"),
    ("is never ended", "end it with `{:/}`"),
    ("ends nothing", "take it out, or open before it what it ends"),
    ("inside a paragraph", "put blank lines around it"),
    ("paragraph", "put blank lines around it"),
    ("attribute list", 'write it as `{: .class #id key="value"}`'),
    ("follow a span", "put it directly behind the span, or on a line of its own below the block"),
    ("table", "write a row below the line of dashes"),
    ("option", "check its name and value"),
)


def column_of(line: str, message: str) -> int | None:
    """Where the line (1-based, in code points) holds what the message quotes; its first character else."""
    for quoted in _QUOTED.findall(message):
        for needle in (quoted, quoted.rstrip(">"), f"#{quoted}", quoted[:12]):
            at = line.find(needle)
            if at >= 0:
                return at + 1
    return len(line) - len(line.lstrip(" \t>")) + 1 if line.strip(" \t>") else None


def hint_for(message: str) -> str | None:
    """What to do about it."""
    return next((advice for words, advice in _ADVICE if words in message), None)
