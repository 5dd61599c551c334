"""The tags of an HTML text in their order, each with its place: what a parser mends is still there.

Source: the tokenizer of the HTML Living Standard (13.2.5), as far as tags need it. Known difference: a
tag that is not finished at the end of the text is told of, where a browser drops it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple


def elements(names: str) -> frozenset[str]:
    """`elements("ul ol")`: a set of element names."""
    return frozenset(names.split())


VOID = elements(
    "area base br col embed hr img input link meta param source track wbr basefont bgsound frame keygen"
)
"""Elements without content and end tag."""
_RAW = elements("script style textarea title xmp iframe noembed noframes")

# Possessive throughout: whatever the text, each character is looked at a fixed number of times.
_TOKEN = re.compile(
    # A well-formed piece of text, half of the tags of a blog, is passed over at once.
    r"""<(em|strong|code|span|b|i|kbd|sub|sup)(?: class="[^"]*+")?+>[^<]*+</\1>"""
    r"""|<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*+(?:>|\Z)"""
    r"""|<(/?)([A-Za-z][^\s/>]*+)((?:[^=>]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+)(>|\Z)""",
    re.DOTALL,
)
_PLAIN = re.compile(r"""\s+(?:[\w:-]+="[^"]*")?""")
_VALUE = re.compile(r"""=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>][^\s<>]*)""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*)))?""")


class Tag(NamedTuple):
    """One start or end tag.

    Args:
        name: lower case.
        is_end: `</name>`.
        start, end: its offsets in the text.
        inner: what stands between its name and `>`.
        is_finished: has a `>`.
    """

    name: str
    is_end: bool
    start: int
    end: int
    inner: str
    is_finished: bool

    @property
    def closes_itself(self) -> bool:
        """`<path/>`: only SVG and MathML heed it."""
        return self.inner.endswith("/")

    @property
    def is_plain(self) -> bool:
        """Has it one well-formed attribute, or none? So most are."""
        return not self.inner or _PLAIN.fullmatch(self.inner) is not None

    @property
    def has_stray_quote(self) -> bool:
        """Is there a quote, or the beginning of another tag, outside of the values?"""
        rest = _VALUE.sub("", self.inner)
        return '"' in rest or "'" in rest or "<" in rest

    @property
    def attributes(self) -> list[tuple[str, str]]:
        """Each attribute as often as it is written, its name in lower case; character references stay."""
        return [
            (match[1].lower(), match[2] or match[3] or match[4] or "")
            for match in _ATTRIBUTE.finditer(self.inner)
        ]


def tags(text: str) -> Iterator[Tag]:
    """Every tag outside of comments, scripts, styles and other raw text.

    Elements such as `<em>`, of nothing but text and with no attribute but a class, are left out.
    """
    position: int | None = 0
    while position is not None:
        start, position = position, None
        for match in _TOKEN.finditer(text, start):
            _, slash, name, inner, bracket = match.groups()
            if name is None:
                continue
            name = name.lower()
            yield Tag(name, slash == "/", match.start(), match.end(), inner, bracket == ">")
            if name in _RAW and not slash:
                closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, match.end())
                position = closing.start() if closing else len(text)
                break


class Lines:
    """Offsets of a text → lines and columns, both from 1."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._ends = [match.start() for match in re.finditer("\n", text)]

    def __getitem__(self, line: int) -> tuple[int, int]:
        """The offsets of a line's beginning and of its end."""
        start = self._ends[line - 2] + 1 if line > 1 else 0
        return start, self._ends[line - 1] if line <= len(self._ends) else self._length

    def __len__(self) -> int:
        return len(self._ends) + 1

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset."""
        before = bisect_right(self._ends, offset - 1)
        return before + 1, offset - (self._ends[before - 1] if before else -1)
