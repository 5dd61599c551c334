"""Which items show, in their own text, what the item before them left: its `layout`, its `content`.

Source: Jekyll 4.4.1 site.rb (`site_payload` is one for all items), renderer.rb (`place_in_layouts`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from jekylite.liquid.context import IncludeSource
from jekylite.render.renderer import has_liquid

_NAMES = re.compile(r"\{[{%][^{}]*?(?<![./\w-])(?:layout|content)(?![\w:-])[^{}]*[}%]\}")
_INCLUDE = re.compile(r"\{%-?\s*include(\w*)\s+(\S+)")

# In place of the names of includes.
_IN_ANY_CASE = ("*",)


def suspects(text: str) -> tuple[str, ...]:
    """The includes by which a text may show what an item left; `*` where it may by itself.

    In doubt it may: where only rendering can tell what is included.
    """
    if not has_liquid(text):
        return ()
    if _NAMES.search(text):
        return _IN_ANY_CASE
    names = []
    for kind, name in _INCLUDE.findall(text):
        if kind == "_relative" or "{{" in name:
            return _IN_ANY_CASE
        names.append(name)
    return tuple(dict.fromkeys(names))


class Leftovers:
    """Of one build.

    Args:
        include: the text of an include by its name, None where there is none.
    """

    def __init__(self, include: Callable[[str], IncludeSource | None]) -> None:
        self._include = include
        self._known: dict[str, bool] = {}

    def show_in(self, suspected: tuple[str, ...]) -> bool:
        """May a text with these suspects show them?"""
        return suspected == _IN_ANY_CASE or any(map(self._may_include, suspected))

    def _may_include(self, name: str) -> bool:
        known = self._known.get(name)
        if known is None:
            self._known[name] = False  # while it is looked at: an include may name itself
            source = self._include(name)
            known = self._known[name] = source is not None and self.show_in(suspects(source.text))
        return known
