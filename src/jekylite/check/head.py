"""What a page says of itself: title, language, its versions in other languages, its address."""

from __future__ import annotations

import re

from jekylite.check.built import BuiltSite
from jekylite.check.page import HtmlPage
from jekylite.check.rule import OFF, Report, Rule
from jekylite.diagnostics import WARNING
from jekylite.errors import Location

NO_TITLE = Rule("JL436", "missing-title", WARNING, "A page has no `<title>`, or an empty one")
DUPLICATE_TITLE = Rule("JL437", "duplicate-title", OFF, "Two pages have the same title")
NO_LANGUAGE = Rule("JL438", "missing-lang", WARNING, "`<html>` does not say which language the page is in")
BAD_LANGUAGE = Rule("JL439", "malformed-lang", WARNING, "A `lang` or `hreflang` is no language tag")
ONE_WAY_HREFLANG = Rule(
    "JL440",
    "one-way-hreflang",
    WARNING,
    "A page names a version in another language that does not name it back",
)
DEAD_ALTERNATE = Rule(
    "JL441",
    "dead-alternate",
    WARNING,
    "A `<link>` names a feed, version or canonical page that does not exist",
)
NO_CHARSET = Rule("JL442", "missing-charset", WARNING, "A page does not say that it is UTF-8")
NO_VIEWPORT = Rule("JL443", "missing-viewport", OFF, "A page has no `viewport`, so phones show it tiny")
NO_DOCTYPE = Rule("JL444", "missing-doctype", WARNING, "A page does not begin with `<!DOCTYPE html>`")
LANGUAGE_MISMATCH = Rule(
    "JL445", "lang-mismatch", WARNING, "`<html lang>` is another language than the page's front matter says"
)

RULES = (
    NO_TITLE, DUPLICATE_TITLE, NO_LANGUAGE, BAD_LANGUAGE, ONE_WAY_HREFLANG, DEAD_ALTERNATE, NO_CHARSET,
    NO_VIEWPORT, NO_DOCTYPE, LANGUAGE_MISMATCH,
)  # fmt: skip

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\Z|x-default\Z")
_TAG_HINT = "write a tag such as `en` or `zh-CN`"
_CHECKED_LINKS = ("alternate", "canonical", "next", "prev")


def look_at_page(page: HtmlPage, built: BuiltSite, report: Report) -> None:
    """What a page that is a whole document says of itself; a fragment says nothing."""
    if not page.is_document:
        return
    _look_at_links(page, built, report)
    if page.facts.is_redirect:
        return
    if not page.facts.title:
        _find(NO_TITLE, page, built, report, "has no title", "write `<title>` into its layout's `<head>`")
    _look_at_language(page, built, report)
    metas = list(page.root.iter("meta"))
    if not any(meta.get("charset") or "charset" in (meta.get("content") or "") for meta in metas):
        _find(NO_CHARSET, page, built, report, "does not say its encoding", 'write `<meta charset="utf-8">`')
    if not any(meta.get("name") == "viewport" for meta in metas):
        _find(
            NO_VIEWPORT,
            page,
            built,
            report,
            "has no viewport",
            'write `<meta name="viewport" content="width=device-width">`',
        )
    if not page.text[:200].lstrip("\ufeff \t\r\n").lower().startswith(("<!doctype", "<?xml", "<!--")):
        _find(NO_DOCTYPE, page, built, report, "does not begin with `<!DOCTYPE html>`", "write it")


def look(built: BuiltSite, report: Report) -> None:
    """The titles of all pages."""
    titles: dict[str, list[str]] = {}
    for path in sorted(built.paths) if report.wants(DUPLICATE_TITLE) else ():
        facts = built.facts(path)
        if facts is not None and facts.title and not facts.is_redirect:
            titles.setdefault(facts.title, []).append(path)
    for title, paths in titles.items():
        if len(paths) > 1:
            named = ", ".join(f"`{path}`" for path in paths[:3])
            report.find(
                DUPLICATE_TITLE,
                f'{len(paths)} pages have the title "{title}": {named}',
                built.file(paths[1]),
                hint="say in each what it is about",
            )


def _find(
    rule: Rule, page: HtmlPage, built: BuiltSite, report: Report, what: str, hint: str | None = None
) -> None:
    """What is wrong with a page's head is its layout's fault, once for all pages."""
    if not report.wants(rule):
        return
    root = page.root if page.tag(page.root) is not None else page.root.find("head")
    at = built.sources.whole(page.source) if root is None else built.markup(page, root)
    report.find(rule, f"the page {what}", at, hint=hint, shown=Location(page.path, 1))


def _look_at_language(page: HtmlPage, built: BuiltSite, report: Report) -> None:
    item = built.sources.items.get(page.source)
    meant = item.data.get("lang") if item is not None else None
    language = (
        page.root.get("lang") or page.root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    ).strip()
    if not language:
        if "<html" in page.text[:4000].lower():
            _find(NO_LANGUAGE, page, built, report, "does not say its language", 'write `<html lang="en">`')
        return
    if not _TAG.match(language):
        report.find(
            BAD_LANGUAGE,
            f"`{language}` is no language tag",
            built.markup(page, page.root),
            hint=_TAG_HINT,
            shown=page.shown(page.root),
        )
    elif isinstance(meant, str) and _main(meant) != _main(language):
        _find(
            LANGUAGE_MISMATCH, page, built, report,
            f"says that it is in `{language}`, its front matter `{meant}`", "print `page.lang` in the layout",
        )  # fmt: skip


def _main(language: str) -> str:
    return language.lower().replace("_", "-").partition("-")[0]


def _look_at_links(page: HtmlPage, built: BuiltSite, report: Report) -> None:
    for element in page.root.iter("link"):
        kinds = (element.get("rel") or "").lower().split()
        href = (element.get("href") or "").strip()
        language = element.get("hreflang")
        if language is not None and not _TAG.match(language.strip()):
            report.find(
                BAD_LANGUAGE, f"`{language}` is no language tag", built.markup(page, element),
                hint=_TAG_HINT, shown=page.shown(element),
            )  # fmt: skip
        if not href or not any(kind in _CHECKED_LINKS for kind in kinds):
            continue
        address = built.addresses.resolve(href, page.facts)
        if address is None or address.path is None:
            continue
        file = built.addresses.file_at(address.path)
        if file is None:
            report.find(
                DEAD_ALTERNATE, f"`<link rel=\"{' '.join(kinds)}\">` leads to `{href}`, which does not exist",
                built.reference(page, element, href), shown=page.shown(element),
                hint=built.addresses.advice(address.path),
            )  # fmt: skip
        elif (
            language not in (None, "", "x-default")
            and "alternate" in kinds
            and file != page.path
            and not _names_back(file, page, built)
        ):
            report.find(
                ONE_WAY_HREFLANG,
                f"`{page.path}` names `{file}` as its version in `{language}`, which does not name it back",
                built.sources.whole(page.source), shown=page.shown(element),
                hint="give both pages `<link rel=\"alternate\" hreflang=…>` of both",
            )  # fmt: skip


def _names_back(file: str, page: HtmlPage, built: BuiltSite) -> bool:
    other = built.facts(file)
    if other is None:
        return True
    addresses = (built.addresses.resolve(href, other) for href in other.versions)
    return any(
        address is not None
        and address.path is not None
        and built.addresses.file_at(address.path) == page.path
        for address in addresses
    )
