"""Every warning of every part ends here: a Diagnostic in a Collector.

Parts below the command line never print; they are handed a Collector and `warn`.
The command line decides what is shown, how, and whether `--strict` makes it fatal.
"""

from __future__ import annotations

from jekylite.errors import JekyliteError, Location

TYPE_CHECKING = False  # not typing's: its import alone would double the start-up
if TYPE_CHECKING:
    from collections.abc import Iterable

# Severities, from loud to quiet. `debug` is shown under --verbose only.
ERROR = "error"
WARNING = "warning"
INFO = "info"
DEBUG = "debug"


class Diagnostic:
    """One thing worth telling, with its place.

    Args:
        severity: one of ERROR, WARNING, INFO, DEBUG.
        message: one sentence without full stop.
        at: where, or None.
        hint: what to do, or None.
        code: stable code (`JL201`), or None.
        topic: the word Jekyll prints before such a message (`Build Warning`), or "".
        chain: the places that led here, nearest first.
    """

    __slots__ = ("at", "chain", "code", "hint", "message", "severity", "topic")

    def __init__(
        self,
        severity: str,
        message: str,
        *,
        at: Location | None = None,
        hint: str | None = None,
        code: str | None = None,
        topic: str = "",
        chain: tuple[Location, ...] = (),
    ) -> None:
        self.severity = severity
        self.message = message
        self.at = at
        self.hint = hint
        self.code = code
        self.topic = topic
        self.chain = chain

    def __repr__(self) -> str:
        return f"Diagnostic({self.severity}: {self.at}: {self.message})"

    @property
    def key(self) -> tuple[object, ...]:
        """Equal keys are the same diagnostic said twice."""
        return (self.severity, self.code, str(self.at), self.message)


class Collector:
    """Keeps diagnostics in the order they came, each once."""

    def __init__(self) -> None:
        self._items: list[Diagnostic] = []
        self._seen: set[tuple[object, ...]] = set()

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep it, unless an equal one is kept already."""
        if diagnostic.key not in self._seen:
            self._seen.add(diagnostic.key)
            self._items.append(diagnostic)

    def warn(
        self,
        message: str,
        *,
        at: Location | None = None,
        hint: str | None = None,
        code: str | None = None,
        topic: str = "",
        chain: tuple[Location, ...] = (),
    ) -> None:
        self.add(Diagnostic(WARNING, message, at=at, hint=hint, code=code, topic=topic, chain=chain))

    def error(self, error: JekyliteError, *, topic: str = "") -> None:
        """Keep an error that does not stop the build (Jekyll prints it and goes on)."""
        self.add(
            Diagnostic(
                ERROR,
                error.message,
                at=error.at,
                hint=error.hint,
                code=error.code,
                topic=topic,
                chain=error.chain,
            )
        )

    def info(self, message: str, *, at: Location | None = None, topic: str = "") -> None:
        self.add(Diagnostic(INFO, message, at=at, topic=topic))

    def debug(
        self, message: str, *, at: Location | None = None, topic: str = "", code: str | None = None
    ) -> None:
        self.add(Diagnostic(DEBUG, message, at=at, topic=topic, code=code))

    @property
    def items(self) -> tuple[Diagnostic, ...]:
        return tuple(self._items)

    @property
    def total(self) -> int:
        """How many there are, whatever their severity."""
        return len(self._items)

    def count(self, severity: str) -> int:
        return sum(item.severity == severity for item in self._items)


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that `word` is most likely a slip of, or None: what "did you mean" asks.

    One letter may be wrong, missing, extra or swapped with its neighbour in words of up to seven
    letters, two in longer ones; case, `-` and `_` do not count. The first of equals wins.
    """
    best: str | None = None
    best_distance = 3
    plain = _plain(word)
    for candidate in candidates:
        if candidate == word:
            return candidate
        allowed = 2 if len(candidate) > 7 else 1 if len(candidate) > 2 else 0
        distance = _distance(plain, _plain(candidate), allowed)
        if distance <= allowed and distance < best_distance:
            best, best_distance = candidate, distance
    return best


def _plain(word: str) -> str:
    return word.lower().replace("-", "").replace("_", "")


def _distance(one: str, other: str, limit: int) -> int:
    """Edits from one word to the other (Damerau-Levenshtein); anything above `limit` once it is passed."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    earlier: list[int] = []
    previous: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, previous, row = previous, row, [i]
        for j, opposite in enumerate(other, 1):
            edits = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (letter != opposite))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == opposite:
                edits = min(edits, earlier[j - 2] + 1)
            row.append(edits)
    return row[-1]
