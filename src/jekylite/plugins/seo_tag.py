"""jekyll-seo-tag: `{% seo %}` → title, description, Open Graph, Twitter card and JSON-LD of a page.

Source: jekyll-seo-tag 2.8.0.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property

from liquid.token import Token

from jekylite.diagnostics import Collector
from jekylite.liquid.blocks import Stream, Tag
from jekylite.liquid.context import Context
from jekylite.liquid.filters.dates import date_to_xmlschema
from jekylite.liquid.filters.jekyll import jsonify, markdownify, normalize_whitespace, uri_escape
from jekylite.liquid.filters.standard import escape_once, strip_html
from jekylite.liquid.filters.urls import absolute_url
from jekylite.liquid.nodes import Node, Render, Write
from jekylite.plugins.api import Extensions
from jekylite.plugins.fields import first_given, first_truthy, holds, read
from jekylite.ruby.uri import URI
from jekylite.ruby.values import output, to_s

VERSION = "2.8.0"

_HOME_OR_ABOUT = re.compile(r"^/(about/)?(index.html?)?$", re.M)
_INDEX = re.compile(r"/index\.html$", re.M)
_NO_TITLE = re.compile(r"title=false", re.I)
_PLACE = re.compile(r"%<(\w+)>[a-z]|%\{(\w+)\}|%%")
# The config's key below `webmaster_verifications` → the name of its `<meta>`.
_VERIFICATIONS = {
    "google": "google-site-verification",
    "bing": "msvalidate.01",
    "alexa": "alexaVerifyID",
    "yandex": "yandex-verification",
    "baidu": "baidu-site-verification",
    "facebook": "facebook-domain-verification",
}
# Writes a `<meta>`: kind of key, key, content; nothing where the content is nil or false.
_Meta = Callable[[str, str, object], None]

_ENTITIES = ("BlogPosting", "CreativeWork")
_AUTHORS = ("Organization", "Person")


def register(extensions: Extensions, settings: Mapping[str, object], collector: Collector) -> None:
    """The plugin."""
    extensions.tags.append(SeoTag)


class SeoTag(Tag):
    """`{% seo [title=false] %}`."""

    name = "seo"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        return SeoNode(token, markup)


class SeoNode(Node):
    """Writes the block for the page that renders."""

    __slots__ = ("shows_title",)

    def __init__(self, token: Token, markup: str) -> None:
        super().__init__(token)
        self.shows_title = not _NO_TITLE.search(markup)

    def compile(self) -> Render:
        shows_title = self.shows_title

        def render(context: Context, write: Write) -> None:
            write(_block(_Facts(context), shows_title=shows_title))

        return render


class _Facts:
    """What is known of a page, each thing worked out when first asked for."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.page = context.variables.get("page")
        self.site = context.variables.get("site")
        self.paginator = context.variables.get("paginator")

    def _text(self, value: object) -> str | None:
        """As plain text on one line, escaped; None where nothing is left."""
        html = markdownify(value, context=self.context)
        return to_s(escape_once(normalize_whitespace(strip_html(html)))) or None

    def url(self, value: object) -> str:
        return to_s(absolute_url(value, context=self.context))

    def time(self, value: object) -> object:
        return date_to_xmlschema(value, context=self.context) if holds(value) else None

    def _first_text(self, *values: object) -> str | None:
        return self._text(next((value for value in values if holds(value)), None))

    @cached_property
    def site_title(self) -> str | None:
        return self._first_text(read(self.site, "title"), read(self.site, "name"))

    @cached_property
    def site_description(self) -> str | None:
        return self._text(read(self.site, "description"))

    @cached_property
    def page_title(self) -> str | None:
        return self._text(read(self.page, "title")) or self.site_title

    @cached_property
    def title(self) -> str | None:
        if self.site_title and self.page_title != self.site_title:
            title: str | None = f"{self.page_title} | {self.site_title}"
        elif self.site_description and self.site_title:
            tagline = self._text(read(self.site, "tagline")) or self.site_description
            title = f"{self.site_title} | {tagline}"
        else:
            title = self.page_title or self.site_title
        number = self._page_number
        return f"{number}{title or ''}" if number else title

    @property
    def _page_number(self) -> str:
        """`Page 2 of 3 for `, from the second page of a list on."""
        current = read(self.paginator, "page")
        if not isinstance(current, int) or current <= 1:
            return ""
        values = {"current": to_s(current), "total": to_s(read(self.paginator, "total_pages"))}
        message = read(self.site, "seo_paginator_message")
        pattern = to_s(message) if holds(message) else "Page %<current>s of %<total>s for "
        return _PLACE.sub(lambda found: values.get(found[1] or found[2] or "", "%"), pattern)

    @cached_property
    def is_home_or_about(self) -> bool:
        return bool(_HOME_OR_ABOUT.search(to_s(read(self.page, "url"))))

    @cached_property
    def name(self) -> str | None:
        if holds(own := read(self.page, "seo", "name")):
            return self._text(own)
        if not self.is_home_or_about:
            return None
        social = read(self.site, "social", "name")
        return self._text(social) if holds(social) else self.site_title

    @cached_property
    def description(self) -> str | None:
        own = self._first_text(read(self.page, "description"), read(self.page, "excerpt"))
        return own or self.site_description

    @cached_property
    def author(self) -> Mapping[str, object]:
        """The page's author, else the first of its authors, else the site's; {} for none."""
        authors = read(self.page, "authors")
        sources = [read(self.page, "author"), read(self.site, "author")]
        if isinstance(authors, list):
            sources.insert(1, authors[0] if authors else None)
        found = next((source for source in sources if to_s(source)), None)
        if isinstance(found, dict):
            return found
        if not isinstance(found, str):
            return {}
        known = read(self.site, "data", "authors", found)
        return {"name": found, **known} if isinstance(known, dict) else {"name": found}

    @cached_property
    def author_twitter(self) -> str | None:
        handle = first_truthy(self.author.get("twitter"), self.author.get("name"))
        return handle.removeprefix("@") if isinstance(handle, str) else None

    @cached_property
    def image(self) -> dict[str, object] | None:
        """The page's image with its absolute URL as `path`; None without one."""
        given = read(self.page, "image")
        known: dict[str, object] = {"path": given if isinstance(given, str) else None}
        if isinstance(given, dict):
            known.update(given)
        raw = first_truthy(known["path"], known.get("facebook"), known.get("twitter"))
        if not holds(raw):
            return None
        is_relative = isinstance(raw, str) and not URI(raw).is_absolute
        known["path"] = uri_escape(self.url(raw) if is_relative else raw)
        return known

    @cached_property
    def logo(self) -> object:
        logo = read(self.site, "logo")
        if not holds(logo):
            return None
        return uri_escape(logo if URI(to_s(logo)).is_absolute else self.url(logo))

    @cached_property
    def type(self) -> object:
        if holds(own := read(self.page, "seo", "type")):
            return own
        if self.is_home_or_about:
            return "WebSite"
        return "BlogPosting" if holds(read(self.page, "date")) else "WebPage"

    @cached_property
    def links(self) -> object:
        if holds(own := read(self.page, "seo", "links")):
            return own
        social = read(self.site, "social", "links")
        return social if self.is_home_or_about and holds(social) else None

    @cached_property
    def locale(self) -> str:
        lang = first_truthy(read(self.page, "lang"), read(self.site, "lang"), "en_US")
        return to_s(first_truthy(read(self.page, "locale"), read(self.site, "locale"), lang)).replace(
            "-", "_"
        )

    @cached_property
    def canonical_url(self) -> str:
        own = to_s(read(self.page, "canonical_url"))
        return own or _INDEX.sub("/", self.url(read(self.page, "url")))

    @property
    def date_modified(self) -> object:
        return self.time(
            first_truthy(
                read(self.page, "seo", "date_modified"),
                read(self.page, "last_modified_at"),
                read(self.page, "date"),
            )
        )

    def linked_data(self) -> dict[str, object]:
        """The page as schema.org sees it, keys in order, nothing that is nil."""
        image = self.image
        shown_image: object = None
        if image is not None:
            shown_image = image["path"]
            if len(image) > 1:
                rest = {key: value for key, value in image.items() if key != "path"}
                shown_image = {**rest, "url": image["path"], "@type": "imageObject"}
        known: dict[str, object] = {
            "@context": "https://schema.org",
            "@type": self.type,
            "author": self._linked_author(),
            "dateModified": self.date_modified,
            "datePublished": self.time(read(self.page, "date")),
            "description": self.description,
            "headline": self.page_title,
            "image": shown_image,
            "mainEntityOfPage": {"@type": "WebPage", "@id": self.canonical_url}
            if self.type in _ENTITIES
            else None,
            "name": self.name,
            "publisher": self._publisher(),
            "sameAs": self.links,
            "url": self.canonical_url,
        }
        return {key: value for key, value in known.items() if value is not None}

    def _linked_author(self) -> dict[str, object] | None:
        name, kind, url = (self.author.get(key) for key in ("name", "type", "url"))
        if not holds(name) or (holds(kind) and kind not in _AUTHORS):
            return None
        author: dict[str, object] = {"@type": kind if holds(kind) else "Person", "name": name}
        if holds(url):
            author["url"] = url
        return author

    def _publisher(self) -> dict[str, object] | None:
        if self.logo is None:
            return None
        publisher: dict[str, object] = {
            "@type": "Organization",
            "logo": {"@type": "ImageObject", "url": self.logo},
        }
        if holds(name := self.author.get("name")):
            publisher["name"] = name
        return publisher


