"""jekyll-sitemap: `sitemap.xml` of everything with a page, and a `robots.txt` that names it.

Source: jekyll-sitemap 1.4.0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jekylite.diagnostics import Collector
from jekylite.liquid.context import Context
from jekylite.liquid.filters.dates import date_to_xmlschema
from jekylite.liquid.filters.jekyll import xml_escape
from jekylite.liquid.filters.urls import absolute_url
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.plugins.api import LOWEST, Extensions
from jekylite.plugins.fields import first_given, holds, items, read
from jekylite.plugins.workshop import Workshop
from jekylite.ruby.values import to_s

_FILES = frozenset({".htm", ".html", ".xhtml", ".pdf"})
# Other pages may see it before it renders: a search index that goes through `site.pages` does.
_ROBOTS = 'Sitemap: {{ "sitemap.xml" | absolute_url }}\n'
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def register(extensions: Extensions, settings: Mapping[str, object], collector: Collector) -> None:
    """The plugin."""
    extensions.generators.append(SitemapGenerator())


class SitemapGenerator:
    """Both pages, each unless the site has it already."""

    priority = LOWEST

    def generate(self, site: Site, workshop: Workshop) -> Iterator[Page]:
        urls = {page.url for page in site.pages} | {file.url for file in site.static_files}
        if "/sitemap.xml" not in urls:
            data: dict[str, object] = {"layout": None, "xsl": "/sitemap.xsl" in urls}
            yield workshop.page_at("sitemap.xml", data, compose=_sitemap_text)
        if "/robots.txt" not in urls:
            yield workshop.new_page("", "robots.txt", {"layout": None}, body=_ROBOTS)


def _sitemap_text(context: Context) -> str:
    site = context.variables["site"]
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n']
    if holds(read(context.variables["page"], "xsl")):
        href = to_s(absolute_url("/sitemap.xsl", context=context))
        parts.append(f'<?xml-stylesheet type="text/xsl" href="{href}"?>\n')
    location = f"{_SCHEMA} {_SCHEMA}/sitemap.xsd"
    parts.append(f'<urlset xmlns:xsi="{_XSI}" xsi:schemaLocation="{location}" xmlns="{_SCHEMA}">\n')
    for collection in items(read(site, "collections")):
        if read(collection, "output") is not False:
            for document in items(read(collection, "docs")):
                if read(document, "sitemap") is not False:
                    changed = first_given(read(document, "last_modified_at"), read(document, "date"))
                    parts.append(_entry(read(document, "url"), changed, context))
    for page in items(read(site, "html_pages")):
        url = read(page, "url")
        if read(page, "sitemap") is not False and url != "/404.html":
            parts.append(_entry(url, read(page, "last_modified_at"), context))
    for file in items(read(site, "static_files")):
        is_wanted = read(file, "extname") in _FILES and read(file, "sitemap") is not False
        if is_wanted and read(file, "name") != "404.html":
            parts.append(_entry(read(file, "path"), read(file, "modified_time"), context))
    parts.append("</urlset>\n")
    return "".join(parts)


def _entry(url: object, changed: object, context: Context) -> str:
    address = xml_escape(absolute_url(to_s(url).replace("/index.html", "/"), context=context))
    lastmod = ""
    if holds(changed):
        lastmod = f"<lastmod>{to_s(date_to_xmlschema(changed, context=context))}</lastmod>\n"
    return f"<url>\n<loc>{address}</loc>\n{lastmod}</url>\n"
