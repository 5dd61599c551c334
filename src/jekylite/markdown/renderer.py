"""Block tokens → HTML, with kramdown's indentation.

Spans are read while the blocks are written, in document order: so footnotes and ids get their numbers.

Source: kramdown 2.5 converter/html.rb; parser-gfm 1.1 gfm.rb for the ids.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from mistune.core import BaseRenderer, BlockState

from jekylite.markdown.code import code_block
from jekylite.markdown.native import Node, write_node
from jekylite.markdown.patterns import (
    VOID_TAGS,
    WHITE,
    add_attributes,
    drop_from_id,
    escape_text,
    html_attributes,
)
from jekylite.markdown.references import character_html
from jekylite.markdown.span import PlainSpans, Spans
from jekylite.markdown.state import Document, State, Token
from jekylite.markdown.toc import TocEntry, toc_html
from jekylite.ruby.strings import xml_text

# Stand in the HTML for what is known only at its end.
_TOC_MARK = "\0toc\0"
_FOOTNOTES_MARK = "\0footnotes\0"
_AUTO_IDS = re.compile(r"auto_ids(?:-([\w-]+))?", re.ASCII)
_NO_LETTERS = re.compile(r"^[^a-zA-Z]+", re.MULTILINE)
_NOT_IN_AN_ID = re.compile(r"[^a-zA-Z0-9 -]")
_NO_TOC = re.compile(r"\bno_toc\b")


class KramdownHtml(BaseRenderer):
    """mistune's renderer. It keeps nothing: each document has a writer of its own."""

    NAME = "kramdown"

    def __call__(self, tokens: Iterable[dict[str, Any]], state: BlockState) -> str:
        assert isinstance(state, State)
        return Writer(self, state).document(tokens)


