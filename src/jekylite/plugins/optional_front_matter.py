"""jekyll-optional-front-matter: Markdown files without front matter are pages, too.

Source: jekyll-optional-front-matter 0.3.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jekylite.diagnostics import Collector
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.model.static_file import StaticFile
from jekylite.plugins.api import NORMAL, Extensions
from jekylite.plugins.fields import holds, items
from jekylite.plugins.markdown_files import is_markdown, option
from jekylite.plugins.workshop import Workshop
from jekylite.ruby.fnmatch import fnmatch
from jekylite.ruby.values import to_s

_SECTION = "optional_front_matter"
# Not meant for readers of the site, unless the configuration's `include` says so.
_FOR_DEVELOPERS = frozenset(
    {
        "README", "LICENSE", "LICENCE", "COPYING", "CODE_OF_CONDUCT", "CONTRIBUTING", "ISSUE_TEMPLATE",
        "PULL_REQUEST_TEMPLATE",
    }
)  # fmt: skip


def register(extensions: Extensions, settings: Mapping[str, object], collector: Collector) -> None:
    """The plugin."""
    extensions.generators.append(OptionalFrontMatterGenerator())


class OptionalFrontMatterGenerator:
    """Adds such pages; the files stay, unless `remove_originals` is true."""

    priority = NORMAL

    def generate(self, site: Site, workshop: Workshop) -> Iterable[Page]:
        settings = site.settings
        requires = holds(settings.get("require_front_matter"))
        if option(settings, _SECTION, "enabled") is False or requires:
            return ()
        included = [to_s(pattern) for pattern in items(settings.get("include"))]
        files = [
            file
            for file in site.static_files
            if is_markdown(file.extname, workshop.around.converters) and _is_meant(file, included)
        ]
        site.pages.extend(workshop.page_from(file) for file in files)
        site.pages.sort(key=lambda page: page.name)
        if option(settings, _SECTION, "remove_originals") is True:
            removed = set(map(id, files))
            site.static_files[:] = [file for file in site.static_files if id(file) not in removed]
        return ()


def _is_meant(file: StaticFile, included: Iterable[str]) -> bool:
    if file.basename.upper() not in _FOR_DEVELOPERS:
        return True
    path = file.source_path
    return any(fnmatch(pattern, path) or fnmatch(pattern, file.name) for pattern in included)
