"""The autopages of jekyll-paginate-v2: a page for each tag, category and collection.

Source: jekyll-paginate-v2 3.0.0 autopages.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jekylite.config.merge import deep_merge
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.paths import join_below
from jekylite.plugins.fields import holds, items, mapping, read
from jekylite.plugins.workshop import Workshop
from jekylite.read.pages import matter_of
from jekylite.read.text import read_bytes
from jekylite.ruby.slugs import slugify
from jekylite.ruby.strings import downcase
from jekylite.ruby.values import to_s

_FOLDER = "_layouts"


@dataclass(frozen=True, slots=True)
class _Kind:
    """A section of `autopages`.

    Args:
        section: its key.
        attribute: what documents are grouped by.
        setting: of the pagination, which then filters by the group's name.
        placeholder: of that name in `title` and `permalink`.
        layout, title: by default.
    """

    section: str
    attribute: str
    setting: str
    placeholder: str
    layout: str
    title: str


_KINDS = (
    _Kind("tags", "tags", "tag", ":tag", "autopage_tags.html", "Posts tagged with :tag"),
    _Kind("categories", "categories", "category", ":cat", "autopage_category.html", "Posts in category :cat"),
    _Kind(
        "collections",
        "__coll",
        "collection",
        ":coll",
        "autopage_collection.html",
        "Posts in collection :coll",
    ),
)
NAMES = re.compile(r"[;,\s]")
"""What is between the names in a text that names several."""
VALUES = re.compile(r"[;,]")
"""The same inside each of a list's texts, whose names may have spaces."""


def _defaults() -> dict[str, object]:
    sections: dict[str, object] = {
        kind.section: {
            "layouts": [kind.layout],
            "title": kind.title,
            "permalink": f"/{kind.setting}/{kind.placeholder}",
            "enabled": True,
            "slugify": {"mode": "none", "cased": False},
        }
        for kind in _KINDS
    }
    return {"enabled": False, **sections}


def autopages(site: Site, workshop: Workshop, pagination: Mapping[str, object]) -> Iterator[Page]:
    """The pages, each a template for pagination.

    Args:
        pagination: the site's, with its defaults; lies beneath what a layout says.
    """
    config = deep_merge(_defaults(), mapping(site.settings.get("autopages")))
    if not holds(config["enabled"]):
        workshop.collector.info("Disabled/Not configured in site.config.", topic="AutoPages")
        return
    documents: list[dict[str, object]] = []
    for label, collection in site.collections.items():
        for document in collection.docs:
            if "pagination" not in document.data:
                # Templates see it, as with the gem.
                document.data["__coll"] = label
                documents.append(document.data)
    for kind in _KINDS:
        section = config[kind.section]
        if not isinstance(section, dict) or not holds(section.get("enabled")):
            workshop.collector.info(
                f"{kind.section} pages are disabled/not configured in site.config.", topic="AutoPages"
            )
            continue
        workshop.collector.info(f"Generating {kind.section} pages", topic="AutoPages")
        names: dict[str, str] = {}
        for data in documents:
            for name in _names(data.get(kind.attribute)):
                names.setdefault(downcase(name).strip(), name)
        for key, name in names.items():
            for layout in items(section.get("layouts")):
                yield _page(kind, key, name, to_s(layout), section, pagination, workshop)


def _names(value: object) -> Iterator[str]:
    for one in NAMES.split(value) if isinstance(value, str) else items(value):
        yield from (part for part in VALUES.split(to_s(one).strip()) if part)


def _page(
    kind: _Kind,
    key: str,
    name: str,
    layout: str,
    section: Mapping[str, object],
    pagination: Mapping[str, object],
    workshop: Workshop,
) -> Page:
    shown = f"{_FOLDER}/{layout}"
    path = join_below(workshop.around.source, shown)
    try:
        matter = matter_of(read_bytes(path), shown, workshop.around)
        data, body, body_line = dict(matter.data), matter.body, matter.body_line
    except OSError as error:
        workshop.collector.warn(
            f"Error reading file {shown}: {error.strerror}",
            topic="AutoPages",
            at=workshop.place("autopages", kind.section),
            hint=f"write that layout, or name another in `autopages: {{{kind.section}: {{layouts: […]}}}}`",
            code="JL205",
        )
        data, body, body_line = {}, "", 1
    own = deep_merge(section, mapping(data.get("autopages")))
    slug = slugify(
        key,
        to_s(read(section, "slugify", "mode")) or "default",
        cased=holds(read(section, "slugify", "cased")),
    )
    permalink = to_s(own["permalink"]).replace(kind.placeholder, slug, 1)
    data["permalink"] = permalink
    data["layout"] = os.path.splitext(os.path.basename(layout))[0]
    data["title"] = to_s(own["title"]).replace(kind.placeholder, slug, 1)
    data["pagination"] = deep_merge(pagination, mapping(data.get("pagination"))) | {kind.setting: key}
    data["autopage"] = {"layout_path": shown, "display_name": name}
    return Page(
        path,
        permalink,
        "index.html",
        data,
        defaults=workshop.around.defaults.for_path(shown, "pages"),
        body=body,
        body_line=body_line,
        converter_ext=".html",
        url=f"{permalink.rstrip('/')}/index.html",
    )
