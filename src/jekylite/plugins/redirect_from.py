"""jekyll-redirect-from: pages that lead from old addresses to new ones, and `redirects.json`.

Source: jekyll-redirect-from 0.16.0.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from jekylite.diagnostics import Collector
from jekylite.liquid.filters.jekyll import jsonify
from jekylite.model.document import Document
from jekylite.model.layout import Layout
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.paths import join_below
from jekylite.plugins.api import NORMAL, Extensions
from jekylite.plugins.fields import holds, read
from jekylite.plugins.workshop import Workshop
from jekylite.ruby.values import to_s

_LAYOUT = "redirect"
_TARGET = "{{ page.redirect.to }}"
_PAGE = f"""\
<!DOCTYPE html>
<html lang="en-US">
  <meta charset="utf-8">
  <title>Redirecting&hellip;</title>
  <link rel="canonical" href="{_TARGET}">
  <script>location="{_TARGET}"</script>
  <meta http-equiv="refresh" content="0; url={_TARGET}">
  <meta name="robots" content="noindex">
  <h1>Redirecting&hellip;</h1>
  <a href="{_TARGET}">Click here if you are not redirected.</a>
</html>
"""


def register(extensions: Extensions, settings: Mapping[str, object], collector: Collector) -> None:
    """The plugin."""
    extensions.generators.append(RedirectGenerator())


class RedirectGenerator:
    """A page for each `redirect_from`; an item with `redirect_to` becomes such a page itself."""

    priority = NORMAL

    def generate(self, site: Site, workshop: Workshop) -> Iterator[Page]:
        site.layouts.setdefault(_LAYOUT, Layout(_LAYOUT, "", {}, _PAGE, 1))
        redirects: dict[str, str] = {}
        items: list[Page | Document] = [
            document
            for collection in site.collections.values()
            for document in collection.docs
            if document.is_written
        ]
        items.extend(site.pages)
        for item in items:
            for source in _given(item, "redirect_from"):
                redirect = _redirect(source, item.url, workshop)
                redirects[redirect["from"]] = redirect["to"]
                yield workshop.new_page("", "redirect.html", _data(redirect))
            for target in _given(item, "redirect_to")[:1]:
                redirect = _redirect(item.url, target, workshop)
                redirects[redirect["from"]] = redirect["to"]
                item.data.update(_data(redirect))
                item.content = item.body = ""
        wants_list = read(site.settings, "redirect_from", "json") is not False
        if wants_list and not os.path.exists(join_below(site.source, "redirects.json")):
            yield workshop.new_page("", "redirects.json", {"layout": None}, body=jsonify(redirects))


def _given(item: Page | Document, key: str) -> list[str]:
    value = item.setting(key) if isinstance(item, Page) else item.data.get(key)
    return [to_s(one) for one in (value if isinstance(value, list) else [value]) if holds(one)]


def _redirect(source: str, target: str, workshop: Workshop) -> dict[str, str]:
    # An empty one stays empty, though its page is the root's.
    start = source if source.startswith("/") or not source else f"/{source}"
    is_foreign = target.startswith(("http://", "https://"))
    return {"from": start, "to": target if is_foreign else workshop.absolute_url(target)}


def _data(redirect: dict[str, str]) -> dict[str, object]:
    return {
        "sitemap": False,
        "layout": _LAYOUT,
        "permalink": redirect["from"] or "/",
        "redirect": dict(redirect),
    }
