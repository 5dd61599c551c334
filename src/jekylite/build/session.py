"""What a process that builds one site again and again has from one build to the next."""

from __future__ import annotations

from jekylite.incremental.footing import Footing
from jekylite.incremental.store import Store
from jekylite.read.shelf import Shelf
from jekylite.stamp import SETTLED
from jekylite.write.inventory import Inventory


class Session:
    """Of `build --watch` and `serve`, and of the build they begin with.

    Args:
        settled: seconds after which a file's times are trusted.

    Attributes:
        shelf: what the readers made of the source's files.
        inventory: of the destination.
    """

    def __init__(self, settled: float = SETTLED) -> None:
        self.shelf = Shelf(settled)
        self.inventory = Inventory(keeps=True)
        self._footing: Footing | None = None
        self._destination = ""

    def footing_in(self, destination: str) -> Footing | None:
        """What the last build has verified; None if it could not tell, or went to another folder.

        Args:
            destination: absolute.
        """
        return self._footing if destination == self._destination else None

    def stand_on(self, footing: Footing | None, destination: str) -> None:
        """Let the next build into that folder stand on this."""
        self._footing, self._destination = footing, destination


def shelf_of(records: Store, session: Session | None) -> Shelf:
    """What earlier builds have read: of this process, or else what another one has left in the store."""
    shelf = session.shelf if session else Shelf()
    if shelf.is_empty and (packed := records.readings()):
        shelf.unpack(packed)
    return shelf
