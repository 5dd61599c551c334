"""Liquid 4.0.4 as Jekyll 4.4.1 runs it: a dialect on python-liquid's extension points.

    from jekylite.liquid import JekyllEnvironment

    env = JekyllEnvironment(includes={"card.html": "<b>{{ include.name }}</b>"})
    env.from_string("{% include card.html name=page.title %}").render({"page": {"title": "Hi"}})

The names below are loaded when first used: python-liquid takes 0.1 s to import.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from jekylite.liquid.quick_import import import_liquid

if TYPE_CHECKING:
    from jekylite.liquid.context import LocalSite, SiteAccess
    from jekylite.liquid.drops import Drop, HashDrop, field
    from jekylite.liquid.environment import JekyllEnvironment
    from jekylite.liquid.limits import Limits
    from jekylite.liquid.strictness import Strictness
    from jekylite.liquid.template import JekyllTemplate
    from jekylite.liquid.trace import Trace

__all__ = [
    "Drop",
    "HashDrop",
    "JekyllEnvironment",
    "JekyllTemplate",
    "Limits",
    "LocalSite",
    "SiteAccess",
    "Strictness",
    "Trace",
    "field",
]

import_liquid()

_HOMES = {
    "Drop": "drops",
    "HashDrop": "drops",
    "JekyllEnvironment": "environment",
    "JekyllTemplate": "template",
    "Limits": "limits",
    "LocalSite": "context",
    "SiteAccess": "context",
    "Strictness": "strictness",
    "Trace": "trace",
    "field": "drops",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
