"""Lists and definition lists: which lines belong to an item, and which items are tight.

Source: kramdown 2.5 parser/kramdown/list.rb, parser-gfm 1.1 gfm.rb (parse_list, for task lists).
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from jekylite.markdown.patterns import ALD_NAME, RULE, WHITE, AttributeList, ends_paragraph
from jekylite.markdown.state import MAX_DEPTH, State, Token

if TYPE_CHECKING:
    from jekylite.markdown.block import KramdownBlock

_ITEM_IAL = re.compile(rf"\s*\{{:(?!(?:{ALD_NAME})?:|/)((?:\\\}}|[^}}])+)\}}\s*", re.ASCII)
_ONLY_IAL = re.compile(rf"(?:{_ITEM_IAL.pattern})?\s*\n", re.ASCII)
_LEADING_TABS = re.compile(r"( *)(\t+)")
_LIST_START = re.compile(r" {0,3}(?:[+*-]|[0-9]+\.)[\t| ].*\n")
_RULE = re.compile(RULE)
_MARK_BEGINNINGS = frozenset(" +*-0123456789")
_EOB = re.compile(r"\^[ \t\f\v]*\n")
_BLANK = re.compile(r"(?:[ \t\f\v]*\n)++")
_NOT_BLANK = re.compile(r"[ \t\f\v]*[^ \t\f\v\n].*\n")
_MARKS = {"ul": "[+*-]", "ol": r"[0-9]+\.", "dl": ":"}
_TASK = re.compile(r"[ \t\n\v\f]*\[([ xX])\][ \t\n\v\f]+")
_BOX = '<input type="checkbox" class="task-list-item-checkbox" disabled="disabled"'


@functools.cache
def _start(kind: str, indentation: int) -> re.Pattern[str]:
    """The first line of an item in a list whose current item's text is indented by `indentation`."""
    return re.compile(rf"( {{0,{min(indentation, 4) - 1}}}{_MARKS[kind]})([\t| ].*\n)")


@functools.cache
def _content(indentation: int) -> re.Pattern[str]:
    """A line that is indented enough to belong to an item."""
    tabs, spaces = divmod(indentation, 4)
    return re.compile(
        rf"(?:(?:\t| {{4}}){{{tabs}}} {{{spaces}}}|(?:\t| {{4}}){{{tabs + 1}}})[ \t\f\v]*[^ \t\f\v\n].*\n"
    )


def _first_line(width: int, content: str) -> tuple[str, int]:
    """An item's first line without its mark of `width` characters; how far its text is indented."""
    text = content.lstrip(" \t\n\v\f\r")
    if not text or (text.startswith("{:") and _ONLY_IAL.match(content)):
        return text, 4
    if "\t" in content[: -len(text)]:
        while tabs := _LEADING_TABS.match(content):
            stop = 4 - (len(tabs[1]) + width) % 4 + (len(tabs[2]) - 1) * 4
            content = tabs[1] + " " * stop + content[tabs.end() :]
    return text, width + len(content) - len(content.lstrip(" "))


def _item_ial(item: Token, text: str) -> str:
    """Take the attribute list that an item's text begins with."""
    if text.startswith("{:") and (match := _ITEM_IAL.match(text)):
        ial = item["ial"] = item.get("ial") or AttributeList()
        ial.read(match[1])
        return text[match.end() :]
    return text


def _dedent(line: str, indentation: int) -> tuple[str, bool]:
    """A line without an item's indentation, and whether it had it."""
    if line[0] == "\t":
        bare = line.lstrip("\t")
        line = "    " * (len(line) - len(bare)) + bare
    if line.startswith(" " * indentation):
        return line[indentation:], True
    return line, False


def _is_lazy(block: KramdownBlock, state: State, line: re.Match[str], indentation: int) -> bool:
    """A line that is not indented may go on with an item: it does not begin something of its own."""
    text = line[0]
    bare = text.lstrip(" ")
    spaces = len(text) - len(bare)
    if spaces > min(indentation, 3):
        return True
    if bare[0] == "<":
        return not ends_paragraph(state.src, line.start() + spaces)
    return block.ial_at(state, line.start()) is None


