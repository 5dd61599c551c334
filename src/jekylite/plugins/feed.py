"""jekyll-feed: Atom feeds of posts, of other collections, of categories and tags; `{% feed_meta %}`.

Source: jekyll-feed 0.17.0.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping

from liquid.token import Token

from jekylite.diagnostics import Collector
from jekylite.liquid.blocks import Stream, Tag
from jekylite.liquid.context import Context
from jekylite.liquid.filters.collections import sort, where
from jekylite.liquid.filters.dates import date_to_xmlschema
from jekylite.liquid.filters.jekyll import normalize_whitespace, xml_escape
from jekylite.liquid.filters.standard import capitalize, strip, strip_html
from jekylite.liquid.filters.urls import absolute_url
from jekylite.liquid.nodes import Node, Render, Write
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.paths import join_below
from jekylite.plugins.api import LOWEST, Extensions
from jekylite.plugins.fields import first_given, holds, items, read
from jekylite.plugins.workshop import Workshop
from jekylite.ruby.strings import xml_text
from jekylite.ruby.values import string_to_i, to_s

_SIMPLE_TAG = re.compile(r"[a-zA-Z0-9_]*")
_POSTS_LIMIT = 10


def register(extensions: Extensions, settings: Mapping[str, object], collector: Collector) -> None:
    """The plugin."""
    extensions.generators.append(FeedGenerator())
    extensions.tags.append(FeedMetaTag)


class FeedGenerator:
    """A page for each feed that the configuration asks for and the source does not bring itself."""

    priority = LOWEST

    def generate(self, site: Site, workshop: Workshop) -> Iterator[Page]:
        config = _feed_config(site.settings)
        if holds(config.get("disable_in_development")) and workshop.environment == "development":
            workshop.collector.info("Skipping feed generation in development", topic="Jekyll Feed")
            return
        for label, path, categories in _collections(config):
            workshop.collector.info(f"Generating feed for {label}", topic="Jekyll Feed")
            prefix = "/feed" if label == "posts" else f"/feed/{label}"
            for category in categories:
                yield from self._feed(f"{prefix}/{category}.xml", label, category, None, site, workshop)
            yield from self._feed(path or f"{prefix}.xml", label, None, None, site, workshop)
        if holds(config.get("tags")):
            yield from self._tag_feeds(config["tags"], site, workshop)

    def _tag_feeds(self, config: object, site: Site, workshop: Workshop) -> Iterator[Page]:
        given = site.posts_by("tags")
        if not given:
            return
        options = config if isinstance(config, dict) else {}
        left_out = set(map(to_s, items(options.get("except"))))
        wanted = [to_s(tag) for tag in items(options.get("only"))] or [to_s(tag) for tag in given]
        folder = to_s(options.get("path") or "/feed/by_tag/")
        for tag in wanted:
            if tag not in left_out and _SIMPLE_TAG.fullmatch(tag):
                workshop.collector.info(f"Generating feed for posts tagged {tag}", topic="Jekyll Feed")
                yield from self._feed(f"{folder}{tag}.xml", "posts", None, tag, site, workshop)

    def _feed(
        self, path: str, label: str, category: str | None, tag: str | None, site: Site, workshop: Workshop
    ) -> Iterator[Page]:
        if os.path.exists(join_below(site.source, path)):
            return
        data: dict[str, object] = {
            "layout": None,
            "sitemap": False,
            "xsl": os.path.exists(join_below(site.source, "feed.xslt.xml")),
            "collection": label,
            "category": category,
            "tags": tag,
        }
        yield workshop.page_at(path, data, compose=_feed_text)


def _feed_config(settings: Mapping[str, object]) -> Mapping[str, object]:
    config = settings.get("feed")
    return config if isinstance(config, dict) else {}


def _collections(config: Mapping[str, object]) -> Iterator[tuple[str, str, list[str]]]:
    """(label, path or "", categories) of each collection with a feed; posts always have one."""
    listed = config.get("collections")
    named: dict[str, object] = {}
    if isinstance(listed, list):
        named = {to_s(label): {} for label in listed}
    elif isinstance(listed, dict):
        named = {to_s(label): meta for label, meta in listed.items()}
    named.setdefault("posts", {})
    for label, meta in named.items():
        path, categories = read(meta, "path"), read(meta, "categories")
        if label == "posts":
            path, categories = path or config.get("path"), categories or config.get("categories")
        yield label, to_s(path), list(dict.fromkeys(to_s(category) for category in items(categories)))


# The feed's text. Every white space after `>` or a Liquid tag is left out, as in the original.


def _feed_text(context: Context) -> str:
    site, page = context.variables["site"], context.variables["page"]
    write = _Writer(context)
    lang = read(site, "lang")
    url = write.url(read(page, "url"))
    write('<?xml version="1.0" encoding="utf-8"?>')
    if holds(read(page, "xsl")):
        write(f'<?xml-stylesheet type="text/xml" href="{write.url("/feed.xslt.xml")}"?>')
    write(f'<feed xmlns="http://www.w3.org/2005/Atom" {_attribute("xml:lang", lang)}>')
    version = to_s(read(context.variables["jekyll"], "version"))
    write(f'<generator uri="https://jekyllrb.com/" version="{version}">Jekyll</generator>')
    write(f'<link href="{url}" rel="self" type="application/atom+xml" />')
    hreflang = f"{_attribute('hreflang', lang)} " if holds(lang) else ""
    write(f'<link href="{write.url("/")}" rel="alternate" type="text/html" {hreflang}/>')
    write(f"<updated>{write.time(read(site, 'time'))}</updated><id>{xml_escape(url)}</id>")
    _write_title(write, site, page)
    if holds(description := read(site, "description")):
        write(f"<subtitle>{xml_escape(description)}</subtitle>")
    if holds(author := read(site, "author")):
        _write_author(write, first_given(read(author, "name"), author), author)
    for post in _posts(site, page, context):
        _write_entry(write, post, site)
    write("</feed>")
    return write.text()


class _Writer:
    """Collects the text; knows the filters that need the context."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._parts: list[str] = []
        self._write = self._parts.append

    def __call__(self, text: str) -> None:
        self._write(text)

    def text(self) -> str:
        return "".join(self._parts)

    def url(self, value: object) -> str:
        return to_s(absolute_url(value, context=self.context))

    def time(self, value: object) -> str:
        return to_s(date_to_xmlschema(value, context=self.context))

    def smart(self, value: object) -> str:
        return self.context.site.smartify(to_s(value))


