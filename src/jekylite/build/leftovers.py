"""Which items show, in their own text, what the item before them left: its `layout`, its `content`.

Source: Jekyll 4.4.1 site.rb (`site_payload` is one for all items), renderer.rb (`place_in_layouts`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from jekylite.liquid.context import IncludeSource
from jekylite.model.document import Document
from jekylite.model.page import Page
from jekylite.render.renderer import has_liquid

_NAMES = re.compile(r"\{[{%][^{}]*?(?<![./\w-])(?:layout|content)(?![\w:-])[^{}]*[}%]\}")
_INCLUDE = re.compile(r"\{%-?\s*include(\w*)\s+(\S+)")


class Leftovers:
    """Of one build.

    Args:
        include: the text of an include by its name, None where there is none.
    """

    def __init__(self, include: Callable[[str], IncludeSource | None]) -> None:
        self._include = include
        self._known: dict[str, bool] = {}

    def show_in(self, item: Page | Document) -> bool:
        """May the item show them? In doubt it may: where only rendering can tell what is included."""
        return has_liquid(item.body) and self._may_show(item.body)

    def _may_show(self, text: str) -> bool:
        if _NAMES.search(text):
            return True
        return any(self._may_include(*match.groups()) for match in _INCLUDE.finditer(text))

    def _may_include(self, kind: str, name: str) -> bool:
        if kind == "_relative" or "{{" in name:
            return True
        known = self._known.get(name)
        if known is None:
            self._known[name] = False  # while it is looked at: an include may name itself
            source = self._include(name)
            known = self._known[name] = source is not None and self._may_show(source.text)
        return known
