"""Converters: which one takes a file by its extension, and what extension it gives.

Source: Jekyll 4.4.1 converter.rb, renderer.rb (`converters`, `output_ext`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Source:
    """The file that a text to convert comes from.

    Args:
        path: relative to the source of the site, absolute where it lies elsewhere.
        first_line: 1-based line of the file where the text begins.
        page_path: a page's path below the source, or where a theme's page would lie there; None
            for a document.
    """

    __slots__ = ("beside", "first_line", "page_path", "path")

    def __init__(self, path: str, first_line: int = 1, *, page_path: str | None = None) -> None:
        self.path = path
        self.first_line = first_line
        self.page_path = page_path
        # Files that a converter wants beside the page's own (a source map): name → text.
        self.beside: dict[str, str] = {}


class Converter(Protocol):
    """Turns text of some extensions into text of another."""

    @property
    def priority(self) -> int:
        """Higher ones convert first; Jekyll's words: highest 100, high 10, normal 0, low -10, lowest -100."""
        ...

    def matches(self, extension: str) -> bool:
        """Is a file with this extension (`.md`, any case) mine?"""
        ...

    def output_ext(self, extension: str) -> str | None:
        """What the extension becomes; None leaves the say to the next converter."""
        ...

    def convert(self, text: str, source: Source) -> str:
        """`text`, which comes from `source`, converted.

        Raises:
            ConvertError: it cannot be.
        """
        ...


class Identity:
    """Takes everything that is left and changes nothing."""

    priority = -100

    def matches(self, extension: str) -> bool:
        return True

    def output_ext(self, extension: str) -> str | None:
        return extension

    def convert(self, text: str, source: Source) -> str:
        return text


class Converters:
    """All converters of a build, asked by extension.

    Args:
        converters: in any order; an `Identity` is added.
    """

    __slots__ = ("_all", "_by_extension")

    def __init__(self, converters: Iterable[Converter]) -> None:
        self._all = sorted([*converters, Identity()], key=lambda converter: -converter.priority)
        self._by_extension: dict[str, tuple[tuple[Converter, ...], str]] = {}

    def for_extension(self, extension: str) -> tuple[Converter, ...]:
        """Those that take such a file, in the order they convert; `Identity` left out."""
        return self._found(extension)[0]

    def output_ext(self, extension: str) -> str:
        """`.md` → `.html`: what the last converter that has a say makes of it."""
        return self._found(extension)[1]

    def _found(self, extension: str) -> tuple[tuple[Converter, ...], str]:
        found = self._by_extension.get(extension)
        if found is None:
            chain = [converter for converter in self._all if converter.matches(extension)]
            outputs = [output for c in chain if (output := c.output_ext(extension)) is not None]
            # Identity repeats the input; the one before it decides.
            result = outputs[-1] if len(outputs) == 1 else outputs[-2]
            found = (tuple(c for c in chain if not isinstance(c, Identity)), result)
            self._by_extension[extension] = found
        return found
