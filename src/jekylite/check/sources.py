"""The files a site is made of, as text: where something stands that shows in a page.

Templates are the layouts, the includes, and every page and document; what a site takes from its theme
counts as well, but nothing is found wrong in it.
"""

from __future__ import annotations

import os
from functools import cached_property

from jekylite.config.config import Config
from jekylite.errors import Location
from jekylite.model.document import Document
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.model.static_file import StaticFile
from jekylite.paths import is_within, relative
from jekylite.ruby.values import to_s


class Sources:
    """The text files behind a site, each read once and when it is asked for."""

    def __init__(self, config: Config, site: Site) -> None:
        self.root = site.source
        self._config = config
        self._site = site
        self._texts: dict[str, str] = {}

    def shown(self, item: Page | Document | StaticFile) -> str:
        """The file an output is made from, as messages name it."""
        return relative(item.path, self.root) if item.path else item.relative_path

    def text(self, shown: str) -> str:
        """The text of a file, "" if it cannot be read or is none."""
        known = self._texts.get(shown)
        if known is None:
            path = os.path.join(self.root, shown)
            try:
                with open(path, encoding="utf-8", newline="") as file:
                    known = file.read() if os.path.isfile(path) else ""
            except (OSError, ValueError):
                known = ""
            self._texts[shown] = known
        return known

    @cached_property
    def layouts(self) -> dict[str, str]:
        """Layout name → file, those of the theme too."""
        return {name: relative(layout.path, self.root) for name, layout in self._site.layouts.items()}

    @cached_property
    def includes(self) -> dict[str, str]:
        """Include name → file, the site's own only."""
        folder = os.path.join(self.root, self._config.includes_dir)
        return {relative(path, folder): relative(path, self.root) for path in _files(folder)}

    @cached_property
    def theme_includes(self) -> dict[str, str]:
        """Include name → absolute file, of the theme."""
        theme = self._site.theme
        folder = theme.includes if theme else None
        return {relative(path, folder): path for path in _files(folder)} if folder else {}

    @cached_property
    def own(self) -> list[str]:
        """Pages and documents of the site itself, written or not."""
        found = (item.path for item in self._items() if item.path)
        return list(dict.fromkeys(relative(path, self.root) for path in found if is_within(path, self.root)))

    def _items(self) -> list[Page | Document]:
        documents = [doc for collection in self._site.collections.values() for doc in collection.docs]
        return [*self._site.pages, *documents]

    @cached_property
    def _layouts_of(self) -> dict[str, list[str]]:
        """The layouts of each page and document, innermost first."""
        chains: dict[str, list[str]] = {}
        for item in self._items():
            chain: list[str] = []
            name = item.setting("layout") if isinstance(item, Page) else item.data.get("layout")
            while (layout := self._site.layouts.get(to_s(name))) is not None:
                shown = relative(layout.path, self.root)
                if shown in chain:
                    break
                chain.append(shown)
                name = layout.data.get("layout")
            chains[self.shown(item)] = chain
        return chains

    @cached_property
    def templates(self) -> list[str]:
        """All files of the site with Liquid in them, includes and layouts first."""
        layouts = [path for path in self.layouts.values() if not os.path.isabs(path)]
        return list(dict.fromkeys([*self.includes.values(), *layouts, *self.own]))

    @property
    def _included(self) -> list[str]:
        return [*self.includes.values(), *self.theme_includes.values()]

    @cached_property
    def shared(self) -> list[str]:
        """Layouts and includes, the theme's too: what shows on many pages."""
        return [*self.layouts.values(), *self.includes.values(), *self.theme_includes.values()]

    def place(self, own: str, *needles: str) -> Location:
        """The first line with one of `needles`: in the file `own`, its layouts, includes, the rest."""
        for shown in (own, *self._layouts_of.get(own, ()), *self._included, *self.shared, self.settings_file):
            text = self.text(shown)
            for needle in needles:
                if len(needle) > 1 and (index := text.find(needle)) >= 0:
                    return _at(shown, text, index)
        return Location(own)

    def line(self, shown: str, needle: str) -> Location:
        """The place of `needle` in one file; the file alone where it is not there."""
        text = self.text(shown)
        index = text.find(needle)
        return _at(shown, text, index) if needle and index >= 0 else Location(shown)

    @property
    def settings_file(self) -> str:
        """The site's last configuration file, as messages name it."""
        files = [path for path in self._config.files if is_within(str(path), self.root)]
        return relative(str(files[-1]), self.root) if files else "_config.yml"

    def key(self, shown: str, key: str) -> Location:
        """The place of a key of front matter."""
        for number, line in enumerate(self.text(shown).splitlines(), 1):
            if line.lstrip("\"'").startswith(key) and ":" in line:
                return Location(shown, number, 1)
            if number > 1 and line.rstrip() in ("---", "..."):
                break
        return Location(shown)


def _at(shown: str, text: str, index: int) -> Location:
    return Location(shown, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _files(folder: str) -> list[str]:
    found = []
    for parent, folders, names in os.walk(folder):
        folders.sort()
        found += [os.path.join(parent, name) for name in sorted(names) if not name.startswith(".")]
    return found
