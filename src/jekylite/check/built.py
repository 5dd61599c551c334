"""The built tree, its pages one after the other, and the way from what they show back to a source."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from jekylite.check.addresses import Addresses
from jekylite.check.origins import Origins
from jekylite.check.page import Facts, HtmlPage, parse
from jekylite.check.sources import Sources
from jekylite.check.uses import Use, uses
from jekylite.config.config import Config
from jekylite.errors import Location
from jekylite.model.site import Site
from jekylite.read.scan import Patterns
from jekylite.ruby.values import to_s

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HTML_EXTENSIONS = (".html", ".htm", ".xhtml")


class BuiltSite:
    """What `check` looks at.

    Args:
        config, site: of the build, or of the sources of an older one.
        root: the built tree, absolute.
    """

    def __init__(self, config: Config, site: Site, root: str) -> None:
        self.config = config
        self.site = site
        self.root = root
        self.paths = frozenset(_files_below(root))
        self.sources = Sources(config, site)
        self.origins = Origins(self.sources)
        self._made_from = {item.destination: self.sources.shown(item) for item in site.outputs()}
        given = config.mapping("check").get("elsewhere")
        folders = given if isinstance(given, list) else [given] if given else []
        self.addresses = Addresses(
            self.paths,
            to_s(site.settings.get("url")),
            to_s(site.settings.get("baseurl")),
            [to_s(one) for one in folders],
            has_domain=os.path.exists(os.path.join(site.source, "CNAME")),
        )
        self._facts: dict[str, Facts | None] = {}

    def pages(self) -> Iterator[HtmlPage]:
        """Every HTML file with something in it, one after the other: all at once would be too much.

        Raises:
            PluginError: lxml is not installed.
        """
        for path in sorted(self.paths):
            if path.lower().endswith(HTML_EXTENSIONS) and (page := self._parse(path)) is not None:
                yield page

    def facts(self, path: str) -> Facts | None:
        """What other pages ask of a page; None where it is no page."""
        if path not in self._facts and path.lower().endswith(HTML_EXTENSIONS):
            self._parse(path)
        return self._facts.get(path)

    def _parse(self, path: str) -> HtmlPage | None:
        page = parse(self.read(path), path, self.source_of(path))
        self._facts[path] = page.facts if page is not None else None
        return page

    @cached_property
    def uses(self) -> list[Use]:
        """What the templates of the site itself ask for."""
        return [use for shown in self.sources.templates for use in uses(self.sources, shown)]

    @cached_property
    def theme_uses(self) -> list[Use]:
        """What the templates of its theme ask for."""
        foreign = (shown for shown in self.sources.shared if os.path.isabs(shown))
        return [use for shown in foreign for use in uses(self.sources, shown)]

    def read(self, path: str) -> bytes:
        """A file of the destination; nothing where it cannot be read."""
        try:
            with open(os.path.join(self.root, path), "rb") as file:
                return file.read()
        except OSError:
            return b""

    def source_of(self, path: str) -> str:
        """What a built file is made from, or the file itself where nothing in the source is."""
        source = self._made_from.get(path, path)
        # Generators name files that are not there.
        return source if os.path.exists(os.path.join(self.sources.root, source)) else path

    def file(self, path: str) -> Location:
        """The source of a built file as a place."""
        return self.sources.whole(self.source_of(path))

    def config_excludes(self, path: str) -> bool:
        """Does the configuration leave out a file or folder, named from the source?"""
        return self._excluded.fit(f"/{path}")

    @cached_property
    def _excluded(self) -> Patterns:
        include = self.config.include
        return Patterns(self.site.source, [entry for entry in self.config.exclude if entry not in include])

    def markup(self, page: HtmlPage, element: HtmlElement, *values: str) -> Location:
        """The place in the sources where an element is written, which has a fault of its own.

        Args:
            values: what Markdown has in its place: the address of an image, the text of a heading.
        """
        return self.origins.of_tag(page, page.tag(element), *values)

    def reference(self, page: HtmlPage, element: HtmlElement, address: str) -> Location:
        """The place in the sources where an element gets an address from."""
        return self.origins.of_value(page, page.tag(element), *self.addresses.spellings(address))


def _files_below(root: str) -> Iterator[str]:
    for folder, _, names in os.walk(root):
        below = os.path.relpath(folder, root)
        prefix = "" if below == "." else below.replace(os.sep, "/") + "/"
        for name in names:
            yield prefix + name
