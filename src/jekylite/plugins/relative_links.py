"""jekyll-relative-links: `[text](other.md)` in Markdown leads to the page that `other.md` becomes.

Source: jekyll-relative-links 0.7.0.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote_plus

from jekylite.diagnostics import Collector
from jekylite.model.document import Document
from jekylite.model.excerpt import Excerpt
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.plugins.api import LOWEST, Extensions
from jekylite.plugins.fields import items
from jekylite.plugins.markdown_files import is_markdown, option, pages_and_written_documents, set_text
from jekylite.plugins.workshop import Workshop
from jekylite.read.scan import Patterns
from jekylite.ruby.uri import URI
from jekylite.ruby.values import to_s

_SECTION = "relative_links"
_FRAGMENT_AND_TITLE = r"""(\#.+?)?(\s+"(?:\\"|[^"])*(?<!\\)"|\s+"(?:\\'|[^'])*(?<!\\)')?"""
_LINK = re.compile(
    rf"\[([^\]\n]*(?:\][^\]\n(]+?)*?)\]\(([^)]+?){_FRAGMENT_AND_TITLE}\)"
    rf"|^\s*?\[(.*?)\]:\ (.+?){_FRAGMENT_AND_TITLE}\s*?$",
    re.M | re.A,
)


def register(extensions: Extensions, settings: Mapping[str, object], collector: Collector) -> None:
    """The plugin."""
    extensions.generators.append(RelativeLinksGenerator())


class RelativeLinksGenerator:
    """Rewrites the Markdown of pages, and of documents where `relative_links.collections` is true."""

    priority = LOWEST

    def generate(self, site: Site, workshop: Workshop) -> Iterable[Page]:
        settings = site.settings
        if option(settings, _SECTION, "enabled") is False:
            return ()
        left_out = Patterns(site.source, map(to_s, items(option(settings, _SECTION, "exclude"))))
        urls = _urls(site)
        written: list[Page | Document] = list(site.pages)
        if option(settings, _SECTION, "collections") is True:
            written = pages_and_written_documents(site)
        for item in written:
            is_left_out = left_out.fit(f"/{item.relative_path}")
            if is_markdown(item.extname, workshop.around.converters) and not is_left_out:
                _rewrite(item, urls, workshop)
        return ()


def _urls(site: Site) -> dict[str, str]:
    """Source path → URL of everything that gets a file; the first of a path counts."""
    urls: dict[str, str] = {}
    for page in site.pages:
        urls.setdefault(page.relative_path.removeprefix("/"), page.url)
    for file in site.static_files:
        urls.setdefault(file.relative_path.removeprefix("/"), file.url)
    for collection in site.collections.values():
        for document in collection.docs:
            if document.is_written:
                urls.setdefault(document.relative_path.removeprefix("/"), document.url)
    return urls


def _rewrite(item: Page | Document, urls: Mapping[str, str], workshop: Workshop) -> None:
    text = item.content or ""
    if "](" not in text and "]:" not in text:
        return
    folder = posixpath.dirname(item.relative_path)

    def replace(match: re.Match[str]) -> str:
        is_inline = match[2] is not None
        label, path, fragment, title = match.groups()[:4] if is_inline else match.groups()[4:]
        if path.startswith("#") or URI(path).is_absolute:
            return match[0]
        url = urls.get(_from_root(unquote_plus(path), folder))
        if url is None:
            return match[0]
        target = workshop.relative_url(url) + (fragment or "")
        if is_inline:
            return f"[{label}]({target}{title or ''})"
        return f"\n[{label}]: {target}{title or ''}"

    changed = _LINK.sub(replace, text)
    if changed != text:
        set_text(item, changed)
        if isinstance(item.data.get("excerpt"), Excerpt):
            workshop.cut_excerpt(item)


def _from_root(path: str, folder: str) -> str:
    """A link's path as seen from the source; one that leaves it stays outside."""
    base = "" if path.startswith("/") else folder
    return posixpath.normpath(posixpath.join(base, path.removeprefix("/")))
