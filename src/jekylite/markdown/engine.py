"""mistune's pipeline, set up with kramdown's blocks, spans and HTML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from mistune import Markdown
from mistune.core import BlockState

from jekylite.markdown.block import KramdownBlock
from jekylite.markdown.options import Options
from jekylite.markdown.patterns import escape_code
from jekylite.markdown.renderer import KramdownHtml
from jekylite.markdown.state import Document, Highlight, MarkdownWarning, State


class Kramdown(Markdown):
    """A `mistune.Markdown` that reads kramdown: `Kramdown(Options())(text)` is HTML.

    It keeps nothing of the texts that it has read. `input` and `gfm_quirks` of its options decide which
    rules there are; the others may be another's for each text, in the `Document` of its `State`.
    """

    def __init__(self, options: Options) -> None:
        super().__init__(renderer=KramdownHtml(), block=KramdownBlock(options.input, options.gfm_quirks))
        self.options = options

    def parse(self, s: str, state: BlockState | None = None) -> tuple[str | list[dict[str, Any]], BlockState]:
        """The HTML of a text, and the state in which it was cut into blocks."""
        if state is None:
            state = State()
            state.doc = Document(self.options, _highlight, [])
        return super().parse(s, state)

    def render_state(self, state: BlockState) -> str:
        """The HTML of a text that has been cut into blocks; its spans are read on the way."""
        assert isinstance(state, State)
        renderer = self.renderer
        assert isinstance(renderer, KramdownHtml)
        doc = state.doc
        if "{::options" in state.src:
            # What stands inside a line sets options for the whole HTML: read all of it once before.
            renderer(state.tokens, state)
            doc.start_again()
        html = renderer(state.tokens, state)
        for name, footnote in doc.footnotes.items():
            if name not in doc.footnote_order:
                footnote.state.warn(footnote.at, f"the footnote `[^{name}]` is never used")
        return html


_engines: dict[tuple[str, tuple[str, ...]], Kramdown] = {}


def engine_for(options: Options) -> Kramdown:
    """The pipeline whose rules are those of these options, made once."""
    key = (options.input, options.gfm_quirks)
    if key not in _engines:
        _engines[key] = Kramdown(options)
    return _engines[key]


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


_USUAL_SETTINGS = {"default_lang", "guess_lang", "wrap"}


def _highlight(
    code: str, language: str, kind: Literal["block", "span"], settings: Mapping[str, object]
) -> str | None:
    # Plain text is what most code spans are: no lexer, and no module of them, is needed.
    if (
        language == "plaintext"
        and kind == "span"
        and settings.get("guess_lang")
        and settings.keys() <= _USUAL_SETTINGS
    ):
        return escape_code(code)
    from jekylite.highlight.wrappers import for_kramdown

    return for_kramdown(code, language, kind, settings)
