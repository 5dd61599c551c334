"""Front-matter defaults: which sets of `defaults` fit a file, and what they come to.

Source: Jekyll 4.4.1 frontmatter_defaults.rb. Known difference: a set that is no map is mentioned once,
not at every file.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple, cast

from jekylite.config.config import Config
from jekylite.config.merge import deep_merge
from jekylite.diagnostics import Collector
from jekylite.errors import ConfigError
from jekylite.ruby import time_parse, times
from jekylite.ruby.glob import glob
from jekylite.ruby.values import to_s

_RENAMED_TYPES = {"page": "pages", "post": "posts", "draft": "drafts"}


class _Set(NamedTuple):
    """One entry of `defaults`.

    Args:
        number: its place in the list.
        has_scope: without a scope it fits everything, but cannot be weighed against others.
        path: as in the config; None where the scope has no text there.
        type: None where the scope has no type; a type that is not text never gets here.
    """

    number: int
    has_scope: bool
    path: str | None
    type: str | None
    values: dict[str, object]

    @property
    def weight(self) -> int:
        """Longer paths win, by characters; a leading `/` does not count."""
        return len((self.path or "").removeprefix("/"))


class Defaults:
    """The front-matter defaults of one site.

    Args:
        config: its `defaults`, `collections_dir` and `source`.
        collector: receives a warning for each set that cannot be used.

    Raises:
        ConfigError: a set whose `scope`, `type` or `date` Jekyll would fall over.
    """

    def __init__(self, config: Config, collector: Collector) -> None:
        self._config = config
        self._source = str(config.source)
        self._collections_dir = config.collections_dir + "/" if config.collections_dir else ""
        self._sets = self._read_sets(collector)
        self._globbed: dict[str, tuple[str, ...]] = {}
        self._merged: dict[tuple[int, ...], dict[str, object]] = {}

    def for_path(self, path: str, kind: str | None) -> dict[str, object]:
        """The default front matter of a file.

        Args:
            path: relative to the source, `/` between parts; a leading `/` does no harm.
            kind: `pages`, `posts`, the label of its collection, or None for a static file.

        Returns:
            A fresh map; the values in it are shared and must not be changed.

        Raises:
            ConfigError: a set without `scope` follows another one that fits, which Jekyll cannot weigh.
        """
        sanitized = path.removeprefix("/").removeprefix(self._collections_dir)
        fitting = [entry for entry in self._sets if self._fits(entry, sanitized, kind)]
        if not fitting:
            return {}
        indexes = tuple(entry.number for entry in fitting)
        merged = self._merged.get(indexes)
        if merged is None:
            merged = self._merged[indexes] = self._merge(fitting)
        return dict(merged)

    def _fits(self, entry: _Set, path: str, kind: str | None) -> bool:
        if entry.type is not None and entry.type != kind:
            return False
        if not entry.path:
            return True
        if "*" not in entry.path:
            return path.startswith(entry.path.removeprefix(self._collections_dir))
        return path.startswith(self._paths_of(entry.path))

    def _paths_of(self, pattern: str) -> tuple[str, ...]:
        """The existing paths of a glob; a file fits if one of them begins its path."""
        paths = self._globbed.get(pattern)
        if paths is None:
            paths = tuple(path.removeprefix(self._collections_dir) for path in glob(self._source, pattern))
            self._globbed[pattern] = paths
        return paths

    def _merge(self, fitting: list[_Set]) -> dict[str, object]:
        """Later sets win, unless their path is shorter, or they alone of the two have no type."""
        merged: dict[str, object] = {}
        winner: _Set | None = None
        for entry in fitting:
            if winner is None:
                is_stronger = True
            elif not entry.has_scope:
                raise ConfigError(
                    "a set of `defaults` without `scope` beside another set that fits the same file",
                    at=self._config.place("defaults", entry.number, "values"),
                    hint='give it `scope: {path: ""}`',
                    code="JL105",
                )
            elif entry.weight != winner.weight:
                is_stronger = entry.weight > winner.weight
            else:
                is_stronger = entry.type is not None or winner.type is None
            if is_stronger:
                merged = deep_merge(merged, entry.values)
                winner = entry if entry.has_scope else None
            else:
                merged = deep_merge(entry.values, merged)
        return merged

    def _read_sets(self, collector: Collector) -> list[_Set]:
        listed = self._config.data.get("defaults")
        if not isinstance(listed, list):
            return []
        sets = []
        for index, entry in enumerate(listed):
            first = next(iter(entry), None) if isinstance(entry, dict) else None
            at = self._config.place("defaults", index, first)
            if not isinstance(entry, dict) or not isinstance(entry.get("values"), dict):
                collector.warn(
                    "An invalid front-matter default set was found: it needs `scope` and `values`, both maps",
                    topic="Defaults",
                    at=at,
                    hint='write `scope: {path: ""}` and `values: {key: value}`',
                    code="JL105",
                )
                continue
            values = cast("dict[str, object]", entry["values"])
            if "date" in values:
                values = values | {"date": self._date(values["date"], index)}
            if "scope" not in entry:
                sets.append(_Set(index, False, None, None, values))
                continue
            scope = entry["scope"]
            if not isinstance(scope, dict):
                raise ConfigError(
                    "`scope` in `defaults` should be a map with `path` and `type`",
                    at=self._config.place("defaults", index, "scope") or at,
                    hint='write `scope: {path: ""}`',
                    code="JL105",
                )
            path = scope.get("path")
            sets.append(
                _Set(
                    index,
                    True,
                    path if isinstance(path, str) else None,
                    self._type(scope, index, collector),
                    values,
                )
            )
        return sets

    def _date(self, value: object, number: int) -> datetime:
        """A default date is made a Time at once, in the site's zone; an unquoted one Jekyll falls over."""
        if isinstance(value, datetime):
            return value
        zone = times.zone(self._config.timezone)
        moment = time_parse.parse(value, zone) if isinstance(value, str) else None
        if moment is None:
            raise ConfigError(
                f"Invalid date '{to_s(value)}': An invalid date format was found"
                " in a front-matter default set",
                at=self._config.place("defaults", number, "values", "date"),
                hint='write it in quotes, such as "2024-03-04"',
                code="JL105",
            )
        return times.localtime(moment, zone)

    def _type(self, scope: dict[str, object], index: int, collector: Collector) -> str | None:
        if "type" not in scope:
            return None
        kind = scope["type"]
        at = self._config.place("defaults", index, "scope", "type")
        if not isinstance(kind, str):
            raise ConfigError(
                "`type` of a `scope` in `defaults` should be a text",
                at=at,
                hint="write `pages`, `posts` or the label of a collection, or leave it out",
                code="JL105",
            )
        if kind in _RENAMED_TYPES:
            collector.warn(
                f"The '{kind}' type has become '{_RENAMED_TYPES[kind]}'.",
                topic="Defaults",
                at=at,
                hint=f"write `type: {_RENAMED_TYPES[kind]}`",
                code="JL105",
            )
            return _RENAMED_TYPES[kind]
        return kind
