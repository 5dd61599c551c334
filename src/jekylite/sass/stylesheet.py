"""A `.scss` or `.sass` page → `NAME.css` and `NAME.css.map`, as Jekyll publishes them.

Source: jekyll-sass-converter 3.1.0, lib/jekyll/converters/scss.rb.
Known difference: none.
"""

from __future__ import annotations

import json
import posixpath
from pathlib import Path
from typing import NamedTuple

from jekylite.sass.compiler import SassCompiler, SassWarning
from jekylite.sass.messages import Syntax
from jekylite.sass.options import SassOptions
from jekylite.sass.urls import encoded, file_url, route

SYNTAXES: dict[str, Syntax] = {".scss": "scss", ".sass": "indented"}  # by extension, in lower case


class Stylesheet(NamedTuple):
    """What a page becomes.

    Args:
        css: the whole file, without a final newline.
        source_map: the whole file `map_name`, or None where the site wants none.
        map_name: `main.css.map`.
        loaded: the files it was made of besides its own, absolute.
        warnings: what the compiler said, all of it.
    """

    css: str
    source_map: str | None
    map_name: str
    loaded: tuple[Path, ...]
    warnings: tuple[SassWarning, ...]


def stylesheet(
    compiler: SassCompiler,
    text: str,
    *,
    source: Path,
    path: str,
    options: SassOptions,
    first_line: int = 1,
) -> Stylesheet:
    """Compile one page.

    Args:
        text: the page's body after Liquid.
        source: the site's source, absolute.
        path: the page's, relative to the source, `/` between parts; its extension names the syntax.
        first_line: 1-based line of the file at which the body begins.

    Raises:
        ConvertError: see SassCompiler.compile.
    """
    folder, filename = posixpath.split(path)
    stem, extension = posixpath.splitext(filename)
    name = f"{stem.rstrip('.')}.css"  # the dots as in Jekyll's page.basename
    map_name = f"{name}.map"
    result = compiler.compile(
        text,
        url=file_url(source / path),
        syntax=SYNTAXES[extension.lower()],
        options=options,
        first_line=first_line,
    )
    if result.source_map is None:
        return Stylesheet(result.css, None, map_name, result.loaded, result.warnings)
    gap = "" if options.style == "compressed" else "\n\n"
    css = f"{result.css}{gap}/*# sourceMappingURL={encoded(map_name)} */"
    source_map = _published_map(result.source_map, name, file_url(source / folder))
    return Stylesheet(css, source_map, map_name, result.loaded, result.warnings)


def _published_map(compiled: str, name: str, folder_url: str) -> str:
    """The compiler's map with the CSS file's name, and paths in place of this machine's URLs."""
    source_map = json.loads(compiled)
    source_map["file"] = encoded(name)
    source_map["sources"] = [
        route(url, folder_url) if url.startswith("file:") else url for url in source_map["sources"]
    ]
    return json.dumps(source_map, ensure_ascii=False, separators=(",", ":"))