def _attribute(name: str, value: object) -> str:
    return f'{name}="{to_s(value)}"' if holds(value) else ""


def _write_title(write: _Writer, site: object, page: object) -> None:
    title = first_given(read(site, "title"), read(site, "name"))
    if read(page, "collection") != "posts":
        title = f"{to_s(title)} | {capitalize(read(page, 'collection'))}"
    if holds(category := read(page, "category")):
        title = f"{to_s(title)} | {capitalize(category)}"
    if holds(title):
        write(f'<title type="html">{xml_escape(write.smart(title))}</title>')


def _write_author(write: _Writer, name: object, author: object) -> None:
    write(f"<author><name>{xml_escape(name)}</name>")
    for key in ("email", "uri"):
        if holds(value := read(author, key)):
            write(f"<{key}>{xml_escape(value)}</{key}>")
    write("</author>")


def _posts(site: object, page: object, context: Context) -> list[object]:
    """What the feed of this page lists, newest first."""
    if holds(tag := read(page, "tags")):
        posts = read(site, "tags", to_s(tag))
    else:
        posts = read(site, to_s(read(page, "collection")))
    if holds(category := read(page, "category")):
        posts = where(posts, "categories", category, context=context)
    found = list(items(posts))
    if not holds(read(site, "show_drafts")):
        found = [post for post in found if read(post, "draft") is not True]
    by_date = sort(found, "date", context=context)
    limit = first_given(read(site, "feed", "posts_limit"), _POSTS_LIMIT)
    count = limit if isinstance(limit, int) else string_to_i(to_s(limit))
    return list(items(by_date))[::-1][: max(count, 0)]


