"""The `smartify` filter: typographic quotes and symbols in text that is no Markdown.

HTML stays: a block element at a line's start shields all that is in it, the text inside a span element
is read as well. No paragraph is made.

Source: Jekyll 4.4.1 converters/smartypants.rb.
"""

from __future__ import annotations

from collections.abc import Mapping

from jekylite.markdown.engine import engine_for, render
from jekylite.markdown.options import Options


def smartify(text: str, options: Mapping[str, object] | None = None) -> str:
    """`"x" -- y` → `“x” – y`.

    Args:
        text: what the filter is applied to.
        options: the `kramdown:` map of a `_config.yml`, for `smart_quotes` and `entity_output`.
    """
    settings = Options(options)
    settings.input = "smartypants"
    return render(engine_for(settings), text, settings).removesuffix("\n")
