"""A template's text → python-liquid tokens, in one pass and linear time.

The text is cut where Liquid 4.0.4 cuts it: the first `%}` ends a tag and the first `}` an
output, whatever quotes say. A token that never ends is emitted as illegal instead of raised, so
that the first error in the order of the text wins, as in Ruby. `raw` is resolved here, because
inside it the cut pieces mean nothing; so is whitespace control.

Source: Liquid 4.0.4 tokenizer.rb, block_body.rb, tags/raw.rb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from liquid.token import (
    TOKEN_CONTENT,
    TOKEN_EXPRESSION,
    TOKEN_ILLEGAL,
    TOKEN_OUTPUT,
    TOKEN_TAG,
    Token,
)

from jekylite.ruby.strings import WHITESPACE

TOKEN_RAW = "raw text"

_TAG_HEAD = re.compile(r"\{%-?\s*(\w+)\s*", re.A)
_END_RAW_HEAD = re.compile(r"\{%\s*(\w+)", re.A)


def tokenize(source: str) -> Iterator[Token]:
    """Yield the tokens of a template.

    Kinds: content, raw text, output + expression, tag (+ expression, unless empty), illegal
    (its value is the message).
    """
    pieces = _pieces(source)
    trim_next = False
    content: str | None = None  # held back: the token after it may strip its end
    content_start = 0
    for start, piece in pieces:
        opener = piece[:2]
        if opener != "{%" and opener != "{{":
            content_start = start
            content = piece.lstrip(WHITESPACE) if trim_next else piece
            trim_next = False
            continue
        if content is not None:
            if piece[2:3] == "-":
                content = content.rstrip(WHITESPACE)
            if content:
                yield Token(TOKEN_CONTENT, content, content_start, source)
            content = None
        trim_next = piece[-3:-2] == "-"
        if opener == "{{":
            yield from _output(source, start, piece)
            continue
        head = _TAG_HEAD.match(piece)
        if head is None or not piece.endswith("%}") or len(piece) < 4:
            text = f"Tag '{piece}' was not properly terminated with regexp: /\\%\\}}/"
            yield Token(TOKEN_ILLEGAL, text, start, source)
            return
        name = head[1]
        body = head.end()
        markup = piece[body : -3 if trim_next and body < len(piece) - 2 else -2]
        if name == "raw":
            yield from _raw(source, start, markup, pieces)
            continue
        yield Token(TOKEN_TAG, name, start, source)
        if markup:
            yield Token(TOKEN_EXPRESSION, markup, start + body, source)
    if content:
        yield Token(TOKEN_CONTENT, content, content_start, source)


def _pieces(source: str) -> Iterator[tuple[int, str]]:
    """Cut as Ruby's `split(/({%.*?%}|{{.*?}}?|{%|{{)/m)`: (offset, text), none empty."""
    find = source.find
    end = len(source)
    next_tag, next_output = find("{%"), find("{{")
    tag_close = output_close = 0  # last closer found; `end` once there is none any more
    at = 0
    while True:
        if 0 <= next_tag < at:
            next_tag = find("{%", at)
        if 0 <= next_output < at:
            next_output = find("{{", at)
        if next_tag < 0 and next_output < 0:
            break
        is_tag = next_output < 0 or 0 <= next_tag < next_output
        start = next_tag if is_tag else next_output
        if start > at:
            yield at, source[at:start]
        stop = start + 2
        if is_tag:
            if tag_close < stop:
                tag_close = find("%}", stop)
                if tag_close < 0:
                    tag_close = end
            if tag_close < end:
                stop = tag_close + 2
        else:
            if output_close < stop:
                output_close = find("}", stop)
                if output_close < 0:
                    output_close = end
            if output_close < end:
                stop = output_close + (2 if source.startswith("}}", output_close) else 1)
        yield start, source[start:stop]
        at = stop
    if at < end:
        yield at, source[at:]


def _output(source: str, start: int, piece: str) -> Iterator[Token]:
    if not piece.endswith("}}") or len(piece) < 4:
        text = f"Variable '{piece}' was not properly terminated with regexp: /\\}}\\}}/"
        yield Token(TOKEN_ILLEGAL, text, start, source)
        return
    first = 3 if piece[2] == "-" else 2
    last = len(piece) - 2
    if last > first and piece[last - 1] == "-":
        last -= 1
    yield Token(TOKEN_OUTPUT, piece, start, source)
    yield Token(TOKEN_EXPRESSION, piece[first:last], start + first, source)


def _raw(source: str, start: int, markup: str, pieces: Iterator[tuple[int, str]]) -> Iterator[Token]:
    """The text up to `{% endraw %}`, which is not recognized in its `{%-` form."""
    if markup.strip(WHITESPACE):
        yield Token(TOKEN_ILLEGAL, "Syntax Error in 'raw' - Valid syntax: raw", start, source)
        return
    text: list[str] = []
    for _, piece in pieces:
        tag = _last_tag(piece) if piece.endswith("%}") else None
        if tag is not None:
            name, before = tag
            # Liquid 4.0.4 writes what stands before a tag inside a token twice, unless the
            # tag is `endraw`.
            text.append(before)
            if name == "endraw":
                yield Token(TOKEN_RAW, "".join(text), start, source)
                return
        text.append(piece)
    yield Token(TOKEN_ILLEGAL, "'raw' tag was never closed", start, source)


def _last_tag(piece: str) -> tuple[str, str] | None:
    """(name of the last tag in a token that ends in `%}`, the text before it)."""
    at = len(piece) - 2
    while (at := piece.rfind("{%", 0, at)) >= 0:
        head = _END_RAW_HEAD.match(piece, at)
        if head is not None:
            return head[1], piece[:at]
    return None
