"""What style sheets load, those of their own and those within pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from jekylite.check.built import BuiltSite
from jekylite.check.page import Facts, HtmlPage
from jekylite.check.rule import Report, Rule
from jekylite.check.tags import Lines
from jekylite.diagnostics import ERROR
from jekylite.errors import Location

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DEAD_STYLE_URL = Rule("JL422", "dead-style-url", ERROR, "A style sheet's `url(…)` leads to no file")

RULES = (DEAD_STYLE_URL,)

_LOADED = re.compile(
    r"""/\*.*?(?:\*/|\Z)"""
    r"""|url\(\s*+(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s]*+))\s*\)"""
    r"""|@import\s+(?:"([^"\n]*)"|'([^'\n]*)')""",
    re.DOTALL | re.IGNORECASE,
)


class Loaded(NamedTuple):
    """An address in a style sheet.

    Args:
        address: as it is written.
        offset: of it in the text.
    """

    address: str
    offset: int


def loaded(text: str) -> Iterator[Loaded]:
    """Every `url(…)` and `@import` of a style sheet, but not those in comments."""
    for match in _LOADED.finditer(text):
        address = next((one for one in match.groups() if one), "").strip()
        if address:
            yield Loaded(address, match.start())


def styles_of(page: HtmlPage) -> Iterator[tuple[HtmlElement, str]]:
    """The styles within a page: its `<style>` elements and `style` attributes."""
    for element in page.root.iter("style"):
        yield element, element.text or ""
    if "style=" in page.text:
        for element in page.root.xpath("//*[contains(@style, 'url(')]"):
            yield element, element.get("style")


def look_at_page(page: HtmlPage, built: BuiltSite, report: Report) -> None:
    """The styles within a page."""
    for element, text in styles_of(page):
        for one in loaded(text):
            if _is_dead(one.address, page.facts, built):
                place = built.reference(page, element, one.address)
                report.find(DEAD_STYLE_URL, _message(one.address), place, shown=page.shown(element))


def look(built: BuiltSite, report: Report) -> None:
    """Every style sheet of the site."""
    for path in sorted(built.paths):
        if path.endswith(".css"):
            text = built.read(path).decode("utf-8", "replace")
            lines = Lines(text)
            for one in loaded(text):
                if _is_dead(one.address, Facts.of_file(path), built):
                    place = built.sources.style(built.source_of(path), one.address)
                    shown = Location(path, *lines.place(one.offset))
                    report.find(DEAD_STYLE_URL, _message(one.address), place, shown=shown)


def _is_dead(reference: str, user: Facts, built: BuiltSite) -> bool:
    if reference.startswith("#") or "{" in reference:
        return False  # a part of the page's own SVG; a template that is not filled in
    address = built.address(reference, user)
    if address is None or address.host or address.path in ("", "/"):
        return False
    if address.path is None:  # without the baseurl: ours if we have it, else another site's of the host
        return built.file_at(address.parts.path.lstrip("/")) is not None
    return built.file_at(address.path) is None


def _message(address: str) -> str:
    return f"`url({address})` leads to no file"
