"""Code and a language's name → pieces with classes, by our lexer, Pygments', or none.

Our lexers give what Rouge 4.7.0 gives. For its other languages Pygments colours in the same
form where it is installed (`jekylite[pygments]`), with its own idea of the language.
"""

from __future__ import annotations

from typing import Literal

from jekylite.highlight.engine import Piece
from jekylite.highlight.names import ALIASES, LEXER_OF, MODULES
from jekylite.highlight.registry import lexer_for, split_name

Colouring = Literal["rouge", "pygments", "plain"]


def lex(code: str, language: str) -> list[Piece] | None:
    """Pieces of `code`; one piece without a class if nothing colours it; None = no such language."""
    if language == "plaintext":  # every code span without a language
        return [("", code)]
    lexer = lexer_for(language)
    if lexer is not None:
        return lexer.lex(code)
    name = LEXER_OF.get(split_name(language)[0])
    if name is None:
        return None
    return _by_pygments(code, name) or [("", code)]


def colouring_of(language: str) -> Colouring | None:
    """Who colours a language: exactly as Rouge does, Pygments instead, or nobody; None = unknown."""
    name = LEXER_OF.get(split_name(language)[0])
    if name is None:
        return None
    if name in MODULES:
        return "rouge"
    return "pygments" if _by_pygments("", name) is not None else "plain"


def _by_pygments(code: str, name: str) -> list[Piece] | None:
    """Pygments' tokens under Rouge's rules: white space is bare, equal classes are merged."""
    try:
        from pygments.lexers import get_lexer_by_name
        from pygments.token import STANDARD_TYPES, Text
        from pygments.util import ClassNotFound
    except ModuleNotFoundError:
        return None
    for alias in (name, *ALIASES[name].split()):
        try:
            lexer = get_lexer_by_name(alias, stripnl=False, ensurenl=False)
        except ClassNotFound:
            continue
        pieces = []
        for token, text in lexer.get_tokens(code):
            while token not in STANDARD_TYPES:
                token = token.parent
            css_class = "" if token in Text or text.isspace() else STANDARD_TYPES[token]
            pieces.append((css_class, text))
        return pieces
    return None
