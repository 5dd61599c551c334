"""Files with front matter → Page, others → StaticFile.

Source: Jekyll 4.4.1 page.rb, convertible.rb (`read_yaml`), readers/page_reader.rb,
readers/static_file_reader.rb, readers/theme_assets_reader.rb.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from jekylite import front_matter
from jekylite.errors import FrontMatterError, Location, OutputError
from jekylite.front_matter import NotAMappingError
from jekylite.model.page import Page
from jekylite.model.static_file import StaticFile
from jekylite.paths import relative
from jekylite.read.documents import cut_excerpt
from jekylite.read.matter import Matter, read_matter
from jekylite.read.shelf import PAGE
from jekylite.read.surroundings import Surroundings
from jekylite.read.text import decode, read_if_front_matter


def read_page_or_file(
    path: str, directory: str, name: str, around: Surroundings, *, is_link: bool
) -> Page | StaticFile | None:
    """The file `path` as what it is; None for a page that is not published.

    Args:
        directory: its folder as templates see it: "" or `/sub`.
    """
    return around.shelf.bring(
        PAGE, path, lambda: _read_page_or_file(path, directory, name, around, is_link=is_link)
    )


def _read_page_or_file(
    path: str, directory: str, name: str, around: Surroundings, *, is_link: bool
) -> Page | StaticFile | None:
    content = read_if_front_matter(path)
    if content is None:
        stat = os.stat(path)
        return StaticFile(
            path,
            directory,
            name,
            mtime_ns=stat.st_mtime_ns,
            size=stat.st_size,
            is_link=is_link,
            defaults=around.defaults.for_path(f"{directory}/{name}", None),
        )
    page = _read_page(path, content, directory, name, around)
    is_published = around.unpublished or page.data.get("published", True) not in (None, False)
    return page if is_published else None


def _read_page(path: str, content: bytes, directory: str, name: str, around: Surroundings) -> Page:
    shown = relative(path, around.source)
    matter = matter_of(content, shown, around)
    data = matter.data
    if data.get("permalink") == "":
        raise OutputError(
            "Invalid permalink: it is empty",
            at=front_matter.place_of_key(path, shown, "permalink"),
            hint="give `permalink` a URL, or leave it out",
            code="JL352",
        )
    page = Page(
        path,
        directory,
        name,
        data,
        defaults=around.defaults.for_path(f"{directory}/{name}".removeprefix("/"), "pages"),
        body=matter.body,
        body_line=matter.body_line,
        converter_ext=around.converters.output_ext(os.path.splitext(name)[1]),
        style=around.style,
    )
    if around.page_excerpts and page.is_html and page.data.get("excerpt") in (None, False):
        cut_excerpt(page, around)
    around.hooks.fire("pages", "post_init", page)
    return page


def matter_of(content: bytes, shown: str, around: Surroundings) -> Matter:
    """Front matter and body. What is broken is told, and the page goes on without it, unless strict."""
    try:
        text = decode(content, around.encoding)
    except UnicodeDecodeError as problem:
        error = FrontMatterError(
            f"Error reading file: invalid byte sequence in {around.encoding.upper()} at byte {problem.start};"
            " it is published as it is",
            at=Location.of_byte(shown, problem),
            hint=f"save it as {around.encoding.upper()}",
            code="JL204",
        )
        matter = Matter({}, content.decode("utf-8", "surrogateescape"), 1, error)
    else:
        matter = read_matter(text, shown)
    if matter.error is not None:
        if around.strict_front_matter or isinstance(matter.error, NotAMappingError):
            raise matter.error
        around.collector.error(matter.error)
    return matter


def theme_assets(folder: str, around: Surroundings, root: str) -> Iterator[Page | StaticFile]:
    """Pages and static files of a theme's `assets` folder; links are ignored.

    Args:
        folder: absolute.
        root: the theme's.
    """
    for path, folders, names in os.walk(folder):
        folders.sort(key=os.fsencode)
        for name in sorted(names, key=os.fsencode):
            full = os.path.join(path, name)
            if os.path.islink(full):
                around.collector.warn(
                    f"Ignored symlinked asset: {full}",
                    hint="put the file itself into the theme",
                    topic="Theme reader",
                    code="JL208",
                )
                continue
            directory = f"/{relative(path, root)}"
            item = read_page_or_file(full, directory, name, around, is_link=False)
            if item is not None:
                yield item
