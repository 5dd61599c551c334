"""How far a long build is: a bar on a terminal, a plain line now and then elsewhere.

A build that is done within two seconds shows nothing. The bar is rich's, which is imported when the two
seconds are over and a terminal looks on, and only if it is installed (the extra `progress`).
"""

from __future__ import annotations

import sys
import time
from types import TracebackType

from jekylite.cli.console import TEXT, Console

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

# Seconds: until anything is shown; between two states of the bar; between two plain lines.
PATIENCE = 2.0
_BAR_EVERY = 0.1
_LINE_EVERY = 5.0
_CLEAR_LINE = "\r\033[2K"


class RenderingProgress:
    """Told by `build` before each item; a context, since a bar must not outlive its build.

    Args:
        console: knows whether notes are wanted, and clears the bar before it writes.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._is_wanted = console.form == TEXT and not console.quiet
        self._next = time.monotonic() + PATIENCE
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._has_looked_for_rich = False

    def __enter__(self) -> RenderingProgress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._console.before_writing = None

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now < self._next or not self._is_wanted:
            return
        if not self._has_looked_for_rich:
            self._has_looked_for_rich = True
            self._start_bar(total)
        if self._bar is None or self._task is None:
            self._next = now + _LINE_EVERY
            self._console.say("Rendering:", f"{done} of {total}")
        else:
            self._next = now + _BAR_EVERY
            self._bar.update(self._task, completed=done, refresh=True)

    def _start_bar(self, total: int) -> None:
        """On a terminal, with rich; else the lines stay plain."""
        if not sys.stdout.isatty():
            return
        try:
            from rich.console import Console as Terminal
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
        except ImportError:
            return
        terminal = Terminal(file=sys.stdout)
        if terminal.is_dumb_terminal:
            return
        # Drawn from here and from no thread of its own; one line high, so that clearing the line is
        # all it takes to write something else there.
        self._bar = Progress(
            TextColumn("         Rendering:"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(compact=True),
            console=terminal,
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._bar.add_task("rendering", total=total)
        self._bar.start()
        self._console.before_writing = _clear_line


def _clear_line() -> None:
    sys.stdout.write(_CLEAR_LINE)
    sys.stdout.flush()
