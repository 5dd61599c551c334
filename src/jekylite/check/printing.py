"""Résumés are printed: does their style sheet know?"""

from __future__ import annotations

import re

from jekylite.check.built import BuiltSite
from jekylite.check.page import HtmlPage
from jekylite.check.rule import Report, Rule
from jekylite.diagnostics import WARNING
from jekylite.errors import Location
from jekylite.model.page import Page
from jekylite.ruby.values import to_s

NO_PRINT = Rule("JL486", "missing-print-style", WARNING, "A résumé has no style for paper (`@media print`)")

RULES = (NO_PRINT,)

_RESUME = re.compile(r"(?:^|[-_/])(?:resume|résumé|cv|curriculum|lebenslauf)(?:[-_/.]|\Z)", re.IGNORECASE)
_PRINT = re.compile(r"@media[^{]*\bprint\b|@page\b")


def look_at_page(page: HtmlPage, built: BuiltSite, report: Report) -> None:
    """Every page whose layout is a résumé's."""
    item = built.sources.items.get(page.source)
    layout = to_s(item.setting("layout")) if isinstance(item, Page) else ""
    if _RESUME.search(layout) and not _prints(page, built):
        report.find(
            NO_PRINT,
            f"the layout `{layout}` has no style for paper",
            built.sources.whole(built.sources.layouts.get(layout, page.source)),
            hint="add `@media print { … }` to its style sheet",
            shown=Location(page.path),
        )


def _prints(page: HtmlPage, built: BuiltSite) -> bool:
    for style in page.root.iter("style", "link"):
        if "print" in (style.get("media") or ""):
            return True
        if style.tag == "style":
            if _PRINT.search(style.text or ""):
                return True
        elif "stylesheet" in (style.get("rel") or "").lower():
            address = built.addresses.resolve((style.get("href") or "").strip(), page.facts)
            if address is None or address.path is None:
                return True  # a style sheet of another host, which nobody here has read
            file = built.addresses.file_at(address.path)
            if file is not None and _PRINT.search(built.read(file).decode("utf-8", "replace")):
                return True
    return False
