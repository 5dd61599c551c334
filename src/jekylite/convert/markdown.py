"""Markdown as a converter: the site's options, one conversion for equal texts.

Source: Jekyll 4.4.1 converters/markdown.rb, converters/markdown/kramdown_parser.rb.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from jekylite.convert.base import Source
from jekylite.diagnostics import Collector
from jekylite.errors import ConfigError, ConvertError, JekyliteError, Location

if TYPE_CHECKING:
    from jekylite.markdown.options import Options

# Excerpts and what `markdownify` is given come again and again; whole pages do not.
_SHORT = 4096

# The word before each warning.
TOPIC = "Kramdown warning"


class MarkdownConverter:
    """kramdown for the extensions of `markdown_ext`.

    Args:
        extensions: without dots, in lower case.
        options: the configuration's `kramdown` map.
        collector: is told what kramdown warns of: as warnings under `show_warnings`, else as details.
        dialect: the configuration's `markdown`.
        highlighter: the configuration's; any but `rouge` leaves code plain.

    Raises:
        ConfigError: a dialect nobody here knows.
    """

    priority = 0

    def __init__(
        self,
        extensions: Iterable[str],
        options: Mapping[str, object],
        collector: Collector,
        *,
        dialect: str = "kramdown",
        highlighter: str = "rouge",
    ) -> None:
        if dialect.lower() not in ("kramdown", "commonmark", "mistune"):
            raise ConfigError(
                f'Markdown processor: "{dialect}" is not a valid Markdown processor. '
                f"Invalid Markdown processor given: {dialect}",
                hint="Available processors are: kramdown, which is Jekyll's default; `markdown: mistune` is"
                " CommonMark",
            )
        self._dialect = dialect.lower()
        self._extensions = frozenset(f".{name}" for name in extensions)
        self._options = {**options, "syntax_highlighter": options.get("syntax_highlighter") or highlighter}
        self._parsed: Options | None = None
        self._collector = collector
        self._converted: dict[str, str] = {}

    def matches(self, extension: str) -> bool:
        return extension.lower() in self._extensions

    def output_ext(self, extension: str) -> str | None:
        return ".html"

    def convert(self, text: str, source: Source) -> str:
        """`text` as HTML.

        Raises:
            ConvertError: the text cannot be converted.
        """
        if len(text) > _SHORT:
            return self._convert(text, source)
        html = self._converted.get(text)
        if html is None:
            html = self._converted[text] = self._convert(text, source)
        return html

    def _convert(self, text: str, source: Source) -> str:
        if self._dialect in ("commonmark", "mistune"):
            from jekylite.markdown.commonmark import convert_commonmark

            return convert_commonmark(text)
        from jekylite import markdown
        from jekylite.markdown.options import Options
        from jekylite.markdown.state import MarkdownWarning

        warnings: list[MarkdownWarning] = []
        if self._parsed is None:  # once for the site; what does not fit is no page's fault
            self._parsed = Options(self._options)
        try:
            html = markdown.convert(text, self._parsed, highlight=self._colour, warnings=warnings)
        except JekyliteError as error:
            error.at = error.at or Location(source.path)
            raise
        except RecursionError:
            raise ConvertError(
                "the Markdown is nested too deeply",
                at=Location(source.path),
                hint="flatten the quotes and lists",
            ) from None
        tell = self._collector.warn if self._options.get("show_warnings") else self._collector.debug
        for warning in warnings:
            at = Location(source.path, source.first_line + warning.line - 1)
            tell(warning.message, at=at, topic=TOPIC)
        return html

    def _colour(
        self, code: str, language: str, kind: Literal["block", "span"], settings: Mapping[str, object]
    ) -> str | None:
        from jekylite.markdown.engine import colour

        if language != "plaintext":
            from jekylite.highlight.colouring import note_on

            if note := note_on(language):
                self._collector.debug(note)
        return colour(code, language, kind, settings)
