"""`_layouts`, the site's and the theme's; the site's win name by name.

Source: Jekyll 4.4.1 readers/layout_reader.rb.
"""

from __future__ import annotations

from jekylite.model.layout import Layout
from jekylite.paths import relative
from jekylite.read.pages import matter_of
from jekylite.read.scan import files_below
from jekylite.read.surroundings import Surroundings
from jekylite.read.text import read_bytes


def read_layouts(folder: str, theme_folder: str | None, around: Surroundings) -> dict[str, Layout]:
    """All layouts by name (`sub/leaf`).

    Args:
        folder: the site's layouts folder, absolute; it need not exist.
        theme_folder: the theme's, or None.
    """
    layouts = _layouts_in(folder, around)
    if theme_folder:
        layouts = _layouts_in(theme_folder, around) | layouts
    return layouts


def _layouts_in(folder: str, around: Surroundings) -> dict[str, Layout]:
    layouts = {}
    entries = files_below(folder, "", around.entry_filter, around.shelf)
    for entry in entries:
        name, dot, _ = entry.name.rpartition(".")
        if not dot:
            continue
        matter = matter_of(read_bytes(entry.path), relative(entry.path, around.source), around)
        layouts[name] = Layout(name, entry.path, matter.data, matter.body, matter.body_line)
    return layouts
