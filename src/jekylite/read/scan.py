"""Which files of the source take part: `include`, `exclude`, and the names that are special.

Source: Jekyll 4.4.1 entry_filter.rb, utils.rb (`safe_glob`). Known difference: a symbolic
link that leads out of the source and the theme is skipped with a warning, not only in safe mode.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from jekylite.diagnostics import Collector
from jekylite.errors import Location
from jekylite.paths import leads_outside, relative
from jekylite.read.shelf import LISTING, NoShelf
from jekylite.ruby.fnmatch import fnmatch

_SPECIAL = (".", "_", "#", "~")
_WILD = re.compile(r"[*?\[\\]")


class Patterns:
    """The entries of `include` or `exclude`, ready to be asked.

    Args:
        source: absolute.
        patterns: as the configuration has them.

    A pattern fits a path that equals it as a wildcard (`*` crosses `/`), that begins with it,
    or, for a folder, that is it without its last slash.
    """

    __slots__ = ("_folders", "_prefixes", "_source", "_wildcards", "is_empty")

    def __init__(self, source: str, patterns: Iterable[str]) -> None:
        rooted = tuple(f"/{text.lstrip('/')}" for text in patterns)
        self._source = source
        self._prefixes = rooted
        self._folders = frozenset(text for text in rooted if text.endswith("/"))
        self._wildcards = [text for text in rooted if _WILD.search(text)]
        self.is_empty = not rooted

    def fit(self, path: str) -> bool:
        """Does one of the patterns fit `path`, which begins with `/` and is seen from the source?"""
        if path.startswith(self._prefixes):
            return True
        if any(fnmatch(wildcard, path) for wildcard in self._wildcards):
            return True
        return f"{path}/" in self._folders and os.path.isdir(self._source + path)


class Entry(NamedTuple):
    """A file that takes part.

    Args:
        path: absolute.
        name: relative to the folder that was asked for.
        is_link: it is a symbolic link itself.
    """

    path: str
    name: str
    is_link: bool


class EntryFilter:
    """Decides over names of the source.

    Args:
        source: absolute.
        include, exclude: the configuration's lists.
        collector: is told of links that lead out of `roots`.
        roots: real paths of the source and the theme; what a link leads to must lie in one.
    """

    def __init__(
        self,
        source: str,
        include: Sequence[str],
        exclude: Sequence[str],
        *,
        collector: Collector,
        roots: tuple[str, ...],
    ) -> None:
        self.source = source
        self._include = Patterns(source, include)
        self._exclude = Patterns(source, (entry for entry in exclude if entry not in include))
        self._collector = collector
        self._roots = roots

    def takes_part(self, folder: str, name: str) -> bool:
        """Is `name`, as seen from `folder` ("" or `/sub`, from the source), one to read?"""
        if name.endswith("."):
            return False
        if self.is_included(name):
            return True
        if self._exclude.fit(f"{folder}/{name}"):
            return False
        base = name.rpartition("/")[2]
        return not (name.startswith(_SPECIAL) or base.startswith(_SPECIAL) or name.endswith("~"))

    def is_included(self, name: str) -> bool:
        """`include` fits the name as it is given, or its last part."""
        if self._include.is_empty:
            return False
        if self._include.fit(f"/{name}"):
            return True
        return "/" in name and self._include.fit(f"/{name.rpartition('/')[2]}")

    def stays_inside(self, path: str) -> bool:
        """A link that leads out of the source and the theme, or nowhere, is not followed, and said so."""
        if os.path.islink(path) and not os.path.exists(path):
            self._collector.warn(
                f"it is a symbolic link to `{os.readlink(path)}`, which is not there, and is skipped",
                at=Location(relative(path, self.source)),
                hint="mend or remove the link",
                topic="Skipping",
                code="JL208",
            )
            return False
        if not leads_outside(path, self._roots):
            return True
        self._collector.warn(
            f"it is a symbolic link to {os.path.realpath(path)}, outside of the source, and is skipped",
            at=Location(relative(path, self.source)),
            hint="copy what it leads to into the site",
            topic="Skipping",
            code="JL208",
        )
        return False


def files_below(
    folder: str,
    seen_from: str,
    entry_filter: EntryFilter,
    shelf: NoShelf,
    *,
    hidden: bool = False,
    named: Callable[[str], object] = bool,
) -> Iterator[Entry]:
    """The files below `folder` that take part, folders not judged, in the order of names.

    Args:
        folder: absolute.
        seen_from: the folder of the source that `exclude` takes the names to lie in: "" or `/sub`.
        shelf: has the folders that an earlier build of this process has listed.
        hidden: look into names that begin with a dot as well (their own special sign still rules).
        named: true for the names (without folders) that are meant.
    """

    def takes_part(name: str) -> bool:
        return bool(named(name.rpartition("/")[2])) and entry_filter.takes_part(seen_from, name)

    kind = f"{LISTING}{named.__name__} {hidden=} {seen_from}"

    def walk(folder: str, prefix: str) -> Iterator[Entry]:
        def list_folder() -> list[tuple[Entry, bool]]:
            return list(_listed(folder, prefix, entry_filter, shelf, takes_part, hidden=hidden))

        for entry, is_folder in shelf.bring(kind, folder, list_folder):
            if is_folder:
                yield from walk(entry.path, f"{entry.name}/")
            else:
                yield entry

    if entry_filter.stays_inside(folder):
        yield from walk(folder, "")


def _listed(
    folder: str,
    prefix: str,
    entry_filter: EntryFilter,
    shelf: NoShelf,
    takes_part: Callable[[str], bool],
    *,
    hidden: bool,
) -> Iterator[tuple[Entry, bool]]:
    """What in `folder` is a folder (True), or a file that takes part."""
    for entry in sorted_entries(folder):
        if entry.name.startswith(".") and not hidden:
            continue
        name = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            yield Entry(entry.path, name, is_link=False), True
            continue
        is_link = entry.is_symlink()
        if is_link:
            shelf.leave_out()  # what it leads to may change without this folder
        # `**` of Ruby's glob does not go through linked folders, so neither do we.
        if (not is_link or entry_filter.stays_inside(entry.path)) and entry.is_file() and takes_part(name):
            yield Entry(entry.path, name, is_link), False


def sorted_entries(folder: str) -> list[os.DirEntry[str]]:
    """The entries of a folder by the bytes of their names; none if it cannot be listed."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: os.fsencode(entry.name))
    except (FileNotFoundError, NotADirectoryError):
        return []
