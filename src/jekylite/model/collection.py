"""Collections: a label, its settings, the documents and files below its folder.

Source: Jekyll 4.4.1 collection.rb.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from jekylite.model import permalink
from jekylite.model.document import CollectionSettings, Document
from jekylite.model.static_file import StaticFile

_NOT_LABEL = re.compile(r"[^a-z0-9_\-.]", re.IGNORECASE | re.ASCII)


class Collection:
    """What lies below `_label`.

    Args:
        settings: what the configuration says of it.
        directory: absolute path of its folder, there or not.
    """

    __slots__ = ("_positions", "directory", "docs", "files", "settings")

    def __init__(self, settings: CollectionSettings, directory: str) -> None:
        self.settings = settings
        self.directory = directory
        self.docs: list[Document] = []
        self.files: list[StaticFile] = []
        self._positions: dict[int, int] | None = None

    def __repr__(self) -> str:
        return f"Collection({self.settings.label!r}, {len(self.docs)} documents)"

    @property
    def label(self) -> str:
        return self.settings.label

    def neighbours(self, document: Document) -> tuple[Document | None, Document | None]:
        """(previous, next) of a document in this collection's order; next is the newer post."""
        if self._positions is None or len(self._positions) != len(self.docs):
            self._positions = {id(doc): index for index, doc in enumerate(self.docs)}
        position = self._positions.get(id(document))
        if position is None:
            return (None, None)
        previous = self.docs[position - 1] if position else None
        following = self.docs[position + 1] if position + 1 < len(self.docs) else None
        return (previous, following)

    def reorder(self, docs: list[Document]) -> None:
        """Take `docs` as the documents from now on."""
        self.docs = docs
        self._positions = None


def collection_settings(label: str, metadata: Mapping[str, object], style: str) -> CollectionSettings:
    """The settings of one entry of the configuration's `collections`.

    Args:
        label: cleaned, see `sanitize_label`.
        metadata: its map (`output`, `permalink`, `sort_by`, `order`, and the user's own keys).
        style: the site's `permalink`, whose ending the default pattern takes.
    """
    template = metadata.get("permalink")
    return CollectionSettings(
        label=label,
        metadata=metadata,
        url_template=str(template)
        if "permalink" in metadata and template is not None
        else permalink.with_suffix("/:collection/:path", style),
        is_written=metadata.get("output") not in (None, False),
    )


def sanitize_label(name: str) -> str:
    """`we ird!` → `weird`: letters, digits, `_`, `-` and `.` stay."""
    return _NOT_LABEL.sub("", name)
