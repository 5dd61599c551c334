"""What both levels of the grammar share: names, tags, attribute lists, escaping, Ruby's characters.

Ruby's `\\s` and `\\w` know ASCII only (`re.ASCII` here); its `[[:alpha:]]` and `\\p{Word}` know
Unicode, but not as Python's `\\w` does (`is_letter`, `not_in_an_id`). Its scanner takes the place
where it stands for the start of a line, so no pattern here begins with `^`: they are matched at a
position.
"""

from __future__ import annotations

import re
import unicodedata

# What Ruby's String#strip cuts; U+3000 and the no-break space stay.
WHITE = " \t\n\v\f\r\0"

# A name as REXML reads it: of a tag or an attribute, with or without a prefix.
NAME = r"(?:[^\W\d][-\w.]*+:)?[^\W\d][-\w.]*+"

_UNQUOTED = r"\w++"
_S = r"[ \t\n\v\f\r]"  # Ruby's \s, which is ASCII
TAG = re.compile(
    rf"""<({NAME})((?>{_S}+{NAME}(?:{_S}*={_S}*(?:{_UNQUOTED}|("|').*?\3))?)*+){_S}*+(/)?>""", re.DOTALL
)
CLOSING_TAG = re.compile(rf"</({NAME}){_S}*>")
ATTRIBUTE = re.compile(rf"""{_S}*({NAME})(?:{_S}*={_S}*(?:({_UNQUOTED})|("|')(.*?)\3))?""", re.DOTALL)

_names = "address article aside applet blockquote body dd details div dl fieldset figure figcaption"
_names += " footer form header hgroup iframe li main map menu nav noscript object section summary td"
BLOCK_MODEL = frozenset(_names.split())
_names = "a abbr acronym b bdo big button cite caption del dfn dt em h1 h2 h3 h4 h5 h6 i ins label legend"
_names += " optgroup p q rb rbc rp rt rtc ruby select small span strong sub sup th tt"
SPAN_MODEL = frozenset(_names.split())
_RAW_MODEL = frozenset(["script", "style", "math", "option", "textarea", "pre", "code", "kbd", "samp", "var"])
_names = "a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option q rb"
_names += " rbc rp rt rtc ruby samp select small span strong sub sup time tt u var"
SPAN_TAGS = frozenset(_names.split())
_names = "address article aside applet body blockquote caption col colgroup dd div dl dt fieldset figcaption"
_names += " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html head iframe legend menu li main map nav ol"
_names += " optgroup p pre section summary table tbody td th thead tfoot tr ul"
BLOCK_TAGS = frozenset(_names.split())
_names = "area base br col command embed hr img input keygen link meta param source track wbr"
VOID_TAGS = frozenset(_names.split())
KNOWN_TAGS = BLOCK_MODEL | SPAN_MODEL | _RAW_MODEL | SPAN_TAGS | BLOCK_TAGS | VOID_TAGS

# Tags that leave a paragraph open: all others at the start of a line end it.
_IN_PARAGRAPHS = SPAN_TAGS | {"script"}
_TAG_WORD = re.compile(r"<(/?)([^\W\d]\w*)")

# A horizontal rule.
RULE = r" {0,3}(?:\*[ \t]*\*[ \t]*\*[* \t]*|-[ \t]*-[ \t]*-[- \t]*|_[ \t]*_[ \t]*_[_ \t]*)\n"

REFERENCE = re.compile(r"&(?:([\w:][-\w.:]*)|#([0-9]+)|#x([0-9a-fA-F]+));", re.ASCII)

# Every place where a span may begin. The class comes first so that the search skips text at C speed;
# behind it stands what must surround those characters that are mostly just text.
_meant = r"(?:(?<=[*_`<&'\"\\\[])|(?<=-)(?=-)|(?<=\.)(?=\.\.)|(?<=!)(?=\[)|(?<=\{)(?=:)|(?<=>)(?=>)"
_meant += r"|(?<=\$)(?=\$)|(?<=~)(?=~)|(?<=  \n)"
NEXT_SPAN = re.compile(r"[*_`<&'\"\\\[\-.!{>$~\n]" + _meant + ")")
NEXT_SPAN_OR_BRACKET = re.compile(r"[*_`<&'\"\\\[\-.!{>$~\n\]]" + _meant + r"|(?<=\]))")

# Attribute lists, `{: #id .class key="value" reference}`.
ALD_NAME = r"[a-zA-Z0-9_][-a-zA-Z0-9_]*"
_ITEM = re.compile(
    rf"""(?:\A|\s)(?:({ALD_NAME})=(["'])((?:\\\}}|[^}}\x02])*?)\2"""
    rf"""|({ALD_NAME})|((?:\#[A-Za-z][\w:-]*|\.[^\s.\#]+)+))(?=\s|\Z)""",
    re.ASCII,
)
_ID_OR_CLASS = re.compile(r"#([A-Za-z][\w:-]*)|\.([^\s.#]+)", re.ASCII)

