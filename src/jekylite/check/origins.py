"""Where in the sources the markup of a built page is written.

Nothing remembers which template an element came from, so this looks: each tag of a template, with Liquid
in it taken for "anything", is compared with the tag of the page. What Markdown makes has no tag in the
source; there its address or its text is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from jekylite.check.page import HtmlPage
from jekylite.check.sources import DATA, DOCUMENTS, TEMPLATES, Sources
from jekylite.check.tags import Tag, elements, tags
from jekylite.errors import Location

# Liquid is masked, character for character, so that places stay.
_OUTPUT, _TAG = "\ufdd0", "\ufdd1"
_LIQUID = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_MASKS = re.compile(f"[{_OUTPUT}{_TAG}]+")
_MARKDOWN_TAG = re.compile(r'<\w+(?: (?:href|title|src|alt|id)="[^"]*")*>')
# Of these, such as stand in a template come before such as Markdown makes.
_RARE_IN_MARKDOWN = elements("ul ol dl hr table blockquote")
_SPACE_AT_TAGS = re.compile(" ?([<>]) ?")
_CONTEXT = 40
"""How many characters before and after a tag help to tell it from others that are the same."""
# Without attributes, these are as likely Markdown's as anyone's.
_OF_MARKDOWN = elements(
    "a p ul ol li blockquote table thead tbody tr td th code pre em strong hr br dl dt dd sup img"
)
_CERTAIN = 6
"""How many of those make a tag without attributes, or an end tag, the one that is meant."""
_NAMED = 40
"""What it is worth if the tag names the address or text that is looked for."""
_UNLIKE = 20
"""What it costs a tag if other text stands beside it."""
_BROTHERS = 200
"""How many tags of one template that are all the same are told from each other."""
_ENOUGH = 8
"""A line of a page that is shorter than this is found everywhere."""


class _Written(NamedTuple):
    """A tag of a template.

    Args:
        at: its place.
        chunks: what is literal in it, in order; one if there is no Liquid.
        text: as it is in the template.
        has_tags: Liquid may leave out what is between its tags.
        before, after: the literal text around it.
    """

    at: Location
    chunks: tuple[str, ...]
    text: str
    has_tags: bool
    before: str
    after: str

    def agreement(self, before: str, after: str) -> int:
        """How many characters around it are the same as around another."""
        return _agreement(self.after, after) + _agreement(self.before[::-1], before[::-1])

    def names(self, values: Iterable[str]) -> bool:
        """Does the Liquid in it name one of some values, as `{{ '/a.png' | relative_url }}` does?"""
        return any(len(value) > 3 and value in self.text for value in values)


class _Template(NamedTuple):
    """The tags of a template.

    Args:
        plain: those without Liquid, by their canonical spelling.
        with_liquid: the others, by their names.
    """

    plain: dict[str, list[_Written]]
    with_liquid: dict[str, list[_Written]]


class Origins:
    """Looks for the places of what shows in a page, each file read once."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._templates: dict[str, _Template] = {}
        self._known: dict[tuple[object, ...], Location | None] = {}

    def of_tag(self, page: HtmlPage, tag: Tag | None, *values: str) -> Location:
        """Where a tag is written.

        Args:
            values: what Markdown would have in its place (an address, a text), the surest first.

        Returns:
            The best place, at worst the page's own file.
        """
        sources, own = self._sources, page.source
        place = self._of_markup(page, tag, values) if tag is not None else None
        place = place or sources.find(own, values, TEMPLATES, DOCUMENTS, DATA)
        if place is None and tag is not None:
            line = page.line(tag.start).strip()
            place = sources.find(own, [line], TEMPLATES) if len(line) >= _ENOUGH else None
        return place or sources.whole(own)

    def of_value(self, page: HtmlPage, tag: Tag | None, *values: str) -> Location:
        """Where the value of an attribute (an address) is given: in the page, a template or a data file."""
        place = self._sources.find(page.source, values, TEMPLATES, DATA, DOCUMENTS)
        return place or self.of_tag(page, tag)

    def of_heading(self, page: HtmlPage, tag: Tag | None, text: str) -> Location:
        """Where a heading is written: in Markdown, whose page it is or shows on, or as a tag."""
        own = page.source
        return (
            self._sources.heading([own], text)
            or (self._of_markup(page, tag, ()) if tag else None)
            or (self._sources.heading(self._sources.own, text) if self._sources.shows_others(own) else None)
            or self.of_tag(page, tag, text)
        )

    def _of_markup(self, page: HtmlPage, tag: Tag, values: tuple[str, ...]) -> Location | None:
        written = _canonical(page.text[tag.start : tag.end], tag)
        around = _around(page.text, tag)
        key = (page.source, written, *around, values)
        if key not in self._known:
            self._known[key] = self._of_written(page.source, tag.name, written, around, values)
        return self._known[key]

    def _of_written(
        self, own: str, name: str, written: str, around: tuple[str, str], values: tuple[str, ...]
    ) -> Location | None:
        """The same tag if there is one; else what Markdown makes it of, or the nearest tag with Liquid."""
        sources = self._sources
        is_markdown = sources.is_markdown(own)
        is_bare = name in _OF_MARKDOWN and " " not in written
        needs_context = written.startswith("</") or (is_bare and is_markdown)
        exact, similar = self._matches(
            (own, *sources.around(own)), name, written, around, values, needs_context
        )
        if exact is None and is_markdown and _MARKDOWN_TAG.fullmatch(written):
            exact = sources.find(own, _in_markdown(name, values))
        if exact is None and similar is None and sources.shows_others(own):
            exact, similar = self._matches(sources.own, name, written, around, values, needs_context=True)
        if exact is None and similar is None and name in _RARE_IN_MARKDOWN:
            exact, _ = self._matches(sources.around(own), name, written, around, values, needs_context=False)
        return exact or similar

    def _matches(
        self,
        files: Iterable[str],
        name: str,
        written: str,
        around: tuple[str, str],
        values: tuple[str, ...],
        needs_context: bool,
    ) -> tuple[Location | None, Location | None]:
        """The tag that is the same as `written`, and the nearest of those with Liquid in them."""
        same = similar = None
        best_same = best_similar = -3 * _UNLIKE
        mark = f"</{name}" if written.startswith("</") else f"<{name}"
        for shown in files:
            text = self._sources.text(shown)
            if mark not in text and mark.upper() not in text:
                continue
            template = self._template(shown)
            for one in template.plain.get(written, ()):
                context = one.agreement(*around)
                if context > best_same and (context >= _CERTAIN or not needs_context):
                    same, best_same = one.at, context
            for one in template.with_liquid.get(name, ()):
                literal = _literal_length(one, written)
                score = literal + one.agreement(*around) + (_NAMED if one.names(values) else 0)
                if literal and score > best_similar:
                    similar, best_similar = one.at, score
        return same, similar

    def tags(self, shown: str) -> list[Tag]:
        """The tags of a template, Liquid in them masked."""
        return list(tags(_LIQUID.sub(_mask, self._sources.markup(shown))))

    def _template(self, shown: str) -> _Template:
        known = self._templates.get(shown)
        if known is None:
            known = self._templates[shown] = _Template({}, {})
            text = self._sources.markup(shown)
            masked = _LIQUID.sub(_mask, text)
            for tag in tags(masked):
                canonical = _canonical(masked[tag.start : tag.end], tag)
                before, after = _around(masked, tag)
                one = _Written(
                    self._sources.at(shown, tag.start),
                    tuple(chunk.strip() for chunk in _MASKS.split(canonical)),
                    text[tag.start : tag.end],
                    _TAG in masked[tag.start : tag.end],
                    _MASKS.split(before)[-1].strip(),
                    _MASKS.split(after)[0].strip(),
                )
                if len(one.chunks) > 1:
                    known.with_liquid.setdefault(tag.name, []).append(one)
                elif len(brothers := known.plain.setdefault(canonical, [])) < _BROTHERS:
                    brothers.append(one)
        return known


