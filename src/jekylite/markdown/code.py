"""Code, coloured or plain: `<code>` in a line and `<div class="language-x highlighter-rouge">`.

Source: kramdown 2.5 converter/html.rb (convert_codeblock, convert_codespan), converter/base.rb,
converter/syntax_highlighter/rouge.rb. The colouring itself is the caller's.
"""

from __future__ import annotations

import re
from typing import Literal

from jekylite.markdown.patterns import WHITE, html_attributes
from jekylite.markdown.state import Document
from jekylite.ruby.strings import xml_text

_LANGUAGE = re.compile(r"\blanguage-(\S+)")
_BLANKS = re.compile(r"(^[ \t]+)|([ \t]+$)|([ \t]+)", re.MULTILINE)


def code_span(document: Document, code: str, attributes: dict[str, str]) -> str:
    """`<code>`, with the language in its class and its inside coloured where the highlighter can."""
    if not attributes:
        html, default = _highlight(document, code, None, "span")
        return (
            f"<code>{xml_text(code)}</code>"
            if html is None
            else f"{_opening(document, default)}{html}</code>"
        )
    language = _language_of(attributes)
    html, default = _highlight(document, code, language, "span")
    if html is None:
        html = xml_text(code)
    else:
        _add_classes(document, attributes, language or default)
    return f"<code{html_attributes(attributes)}>{html}</code>"


def _opening(document: Document, language: str | None) -> str:
    """The tag of a coloured span that nothing was said of: every time the same."""
    opening = document.code_openings.get(language)
    if opening is None:
        attributes: dict[str, str] = {}
        _add_classes(document, attributes, language)
        opening = document.code_openings[language] = f"<code{html_attributes(attributes)}>"
    return opening


def code_block(
    document: Document, code: str, attributes: dict[str, str], language: str | None, indent: str
) -> str:
    """A block of code; `language` is a fence's first word with its `?options`, None without."""
    of_class = _language_of(attributes)
    if of_class is not None:
        rest = _LANGUAGE.sub("", attributes["class"], count=1).strip(WHITE)
        if rest:
            attributes["class"] = rest
        else:
            del attributes["class"]
    html, default = _highlight(document, code, language or of_class, "block")
    if html is not None:
        _add_classes(document, attributes, of_class or default)
        return f"{indent}<div{html_attributes(attributes)}>{html}{indent}</div>\n"
    html = xml_text(code).removesuffix("\n")
    if re.search(r"\bshow-whitespaces\b", attributes.get("class", "")):
        html = _BLANKS.sub(_show_blanks, html)
    of_code = f' class="language-{xml_text(of_class)}"' if of_class else ""
    return f"{indent}<pre{html_attributes(attributes)}><code{of_code}>{html}\n</code></pre>\n"


def _show_blanks(match: re.Match[str]) -> str:
    where = "-l" if match[1] else "-r" if match[2] else ""
    space = f'<span class="ws-space{where}">&#8901;</span>'
    tab = f'<span class="ws-tab{where}">\t</span>'
    return "".join(tab if blank == "\t" else space for blank in match[0])


def _language_of(attributes: dict[str, str]) -> str | None:
    match = _LANGUAGE.search(attributes.get("class", ""))
    return match[1] if match else None


def _highlight(
    document: Document, code: str, language: str | None, kind: Literal["block", "span"]
) -> tuple[str | None, str | None]:
    """Coloured HTML or None, and the language that code without one has."""
    options = document.options
    if options.syntax_highlighter != "rouge":
        return None, None
    settings = document.highlighting(kind)
    named = settings.get("default_lang")
    default = str(named) if named else None
    wanted = language or default
    if settings.get("disable") or wanted is None:
        return None, default
    return document.highlight(code, wanted, kind, settings), default


def _add_classes(document: Document, attributes: dict[str, str], language: str | None) -> None:
    classes = f"{attributes.get('class', '')} highlighter-{document.options.syntax_highlighter}".lstrip(WHITE)
    if language:
        if classes.startswith("language-"):
            classes = f"language-{language}{classes[len(classes.split()[0]) :]}"
        else:
            # A list that names a language after another class ends up with it twice, as in kramdown.
            classes = f"language-{language} {classes}"
    attributes["class"] = classes
