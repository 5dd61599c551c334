"""Coloured code in its wrappers: kramdown's blocks and spans, and the inside of `highlight`'s figure.

Source: kramdown 2.5 converter/syntax_highlighter/rouge.rb, Rouge 4.7.0 formatters
(html_legacy.rb, html_pygments.rb, html_table.rb, html_line_highlighter.rb), Jekyll 4.4.1
tags/highlight.rb. Known difference: `formatter: HTMLLineTable`, on which kramdown falls over,
is read as any other formatter name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from jekylite.highlight import highlight
from jekylite.highlight.engine import escape

_SPAN = re.compile(r'(<span class="[^"]*">)|(</span>)|\n')


def for_kramdown(
    code: str, language: str, kind: Literal["block", "span"], options: Mapping[str, object]
) -> str | None:
    """Code of a Markdown page, coloured and wrapped, without the outermost element.

    Args:
        language: as written; may bring lexer options (`php?start_inline=1`).
        options: the `syntax_highlighter_opts` for this kind, with `guess_lang`.

    Returns:
        None for a language that Rouge does not know, and for plain text where `guess_lang` is off.
    """
    html: str | None
    if language.partition("?")[0] in _PLAIN:
        if options.get("guess_lang") in (None, False):
            return None
        html = escape(code)  # every code span without a language comes here
    else:
        html = highlight(code, language)
    if html is None:
        return None
    # The formatter that wraps has no wrapping for spans by default, but numbers them if told to.
    if options.get("line_numbers") not in (None, False):
        first = options.get("start_line")
        html = _table(
            html, code, first if isinstance(first, int) else 1, gutter="rouge-gutter gl", body="rouge-code"
        )
    if kind == "span" or options.get("wrap") is False or options.get("formatter") is not None:
        return html
    css_class = options.get("css_class") or "highlight"
    return f'<div class="highlight"><pre class="{css_class}"><code>{html}</code></pre></div>'


_PLAIN = ("plaintext", "text")


def in_figure(code: str, language: str, *, line_numbers: bool, mark_lines: Sequence[int] = ()) -> str:
    """What a `highlight` tag puts inside `<code>`; an unknown language is escaped.

    Args:
        code: without newlines at its ends.
        mark_lines: 1-based lines to mark.
    """
    html = highlight(code, language)
    if html is None:
        html = escape(code)
    if mark_lines:
        html = "".join(
            f'<span class="hll">{line}\n</span>' if number in mark_lines else f"{line}\n"
            for number, line in enumerate(_lines(html), 1)
        )
    if line_numbers:
        return _table(html, code, 1, gutter="gutter gl", body="code")
    return html


def _table(html: str, code: str, first: int, *, gutter: str, body: str) -> str:
    """Line numbers beside `html`, which is `code` coloured. A newline is added where the code has none."""
    is_open = not code.endswith("\n")
    numbers = "".join(f"{number}\n" for number in range(first, first + code.count("\n") + is_open))
    if is_open:
        html += "\n"
    return (
        f'<table class="rouge-table"><tbody><tr><td class="{gutter}"><pre class="lineno">{numbers}</pre></td>'
        f'<td class="{body}"><pre>{html}</pre></td></tr></tbody></table>'
    )


def _lines(html: str) -> list[str]:
    """The lines of coloured code, each with its spans closed at its end and opened anew on the next."""
    lines = []
    line: list[str] = []
    opened = ""
    position = 0
    for match in _SPAN.finditer(html):
        line.append(html[position : match.start()])
        position = match.end()
        if match[1]:
            opened = match[1]
            line.append(opened)
        elif match[2]:
            opened = ""
            line.append(match[2])
        else:
            lines.append("".join(line) + ("</span>" if opened else ""))
            line = [opened]
    line.append(html[position:])
    if rest := "".join(line):
        lines.append(rest)
    return lines
