"""Reads a source into a Site: layouts, the tree of files, collections, theme assets, data.

Source: Jekyll 4.4.1 reader.rb, readers/*. Known difference: pages of one name (`index.md` in
many folders) are in the order of their folders' names, not in that of the file system.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jekylite.config.merge import deep_merge
from jekylite.model.collection import Collection
from jekylite.model.document import in_order
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.model.static_file import StaticFile
from jekylite.paths import join_below
from jekylite.read.data import DataReader
from jekylite.read.documents import read_collection, read_drafts, read_posts, set_date
from jekylite.read.layouts import read_layouts
from jekylite.read.pages import read_page_or_file, theme_assets
from jekylite.read.scan import sorted_entries
from jekylite.read.shelf import LISTING
from jekylite.read.surroundings import Surroundings

# Read on their own: posts with the tree, data by the data reader.
_SPECIAL = ("posts", "data")


def read_site(
    site: Site,
    around: Surroundings,
    *,
    layouts_dir: str,
    data_dir: str,
    include: Sequence[str],
    limit_posts: int,
    csv: Mapping[str, object],
    tsv: Mapping[str, object],
) -> None:
    """Fill `site`, whose collections are there but empty.

    Args:
        layouts_dir, data_dir: relative to the source.
        include: the configuration's list; files it names are read wherever they lie.
        limit_posts: keep the newest so many posts; 0 for all.
        csv, tsv: the configuration's `csv_reader` and `tsv_reader`.

    Raises:
        JekyliteError: what stops a build while it reads (a broken data file, a date that is none).
    """
    theme = site.theme
    site.layouts = read_layouts(
        join_below(site.source, layouts_dir), theme.layouts if theme else None, around
    )
    _Tree(site, around).read("", ())
    _read_included(site, include, around)
    posts = site.collections["posts"]
    posts.reorder(in_order(posts.docs))
    for post in posts.docs:
        set_date(post, around)
    site.pages.sort(key=lambda page: page.name.encode("utf-8", "surrogateescape"))
    site.static_files.sort(key=lambda file: file.relative_path.encode("utf-8", "surrogateescape"))
    for collection in site.collections.values():
        if collection.label not in _SPECIAL:
            read_collection(collection, around)
            site.static_files.extend(collection.files)
    if theme and theme.assets:
        _add_theme_assets(site, theme.assets, theme.root, around)
    site.data = _read_data(site, data_dir, around, csv, tsv)
    if limit_posts > 0:
        posts.reorder(posts.docs[-limit_posts:])


class _Listed(NamedTuple):
    """What of a folder takes part.

    Args:
        folders: names, and where they lead to if they are links.
        files: names, and whether they are links.
        posts: which of `_posts` and `_drafts` are there.
    """

    folders: list[tuple[str, str | None]]
    files: list[tuple[str, bool]]
    posts: set[str]


class _Tree:
    """The source's folders, depth first: posts, folders, pages and files of each."""

    def __init__(self, site: Site, around: Surroundings) -> None:
        self._site = site
        self._around = around
        self._posts: Collection = site.collections["posts"]

    def read(self, directory: str, links: tuple[str, ...]) -> None:
        """Read one folder.

        Args:
            directory: "" or `/sub`.
            links: real paths of the linked folders above, so that a circle ends.
        """
        around = self._around
        folder = around.source + directory
        listed = around.shelf.bring(f"{LISTING}tree", folder, lambda: self._listed(folder, directory))
        self._read_posts(directory, listed.posts)
        for name, real in listed.folders:
            below = links if real is None else (*links, real)
            if real is not None and (real in links or _is_above(real, folder)):
                continue
            if f"{folder}/{name}" != around.destination:
                self.read(f"{directory}/{name}", below)
        for name, is_link in listed.files:
            item = read_page_or_file(f"{folder}/{name}", directory, name, around, is_link=is_link)
            if isinstance(item, Page):
                self._site.pages.append(item)
            elif item is not None:
                self._site.static_files.append(item)

    def _listed(self, folder: str, directory: str) -> _Listed:
        around = self._around
        listed = _Listed([], [], set())
        for entry in sorted_entries(folder):
            name = entry.name
            if name in ("_posts", "_drafts"):
                listed.posts.add(name)
            if not around.entry_filter.takes_part(directory, name):
                continue
            is_link = entry.is_symlink()
            if is_link:
                around.shelf.leave_out()  # what it leads to may change without this folder
                if not around.entry_filter.stays_inside(entry.path):
                    continue
            if entry.is_dir():
                listed.folders.append((name, os.path.realpath(entry.path) if is_link else None))
            elif entry.is_file():
                listed.files.append((name, is_link))
        return listed

    def _read_posts(self, directory: str, has: set[str]) -> None:
        around = self._around
        if around.collections_dir and not directory.startswith(f"/{around.collections_dir}"):
            return
        docs = self._posts.docs
        if "_posts" in has:
            docs.extend(read_posts(f"{directory}/_posts", self._posts.settings, around))
        if around.show_drafts and "_drafts" in has:
            docs.extend(read_drafts(f"{directory}/_drafts", self._posts.settings, around))


def _is_above(real: str, folder: str) -> bool:
    """Would following a link to `real` from inside `folder` come back to it?"""
    return f"{os.path.realpath(folder)}/".startswith(f"{real.rstrip('/')}/")


def _read_included(site: Site, include: Sequence[str], around: Surroundings) -> None:
    """Files that `include` names and that no folder led to."""
    items: list[Page | StaticFile] = [*site.pages, *site.static_files]
    known = {item.relative_path.removeprefix("/") for item in items}
    for entry in include:
        path = join_below(site.source, entry)
        name = path[len(site.source) + 1 :]
        if name in known or not os.path.isfile(path) or not around.entry_filter.stays_inside(path):
            continue
        folder, _, base = name.rpartition("/")
        directory = f"/{folder}" if folder else ""
        item = read_page_or_file(path, directory, base, around, is_link=os.path.islink(path))
        if isinstance(item, Page):
            site.pages.append(item)
        elif item is not None:
            site.static_files.append(item)


def _add_theme_assets(site: Site, folder: str, root: str, around: Surroundings) -> None:
    pages = {page.relative_path for page in site.pages}
    files = {file.relative_path for file in site.static_files}
    for item in theme_assets(folder, around, root):
        if isinstance(item, Page):
            if item.relative_path not in pages:
                site.pages.append(item)
        elif item.relative_path not in files:
            site.static_files.append(item)


def _read_data(
    site: Site,
    data_dir: str,
    around: Surroundings,
    csv: Mapping[str, object],
    tsv: Mapping[str, object],
) -> object:
    def reader(root: str) -> DataReader:
        return DataReader(
            root,
            encoding=around.encoding,
            csv=csv,
            tsv=tsv,
            entry_filter=around.entry_filter,
            shelf=around.shelf,
        )

    configured = site.settings.get("data")
    data = reader(site.source).read(join_below(site.source, data_dir))
    if site.theme and site.theme.data:
        data = deep_merge(reader(site.theme.root).read(site.theme.data), data)
    return configured if configured not in (None, False) else data
