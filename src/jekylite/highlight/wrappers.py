"""What stands around the coloured code: line numbers, marked lines, kramdown's `<pre>`.

Source: Rouge 4.7.0 formatters/html_table.rb, html_line_highlighter.rb, html_legacy.rb;
kramdown 2.5 converter/syntax_highlighter/rouge.rb; Jekyll 4.4.1 tags/highlight.rb.
Known difference: `inline_theme` is not supported.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

from jekylite.errors import ConvertError
from jekylite.highlight.colouring import lex
from jekylite.highlight.engine import Piece, merged, to_html
from jekylite.highlight.registry import split_name

# Formatters of Rouge that want another one to wrap, which kramdown does not hand them.
_WRAPPING_FORMATTERS = frozenset(
    ("HTMLInline", "HTMLLineHighlighter", "HTMLLineTable", "HTMLLinewise", "HTMLPygments", "HTMLTable")
)


def for_kramdown(
    code: str, language: str, kind: Literal["block", "span"], options: Mapping[str, object]
) -> str | None:
    """What kramdown puts into the `<div>` of a block or the `<code>` of a span.

    Args:
        code: as kramdown has it, with its final newline if it is a block.
        language: a name, perhaps with lexer options (`php?start_inline=1`).
        kind: a block gets `<div class="highlight"><pre class="…"><code>` inside its own `<div>`.
        options: `kramdown.syntax_highlighter_opts` with its `block` or `span` merged in: `css_class`,
            `line_numbers`, `start_line`, `wrap`, `formatter`, `guess_lang`, `disable`.

    Returns:
        None for a name that Rouge does not know, for `disable`, and for plain text unless
        `guess_lang` is set: such code has no markup.

    Raises:
        ConvertError: a `formatter` that does not work inside kramdown.
    """
    if options.get("disable"):
        return None
    pieces = lex(code, language)
    if pieces is None:
        return None
    if not options.get("guess_lang", True) and split_name(language)[0] in {"plaintext", "text"}:
        return None
    formatter = options.get("formatter")
    if formatter in _WRAPPING_FORMATTERS:
        raise ConvertError(
            f"`formatter: {formatter}` of `syntax_highlighter_opts` cannot be used by kramdown",
            hint="leave `formatter` out; `line_numbers: true` gives a table with line numbers",
            code="JL113",
        )
    if isinstance(formatter, str) and formatter[:1].isupper() and formatter != "HTMLLegacy":
        return to_html(pieces)
    html = to_html(pieces)
    if options.get("line_numbers") not in (None, False):
        first = options.get("start_line", 1)
        start = first if isinstance(first, int) else 1
        html = _table(html, code, start=start, gutter="rouge-gutter", cell="rouge-code")
    if kind == "span" or options.get("wrap", True) in (None, False):
        return html
    css_class = options.get("css_class") or "highlight"
    return f'<div class="highlight"><pre class="{css_class}"><code>{html}</code></pre></div>'


def figure(code: str, language: str, *, line_numbers: bool = False, mark_lines: Sequence[int] = ()) -> str:
    """What `{% highlight %}` puts into the `<code>` of its figure.

    Args:
        code: the tag's rendered body without the newlines at its ends.
        language: the tag's first word in lower case; an unknown one gives escaped text.
        line_numbers: whether the code stands in a table beside its line numbers.
        mark_lines: 1-based numbers of the lines that get `<span class="hll">`.
    """
    pieces = lex(code, language)
    if pieces is None:
        pieces = [("", code)]
    html = _marked(pieces, set(mark_lines)) if mark_lines else to_html(pieces)
    if not line_numbers:
        return html
    # A marked listing has its last newline already; Rouge adds another here all the same.
    return _table(html, code, start=1, gutter="gutter", cell="code")


def _table(html: str, code: str, *, start: int, gutter: str, cell: str) -> str:
    count = code.count("\n")
    if not code.endswith("\n"):
        count += 1
        html += "\n"
    numbers = "".join(f"{number}\n" for number in range(start, start + count))
    return (
        '<table class="rouge-table"><tbody><tr>'
        f'<td class="{gutter} gl"><pre class="lineno">{numbers}</pre></td>'
        f'<td class="{cell}"><pre>{html}</pre></td></tr></tbody></table>'
    )


def _marked(pieces: Iterable[Piece], marked: Collection[int]) -> str:
    """Every line ends in a newline, and tokens end with their lines."""
    lines: list[list[Piece]] = [[]]
    for css_class, text in merged(pieces):
        first, *others = text.split("\n")
        lines[-1].append((css_class, first))
        lines += [[(css_class, other)] for other in others]
    if not any(text for _, text in lines[-1]):
        lines.pop()
    out = []
    for number, line in enumerate(lines, 1):
        html = to_html([piece for piece in line if piece[1]]) + "\n"
        out.append(f'<span class="hll">{html}</span>' if number in marked else html)
    return "".join(out)
