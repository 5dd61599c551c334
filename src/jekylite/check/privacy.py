"""Who else learns that a page is read: hosts that a page loads from without being asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jekylite.check.built import BuiltSite
from jekylite.check.page import HtmlPage
from jekylite.check.resources import link_kinds, references
from jekylite.check.rule import OFF, Report, Rule

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

RULES = (FOREIGN_HOST, PREFETCH)


def look_at_page(page: HtmlPage, built: BuiltSite, report: Report) -> None:
    """Everything that a page loads; links that a reader may follow are no business of ours."""
    allowed = built.config.mapping("check").get("allowed_hosts")
    hosts = {str(host).lower() for host in allowed} if isinstance(allowed, list) else set()
    for element in page.root.iter("img", "script", "iframe", "video", "audio", "source", "embed", "link"):
        for rule, reference in _loaded(element):
            address = built.address(reference, page.facts)
            if address is not None and address.host and address.host not in hosts:
                report.find(
                    rule,
                    f"a `<{element.tag}>` lets `{address.host}` know of every reader",
                    built.reference(page, element, reference),
                    hint="keep a copy of it in the site, or name the host in `check: allowed_hosts:`",
                    shown=page.shown(element),
                )


def _loaded(element: HtmlElement) -> Iterator[tuple[Rule, str]]:
    """What an element loads, or connects to beforehand."""
    if element.tag != "link":
        for reference in references(element):
            yield FOREIGN_HOST, reference.strip()
        return
    href = (element.get("href") or "").strip()
    if link_kinds(element):
        yield FOREIGN_HOST, href
    if {"preconnect", "dns-prefetch"} & set((element.get("rel") or "").lower().split()):
        yield PREFETCH, href