def _in_markdown(name: str, values: Iterable[str]) -> list[str]:
    """How Markdown has what became of an element: `[text](address)` or `[name]: address`."""
    if name not in ("a", "img"):
        return list(values)
    forms = ("](%s)", "](%s ", "]: %s\n", "]: %s ")
    return [form % value for value in values for form in forms]


def _mask(match: re.Match[str]) -> str:
    return (_OUTPUT if match[0].startswith("{{") else _TAG) * len(match[0])


def _canonical(text: str, tag: Tag) -> str:
    """A tag in the one spelling that every way to write it has: Markdown converters write tags anew."""
    if tag.is_end:
        return f"</{tag.name}>"
    return _spelled(tag.name, tag.inner)


@lru_cache(maxsize=4096)
def _spelled(name: str, inner: str) -> str:
    attributes = Tag(name, False, 0, 0, inner, True).attributes
    parts = (f'{key}="{value.replace("&amp;", "&")}"' for key, value in attributes)
    return f"<{name} {' '.join(parts)}>" if attributes else f"<{name}>"


def _around(text: str, tag: Tag) -> tuple[str, str]:
    before = text[max(0, tag.start - _CONTEXT) : tag.start].replace("'", '"')
    after = text[tag.end : tag.end + _CONTEXT].replace("'", '"')
    return _SPACE_AT_TAGS.sub(r"\1", " ".join(before.split())), _SPACE_AT_TAGS.sub(
        r"\1", " ".join(after.split())
    )


def _literal_length(one: _Written, written: str) -> int:
    """How many characters of a page's tag a template's tag has; 0 if it cannot have made it."""
    first, last = one.chunks[0], one.chunks[-1]
    if not (written.startswith(first) and written.endswith(last)) or len(written) < len(first) + len(last):
        return 0
    position, end = len(first), len(written) - len(last)
    length = len(first) + len(last)
    for chunk in one.chunks[1:-1]:
        found = written.find(chunk, position, end)
        if found >= 0:
            position = found + len(chunk)
            length += len(chunk)
        elif not one.has_tags:
            return 0
    return length


def _agreement(expected: str, found: str) -> int:
    """How many characters two texts begin with alike, less a penalty if they do not go on so.

    The later they part, the likelier it is a converter that changed something.
    """
    for index, (left, right) in enumerate(zip(expected, found, strict=False)):
        if left != right:
            return index - max(_UNLIKE // 4, _UNLIKE - 2 * index)
    return min(len(expected), len(found))
