"""`html_to_native`: HTML elements become kramdown's own, where it has the like.

An element that a block rule has read is turned into a tree of `Node`s, converted, and written by
`write_node`. Spans need no tree: `convert_span` looks at what is inside when the element ends.

Source: kramdown 2.5 parser/html.rb (ElementConverter), converter/html.rb.
Known difference: inside a paragraph, elements that are no span tags (`<title>`, `<script>`, `<unknown>`)
stay where they stand; kramdown writes them as blocks, indented and with a line end behind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from jekylite.markdown.code import code_block, code_span
from jekylite.markdown.patterns import (
    BLOCK_TAGS,
    REFERENCE,
    SPAN_TAGS,
    VOID_TAGS,
    WHITE,
    WHITE_CHARACTERS,
    html_attributes,
    model_of,
)
from jekylite.markdown.references import character_html, character_of, reference_html
from jekylite.markdown.state import Token
from jekylite.ruby.strings import xml_text

if TYPE_CHECKING:
    from jekylite.markdown.renderer import Writer
    from jekylite.markdown.span import Spans

_names = "html head hgroup ol ul dl table colgroup tbody thead tfoot tr select optgroup"
_DROP_TEXT = frozenset(_names.split())
_names = "body section nav article aside header footer address div li dd blockquote figure figcaption"
_names += " fieldset form"
_WRAP_TEXT = frozenset(_names.split())
_DROP_WHITE = _WRAP_TEXT | {"td", "th"}
_names = "address article aside blockquote body caption dd div dl dt fieldset figcaption form footer header"
_names += " h1 h2 h3 h4 h5 h6 legend li nav p section td th"
_STRIP = frozenset(_names.split())
_names = "em strong blockquote hr br img p thead tbody tfoot tr td th ul ol dl li dt dd"
_SIMPLE = frozenset(_names.split())
EMPHASIS = {"em": "em", "i": "em", "strong": "strong", "b": "strong"}
_names = "p heading quote code ul ol li dl dt dd table td hr"
_BLOCKS = frozenset(_names.split())
_TYPES = {"blockquote": "quote"}
_SYMBOLS = frozenset(["lsquo", "rsquo", "ldquo", "rdquo", "mdash", "ndash", "hellip", "laquo", "raquo"])
_SPACES = re.compile(r"\s+", re.ASCII)
_ALIGN = re.compile(r"(?:;\s*)?text-align:\s+(center|left|right)", re.ASCII)
_ANY_ALIGN = re.compile(r"text-align:\s+(center|left|right|justify|inherit)", re.ASCII)
_HIGHLIGHTER = re.compile(r"\s+\bhighlighter-\w+\b|\bhighlighter-\w+\b\s*", re.ASCII)
_TAGS = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_NO_TEXT = re.compile(
    rf"<!--.*?-->|<(?:/(\w+)[^>]*>|(?!(?:{'|'.join(sorted(BLOCK_TAGS))})\b)\w[^>]*>)|&\w+;|`[^`]+`",
    re.DOTALL | re.ASCII,
)
_OPENERS = {">": "<", ";": "&", "`": "`"}  # by what ends them
_CDATA = re.compile(r"\A(?:%\s*)?<!\[CDATA\[\n?(.*?)(?:\s%)?\]\]>\Z", re.DOTALL | re.ASCII)


class Node:
    """An element or a piece of text.

    `kind` is "html" for what stays as it is (`name` its tag), else kramdown's own: "p", "em", "ul",
    "heading", "code", … ; "text" and "comment" and "raw" have `text`, "token" is a block of ours.
    """

    __slots__ = ("attributes", "category", "children", "kind", "level", "model", "name", "text", "tight")

    def __init__(self, kind: str, text: str = "", *, name: str = "") -> None:
        self.kind = kind
        self.name = name
        self.text = text
        self.attributes: dict[str, str] = {}
        self.children: list[Node] = []
        self.category = ""
        self.model = "raw"
        self.level = 0
        self.tight = False

    @property
    def is_block(self) -> bool:
        return self.kind in _BLOCKS or self.category == "block"

    def become(self, kind: str, category: str = "") -> None:
        self.kind, self.category, self.model = kind, category, ""


class TokenNode(Node):
    """A block that Markdown made, inside an element that HTML made."""

    __slots__ = ("token",)

    def __init__(self, token: Token) -> None:
        super().__init__("token")
        self.token = token
        self.category = "" if token["type"] in ("bare", "eob") else "block"


def native_token(token: Token) -> Token:
    """The block that stands for an element: of type "native", unless the element stays all HTML."""
    node = _tree(token)
    _process(node, None)
    return {"type": "native", "node": node, "ial": token.get("ial")}


def _tree(token: Token) -> Node:
    kind = token["type"]
    if kind == "text":
        return Node("text", token["raw"])
    if kind == "comment":
        node = Node("comment", token["raw"])
        node.category = "block"
        return node
    if kind == "nomarkdown":
        return Node("raw", token["raw"])
    if kind == "native":
        native: Node = token["node"]
        return native
    if kind != "html":
        return TokenNode(token)
    node = Node("html", name=token["name"])
    node.attributes = token["attrs"]
    node.category, node.model = "block", token["model"]
    node.children = [_tree(child) for child in token["children"]]
    return node


def _process(node: Node, parent: Node | None, *, convert: bool = True, keep_space: bool = False) -> None:
    if node.kind == "comment":
        name = "div" if parent is None else parent.name if parent.kind == "html" else _tag_of(parent)
        node.category = "span" if model_of(name) == "span" else "block"
        return
    if node.kind != "html":
        return
    name = node.name
    if convert and (special := _SPECIAL.get(name)):
        special(node)
        return
    if convert and name in _DROP_TEXT:
        node.children = [child for child in node.children if child.kind != "text"]
    if convert and name in _SIMPLE:
        node.become(_TYPES.get(name, name))
        _process_children(node, convert=convert, keep_space=keep_space)
    else:
        _stay_html(node, convert=convert, keep_space=keep_space)
    if convert:
        if name in _STRIP:
            _strip(node)
        if name in _DROP_WHITE:
            _drop_white(node)
        if name in _WRAP_TEXT:
            _wrap_text(node)


def _tag_of(node: Node) -> str:
    return {"heading": "h1", "code": "pre", "code_span": "code"}.get(node.kind, node.kind)


def _process_children(node: Node, *, convert: bool = True, keep_space: bool = False) -> None:
    children: list[Node] = []
    for child in node.children:
        if child.kind == "text":
            children += _pieces(child.text, keep_space=keep_space or not convert)
        else:
            _process(child, node, convert=convert, keep_space=keep_space)
            children.append(child)
    node.children = children


def _stay_html(node: Node, *, convert: bool = True, keep_space: bool = False) -> None:
    node.category = "span" if node.name in SPAN_TAGS else "block"
    node.model = model_of(node.name) if convert else "raw"
    _process_children(node, convert=convert, keep_space=keep_space)


def _pieces(text: str, *, keep_space: bool) -> list[Node]:
    """Text and the references in it."""
    if not keep_space:
        text = _SPACES.sub(" ", text)
    pieces: list[Node] = []
    position = start = 0
    while match := REFERENCE.search(text, position):
        position = match.end()
        if match.start() > start:
            pieces.append(Node("text", text[start : match.start()]))
        if character_of(match) is None:  # the `&` alone is a character
            pieces.append(Node("entity", "&amp;"))
            start = position = match.start() + 1
            continue
        pieces.append(Node("symbol" if match[1] in _SYMBOLS else "entity", match[0]))
        start = position
    if start < len(text) or not pieces:
        pieces.append(Node("text", text[start:]))
    return pieces


def _strip(node: Node) -> None:
    if node.children:
        if node.children[0].kind == "text":
            node.children[0].text = node.children[0].text.lstrip(WHITE)
        if node.children[-1].kind == "text":
            node.children[-1].text = node.children[-1].text.rstrip(WHITE)


def _drop_white(node: Node) -> None:
    children, last = node.children, len(node.children) - 1
    node.children = [
        child
        for number, child in enumerate(children)
        if child.kind != "text"
        or child.text.strip(WHITE)
        or not (number in (0, last) or (children[number - 1].is_block and children[number + 1].is_block))
    ]


def _wrap_text(node: Node) -> None:
    wrapped: list[Node] = []
    for child in node.children:
        if child.is_block and child.kind != "text":
            wrapped.append(child)
            continue
        if not (wrapped and wrapped[-1].kind == "p" and wrapped[-1].tight and wrapped[-1].name == "wrap"):
            paragraph = Node("p", name="wrap")
            paragraph.tight = True
            wrapped.append(paragraph)
        wrapped[-1].children.append(child)
    node.children = wrapped


def _text_of(node: Node) -> str:
    """The text inside, without what is no text."""
    own = node.text if node.kind == "text" else ""
    return own + "".join(_text_of(child) for child in node.children)


def _characters_of(writer: Writer, node: Node) -> str:
    """What a heading's id is made of."""
    if isinstance(node, TokenNode):
        return _characters_of_block(writer, node.token)
    if node.kind in ("text", "code_span", "math"):
        return node.text
    if node.kind in ("entity", "symbol"):
        return decoded(node.text)
    return "".join(_characters_of(writer, child) for child in node.children)


