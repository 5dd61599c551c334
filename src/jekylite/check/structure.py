"""The structure of a page: headings, ids, and how its elements are nested."""

from __future__ import annotations

import re

from jekylite.check.built import BuiltSite, HtmlPage
from jekylite.check.rule import OFF, Report, Rule
from jekylite.diagnostics import WARNING
from jekylite.errors import Location

HEADING_JUMP = Rule("JL425", "heading-jump", WARNING, "A heading skips a level (`h2`, then `h4`)")
EMPTY_HEADING = Rule("JL426", "empty-heading", WARNING, "A heading has no text")
NO_MAIN_HEADING = Rule("JL427", "missing-h1", OFF, "A page has no `h1`")
DUPLICATE_ID = Rule("JL428", "duplicate-id", WARNING, "Two elements of a page have the same id")
DEAD_LABEL = Rule(
    "JL429", "dead-label", WARNING, "A `for` or `aria-labelledby` names an id that is not there"
)
STRAY_END = Rule("JL430", "stray-end-tag", WARNING, "An end tag closes nothing, or in the wrong order")
NESTED_LINK = Rule("JL431", "nested-link", WARNING, "A link stands inside a link")
STRAY_ITEM = Rule("JL432", "item-outside-list", WARNING, "An `<li>` stands outside of a list")
DUPLICATE_ATTRIBUTE = Rule("JL433", "duplicate-attribute", WARNING, "An element has an attribute twice")
TABLE_ROWS = Rule("JL435", "cell-outside-row", WARNING, "A table cell stands outside of a row")

RULES = (
    HEADING_JUMP, EMPTY_HEADING, NO_MAIN_HEADING, DUPLICATE_ID, DEAD_LABEL, STRAY_END, NESTED_LINK,
    STRAY_ITEM, DUPLICATE_ATTRIBUTE, TABLE_ROWS,
)  # fmt: skip

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_UNEXPECTED = re.compile(r"Unexpected end tag : (\S+)|Opening and ending tag mismatch: (\S+) and (\S+)")
_CODE = re.compile(r"<!--.*?-->|<(script|style|textarea)\b.*?</\1", re.DOTALL | re.IGNORECASE)
_START_TAG = re.compile(r"<[A-Za-z][\w-]*(\s[^<>]*=[^<>]*=[^<>]*)>")
_ATTRIBUTE = re.compile(r"""\s([A-Za-z_:@][\w:.-]*)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=`]+))?""")
# libxml2 knows HTML 4: these open or close by other rules in HTML 5.
_LENIENT = frozenset({"p", "svg", "path", "source", "br", "hr", "img", "input", "wbr", "track", "embed"})


def look(built: BuiltSite, report: Report) -> None:
    """Every page, element by element."""
    for page in built.pages:
        if page.is_redirect:
            continue
        _look_at_headings(page, built, report)
        _look_at_ids(page, built, report)
        _look_at_nesting(page, built, report)


def _look_at_headings(page: HtmlPage, built: BuiltSite, report: Report) -> None:
    before = 0
    has_main = False
    for heading in page.root.iter(*_HEADINGS):
        level = int(heading.tag[1])
        has_main = has_main or level == 1
        text = " ".join("".join(heading.itertext()).split())
        if (
            not text
            and not heading.xpath(".//img | .//svg | .//*[@aria-label]")
            and not heading.get("aria-label")
        ):
            report.find(
                EMPTY_HEADING,
                f"an `<h{level}>` has no text",
                Location(page.source),
                shown=page.shown(heading),
            )
        if before and level > before + 1:
            report.find(
                HEADING_JUMP,
                f'the heading "{text[:60]}" is of level {level} below one of level {before}',
                built.at(page, text) if text else Location(page.source),
                hint=f"make it level {before + 1}",
                shown=page.shown(heading),
            )
        before = level
    if not has_main and page.root.find("body") is not None:
        report.find(NO_MAIN_HEADING, f"the page `{page.path}` has no `h1`", Location(page.source))


def _look_at_ids(page: HtmlPage, built: BuiltSite, report: Report) -> None:
    for value, count in page.ids.items():
        if count > 1:
            second = page.root.xpath("(//*[@id = $value])[2]", value=value)[0]
            report.find(
                DUPLICATE_ID,
                f"{count} elements of `{page.path}` have the id `{value}`",
                built.at(page, f'id="{value}"', f"#{value}"),
                hint="links find the first one only",
                shown=page.shown(second),
            )
    for element in page.root.iter("label"):
        name = element.get("for")
        if name and name not in page.ids:
            report.find(
                DEAD_LABEL, f"a label is for `{name}`, which is not there", built.at(page, f'for="{name}"'),
                shown=page.shown(element),
            )  # fmt: skip
    for element in page.root.xpath("//*[@aria-labelledby]"):
        for name in element.get("aria-labelledby").split():
            if name not in page.ids:
                report.find(
                    DEAD_LABEL, f"`aria-labelledby` names `{name}`, which is not there",
                    built.at(page, f'aria-labelledby="{name}"'), shown=page.shown(element),
                )  # fmt: skip


def _look_at_nesting(page: HtmlPage, built: BuiltSite, report: Report) -> None:
    for line, message in page.complaints:
        if match := _UNEXPECTED.search(message):
            name = match[1] or match[2]
            if name not in _LENIENT and match[3] not in _LENIENT:
                what = (
                    f"`</{name}>` closes nothing"
                    if match[1]
                    else f"`</{name}>` comes where `<{match[3]}>` is open"
                )
                report.find(STRAY_END, what, Location(page.source), shown=Location(page.path, line))
    if report.wants(DUPLICATE_ATTRIBUTE):
        _look_at_attributes(page, report)
    for rule, way, what in (
        (NESTED_LINK, "//a[@href]//a[@href]", "a link stands inside a link"),
        (STRAY_ITEM, "//li[not(parent::ul or parent::ol or parent::menu or parent::template)]",
         "an `<li>` stands outside of a list"),
        (TABLE_ROWS, "//td[not(parent::tr)] | //th[not(parent::tr)]", "a table cell stands outside of a row"),
    ):  # fmt: skip
        for element in page.root.xpath(way):
            report.find(rule, what, Location(page.source), shown=page.shown(element))


def _look_at_attributes(page: HtmlPage, report: Report) -> None:
    """libxml2 drops the second of two without a word, so this looks at the text."""
    skipped = [match.span() for match in _CODE.finditer(page.text)]
    for match in _START_TAG.finditer(page.text):
        names = [name.lower() for name in _ATTRIBUTE.findall(match[1])]
        if len(set(names)) < len(names) and not any(a <= match.start() < b for a, b in skipped):
            twice = next(name for name in names if names.count(name) > 1)
            report.find(
                DUPLICATE_ATTRIBUTE,
                f"an element has `{twice}` twice; the first counts",
                Location(page.source),
                shown=Location(page.path, page.text.count("\n", 0, match.start()) + 1),
            )