def _block(facts: _Facts, *, shows_title: bool) -> str:
    site, page = facts.site, facts.page
    lines = [f"<!-- Begin Jekyll SEO tag v{VERSION} -->"]

    def meta(kind: str, name: str, content: object) -> None:
        if holds(content):
            lines.append(f'<meta {kind}="{name}" content="{output(content)}" />')

    def link(rel: str, href: str) -> None:
        lines.append(f'<link rel="{rel}" href="{href}" />')

    if shows_title and facts.title:
        lines.append(f"<title>{facts.title}</title>")
    version = to_s(read(facts.context.variables.get("jekyll"), "version"))
    meta("name", "generator", f"Jekyll v{version}")
    meta("property", "og:title", facts.page_title)
    meta("name", "author", facts.author.get("name"))
    meta("property", "og:locale", facts.locale)
    meta("name", "description", facts.description)
    meta("property", "og:description", facts.description)
    if holds(read(site, "url")):
        link("canonical", facts.canonical_url)
        meta("property", "og:url", facts.canonical_url)
    meta("property", "og:site_name", facts.site_title)
    image = facts.image
    if image is not None:
        meta("property", "og:image", image["path"])
        for key in ("height", "width", "alt"):
            meta("property", f"og:image:{key}", image.get(key))
    date = read(page, "date")
    meta("property", "og:type", "article" if holds(date) else "website")
    if holds(date):
        meta("property", "article:published_time", facts.time(date))
    for rel, key in (("prev", "previous_page"), ("next", "next_page")):
        if holds(read(facts.paginator, key)):
            link(rel, facts.url(read(facts.paginator, f"{key}_path")))
    _twitter(facts, image, meta)
    _foreign(site, meta)
    lines.append('<script type="application/ld+json">')
    lines.append(f"{jsonify(facts.linked_data())}</script>")
    lines.append("<!-- End Jekyll SEO tag -->\n")
    return "\n".join(lines)


