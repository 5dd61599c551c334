"""Who else learns that a page is read: hosts that a page loads from without being asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jekylite.check.built import BuiltSite
from jekylite.check.page import Facts, HtmlPage
from jekylite.check.resources import link_kinds, references
from jekylite.check.rule import OFF, Report, Rule
from jekylite.check.styles import loaded, styles_of
from jekylite.errors import Location

if TYPE_CHECKING:
    from lxml.html import HtmlElement

FOREIGN_HOST = Rule(
    "JL484",
    "foreign-host",
    OFF,
    "A page loads from another host, which so learns of its readers (`--privacy`)",
)
PREFETCH = Rule(
    "JL485", "foreign-preconnect", OFF, "A page connects to another host beforehand (`--privacy`)"
)

_HINT = "keep a copy of it in the site, or name the host in `check: allowed_hosts:`"

RULES = (FOREIGN_HOST, PREFETCH)


def look_at_page(page: HtmlPage, built: BuiltSite, report: Report) -> None:
    """Everything that a page loads; links that a reader may follow are no business of ours."""
    for element in page.root.iter(
        "img", "script", "iframe", "video", "audio", "source", "track", "embed", "object", "input", "link"
    ):
        for rule, reference in _loaded(element):
            _find(rule, reference, page, element, built, report)
    for element, text in styles_of(page):
        for one in loaded(text):
            _find(FOREIGN_HOST, one.address, page, element, built, report)


def look(built: BuiltSite, report: Report) -> None:
    """What the style sheets of the site load."""
    for path in sorted(built.paths):
        if path.endswith(".css"):
            for one in loaded(built.read(path).decode("utf-8", "replace")):
                host = _foreign_host(one.address, Facts.of_file(path), built)
                if host:
                    place = built.sources.style(built.source_of(path), one.address)
                    report.find(
                        FOREIGN_HOST,
                        f"a style sheet {_tells(host)}",
                        place,
                        hint=_HINT,
                        shown=Location(path, 1),
                    )


def _find(
    rule: Rule, reference: str, page: HtmlPage, element: HtmlElement, built: BuiltSite, report: Report
) -> None:
    host = _foreign_host(reference, page.facts, built)
    if host:
        place = built.reference(page, element, reference)
        report.find(rule, f"a `<{element.tag}>` {_tells(host)}", place, hint=_HINT, shown=page.shown(element))


def _foreign_host(reference: str, user: Facts, built: BuiltSite) -> str:
    """The host that a reference leads to, "" where that is the site's own or one that is allowed."""
    allowed = built.config.mapping("check").get("allowed_hosts")
    address = built.addresses.resolve(reference, user)
    if address is None or (isinstance(allowed, list) and address.host in map(str.lower, map(str, allowed))):
        return ""
    return address.host


def _tells(host: str) -> str:
    return f"lets `{host}` know of every reader"


def _loaded(element: HtmlElement) -> Iterator[tuple[Rule, str]]:
    """What an element loads, or connects to beforehand."""
    if element.tag != "link":
        for reference in references(element):
            yield FOREIGN_HOST, reference.strip()
        return
    href = (element.get("href") or "").strip()
    if link_kinds(element):
        yield FOREIGN_HOST, href
    if {"preconnect", "dns-prefetch", "prefetch", "prerender"} & set(
        (element.get("rel") or "").lower().split()
    ):
        yield PREFETCH, href
