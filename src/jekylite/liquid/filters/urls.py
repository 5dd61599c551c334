"""`relative_url`, `absolute_url`, `strip_index`. Source: Jekyll 4.4.1 filters/url_filters.rb."""

from __future__ import annotations

import re

from jekylite.liquid.context import Context
from jekylite.liquid.drops import Drop, HashDrop
from jekylite.liquid.filters.registry import Table
from jekylite.ruby.uri import URI
from jekylite.ruby.values import no_method, to_s

FILTERS = Table()
add = FILTERS.add


@add()
def relative_url(value: object, *, context: Context) -> object:
    """The URL below `baseurl`, normalized; one with a scheme is untouched, nil stays nil."""
    if value is None:
        return None
    value = _url_of(value)
    if not isinstance(value, str):
        return _relative(value, context)
    cache = context.site.cache.relative_urls
    answer = cache.get(value)
    if answer is None:
        answer = cache[value] = _relative(value, context)
    return answer


@add()
def absolute_url(value: object, *, context: Context) -> object:
    """The URL with the site's `url` and `baseurl`; one with a scheme is untouched, nil stays nil."""
    if value is None:
        return None
    value = _url_of(value)
    if not isinstance(value, str):
        return _absolute(value, context)
    cache = context.site.cache.absolute_urls
    answer = cache.get(value)
    if answer is None:
        answer = cache[value] = _absolute(value, context)
    return answer


def _url_of(value: object) -> object:
    if isinstance(value, Drop) and not isinstance(value, HashDrop) and "url" in value.fields:
        return value.get("url")
    return value


def _relative(value: object, context: Context) -> object:
    text = to_s(value)
    if URI(text).is_absolute:
        return value
    base = to_s(context.site.baseurl).removesuffix("/")
    return URI(_slashed(base) + _slashed(text)).normalized()


def _absolute(value: object, context: Context) -> object:
    if URI(to_s(value)).is_absolute:
        return value
    site_url = to_s(context.site.url)
    if not site_url:
        return _relative(value, context)
    return URI(site_url + to_s(_relative(value, context))).normalized()


def _slashed(text: str) -> str:
    return text if not text or text.startswith("/") else f"/{text}"


_INDEX = re.compile(r"/index\.html?$", re.M)


@add()
def strip_index(value: object) -> object:
    """Without `index.html` or `index.htm` at the end."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        no_method("sub", value)
    return _INDEX.sub("/", value, count=1)
