"""jekyll-readme-index: a folder without index shows its README there.

Source: jekyll-readme-index 0.3.0.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

from jekylite.diagnostics import Collector
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.model.static_file import StaticFile
from jekylite.plugins.api import LOW, Extensions
from jekylite.plugins.markdown_files import is_markdown, option
from jekylite.plugins.workshop import Workshop

_SECTION = "readme_index"
_INDEX = re.compile(r"index\.(?:html?|xhtml|xml)\Z", re.I)


def register(extensions: Extensions, settings: Mapping[str, object], collector: Collector) -> None:
    """The plugin."""
    extensions.generators.append(ReadmeIndexGenerator())


class ReadmeIndexGenerator:
    """READMEs without front matter become pages; with `with_frontmatter` those that have it move."""

    priority = LOW

    def generate(self, site: Site, workshop: Workshop) -> Iterable[Page]:
        settings = site.settings
        if option(settings, _SECTION, "enabled") is False:
            return ()
        removes = option(settings, _SECTION, "remove_originals") is True
        for file in list(site.static_files):
            if _is_readme(file, workshop) and not _has_index(_folder(file.url), site):
                page = workshop.page_from(file)
                page.move_to(_folder(file.url))
                site.pages.append(page)
                if removes:
                    site.static_files.remove(file)
        if option(settings, _SECTION, "with_frontmatter") is True:
            for page in list(site.pages):
                if _is_readme(page, workshop) and not _has_index(_folder(page.url), site):
                    page.move_to(_folder(page.url))
        return ()


def _is_readme(item: Page | StaticFile, workshop: Workshop) -> bool:
    name = posixpath.basename(item.shown_path if isinstance(item, Page) else item.relative_path)
    stem, extension = posixpath.splitext(name)
    return stem.lower() == "readme" and is_markdown(extension.lower(), workshop.around.converters)


def _folder(url: str) -> str:
    return posixpath.dirname(url).rstrip("/") + "/"


def _has_index(folder: str, site: Site) -> bool:
    """Does something answer at the folder's URL?"""
    lowered = folder.lower()
    return any(
        url.lower().startswith(lowered) and (len(url) == len(folder) or _INDEX.match(url, len(folder)))
        for url in (*(page.url for page in site.pages), *(file.url for file in site.static_files))
    )
