"""The outline of a page, and its ids."""

from __future__ import annotations

from collections import Counter

from jekylite.check.built import BuiltSite
from jekylite.check.page import HtmlPage, is_hidden
from jekylite.check.rule import OFF, Report, Rule
from jekylite.diagnostics import WARNING

HEADING_JUMP = Rule("JL425", "heading-jump", WARNING, "A heading skips a level (`h2`, then `h4`)")
EMPTY_HEADING = Rule("JL426", "empty-heading", WARNING, "A heading has no text")
NO_MAIN_HEADING = Rule("JL427", "missing-h1", OFF, "A page has no `h1`")
DUPLICATE_ID = Rule("JL428", "duplicate-id", WARNING, "Two elements of a page have the same id")
DEAD_LABEL = Rule(
    "JL429", "dead-label", WARNING, "A `for` or `aria-labelledby` names an id that is not there"
)

RULES = (HEADING_JUMP, EMPTY_HEADING, NO_MAIN_HEADING, DUPLICATE_ID, DEAD_LABEL)

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def look_at_page(page: HtmlPage, built: BuiltSite, report: Report) -> None:
    """The headings of a page, then its ids and who names them."""
    if not page.facts.is_redirect:
        _look_at_headings(page, built, report)
        _look_at_ids(page, built, report)


def _look_at_headings(page: HtmlPage, built: BuiltSite, report: Report) -> None:
    before = 0
    has_main = False
    for heading in page.root.iter(*_HEADINGS):
        if is_hidden(heading):
            continue
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
                built.markup(page, heading),
                hint="write a text into it, or leave it out",
                shown=page.shown(heading),
            )
        if before and level > before + 1:
            report.find(
                HEADING_JUMP,
                f'the heading "{text[:60]}" is of level {level} below one of level {before}',
                built.origins.of_heading(page, page.tag(heading), text),
                hint=f"make it level {before + 1}",
                shown=page.shown(heading),
            )
        before = level
    if not has_main and page.root.find("body") is not None:
        report.find(
            NO_MAIN_HEADING, "the page has no `h1`", built.sources.whole(page.source), hint="begin with one"
        )


def _look_at_ids(page: HtmlPage, built: BuiltSite, report: Report) -> None:
    counts = Counter(page.ids)
    seen: Counter[str] = Counter()
    for element in page.root.xpath("//*[@id]") if len(counts) < len(page.ids) else ():
        value = element.get("id")
        seen[value] += 1
        if seen[value] == 2:
            report.find(
                DUPLICATE_ID,
                f"{counts[value]} elements have the id `{value}`",
                built.markup(page, element, f"#{value}"),
                hint="links find the first one only",
                shown=page.shown(element),
            )
    for element in page.root.iter("label"):
        name = element.get("for")
        if name and name not in page.facts.ids:
            report.find(
                DEAD_LABEL, f"a label is for `{name}`, which is not there", built.markup(page, element),
                hint=f'give its field `id="{name}"`', shown=page.shown(element),
            )  # fmt: skip
    for element in page.root.xpath("//*[@aria-labelledby]"):
        for name in element.get("aria-labelledby").split():
            if name not in page.facts.ids:
                report.find(
                    DEAD_LABEL, f"`aria-labelledby` names `{name}`, which is not there",
                    built.markup(page, element), shown=page.shown(element),
                    hint=f'give the text that names it `id="{name}"`',
                )  # fmt: skip
