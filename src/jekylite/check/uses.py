"""What templates ask for: each Liquid expression with its tag and place, and the names in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from liquid.token import TOKEN_EXPRESSION, TOKEN_OUTPUT, TOKEN_TAG

from jekylite.check.sources import Sources
from jekylite.errors import Location
from jekylite.liquid.lexer import tokenize

INCLUDES = ("include", "include_cached")
_FILTERED = ("", "assign", "echo")  # tags whose expression may have filters; "" is an output
_CONDITIONS = ("if", "unless", "elsif", "case", "when")
_LOOPS = ("for", "tablerow")
_DEFINING = ("assign", "capture", "increment", "decrement", *_LOOPS)

_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_ESCAPING_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")
_WORDS = frozenset(
    [
        *("true", "false", "nil", "null", "empty", "blank", "and", "or", "contains", "in"),
        *("reversed", "limit", "offset", "with", "for", "cols"),
        *("NULL", "NIL", "Null", "Nil"),  # variables for Liquid, and nothing as their names say
    ]
)
_PATH = re.compile(r"(?<![\w.\-\]])([A-Za-z_][\w-]*)((?:\.[\w-]+\??)*)(?![\w-]*\s*:)")
_OPERAND = re.compile(r"\s*([A-Za-z_][\w-]*)((?:\.[\w-]+\??)*)")
_FILTER = re.compile(r"\s*([A-Za-z_]\w*)")
_FRONT_MATTER_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?\n", re.MULTILINE)
_WITHOUT_LIQUID = re.compile(r"^render_with_liquid:\s*false\s*$", re.MULTILINE)


class Name(NamedTuple):
    """A variable in an expression.

    Args:
        first: `page` of `page.title`.
        second: `title`, or "".
        third: what comes after that, or "".
    """

    first: str
    second: str
    third: str


class Use(NamedTuple):
    """An expression of a template: of an output, or of the tag `tag`."""

    at: Location
    tag: str
    text: str

    @property
    def defined(self) -> str | None:
        """The variable that it gives a value to."""
        match = re.match(r"\s*([\w-]+)", self.text) if self.tag in _DEFINING else None
        return match[1] if match else None

    @property
    def included(self) -> str | None:
        """The include that it names, as it names it; "" if a variable does."""
        words = self.text.split(None, 1)
        if self.tag not in INCLUDES or not words:
            return None
        return "" if "{" in words[0] else words[0].strip("\"'")

    @property
    def filters(self) -> list[str]:
        """The filters that it pipes through."""
        if self.tag not in _FILTERED:
            return []
        found = (_FILTER.match(part) for part in _STRING.sub('""', self.text).split("|")[1:])
        return [match[1] for match in found if match]

    @property
    def names(self) -> list[Name]:
        """The variables that it asks for, without those whose absence it provides for (`default`)."""
        if self.tag in INCLUDES:
            pieces = re.findall(r"=\s*([^\s\"',]+)", _ESCAPING_STRING.sub('""', self.text))
            return [] if "{" in self.text else _names(pieces)
        bare = _STRING.sub('""', self.text)
        if self.tag == "assign":
            bare = bare.partition("=")[2]
        elif self.tag in _LOOPS:
            bare = re.sub(r"^\s*[\w-]+\s+in\b", "", bare)
        elif self.tag == "cycle":
            bare = bare.rpartition(":")[2]
        elif self.tag not in _FILTERED and self.tag not in _CONDITIONS:
            return []
        if self.tag not in _FILTERED:
            return _names([bare])
        operand, *filters = bare.split("|")
        if filters and filters[0].split(":")[0].strip() == "default":
            return []
        # Whatever follows the operand, Liquid's lax grammar passes over.
        first = _OPERAND.match(operand)
        arguments = [one.partition(":")[2] for one in filters]
        return _names([*([first[0]] if first else []), *arguments])


def uses(sources: Sources, shown: str) -> Iterator[Use]:
    """Every expression of one file, but not those of comments."""
    text = sources.text(shown)
    if "{{" not in text and "{%" not in text:
        return
    beginning = _beginning(text)
    if _WITHOUT_LIQUID.search(text, 0, beginning):
        return
    tag = ""
    is_comment = False
    for token in tokenize(text[beginning:]):
        if token.kind == TOKEN_TAG:
            tag = token.value
            is_comment = tag == "comment" or (is_comment and tag != "endcomment")
        elif token.kind == TOKEN_OUTPUT:
            tag = ""
        elif token.kind == TOKEN_EXPRESSION and not is_comment:
            yield Use(sources.at(shown, beginning + token.start_index), tag, token.value)


def _beginning(text: str) -> int:
    """Where a template begins, behind its front matter."""
    if not text.startswith("---"):
        return 0
    end = _FRONT_MATTER_END.search(text, text.find("\n") + 1)
    return end.end() if end is not None else 0


def _names(pieces: list[str]) -> list[Name]:
    found = []
    for piece in pieces:
        for match in _PATH.finditer(piece):
            if match[1] not in _WORDS:
                _, second, third, *_ = f"{match[2]}...".split(".")
                found.append(Name(match[1], second, third))
    return found
