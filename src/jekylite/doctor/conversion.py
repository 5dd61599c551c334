"""The settings of Markdown, of highlighted code and of Sass that a site gives, one by one.

Only what the site itself writes is listed: a default needs no report.
"""

from __future__ import annotations

from collections.abc import Iterator

from jekylite.config.config import Config
from jekylite.config.schema import SASS_KEYS
from jekylite.doctor.entry import APPROXIMATED, IGNORED, REFUSED, SUPPORTED, Entry, Standing
from jekylite.markdown.options import INPUTS, is_option
from jekylite.ruby.values import to_s

_LONGEST_VALUE = 40

# What shapes other outputs of kramdown than HTML, or needs what is not here.
_KRAMDOWN_IGNORED = {
    "coderay": "CodeRay is not here; Rouge's classes are what code gets",
    "enable_coderay": "CodeRay is not here; Rouge's classes are what code gets",
    "gfm_emojis": "add `jemoji` to `plugins` for pictures, or write the sign itself",
    "latex_headers": "shapes LaTeX, which Jekyll does not make",
    "line_width": "shapes kramdown's own format, which Jekyll does not make",
    "list_indent": "shapes kramdown's own format, which Jekyll does not make",
    "math_engine_opts": "belongs to engines that need Ruby or Node",
    "remove_block_html_tags": "is no part of a conversion to HTML",
    "remove_span_html_tags": "is no part of a conversion to HTML",
    "template": "is Ruby, which is never run",
}
_SASS_IGNORED = {
    "add_charset": "Dart Sass's own rule holds: `@charset` where the CSS is not ASCII",
    "implementation": "Dart Sass compiles, whatever is named here",
    "line_comments": "is of Ruby's Sass; Dart Sass has no such comments",
}
_ROUGE_OPTIONS = "css_class line_numbers start_line wrap formatter guess_lang disable default_lang block span"


def conversion(config: Config) -> Iterator[Entry]:
    """`markdown`, `highlighter`, `lsi`, then the keys of `kramdown` and `sass`."""
    for name, judge in (("markdown", _markdown), ("highlighter", _highlighter), ("lsi", _lsi)):
        if (name,) in config.places:
            value = config.data.get(name)
            yield _entry(config, (name,), value, *judge(value))
    for name, value in config.kramdown.items():
        if ("kramdown", name) in config.places:
            yield _entry(config, ("kramdown", name), value, *_kramdown(to_s(name), value))
    for name, value in config.mapping("sass").items():
        if ("sass", name) in config.places:
            yield _entry(config, ("sass", name), value, *_sass(to_s(name)))


def _entry(
    config: Config, way: tuple[object, ...], value: object, standing: Standing, note: str = ""
) -> Entry:
    shown = " ".join(to_s(value).split())
    if isinstance(value, dict) or len(shown) > _LONGEST_VALUE:
        shown = "…"
    return Entry(f"{'.'.join(map(to_s, way))}: {shown}", standing, note, config.place(*way))


def _markdown(value: object) -> tuple[Standing, str]:
    match to_s(value).lower():
        case "kramdown":
            return SUPPORTED, ""
        case "commonmark" | "mistune":
            return APPROXIMATED, "CommonMark by mistune; the options of jekyll-commonmark are not read"
    return REFUSED, "no such converter here: a build stops at the first Markdown file"


def _highlighter(value: object) -> tuple[Standing, str]:
    match to_s(value):
        case "rouge":
            return SUPPORTED, "popular languages as Rouge 4.7 colours them, others by Pygments or plain"
        case "pygments":
            return APPROXIMATED, "Rouge's classes are used, as since Jekyll 4"
    return SUPPORTED, "code stays plain"


def _lsi(value: object) -> tuple[Standing, str]:
    if value in (None, False):
        return SUPPORTED, ""
    return APPROXIMATED, "related posts are the newest ones, not those of like words"


def _kramdown(name: str, value: object) -> tuple[Standing, str]:
    text = to_s(value).removeprefix(":")
    if name in _KRAMDOWN_IGNORED:
        return IGNORED, _KRAMDOWN_IGNORED[name]
    if name == "input" and text not in INPUTS:
        return REFUSED, "no dialect that is read here"
    if name == "math_engine" and text not in ("mathjax", "nil", ""):
        return APPROXIMATED, "formulas are not set while building; MathJax or KaTeX in the page can do it"
    if name == "transliterated_header_ids" and value is True:
        return APPROXIMATED, "letters that are not Latin are kept out of ids, as without the gem stringex"
    if name == "syntax_highlighter" and text not in ("rouge", "nil", ""):
        return APPROXIMATED, "code blocks stay plain"
    if name == "syntax_highlighter_opts" and isinstance(value, dict):
        unknown = sorted(to_s(key).removeprefix(":") for key in value)
        if more := [key for key in unknown if key not in _ROUGE_OPTIONS.split()]:
            return APPROXIMATED, f"without {', '.join(more)}"
        return SUPPORTED, ""
    if is_option(name) or name in ("guess_lang", "show_warnings"):
        return SUPPORTED, ""
    return IGNORED, "no option of kramdown's"


def _sass(name: str) -> tuple[Standing, str]:
    if name in _SASS_IGNORED:
        return IGNORED, _SASS_IGNORED[name]
    if name in SASS_KEYS.split():
        return SUPPORTED, ""
    return IGNORED, "no option of Sass's"
