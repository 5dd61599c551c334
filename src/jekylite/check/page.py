"""One HTML file of the destination: its tree, its tags, and where they stand.

Needs lxml (`pip install "jekylite[check]"`), which is imported when the first page is parsed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from jekylite.check.tags import Lines, Tag, tags
from jekylite.errors import Location, PluginError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Facts(NamedTuple):
    """What other pages ask of a page; kept when the page itself is not.

    Args:
        path: below the destination.
        base: what its relative references begin at: its own path, or what `<base>` says.
        ids: every id and every `<a name>`.
        is_redirect: it only sends on, as jekyll-redirect-from makes it.
        reads_fragments: a script of the page looks at what follows the `#`, which may be no id then.
        title: its `<title>`, white space collapsed.
        versions: the addresses of its versions in other languages.
    """

    path: str
    base: str
    ids: frozenset[str]
    is_redirect: bool
    reads_fragments: bool
    title: str
    versions: tuple[str, ...]

    @classmethod
    def of_file(cls, path: str) -> Facts:
        """Of a file that is no page, such as a style sheet: where it is."""
        return cls(path, f"/{path}", frozenset(), False, False, "", ())


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
        self._starts_of: dict[tuple[str, int], dict[tuple[tuple[str, str], ...], Tag]] = {}

    @cached_property
    def facts(self) -> Facts:
        """What other pages ask of it."""
        root = self.root
        bases = [str(base.get("href")) for base in root.iter("base") if base.get("href")]
        return Facts(
            path=self.path,
            base=urljoin(f"/{self.path}", bases[0]) if bases else f"/{self.path}",
            ids=frozenset([*self.ids, *(name for link in root.iter("a") if (name := link.get("name")))]),
            is_redirect=any(
                (meta.get("http-equiv") or "").lower() == "refresh" for meta in root.iter("meta")
            ),
            reads_fragments=any("location.hash" in (script.text or "") for script in root.iter("script")),
            title=" ".join((root.findtext("head/title") or "").split()),
            versions=tuple(
                href.strip()
                for link in root.iter("link")
                if link.get("hreflang") and (href := link.get("href"))
            ),
        )

    @cached_property
    def ids(self) -> list[str]:
        """Every id, as often as it is there."""
        return [str(value) for value in self.root.xpath("//@id")]

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
        if not isinstance(element.tag, str) or not 0 < element.sourceline <= len(self._lines):
            return None
        known = self._starts(element.tag, element.sourceline)
        return known.get(tuple(element.attrib.items())) or next(iter(known.values()), None)

    def _starts(self, name: str, line: int) -> dict[tuple[tuple[str, str], ...], Tag]:
        """The start tags of a name that end on a line, by their attributes as a parser has them.

        What the parser calls the line of an element is that of its start tag's end.
        """
        known = self._starts_of.get((name, line))
        if known is None:
            known = self._starts_of[name, line] = {}
            start, end = self._lines[line]
            first, last = bisect_right(self._ends, start), bisect_right(self._ends, end + 1)
            for tag in self.tags[first:last]:
                if tag.name == name and not tag.is_end:
                    given: dict[str, str] = {}
                    for key, value in tag.attributes:
                        given.setdefault(key, unescape(value) if "&" in value else value)
                    known.setdefault(tuple(given.items()), tag)
        return known

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
    def _ends(self) -> list[int]:
        return [tag.end for tag in self.tags]


def is_hidden(element: HtmlElement) -> bool:
    """Is it kept from every reader, as dialogs are until they open, and what is for machines only?"""
    return any(
        one.get("hidden") is not None
        or one.get("aria-hidden") == "true"
        or _NOT_SHOWN.search(one.get("style") or "")
        for one in (element, *element.iterancestors())
    )


def require_parser() -> None:
    """Ask for lxml before there is anything to parse.

    Raises:
        PluginError: it is not installed.
    """
    try:
        import lxml.html  # noqa: F401
    except ImportError:
        raise PluginError(
            "`check` reads pages with lxml, which is not installed",
            hint='install it with `pip install "jekylite[check]"`',
            code="JL108",
        ) from None


def parse(content: bytes, path: str, source: str) -> HtmlPage | None:
    """Read a page; None where there is nothing that is an element.

    Args:
        path, source: as `HtmlPage` has them.

    Raises:
        PluginError: lxml is not installed.
    """
    require_parser()
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    text = content.decode("utf-8", "replace").replace("\0", "\ufffd")
    if not text.strip():
        return None
    parser = HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = document_fromstring(text.encode("utf-8"), parser=parser)
    except (ValueError, SyntaxError, LxmlError):  # only comments, or nothing that is an element
        return None
    return HtmlPage(path, root, text, source)
