"""One HTML file of the destination: its tree, its tags, and where they stand.

Needs lxml (`pip install "jekylite[check]"`), which is imported when the first page is parsed.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from jekylite.check.tags import Lines, Tag, tags
from jekylite.errors import Location, PluginError

if TYPE_CHECKING:
    from lxml.html import HtmlElement


class HtmlPage:
    """One HTML file of the destination.

    Args:
        path: below the destination.
        root: its `<html>`, as a parser mends it.
        text: as it is in the file.
        source: the file it is made from, as messages name it.
    """

    def __init__(self, path: str, root: HtmlElement, text: str, source: str) -> None:
        self.path = path
        self.root = root
        self.text = text
        self.source = source

    @cached_property
    def ids(self) -> dict[str, int]:
        """Every id and every `<a name>`, with how often it is there."""
        counted: dict[str, int] = {}
        for value in self.root.xpath("//@id"):
            counted[value] = counted.get(value, 0) + 1
        for value in self.root.xpath("//a/@name"):
            counted.setdefault(value, 1)
        return counted

    @cached_property
    def base(self) -> str:
        """What relative references of the page begin at: its own path, or what `<base>` says."""
        own = f"/{self.path}"
        bases = [str(href) for href in self.root.xpath("//base/@href")]
        return urljoin(own, bases[0]) if bases else own

    @cached_property
    def is_redirect(self) -> bool:
        """A page that only sends on, as jekyll-redirect-from makes it."""
        return bool(self.root.xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']"))

    @cached_property
    def reads_fragments(self) -> bool:
        """Does a script of the page itself look at what follows the `#`? Then it may be no id."""
        return any("location.hash" in (script.text or "") for script in self.root.iter("script"))

    @cached_property
    def is_document(self) -> bool:
        """Has it a `<head>` or `<html>` of its own, or is it a fragment for a script to load?"""
        beginning = self.text[:4000].lower()
        return "<head" in beginning or "<html" in beginning

    @cached_property
    def tags(self) -> list[Tag]:
        """Its tags as they are written."""
        return list(tags(self.text))

    def tag(self, element: HtmlElement) -> Tag | None:
        """The start tag of an element; None for one that the parser made up."""
        wanted = [(name, value.replace("\r", "")) for name, value in element.attrib.items()]
        fallback = None
        for tag in self._starts.get((element.tag, element.sourceline), ()):
            fallback = fallback or tag
            if [name for name, _ in wanted] == list(
                dict.fromkeys(name for name, _ in tag.attributes)
            ) and all(value in tag.inner or "&" in tag.inner for _, value in wanted):
                return tag
        return fallback

    def at(self, offset: int) -> Location:
        """A place in the built file."""
        return Location(self.path, *self._lines.place(offset))

    def shown(self, element: HtmlElement) -> Location:
        """The place of an element in the built file."""
        tag = self.tag(element)
        return self.at(tag.start) if tag else Location(self.path, element.sourceline)

    def line(self, offset: int) -> str:
        """The whole line around an offset."""
        end = self.text.find("\n", offset)
        return self.text[self.text.rfind("\n", 0, offset) + 1 : end if end >= 0 else len(self.text)]

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)

    @cached_property
    def _starts(self) -> dict[tuple[str, int], list[Tag]]:
        """Start tags by their name and the line of their end, which is what the parser calls theirs."""
        found: dict[tuple[str, int], list[Tag]] = {}
        for tag in self.tags:
            if not tag.is_end:
                found.setdefault((tag.name, self._lines.place(tag.end - 1)[0]), []).append(tag)
        return found


def parse(content: bytes, path: str, source: str) -> HtmlPage | None:
    """Read a page; None where there is nothing that is an element.

    Args:
        path, source: as `HtmlPage` has them.

    Raises:
        PluginError: lxml is not installed.
    """
    try:
        from lxml.html import HTMLParser, document_fromstring
    except ImportError:
        raise PluginError(
            "`check` reads pages with lxml, which is not installed",
            hint='install it with `pip install "jekylite[check]"`',
            code="JL108",
        ) from None
    text = content.decode("utf-8", "replace").replace("\0", "\ufffd")
    if not text.strip():
        return None
    parser = HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = document_fromstring(text.encode("utf-8"), parser=parser)
    except (ValueError, SyntaxError):  # only comments, or nothing that is an element
        return None
    return HtmlPage(path, root, text, source)
