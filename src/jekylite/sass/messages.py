"""What is asked of a compiler and what it answers, whatever language it speaks.

`embedded` and `npm` turn a Request into bytes and bytes into an Answer; nothing here
knows a wire format, a process, or Jekyll. Records are NamedTuples here and beside: a data class
takes ten times as long to define, which a build of one page would feel.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol

from jekylite.sass.options import SassOptions

Syntax = Literal["scss", "indented"]
WarningKind = Literal["deprecation", "warning", "debug"]


class CompilerError(Exception):
    """The compiler itself broke, hung or died: nothing is wrong with the style sheet.

    Args:
        hint: what the user can do.
    """

    def __init__(
        self, message: str, *, hint: str = "build again; if it stays, name another compiler by JEKYLITE_SASS"
    ) -> None:
        super().__init__(message)
        self.hint = hint


class Request(NamedTuple):
    """One style sheet to compile; `url` is its `file:` URL, or None for text without a place."""

    source: str
    url: str | None
    syntax: Syntax
    options: SassOptions


class Span(NamedTuple):
    """Where in a file something starts.

    Args:
        url: the file's URL; "" for text without a place.
        line: 0-based.
        column: 0-based, in UTF-16 code units (Dart's and JavaScript's strings).
        context: the whole line the span starts on, or "" where it was not sent.
    """

    url: str
    line: int
    column: int
    context: str = ""


class LogEvent(NamedTuple):
    """Something the compiler said on the way.

    Args:
        deprecation: its name (`import`), or None.
        span: where; None for `@warn`, of which only the stack tells the place.
        stack: a line a frame, innermost first: `path line:column  member`, all 1-based.
    """

    kind: WarningKind
    text: str
    formatted: str
    deprecation: str | None
    span: Span | None
    stack: str = ""


class Failure(NamedTuple):
    """Why a style sheet does not compile; `formatted` has the excerpt and the stack of loads."""

    message: str
    formatted: str
    span: Span | None


class Answer(NamedTuple):
    """The outcome of a Request: CSS, or the failure.

    Args:
        css: without a final newline, as Dart Sass gives it.
        source_map: JSON, or "" if none was asked for.
        loaded_urls: every file read, the style sheet's own URL included.
        log: in the order it was said.
    """

    css: str
    source_map: str
    failure: Failure | None
    loaded_urls: tuple[str, ...]
    log: tuple[LogEvent, ...]


class Backend(Protocol):
    """A running compiler; all but `close` raise CompilerError."""

    @property
    def version(self) -> str:
        """Of Dart Sass (`1.99.0`)."""

    @property
    def is_alive(self) -> bool: ...

    def compile(self, request: Request) -> Answer: ...

    def close(self) -> None:
        """End its process, at once; a second call does nothing."""
