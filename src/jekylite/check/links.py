"""Links: `<a>` and `<area>`, inside the site and out of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from jekylite.check.addresses import MANY, Address
from jekylite.check.built import BuiltSite
from jekylite.check.page import HtmlPage, is_hidden
from jekylite.check.rule import OFF, Report, Rule
from jekylite.diagnostics import ERROR, WARNING, nearest

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DEAD_LINK = Rule("JL401", "dead-link", ERROR, "A link inside the site leads to no file")
DEAD_ANCHOR = Rule("JL402", "dead-anchor", WARNING, "A link names a part of a page that has no such id")
OUTSIDE_BASEURL = Rule(
    "JL403",
    "link-without-baseurl",
    ERROR,
    "A link leaves out the `baseurl`, so it leads nowhere once published",
)
WITHOUT_TEXT = Rule("JL404", "link-without-text", WARNING, "A link has no text that could be read out")
EMPTY_LINK = Rule("JL405", "empty-link", WARNING, 'A link has an empty address (`href=""`)')
MALFORMED_LINK = Rule("JL406", "malformed-link", ERROR, "An address is no URL that a browser understands")
SOURCE_LINK = Rule(
    "JL407", "link-to-source", ERROR, "A link leads to a source file (`about.md`), which is not published"
)
LINK_CASE = Rule(
    "JL408", "link-case", ERROR, "A link differs from the file's name in upper and lower case only"
)
LOCAL_LINK = Rule("JL409", "link-to-localhost", WARNING, "A link leads to the author's own computer")
BAD_MAILTO = Rule("JL410", "malformed-mailto", WARNING, "A `mailto:` link without a complete address")
BAD_TEL = Rule("JL411", "malformed-tel", WARNING, "A `tel:` link with something else than a number")
SCRIPT_LINK = Rule("JL412", "script-link", OFF, "A link with `javascript:` in place of an address")
NO_OPENER = Rule(
    "JL413", "blank-without-noopener", OFF, 'A link with `target="_blank"` and without `rel="noopener"`'
)

RULES = (
    DEAD_LINK, DEAD_ANCHOR, OUTSIDE_BASEURL, WITHOUT_TEXT, EMPTY_LINK, MALFORMED_LINK, SOURCE_LINK, LINK_CASE,
    LOCAL_LINK, BAD_MAILTO, BAD_TEL, SCRIPT_LINK, NO_OPENER,
)  # fmt: skip

_SCHEMES = ("https", "http", "mailto")
_OTHER_SCHEMES = ("mailto", "tel", "javascript")
_LOCAL_HOSTS = ("localhost", "127.0.0.1", "0.0.0.0", "::1")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
_NUMBER = re.compile(r"\+?[\d().\s/;=a-zA-Z%*#-]*\d[\d().\s/;=a-zA-Z%*#-]*\Z")
_SOURCE_EXTENSIONS = (".md", ".markdown", ".mkd", ".mkdown", ".mkdn")


def look_at_page(page: HtmlPage, built: BuiltSite, report: Report) -> None:
    """Every link of a page."""
    for element in page.root.iter("a", "area"):
        href = element.get("href")
        if href is not None:
            _look_at(element, href.strip(), page, built, report)


def _look_at(element: HtmlElement, href: str, page: HtmlPage, built: BuiltSite, report: Report) -> None:
    def found(rule: Rule, message: str, hint: str | None = None) -> None:
        report.find(rule, message, built.reference(page, element, href), hint=hint, shown=page.shown(element))

    _look_at_element(element, href, page, built, report)
    if not href:
        report.find(
            EMPTY_LINK, "a link has no address", built.markup(page, element, ""),
            hint="give it one, or take the link away", shown=page.shown(element),
        )  # fmt: skip
        return
    try:
        scheme = urlsplit(href).scheme.lower()
    except ValueError:
        found(MALFORMED_LINK, f"`{href}` is no URL", "mend it: brackets stand around IPv6 addresses only")
        return
    if scheme in _OTHER_SCHEMES:
        _look_at_other_scheme(scheme, href, found)
        return
    address = built.addresses.resolve(href, page.facts)
    if address is None:
        meant = nearest(scheme, _SCHEMES) if len(scheme) > 3 else None
        if meant not in (None, scheme):
            found(MALFORMED_LINK, f"`{href}` has the unknown scheme `{scheme}:`", f"did you mean `{meant}:`?")
        return
    if address.host:
        # One that is spelled out tells readers where to look on their computers, as a manual does.
        if address.host in _LOCAL_HOSTS and "".join(element.itertext()).strip() != href:
            found(
                LOCAL_LINK, f"the link `{href}` leads to the reader's own computer",
                "write the address of the published site",
            )  # fmt: skip
    elif address.path is None:
        _look_outside_baseurl(href, built, found)
    elif not (address.parts.path and page.path == "404.html" and not href.startswith("/")):
        _look_inside(href, address, built, found)


def _look_at_other_scheme(scheme: str, href: str, found: _Found) -> None:
    if scheme == "mailto":
        named = href[7:].partition("?")[0].replace("%40", "@")
        if named and not all(_ADDRESS.match(one.strip()) for one in named.split(",")):
            found(BAD_MAILTO, f"`{href}` names no e-mail address", "write `mailto:name@host`")
    elif scheme == "tel":
        if not _NUMBER.match(href[4:]):
            found(BAD_TEL, f"`{href}` is no telephone number", "write `tel:+4912345`")
    else:
        found(SCRIPT_LINK, "a link runs a script", "use a `<button>`")


def _look_at_element(
    element: HtmlElement, href: str, page: HtmlPage, built: BuiltSite, report: Report
) -> None:
    if element.tag == "a" and href and not _has_name(element) and not is_hidden(element):
        report.find(
            WITHOUT_TEXT,
            f"the link to `{href}` has no text",
            built.markup(page, element, *built.addresses.spellings(href)),
            hint="write a text into it, or an `aria-label` at it",
            shown=page.shown(element),
        )
    is_guarded = {"noopener", "noreferrer"} & set((element.get("rel") or "").split())
    if element.get("target") == "_blank" and not is_guarded and report.wants(NO_OPENER):
        report.find(
            NO_OPENER, f"the link to `{href}` opens a window without `noopener`",
            built.markup(page, element, *built.addresses.spellings(href)), hint='write `rel="noopener"`',
            shown=page.shown(element),
        )  # fmt: skip


def _look_outside_baseurl(href: str, built: BuiltSite, found: _Found) -> None:
    """A path above the `baseurl` may be another site of the same host, but not if the file is ours."""
    path = urlsplit(href).path.lstrip("/")
    if path and built.addresses.file_at(path) is not None:
        found(
            OUTSIDE_BASEURL,
            f"the link `{href}` leaves out the baseurl `{built.addresses.baseurl}`",
            f"write `{{{{ '{href}' | relative_url }}}}`",
        )


def _look_inside(href: str, address: Address, built: BuiltSite, found: _Found) -> None:
    path = address.path or ""
    file = built.addresses.file_at(path)
    if file is None:
        if built.addresses.folder_at(path):
            return
        other = built.addresses.other_case(path)
        if other is not None:
            found(LINK_CASE, f"the link `{href}` is dead: the file is called `{other}`", "write it the same")
        elif path.lower().endswith(_SOURCE_EXTENSIONS) and path in built.sources.own:
            found(
                SOURCE_LINK,
                f"the link `{href}` leads to a source file, which is published under another name",
                f"write `{{% link {path} %}}`, or use the plugin jekyll-relative-links",
            )
        else:
            found(
                DEAD_LINK,
                f"the link `{href}` is dead: the site has no such file",
                built.addresses.advice(path),
            )
        return
    fragment = address.fragment
    if not fragment or fragment == "top" or fragment.startswith((":~:", "!", "/", "?")):
        return
    target = built.facts(file)
    if target is None or target.is_redirect or target.reads_fragments:
        return
    if fragment not in target.ids:
        meant = nearest(fragment, sorted(target.ids)) if len(target.ids) <= MANY else None
        hint = f"did you mean `#{meant}`?" if meant else f'give the element that is meant `id="{fragment}"`'
        found(DEAD_ANCHOR, f"the link `{href}` is dead: `{file}` has no id `{fragment}`", hint)


def _has_name(element: HtmlElement) -> bool:
    """Is there anything that a screen reader could say?"""
    if "".join(element.itertext()).strip():
        return True
    for one in element.iter():
        if any((one.get(name) or "").strip() for name in ("aria-label", "aria-labelledby", "title", "alt")):
            return True
        if (
            one.tag in ("object", "iframe", "input", "video", "audio", "canvas")
            or one.get("aria-hidden") == "true"
        ):
            return True
        if one.tag == "img" and one.get("alt") is None:  # `missing-alt` tells of it
            return True
    return bool(element.get("aria-hidden") == "true")


class _Found(Protocol):
    """The shape of the function that notes a finding of one link."""

    def __call__(self, rule: Rule, message: str, hint: str | None = None) -> None: ...
