"""Text without a grammar."""

from __future__ import annotations

from typing import ClassVar

from jekylite.highlight.engine import Lexer, States


class PlainText(Lexer):
    """All of it is bare."""

    states: ClassVar[States] = {"root": [(r"(?s:.+)", "")]}
