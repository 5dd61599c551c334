"""The files a site is made of, as text: where something stands that shows in a page.

Templates are the layouts, the includes, and every page and document; what a site takes from its theme
counts as well, but nothing is found wrong in it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import cached_property

from jekylite.check.tags import Lines
from jekylite.config.config import Config
from jekylite.errors import Location
from jekylite.model.document import Document
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.model.static_file import StaticFile
from jekylite.paths import is_within, relative
from jekylite.ruby.values import to_s

# Code of a Markdown file shows tags and addresses that are not the page's own.
_INLINE_CODE = re.compile(r"(?<!`)(`+)(?!`)[^`\n]+\1(?!`)")
_HIGHLIGHT = re.compile(r"\{%-?\s*highlight\b.*?\{%-?\s*endhighlight\s*-?%\}", re.DOTALL)
_FENCE = re.compile(r"[ \t]{0,3}(`{3,}|~{3,})")
_ATX = re.compile(r"[ \t>*+-]*(?:\d+\.[ \t]+)?(#{1,6}[^#\n][^\n]*)")
_SETEXT = re.compile(r"(?:=+|-+)[ \t]*\Z")
_TARGET = re.compile(r"\]\([^()]*\)|\{:?[^{}]*\}[ \t#]*\Z")
# Where `Sources.find` looks.
TEMPLATES, DATA, DOCUMENTS = "templates", "data", "documents"
_NOT_OURS = frozenset(["node_modules", "vendor", "_site"])
_DATA_EXTENSIONS = (".yml", ".yaml", ".json", ".csv", ".tsv")


class Sources:
    """The text files behind a site, each read once and when it is asked for."""

    def __init__(self, config: Config, site: Site) -> None:
        self.root = site.source
        self._config = config
        self._site = site
        self._texts: dict[str, str] = {}
        self._markup: dict[str, str] = {}
        self._lines: dict[str, Lines] = {}
        self._found: dict[tuple[str, str], Location | None] = {}
        self._headings_of: dict[str, dict[str, Location]] = {}
        self._markdown = tuple(f".{extension}" for extension in config.markdown_ext)

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

    def is_markdown(self, shown: str) -> bool:
        """Is a file converted, by its name?"""
        return shown.lower().endswith(self._markdown)

    def markup(self, shown: str) -> str:
        """The text of a file with blanks for the code that a Markdown file shows."""
        known = self._markup.get(shown)
        if known is None:
            known = self.text(shown)
            if self.is_markdown(shown):
                known = _without_code(known)
            self._markup[shown] = known
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

    @cached_property
    def items(self) -> dict[str, Page | Document]:
        """File → the page or document that it is."""
        return {self.shown(item): item for item in self._items()}

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

    @cached_property
    def shared(self) -> list[str]:
        """Layouts and includes, the theme's too: what shows on many pages."""
        return [*self.layouts.values(), *self.includes.values(), *self.theme_includes.values()]

    @cached_property
    def data_files(self) -> list[str]:
        """The files that give templates their values: those of `_data`, then the configuration."""
        folder = os.path.join(self.root, self._config.data_dir)
        data = [relative(path, self.root) for path in _files(folder) if path.endswith(_DATA_EXTENSIONS)]
        return [*data, self.settings_file]

    @cached_property
    def configurations(self) -> list[str]:
        """YAML beside the configuration: what other builds of the same site are given."""
        names = [name for name in os.listdir(self.root) if name.endswith((".yml", ".yaml"))]
        return [*sorted(names), *(shown for shown in self._unread if shown.endswith((".yml", ".yaml")))]

    @cached_property
    def unpublished(self) -> list[str]:
        """Posts and drafts that the build did not read, or left out."""
        read = set(self.own)
        return [
            shown
            for shown in self._unread
            if shown not in read and ("_posts/" in f"/{shown}" or "_drafts/" in f"/{shown}")
        ]

    @cached_property
    def _unread(self) -> list[str]:
        found: list[str] = []
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(one for one in folders if not one.startswith(".") and one not in _NOT_OURS)
            found += [relative(os.path.join(folder, name), self.root) for name in sorted(names)]
        return found

    @cached_property
    def ruby(self) -> list[tuple[str, str]]:
        """The plugins written in Ruby: file, text."""
        folder = os.path.join(self.root, "_plugins")
        files = [relative(path, self.root) for path in _files(folder) if path.endswith(".rb")]
        return [(shown, self.text(shown)) for shown in files]

    def around(self, own: str) -> list[str]:
        """The files that the markup of a page may come from beside its own: its layouts, then all others."""
        return list(dict.fromkeys([*self._layouts_of.get(own, ()), *self._includes_first]))

    @cached_property
    def _includes_first(self) -> list[str]:
        return [*self.includes.values(), *self.theme_includes.values(), *self.shared]

    def find(self, own: str, values: Iterable[str], *groups: str) -> Location | None:
        """The first place of a value, as a word of its own; the first value wins.

        Args:
            own: the file of the page, which is looked at first, then its layouts.
            values: other spellings of what is looked for, the surest first.
            groups: TEMPLATES, DATA and DOCUMENTS, in the order in which to go on.
        """
        near = (own, *self._layouts_of.get(own, ())) if TEMPLATES in groups else (own,)
        for value in values:
            if len(value) < 2:
                continue
            place = self._find_in(near, value)
            for group in groups if place is None else ():
                if group == DOCUMENTS and not self.shows_others(own):
                    continue
                if (group, value) not in self._found:
                    self._found[group, value] = self._find_in(self._groups[group], value)
                place = place or self._found[group, value]
            if place is not None:
                return place
        return None

    def shows_others(self, own: str) -> bool:
        """May a page show documents beside its own text? A document itself hardly does."""
        return not isinstance(self.items.get(own), Document)

    def _find_in(self, files: Iterable[str], value: str) -> Location | None:
        for shown in files:
            if value not in self.text(shown):
                continue  # which spares most files the search for their code
            offset = _find_word(self.markup(shown), value)
            if offset is not None:
                return self.at(shown, offset)
        return None

    @cached_property
    def _groups(self) -> dict[str, list[str]]:
        return {TEMPLATES: self._includes_first, DATA: self.data_files, DOCUMENTS: self.own}

    def heading(self, files: Iterable[str], text: str) -> Location | None:
        """The place of a Markdown heading in one of some files, whatever marks are in its text."""
        wanted = _letters(text)
        for shown in files if wanted else ():
            if self.is_markdown(shown) and (place := self._headings(shown).get(wanted)) is not None:
                return place
        return None

    def _headings(self, shown: str) -> dict[str, Location]:
        known = self._headings_of.get(shown)
        if known is None:
            known = self._headings_of[shown] = {}
            previous = ""
            for number, line in enumerate(self.markup(shown).splitlines(), 1):
                if match := _ATX.match(line):
                    known.setdefault(_letters(match[1]), Location(shown, number, match.start(1) + 1))
                elif _SETEXT.match(line) and previous:
                    known.setdefault(_letters(previous), Location(shown, number - 1, 1))
                previous = line.strip()
        return known

    def style(self, own: str, address: str) -> Location:
        """The place of an address of a style sheet: in its own file, or in a partial of Sass."""
        name = address.rpartition("/")[2]
        files = [own, *self._sass]
        return self._find_in(files, address) or self._find_in(files, name) or self.whole(own)

    @cached_property
    def _sass(self) -> list[str]:
        folder = os.path.join(self.root, to_s(self._config.mapping("sass").get("sass_dir") or "_sass"))
        return [relative(path, self.root) for path in _files(folder) if path.endswith((".scss", ".sass"))]

    def at(self, shown: str, offset: int) -> Location:
        """The place of an offset in the text of a file."""
        lines = self._lines.get(shown)
        if lines is None:
            lines = self._lines[shown] = Lines(self.text(shown))
        return Location(shown, *lines.place(offset))

    def whole(self, shown: str) -> Location:
        """A file as a place: its first line if it is a text."""
        return Location(shown, 1) if self.text(shown) else Location(shown)

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
        return self.whole(shown)


