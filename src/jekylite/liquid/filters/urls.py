"""`relative_url`, `absolute_url`, `strip_index`. Source: Jekyll 4.4.1 filters/url_filters.rb."""

from __future__ import annotations

from jekylite.liquid.context import Context
from jekylite.liquid.filters.registry import Table
from jekylite.ruby.values import to_s

FILTERS = Table()
add = FILTERS.add


@add()
def relative_url(value: object, *, context: Context) -> object:
    if value is None:
        return None
    base = to_s(context.site.baseurl).removesuffix("/")
    path = to_s(value)
    return base + (path if path.startswith("/") or not path else "/" + path)
