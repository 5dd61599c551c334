"""What the user sees: diagnostics as they come, in Jekyll's columns or as `error: PATH:LINE: …`.

A message with a topic (`Configuration file:`) is laid out as Jekyll does it: the topic right-aligned to
20 columns, everything on one line. Errors and what has no topic get our own form: the place, the line
of the file with a caret, and a hint. Notes go to stdout; warnings and errors to stderr.
Source: Jekyll 4.4.1 log_adapter.rb. Known difference: colours only on a terminal.
"""

from __future__ import annotations

import os
import sys

from jekylite.diagnostics import DEBUG, ERROR, WARNING, Collector, Diagnostic
from jekylite.errors import JekyliteError, Location

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

TOPIC_COLUMNS = 20

TEXT, JSON, GITHUB = "text", "json", "github"
FORMATS = (TEXT, JSON, GITHUB)

_COLOURS = {ERROR: "31", WARNING: "33", DEBUG: "2"}
_LONGEST_EXCERPT = 100
_ROUTINE = "JL207"  # a post of the future: its message names the file, and there may be dozens
_WITH_EXCERPT = "JL330"  # Dart Sass's own message shows line, caret and what led there


class Console(Collector):
    """A Collector that prints each diagnostic as it is added.

    Args:
        form: TEXT, JSON (one object a line, on stdout) or GITHUB (workflow commands, on stdout).
        quiet: print errors only.
        verbose: print DEBUG too.
        source: the folder that places are relative to, for excerpts; set when it is known.
    """

    def __init__(self, *, form: str = TEXT, quiet: bool = False, verbose: bool = False) -> None:
        super().__init__()
        self.form = form
        self.quiet = quiet
        self.verbose = verbose
        self.source = os.curdir
        self.says_jekylls_words = False  # of errors, too: for tools that look for them
        self.before_writing: Callable[[], None] | None = None  # clears a progress bar, while there is one

    def add(self, diagnostic: Diagnostic) -> None:
        known = len(self.items)
        super().add(diagnostic)
        if len(self.items) > known and self._shows(diagnostic.severity):
            self._print(diagnostic)

    def error(self, error: JekyliteError, *, topic: str = "") -> None:
        known = len(self.items)
        super().error(error, topic=topic)
        if len(self.items) > known and self.form == TEXT and self.says_jekylls_words:
            from jekylite.cli.jekylls_words import jekylls_lines

            lines = jekylls_lines(error, os.path.abspath(self.source))
            self._write(sys.stderr, "".join(f"{line}\n" for line in lines))

    def say(self, topic: str, message: str = "") -> None:
        """A note that is no diagnostic: how far the work is. Only for people, so only as text."""
        if self.form == TEXT and not self.quiet:
            self._write(_stream(topic, message), aligned(topic, message).rstrip() + "\n")

    def say_lines(self, text: str) -> None:
        """A note of several lines, laid out already."""
        if self.form == TEXT and not self.quiet:
            self._write(sys.stdout, text)

    def say_data(self, line: str) -> None:
        """What a script reads: one object, on stdout."""
        self._write(sys.stdout, line)

    def fail(self, error: JekyliteError) -> None:
        """The error that ended the command; kept, and printed in our form whatever its topic."""
        self.error(error)

    def forget(self) -> None:
        """Begin anew, so that the next build's warnings are shown although this one had them."""
        self._items.clear()
        self._seen.clear()

    def _shows(self, severity: str) -> bool:
        if severity == DEBUG:
            return self.verbose
        return severity == ERROR or not self.quiet

    def _print(self, diagnostic: Diagnostic) -> None:
        if self.form == JSON:
            self._write(sys.stdout, _as_json(diagnostic, self.source) + "\n")
        elif self.form == GITHUB and diagnostic.severity in (ERROR, WARNING):
            self._write(sys.stdout, _as_workflow_command(diagnostic, self.source) + "\n")
        elif self.form == TEXT or diagnostic.severity in (ERROR, WARNING):
            stream = _stream(diagnostic.topic, diagnostic.message)
            if diagnostic.severity in (ERROR, WARNING):
                stream = sys.stderr
            text = self._text(diagnostic)
            colour = _COLOURS.get(diagnostic.severity)
            if colour and _is_coloured(stream):
                head, newline, rest = text.partition("\n")
                text = f"\033[{colour}m{head}\033[0m{newline}{rest}"
            self._write(stream, text + "\n")

    def _write(self, stream: TextIO, text: str) -> None:
        if self.before_writing:
            self.before_writing()
        _write(stream, text)

    def _text(self, diagnostic: Diagnostic) -> str:
        at = diagnostic.at
        if diagnostic.topic:
            lines = [aligned(diagnostic.topic + ":", diagnostic.message).rstrip()]
            is_told = at is not None and at.path in diagnostic.message
            if at is not None and (not is_told or (at.line and diagnostic.code != _ROUTINE)):
                lines.append(aligned("", f"in {at}" + (f" ({diagnostic.code})" if diagnostic.code else "")))
                if diagnostic.severity in (ERROR, WARNING):
                    lines += [" " * (TOPIC_COLUMNS - 2) + line for line in excerpt(self.source, at)]
            lines += [aligned("", f"from {place}") for place in diagnostic.chain]
            if diagnostic.hint:
                lines.append(aligned("", diagnostic.hint))
            return "\n".join(lines)
        place = f"{at}: " if at is not None else ""
        lines = [f"{diagnostic.severity}: {place}{diagnostic.message}"]
        if diagnostic.code != _WITH_EXCERPT:
            lines += excerpt(self.source, at) if at is not None else []
            lines += [f"  from {place}" for place in diagnostic.chain]
        if diagnostic.hint:
            lines.append(f"  hint: {diagnostic.hint}")
        if diagnostic.code:
            lines.append(f"  code: {diagnostic.code}")
        return "\n".join(lines)