class Writer:
    """Writes the blocks of one document.

    The methods for the types of blocks take a token, how far it is indented, and the token in which it
    stands. A type that is none of kramdown's goes to the method that a plugin has registered for it.
    """

    def __init__(self, renderer: BaseRenderer, state: State) -> None:
        self.renderer = renderer
        self.state = state
        self.doc: Document = state.doc
        self.options = self.doc.options
        self.spans = Spans(self.doc)
        self.plain_spans = PlainSpans(self.doc)
        self.gfm = self.doc.first_options.input == "GFM"
        self.outside_elements = True
        self.toc: list[TocEntry] = []
        self.toc_list: Token | None = None
        self.footnotes_placed = False
        self.methods: dict[str, Callable[[Token, int, Token], str]] = {
            "bare": self.bare,
            "code": self.code,
            "comment": self.comment,
            "dd": self.item,
            "dl": self.indented,
            "dt": self.term,
            "heading": self.heading,
            "html": self.html,
            "li": self.item,
            "math": self.math,
            "native": self.native,
            "nomarkdown": self.nomarkdown,
            "ol": self.list,
            "paragraph": self.paragraph,
            "quote": self.indented,
            "rule": self.rule,
            "table": self.table,
            "text": self.text,
            "ul": self.list,
        }

    def document(self, tokens: Iterable[Token]) -> str:
        html = self.blocks(tokens, 0, {"type": "root"})
        notes = self.footnotes()
        if self.footnotes_placed:
            html = html.replace(_FOOTNOTES_MARK, notes, 1)
        else:
            html += notes
        if self.toc_list is not None:
            html = html.replace(_TOC_MARK, toc_html(self.doc, self.toc_list, self.toc), 1)
        return html

    def blocks(self, tokens: Iterable[Token], indent: int, parent: Token) -> str:
        pieces: list[str] = []
        after_blank = False
        methods = self.methods
        for token in tokens:
            kind = token["type"]
            if kind == "blank":
                if not after_blank:
                    pieces.append("\n")
                    after_blank = True
            elif kind != "eob":
                after_blank = False
                method = methods.get(kind)
                if method is None:
                    pieces.append(self.renderer.render_token(token, self.state))
                else:
                    pieces.append(method(token, indent, parent))
        return "".join(pieces)

    def attributes(self, token: Token) -> dict[str, str]:
        attributes: dict[str, str] = dict(token.get("attrs", ()))
        ial = token.get("ial")
        if ial is not None:
            add_attributes(attributes, ial, self.doc.alds)
        if attributes.get("id"):
            self.note_id(attributes["id"], token)
        return attributes

    def note_id(self, ident: str, token: Token) -> None:
        """Warn of an id that a block before has."""
        written = self.doc.written_ids
        if ident in written and "state" in token:
            self.doc.warn(token["state"].line_at(token["at"]), f"the id `{ident}` is given twice")
        written.add(ident)

    def opening(self, name: str, token: Token) -> str:
        """The inside of a start tag."""
        if "ial" in token or "attrs" in token:
            return name + html_attributes(self.attributes(token))
        return name

    def paragraph(self, token: Token, indent: int, parent: Token) -> str:
        html = self.spans.convert(token["text"], token, breaks=self.outside_elements)
        if "suffix" in token:
            html += token["suffix"]
        if "tight" in token:
            return html
        if self.spans.standalone is not None:
            return self.figure(token, self.spans.standalone, indent)
        if "ial" in token:
            return f"{' ' * indent}<p{html_attributes(self.attributes(token))}>{html}</p>\n"
        return f"{' ' * indent}<p>{html}</p>\n"

    def figure(self, token: Token, image: dict[str, str], indent: int) -> str:
        """An image that stands alone and is `{:standalone}`."""
        outer = self.attributes(token)
        image = dict(image)
        for key in ("class", "id"):
            if key in image and key not in outer:
                outer[key] = image.pop(key)
        space = " " * indent
        return (
            f"{space}<figure{html_attributes(outer)}>\n"
            f"{space}  <img{html_attributes(image)} />\n"
            f"{space}  <figcaption>{image.get('alt', '')}</figcaption>\n"
            f"{space}</figure>\n"
        )

    def bare(self, token: Token, indent: int, parent: Token) -> str:
        ends_block = parent["type"] != "root" and _last_of(parent) is token
        return self.spans.convert(token["text"], token, breaks=self.outside_elements, ends_block=ends_block)

    def text(self, token: Token, indent: int, parent: Token) -> str:
        return self.spans.escaped(token["raw"])

    def comment(self, token: Token, indent: int, parent: Token) -> str:
        if parent.get("model") == "raw":
            return str(token["raw"])
        return f"{' ' * indent}{token['raw']}\n"

    def nomarkdown(self, token: Token, indent: int, parent: Token) -> str:
        return str(token["raw"])

    def code(self, token: Token, indent: int, parent: Token) -> str:
        return code_block(self.doc, token["raw"], self.attributes(token), token["language"], " " * indent)

    def rule(self, token: Token, indent: int, parent: Token) -> str:
        return f"{' ' * indent}<{self.opening('hr', token)} />\n"

    def heading(self, token: Token, indent: int, parent: Token) -> str:
        attributes = self.attributes(token)
        if self.options.auto_ids and "id" not in attributes:
            attributes["id"] = self.options.auto_id_prefix + self.heading_id(token)
            self.note_id(attributes["id"], token)
        html = self.spans.convert(token["text"], token, breaks=self.outside_elements)
        if "suffix" in token:
            html += token["suffix"]
        ident = attributes.get("id")
        if ident is not None and self.is_in_toc(token["level"], attributes):
            self.toc.append(TocEntry(token["level"], ident, token["text"]))
        if ident and self.options.header_links:
            html = f'<a href="#{escape_text(ident)}"></a>{html}'
        level = min(max(token["level"] + self.options.header_offset, 1), 6)
        return f"{' ' * indent}<h{level}{html_attributes(attributes)}>{html}</h{level}>\n"

    def is_in_toc(self, level: int, attributes: dict[str, str]) -> bool:
        return level in self.options.toc_levels and not _NO_TOC.search(attributes.get("class", ""))

    def heading_id(self, token: Token) -> str:
        """GitHub's id for headings of the page, kramdown's own inside elements and footnotes."""
        text = token["text"]
        if self.gfm or self.options.auto_id_stripping:
            text = self.plain_spans.convert(text)
        return self.id_of(text)

    def id_of(self, text: str) -> str:
        if not (self.gfm and self.outside_elements):
            return self.section_id(text)
        ident = drop_from_id(text.lower()).replace(" ", "-").replace("\t", "-")
        count = self.doc.ids[ident] = self.doc.ids.get(ident, -1) + 1
        return f"{ident}-{count}" if count else ident

    def section_id(self, text: str) -> str:
        ident = basic_id(text) or "section"
        seen = self.doc.section_ids
        if ident not in seen:
            seen[ident] = 0
            return ident
        seen[ident] += 1
        return f"{ident}-{seen[ident]}"

    def indented(self, token: Token, indent: int, parent: Token) -> str:
        """A quotation or a definition list."""
        name = "blockquote" if token["type"] == "quote" else token["type"]
        space = " " * indent
        inner = self.blocks(token["children"], indent + 2, token)
        return f"{space}<{self.opening(name, token)}>\n{inner}{space}</{name}>\n"

    def list(self, token: Token, indent: int, parent: Token) -> str:
        refs = token["ial"].refs if token.get("ial") is not None else ()
        if self.toc_list is None and "toc" in refs:
            self.toc_list = {"type": token["type"], "attrs": self.attributes(token)}
            return _TOC_MARK
        if not self.footnotes_placed and "footnotes" in refs:
            self.footnotes_placed = True
            return _FOOTNOTES_MARK
        name, space = token["type"], " " * indent
        inner = self.blocks(token["children"], indent + 2, token)
        return f"{space}<{self.opening(name, token)}>\n{inner}{space}</{name}>\n"

    def item(self, token: Token, indent: int, parent: Token) -> str:
        name, space = token["type"], " " * indent
        blocks = token["children"]
        if blocks and blocks[0]["type"] == "eob":
            blocks = [block for block in blocks if block["type"] != "eob"]
        inner = self.blocks(blocks, indent + 2, token)
        if not blocks or "tight" in blocks[0]:
            closing = space if inner.endswith("\n") else ""
            return f"{space}<{self.opening(name, token)}>{inner}{closing}</{name}>\n"
        return f"{space}<{self.opening(name, token)}>\n{inner}{space}</{name}>\n"

    def term(self, token: Token, indent: int, parent: Token) -> str:
        attributes = self.attributes(token)
        if "id" not in attributes and parent.get("ial") is not None:
            for ref in parent["ial"].refs:
                if match := _AUTO_IDS.match(ref):
                    text = self.plain_spans.convert(token["text"])
                    attributes["id"] = f"{match[1] or ''}{basic_id(text)}".lstrip(WHITE)
                    break
        html = self.spans.convert(token["text"], token, breaks=self.outside_elements)
        return f"{' ' * indent}<dt{html_attributes(attributes)}>{html}</dt>\n"

    def math(self, token: Token, indent: int, parent: Token) -> str:
        formula = token["raw"]
        attributes = self.attributes(token)
        if self.options.math_engine == "mathjax":
            html = f"\\[{xml_text(formula)}\\]\n"
            if not attributes:
                return html
        else:
            attributes["class"] = f"{attributes.get('class', '')} kdmath".lstrip(WHITE)
            html = f"$$\n{formula}\n$$"
        return f"{' ' * indent}<div{html_attributes(attributes)}>{html}</div>\n"

    def table(self, token: Token, indent: int, parent: Token) -> str:
        space = " " * indent
        pieces = [f"{space}<{self.opening('table', token)}>\n"]
        columns, alignment = token["columns"], token["alignment"]
        nbsp = character_html("\u00a0", self.options.entity_output)
        for group in token["groups"]:
            cell_name = "th" if group["type"] == "thead" else "td"
            pieces.append(f"{space}  <{group['type']}>\n")
            for row in group["rows"]:
                pieces.append(f"{space}    <tr>\n")
                for column in range(columns):
                    text = row[column] if column < len(row) else ""
                    html = self.spans.convert(text, token, breaks=self.outside_elements) if text else ""
                    style = f' style="text-align: {alignment[column]}"' if alignment[column] else ""
                    pieces.append(f"{space}      <{cell_name}{style}>{html or nbsp}</{cell_name}>\n")
                pieces.append(f"{space}    </tr>\n")
            pieces.append(f"{space}  </{group['type']}>\n")
        pieces.append(f"{space}</table>\n")
        return "".join(pieces)

    def html(self, token: Token, indent: int, parent: Token) -> str:
        outside, self.outside_elements = self.outside_elements, False
        inner = self.blocks(token["children"], indent + 2, token)
        self.outside_elements = outside
        name, model = token["name"], token["model"]
        stands_alone = parent.get("model") != "raw"
        space = " " * indent
        opening = f"{space if stands_alone else ''}<{self.opening(name, token)}"
        if token["closed"] and model == "raw":
            html = f"{opening} />"
        elif inner and model != "block":
            html = f"{opening}>{inner}</{name}>"
        elif inner:
            html = f"{opening}>\n{inner.removesuffix(chr(10))}\n{space}</{name}>"
        elif name in VOID_TAGS:
            html = f"{opening} />"
        else:
            html = f"{opening}></{name}>"
        return f"{html}\n" if stands_alone else html

    def native(self, token: Token, indent: int, parent: Token) -> str:
        """An element that `html_to_native` has converted."""
        node: Node = token["node"]
        ial = token.get("ial")
        if ial is not None:
            add_attributes(node.attributes, ial, self.doc.alds)
            token["ial"] = None
        return write_node(self, node, indent, ())

    def native_heading(self, level: int, attributes: dict[str, str], text: str, html: str, space: str) -> str:
        """A heading that was an HTML element."""
        if self.options.auto_ids and "id" not in attributes:
            attributes["id"] = self.options.auto_id_prefix + self.id_of(text)
        level = min(max(level + self.options.header_offset, 1), 6)
        return f"{space}<h{level}{html_attributes(attributes)}>{html}</h{level}>\n"

    def footnotes(self) -> str:
        """The list of notes at the end; a note may itself have marks, so the list may grow."""
        doc, options = self.doc, self.options
        self.outside_elements = False
        items: list[str] = []
        while len(items) < len(doc.footnote_order):
            items += [self.footnote(name) for name in list(doc.footnote_order)[len(items) :]]
        if not items:
            return ""
        start = f' start="{options.footnote_nr}"' if options.footnote_nr != 1 else ""
        notes = "".join(items)
        return f'<div class="footnotes" role="doc-endnotes">\n  <ol{start}>\n{notes}  </ol>\n</div>\n'

    def footnote(self, name: str) -> str:
        options = self.options
        tokens = list(self.doc.footnotes[name].tokens)
        ident = options.footnote_prefix + name
        target: Token | None = None
        children = [token for token in tokens if token["type"] != "eob"]
        if children and (children[-1]["type"] == "paragraph" or options.footnote_backlink_inline):
            target = _last_paragraph(children)
        insert_space = target is not None
        if target is None:
            target = {"type": "paragraph", "text": ""}
            tokens.append(target)
        if options.footnote_backlink:
            target["suffix"] = self.backlinks(name, ident, insert_space=insert_space)
        inner = self.blocks(tokens, 6, {"type": "li", "children": tokens})
        attributes = html_attributes({"id": f"fn:{ident}"})
        return f"    <li{attributes}>\n{inner}    </li>\n"

    def backlinks(self, name: str, ident: str, *, insert_space: bool) -> str:
        text = escape_text(self.options.footnote_backlink)
        nbsp = character_html("\u00a0", self.options.entity_output)
        marks = self.doc.footnote_order[name][1]
        html = ""
        for number in range(marks + 1):
            space = nbsp if insert_space or number else ""
            again = f":{number}" if number else ""
            label = f"{text}<sup>{number + 1}</sup>" if number else text
            html += (
                f'{space}<a href="#fnref:{ident}{again}" class="reversefootnote"'
                f' role="doc-backlink">{label}</a>'
            )
        return html


def _last_of(parent: Token) -> Token | None:
    return next((token for token in reversed(parent["children"]) if token["type"] != "eob"), None)


def _last_paragraph(tokens: list[Token]) -> Token | None:
    """The paragraph or heading that ends a note, perhaps deep inside its last block."""
    while tokens:
        last = tokens[-1]
        if last["type"] in ("paragraph", "heading"):
            return last
        tokens = [token for token in last.get("children", ()) if token["type"] != "eob"]
    return None


def basic_id(text: str) -> str:
    """kramdown's own way to make an id of a text: ASCII letters, digits and `-`, from the first letter on."""
    return _NOT_IN_AN_ID.sub("", _NO_LETTERS.sub("", text)).replace(" ", "-").lower()