def _characters_of_block(writer: Writer, token: Token) -> str:
    if "text" in token:
        return writer.plain_spans.convert(token["text"])
    return "".join(_characters_of_block(writer, child) for child in token.get("children", ()))


def _textarea(node: Node) -> None:
    _stay_html(node, keep_space=True)


def _anchor(node: Node) -> None:
    if node.attributes.get("href") is not None:
        node.become("a")
        _process_children(node)
    else:
        _stay_html(node, convert=False)


def _emphasis(node: Node) -> None:
    text = _text_of(node)
    if text[:1] in WHITE_CHARACTERS or text[-1:] in WHITE_CHARACTERS:
        _stay_html(node, convert=False)
    else:
        node.become(EMPHASIS[node.name])
        _process_children(node)


def _heading(node: Node) -> None:
    node.level = int(node.name[1])
    node.become("heading")
    _process_children(node)


def _code(node: Node) -> None:
    text = decoded(_text_of(node))
    if node.name == "code":
        node.become("code_span")
        if "class" in node.attributes:
            node.attributes["class"] = _HIGHLIGHTER.sub("", node.attributes["class"])
    else:
        if len(node.children) == 1 and node.children[0].name == "code":
            inner = node.children[0].attributes.get("class", "")
            if language := re.search(r"\blanguage-\S+", inner):
                own = node.attributes.get("class", "")
                node.attributes["class"] = f"{language[0]} {own}".rstrip(WHITE)
        node.become("code")
    node.text = text
    node.children = []


