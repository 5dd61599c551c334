"""Markdown → HTML, as kramdown 2.5 with its GFM parser renders it under Jekyll.

`convert(text, options)` is the whole interface; `convert_commonmark` is the other dialect.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

from mistune import Markdown
from mistune.core import BlockState

from jekylite.markdown.block import KramdownBlock
from jekylite.markdown.options import Options
from jekylite.markdown.renderer import KramdownHtml
from jekylite.markdown.state import Document, Highlight, MarkdownWarning, State


class Kramdown(Markdown):
    """mistune's pipeline with kramdown's blocks, spans and HTML."""

    def __init__(self, dialect: str, quirks: tuple[str, ...]) -> None:
        super().__init__(renderer=KramdownHtml(), block=KramdownBlock(dialect, quirks))

    def render_state(self, state: BlockState) -> str:
        assert isinstance(state, State)
        assert isinstance(self.renderer, KramdownHtml)
        if "{::options" in state.src:
            # What stands inside a line sets options for the whole HTML: read all of it once before.
            warnings = len(state.doc.warnings)
            self.renderer(state.tokens, state)
            del state.doc.warnings[warnings:]
            state.doc.start_again()
        return self.renderer(state.tokens, state)


def convert(
    text: str,
    options: Mapping[str, object] | Options | None = None,
    *,
    highlight: Highlight | None = None,
    warnings: list[MarkdownWarning] | None = None,
) -> str:
    """Turn Markdown into HTML."""
    if not isinstance(options, Options):
        options = Options(options)
    engine = _engine(options.input, options.gfm_quirks)
    state = State()
    state.doc = Document(options, highlight or _plain, [] if warnings is None else warnings)
    html, _ = engine.parse(text, state)
    return str(html)


@functools.cache
def _engine(dialect: str, quirks: tuple[str, ...]) -> Kramdown:
    return Kramdown(dialect, quirks)


def _plain(code: str, language: str, kind: str, settings: Mapping[str, object]) -> str | None:
    return None
