"""The table of contents that `{:toc}` puts in a list's place.

Source: kramdown 2.5 converter/html.rb (generate_toc_tree).
"""

from __future__ import annotations

from typing import NamedTuple

from jekylite.markdown.patterns import html_attributes
from jekylite.markdown.span import TocSpans
from jekylite.markdown.state import Document, Token


class TocEntry(NamedTuple):
    """A heading that the contents name: its level as written, its id, its text."""

    level: int
    ident: str
    text: str


class _Entry:
    def __init__(self, entry: TocEntry) -> None:
        self.heading = entry
        self.below: list[_Entry] = []


def toc_html(document: Document, place: Token, headings: list[TocEntry]) -> str:
    """The contents as nested lists of the kind and with the attributes of the list that they replace."""
    top: list[_Entry] = []
    open_entries: list[_Entry] = []
    for heading in headings:
        entry = _Entry(heading)
        while open_entries and open_entries[-1].heading.level >= heading.level:
            open_entries.pop()
        (open_entries[-1].below if open_entries else top).append(entry)
        open_entries.append(entry)
    if not top:
        return ""
    attributes = dict(place["attrs"])
    attributes.setdefault("id", "markdown-toc")
    spans = TocSpans(document)
    name = place["type"]
    inner = _entries(spans, top, name, attributes["id"], 2)
    return f"<{name}{html_attributes(attributes)}>\n{inner}</{name}>\n"


def _entries(spans: TocSpans, entries: list[_Entry], name: str, prefix: str, indent: int) -> str:
    html = ""
    space = " " * indent
    for entry in entries:
        heading = entry.heading
        attributes = html_attributes({"href": f"#{heading.ident}", "id": f"{prefix}-{heading.ident}"})
        html += f"{space}<li><a{attributes}>{spans.convert(heading.text)}</a>"
        if entry.below:
            below = _entries(spans, entry.below, name, prefix, indent + 4)
            html += f"{space}  <{name}>\n{below}{space}  </{name}>\n{space}"
        html += "</li>\n"
    return html