def _stream(topic: str, message: str) -> TextIO:
    """Of a note: Jekyll warns where there is no configuration file."""
    is_warning = (topic.removesuffix(":"), message) == ("Configuration file", "none")
    return sys.stderr if is_warning else sys.stdout


def aligned(topic: str, message: str) -> str:
    """Jekyll's line: `aligned("Source:", "/site")` → `            Source: /site`."""
    return f"{topic} ".rjust(TOPIC_COLUMNS) + " ".join(message.split())


def excerpt(source: str, at: Location) -> list[str]:
    """The line of a place, and a caret below its column; nothing if the file cannot be read."""
    if at.line is None:
        return []
    try:
        with open(os.path.join(source, at.path), encoding="utf-8", errors="replace") as file:
            line = next((text for number, text in enumerate(file, 1) if number == at.line), None)
    except (OSError, ValueError):
        return []
    if line is None:
        return []
    line = line.rstrip("\r\n").replace("\t", " ")
    column = at.column or 0
    start = max(0, column - _LONGEST_EXCERPT + 20) if len(line) > _LONGEST_EXCERPT else 0
    shown = ("…" if start else "") + line[start : start + _LONGEST_EXCERPT]
    prefix = f"  {at.line} | "
    lines = [(prefix + shown).rstrip()]
    if column:
        before = ("…" if start else "") + line[start : column - 1]
        lines.append(" " * (len(prefix) - 2) + "| " + " " * _columns(before) + "^")
    return lines


def _columns(text: str) -> int:
    """Terminal columns: Chinese and other wide characters take two."""
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _as_json(diagnostic: Diagnostic, source: str) -> str:
    import json

    at = diagnostic.at
    fields = {
        "severity": diagnostic.severity,
        "code": diagnostic.code,
        "path": at.path if at else None,
        "line": at.line if at else None,
        "column": at.column if at else None,
        "message": diagnostic.message,
        "topic": diagnostic.topic or None,
        "excerpt": "\n".join(excerpt(source, at)) or None if at else None,
        "hint": diagnostic.hint,
        "chain": [str(place) for place in diagnostic.chain] or None,
    }
    return json.dumps({key: value for key, value in fields.items() if value is not None}, ensure_ascii=False)


def _as_workflow_command(diagnostic: Diagnostic, source: str) -> str:
    """GitHub's `::error file=…,line=…::message`, which annotates the line in a pull request."""
    parts: dict[str, object] = {}
    if at := diagnostic.at:
        parts = {"file": _in_workspace(at.path, source), "line": at.line, "col": at.column}
    parts["title"] = " ".join(part for part in (diagnostic.code, diagnostic.topic) if part)
    properties = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in parts.items() if value)
    led = [f"from {place}" for place in diagnostic.chain]
    message = "\n".join([diagnostic.message, *led, *([diagnostic.hint] if diagnostic.hint else [])])
    return f"::{diagnostic.severity}{' ' if properties else ''}{properties}::{_escaped(message)}"


def _in_workspace(path: str, source: str) -> str:
    """A path as the runner wants it: from the top of the repository, wherever in it the site lies."""
    top = os.path.realpath(os.environ.get("GITHUB_WORKSPACE") or os.curdir)
    try:
        found = os.path.relpath(os.path.join(os.path.realpath(source), path), top).replace(os.sep, "/")
    except ValueError:  # on another drive of Windows
        return path
    return path if found.startswith("../") else found


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _is_coloured(stream: TextIO) -> bool:
    """`NO_COLOR` and `FORCE_COLOR` decide; else whether a terminal listens."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def _write(stream: TextIO, text: str) -> None:
    """At once, so that notes and warnings stay in order, and `serve` can be followed in a file."""
    try:
        stream.write(text)
    except UnicodeEncodeError:  # a terminal that cannot show the path
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()