def decoded(text: str) -> str:
    """Code without references: each is its character."""
    return REFERENCE.sub(lambda match: character_of(match) or match[0], text)


def _script(node: Node) -> None:
    kind = node.attributes.get("type", "")
    if not re.search(r"\bmath/tex\b", kind):
        _stay_html(node)
        return
    text = node.children[0].text if node.children else ""
    node.become(
        "math_block" if "mode=display" in kind else "math", "block" if "mode=display" in kind else "span"
    )
    node.text = _CDATA.sub(r"\1", text)
    node.children = []
    del node.attributes["type"]


def _table(node: Node) -> None:
    if not _is_simple_table(node):
        _stay_html(node, convert=False)
        return
    node.children = [child for child in node.children if child.kind != "text"]
    _process_children(node)
    node.become("table")
    node.children = [child for child in node.children if child.kind != "html"]
    for row in _rows(node):
        for cell in row.children:
            cell.become("td")
            _take_alignment(cell)
    if node.children and node.children[0].kind == "tr":
        body = Node("tbody")
        body.children, node.children = node.children, [body]


def _rows(node: Node) -> Iterable[Node]:
    for child in node.children:
        if child.kind == "tr":
            yield child
        else:
            yield from _rows(child)


def _take_alignment(cell: Node) -> None:
    """Alignment is the table's: it stands at the end of the style, as that of kramdown's own tables."""
    style = cell.attributes.get("style")
    if style is None:
        return
    match = _ALIGN.search(style)
    if match is None:
        return
    rest = (style[: match.start()] + style[match.end() :]).strip(WHITE)
    own = f"{rest}; " if rest else ""
    cell.attributes.pop("style")
    cell.attributes["style"] = f"{own}text-align: {match[1]}"


