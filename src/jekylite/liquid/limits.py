"""How far a template may go: `step_limit` and `output_limit` of the `liquid` settings.

A template that has no end is one that loops, or includes itself, or doubles a text. Loops and includes
take steps; what they write, capture and assign is text. Both are counted for each render: the body of a
page, a layout.

Known difference: Jekyll has no limits, and takes what memory there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from jekylite.errors import ConfigError
from jekylite.liquid.errors import TemplateError

_LOOK_EVERY = 65_536
"""Steps between two looks at the texts that grow."""
_ITEM = 8
"""What an item of an Array counts, in characters: about its bytes in memory."""


class Limits(NamedTuple):
    """What a render may use.

    Attributes:
        steps: turns of loops and files included, None without limit.
        output: code points of a text it makes, None without limit. The default is more than GitHub takes
            as a file (100 MB), and far less than any machine's memory.
    """

    steps: int | None = None
    output: int | None = 100_000_000

    @classmethod
    def from_settings(cls, settings: Mapping[str, object]) -> Limits:
        """The `liquid` mapping of a configuration: 0 is no limit, nothing the default.

        Raises:
            ConfigError: a limit is no whole number.
        """
        return cls(_limit(settings, "step_limit", None), _limit(settings, "output_limit", cls().output))


def _limit(settings: Mapping[str, object], name: str, default: int | None) -> int | None:
    value = settings.get(name)
    if value is None:
        return default
    if type(value) is not int or value < 0:
        raise ConfigError(
            f"`{name}` below `liquid` must be a whole number",
            hint="0 stands for no limit",
            code="JL103",
            setting=("liquid", name),
        )
    return value or None


DEFAULT = Limits()


class Budget:
    """What one render has left of its limits.

    Where no `step_limit` is set, steps are counted as loops announce them, so that the turns of a usual
    loop cost nothing: after each 65,536 the texts that grow are looked at.
    """

    __slots__ = ("_announced", "_growing", "_limits", "_next_look", "_taken")

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._announced = 0
        self._next_look = _LOOK_EVERY if limits.steps is None else 0
        self._taken = 0
        self._growing: list[_Growing] = []

    def turns(self, items: Sequence[object]) -> Iterable[object]:
        """The items of a loop, one a step.

        Raises:
            TemplateError: a limit is passed; also while the answer is iterated.
        """
        self._announced += len(items)
        if self._announced < self._next_look:
            return items
        return chain.from_iterable(self._watched(items))

    def step(self) -> None:
        """A file is included.

        Raises:
            TemplateError: a limit is passed.
        """
        self._announced += 1
        if self._announced >= self._next_look:
            self._take(1)

    def _watched(self, items: Sequence[object]) -> Iterator[Sequence[object]]:
        size = _LOOK_EVERY if self._limits.steps is None else 1
        for start in range(0, len(items), size):
            self._take(size)
            yield items[start : start + size]

    def _take(self, count: int) -> None:
        steps = self._limits.steps
        self._taken += count
        if steps is not None and self._taken > steps:
            raise TemplateError(
                f"the template takes more than {steps:,} steps",
                hint="a step is a turn of a loop or an include; `step_limit` below `liquid` sets the limit",
                code="JL314",
            )
        if steps is None or not self._taken % _LOOK_EVERY:
            self._next_look = self._announced + _LOOK_EVERY if steps is None else 0
            self._refuse_excess(sum(growing.measured() for growing in self._growing))

    def gather(self, run: Callable[[Callable[[str], object]], bool | None]) -> tuple[str, bool | None]:
        """The text that `run` writes, and its answer.

        Raises:
            TemplateError: a limit is passed.
        """
        growing = _Growing()
        self._growing.append(growing)
        answer = run(growing.parts.append)
        self._growing.pop()
        self._refuse_excess(growing.measured())
        return "".join(growing.parts), answer

    def check(self, value: object) -> object:
        """The value that a variable is about to get.

        Raises:
            TemplateError: it is a text or an Array beyond the limit.
        """
        kind = type(value)
        if kind is str:
            self._refuse_excess(len(value))  # type: ignore[arg-type]
        elif kind is list:
            self._refuse_excess(len(value) * _ITEM)  # type: ignore[arg-type]
        return value

    def _refuse_excess(self, size: int) -> None:
        most = self._limits.output
        if most is not None and size > most:
            raise TemplateError(
                f"the template makes more than {most:,} characters",
                hint="`output_limit` below `liquid` sets the limit; an item of an array counts as 8",
                code="JL314",
            )


class _Growing:
    """A text in parts, and how much of it has been measured."""

    __slots__ = ("_seen", "_size", "parts")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._seen = 0
        self._size = 0

    def measured(self) -> int:
        """Its length in code points."""
        self._size += sum(map(len, islice(self.parts, self._seen, None)))
        self._seen = len(self.parts)
        return self._size
