"""The standard filters on text, and `size` and `default`. Source: Liquid 4.0.4 standardfilters.rb."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import unquote_to_bytes

from jekylite.liquid.errors import TemplateError
from jekylite.liquid.expressions import literal_integer, look_up_key
from jekylite.liquid.filters.registry import Table
from jekylite.ruby.strings import WHITESPACE
from jekylite.ruby.strings import capitalize as capital
from jekylite.ruby.strings import downcase as lower
from jekylite.ruby.uri import cgi_escape
from jekylite.ruby.values import (
    to_s,
)

FILTERS = Table()
add = FILTERS.add


@add()
def size(value: object) -> int:
    """Code points of a String, items of an Array, Hash or Range; a number's bytes; else 0."""
    found = look_up_key(value, "size", True) if not isinstance(value, dict) else len(value)
    return found if type(found) is int else 0


@add()
def downcase(value: object) -> str:
    return lower(to_s(value))


@add()
def upcase(value: object) -> str:
    return to_s(value).upper()


@add()
def capitalize(value: object) -> str:
    return capital(to_s(value))


_HTML = {"&": "&amp;", ">": "&gt;", "<": "&lt;", '"': "&quot;", "'": "&#39;"}
_HTML_TABLE = str.maketrans(_HTML)


@add("escape", "h")
def escape(value: object) -> str | None:
    """`&<>"'` as entities; nil stays nil."""
    return None if value is None else to_s(value).translate(_HTML_TABLE)


_UNESCAPED = re.compile(r"""["><']|&(?!([a-zA-Z]+|(#\d+));)""", re.A)


@add()
def escape_once(value: object) -> str:
    """As `escape`, but entities stay."""
    return _UNESCAPED.sub(lambda found: _HTML[found[0]], to_s(value))


@add()
def url_encode(value: object) -> str | None:
    return None if value is None else cgi_escape(to_s(value))


@add()
def url_decode(value: object) -> str | None:
    """Raises: TemplateError, if the bytes are no UTF-8."""
    if value is None:
        return None
    try:
        return unquote_to_bytes(to_s(value).replace("+", " ")).decode()
    except UnicodeDecodeError:
        raise TemplateError("invalid byte sequence in UTF-8") from None


@add()
def slice_(value: object, offset: object, length: object = None) -> object:
    """`length` (1) code points or items from `offset` on, which may count from the end."""
    start = literal_integer(offset)
    count = 1 if length is None or length is False else literal_integer(length)
    sequence: str | list[object] = value if isinstance(value, list) else to_s(value)
    empty: str | list[object] = [] if isinstance(sequence, list) else ""
    if start < 0:
        start += len(sequence)
    if start < 0 or start > len(sequence) or count < 0:
        return empty
    return sequence[start : start + count]


@add()
def truncate(value: object, length: object = 50, ellipsis: object = "...") -> str | None:
    """At most `length` code points, the ellipsis among them."""
    if value is None:
        return None
    text, count, end = to_s(value), literal_integer(length), to_s(ellipsis)
    if len(text) <= count:
        return text
    return text[: max(0, count - len(end))] + end


@add()
def truncatewords(value: object, words: object = 15, ellipsis: object = "...") -> object:
    """At most `words` words, at least one; white space between them becomes one space."""
    if value is None:
        return None
    found = split_words(to_s(value))
    last = max(0, literal_integer(words) - 1)
    if len(found) <= last:
        return value
    return " ".join(found[: last + 1]) + to_s(ellipsis)


def split_words(text: str) -> list[str]:
    """`String#split` without pattern: by ASCII white space."""
    return re.split(r"[\t\n\v\f\r \0]+", text.strip(WHITESPACE)) if text.strip(WHITESPACE) else []


@add()
def split(value: object, pattern: object) -> list[str]:
    """Parts between the pattern; empty ones at the end are dropped. `" "` is any white space."""
    text, by = to_s(value), to_s(pattern)
    if by == " ":
        return split_words(text)
    parts = list(text) if by == "" else text.split(by)
    while parts and not parts[-1]:
        parts.pop()
    return parts