def _is_simple_table(table: Node) -> bool:
    rows = [node for node in _descendants(table) if node.name == "tr"]
    cells = [[cell for cell in row.children if cell.name in ("th", "td")] for row in rows]
    if any(
        node.name in BLOCK_TAGS
        for row in cells
        for cell in row
        for node in _descendants(cell)
        if node.kind == "html"
    ):
        return False
    if len({len(row) for row in cells}) != 1:
        return False
    alignments = set()
    for row in cells:
        found = [_ANY_ALIGN.search(cell.attributes.get("style", "")) for cell in row]
        if any(match and match[1] in ("justify", "inherit") for match in found):
            return False
        alignments.add(tuple(match[1] if match else "" for match in found))
    if len(alignments) > 1:
        return False
    if _rows_hold(table, "td"):
        return True
    for part in table.children:
        wanted = {"thead": "th", "tbody": "td", "tfoot": "td"}.get(part.name)
        if part.kind != "text" and (wanted is None or not _rows_hold(part, wanted)):
            return False
    return any(part.name == "tbody" for part in table.children)


def _rows_hold(node: Node, name: str) -> bool:
    return all(
        row.kind == "text"
        or (row.name == "tr" and all(cell.name == name or cell.kind == "text" for cell in row.children))
        for row in node.children
    )


def _descendants(node: Node) -> Iterable[Node]:
    for child in node.children:
        yield child
        yield from _descendants(child)


_SPECIAL: dict[str, Callable[[Node], None]] = {
    "textarea": _textarea,
    "a": _anchor,
    **dict.fromkeys(EMPHASIS, _emphasis),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "code": _code,
    "pre": _code,
    "script": _script,
    "table": _table,
}


def collapses_space(spans: Spans, name: str, attributes: dict[str, str], begin: int) -> bool:
    """White space in an element's text becomes one space each, as in all that HTML has for prose."""
    if not spans.options.html_to_native or name in ("code", "textarea"):
        return False
    if name == "a" and "href" not in attributes:
        return False
    if name in EMPHASIS:
        end = spans.src.find(f"</{name}", begin)
        return not _is_ragged(spans.src[begin : end if end >= 0 else None])
    return True


def _is_ragged(source: str) -> bool:
    """The text of an `<em>` begins or ends with white space: no emphasis of kramdown's can."""
    begin, end = 0, len(source)
    while source.startswith(("<", "&", "`"), begin) and (match := _NO_TEXT.match(source, begin)):
        if match[1]:  # an end tag that ends nothing
            break
        begin = match.end()
    while end > begin and (opener := _OPENERS.get(source[end - 1])):
        if source.endswith("-->", begin, end):
            opener = "<!--"
        start = source.rfind(opener, begin, end - 1)
        match = _NO_TEXT.match(source, start, end) if start >= 0 else None
        if match is None or match.end() != end or (match[1] and source.find(f"<{match[1]}", 0, start) < 0):
            break
        end = start
    return source[begin : begin + 1] in WHITE_CHARACTERS or (
        end > begin and source[end - 1] in WHITE_CHARACTERS
    )


def text_of_html(html: str) -> str:
    """What is left of HTML without its tags and comments."""
    return _TAGS.sub("", html)


def _without_references(text: str) -> str:
    """The text of an element inside code: its references are lost, as in kramdown."""
    return "".join(piece.text for piece in _pieces(text, keep_space=True) if piece.kind == "text")


def convert_span(spans: Spans, name: str, attributes: dict[str, str], inner: str, source: str) -> str:
    """An element inside a line.

    Args:
        inner: the HTML of what it holds; of code, and inside code, its mere text.
        source: what stood between its tags.
    """
    if name == "code":
        if spans.in_code:
            return ""
        if "class" in attributes:
            attributes["class"] = _HIGHLIGHTER.sub("", attributes["class"])
        return spans.code(decoded(inner), attributes)
    if spans.in_code:
        return _without_references(inner)
    if name in EMPHASIS and not _is_ragged(source):
        return spans.element(EMPHASIS[name], attributes, inner)
    if name == "br":
        return spans.verbatim("<br />")
    if name == "a" and "href" in attributes:
        return spans.link(attributes, inner)
    return spans.html_element(name, attributes, inner)


