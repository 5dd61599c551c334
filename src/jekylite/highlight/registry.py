"""A language's name → its lexer; the lexer's module is imported when it is first asked for."""

from __future__ import annotations

from importlib import import_module

from jekylite.highlight.engine import Lexer
from jekylite.highlight.names import LEXER_OF, MODULES


def split_name(name: str) -> tuple[str, dict[str, str]]:
    """`php?start_inline=1&x` → `("php", {"start_inline": "1", "x": "1"})`."""
    tag, _, query = name.partition("?")
    options = {}
    for pair in query.split("&"):
        key, _, value = pair.partition("=")
        if key:
            options[key] = value or "1"
    return tag, options


def is_known(name: str) -> bool:
    """Does Rouge know this name? Case counts."""
    return split_name(name)[0] in LEXER_OF


def lexer_for(name: str) -> Lexer | None:
    """A new lexer for a name, an alias or `name?option=value`; None = we have none of our own.

    Source: Rouge 4.7.0 lexer.rb, `Lexer.find` and `Lexer.lookup_fancy`.
    """
    tag, options = split_name(name)
    place = MODULES.get(LEXER_OF.get(tag, ""))
    if place is None:
        return None
    module, class_name = place
    lexer_class: type[Lexer] = getattr(import_module(f"jekylite.highlight.lexers.{module}"), class_name)
    return lexer_class(options)
