"""A file that is copied as it is.

Source: Jekyll 4.4.1 static_file.rb.
"""

from __future__ import annotations

import os.path
from collections.abc import Mapping

from jekylite.model import permalink
from jekylite.model.document import CollectionSettings


class StaticFile:
    """One file without front matter.

    Args:
        path: absolute.
        directory: its folder as Jekyll shows it: "" or `/sub`, in a collection `_label/` or `_label/sub`.
        name: with extension.
        mtime_ns, size: as the file system says.
        is_link: the file is a symbolic link.
        collection: the collection whose folder it lies in, or None.
        defaults: front-matter defaults that fit it.
    """

    __slots__ = (
        "_destination", "_url", "collection", "defaults", "extname", "is_link",
        "mtime_ns", "name", "path", "relative_path", "size",
    )  # fmt: skip

    def __init__(
        self,
        path: str,
        directory: str,
        name: str,
        *,
        mtime_ns: int,
        size: int,
        is_link: bool = False,
        collection: CollectionSettings | None = None,
        defaults: Mapping[str, object] | None = None,
    ) -> None:
        self.path = path
        self.name = name
        self.extname = os.path.splitext(name)[1]
        self.relative_path = f"{directory.rstrip('/')}/{name}"
        self.mtime_ns = mtime_ns
        self.size = size
        self.is_link = is_link
        self.collection = collection
        self.defaults: Mapping[str, object] = defaults or {}
        self._url: str | None = None
        self._destination: str | None = None

    def __repr__(self) -> str:
        return f"StaticFile({self.relative_path!r})"

    @property
    def source_path(self) -> str:
        """Relative to the source, for messages."""
        return self.relative_path.removeprefix("/")

    @property
    def basename(self) -> str:
        """The name without extension and trailing dots."""
        return permalink.without_trailing_dots(self.name[: len(self.name) - len(self.extname)])

    @property
    def url(self) -> str:
        """Its path, not percent-encoded; in a collection what the collection's permalink makes of it."""
        if self._url is None:
            self._url = self._base_url().removesuffix("/") + self.extname
        return self._url

    def _base_url(self) -> str:
        cleaned = permalink.without_trailing_dots(
            self.relative_path[: len(self.relative_path) - len(self.extname)]
        )
        if self.collection is None:
            return cleaned
        values = {
            "collection": self.collection.label,
            "path": cleaned.replace(self.collection.relative_directory, "", 1),
            "output_ext": "",
            "name": self.basename,
            "title": "",
        }
        return permalink.url_from(self.collection.url_template, values)

    @property
    def destination(self) -> str:
        """The file written, relative to the destination."""
        if self._destination is None:
            self._destination = permalink.static_file_destination(self.url)
        return self._destination

    @property
    def is_written(self) -> bool:
        publishable = self.defaults.get("published", True) not in (False, None)
        return publishable and (self.collection is None or self.collection.is_written)
