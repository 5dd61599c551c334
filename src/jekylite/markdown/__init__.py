"""Markdown → HTML, as kramdown 2.5 with its GFM parser renders it under Jekyll 4.4.1.

`convert` is kramdown, `smartify` its typography alone, `convert_commonmark` the other dialect. The
package stands on its own: `from jekylite.markdown import convert` is kramdown for Python.
"""

from __future__ import annotations

from collections.abc import Mapping

from jekylite.markdown.commonmark import convert_commonmark
from jekylite.markdown.engine import engine_for, render
from jekylite.markdown.options import Options
from jekylite.markdown.smartify import smartify
from jekylite.markdown.state import Highlight, MarkdownWarning

__all__ = ["Highlight", "MarkdownWarning", "Options", "convert", "convert_commonmark", "smartify"]


def convert(
    text: str,
    options: Mapping[str, object] | Options | None = None,
    *,
    highlight: Highlight | None = None,
    warnings: list[MarkdownWarning] | None = None,
) -> str:
    """Turn Markdown into HTML, byte for byte as kramdown does.

    Args:
        text: the document, decoded, front matter already cut off; any line ends.
        options: the `kramdown:` map of a `_config.yml`, over Jekyll's defaults (`input: GFM`,
            `auto_ids`, `smart_quotes`, …), or `Options` made of it, which saves reading it for each
            text. Keys that kramdown does not know are ignored.
        highlight: colours code: called with the code, its language, "block" or "span", and the
            `syntax_highlighter_opts`; gives HTML (for a block with its `<pre>`), or None for a
            language that it does not know. Without it, the project's own highlighter is taken.
        warnings: a list that receives a `MarkdownWarning(line, message)` for what is doubtful:
            an element that is never closed, a link, footnote or extension that does not exist,
            something defined twice. Lines count from 1 at the top of `text`.

    Returns:
        HTML that ends in a newline, but for what has no block: "" where only definitions stand.

    Raises:
        ConfigError: an option has a value that does not fit.

    Source: kramdown 2.5.2, kramdown-parser-gfm 1.1.0, Jekyll 4.4.1 converters/markdown/kramdown_parser.rb.
    Known difference: text that kramdown needs minutes for, or that overflows its stack (thousands of
    openers without an end, more than 60 elements in one another), is read in linear time and
    what is too deep stays text; a reference to a code point that does not exist gives U+FFFD.
    """
    if not isinstance(options, Options):
        options = Options(options)
    return render(engine_for(options), text, options, highlight, warnings)
