"""jekyll-paginate: one `index.html` becomes a page for every N posts.

Source: jekyll-paginate 1.1.0.
"""

from __future__ import annotations

import os.path
from collections.abc import Iterator, Mapping

from jekylite.diagnostics import Collector
from jekylite.model.document import in_order
from jekylite.model.page import Page
from jekylite.model.pager import Pager
from jekylite.model.site import Site
from jekylite.plugins.api import LOWEST, Extensions
from jekylite.plugins.fields import holds
from jekylite.plugins.workshop import Workshop
from jekylite.ruby.values import string_to_i, to_s


def register(extensions: Extensions, settings: Mapping[str, object], collector: Collector) -> None:
    """The plugin."""
    extensions.generators.append(PaginationGenerator())


class PaginationGenerator:
    """The pages after the first; the first is the template itself."""

    priority = LOWEST

    def generate(self, site: Site, workshop: Workshop) -> Iterator[Page]:
        if site.settings.get("paginate") is None or not site.pages:
            return
        pattern = to_s(site.settings.get("paginate_path"))
        template = _template(site, pattern)
        if template is None:
            workshop.collector.warn(
                "Pagination is enabled, but I couldn't find an index.html page to use as the pagination "
                "template. Skipping pagination.",
                topic="Pagination",
                at=workshop.place("paginate"),
                hint="add an `index.html` with front matter, or take `paginate` out of `_config.yml`",
                code="JL115",
            )
            return
        newest_first = in_order(site.posts)[::-1]
        posts = [post for post in newest_first if not holds(post.data.get("hidden"))]
        per_page = max(string_to_i(to_s(site.settings["paginate"])), 1)
        total = -(-len(posts) // per_page)

        def path_of(number: int) -> str | None:
            if not 1 <= number <= total:
                return None
            if number == 1:
                return template.url
            path = pattern.replace(":num", str(number), 1)
            return path if path.startswith("/") else f"/{path}"

        for number in range(1, total + 1):
            shown = posts[(number - 1) * per_page : number * per_page]
            before, after = path_of(number - 1), path_of(number + 1)
            pager = Pager(
                shown,
                {
                    "page": number,
                    "per_page": per_page,
                    "total_posts": len(posts),
                    "total_pages": total,
                    "previous_page": number - 1 if before else None,
                    "previous_page_path": before,
                    "next_page": number + 1 if after else None,
                    "next_page_path": after,
                },
            )
            if number == 1:
                template.pager = pager
            else:
                yield _copy(template, to_s(path_of(number)), pager, workshop)


def _copy(template: Page, directory: str, pager: Pager, workshop: Workshop) -> Page:
    page = workshop.new_page(
        directory.rstrip("/"), template.name, dict(template.data), body=template.body, path=template.path
    )
    page.body_line = template.body_line
    page.pager = pager
    return page


def _template(site: Site, pattern: str) -> Page | None:
    """The `index.html` in or above the folder of `paginate_path` whose path is the longest."""
    wanted = os.path.dirname(os.path.normpath("/" + pattern.lstrip("/")))
    found = [
        page
        for page in site.pages
        if page.name == "index.html" and _is_above(os.path.dirname("/" + page.shown_path.lstrip("/")), wanted)
    ]
    return max(found, key=lambda page: len(page.shown_path), default=None)


def _is_above(folder: str, path: str) -> bool:
    return folder == path or path.startswith(folder.rstrip("/") + "/")
