"""What is known of the source of each item, looked at only where no earlier build has."""

from __future__ import annotations

from jekylite.build.leftovers import suspects
from jekylite.incremental.graph import own_fingerprint
from jekylite.liquid.fingerprint import UntraceableError
from jekylite.model.document import Document
from jekylite.model.page import Page
from jekylite.read.shelf import NoShelf, Notes
from jekylite.render.answers import own_data


class Sources:
    """Of the items of one build, before they are rendered.

    Args:
        shelf: has what earlier builds found out.
    """

    def __init__(self, shelf: NoShelf) -> None:
        self._shelf = shelf
        self._owns: dict[int, bytes | None] = {}

    def own(self, item: Page | Document) -> bytes | None:
        """The fingerprint of all that its source says, None if there is none that can be compared."""
        key = id(item)
        if key not in self._owns:
            self._owns[key] = self._own(item)
        return self._owns[key]

    def _own(self, item: Page | Document) -> bytes | None:
        is_published = isinstance(item, Page) or item.is_published
        notes = self._shelf.notes_of(item)
        if notes is not None and notes.own is not None and notes.is_published == is_published:
            return notes.own
        try:
            own = own_fingerprint(item.body, own_data(item))
        except UntraceableError:
            return None
        self._shelf.note(item, (notes or Notes())._replace(own=own, is_published=is_published))
        return own

    def suspects(self, item: Page | Document) -> tuple[str, ...]:
        """By which it may show what the item before it left, see `leftovers`."""
        notes = self._shelf.notes_of(item)
        if notes is not None and notes.suspects is not None:
            return notes.suspects
        found = suspects(item.body)
        self._shelf.note(item, (notes or Notes())._replace(suspects=found))
        return found
