"""Why a file is on one side only: moved, left out, made by a plugin, newer."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from jekylite.config.config import Config
from jekylite.doctor.entry import Entry
from jekylite.model.site import Site
from jekylite.model.static_file import StaticFile

# What plugins write, for sites that have lost one.
_WRITTEN_BY = (
    (re.compile(r"(?:.*/)?(?:feed|atom)\.xml|feed/.*\.xml"), ("jekyll-feed",)),
    (re.compile(r"sitemap\.xml|robots\.txt"), ("jekyll-sitemap",)),
    (re.compile(r"redirects\.json"), ("jekyll-redirect-from",)),
    (re.compile(r"(?:.*/)?page/?\d+(?:/index)?(?:\.html)?"), ("jekyll-paginate", "jekyll-paginate-v2")),
    (
        re.compile(r"(?:.*/)?(?:tags?|categor(?:y|ies)|archives?|\d{4}(?:/\d\d)*)/.*"),
        ("jekyll-archives", "jekyll-paginate-v2"),
    ),
)
_DATED = re.compile(r"\d+-\d+-\d+-(.+)")
_UNPUBLISHED = re.compile(r"^published:\s*false\s*$", re.MULTILINE)
_INDEX = re.compile(r"(?:/index)?\.\w+\Z")
_SKIPPED_FOLDERS = frozenset((".git", "node_modules", ".jekyll-cache", ".jekylite-cache", ".sass-cache"))


class Absences:
    """Reasons, as far as the sources tell them.

    Args:
        config, site: of our build.
        future: paths, below the source, of posts that were left out as their date is to come.
        not_run: plugins that are not run here.
        newest: when the newest of their files was written, seconds since 1970.
    """

    def __init__(
        self, config: Config, site: Site, future: frozenset[str], not_run: Iterable[Entry], newest: float
    ) -> None:
        self._config = config
        self._site = site
        self._future = future
        self._not_run = list(not_run)
        self._newest = newest

    def only_here(self, path: str) -> str:
        """Where one of our files comes from."""
        source = self._source_of.get(path)
        if source is None or not os.path.isfile(os.path.join(self._config.source, source)):
            return self._written_here(path)
        if os.path.getmtime(os.path.join(self._config.source, source)) > self._newest:
            return f"made from {source}, which is newer than their output"
        return f"made from {source}, which they left out"

    def _written_here(self, path: str) -> str:
        for pattern, plugins in _WRITTEN_BY:
            if pattern.fullmatch(path):
                for plugin in plugins:
                    if plugin in self._config.plugins:
                        return (
                            f"{plugin} writes such files; theirs was built without it, or with other settings"
                        )
        return "made by a plugin, or a file of the theme, which they had not"

    def only_there(self, path: str) -> str:
        """Why one of their files is not among ours."""
        if path.endswith(".map"):
            return "a source map: `sass: sourcemap` decides whether there is one"
        if os.path.isfile(os.path.join(self._config.source, path)):
            return "the source has it, and leaves it out: see `exclude`, or its name begins with `_`"
        for source in self._named.get(_INDEX.sub("", path).rpartition("/")[2], ()):
            if reason := self._left_out(source):
                return f"{reason}: {source}"
        for pattern, plugins in _WRITTEN_BY:
            if pattern.fullmatch(path):
                if not any(plugin in self._config.plugins for plugin in plugins):
                    return f"{' or '.join(plugins)} writes such files, and is not in `plugins`"
                break
        generators = [entry.name for entry in self._not_run if _writes(entry)]
        if generators:
            return f"may be written by {' or '.join(generators)}, which is not run here"
        return "nothing here makes it: left over from an earlier build, or by a plugin of theirs"

    def _left_out(self, source: str) -> str | None:
        if source in self._future:
            return "a post of the future, shown by `--future`"
        if source.startswith("_drafts/") or "/_drafts/" in source:
            return "a draft, shown by `--drafts`"
        try:
            with open(os.path.join(self._config.source, source), encoding="utf-8", errors="replace") as file:
                head = file.read(4096)
        except OSError:
            return None
        if head.startswith("---") and _UNPUBLISHED.search(head.partition("\n---")[0]):
            return "`published: false`, shown by `--unpublished`"
        return None

    @cached_property
    def _source_of(self) -> Mapping[str, str]:
        return {
            item.destination: item.source_path if isinstance(item, StaticFile) else item.relative_path
            for item in self._site.outputs()
        }

    @cached_property
    def _named(self) -> Mapping[str, list[str]]:
        """Source files by their name without date and extension."""
        found: dict[str, list[str]] = {}
        for path in self._source_files():
            name = path.rpartition("/")[2].partition(".")[0]
            dated = _DATED.fullmatch(name)
            found.setdefault(dated[1] if dated else name, []).append(path)
        return found

    def _source_files(self) -> Iterator[str]:
        source = str(self._config.source)
        for folder, folders, files in os.walk(source):
            folders[:] = [name for name in folders if name not in _SKIPPED_FOLDERS]
            for name in files:
                yield os.path.relpath(os.path.join(folder, name), source).replace(os.sep, "/")


def _writes(entry: Entry) -> bool:
    """Whether a plugin that is not run may write files: tags, filters and converters do not."""
    if not entry.name.endswith(".rb") or "registers" not in entry.note:
        return True
    return "a generator" in entry.note or "hooks" in entry.note


def moved(
    only_here: Iterable[str], only_there: Iterable[str], digests: Mapping[str, bytes]
) -> Iterator[tuple[str, str]]:
    """(ours, theirs) where a file has another address: the same bytes, or one name in two styles.

    Args:
        digests: of the bytes of each path of either side, where it is on one side only.
    """
    by_digest: dict[bytes, list[str]] = {}
    by_name: dict[str, list[str]] = {}
    for path in only_there:
        by_digest.setdefault(digests[path], []).append(path)
        by_name.setdefault(_address(path), []).append(path)
    taken: set[str] = set()
    for path in only_here:
        candidates = [*by_digest.get(digests[path], ()), *by_name.get(_address(path), ())]
        for other in candidates:
            if other not in taken:
                taken.add(other)
                yield path, other
                break


def _address(path: str) -> str:
    """What is left of a path without its date, its case and its style: `2024/03/04/a/index.html` → `a`."""
    return re.sub(r"(?:\d+/)+", "", _INDEX.sub("", path)).lower()
