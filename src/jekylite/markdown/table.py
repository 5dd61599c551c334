"""Tables: any lines with a `|`, between two boundaries.

Source: kramdown 2.5 parser/kramdown/table.rb.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jekylite.markdown.patterns import WHITE, WHITE_CHARACTERS, AttributeList
from jekylite.markdown.span import Spans
from jekylite.markdown.span_html import html
from jekylite.markdown.span_rules import code
from jekylite.markdown.state import State, Token

if TYPE_CHECKING:
    from jekylite.markdown.block import KramdownBlock

# kramdown looks for a pipe that is the line's first character or follows one that is no backslash.
_PIPE = r"(?:\||.*?[^\\\n]\|)"
_CODE_OR_TAG = re.compile(r"`|<(?=[^\W\d]|!--|!\[CDATA\[|/)")
_PIPE_AT = re.compile(_PIPE)
_SEPARATOR = re.compile(r"([+|: \t-]*?-[+|: \t-]*?)[ \t]*\n")
_ALIGNMENT = re.compile(r"[ \t]?(:?)-+(:?)[ \t]?")
_FOOT_SEPARATOR = re.compile(r"[+|: \t=]*?=[+|: \t=]*?[ \t]*\n")
_CELL_END = re.compile(r"(?<!\\)\|")
_TICKS = re.compile(r"`+")


def parse_table(block: KramdownBlock, match: re.Match[str], state: State) -> int | None:
    """A table, if all its lines have a pipe outside code and a boundary follows."""
    src, begin = state.src, state.cursor
    if not _has_pipe(src, match.end()) or not block.after_boundary(state):
        return None
    # Even a table that fails takes the attribute list that waits.
    token: Token = {"type": "table"}
    if state.ial is not None:
        token["ial"], state.ial = state.ial, None
    position = begin
    leading_pipe = src.startswith("|", match.end())
    if separator := _SEPARATOR.match(src, position):
        position = separator.end()
    groups: list[Token] = []
    rows: list[list[str]] = []
    alignment: list[str] = []
    has_foot = False
    columns = 0
    while position < len(src) and _has_pipe(src, position):
        if separator := _SEPARATOR.match(src, position):
            if not rows:
                pass
            elif not alignment and not has_foot:
                groups.append({"type": "thead", "rows": rows})
                rows = []
                alignment = [_align(left, right) for left, right in _ALIGNMENT.findall(separator[1])]
            elif not has_foot:
                groups.append({"type": "tbody", "rows": rows})
                rows = []
            position = separator.end()
        elif separator := _FOOT_SEPARATOR.match(src, position):
            if rows:
                groups.append({"type": "tbody", "rows": rows})
                rows = []
            has_foot = True
            position = separator.end()
        else:
            line_end = src.index("\n", position)
            cells = _cells(src[position:line_end].rstrip(" \t"))
            if leading_pipe and cells and not cells[0].strip(WHITE):
                cells.pop(0)
            if cells and not cells[-1].strip(WHITE):
                cells.pop()
            rows.append([cell.strip(WHITE) for cell in cells])
            columns = max(columns, len(cells))
            position = line_end + 1
    if not block.before_boundary(state, position):
        return None
    if not _every_line_has_a_pipe(PipeSpans(state.doc), src[begin : position - 1]):
        return None
    if rows:
        groups.append({"type": "tfoot" if has_foot else "tbody", "rows": rows})
    if not any(group["type"] == "tbody" for group in groups):
        state.warn(begin, "a table without body is only text")
        return None
    token["groups"] = groups
    token["columns"] = columns
    token["alignment"] = (alignment + [""] * columns)[:columns]
    token["state"], token["at"] = state, begin
    state.tokens.append(token)
    return position


def _has_pipe(src: str, position: int) -> bool:
    """The line has a pipe, at its start or behind anything but a backslash."""
    line_end = src.index("\n", position)
    pipe = src.find("|", position, line_end)
    while pipe > position and src[pipe - 1] == "\\":
        pipe = src.find("|", pipe + 1, line_end)
    return pipe >= 0


def _align(left: str, right: str) -> str:
    if left and right:
        return "center"
    return "left" if left else "right" if right else ""


def _cells(line: str) -> list[str]:
    """Cut a line at its pipes, but not inside code."""
    cells: list[str] = []

    def add(text: str) -> None:
        if cells:
            cells[-1] += text
        else:
            cells.append(text)

    if "`" not in line and "<code" not in line:
        return [cell.replace("\\|", "|") for cell in _CELL_END.split(line)] if line else []
    for is_element, piece in _code_elements(line):
        if is_element:
            add(piece)
            continue
        for is_code, text in _code_and_text(piece):
            if is_code:
                delimiter = max(_TICKS.findall(text), default="") + "`"
                space = " " if len(delimiter) > 1 else ""
                add(f"{delimiter}{space}{text}{space}{delimiter}")
            else:
                first, *others = (cell.replace("\\|", "|") for cell in _CELL_END.split(text))
                add(first)
                cells += others
    return cells


def _code_elements(line: str) -> list[tuple[bool, str]]:
    """The `<code>…</code>` of a line, and what is between them."""
    pieces: list[tuple[bool, str]] = []
    position = 0
    while (begin := line.find("<code", position)) >= 0:
        opened = line.find(">", begin + 5)
        end = line.find("</code>", opened + 1) if opened >= 0 else -1
        if end < 0:
            break
        pieces += ((False, line[position:begin]), (True, line[begin : end + 7]))
        position = end + 7
    pieces.append((False, line[position:]))
    return pieces


def _code_and_text(text: str) -> list[tuple[bool, str]]:
    """Code spans without their marks, and the text between."""
    pieces: list[tuple[bool, str]] = []
    start = position = 0
    absent: set[int] = set()
    while (tick := text.find("`", position)) >= 0:
        inside = tick + 1
        while text.startswith("`", inside):
            inside += 1
        length = inside - tick
        simple = length == 1
        if simple and (
            (tick == 0 or text[tick - 1] in WHITE_CHARACTERS)
            and text[inside : inside + 1] in WHITE_CHARACTERS
        ):
            position = inside
            continue
        end = -1 if length in absent else text.find("`" * length, inside)
        if end < 0:
            absent.add(length)
            position = inside
            continue
        if tick > start:
            pieces.append((False, text[start:tick]))
        code = text[inside:end]
        if not simple:
            code = code.removeprefix(" ")
            code = code.removesuffix(" ")
        pieces.append((True, code))
        start = position = end + length
    if start < len(text):
        pieces.append((False, text[start:]))
    return pieces


def _every_line_has_a_pipe(spans: PipeSpans, text: str) -> bool:
    """Read the lines as code spans and HTML, and see that each has a pipe that is in neither."""
    if "`" not in text and "<" not in text:
        return True
    has_pipe = False
    for piece in spans.pieces(text):
        lines = piece.rstrip("\n").split("\n")
        if isinstance(piece, Code):
            if len(lines) > 2 or (len(lines) == 2 and not has_pipe):
                break
            if len(lines) == 2:
                has_pipe = False
        else:
            if len(lines) > 1 and not has_pipe and not _PIPE_AT.match(lines[0]):
                break
            has_pipe = (has_pipe and len(lines) == 1) or bool(_PIPE_AT.match(lines[-1]))
    return has_pipe


class Code(str):
    """A piece of `PipeSpans` that is the inside of a code span."""

    __slots__ = ()


class PipeSpans(Spans):
    """Cuts the lines of a table at code spans and elements, where a pipe is no cell's end."""

    writes_the_page = False

    def pieces(self, text: str) -> list[str]:
        """Code (`Code`), comments and text between them; elements are left out, with all in them."""
        self.begin(text, None)
        position = 0
        while match := _CODE_OR_TAG.search(text, position):
            here = match.start()
            if match[0] == "`":
                position = code(self, here, position)
            else:
                position = html(self, here)
        self.flush(len(text))
        return [piece for piece in self.out if piece]

    def text(self, text: str, *, last: bool = False) -> str:
        return text

    def code(self, code: str, attributes: dict[str, str]) -> str:
        return Code(code)

    def html_element(self, name: str, attributes: dict[str, str], inner: str) -> str:
        return ""

    def footnote(self, name: str) -> str:
        return ""

    def attributes_at(self, position: int, attributes: dict[str, str]) -> tuple[int, AttributeList | None]:
        return super().attributes_at(position, attributes) if self.depth else (position, None)
