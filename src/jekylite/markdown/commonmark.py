"""Markdown as CommonMark with GitHub's extensions reads it: mistune as it comes.

This is what `markdown: mistune` in a `_config.yml` chooses, for people who want CommonMark's rules
instead of kramdown's. Raw HTML passes through; headings carry no ids; nothing is highlighted.
"""

from __future__ import annotations

import functools

import mistune

PLUGINS = ("table", "strikethrough", "task_lists", "url", "footnotes")


def convert_commonmark(text: str) -> str:
    """Turn Markdown into HTML by CommonMark's rules plus tables, `~~`, task lists, bare URLs, footnotes.

    Args:
        text: the document, decoded; front matter already cut off.

    Returns:
        HTML that ends in one newline, or `""` for a text without content.
    """
    html = _converter()(text)
    return html if isinstance(html, str) else ""


@functools.cache
def _converter() -> mistune.Markdown:
    return mistune.create_markdown(escape=False, plugins=PLUGINS)
