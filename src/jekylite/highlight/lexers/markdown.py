"""Markdown as Rouge 4.7 sees it, with YAML front matter, HTML and the languages of its fences.

Known difference: the language of a fence without a name is not guessed from its code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

from jekylite.highlight.engine import NOT_HERE, Lexer, Rule, States
from jekylite.highlight.lexers.html import Html
from jekylite.highlight.lexers.yaml import Yaml
from jekylite.highlight.registry import is_known, lexer_for

_CHARACTER = r"(?:[^\\\n]|\\.)"
_FLAGS = re.A | re.M
_HEAD_FENCE = re.compile(r"---\s*\n", _FLAGS)
_HEAD_END = re.compile(r"^---\s*$\n?", _FLAGS)
_SPACE = re.compile(r"\s*", _FLAGS)
_NO_SPACE = re.compile(r"\S*", _FLAGS)
_BLOCK_MARK = re.compile(r"\*(?:\s*\*){2,}\s*$|-(?:\s*-){2,}\s*$|[*+-](?=\s)|\d+\.", _FLAGS)
_QUOTE = re.compile(r">.*$", _FLAGS)
_REFERENCE = re.compile(rf"(\[)({_CHARACTER}+?)(\])(\s*)(:)", _FLAGS)
_LINK_TEXT = re.compile(rf"{_CHARACTER}*?\](?=[\[(])", _FLAGS)
_TICKS = re.compile(r"`+")
_TO_TICKS = re.compile(r"(?:[^\\`]|\\.)*+(`*)")
_URL = re.compile(rf"<(?:https?|mailto|ftp)://{_CHARACTER}*?>", _FLAGS)
_TAG = re.compile(rf"<{_CHARACTER}*?>", _FLAGS)


class Markdown(Lexer):
    """Markdown."""

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        super().__init__(options)
        self._html = Html()
        self._fenced: Lexer | None = None
        self._text = ""
        self._no_head = False  # no line of dashes closes front matter further on
        self._no_block = -1  # the character after white space that begins no block
        self._no_entity = -1  # up to where no `;` ends an entity

    def lex(self, text: str) -> list[tuple[str, str]]:
        self._no_head, self._no_block, self._no_entity = False, -1, -1
        return super().lex(text)

    def front_matter(self, match: re.Match[str]) -> int:
        """`---` … `---`, anywhere."""
        head = _HEAD_FENCE.match(match.string, match.start())
        if head is None or self._no_head:
            return NOT_HERE
        end = _HEAD_END.search(match.string, head.end())
        if end is None:
            self._no_head = True
            return NOT_HERE
        self.delegate(Yaml(), match.string[match.start() : end.end()])
        return end.end()

    def fence(self, match: re.Match[str]) -> int:
        text, start = match.string, match.end()
        indent, fence, name = match["indent"], match["fence"], match["info"].strip()
        self._fenced = lexer_for(name or "plaintext")
        self.emit("", indent)
        self.emit("p", fence)
        self.emit("nl", match["info"])
        plain = "" if self._fenced is None and is_known(name) else "sb"
        end = self.next_index(f"\n{indent}{fence}", text, start)
        if end == len(text):
            self.push(f"fenced {plain} {fence}")
            return start
        self._emit_fenced(plain, text[start:end])
        self.emit("", "\n" + indent)
        self.emit("p", fence)
        return end + 1 + len(indent) + len(fence)

    def _emit_fenced(self, css_class: str, code: str) -> None:
        if self._fenced is None:
            self.emit(css_class, code)
        else:
            self.delegate(self._fenced, code)

    def fenced_line(self, match: re.Match[str]) -> None:
        self._emit_fenced("sb" if self.state.startswith("fenced sb") else "", match[0])

    @classmethod
    def rules_of(cls, name: str) -> Sequence[Rule | str]:
        if not name.startswith("fenced "):
            return cls.states[name]
        return [
            (rf"^([ \t]*)({name.rpartition(' ')[2]})", ("", "p"), "#pop"),
            (r"^.*\n", cls.fenced_line),
        ]

    def code_span(self, match: re.Match[str]) -> int:
        """Backticks up to as many of them; else fewer of the opening ones open it."""
        text, start = match.string, match.start()
        opening = _TICKS.match(text, start).end() - start  # type: ignore[union-attr]
        longest, runs, pos = 0, [], start + opening
        while longest < opening:
            run = _TO_TICKS.match(text, pos)
            if run is None or not run[1]:
                break
            runs.append(run.span(1))
            longest = max(longest, len(run[1]))
            pos = run.end()
        ticks = min(longest, opening)
        within = (opening - 1) // 2
        if ticks <= within:
            end = start + 2 * within + 1
        else:
            end = next(first + ticks for first, last in runs if last - first >= ticks)
        if not within and not ticks:
            return NOT_HERE
        self.emit("sb", text[start:end])
        return end

    def block(self, match: re.Match[str]) -> int:
        """What begins a line after white space, which may be more lines."""
        text, start = match.string, match.start()
        mark = _SPACE.match(text, start).end() if start > self._no_block else self._no_block  # type: ignore[union-attr]
        if mark <= self._no_block:
            return NOT_HERE
        if block := _BLOCK_MARK.match(text, mark):
            self.emit("p", text[start : block.end()])
            return block.end()
        if quote := _QUOTE.match(text, mark):
            self.emit("gt", text[start : quote.end()])
            return quote.end()
        if reference := _REFERENCE.match(text, mark):
            self.emit("", text[start:mark])
            for css_class, piece in zip(("p", "ss", "p", "", "p"), reference.groups(), strict=True):
                self.emit(css_class, piece)
            self.push("title")
            self.push("url")
            return reference.end()
        self._no_block = mark
        return NOT_HERE

    def link(self, match: re.Match[str]) -> int:
        """`[…]` before `[` or `(`; over several lines only if no `]` comes before."""
        text, start = match.string, match.end()
        line_end = self.next_index("\n", text, start)
        closer = min(self.next_index("](", text, start), self.next_index("][", text, start))
        end = -1
        if closer < line_end and (link_text := _LINK_TEXT.match(text, start)):
            end = link_text.end() - 1
        elif (bracket := self.next_index("]", text, start)) == closer < len(text):
            end = bracket
        if end < 0:
            return NOT_HERE
        self.emit("p", match[0])
        self.emit("nv", text[start:end])
        self.emit("p", "]")
        self.push("link")
        return end + 1

    def angle(self, match: re.Match[str]) -> int:
        """`<` of an address or a tag, which ends on the same line."""
        text, start = match.string, match.start()
        line_end = self.next_index("\n", text, start)
        if self.next_index(">", text, start) >= line_end:
            return NOT_HERE
        at = self.next_index("@", text, start + 1)
        if at < line_end:
            end = text.rfind(">", at, line_end)
            if text.find(".", at + 2, max(at + 2, end - 1)) >= 0:
                self.emit("nv", text[start : end + 1])
                return end + 1
        if url := _URL.match(text, start):
            self.emit("nv", url[0])
            return url.end()
        if tag := _TAG.match(text, start):
            self.delegate(self._html, tag[0])
            return tag.end()
        return NOT_HERE

    def entity(self, match: re.Match[str]) -> int:
        """`&` up to the last `;` before white space."""
        text, start = match.string, match.start()
        if start < self._no_entity:
            return NOT_HERE
        word_end = _NO_SPACE.match(text, start).end()  # type: ignore[union-attr]
        end = text.rfind(";", start, word_end)
        if end < 0:
            self._no_entity = word_end
            return NOT_HERE
        self.delegate(self._html, text[start : end + 1])
        return end + 1

    states: ClassVar[States] = {
        "root": [
            (r"---", front_matter),
            (r"\\.", "se"),
            (r"^[\S ]+\n---*\n", "gh"),
            (r"^[\S ]+\n===*\n", "gu"),
            (r"^#(?=[^#]).*$", "gh"),
            (r"^#+.*$", "gu"),
            (r"^(?P<indent>[ \t]*)(?P<fence>`{3,}+|~{3,}+)(?P<info>[^\n]*\n)", fence),
            (r"\n\n(?:(?:    |\t).*\n|\n)+", "sb"),
            (r"`", code_span),
            (r"^(?=[\s*+\-\d>\[])", block),
            (r"!?\[", link),
            (rf"\*\*{_CHARACTER}*?\*\*|__{_CHARACTER}*?__", "gs"),
            (rf"\*{_CHARACTER}*?\*|_{_CHARACTER}*?_", "ge"),
            (r"<", angle),
            (r"[^\\`\[*\n&<]+", ""),
            (r"&", entity),
            (r"[&<\[\n]", ""),
        ],
        "link": [
            (rf"(\[)({_CHARACTER}*?)(\])", ("p", "ss", "p"), "#pop"),
            (r"\(", "p", ("title_in_parentheses", "url_in_parentheses")),
            (r"[ \t]+", ""),
            (r"", "", "#pop"),
        ],
        "url": [
            (r"[ \t]+", ""),
            (rf"(<)({_CHARACTER}*?)(>)", ("nt", "sx", "nt"), "#pop"),
            (r"\S+", "sx", "#pop"),
        ],
        "title": [
            (rf"\"{_CHARACTER}*?\"|'{_CHARACTER}*?'|\({_CHARACTER}*?\)", "nn"),
            (r"\s*(?=[\"'()])", ""),
            (r"", "", "#pop"),
        ],
        "title_in_parentheses": [(r"\)", "p", "#pop"), "title"],
        "url_in_parentheses": [(r"[^<\s)]+", "sx", "#pop"), (r"\s+", ""), "url"],
    }
