"""How elements are nested: what is never closed, closed twice, or stands where it must not.

The tags are followed as the HTML Living Standard builds its tree (13.2.6), and what it calls a parse
error or what breaks the content model of an element (4, 3.2.5) is told of, each fault once.
Known difference: SVG and MathML are skipped, and an end tag that may be left out is never missed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from jekylite.check.built import BuiltSite
from jekylite.check.content_model import (
    ANYWHERE,
    BLOCKS,
    CELLS,
    CONTROLS,
    DESCRIPTIONS,
    ELEMENTS,
    ENDS,
    FOREIGN,
    HEADINGS,
    IN_TABLE,
    ITEMS,
    LISTS,
    OPTIONAL_END,
    PAGE_PARTS,
    PARTS,
    ROW_GROUPS,
    SCOPES,
    STRICT_PARENTS,
    TABLE_LIMITS,
    TABLE_SCOPES,
    TAKES_TEXT_ONLY,
    TRANSPARENT,
)
from jekylite.check.page import HtmlPage
from jekylite.check.rule import Report, Rule
from jekylite.check.tags import VOID, Tag
from jekylite.diagnostics import WARNING

STRAY_END = Rule("JL430", "stray-end-tag", WARNING, "An end tag closes nothing, or in the wrong order")
NESTED_LINK = Rule("JL431", "nested-link", WARNING, "A link stands inside a link")
STRAY_ITEM = Rule(
    "JL432", "item-outside-list", WARNING, "An `<li>`, `<dt>` or `<dd>` stands outside of its list"
)
DUPLICATE_ATTRIBUTE = Rule("JL433", "duplicate-attribute", WARNING, "An element has an attribute twice")
NESTED_FORM = Rule("JL434", "nested-form", WARNING, "A form stands inside a form, where browsers drop it")
TABLE_PARTS = Rule(
    "JL435",
    "cell-outside-row",
    WARNING,
    "A row or cell stands outside of its table, or something else between the cells",
)
UNCLOSED = Rule("JL487", "unclosed-element", WARNING, "An element is never closed")
BLOCK_IN_TEXT = Rule(
    "JL488",
    "block-in-text",
    WARNING,
    "A block (`<div>`, `<ul>`) stands in what takes text only (`<p>`, `<span>`, `<h2>`)",
)
NESTED_CONTROL = Rule(
    "JL489", "nested-control", WARNING, "A button, link or field stands inside a link or button"
)
LIST_PARTS = Rule(
    "JL490", "list-without-item", WARNING, "Something stands in a list (`<ul>`, `<dl>`) outside of its items"
)
UNFINISHED_TAG = Rule("JL491", "unfinished-tag", WARNING, "A tag has no `>`, or a quote in it never ends")
UNKNOWN_ELEMENT = Rule(
    "JL493",
    "unknown-element",
    WARNING,
    "A tag is none of HTML, such as `<stdio.h>` in a text, and so is not shown",
)
SECOND_BODY = Rule("JL492", "second-body", WARNING, "A page has `<html>`, `<head>` or `<body>` twice")

RULES = (
    STRAY_END, NESTED_LINK, STRAY_ITEM, DUPLICATE_ATTRIBUTE, NESTED_FORM, TABLE_PARTS, UNCLOSED,
    BLOCK_IN_TEXT, NESTED_CONTROL, LIST_PARTS, UNFINISHED_TAG, SECOND_BODY, UNKNOWN_ELEMENT,
)  # fmt: skip

_LEFT_OPEN = (STRAY_END, UNCLOSED)
_MOST = 50
"""How many faults of one page are told of: more have one cause."""


class Fault(NamedTuple):
    """A finding before it has a place in the sources."""

    rule: Rule
    tag: Tag
    message: str
    hint: str | None = None


def look_at_page(page: HtmlPage, built: BuiltSite, report: Report) -> None:
    """Every tag of a page."""
    found = [] if page.facts.is_redirect else faults(page.tags)
    own = _left_open_in(page.source, built) if any(fault.rule in _LEFT_OPEN for fault in found) else {}
    for fault in found[:_MOST]:
        # A missing end tag of a page leaves its layout's element open: then the page is to be mended.
        tags = own.get((fault.rule.code, fault.tag.name))
        place = (
            built.sources.at(page.source, tags.pop().start) if tags else built.origins.of_tag(page, fault.tag)
        )
        report.find(fault.rule, fault.message, place, hint=fault.hint, shown=page.at(fault.tag.start))


def _left_open_in(shown: str, built: BuiltSite) -> dict[tuple[str, str], list[Tag]]:
    """What a template alone opens and does not close, or the other way round: rule and element → tags,
    the last one first."""
    found: dict[tuple[str, str], list[Tag]] = {}
    for fault in reversed(faults(built.origins.tags(shown))):
        if fault.rule in _LEFT_OPEN:
            found.setdefault((fault.rule.code, fault.tag.name), []).append(fault.tag)
    return found


def faults(tags: Iterable[Tag]) -> list[Fault]:
    """What is wrong in a sequence of tags, each fault once."""
    nest = _Nest()
    foreign = ""
    depth = 0
    for tag in tags:
        if foreign:
            if tag.name == foreign and not tag.closes_itself:
                depth += -1 if tag.is_end else 1
                foreign = foreign if depth else ""
        elif tag.name in FOREIGN and not tag.is_end:
            if not tag.closes_itself:
                foreign, depth = tag.name, 1
            nest.see_attributes(tag)
        elif not tag.is_finished:
            nest.find(UNFINISHED_TAG, tag, f"the tag `<{tag.name}` is never finished", "write its `>`")
        elif tag.is_end:
            nest.end(tag)
        else:
            nest.start(tag)
    nest.finish()
    return nest.faults


class _Nest:
    """The stack of open elements, and what was wrong with it so far."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._open: list[Tag] = []
        self._counts: Counter[str] = Counter()
        # Ended by something else than their own end tag, which may still come: by name, the last one last,
        # each with the tag that ended it, or None if that is told of already.
        self._owed: dict[str, list[tuple[Tag, Tag | None]]] = {}
        # Blocks that ended a paragraph, by their depth: right, unless the paragraph's end tag still comes.
        self._cuts: dict[int, Tag] = {}
        self._parts: set[str] = set()
        self._told: set[tuple[str, str | int]] = set()

    def find(self, rule: Rule, tag: Tag, message: str, hint: str | None = None) -> None:
        self.faults.append(Fault(rule, tag, message, hint))

    def start(self, tag: Tag) -> None:
        """A start tag: what it ends, whether it may stand here, and then it is open."""
        name = tag.name
        if name not in ELEMENTS and "-" not in name:
            self._find_once(
                UNKNOWN_ELEMENT,
                tag,
                name,
                f"`<{name}>` is no element of HTML, and so is not shown",
                f"write `&lt;{name}>` to show it, or a name with a hyphen for an element of your own",
            )
            return
        if not tag.is_plain:
            self.see_attributes(tag)
        if name in PAGE_PARTS:
            self._start_page_part(tag)
            return
        if name in ENDS:
            self._end_before(tag, *ENDS[name])
        elif name in BLOCKS:
            self._start_block(tag)
        parent = self._open[-1] if self._open else None
        if (
            parent is not None
            and (name in PARTS or parent.name in STRICT_PARENTS)
            and not self._belongs(tag, parent)
        ):
            return
        if name == "a" or name in CONTROLS or name == "input":
            self._look_at_control(tag)
        if name == "form" and self._counts["form"]:
            self.find(NESTED_FORM, tag, "a `<form>` stands inside a `<form>`", "close the first one before")
        if name not in VOID:
            self._push(tag)

    def end(self, tag: Tag) -> None:
        """An end tag: it closes the nearest element of its name, and what is still open within."""
        name = tag.name
        if self._open and self._open[-1].name == name and not self._cuts:
            self._open.pop()
            self._counts[name] -= 1
            return
        if name in PAGE_PARTS or (name not in ELEMENTS and "-" not in name):
            return
        index = self._find_open(name)
        if index is None:
            self._look_at_stray_end(tag)
            return
        self._owe(self._open[index + 1 :], tag)
        self._pop_to(index)

    def finish(self) -> None:
        """The end of the page."""
        for owed in self._owed.values():
            for one, ender in owed:
                if ender is not None:
                    what = (
                        f"before `</{ender.name}>`" if ender.is_end else f"before the next `<{ender.name}>`"
                    )
                    self.find(UNCLOSED, one, f"`<{one.name}>` is not closed {what}", _closing(one))
        for one in self._open:
            if one.name not in OPTIONAL_END:
                self.find(UNCLOSED, one, f"`<{one.name}>` is never closed", _closing(one))

    def see_attributes(self, tag: Tag) -> None:
        names = [name for name, _ in tag.attributes]
        if tag.has_stray_quote:
            self.find(
                UNFINISHED_TAG,
                tag,
                f"a quote of the tag `<{tag.name}` is missing or too much",
                "what follows is taken for attributes, up to the next `>`",
            )
        elif len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            self.find(
                DUPLICATE_ATTRIBUTE,
                tag,
                f"`<{tag.name}>` has `{twice}` twice; the first counts",
                "make them one",
            )

    def _start_page_part(self, tag: Tag) -> None:
        if tag.name in self._parts:
            self._find_once(
                SECOND_BODY,
                tag,
                "",
                f"`<{tag.name}>` stands here a second time",
                "does a page that is a whole document have a layout that is one?",
            )
            return
        if tag.name == "body":
            self._pop_to(next((i for i, one in enumerate(self._open) if one.name != "html"), len(self._open)))
        self._parts.add(tag.name)
        self._push(tag)

    def _start_block(self, tag: Tag) -> None:
        """A block ends an open paragraph, and must not stand in what takes text."""
        top = self._open[-1] if self._open else None
        if top is not None and top.name == "p":
            self._pop_to(len(self._open) - 1)
            self._cuts[len(self._open)] = tag
            top = self._open[-1] if self._open else None
        if tag.name in HEADINGS and top is not None and top.name in HEADINGS:
            self.find(
                STRAY_END,
                tag,
                f"`<{tag.name}>` comes where `<{top.name}>` is open",
                f"write `</{top.name}>` before",
            )
            self._owe([top], None)
            self._pop_to(len(self._open) - 1)
            return
        if tag.name == "table" and "rouge-table" in tag.inner:
            return  # how Jekyll numbers lines
        for one in reversed(self._open):
            if one.name in TRANSPARENT or "-" in one.name:
                continue
            if one.name in TAKES_TEXT_ONLY and not (
                one.name in ("summary", "legend") and (tag.name in HEADINGS or tag.name == "hgroup")
            ):
                self.find(
                    BLOCK_IN_TEXT,
                    tag,
                    f"`<{tag.name}>` stands inside `<{one.name}>`, which takes text only",
                    f"close the `<{one.name}>` before, or make one of them another element",
                )
            return

    def _belongs(self, tag: Tag, parent: Tag) -> bool:
        """Tell of a tag that its parent does not take; answers whether it is opened at all."""
        fault = self._misplaced_item(tag, parent.name) or _misplaced_part(tag, parent.name)
        if fault is not None:
            self._find_once(fault.rule, tag, parent.start, fault.message, fault.hint)
            if fault.rule is TABLE_PARTS and tag.name == "form":
                self._owe([tag], None)
                return False
        return True

    def _misplaced_item(self, tag: Tag, parent: str) -> Fault | None:
        """An item without any list around it: one in something else in its list is that one's fault."""
        name = tag.name
        lists = LISTS if name == "li" else DESCRIPTIONS
        if name not in ITEMS or parent == "template" or any(self._counts[one] for one in lists):
            return None
        wanted = " or ".join(f"`<{one}>`" for one in sorted(lists - {"menu"}))
        return Fault(STRAY_ITEM, tag, f"`<{name}>` stands outside of {wanted}", f"put {wanted} around it")

    def _find_once(
        self, rule: Rule, tag: Tag, about: str | int, message: str, hint: str | None = None
    ) -> None:
        """What goes for one goes for the others of the same kind.

        Args:
            about: what they have in common: their name, or where their parent begins.
        """
        if (rule.code, about) not in self._told:
            self._told.add((rule.code, about))
            self.find(rule, tag, message, hint)

    def _look_at_control(self, tag: Tag) -> None:
        name = tag.name
        if name == "input" and "hidden" in tag.inner:
            return
        if name == "a":
            if self._counts["a"]:
                self.find(NESTED_LINK, tag, "a link stands inside a link", "is the first one closed?")
                self._close_link()
            elif self._counts["button"] and "href" in tag.inner:
                self.find(
                    NESTED_CONTROL, tag, "a link stands inside a button", "make it a link that looks like one"
                )
            return
        for outer in ("a", "button"):
            if self._counts[outer]:
                self.find(
                    NESTED_CONTROL,
                    tag,
                    f"`<{name}>` stands inside `<{outer}>`",
                    "keep one of them: a click cannot be for both",
                )
                return
        if name == "label" and self._counts["label"]:
            self.find(NESTED_CONTROL, tag, "`<label>` stands inside `<label>`", "close the first one before")

    def _look_at_stray_end(self, tag: Tag) -> None:
        name = tag.name
        if owed := self._owed.get(name):
            _, ender = owed.pop()
            if ender is not None:
                written = f"</{ender.name}>" if ender.is_end else f"<{ender.name}>"
                self.find(
                    STRAY_END,
                    ender,
                    f"`{written}` comes where `<{name}>` is open",
                    f"write `</{name}>` before",
                )
        elif name == "p" and len(self._open) in self._cuts:
            block = self._cuts.pop(len(self._open))
            self.find(
                BLOCK_IN_TEXT,
                block,
                f"`<{block.name}>` stands inside `<p>`, which ends there, so `</p>` closes nothing",
                "make the `<p>` a `<div>`",
            )
        elif name in VOID:
            self.find(STRAY_END, tag, f"`</{name}>` is no end tag: `<{name}>` has no content", "leave it out")
        else:
            self.find(
                STRAY_END, tag, f"`</{name}>` closes nothing", f"remove it, or open a `<{name}>` before"
            )

    def _end_before(self, tag: Tag, ended: frozenset[str], limits: frozenset[str]) -> None:
        """`<li>` ends the `<li>` before it, `<tr>` a row with its cells."""
        last = None
        if tag.name in IN_TABLE:
            self._end_stray_in_table()
        for index in range(len(self._open) - 1, -1, -1):
            name = self._open[index].name
            if name in limits:
                break
            if name in ended:
                last = index
        if last is None:
            return
        self._owe(self._open[last + 1 :], tag)
        self._pop_to(last)

    def _end_stray_in_table(self) -> None:
        """What stands between cells, where browsers put it before the table, ends with the next part."""
        for index in range(len(self._open) - 1, -1, -1):
            name = self._open[index].name
            if name in CELLS or name in ("caption", "template"):
                return
            if name in TABLE_SCOPES:
                self._owe(self._open[index + 1 :], None)
                self._pop_to(index + 1)
                return

    def _find_open(self, name: str) -> int | None:
        if not self._counts[name]:
            return None
        limits = TABLE_LIMITS if name in IN_TABLE or name == "table" else SCOPES
        for index in range(len(self._open) - 1, -1, -1):
            found = self._open[index].name
            if found == name:
                return index
            if found in limits:
                return None
        return None

    def _push(self, tag: Tag) -> None:
        self._open.append(tag)
        self._counts[tag.name] += 1

    def _pop_to(self, index: int) -> None:
        for one in self._open[index:]:
            self._counts[one.name] -= 1
        del self._open[index:]
        for depth in [depth for depth in self._cuts if depth > index]:
            del self._cuts[depth]

    def _owe(self, ended: list[Tag], ender: Tag | None) -> None:
        for one in ended:
            if one.name not in OPTIONAL_END:
                self._owed.setdefault(one.name, []).append((one, ender))

    def _close_link(self) -> None:
        """A link ends the link around it; what else is open stays so."""
        index = next(i for i in range(len(self._open) - 1, -1, -1) if self._open[i].name == "a")
        self._owe([self._open.pop(index)], None)
        self._counts["a"] -= 1


