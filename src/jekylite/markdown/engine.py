"""mistune's pipeline, set up with kramdown's blocks, spans and HTML."""

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
    """A `mistune.Markdown` for one dialect; it keeps nothing of the texts that it has read."""

    def __init__(self, dialect: str, quirks: tuple[str, ...]) -> None:
        super().__init__(renderer=KramdownHtml(), block=KramdownBlock(dialect, quirks))

    def render_state(self, state: BlockState) -> str:
        """The HTML of a text that has been cut into blocks; its spans are read on the way."""
        assert isinstance(state, State)
        renderer = self.renderer
        assert isinstance(renderer, KramdownHtml)
        if "{::options" in state.src:
            # What stands inside a line sets options for the whole HTML: read all of it once before.
            warnings = len(state.doc.warnings)
            renderer(state.tokens, state)
            del state.doc.warnings[warnings:]
            state.doc.start_again()
        return renderer(state.tokens, state)


@functools.cache
def _engine(dialect: str, quirks: tuple[str, ...]) -> Kramdown:
    return Kramdown(dialect, quirks)


def engine_for(options: Options) -> Kramdown:
    """The pipeline for these options; texts may share it, one after the other."""
    return _engine(options.input, options.gfm_quirks)


def render(
    engine: Kramdown,
    text: str,
    options: Options,
    highlight: Highlight | None = None,
    warnings: list[MarkdownWarning] | None = None,
) -> str:
    """One text through the pipeline. Without `highlight`, the project's highlighter is taken."""
    state = State()
    state.doc = Document(options, highlight or _highlight, [] if warnings is None else warnings)
    html, _ = engine.parse(text, state)
    return html if isinstance(html, str) else ""


def _highlight(code: str, language: str, kind: str, settings: Mapping[str, object]) -> str | None:
    return None
