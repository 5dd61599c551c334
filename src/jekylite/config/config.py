"""The settings of one build: the merged map that templates see, and its values with their types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from jekylite.errors import Location


class Config:
    """What `_config.yml`, its defaults and the command line come to; never changed afterwards.

    Args:
        data: the merged map, in Jekyll's order of keys; `site.KEY` in a template is one of these.
        source: the absolute folder that is read.
        destination: the absolute folder that is written.
        environment: `JEKYLL_ENV`, `development` without it.
        files: the configuration files that were read, absolute, in order.
        places: file and line of every key of the files, by the way to it: `("kramdown", "input")`.
    """

    __slots__ = ("data", "destination", "environment", "files", "places", "source")

    def __init__(
        self,
        data: dict[str, object],
        *,
        source: Path,
        destination: Path,
        environment: str = "development",
        files: tuple[Path, ...] = (),
        places: Mapping[tuple[object, ...], Location] | None = None,
    ) -> None:
        self.data = data
        self.source = source
        self.destination = destination
        self.environment = environment
        self.files = files
        self.places = dict(places or {})

    def with_values(self, **values: object) -> Config:
        """The same settings, but for these."""
        return Config(
            self.data | values,
            source=self.source,
            destination=self.destination,
            environment=self.environment,
            files=self.files,
            places=self.places,
        )

    def place(self, *way: object) -> Location | None:
        """Where a key is set: `place("kramdown", "input")`; where its mapping is, if that alone is known."""
        while way:
            if way in self.places:
                return self.places[way]
            way = way[:-1]
        return None

    # Folders, relative to the source.

    @property
    def collections_dir(self) -> str:
        return self._text("collections_dir")

    @property
    def layouts_dir(self) -> str:
        return self._text("layouts_dir")

    @property
    def includes_dir(self) -> str:
        return self._text("includes_dir")

    @property
    def data_dir(self) -> str:
        return self._text("data_dir")

    @property
    def cache_dir(self) -> str:
        return self._text("cache_dir")

    # What is read and published.

    @property
    def collections(self) -> dict[str, dict[str, object]]:
        """Settings by label, `posts` first, in the order of the config."""
        collections = self.data.get("collections")
        if not isinstance(collections, dict):
            return {}
        return {
            str(label): settings if isinstance(settings, dict) else {}
            for label, settings in collections.items()
        }

    @property
    def include(self) -> tuple[str, ...]:
        return self._texts("include")

    @property
    def exclude(self) -> tuple[str, ...]:
        """The config's patterns, then Jekyll's own."""
        return self._texts("exclude")

    @property
    def keep_files(self) -> tuple[str, ...]:
        return self._texts("keep_files")

    @property
    def encoding(self) -> str:
        return self._text("encoding")

    @property
    def markdown_ext(self) -> tuple[str, ...]:
        """Lower-case extensions without a dot."""
        return tuple(ext.strip().lower() for ext in self._text("markdown_ext").split(",") if ext.strip())

    @property
    def strict_front_matter(self) -> bool:
        return self.flag("strict_front_matter")

    @property
    def safe(self) -> bool:
        return self.flag("safe")

    @property
    def future(self) -> bool:
        return self.flag("future")

    @property
    def unpublished(self) -> bool:
        return self.flag("unpublished")

    @property
    def show_drafts(self) -> bool:
        return self.flag("show_drafts")

    @property
    def limit_posts(self) -> int:
        value = self.data.get("limit_posts")
        return value if isinstance(value, int) else 0

    @property
    def page_excerpts(self) -> bool:
        return self.flag("page_excerpts")

    # Plugins, theme, conversion.

    @property
    def plugins(self) -> tuple[str, ...]:
        return self._texts("plugins")

    @property
    def whitelist(self) -> tuple[str, ...]:
        return self._texts("whitelist")

    @property
    def theme(self) -> str | None:
        return self._text("theme") or None

    @property
    def markdown(self) -> str:
        return self._text("markdown")

    @property
    def excerpt_separator(self) -> str:
        return self._text("excerpt_separator")

    @property
    def kramdown(self) -> dict[str, object]:
        return self.mapping("kramdown")

    # Addresses, time, running.

    @property
    def permalink(self) -> str:
        return self._text("permalink")

    @property
    def baseurl(self) -> str | None:
        return self._text("baseurl") if self.data.get("baseurl") is not None else None

    @property
    def timezone(self) -> str | None:
        return self._text("timezone") or None

    @property
    def incremental(self) -> bool:
        return self.flag("incremental")

    @property
    def quiet(self) -> bool:
        return self.flag("quiet")

    @property
    def verbose(self) -> bool:
        return self.flag("verbose")

    @property
    def watch(self) -> bool:
        return self.flag("watch")

    @property
    def profile(self) -> bool:
        return self.flag("profile")

    def flag(self, key: str) -> bool:
        """Ruby's truth: everything but nil and false, so `"false"` and 0 count as true."""
        value = self.data.get(key)
        return value is not None and value is not False

    def mapping(self, key: str) -> dict[str, object]:
        """A mapping's settings, {} where it is absent or something else."""
        value = self.data.get(key)
        return value if isinstance(value, dict) else {}

    def _text(self, key: str) -> str:
        value = self.data.get(key)
        return "" if value is None or value is False else str(value)

    def _texts(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key)
        if value is None or value is False:
            return ()
        if isinstance(value, Sequence) and not isinstance(value, str):
            return tuple(str(item) for item in value if item is not None)
        return (str(value),)
