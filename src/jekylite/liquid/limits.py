"""How far a template may go: `step_limit` and `output_limit` of the `liquid` settings.

A template that has no end is one that loops, or includes itself, or doubles a text. Loops and includes
take steps; what they write, capture and assign is text. Both are counted for each render: the body of a
page, a layout.

Known difference: Jekyll has no limits, and takes what memory there is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from jekylite.errors import ConfigError
from jekylite.liquid.errors import TemplateError

if TYPE_CHECKING:
    from jekylite.liquid.context import Context
    from jekylite.liquid.nodes import Render

_LOOK_EVERY = 65_536
"""Steps between two looks at the texts that grow."""
_ITEM = 8
"""What an item of an Array counts, in characters: about its bytes in memory."""
_LARGE = 1_000_000
"""Length of a text that, written often, may fill the memory before it is measured."""
_FEW_PARTS = 1000
"""So many texts that are not large may be joined unmeasured."""


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
    loop cost nothing: after each 65,536 the texts that grow are measured.
    """

    __slots__ = (
        "_announced",
        "_has_large",
        "_large",
        "_measured",
        "_most",
        "_next_look",
        "_open",
        "_steps",
        "_taken",
    )

    def __init__(self, limits: Limits) -> None:
        self._steps, most = limits
        self._most = sys.maxsize if most is None else most
        self._large = min(_LARGE, self._most)
        self._announced = 0
        self._next_look = _LOOK_EVERY if self._steps is None else 0
        self._taken = 0
        self._open: list[list[str]] = []
        """The texts that grow, each in parts."""
        self._measured: list[tuple[int, int]] = []
        """How many parts of each have been measured, and their length."""
        self._has_large = False

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
        size = _LOOK_EVERY if self._steps is None else 1
        for start in range(0, len(items), size):
            self._take(size)
            yield items[start : start + size]

    def _take(self, count: int) -> None:
        self._taken += count
        if self._steps is None:
            self._next_look = self._announced + _LOOK_EVERY
        elif self._taken > self._steps:
            raise TemplateError(
                f"the template takes more than {self._steps:,} steps",
                hint="a step is a turn of a loop or an include; `step_limit` below `liquid` sets the limit",
                code="JL314",
            )
        elif self._taken % _LOOK_EVERY:
            return
        self._refuse_excess(sum(self._measure(number) for number in range(len(self._open))))

    def _measure(self, number: int) -> int:
        """The length of one of the texts that grow."""
        while len(self._measured) <= number:
            self._measured.append((0, 0))
        seen, size = self._measured[number]
        parts = self._open[number]
        size += sum(map(len, islice(parts, seen, None)))
        self._measured[number] = (len(parts), size)
        return size

    def gather(self, run: Render, context: Context) -> tuple[str, bool | None]:
        """The text that `run` writes in this context, and its answer.

        Raises:
            TemplateError: a limit is passed.
        """
        parts: list[str] = []
        self._open.append(parts)
        answer = run(context, parts.append)
        if self._has_large or len(parts) > _FEW_PARTS:  # else joining it does no harm
            self._refuse_excess(self._measure(len(self._open) - 1))
        self._open.pop()
        del self._measured[len(self._open) :]
        text = "".join(parts)
        if len(text) > self._large:
            self._has_large = True
            self._refuse_excess(len(text))
        return text, answer

    def check(self, value: object) -> object:
        """The value that a variable is about to get.

        Raises:
            TemplateError: it is a text or an Array beyond the limit.
        """
        if type(value) is str:
            if len(value) > self._large:
                self._has_large = True
                self._refuse_excess(len(value))
        elif type(value) is list and len(value) > self._large // _ITEM:
            self._refuse_excess(len(value) * _ITEM)
        return value

    def _refuse_excess(self, size: int) -> None:
        if size > self._most:
            raise TemplateError(
                f"the template makes more than {self._most:,} characters",
                hint="`output_limit` below `liquid` sets the limit; an item of an array counts as 8",
                code="JL314",
            )