@add()
def strip(value: object) -> str:
    return to_s(value).strip(WHITESPACE)


@add()
def lstrip(value: object) -> str:
    return to_s(value).lstrip(WHITESPACE)


@add()
def rstrip(value: object) -> str:
    return to_s(value).rstrip(WHITESPACE)


_TAG = re.compile(r"<[^>]*>")
_HTML_BLOCKS = (("<script", "</script>"), ("<!--", "-->"), ("<style", "</style>"))


@add()
def strip_html(value: object) -> str:
    """Without tags, comments, scripts and styles, these with all that is in them."""
    text = _without(to_s(value), _HTML_BLOCKS)
    end = text.rfind(">") + 1  # before it every opener has a closer, so that each is looked for once
    return _TAG.sub("", text[:end]) + text[end:]


def _without(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Cut what stands between the first opener, whichever comes, and its closer; in linear time."""
    pairs = list(pairs)
    starts = {pair: text.find(pair[0]) for pair in pairs}
    kept: list[str] = []
    at = 0
    while True:
        ahead = [(start, pair) for pair, start in starts.items() if start >= 0]
        if not ahead:
            kept.append(text[at:])
            return "".join(kept)
        start, pair = min(ahead)
        end = text.find(pair[1], start + len(pair[0]))
        if end < 0:
            del starts[pair]  # no closer from here on: none of its openers counts any more
            continue
        kept.append(text[at:start])
        at = end + len(pair[1])
        for other, known in starts.items():
            if 0 <= known < at:
                starts[other] = text.find(other[0], at)


@add()
def strip_newlines(value: object) -> str:
    return to_s(value).replace("\r\n", "").replace("\n", "")


@add()
def newline_to_br(value: object) -> str:
    return to_s(value).replace("\n", "<br />\n")


_REFERENCE = re.compile(r"\\([0-9&`'\\])|\\k<0>")


def _replacement(text: str) -> Callable[[str, int, int], str]:
    """Ruby's `\\0`, `\\1`…, `\\\\` in a replacement, where the pattern is plain text."""
    if "\\" not in text:
        return lambda whole, start, end: text

    def fill(whole: str, start: int, end: int) -> str:
        def one(found: re.Match[str]) -> str:
            sign = found[1] or "0"
            if sign in "0&":
                return whole[start:end]
            if sign == "`":
                return whole[:start]
            if sign == "'":
                return whole[end:]
            return "\\" if sign == "\\" else ""

        return _REFERENCE.sub(one, text)

    return fill


def _substitute(value: object, pattern: object, replacement: object, *, limit: int) -> str:
    text, wanted, fill = to_s(value), to_s(pattern), _replacement(to_s(replacement))
    parts: list[str] = []
    at = search = count = 0
    while count < limit and (start := text.find(wanted, search)) >= 0:
        end = start + len(wanted)
        parts += (text[at:start], fill(text, start, end))
        at = end
        search = end if wanted else end + 1  # an empty pattern matches between all characters
        count += 1
        if search > len(text):
            break
    return "".join(parts) + text[at:]


@add()
def replace(value: object, pattern: object, replacement: object = "") -> str:
    return _substitute(value, pattern, replacement, limit=1 << 62)


@add()
def replace_first(value: object, pattern: object, replacement: object = "") -> str:
    return _substitute(value, pattern, replacement, limit=1)


@add()
def remove(value: object, pattern: object) -> str:
    return to_s(value).replace(to_s(pattern), "") if to_s(pattern) else to_s(value)


@add()
def remove_first(value: object, pattern: object) -> str:
    return to_s(value).replace(to_s(pattern), "", 1)


@add()
def append(value: object, suffix: object) -> str:
    return to_s(value) + to_s(suffix)


@add()
def prepend(value: object, prefix: object) -> str:
    return to_s(prefix) + to_s(value)


@add()
def default(value: object, fallback: object = "") -> object:
    """The fallback for nil, false and what is empty."""
    if value is None or value is False or (isinstance(value, (str, list, dict)) and not value):
        return fallback
    return value