def parse_list(block: KramdownBlock, match: re.Match[str], state: State) -> int | None:
    """A list, from its first mark; a list nested in it is parsed with its item's text."""
    if state.nesting >= MAX_DEPTH:
        return None
    src, position, end_of_text = state.src, state.cursor, state.cursor_max
    kind = "ol" if match[1][-1] == "." else "ul"
    token: Token = {"type": kind}
    if state.ial is not None:
        token["ial"], state.ial = state.ial, None
    # Each item: its token, and its text in parts with the positions where they begin.
    items: list[tuple[Token, list[tuple[list[str], int]]]] = []
    lines: list[str] = []
    parts: list[tuple[list[str], int]] = []
    start, indentation = _start(kind, 4), 0
    content = _content(0)
    ended = nested = after_blank = False
    while position < end_of_text:
        if after_blank and _RULE.match(src, position):
            break
        if src[position] == "^" and (eob := _EOB.match(src, position)):
            ended, position = True, eob.end()
            break
        line = start.match(src, position)
        if line:
            text, indentation = _first_line(len(line[1]), line[2])
            item: Token = {"type": "li"}
            if block.dialect != "markdown":
                text = _item_ial(item, text)
            lines = [text]
            parts = [(lines, position)]
            items.append((item, parts))
            start, content = _start(kind, indentation), _content(indentation)
            nested = text[:1] in _MARK_BEGINNINGS and bool(_LIST_START.match(text))
            after_blank = False
            position = line.end()
            continue
        line = content.match(src, position)
        if line is None and not after_blank and (lazy := _NOT_BLANK.match(src, position)):
            line = lazy if _is_lazy(block, state, lazy, indentation) else None
        if line:
            text, indented = _dedent(line[0], indentation)
            if nested != indented and _LIST_START.match(text):
                if nested:
                    text = " " * (indentation + 4) + text
                else:
                    lines = []
                    parts.append((lines, position))
                    nested = True
            lines.append(text)
            after_blank = False
        else:
            line = _BLANK.match(src, position)
            if line is None:
                break
            nested = after_blank = True
            lines.append(line[0])
        position = line.end()

    children = token["children"] = [item for item, _ in items]
    state.tokens.append(token)
    trailing_blank: Token | None = None
    for number, (item, item_parts) in enumerate(items):
        blocks = item["children"] = _parse_parts(block, state, item_parts)
        if not blocks:
            continue
        if len(blocks) > 1 and _is_attributed_paragraph(blocks):
            del blocks[1]
        is_last = number == len(items) - 1
        if _is_tight(blocks, children, is_last=is_last, ended=ended):
            if len(blocks) > 1 and blocks[1]["type"] != "blank":
                blocks[0]["text"] += "\n"
            blocks[0]["tight"] = True
        trailing_blank = blocks.pop() if blocks[-1]["type"] == "blank" else None
    if trailing_blank is not None and not ended:
        state.tokens.append(trailing_blank)
    if block.dialect == "GFM":
        _mark_tasks(token)
    return position


def _parse_parts(block: KramdownBlock, state: State, parts: list[tuple[list[str], int]]) -> list[Token]:
    blocks: list[Token] = []
    for lines, position in parts:
        first = lines[0]
        one_line = len(lines) == 1 or (len(lines) == 2 and not lines[1].strip(WHITE))
        if one_line and first and not blocks and block.is_plain(first):
            # Most items are like this: no need for a region of its own.
            text = first.strip(WHITE)
            blocks.append({"type": "paragraph", "text": text, "state": state, "at": position})
            if len(lines) == 2:
                blocks.append({"type": "blank", "raw": lines[1]})
            continue
        child = state.region("".join(lines), position)
        child.tokens = blocks
        block.parse(child)
    return blocks


def _is_attributed_paragraph(blocks: list[Token]) -> bool:
    return bool(
        blocks[0]["type"] == "paragraph" and blocks[1]["type"] == "eob" and blocks[0].get("ial") is not None
    )


def _is_tight(blocks: list[Token], items: list[Token], *, is_last: bool, ended: bool) -> bool:
    """The first paragraph of the item stands without `<p>`."""
    if blocks[0]["type"] != "paragraph":
        return False
    if len(blocks) > 1 and blocks[1]["type"] == "blank" and not (is_last and len(blocks) == 2 and not ended):
        return False
    if not is_last or len(items) == 1:
        return True
    # The last item is loose where all before it are.
    for item in items[:-1]:
        first = item["children"][0] if item["children"] else None
        if first is None or first["type"] != "paragraph" or "tight" in first:
            return True
    return False


