"""Where the texts of rendered items wait until they are published or asked for: outside of memory.

A thousand pages as `str` are dozens of megabytes that nobody looks at while the others render.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable

# What is shorter costs less where it is.
_SHORT = 1024


class Aside:
    """One build's file without a name, which goes with the last text that points into it."""

    def __init__(self) -> None:
        self._descriptor: int | None = None
        self._end = 0
        # Windows cannot read and write at a place.
        self._is_full = not hasattr(os, "pwrite")

    def put(self, text: str) -> Callable[[], str]:
        """Put a text aside.

        Returns:
            What brings it back; it stays in memory where there is no room elsewhere.
        """
        if len(text) < _SHORT or self._is_full:
            return lambda: text
        piece = text.encode("utf-8", "surrogatepass")
        offset, length = self._end, len(piece)
        try:
            descriptor = self._opened()
            self._is_full = os.pwrite(descriptor, piece, offset) != length
        except OSError:
            self._is_full = True
        if self._is_full:
            return lambda: text
        self._end += length
        return lambda: self._read(offset, length)

    def _read(self, offset: int, length: int) -> str:
        return os.pread(self._opened(), length, offset).decode("utf-8", "surrogatepass")

    def _opened(self) -> int:
        if self._descriptor is None:
            import tempfile

            with tempfile.TemporaryFile(buffering=0) as file:
                self._descriptor = os.dup(file.fileno())
            weakref.finalize(self, os.close, self._descriptor)
        return self._descriptor
