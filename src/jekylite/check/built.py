"""The built tree, its pages parsed once, and the way from an address to a file and back to a source."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from jekylite.check.origins import Origins
from jekylite.check.page import Facts, HtmlPage, parse
from jekylite.check.sources import Sources
from jekylite.check.uses import Use, uses
from jekylite.config.config import Config
from jekylite.diagnostics import nearest
from jekylite.errors import Location
from jekylite.model.site import Site
from jekylite.read.scan import Patterns
from jekylite.ruby.values import to_s

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HTML_EXTENSIONS = (".html", ".htm", ".xhtml")
MANY = 300
"""Among more names than these nobody looks for the one that may be meant."""
_HOST_NAME = re.compile(
    r"(?:\A|/)(www\.|[\w.-]+\.(?:com|org|net|io|dev|edu|gov|cn|de|me|be)(?:/|\Z))", re.IGNORECASE
)
_INDEXES = ("index.html", "index.htm", "index.xhtml", "index.xml", "index.json")
# Hosts where every project of an owner has a folder of one site: what we did not build may be there.
_SHARED_HOSTS = (".github.io", ".gitlab.io", ".codeberg.page", ".pages.dev")


class Address(NamedTuple):
    """Where a reference leads.

    Args:
        path: decoded, below the destination and without a slash in front; None outside of the site.
        fragment: decoded, without `#`.
        host: lower case, "" inside the site.
        parts: as it was split.
    """

    path: str | None
    fragment: str
    host: str
    parts: SplitResult


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
        self.baseurl = "/" + to_s(site.settings.get("baseurl")).strip("/")
        url = urlsplit(to_s(site.settings.get("url")))
        self.host = (url.hostname or "").lower()
        # A `url` with a path (`https://host/blog`) is not right, but what it means is clear.
        self._url_path = url.path.rstrip("/")
        self.is_secure = url.scheme == "https"
        self._made_from = {item.destination: self.sources.shown(item) for item in site.outputs()}
        self._facts: dict[str, Facts | None] = {}
        self._lower: Mapping[str, str] | None = None

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
        return self._made_from.get(path, path)

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
        return self.origins.of_value(page, page.tag(element), *self.spellings(address))

    def spellings(self, address: str) -> list[str]:
        """How the sources may have an address of a page: decoded, or without what filters put before it."""
        below = address.removeprefix(to_s(self.site.settings.get("url"))) or address
        short = below.removeprefix(self.baseurl) if self.baseurl != "/" else below
        found = dict.fromkeys([address, unquote(address), below, short, short.removeprefix("/")])
        return [one for one in found if len(one) > 1 or one == address]

    def address(self, reference: str, page: Facts) -> Address | None:
        """Where a reference of a page leads; None for what is no place (`mailto:`), or no URL at all."""
        try:
            given = urlsplit(reference)
            if given.scheme and given.scheme.lower() not in ("http", "https"):
                return None
            if given.netloc:
                host = (given.hostname or "").lower()
                if host != self.host or not host:
                    return Address(None, "", host, given)
                path = unquote(given.path) or "/"
                if self._url_path and not f"{path}/".startswith(f"{self._url_path}/"):
                    return Address(None, "", host, given)
                below = path[len(self._url_path) :] or "/"
                is_doubled = self._url_path == self.baseurl and not below.startswith(f"{self.baseurl}/")
                inside = below.lstrip("/") if is_doubled else self._below_baseurl(below)
                if inside is None or self._may_be_another_site(inside):
                    return Address(None, "", host, given)
                return Address(inside, unquote(given.fragment), "", given)
            if not given.path:
                return Address(page.path, unquote(given.fragment), "", given)
            if given.path.startswith("/"):
                return Address(self._below_baseurl(unquote(given.path)), unquote(given.fragment), "", given)
            joined = urlsplit(urljoin(page.base, given.path))
        except ValueError:
            return None
        if joined.netloc:
            return Address(None, "", (joined.hostname or "").lower(), given)
        return Address(unquote(joined.path).lstrip("/"), unquote(given.fragment), "", given)

    def advice(self, path: str) -> str:
        """What to do about an address that leads to no file: the file that may be meant, if there is one."""
        folder, _, name = path.rstrip("/").rpartition("/")
        elsewhere = self._by_name.get(name.lower(), [])
        if len(elsewhere) == 1 and name not in _INDEXES:
            return f"did you mean `{elsewhere[0]}`?"
        beside = {one.rpartition("/")[2]: one for one in self._by_folder.get(folder, ())}
        meant = nearest(name, sorted(beside)) if len(beside) <= MANY else None
        if meant is not None:
            return f"did you mean `{beside[meant]}`?"
        if (host := _HOST_NAME.search(path)) is not None:
            return f"for another site, write `https://{path[host.start(1) :]}`"
        return "make the file, or mend the address"

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in sorted(self.paths):
            found.setdefault(path.rpartition("/")[2].lower(), []).append(path)
        return found

    @cached_property
    def _by_folder(self) -> dict[str, list[str]]:
        """Folder → its files, and its folders as they are named in addresses."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.paths):
            while path:
                folder = path.rpartition("/")[0]
                beside = found.setdefault(folder, [])
                if path in beside[-1:]:
                    break
                beside.append(path)
                path = folder
        return found

    def _may_be_another_site(self, path: str) -> bool:
        """Is an address of our host below a folder that we have not, on a host with a site in each folder?"""
        return self._is_shared and path.partition("/")[0] not in self._top and self.file_at(path) is None

    @cached_property
    def _top(self) -> frozenset[str]:
        return frozenset(path.partition("/")[0] for path in self.paths if "/" in path)

    @cached_property
    def _is_shared(self) -> bool:
        # A domain of one's own shows the sites of all projects as well.
        has_domain = os.path.exists(os.path.join(self.sources.root, "CNAME"))
        return self.baseurl == "/" and (has_domain or self.host.endswith(_SHARED_HOSTS))

    def _below_baseurl(self, path: str) -> str | None:
        if self.baseurl == "/":
            return path.lstrip("/")
        if path == self.baseurl:
            return ""
        return path[len(self.baseurl) + 1 :] if path.startswith(f"{self.baseurl}/") else None

    def file_at(self, path: str) -> str | None:
        """The file that a web server answers `path` with: itself, a folder's index, or with `.html`."""
        clean = os.path.normpath(path.lstrip("/")) if path else ""  # doubled slashes are one
        if clean in (".", ""):
            candidates = list(_INDEXES)
        elif path.endswith("/"):
            candidates = [f"{clean}/{name}" for name in _INDEXES]
        else:
            candidates = [clean, f"{clean}.html", *(f"{clean}/{name}" for name in _INDEXES)]
        return next((candidate for candidate in candidates if candidate in self.paths), None)

    def folder_at(self, path: str) -> bool:
        """Is there a folder without an index, which some servers list?"""
        return path.endswith("/") and any(known.startswith(path) for known in self.paths)

    def other_case(self, path: str) -> str | None:
        """A file that differs from the one at `path` in case only."""
        if self._lower is None:
            self._lower = {known.lower(): known for known in self.paths}
        wanted = path.lower().rstrip("/")
        for candidate in (wanted, f"{wanted}.html", f"{wanted}/index.html"):
            if candidate in self._lower:
                return self._lower[candidate]
        return None


def _files_below(root: str) -> Iterator[str]:
    for folder, _, names in os.walk(root):
        below = os.path.relpath(folder, root)
        prefix = "" if below == "." else below.replace(os.sep, "/") + "/"
        for name in names:
            yield prefix + name
