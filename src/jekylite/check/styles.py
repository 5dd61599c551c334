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
    if "style=" in page.text and "url(" in page.text:
        for element in page.root.xpath("//*[contains(@style, 'url(')]"):
            yield element, element.get("style")


def look_at_page(page: HtmlPage, built: BuiltSite, report: Report) -> None:
    """The styles within a page."""
    for element, text in styles_of(page):
        for one in loaded(text):
            path = _dead_path(one.address, page.facts, built)
            if path is not None:
                report.find(
                    DEAD_STYLE_URL,
                    f"`url({one.address})` leads to no file",
                    built.reference(page, element, one.address),
                    hint=built.addresses.advice(path),
                    shown=page.shown(element),
                )


def look(built: BuiltSite, report: Report) -> None:
    """Every style sheet of the site."""
    for path in sorted(built.paths):
        if path.endswith(".css"):
            text = built.read(path).decode("utf-8", "replace")
            lines = Lines(text)
            for one in loaded(text):
                dead = _dead_path(one.address, Facts.of_file(path), built)
                if dead is not None:
                    report.find(
                        DEAD_STYLE_URL,
                        f"`url({one.address})` leads to no file",
                        built.sources.style(built.source_of(path), one.address),
                        hint=built.addresses.advice(dead),
                        shown=Location(path, *lines.place(one.offset)),
                    )


def _dead_path(reference: str, user: Facts, built: BuiltSite) -> str | None:
    """Where a reference leads if there is no file; None if all is well, or nobody can know."""
    if reference.startswith("#") or "{" in reference:
        return None  # a part of the page's own SVG; a template that is not filled in
    address = built.addresses.resolve(reference, user)
    if address is None or address.host or address.path in ("", "/"):
        return None
    if address.path is None:  # without the baseurl: ours if we have it, else another site's of the host
        bare = address.parts.path.lstrip("/")
        return bare if built.addresses.file_at(bare) is not None else None
    return address.path if built.addresses.file_at(address.path) is None else None
