"""Code → HTML with the classes that Rouge 4.7.0 gives it."""

from __future__ import annotations

from jekylite.highlight.colouring import colouring_of, lex
from jekylite.highlight.engine import to_html
from jekylite.highlight.wrappers import figure, for_kramdown

__all__ = ["colouring_of", "figure", "for_kramdown", "highlight"]


def highlight(code: str, language: str) -> str | None:
    """The HTML between `<code>` and `</code>`.

    Args:
        code: as it stands in the page, newlines included.
        language: a name of Rouge's, case-sensitive, perhaps with options (`php?start_inline=1`).

    Returns:
        spans and bare text; plain escaped text for a language that nothing here colours; None
        where Rouge knows no such name.
    """
    pieces = lex(code, language)
    return None if pieces is None else to_html(pieces)
