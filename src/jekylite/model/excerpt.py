"""The first part of a document, cut from its source.

The cut happens when the document is read; the text is rendered when a template asks for it.
Source: Jekyll 4.4.1 excerpt.rb, page_excerpt.rb.
"""

from __future__ import annotations

import re
from collections.abc import Collection as AnyOf

from jekylite.model.document import Document
from jekylite.model.page import Page

_TAG = re.compile(r"\{%-?\s*(\w+)\s*.*?-?%\}", re.DOTALL | re.ASCII)
_LINK_DEFINITION = re.compile(r"^ {0,3}(\[[^\]]+\])(:.+)$", re.MULTILINE)


class Excerpt:
    """The head of an item's body.

    Args:
        item: whose excerpt it is.
        body: its source text.
    """

    __slots__ = ("body", "item", "output")

    def __init__(self, item: Document | Page, body: str) -> None:
        self.item = item
        self.body = body
        # The rendered text, once a template asked for it.
        self.output: str | None = None

    @property
    def relative_path(self) -> str:
        return f"{self.item.relative_path}/#excerpt"


def cut(body: str, separator: str, block_tags: AnyOf[str]) -> tuple[str, bool]:
    """The head of `body` before `separator`, made whole again.

    Liquid blocks that are open at the cut are closed, link definitions of the rest that the
    head speaks of are appended.

    Args:
        block_tags: names of the Liquid tags that have an end tag.

    Returns:
        the excerpt's source, and whether blocks had to be closed.
    """
    end = body.find(separator)
    if end < 0 or end + len(separator) == len(body):
        return (body if end < 0 else body[:end], False)
    head = body[:end]
    closed = False
    if "{%" in head:
        for name in reversed(_TAG.findall(head)):
            if name in block_tags and not re.search(rf"\{{%-?\s*end{name}.*?\s*-?%\}}", head, re.DOTALL):
                head += f"\n{{% end{name} %}}"
                closed = True
    if "]:" in body:
        definitions = [
            label + target
            for label, target in _LINK_DEFINITION.findall(body, end + len(separator))
            if label in head
        ]
        if definitions:
            head += "\n\n" + "\n".join(definitions)
    return (head, closed)
