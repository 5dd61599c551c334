"""Smart quotes and typographic symbols: which character a quote, `--`, `...`, `<<` becomes.

Source: kramdown 2.5 parser/kramdown/smart_quotes.rb, typographic_symbol.rb, converter/html.rb.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from jekylite.markdown.options import Options
from jekylite.markdown.patterns import escape_text
from jekylite.markdown.references import character_html, numbered_html

if TYPE_CHECKING:
    from jekylite.markdown.span import Spans

PLAIN = {
    "lsquo": "\u2018",
    "rsquo": "\u2019",
    "ldquo": "\u201c",
    "rdquo": "\u201d",
    "mdash": "\u2014",
    "ndash": "\u2013",
    "hellip": "\u2026",
    "laquo": "\u00ab",
    "raquo": "\u00bb",
    "laquo_space": "\u00ab\u00a0",
    "raquo_space": "\u00a0\u00bb",
}
_QUOTES = ("lsquo", "rsquo", "ldquo", "rdquo")


def symbols(options: Options) -> dict[str, str]:
    """Name of a quote or symbol → the HTML that these options write for it."""
    own = tuple(options.typographic_symbols.items())
    return _symbols(options.entity_output, options.smart_quotes, own)


@functools.lru_cache(maxsize=16)
def _symbols(output: str, quotes: tuple[str, ...], own: tuple[tuple[str, str], ...]) -> dict[str, str]:
    written = {
        name: "".join(character_html(character, output) for character in text) for name, text in PLAIN.items()
    }
    for name, wanted in zip(_QUOTES, quotes, strict=True):
        if wanted != name:
            written[name] = numbered_html(wanted, output)
    for name, text in own:
        if name in written and name not in _QUOTES:
            written[name] = escape_text(text)
    return written


# The rules, tried in this order at the character before the quote, or at the quote itself where that
# character belongs to something else. `\w` is ASCII, `\b` Unicode, as in Ruby.
_w = "[a-zA-Z0-9_]"
_PUNCTUATION = r"[!\"#$%'()*+,\-./:;<=>?@\[\\\]^_`{|}~]"
_LATER_RULES = (
    rf"(?P<s3>[ \t\n\v\f\r]?)(?P<q3>\"'|'\")(?={_w})"
    r"|(?P<s5>[ \t\n\v\f\r]?)'(?=[0-9][0-9]s)"
    rf"|(?P<s6>[ \t\n\v\f\r])(?P<q6>['\"])(?={_w})"
    r"|(?P<s7>[^ \\\t\r\n\[{(-])(?P<q7>['\"])"
)
_AT_QUOTE = re.compile(
    r"(?P<q1>[\"'])(?=[_*]{1,2}[^ \t\n\v\f\r])"
    rf"|(?P<q2>[\"'])(?={_PUNCTUATION}(?!\.\.)\B)"
    rf"|{_LATER_RULES}"
    r"|(?P<q8>[\"'])(?=[ \t\n\v\f\r]|s\b|\Z)"
    r"|(?P<s9>)(?P<q9>['\"])"
)
_NEVER_CLOSED = frozenset(" \\\t\n\v\f\r[{(-")
_BEFORE_QUOTE = re.compile(rf"{_LATER_RULES}|(?P<s9>.)(?P<q9>['\"])", re.DOTALL)


def read_quote(text: str, quote: int, *, free_before: bool) -> tuple[int, tuple[str, ...], int]:
    """What the quote at `quote` becomes.

    Args:
        text: the whole text.
        quote: position of `"` or `'`.
        free_before: the character before it is plain text, so that the rules see it.

    Returns:
        where the quotes begin (what is before it stays text), their names, where to go on.
    """
    if free_before:
        match = _BEFORE_QUOTE.match(text, quote - 1)
    else:
        match = _AT_QUOTE.match(text, quote)
    if match is None:  # cannot be: the last rule of each takes any quote
        return quote, ("rsquo" if text[quote] == "'" else "rdquo",), quote + 1
    rule = match.lastgroup or ""
    if rule == "q3":
        names = ("ldquo", "lsquo") if match["q3"] == "\"'" else ("lsquo", "ldquo")
        return match.start("q3"), names, match.end()
    if rule == "s5":
        return match.end("s5"), ("rsquo",), match.end()
    begin = match.start(rule)
    side = "l" if rule in ("q1", "q6", "q9") else "r"
    return begin, (side + ("squo" if text[begin] == "'" else "dquo"),), match.end()


def quote(spans: Spans, here: int, free: int) -> int:
    """Write the quote at `here`, perhaps with the one behind it."""
    src = spans.src
    before = src[here - 1] if here > free else "\\"
    if before not in _NEVER_CLOSED:
        # As the rules have it, whatever follows: the apostrophe of most texts.
        return spans.emit(here, spans.symbol("rsquo" if src[here] == "'" else "rdquo"), here + 1)
    begin, names, end = read_quote(src, here, free_before=before != "\\")
    for name in names:
        spans.emit(begin, spans.symbol(name), end)
        begin = end
    return end