HTML_START = re.compile(r"<(?:[^\W\d]|!--|!\[CDATA\[|/)")
EXTENSION = re.compile(rf"\{{::(\w+)(?:\s((?:\\\}}|[^}}])*?)|)(/)?\}}|\{{:/({ALD_NAME})?\}}", re.ASCII)
ATTRIBUTES = re.compile(r"\{:((?:\\\}|[^}])+)\}")
MARKDOWN_ATTRIBUTE = {"0": "raw", "1": "default", "span": "span", "block": "block"}
MAX_NESTED = 60


WHITE_CHARACTERS = (" ", "\t", "\n", "\v", "\f", "\r")
WHITE_OR_END = ("", *WHITE_CHARACTERS)

_BARE_AMPERSAND = re.compile(r"&(?!(?:[\w:][-\w.:]*|#[0-9]+|#x[0-9a-fA-F]+);)", re.ASCII)
_NOT_WORD = re.compile(r"[^\w\- \t]", re.ASCII)
_CIRCLED = ((0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189))


def model_of(tag: str) -> str:
    """How `markdown="1"` reads what is inside `tag`: "block", "span" or "raw"."""
    if tag in BLOCK_MODEL:
        return "block"
    return "span" if tag in SPAN_MODEL else "raw"


class AttributeList(dict[str, str]):
    """The keys of one or more `{: …}` in order, and the names of lists that they refer to."""

    __slots__ = ("refs",)

    def __init__(self) -> None:
        self.refs: list[str] = []

    def __bool__(self) -> bool:
        return bool(len(self) or self.refs)

    def read(self, text: str) -> bool:
        """Add what the inside of a `{: …}` says; False if that is nothing kramdown understands."""
        if not text.strip(WHITE) or text.strip(WHITE) == ":":
            return True
        found = False
        for key, quote, value, reference, ids_and_classes in _ITEM.findall(text):
            found = True
            if reference:
                self.refs.append(reference)
            elif ids_and_classes:
                for ident, name in _ID_OR_CLASS.findall(ids_and_classes):
                    if name:
                        self["class"] = f"{self.get('class', '')} {name}".lstrip(WHITE)
                    else:
                        self["id"] = ident
            else:
                self[key] = value.replace("\\}", "}").replace("\\" + quote, quote)
        return found

    def add(self, other: AttributeList) -> None:
        """Put another list behind this one: classes add up, other keys overwrite."""
        self.refs += other.refs
        add_attributes(self, other, {})


def add_attributes(
    attributes: dict[str, str], ial: AttributeList, lists: dict[str, AttributeList], depth: int = 0
) -> None:
    """Put the attributes of a list, and of those it refers to by name, onto an element's."""
    if lists and depth < 20:  # a list may name itself
        for name in ial.refs:
            if name in lists:
                add_attributes(attributes, lists[name], lists, depth + 1)
    for key, value in ial.items():
        if key == "class" and "class" in attributes:
            attributes[key] = f"{attributes[key]} {value}".lstrip(WHITE)
        else:
            attributes[key] = value


def ends_paragraph(src: str, position: int) -> bool:
    """The tag whose `<` is at `position`, at the start of a line, ends the paragraph before it."""
    match = _TAG_WORD.match(src, position)
    if match is None or match[2] in _IN_PARAGRAPHS:
        return False
    return not match[1] or CLOSING_TAG.match(src, position) is not None


def escape_text(text: str) -> str:
    """As `xml_text`, but an `&` that begins a reference stays."""
    if "&" in text:
        text = _BARE_AMPERSAND.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


_TO_ESCAPE = re.compile(r"[&<>\"]")


def html_attributes(attributes: dict[str, str]) -> str:
    """` key="value"` for each; an id of white space only is left out."""
    written = ""
    for key, value in attributes.items():
        if _TO_ESCAPE.search(value):
            value = escape_text(value).replace('"', "&quot;")
        elif key == "id" and not value.strip(WHITE):
            continue
        written += f' {key}="{value}"'
    return written


def is_letter(character: str) -> bool:
    """Ruby's `[[:alpha:]]`: Unicode's Alphabetic."""
    if character.isascii() or character.isalpha():
        return character.isalpha()
    category = unicodedata.category(character)
    if category in ("Mn", "Mc"):
        return unicodedata.combining(character) == 0
    return category == "Nl" or _is_circled(character)


def is_alphanumeric(character: str) -> bool:
    """Ruby's `[[:alnum:]]`: Alphabetic, or a decimal digit."""
    return character.isdecimal() or is_letter(character)


def drop_from_id(text: str) -> str:
    """Leave of a heading's text what GitHub's ids are made of: word characters, `-`, space, tab."""
    if text.isascii():
        return _NOT_WORD.sub("", text)
    return "".join(
        character
        for character in text
        if character in "-_ \t"
        or character.isalpha()
        or character.isdecimal()
        or (not character.isascii() and _is_word(character))
    )


def _is_word(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Nl", "Pc") or _is_circled(character)


def _is_circled(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _CIRCLED)
