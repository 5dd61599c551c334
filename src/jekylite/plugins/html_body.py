"""HTML through libxml2 and back, for plugins that change a finished page.

The originals use Nokogiri, which is libxml2, as lxml is: the same parser mends the markup and
the same writer prints it, so the whole body comes out in its spelling (`<br>`, characters for
entities, percent-encoded addresses, line breaks after some blocks).
Source: Nokogiri's HTML4::DocumentFragment, html-pipeline 2.14.
Known difference: lxml 6 carries libxml2 2.14, whose parser reads broken markup as HTML 5 does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from jekylite.errors import PluginError
from jekylite.model.document import Document
from jekylite.model.page import Page
from jekylite.ruby.strings import xml_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BODY = re.compile(r"<body(.*?)>\s*", re.S)


def is_html_output(item: Page | Document) -> bool:
    """Is the item written, and as HTML?"""
    is_page = isinstance(item, Page) or item.is_written
    permalink = item.own_permalink
    return (is_page and item.output_ext == ".html") or bool(permalink and permalink.endswith("/"))


def change_body(output: str, change: Callable[[str], str]) -> str:
    """`output` with what stands in its `<body>` changed; all of it where there is no body."""
    match = _BODY.search(output) if "<body" in output else None
    if match is None:
        return change(output)
    body, end, rest = output[match.end() :].partition("</body>")
    return output[: match.end()] + change(body) + end + rest


class Fragment:
    """A parsed piece of HTML.

    Raises:
        PluginError: lxml is not installed.
    """

    def __init__(self, html: str) -> None:
        try:
            from lxml import etree
        except ImportError:
            raise PluginError(
                "this site's plugins rewrite HTML, for which lxml is needed",
                hint="install it: pip install 'jekylite[html]'",
                code="JL108",
            ) from None
        self._etree = etree
        self._parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
        self.body = self._parse(html)

    def _parse(self, html: str) -> Element:
        document = f"<html><body>{html}".encode("utf-8", "replace")
        root = self._etree.fromstring(document, self._parser)
        body = root.find("body")
        assert body is not None
        return body

    def elements(self) -> Iterator[Element]:
        """All elements, in the order of the text."""
        for element in self.body.iterdescendants():
            if isinstance(element.tag, str):
                yield element

    def replace_texts(self, change: Callable[[str], str], ignored: frozenset[str], *, needle: str) -> None:
        """Put other HTML in the place of texts.

        Args:
            change: a text's HTML → what replaces it.
            ignored: elements in which texts stay.
            needle: texts without it are not looked at.
        """
        for element in [self.body, *self.body.iterdescendants()]:
            is_ignored = any(one.tag in ignored for one in (element, *element.iterancestors()))
            if element.text and needle in element.text and isinstance(element.tag, str) and not is_ignored:
                self._replace_text(element, change)
            tail_parent = element.getparent()
            if element is self.body or tail_parent is None or not element.tail or needle not in element.tail:
                continue
            if not any(one.tag in ignored for one in (tail_parent, *tail_parent.iterancestors())):
                self._replace_tail(element, tail_parent, change)

    def _replace_text(self, element: Element, change: Callable[[str], str]) -> None:
        html = xml_text(element.text or "")
        if (changed := change(html)) != html:
            piece = self._parse(changed)
            element.text = piece.text
            for index, child in enumerate(list(piece)):
                element.insert(index, child)

    def _replace_tail(self, element: Element, parent: Element, change: Callable[[str], str]) -> None:
        html = xml_text(element.tail or "")
        if (changed := change(html)) != html:
            piece = self._parse(changed)
            element.tail = piece.text
            at = parent.index(element) + 1
            for index, child in enumerate(list(piece)):
                parent.insert(at + index, child)

    def insert_first(self, element: Element, tag: str, attributes: Mapping[str, str]) -> Element:
        """A new element before everything in `element`."""
        child = element.makeelement(tag, dict(attributes))
        child.tail, element.text = element.text, None
        element.insert(0, child)
        return child

    def html(self) -> str:
        """The fragment, as libxml2 prints it."""
        parts = [xml_text(self.body.text or "")]
        for child in self.body:
            written = self._etree.tostring(
                child, method="html", encoding="unicode", pretty_print=True, with_tail=False
            )
            # lxml ends each piece with a line break of its own.
            parts.append(written.removesuffix("\n"))
            parts.append(xml_text(child.tail or ""))
        return "".join(parts)
