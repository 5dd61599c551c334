"""Who else learns that a page is read: hosts that a page loads from without being asked."""

from __future__ import annotations

from jekylite.check.built import BuiltSite
from jekylite.check.resources import link_kinds, references
from jekylite.check.rule import OFF, Report, Rule

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


def look(built: BuiltSite, report: Report) -> None:
    """Everything that pages load; links that a reader may follow are no business of ours."""
    if not (report.wants(FOREIGN_HOST) or report.wants(PREFETCH)):
        return
    allowed = built.config.mapping("check").get("allowed_hosts")
    hosts = {str(host).lower() for host in allowed} if isinstance(allowed, list) else set()
    for page in built.pages:
        for element in page.root.iter("img", "script", "iframe", "video", "audio", "source", "embed", "link"):
            if element.tag == "link":
                href = element.get("href") or ""
                rel = (element.get("rel") or "").lower()
                loaded = [href] if link_kinds(element) else []
                early = [href] if "preconnect" in rel or "dns-prefetch" in rel else []
            else:
                loaded, early = references(element), []
            for rule, addresses in ((FOREIGN_HOST, loaded), (PREFETCH, early)):
                for reference in addresses:
                    address = built.address(reference.strip(), page)
                    if address is not None and address.host and address.host not in hosts:
                        report.find(
                            rule,
                            f"a `<{element.tag}>` lets `{address.host}` know of every reader",
                            built.reference(page, element, reference.strip()),
                            hint="keep a copy of it in the site, or name the host in `check: allowed_hosts:`",
                            shown=page.shown(element),
                        )