def _mark_tasks(token: Token) -> None:
    is_task_list = False
    for item in token["children"]:
        blocks = item["children"]
        if not blocks or blocks[0]["type"] != "paragraph":
            continue
        task = _TASK.match(blocks[0]["text"])
        if task:
            box = f"{_BOX} />" if task[1] == " " else f'{_BOX} checked="checked" />'
            blocks[0]["text"] = box + blocks[0]["text"][task.end() :]
            is_task_list = True
        if is_task_list:
            item["attrs"] = {"class": "task-list-item"}
    if is_task_list:
        token["attrs"] = {"class": "task-list"}


def parse_definition_list(block: KramdownBlock, match: re.Match[str], state: State) -> int | None:
    """`: definition` under the paragraph that holds its terms, one a line."""
    tokens = state.tokens
    if state.nesting >= MAX_DEPTH or not tokens:
        return None
    directly_below = tokens[-1]["type"] == "paragraph"
    if not directly_below and not (
        len(tokens) > 1
        and tokens[-1]["type"] == "blank"
        and tokens[-1]["raw"] == "\n"
        and tokens[-2]["type"] == "paragraph"
    ):
        return None
    state.join_texts()
    state.ial = None  # goes to the list, which takes the paragraph's instead
    paragraph = tokens.pop()
    if not directly_below:
        paragraph = tokens.pop()
    token: Token = {"type": "dl", "children": _terms(paragraph)}
    if paragraph.get("ial") is not None:
        token["ial"] = paragraph["ial"]

    items: list[tuple[Token, list[str], int]] = []
    lines: list[str] = []
    src, position = state.src, state.cursor
    start, indentation, content = _start("dl", 4), 0, _content(0)
    after_blank, loose = False, not directly_below
    while position < state.cursor_max:
        line = start.match(src, position)
        if line:
            text, indentation = _first_line(len(line[1]), line[2])
            item: Token = {"type": "dd", "loose": loose}
            lines = [_item_ial(item, text)]
            items.append((item, lines, position))
            start, content = _start("dl", indentation), _content(indentation)
            loose = after_blank = False
            position = line.end()
            continue
        if _EOB.match(src, position):
            break
        line = content.match(src, position)
        if line is None and not after_blank and (lazy := _NOT_BLANK.match(src, position)):
            line = lazy if _is_lazy(block, state, lazy, indentation) else None
        if line:
            lines.append(_dedent(line[0], indentation)[0])
            loose = after_blank = False
        else:
            line = _BLANK.match(src, position)
            if line is None:
                break
            lines.append(line[0])
            loose = after_blank = True
        position = line.end()

    trailing_blank: Token | None = None
    for item, item_lines, begin in items:
        token["children"].append(item)
        blocks = item["children"] = _parse_parts(block, state, [(item_lines, begin)])
        if not blocks:
            continue
        trailing_blank = blocks.pop() if blocks[-1]["type"] == "blank" else None
        if blocks and blocks[0]["type"] == "paragraph" and not item["loose"]:
            if len(blocks) > 1:
                blocks[0]["text"] += "\n"
            blocks[0]["tight"] = True

    if tokens and tokens[-1]["type"] == "dl":
        tokens[-1]["children"] += token["children"]
    elif len(tokens) > 1 and tokens[-1]["type"] == "blank" and tokens[-2]["type"] == "dl":
        tokens.pop()
        tokens[-1]["children"] += token["children"]
    else:
        tokens.append(token)
    if trailing_blank is not None:
        tokens.append(trailing_blank)
    return position


def _terms(paragraph: Token) -> list[Token]:
    terms: list[Token] = []
    for number, text in enumerate(paragraph["text"].rstrip("\n").split("\n")):
        term: Token = {"type": "dt", "state": paragraph["state"], "at": paragraph["at"], "line": number}
        if match := _ITEM_IAL.match(text):
            ial = term["ial"] = AttributeList()
            ial.read(match[1])
            text = text[match.end() :]
        term["text"] = text
        terms.append(term)
    return terms
