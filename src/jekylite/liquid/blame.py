"""Which filter of an expression failed, and where it is written.

Found from the traceback of the error, so that filters which work are called as directly as ever.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from liquid.ast import Node as EngineNode

from jekylite.liquid.filtered import Filtered
from jekylite.liquid.filters.registry import Filter

if TYPE_CHECKING:
    from types import CodeType

_PART = re.compile(r"\"[^\"]*\"|'[^']*'|\|\s*(\w+)", re.ASCII)


def failed_filter(
    error: Exception, node: EngineNode, registry: Mapping[str, Filter]
) -> tuple[str, int] | None:
    """(name, offset in the template) of the filter of `node` that raised `error`; None if none did.

    Args:
        registry: the environment's filters.
    """
    expression = getattr(node, "expression", None)
    if not isinstance(expression, Filtered) or not expression.filters:
        return None
    place = _culprit(error, expression, registry)
    if place is None:
        return None
    start, source = node.token.start_index, node.token.source
    calls = [found for found in _PART.finditer(source, start) if found[1]]
    name = expression.filters[place].name
    if place >= len(calls) or calls[place][1] != name:
        return None
    return name, calls[place].start(1)


def _culprit(error: Exception, expression: Filtered, registry: Mapping[str, Filter]) -> int | None:
    codes = _codes_of(error)
    for place, call in enumerate(expression.filters):
        known = registry.get(call.name)
        if known is None:
            failed = f"undefined filter {call.name}" == str(error)
        else:
            has_arity = known.takes(1 + len(call.arguments) + bool(call.keywords))
            failed = not has_arity or getattr(known.function, "__code__", None) in codes
        if failed:
            return place
    return None


def _codes_of(error: Exception) -> set[CodeType]:
    """Of every function that the error passed."""
    codes = set()
    step = error.__traceback__
    while step is not None:
        codes.add(step.tb_frame.f_code)
        step = step.tb_next
    return codes
