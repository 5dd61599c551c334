"""What a page loads: images, scripts, style sheets and media."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from jekylite.check.built import BuiltSite
from jekylite.check.page import HtmlPage, is_hidden
from jekylite.check.rule import OFF, Report, Rule
from jekylite.diagnostics import ERROR, WARNING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DEAD_IMAGE = Rule("JL415", "dead-image", ERROR, "An image of the site does not exist")
DEAD_SCRIPT = Rule("JL416", "dead-script", ERROR, "A script of the site does not exist")
DEAD_STYLE = Rule("JL417", "dead-stylesheet", ERROR, "A style sheet of the site does not exist")
MISSING_ALT = Rule("JL418", "missing-alt", WARNING, 'An image has no `alt` (`alt=""` says: only decoration)')
DEAD_MEDIA = Rule("JL419", "dead-media", ERROR, "A video, sound, frame or icon of the site does not exist")
EMPTY_SOURCE = Rule("JL420", "empty-source", WARNING, "An image, script or frame has an empty address")
MIXED_CONTENT = Rule(
    "JL421",
    "mixed-content",
    WARNING,
    "A page served by https loads something by http, which browsers block or try by https",
)
HEAVY_IMAGE = Rule("JL423", "heavy-image", OFF, "An image file of more than 2 MB")

RULES = (
    DEAD_IMAGE, DEAD_SCRIPT, DEAD_STYLE, MISSING_ALT, DEAD_MEDIA, EMPTY_SOURCE, MIXED_CONTENT, HEAVY_IMAGE,
)  # fmt: skip

_LOADED_LINKS = {
    "stylesheet": DEAD_STYLE, "icon": DEAD_MEDIA, "apple-touch-icon": DEAD_MEDIA, "manifest": DEAD_MEDIA,
    "preload": DEAD_MEDIA, "modulepreload": DEAD_SCRIPT, "mask-icon": DEAD_MEDIA,
}  # fmt: skip
_SOURCES = {
    "img": DEAD_IMAGE, "script": DEAD_SCRIPT, "video": DEAD_MEDIA, "audio": DEAD_MEDIA, "source": DEAD_MEDIA,
    "iframe": DEAD_MEDIA, "embed": DEAD_MEDIA, "track": DEAD_MEDIA, "input": DEAD_IMAGE,
    "object": DEAD_MEDIA,
}  # fmt: skip
_SRCSET = re.compile(r"[\s,]*(\S+?)(?:,+(?=\s|\Z)|\s+[^,]*(?:,|\Z)|\Z)")
_SHARED_IMAGES = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")
_NAMES = ("aria-label", "aria-labelledby", "title")
_HEAVY = 2_000_000
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".tif", ".tiff")


def look_at_page(page: HtmlPage, built: BuiltSite, report: Report) -> None:
    """Every element of a page that loads something."""
    for element in page.root.iter(*_SOURCES):
        _look_at(element, page, built, report)
    for element in page.root.iter("link"):
        _look_at_link(element, page, built, report)
    for element in page.root.iter("meta"):
        # What others show of the page, where it is shared.
        content = element.get("content")
        if content and (element.get("property") or element.get("name")) in _SHARED_IMAGES:
            _look_for(content.strip(), DEAD_IMAGE, element, page, built, report)


def look(built: BuiltSite, report: Report) -> None:
    """The sizes of images."""
    for path in sorted(built.paths) if report.wants(HEAVY_IMAGE) else ():
        if path.lower().endswith(_IMAGES):
            size = os.path.getsize(os.path.join(built.root, path))
            if size > _HEAVY:
                report.find(
                    HEAVY_IMAGE,
                    f"`{path}` has {size / 1e6:.1f} MB",
                    built.file(path),
                    hint="make it smaller: a photo has 0.3 MB",
                )


def references(element: HtmlElement) -> list[str]:
    """The addresses that an element loads: `src`, `poster`, `data` and those of `srcset`."""
    found = [value for name in ("src", "poster", "data") if (value := element.get(name))]
    return found + _SRCSET.findall(element.get("srcset") or "")


def link_kinds(element: HtmlElement) -> list[str]:
    """The words of `rel` of a `<link>` that make a browser load something."""
    return [word for word in (element.get("rel") or "").lower().split() if word in _LOADED_LINKS]


def _look_at(element: HtmlElement, page: HtmlPage, built: BuiltSite, report: Report) -> None:
    rule = _SOURCES[element.tag]
    source = element.get("src")
    if source is not None and not source.strip() and element.tag != "input":
        report.find(
            EMPTY_SOURCE,
            f"a `<{element.tag}>` has an empty `src`",
            built.markup(page, element),
            hint="leave it out until there is something to show",
            shown=page.shown(element),
        )
    is_image = element.tag == "img" or (element.tag == "input" and element.get("type") == "image")
    if is_image and element.get("alt") is None and not _is_named(element) and not is_hidden(element):
        named = f" `{source}`" if source else ""
        report.find(
            MISSING_ALT,
            f"the image{named} has no `alt`",
            built.markup(page, element, *built.addresses.spellings(source or "")),
            hint='say what it shows, or write `alt=""` if it only decorates',
            shown=page.shown(element),
        )
    for reference in references(element):
        _look_for(reference.strip(), rule, element, page, built, report)


def _is_named(element: HtmlElement) -> bool:
    """Does something else say what an image shows, or that it shows nothing?"""
    is_dot = {element.get("width"), element.get("height")} <= {"0", "1"}  # one that counts readers
    is_decoration = element.get("role") in ("presentation", "none")
    return is_dot or is_decoration or any(element.get(name) for name in _NAMES)


def _look_at_link(element: HtmlElement, page: HtmlPage, built: BuiltSite, report: Report) -> None:
    href = (element.get("href") or "").strip()
    kinds = link_kinds(element)
    if href and kinds:
        _look_for(href, _LOADED_LINKS[kinds[0]], element, page, built, report)


def _look_for(
    reference: str, rule: Rule, element: HtmlElement, page: HtmlPage, built: BuiltSite, report: Report
) -> None:
    address = built.addresses.resolve(reference, page.facts)
    if address is None:
        return
    if address.host:
        if built.addresses.is_secure and address.parts.scheme.lower() == "http" and element.tag != "link":
            report.find(
                MIXED_CONTENT,
                f"`{reference}` is loaded by http",
                built.reference(page, element, reference),
                hint="write https",
                shown=page.shown(element),
            )
        return
    if address.path is None:
        bare = address.parts.path.lstrip("/")
        if built.addresses.file_at(bare) is None:
            return  # it may be another site's of this host
        hint = f"it leaves out the baseurl: write `{{{{ '/{bare}' | relative_url }}}}`"
    elif built.addresses.file_at(address.path) is not None or address.path in ("", "/"):
        return
    elif other := built.addresses.other_case(address.path):
        hint = f"the file is called `{other}`"
    else:
        hint = built.addresses.advice(address.path)
    report.find(
        rule,
        f"`{reference}` of a `<{element.tag}>` does not exist",
        built.reference(page, element, reference),
        hint=hint,
        shown=page.shown(element),
    )