def _misplaced_part(tag: Tag, parent: str) -> Fault | None:
    """A part of a table outside of it, or something else between the parts of a table or list."""
    name = tag.name
    if name in CELLS:
        if parent not in ("tr", "template"):
            return Fault(TABLE_PARTS, tag, f"`<{name}>` stands outside of a row", "put it into `<tr>`")
    elif name == "tr":
        if parent not in ROW_GROUPS and parent not in ("table", "template"):
            return Fault(TABLE_PARTS, tag, "`<tr>` stands outside of a table", "put `<table>` around it")
    elif name in ANYWHERE or name in ITEMS:
        return None
    elif parent in LISTS:
        message = f"`<{name}>` stands in `<{parent}>` outside of its items"
        return Fault(LIST_PARTS, tag, message, "put it into an `<li>`")
    elif parent == "dl" and name != "div":
        message = f"`<{name}>` stands in `<dl>` outside of its `<dt>` and `<dd>`"
        return Fault(LIST_PARTS, tag, message, "put it into a `<dd>`")
    elif parent in TABLE_SCOPES and name not in IN_TABLE and "hidden" not in tag.inner:
        return Fault(
            TABLE_PARTS, tag, f"`<{name}>` stands between the cells of a table", "put it into a cell"
        )
    return None


def _closing(tag: Tag) -> str:
    return "`/>` closes nothing in HTML" if tag.closes_itself else f"write `</{tag.name}>`"