def write_node(writer: Writer, node: Node, indent: int, parents: tuple[Node, ...]) -> str:
    """The HTML of a converted element."""
    kind, doc, space = node.kind, writer.doc, " " * indent
    if kind == "text":
        return writer.spans.escaped(node.text)
    if kind == "raw":
        return node.text
    if kind in ("entity", "symbol"):
        match = REFERENCE.match(node.text)
        if match is None:
            return ""
        if kind == "symbol":
            return writer.spans.symbols[match[1]]
        return reference_html(match, writer.options.entity_output) or ""
    if isinstance(node, TokenNode):
        return writer.blocks(
            [node.token], indent, {"type": "html", "model": "block", "children": [node.token]}
        )
    parent_is_raw = bool(parents) and parents[-1].kind == "html" and parents[-1].model == "raw"
    if kind == "comment":
        return f"{space}{node.text}\n" if node.category == "block" and not parent_is_raw else node.text
    if kind == "code_span":
        return code_span(doc, node.text, dict(node.attributes))
    if kind == "code":
        return code_block(doc, node.text, dict(node.attributes), None, space)
    if kind in ("math", "math_block"):
        return _write_math(node, space)
    attributes = html_attributes(node.attributes)
    if kind == "img":
        return f"<img{attributes} />"
    if kind == "br":
        return "<br />"
    if kind == "hr":
        return f"{space}<hr{attributes} />\n"
    inner = "".join(write_node(writer, child, indent + 2, (*parents, node)) for child in node.children)
    if kind in ("em", "strong", "a"):
        return f"<{kind}{attributes}>{inner}</{kind}>"
    if kind == "p":
        return inner if node.tight else f"{space}<p{attributes}>{inner}</p>\n"
    if kind == "dt":
        return f"{space}<dt{attributes}>{inner}</dt>\n"
    if kind in ("li", "dd"):
        if not node.children or node.children[0].tight:
            closing = space if inner.endswith("\n") else ""
            return f"{space}<{kind}{attributes}>{inner}{closing}</{kind}>\n"
        return f"{space}<{kind}{attributes}>\n{inner}{space}</{kind}>\n"
    if kind == "td":
        name = "th" if len(parents) > 1 and parents[-2].kind == "thead" else "td"
        shown = inner or character_html("\u00a0", writer.options.entity_output)
        return f"{space}<{name}{attributes}>{shown}</{name}>\n"
    if kind == "heading":
        outside = writer.outside_elements
        writer.outside_elements = outside and all(
            parent.kind not in ("html", "heading") for parent in parents
        )
        html = writer.native_heading(
            node.level, dict(node.attributes), _characters_of(writer, node), inner, space
        )
        writer.outside_elements = outside
        return html
    if kind != "html":
        name = "blockquote" if kind == "quote" else kind
        return f"{space}<{name}{attributes}>\n{inner}{space}</{name}>\n"
    return _write_html(node, attributes, inner, space, parent_is_raw=parent_is_raw)


def _write_html(node: Node, attributes: str, inner: str, space: str, *, parent_is_raw: bool) -> str:
    name = node.name
    if node.category == "span":
        if not inner and name in VOID_TAGS:
            return f"<{name}{attributes} />"
        return f"<{name}{attributes}>{inner}</{name}>"
    if inner and node.model != "block":
        html = f"<{name}{attributes}>{inner}</{name}>"
    elif inner:
        ended = inner.removesuffix("\n")
        html = f"<{name}{attributes}>\n{ended}\n{space}</{name}>"
    elif name in VOID_TAGS:
        html = f"<{name}{attributes} />"
    else:
        html = f"<{name}{attributes}></{name}>"
    return html if parent_is_raw else f"{space}{html}\n"


def _write_math(node: Node, space: str) -> str:
    formula = xml_text(node.text)
    if node.kind == "math":
        return f"\\({formula}\\)"
    return f"\\[{formula}\\]\n"
