"""What a process that builds one site again and again has from one build to the next."""

from __future__ import annotations

from jekylite.incremental.footing import Footing
from jekylite.read.shelf import SETTLED, Shelf


class Session:
    """Of `build --watch` and `serve`, and of the build they begin with.

    Args:
        settled: seconds after which a file's times are trusted.

    Attributes:
        shelf: what the readers made of the source's files.
        footing: what the last build that went well has verified; None where that could not be told.
    """

    def __init__(self, settled: float = SETTLED) -> None:
        self.shelf = Shelf(settled)
        self.footing: Footing | None = None
