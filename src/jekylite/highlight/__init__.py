"""Code → HTML with the classes that Rouge 4.7.0 gives it."""

from __future__ import annotations

from jekylite.highlight.engine import escape, to_html
from jekylite.highlight.registry import is_known, lexer_for

__all__ = ["highlight"]


def highlight(code: str, language: str) -> str | None:
    """The HTML between `<code>` and `</code>`.

    Args:
        code: as it stands in the page, newlines included.
        language: a name of Rouge's, case-sensitive, perhaps with options (`php?start_inline=1`).

    Returns:
        spans and bare text; plain escaped text for a language that only Rouge has a lexer for;
        None where Rouge knows no such name.
    """
    lexer = lexer_for(language)
    if lexer is not None:
        return to_html(lexer.lex(code))
    return escape(code) if is_known(language) else None