def _write_entry(write: _Writer, post: object, site: object) -> None:
    title = xml_escape(normalize_whitespace(strip_html(write.smart(read(post, "title")))))
    url = write.url(read(post, "url"))
    lang = _attribute("xml:lang", read(post, "lang"))
    write(f"<entry {lang}>" if lang else "<entry>")
    write(f'<title type="html">{title}</title>')
    write(f'<link href="{url}" rel="alternate" type="text/html" title="{title}" />')
    write(f"<published>{write.time(read(post, 'date'))}</published>")
    write(f"<updated>{write.time(first_given(read(post, 'last_modified_at'), read(post, 'date')))}</updated>")
    write(f"<id>{xml_escape(write.url(read(post, 'id')))}</id>")
    if not holds(first_given(read(post, "feed", "excerpt_only"), read(site, "feed", "excerpt_only"))):
        content = strip(read(post, "content"))
        write(f'<content type="html" xml:base="{xml_escape(url)}"><![CDATA[{content}]]></content>')
    author = first_given(read(post, "author"), read(post, "authors", 0), read(site, "author"))
    if isinstance(author, str):
        author = first_given(read(site, "data", "authors", author), author)
    _write_author(write, first_given(read(author, "name"), author, ""), _given(author, "email", "uri"))
    _write_categories(write, post)
    summary = first_given(read(post, "description"), read(post, "excerpt"))
    if holds(summary) and summary != "":
        text = normalize_whitespace(strip_html(summary))
        write(f'<summary type="html"><![CDATA[{text}]]></summary>')
    _write_image(write, post)
    write("</entry>")


def _given(author: object, *keys: str) -> dict[str, object]:
    """Those of the keys that are not empty."""
    return {key: value for key in keys if holds(value := first_given(read(author, key), None))}


def _write_categories(write: _Writer, post: object) -> None:
    category = read(post, "category")
    terms = [category] if holds(category) else list(items(read(post, "categories")))
    for term in (*terms, *items(read(post, "tags"))):
        write(f'<category term="{xml_escape(term)}" />')


def _write_image(write: _Writer, post: object) -> None:
    image = first_given(read(post, "image", "path"), read(post, "image"))
    if not holds(image):
        return
    url = to_s(image)
    escaped = xml_escape(url if "://" in url else write.url(url))
    media = "http://search.yahoo.com/mrss/"
    write(f'<media:thumbnail xmlns:media="{media}" url="{escaped}" />')
    write(f'<media:content medium="image" url="{escaped}" xmlns:media="{media}" />')


class FeedMetaTag(Tag):
    """`{% feed_meta %}` → the `<link>` by which browsers find the feed."""

    name = "feed_meta"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        return FeedMetaNode(token)


class FeedMetaNode(Node):
    """Writes the link."""

    __slots__ = ()

    def compile(self) -> Render:
        def render(context: Context, write: Write) -> None:
            site = context.variables["site"]
            path = read(site, "feed", "path")
            attributes = {
                "type": "application/atom+xml",
                "rel": "alternate",
                "href": absolute_url(path if holds(path) else "feed.xml", context=context),
            }
            title = read(site, "title") or read(site, "name")
            if title:
                attributes["title"] = title
            written = " ".join(f'{key}="{_in_attribute(to_s(value))}"' for key, value in attributes.items())
            write(f"<link {written} />")

        return render


def _in_attribute(text: str) -> str:
    """As Ruby's `encode(xml: :attr)` escapes."""
    return xml_text(text).replace('"', "&quot;")
