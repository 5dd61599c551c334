"""Faults inside the engine, and how they become the one error a user sees.

A `TemplateError` carries the reference's words and, once it has passed the node where it arose, a
token. `JekyllTemplate` turns it into a `jekylite.errors.LiquidError` with file, line, column
and the chain of includes.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, NoReturn

from liquid.exceptions import LiquidError as EngineError
from liquid.token import Token

from jekylite.errors import JekyliteError, Location
from jekylite.ruby.values import ArgumentError, DivisionByZeroError, FloatDomainError, RubyError

if TYPE_CHECKING:
    from jekylite.liquid.template import Source


class Kind(Enum):
    """What stands before the text of a fault."""

    SYNTAX = "Liquid syntax error"
    ERROR = "Liquid error"
    BARE = ""
    """An error that is none of Liquid's (a tag of Jekyll's, Ruby's own): text without line."""


_CODES = {Kind.SYNTAX: "JL301", Kind.ERROR: "JL302", Kind.BARE: "JL303"}


class TemplateError(EngineError):
    """A template that is wrong, or went wrong.

    Args:
        text: the reference's words after `Liquid error (line N): `.
        kind: what is put before them.
        token: where; None until a node on the way out knows.
        line_index: offset whose line the text names, where it is not the token's
            (an unclosed block is named by the last line, and pointed at where it opens).
        hint: what to do about it.
        code: the stable code of its kind, where it has one finer than that of `kind`.
    """

    def __init__(
        self,
        text: str,
        *,
        kind: Kind = Kind.ERROR,
        token: Token | None = None,
        line_index: int | None = None,
        hint: str | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(text, token=token)
        self.code = code or _CODES[kind]
        self.text = text
        self.kind = kind
        self.line_index = line_index
        self.index: int | None = None
        """Offset of what is at fault within the token, such as a filter of an output."""
        self.filter_name: str | None = None
        self.hint = hint
        self.places: list[tuple[Source, int]] = []
        """Where it arose, then the include tags that led there: (source, offset)."""
        self.include_tokens: list[Token] = []
        self.at: Location | None = None
        """A place outside the templates that is nearer to the fault (a file that cannot be read)."""

    def pass_through(self, source: Source) -> None:
        """The fault leaves a template."""
        if self.include_tokens:
            self.places.append((source, self.include_tokens.pop().start_index))
        elif self.token is not None:
            self.places.append((source, self.token.start_index if self.index is None else self.index))


def syntax(
    text: str, token: Token | None = None, code: str | None = None, hint: str | None = None
) -> TemplateError:
    """A fault of the template's text."""
    return TemplateError(text, kind=Kind.SYNTAX, token=token, code=code, hint=hint)


def bare(
    text: str, token: Token | None = None, code: str | None = None, hint: str | None = None
) -> TemplateError:
    """A fault that Jekyll reports without `Liquid error (line N):`."""
    return TemplateError(text, kind=Kind.BARE, token=token, code=code, hint=hint)


def fail_at(
    error: Exception, token: Token, find_filter: Callable[[], tuple[str, int] | None] = lambda: None
) -> NoReturn:
    """Raise the error again with its place: the innermost node that it passes sets the token.

    Args:
        error: what was raised while the node of `token` ran.
        find_filter: answers (name, offset) of the node's filter that failed, None if none did; asked
            where no inner node has a place for the error.

    What Ruby's filters raise becomes a TemplateError: ArgumentError and the arithmetic errors with
    Liquid's prefix, others bare, as Liquid's strainer rescues them. Whatever else a filter or
    tag lets escape is the same kind of error, not a traceback.
    """
    if isinstance(error, TemplateError):
        if error.token is None:
            error.token = token
            _blame(error, find_filter())
        raise error
    fault = _as_fault(error, token)
    _blame(fault, find_filter())
    raise fault from error


def _blame(fault: TemplateError, filter_place: tuple[str, int] | None) -> None:
    if filter_place is not None:
        fault.filter_name, fault.index = filter_place


def _as_fault(error: Exception, token: Token) -> TemplateError:
    if isinstance(error, JekyliteError):
        fault = bare(error.message, token, error.code)
        fault.hint = error.hint
        fault.at = error.at
        return fault
    if isinstance(error, (ArgumentError, DivisionByZeroError, FloatDomainError)):
        return TemplateError(str(error), token=token)
    if isinstance(error, RubyError):
        return bare(str(error), token)
    if isinstance(error, MemoryError):
        return TemplateError("the template needs more memory than there is", token=token, code="JL314")
    if isinstance(error, RecursionError):
        return TemplateError("Nesting too deep", token=token, code="JL307")
    return TemplateError(f"internal: {type(error).__name__}: {error}", token=token)