def _twitter(facts: _Facts, image: Mapping[str, object] | None, meta: _Meta) -> None:
    site = facts.site
    card: object = "summary"
    if image is not None:
        card = first_given(
            read(facts.page, "twitter", "card"), read(site, "twitter", "card"), "summary_large_image"
        )
    meta("name", "twitter:card", card)
    if image is not None:
        meta("property", "twitter:image", image["path"])
        meta("name", "twitter:image:alt", image.get("alt"))
    meta("property", "twitter:title", facts.page_title)
    if holds(read(site, "twitter")):
        meta("name", "twitter:site", "@" + to_s(read(site, "twitter", "username")).replace("@", ""))
        if facts.author_twitter is not None:
            meta("name", "twitter:creator", "@" + facts.author_twitter.replace("@", ""))


def _foreign(site: object, meta: _Meta) -> None:
    """What Facebook and the search engines want to find."""
    meta("property", "fb:admins", read(site, "facebook", "admins"))
    meta("property", "article:publisher", read(site, "facebook", "publisher"))
    meta("property", "fb:app_id", read(site, "facebook", "app_id"))
    verifications = read(site, "webmaster_verifications")
    if holds(verifications):
        for key, name in _VERIFICATIONS.items():
            meta("name", name, read(verifications, key))
    else:
        meta("name", "google-site-verification", read(site, "google_site_verification"))
