"""Markdown as a converter: the site's options, one conversion for equal texts.

Source: Jekyll 4.4.1 converters/markdown.rb, converters/markdown/kramdown_parser.rb.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal, Protocol

from jekylite import __version__
from jekylite.convert.base import Source
from jekylite.diagnostics import DEBUG, WARNING, Collector, Diagnostic
from jekylite.digest import digest
from jekylite.errors import ConfigError, ConvertError, JekyliteError, Location

if TYPE_CHECKING:
    from jekylite.markdown.options import Options
    from jekylite.markdown.state import MarkdownWarning

# Excerpts and what `markdownify` is given come again and again; whole pages do not.
_SHORT = 4096
# To look up a text costs about as much as to convert so many characters.
_WORTH_KEEPING = 1024


class Conversions(Protocol):
    """Texts that are converted already, by a key of the text and all that decides of its HTML."""

    def find(self, key: bytes) -> str | None: ...

    def note(self, key: bytes, html: str) -> None: ...


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
                code="JL116",
                setting=("markdown",),
            )
        self._dialect = dialect.lower()
        self._extensions = frozenset(f".{name}" for name in extensions)
        self._options = {**options, "syntax_highlighter": options.get("syntax_highlighter") or highlighter}
        self._parsed: Options | None = None
        self._collector = collector
        self._converted: dict[str, str] = {}
        self._key = repr((__version__, self._dialect, sorted(self._options.items(), key=repr))).encode()
        # What is converted already, if anybody keeps that.
        self.conversions: Conversions | None = None

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

    def key(self, text: str) -> bytes | None:
        """Under which the HTML of a text is kept; None for a text that is not worth it."""
        if len(text) < _WORTH_KEEPING:
            return None
        return digest(self._key + text.encode("utf-8", "surrogatepass"), 32)

    def convert_quietly(self, text: str) -> str | None:
        """`text` as HTML; None where something is to be said of it, which `convert` says."""
        try:
            html, warnings, notes = self._html(text)
        except (JekyliteError, RecursionError):
            return None
        return None if warnings or notes else html

    def _convert(self, text: str, source: Source) -> str:
        key = self.key(text) if self.conversions else None
        if self.conversions is None or key is None:
            return self._convert_aloud(text, source)[0]
        html = self.conversions.find(key)
        if html is None:
            html, is_quiet = self._convert_aloud(text, source)
            if is_quiet:
                self.conversions.note(key, html)
        return html

    def _convert_aloud(self, text: str, source: Source) -> tuple[str, bool]:
        """The HTML, and whether there was nothing to say."""
        try:
            html, warnings, notes = self._html(text)
        except JekyliteError as error:
            if not error.setting:
                error.at = error.at or Location(source.path)
            raise
        except RecursionError:
            raise ConvertError(
                "the Markdown is nested too deeply",
                at=Location(source.path),
                hint="flatten the quotes and lists",
                code="JL320",
            ) from None
        for note in notes:
            self._collector.debug(note)
        if warnings:
            self._tell(warnings, text, source)
        return html, not (warnings or notes)

    def _tell(self, warnings: list[MarkdownWarning], text: str, source: Source) -> None:
        from jekylite.convert.doubts import column_of, hint_for

        severity = WARNING if self._options.get("show_warnings") else DEBUG
        lines = text.split("\n")
        for line, message in warnings:
            column = column_of(lines[line - 1], message) if line <= len(lines) else None
            at = Location(source.path, source.first_line + line - 1, column)
            hint = hint_for(message)
            self._collector.add(Diagnostic(severity, message, at=at, hint=hint, topic=TOPIC, code="JL321"))

    def _html(self, text: str) -> tuple[str, list[MarkdownWarning], list[str]]:
        """The HTML, what kramdown warns of, and what there is to note of its code's languages."""
        warnings: list[MarkdownWarning] = []
        notes: list[str] = []
        if self._dialect in ("commonmark", "mistune"):
            from jekylite.markdown.commonmark import convert_commonmark

            return convert_commonmark(text), warnings, notes
        from jekylite import markdown
        from jekylite.markdown.engine import colour
        from jekylite.markdown.options import Options

        def coloured(
            code: str, language: str, kind: Literal["block", "span"], settings: Mapping[str, object]
        ) -> str | None:
            if language != "plaintext":
                from jekylite.highlight.colouring import note_on

                if note := note_on(language):
                    notes.append(note)
            return colour(code, language, kind, settings)

        if self._parsed is None:
            self._parsed = Options(self._options)
        return (
            markdown.convert(text, self._parsed, highlight=coloured, warnings=warnings),
            warnings,
            notes,
        )