def _find_word(text: str, value: str) -> int | None:
    """Where a value stands that is no part of a longer word or address."""
    has_beginning = value[0] == "/" or value[0].isalnum()
    has_end = value[-1].isalnum()
    offset = text.find(value)
    while offset >= 0:
        before, after = text[offset - 1 : offset], text[offset + len(value) : offset + len(value) + 1]
        continues = has_end and (after.isalnum() or after in ("_", "-", "/"))
        if not continues and not (has_beginning and (before.isalnum() or before in ("_", "-", "."))):
            return offset
        offset = text.find(value, offset + 1)
    return None


def _letters(text: str) -> str:
    """A heading without marks, links' addresses and attributes, which Markdown takes out or changes."""
    plain = _TARGET.sub("", text)
    return "".join(letter for letter in plain.lower() if letter.isalnum())


def _without_code(text: str) -> str:
    """Blanks in place of fenced blocks, `highlight` tags and code spans; all places stay."""
    lines = text.splitlines(keepends=True)
    fence = ""
    for index, line in enumerate(lines):
        match = _FENCE.match(line)
        is_fence = match is not None and (not fence or match[1].startswith(fence))
        if fence or is_fence:
            lines[index] = _blank(line)
        if is_fence and match is not None:
            fence = "" if fence else match[1]
    text = _HIGHLIGHT.sub(lambda match: _blank(match[0]), "".join(lines))
    return _INLINE_CODE.sub(lambda match: _blank(match[0]), text)


def _blank(text: str) -> str:
    return re.sub(r"[^\r\n]", " ", text)


def _files(folder: str) -> list[str]:
    found = []
    for parent, folders, names in os.walk(folder):
        folders.sort()
        found += [os.path.join(parent, name) for name in sorted(names) if not name.startswith(".")]
    return found
