"""Block-level grammar: kramdown's rules as mistune block rules.

The rules are mistune's in form (a pattern, a method, an order, `register` for one more), the loop is
not: mistune makes a paragraph of a line whose rule declines, where kramdown asks its next rule. So
`parse` asks the rules that can begin with the line's first character, in order, until one takes it.

A rule gets a match at `state.cursor` and returns where it ends, or None to decline. Every line ends
in a newline.

Source: kramdown 2.5 parser/kramdown/*.rb, parser-gfm 1.1 gfm.rb.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Callable

from mistune.block_parser import BlockParser
from mistune.core import BlockState

from jekylite.markdown import html, lists, table
from jekylite.markdown.abbreviations import abbreviation_key
from jekylite.markdown.links import normalize_link_id
from jekylite.markdown.native import TokenNode
from jekylite.markdown.patterns import ALD_NAME, RULE, WHITE, AttributeList, ends_paragraph
from jekylite.markdown.span_rules import set_options
from jekylite.markdown.state import MAX_DEPTH, Footnote, LinkDefinition, State, Token

Rule = Callable[[re.Match[str], State], int | None]

BLANK = re.compile(r"(?:[ \t\f\v]*\n)++")
EOB = re.compile(r"\^[ \t\f\v]*\n")
_IAL_OPENS = re.compile(r" {0,3}\{:(?![:/])")
_IAL = re.compile(r" {0,3}\{:(?![:/])((?:\\\}|[^}])+)\}[ \t\f\v]*\n")
_ALD = re.compile(rf" {{0,3}}\{{:({ALD_NAME}):((?:\\\}}|[^}}])+)\}}[ \t\f\v]*\n", re.ASCII)
_EXTENSION = re.compile(
    rf" {{0,3}}(?:\{{::(\w+)(?:\s((?:\\\}}|[^}}])*?)|)(/)?\}}|\{{:/({ALD_NAME})?\}})[ \t\f\v]*\n", re.ASCII
)
_QUOTE_MARK = re.compile(r"^ {0,3}> ?", re.MULTILINE)
_INDENT = re.compile(r"^(?:\t| {4})", re.MULTILINE)
# An atomic group, since a possessive one goes on where it fails, not where it began, up to Python 3.11.4.
_INDENTED_LINES = re.compile(r"(?>(?:(?:\t| {4})[ \t]*[^ \t\f\v\n].*\n)+)")
_LAZY_JOIN = re.compile(r"\n( {0,3}[^ \t\f\v\n])")
_NOT_BLANK = re.compile(r"[ \t]*[^ \t\f\v\n].*\n")
_NAME_START = (
    r":A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    r"\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_HEADING_ID = rf"[\t ]\{{#([{_NAME_START}][{_NAME_START}\-.0-9\u00b7\u0300-\u036f\u203f\u2040]*)\}}\Z"
_UNDERLINE = re.compile(r"([-=])[-=]*[ \t\f\v]*\n")
_CLOSING_MARKS = re.compile(r"[\t ]#+\Z")
_CLOSING_MARKS_UNESCAPED = re.compile(r"(?<!\\)#+\Z")
_FENCE_REST = re.compile(r"[ \t\f\v]*([^ \t\f\v\n]*+)[ \t\f\v]*\n")
_MATH_REST = re.compile(r"[ \t\f\v]*\n")
_TITLE_LINE = re.compile(r"[ \t]*([\"'])")
_UNUSUAL_URL = ("", "<", "\v", "\f", "\0")
_BEFORE_TITLE = (" ", "\t", '"', "'")
_UNCLOSED_TITLE = re.compile(r"[ \t]+[\"']")

# What ends a paragraph, looked for at the end of each of its lines. What begins with `{:` or `<` needs a
# second look.
_LAZY_END = r"[ \t\f\v]*(?:\n|\Z)|\^[ \t\f\v]*\n| {0,3}(?:(?P<ial>\{:(?![:/]))|(?P<tag><)(?=[^\W\d]|/)"
_ENDS = {
    "markdown": rf"\n(?:{_LAZY_END}))".replace(r"(?P<ial>\{:(?![:/]))|", ""),
    "quote": rf"\n(?:{_LAZY_END}))",
    "kramdown": rf"\n(?:{_LAZY_END}|:[\t| ]))",
    "GFM": rf"\n(?:{_LAZY_END}|[+*-][\t| ]|[0-9]+\.[\t| ]|:[\t| ]|>|[~`]{{3}})|#{{1,6}}[\t ])",
}

_RULES = {
    "blank": (r"(?:[ \t\f\v]*\n)++", "\n \t\f\v"),
    "code": (r"(?:\t| {4})", " \t"),
    "fence": (r" {0,3}(?=[~`]{3})", " ~`"),
    "quote": (r" {0,3}> ?", " >"),
    "heading": (r"(#{1,6})[\t ]+(.*)\n", "#"),
    "rule": (RULE, " *-_"),
    "item_list": (r"( {0,3}(?:[+*-]|[0-9]+\.))([\t| ].*\n)", " +*-0123456789"),
    "definition_list": (r"( {0,3}:)([\t| ].*\n)", " :"),
    "html": (r" {0,3}<(?=[^\W\d]|!--|/)", " <"),
    "setext_heading": (r" {0,3}([^ \t\n].*)\n(?=[-=])", ""),
    "math": (r" {0,3}(\\)?\$\$", " \\$"),
    "table": (r" {0,3}(?=[^ \t\f\v\n])(?=[^\n|]*\|)", ""),
    "footnote": (rf" {{0,3}}\[\^({ALD_NAME})\]:", " ["),
    "link_definition": (r" {0,3}\[([^\n\]]+)\]:[ \t]*", " ["),
    "abbreviation": (r" {0,3}\*\[(.+?)\]:(.*)\n", " *"),
    "extension": (r" {0,3}\{:", " {"),
    "end_of_block": (r"\^[ \t\f\v]*\n", "^"),
    "paragraph": (r" {0,3}[^ \t\n]", ""),
}
_NOT_IN_MARKDOWN = frozenset(
    ("fence", "table", "definition_list", "footnote", "abbreviation", "math", "extension")
)
_KRAMDOWN_PATTERNS = {
    "fence": (r"(?=~{3})", "~"),
    "heading": (r"(#{1,6})[\t ]*([^ \t].*)\n", "#"),  # the text may begin with a line's end
}


class KramdownBlock(BlockParser):
    """The rules for one dialect (`input: GFM`, `kramdown` or `markdown`)."""

    state_cls = State

    def __init__(self, dialect: str, quirks: tuple[str, ...]) -> None:
        super().__init__()
        self.specification = {name: pattern for name, (pattern, _) in _RULES.items()}
        self.rules = list(_RULES)
        self._methods = {name: getattr(self, f"parse_{name}") for name in _RULES}
        self.dialect = dialect
        # Off, a heading of the GFM dialect needs a blank line before, as in kramdown's own.
        self.paragraph_end = self.dialect == "GFM" and "paragraph_end" in quirks
        plain = dialect in ("markdown", "smartypants")
        ends = "markdown" if plain else "GFM" if self.paragraph_end else "kramdown"
        self._paragraph_ends = re.compile(_ENDS[ends])
        self._quote_ends = re.compile(_ENDS["markdown" if plain else "quote"])
        self._beginnings = {name: firsts for name, (_, firsts) in _RULES.items()}
        if self.dialect != "GFM":
            for name, (pattern, firsts) in _KRAMDOWN_PATTERNS.items():
                self.specification[name] = pattern
                self._beginnings[name] = firsts
        if self.dialect == "smartypants":
            self.rules = ["html"]
        if self.dialect == "markdown":
            self.rules = [name for name in self.rules if name not in _NOT_IN_MARKDOWN]
        self._by_first: dict[str, list[tuple[re.Pattern[str], Rule]]] = {}
        self.plain_beginnings: set[str] = set()

    def register(self, name: str, pattern: str | None, func: object, before: str | None = None) -> None:
        """Add a rule, as mistune's plugins do; it is asked on every line unless it is one of ours."""
        super().register(name, pattern, func, before)  # type: ignore[arg-type]
        self._by_first.clear()
        self.plain_beginnings.clear()

    def parse(self, state: BlockState, rules: list[str] | None = None) -> None:
        """Cut the region into blocks."""
        assert isinstance(state, State)
        by_first, plain, src = self._by_first, self.plain_beginnings, state.src
        while state.cursor < state.cursor_max:
            cursor = state.cursor
            first = src[cursor]
            if first in plain:
                state.cursor = self.parse_text_line(state)
                continue
            asked = by_first.get(first)
            if asked is None:
                asked = by_first[first] = self._rules_for(first)
            for pattern, rule in asked:
                match = pattern.match(src, cursor)
                if match is None:
                    continue
                end = rule(match, state)
                if end is not None:
                    state.cursor = end
                    break
                # A rule that declines may have moved on, over the backslash of `\\$$`.
                cursor = state.cursor
            else:
                state.cursor = self.add_bare_line(state)
        state.join_texts()

    def _rules_for(self, first: str) -> list[tuple[re.Pattern[str], Rule]]:
        found: list[tuple[re.Pattern[str], Rule]] = []
        for name in self.rules:
            firsts = self._beginnings.get(name, "")
            if not firsts or first in firsts:
                rule: Rule = self._methods[name]
                found.append((re.compile(self.specification[name]), rule))
        if [rule for _, rule in found] == [
            self._methods["setext_heading"],
            self._methods["table"],
            self._methods["paragraph"],
        ]:
            self.plain_beginnings.add(first)
        return found

    def is_plain(self, text: str) -> bool:
        """A line that can only be text, if no line follows it."""
        first = text[0]
        if first not in self._by_first:
            self._by_first[first] = self._rules_for(first)
        return first in self.plain_beginnings and "|" not in text

    def parse_text_line(self, state: State) -> int:
        """A line whose first character begins nothing: a heading if it is underlined, a table, or text."""
        src, cursor = state.src, state.cursor
        line_end = src.find("\n", cursor)
        if src.startswith(("-", "="), line_end + 1) and (heading := _SETEXT.match(src, cursor)):
            end = self.parse_setext_heading(heading, state)
            if end is not None:
                return end
        if src.find("|", cursor, line_end) >= 0 and (line := _TABLE.match(src, cursor)):
            end = self.parse_table(line, state)
            if end is not None:
                return end
        return self.add_paragraph(state)

    # Boundaries.

    def ial_at(self, state: State, position: int) -> re.Match[str] | None:
        """An attribute list that has a line of its own."""
        opening = _IAL_OPENS.match(state.src, position)
        if opening is None:
            return None
        closing = state.find("}", opening.end())
        if closing < 0 or closing == state.useless_brace:
            return None
        match = _IAL.match(state.src, position)
        if match is None:
            state.useless_brace = closing
        return match

    def after_boundary(self, state: State) -> bool:
        """Nothing stands right before the cursor: a region's start, a blank line, `^`, or a waiting list."""
        if not state.tokens or state.ial is not None:
            return True
        last = state.tokens[-1]
        return last["type"] == "blank" or (last["type"] == "eob" and last["of"] is None)

    def before_boundary(self, state: State, position: int) -> bool:
        """Nothing stands right after `position`."""
        src = state.src
        return bool(
            position >= len(src)
            or BLANK.match(src, position)
            or EOB.match(src, position)
            or (self.dialect != "markdown" and self.ial_at(state, position))
        )

    def lazy_end(self, state: State, position: int, ends: re.Pattern[str]) -> int:
        """Where the lines from `position` on, which belong to one paragraph, end."""
        src = state.src
        line_end = src.find("\n", position)
        while True:
            match = ends.search(src, line_end)
            if match is None:
                return len(src)
            end = match.start() + 1
            if match.lastgroup is None:
                return end
            if match.lastgroup == "ial":
                if self.ial_at(state, end):
                    return end
            elif ends_paragraph(src, match.start("tag")):
                return end
            line_end = src.index("\n", end)

    # Rules, in the order in which they are asked.

    def parse_blank(self, match: re.Match[str], state: State) -> int:
        tokens = state.tokens
        if tokens and tokens[-1]["type"] == "blank":
            tokens[-1]["raw"] += match[0]
        else:
            new_block(state, {"type": "blank", "raw": match[0]})
        return match.end()

    def parse_code(self, match: re.Match[str], state: State) -> int | None:
        end = self.code_end(state, state.cursor)
        if end == state.cursor:
            return None
        code = _LAZY_JOIN.sub(r" \1", state.src[state.cursor : end])
        new_block(state, {"type": "code", "raw": _INDENT.sub("", code), "language": None})
        return end

    def code_end(self, state: State, position: int) -> int:
        """Where indented lines end: blank lines between belong to them, and lines that are not indented
        but follow one directly."""
        src = state.src
        while True:
            blank = BLANK.match(src, position)
            lines = _INDENTED_LINES.match(src, blank.end() if blank else position)
            if lines is None:
                return position
            position = lines.end()
            if self.dialect == "markdown":
                continue
            while (lazy := _NOT_BLANK.match(src, position)) and not self.ends_lazy_lines(state, position):
                position = lazy.end()

    def ends_lazy_lines(self, state: State, position: int) -> bool:
        """The line at `position` cannot belong to the block before it."""
        src = state.src
        tag = _TAG_LINE.match(src, position)
        return bool(
            EOB.match(src, position)
            or (tag and ends_paragraph(src, tag.end() - 1))
            or self.ial_at(state, position)
        )

    def parse_fence(self, match: re.Match[str], state: State) -> int | None:
        src = state.src
        begin = end = match.end()
        while src[end] in "~`":
            end += 1
        rest = _FENCE_REST.match(src, end)
        if rest is None:
            return None
        closing = self._fence_end(state, src[begin:end], rest.end())
        if closing is None:
            # kramdown's pattern gives back marks of a fence that only fewer close; they name the language.
            length = min(end - begin - 1, self._longest_fence(state, src[begin], rest.end()))
            if length < 3 or src[begin:end].strip(src[begin]):
                return None
            rest = _FENCE_REST.match(src, begin + length)
            closing = self._fence_end(state, src[begin] * length, rest.end()) if rest else None
            if rest is None or closing is None:
                return None
        token: Token = {"type": "code", "raw": src[rest.end() : closing[0]], "language": None}
        if rest[1]:
            token["language"] = rest[1]
            # What follows a `?` are the lexer's options.
            token["attrs"] = {"class": f"language-{rest[1][0]}{rest[1][1:].partition('?')[0]}"}
        new_block(state, token)
        return closing[1]

    def _fence_end(self, state: State, fence: str, position: int) -> tuple[int, int] | None:
        """Where the code ends, and where its closing line does."""
        if position >= state.absent.get(fence, position + 1):
            return None
        src = state.src
        closing = _closing_fence(fence, self.dialect == "GFM")
        mark = src.find(fence, position)
        while mark >= 0:
            match = closing.match(src, src.rfind("\n", 0, mark) + 1)
            if match is not None and match.start() >= position:
                return match.span()
            line_end = src.find("\n", mark)
            mark = src.find(fence, line_end) if line_end >= 0 else -1
        state.absent[fence] = position
        return None

    def _longest_fence(self, state: State, mark: str, position: int) -> int:
        """The most marks that a closing line from `position` on has."""
        if position >= state.absent.get(mark * 3, position + 1):
            return 0
        known = state.fences.get(mark)
        if known is None:
            indent = " {0,3}" if self.dialect == "GFM" else ""
            known = state.fences[mark] = []
            longest = 0
            lines = re.compile(rf"^{indent}({mark}{{3,}})[ \t\f\v]*\n", re.MULTILINE)
            for line in reversed(list(lines.finditer(state.src))):
                longest = max(longest, len(line[1]))
                known.append((-line.start(), longest))
        index = bisect_right(known, (-position, state.cursor_max)) - 1
        return known[index][1] if index >= 0 else 0

    def parse_quote(self, match: re.Match[str], state: State) -> int | None:
        if state.nesting >= MAX_DEPTH:
            return None
        begin = state.cursor
        end = self.lazy_end(state, begin, self._quote_ends)
        token = new_block(state, {"type": "quote"})
        child = state.region(_QUOTE_MARK.sub("", state.src[begin:end]), begin)
        self.parse(child)
        token["children"] = child.tokens
        return end

    def parse_heading(self, match: re.Match[str], state: State) -> int | None:
        if not self.paragraph_end and not self.after_boundary(state):
            return None
        text, ident = _heading_text(match[2])
        if self.dialect == "GFM" and self.paragraph_end:
            shorter = _CLOSING_MARKS.sub("", text)
        else:
            shorter = _CLOSING_MARKS_UNESCAPED.sub("", text)
        if shorter != text:
            text = shorter.rstrip(WHITE)
        if not text:
            return None
        return self._add_heading(state, len(match[1]), text, ident, match.end())

    def parse_rule(self, match: re.Match[str], state: State) -> int:
        new_block(state, {"type": "rule"})
        return match.end()

    def parse_item_list(self, match: re.Match[str], state: State) -> int | None:
        return lists.parse_list(self, match, state)

    def parse_definition_list(self, match: re.Match[str], state: State) -> int | None:
        return lists.parse_definition_list(self, match, state)

    def parse_html(self, match: re.Match[str], state: State) -> int | None:
        return html.parse_html(self, match, state)

    def parse_setext_heading(self, match: re.Match[str], state: State) -> int | None:
        underline = _UNDERLINE.match(state.src, match.end())
        if underline is None or not self.after_boundary(state):
            return None
        text, ident = _heading_text(match[1])
        if not text:
            return None
        return self._add_heading(state, 2 if underline[1] == "-" else 1, text, ident, underline.end())

    def _add_heading(self, state: State, level: int, text: str, ident: str | None, end: int) -> int:
        token: Token = {"type": "heading", "level": level, "text": text, "state": state, "at": state.cursor}
        if ident is not None:
            token["attrs"] = {"id": ident}
        new_block(state, token)
        return end

    def parse_math(self, match: re.Match[str], state: State) -> int | None:
        if not self.after_boundary(state):
            return None
        closing = state.find("$$", match.end())
        if closing < 0:
            return None
        line_end = _MATH_REST.match(state.src, closing + 2)
        if match[1]:
            if line_end:
                state.cursor = match.end(1)  # the backslash is gone, and the formula is inline
            return None
        end = line_end.end() if line_end else closing + 2
        if not self.before_boundary(state, end):
            return None
        new_block(state, {"type": "math", "raw": state.src[match.end() : closing].strip(WHITE)})
        return end

    def parse_table(self, match: re.Match[str], state: State) -> int | None:
        return table.parse_table(self, match, state)

    def parse_footnote(self, match: re.Match[str], state: State) -> int | None:
        begin = state.cursor
        if state.nesting >= MAX_DEPTH:
            return None
        end = self.code_end(state, state.src.index("\n", match.end()) + 1)
        child = state.region(_INDENT.sub("", state.src[match.end() : end]), begin)
        self.parse(child)
        name = match[1]
        if name in state.doc.footnotes:
            state.warn(begin, f"the footnote `[^{name}]` is defined twice; the last one counts")
        new_block(state, {"type": "eob", "of": "footnote"})
        state.doc.footnotes.pop(name, None)
        state.doc.footnotes[name] = Footnote(child.tokens, state, begin)
        return end

    def parse_link_definition(self, match: re.Match[str], state: State) -> int | None:
        found = _link_definition(state.src, match.end())
        if found is None:
            return None
        url, title, end = found
        ident = normalize_link_id(match[1])
        definitions = state.doc.link_definitions
        if ident in definitions and not url.startswith("#"):  # `[//]: # (words)` is a comment
            state.warn(state.cursor, f"the link `[{ident}]` is defined twice; the last one counts")
        token = new_block(state, {"type": "eob", "of": "link"})
        definitions[ident] = LinkDefinition(url, title, token)
        return end

    def parse_abbreviation(self, match: re.Match[str], state: State) -> int:
        name = abbreviation_key(match[1])
        if name in state.doc.abbreviations:
            state.warn(state.cursor, f"the abbreviation `{name}` is defined twice; the last one counts")
        token = new_block(state, {"type": "eob", "of": "abbreviation"})
        state.doc.abbreviations[name] = (match[2].strip(WHITE), token)
        return match.end()

    def parse_extension(self, match: re.Match[str], state: State) -> int | None:
        src, cursor = state.src, state.cursor
        closing = state.find("}", cursor)
        owner = state.owner
        if closing < 0 or owner.searched > 16 * len(src) + 4096:
            return None
        owner.searched += closing - cursor  # many openers may share one `}` far behind
        if ald := _ALD.match(src, cursor):
            state.doc.alds.setdefault(ald[1], AttributeList()).read(ald[2])
            new_block(state, {"type": "eob", "of": "list"})
            return ald.end()
        if extension := _EXTENSION.match(src, cursor):
            return self._block_extension(state, extension)
        ial = self.ial_at(state, cursor)
        if ial is None:
            return None
        last = state.tokens[-1] if state.tokens else None
        if last and last["type"] != "blank" and (last["type"] != "eob" or last["of"] in _TAKES_ATTRIBUTES):
            if last.get("ial") is None:
                last["ial"] = AttributeList()
            if "state" not in last:
                last["state"], last["at"] = state, cursor
            attributes = last["ial"]
            if self.ial_at(state, ial.end()) is None:
                new_block(state, {"type": "eob", "of": "ial"})
        else:
            if state.ial is None:
                state.ial = AttributeList()
            attributes = state.ial
        if not attributes.read(ial[1]):
            state.warn(cursor, f"`{ial[0].strip()}` says nothing that an attribute list can say")
        return ial.end()

    def _block_extension(self, state: State, match: re.Match[str]) -> int | None:
        """`{::comment}`, `{::nomarkdown}`, `{::options …/}`."""
        src = state.src
        name, end = match[1], match.end()
        if name is None:
            state.warn(state.cursor, f"`{match[0].strip()}` ends nothing")
            return None
        arguments = AttributeList()
        arguments.read(match[2] or "")
        body: str | None = None
        if not match[3]:
            closing = None
            if state.find("{:/", end) >= 0:
                closing = _compile(rf"^ {{0,3}}\{{:/(?:{re.escape(name)})?\}} *\n").search(src, end)
            if closing is None:
                state.warn(state.cursor, f"`{match[0].strip()}` is never ended")
                return None
            body, end = src[end : closing.start()].removesuffix("\n"), closing.end()
        if name == "comment":
            if body is not None:
                state.tokens.append({"type": "comment", "raw": f"<!-- {body} -->"})
        elif name == "nomarkdown":
            if body is not None:
                kinds = arguments.get("type", "").split()
                html_wanted = not kinds or "html" in kinds
                state.tokens.append({"type": "nomarkdown", "raw": f"{body}\n" if html_wanted else ""})
        elif name == "options":
            set_options(state.doc, arguments, lambda text: state.warn(state.cursor, text))
            new_block(state, {"type": "eob", "of": "extension"})
        else:
            state.warn(state.cursor, f"there is no extension `{name}`")
            return None
        return end

    def parse_end_of_block(self, match: re.Match[str], state: State) -> int:
        new_block(state, {"type": "eob", "of": None})
        return match.end()

    def parse_paragraph(self, match: re.Match[str], state: State) -> int:
        return self.add_paragraph(state)

    def add_paragraph(self, state: State) -> int:
        """Text up to what ends it; it goes on with the paragraph right before, if there is one."""
        src, begin, tokens = state.src, state.cursor, state.tokens
        end = self.lazy_end(state, begin, self._paragraph_ends)
        text = src[begin:end].rstrip(WHITE)
        if tokens and tokens[-1]["type"] == "paragraph":
            # The rule of the line that ended it has declined.
            joint = "  \n" if begin >= 3 and src[begin - 3 : begin] == "  \n" else "\n"
            state.add_text(joint + text)
        elif tokens and tokens[-1]["type"] == "native" and tokens[-1]["node"].kind == "p":
            tokens[-1]["node"].children.append(
                TokenNode({"type": "bare", "text": text, "state": state, "at": begin})
            )
        else:
            token = {"type": "paragraph", "text": text.lstrip(WHITE), "state": state, "at": begin}
            if state.ial is not None:
                token["ial"] = state.ial
                state.ial = None
            tokens.append(token)
        return end

    def add_bare_line(self, state: State) -> int:
        """A line that no rule takes, as one of one to three spaces and a tab: its text stands bare."""
        src, begin, tokens = state.src, state.cursor, state.tokens
        end = src.index("\n", begin) + 1
        if tokens and tokens[-1]["type"] == "bare":
            state.add_text(src[begin:end])
        else:
            tokens.append({"type": "bare", "text": src[begin:end], "state": state, "at": begin})
        return end


_TABLE = re.compile(_RULES["table"][0])
_SETEXT = re.compile(_RULES["setext_heading"][0])
_TAKES_ATTRIBUTES = ("link", "abbreviation", "footnote")
_TAG_LINE = re.compile(" {0,3}<")


@functools.lru_cache(maxsize=64)
def _closing_fence(fence: str, is_gfm: bool) -> re.Pattern[str]:
    indent = " {0,3}" if is_gfm else ""
    mark = fence[-1]
    marks = f"{mark}{{{len(fence)},}}" if not fence.strip(mark) else f"{re.escape(fence)}{mark}*"
    return re.compile(rf"^{indent}{marks}[ \t\f\v]*\n", re.MULTILINE)


@functools.lru_cache(maxsize=256)
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


def new_block(state: State, token: Token) -> Token:
    """Append a block; it takes the attribute list that waits."""
    if state.ial is not None:
        token["ial"] = state.ial
        state.ial = None
        if "state" not in token:
            token["state"], token["at"] = state, state.cursor
    state.tokens.append(token)
    return token


def _heading_text(line: str) -> tuple[str, str | None]:
    """The text of a heading, and the id that `{#id}` gives it."""
    text = line.rstrip(WHITE)
    if text.endswith("}") and (match := _compile(_HEADING_ID).search(text)):
        return text[: match.start()].rstrip(WHITE), match[1]
    return text, None


def _link_definition(src: str, position: int) -> tuple[str, str | None, int] | None:
    """URL, title and end of a definition whose address begins at `position`, or None.

    The address ends where a title begins that closes at the line's end, here or on the next line; a
    quote behind white space that is no such title makes the line text.
    """
    line_end = src.index("\n", position)
    line = src[position:line_end].rstrip(" \t")
    is_plain = '"' not in line and "'" not in line and line[:1] not in _UNUSUAL_URL
    if is_plain and src[line_end + 1 : line_end + 2] not in _BEFORE_TITLE:
        return line, None, line_end + 1
    if line.startswith("<"):
        closing = line.find(">")
        while closing >= 0:
            rest = line[closing + 1 :]
            if not rest.strip(" \t"):
                title, end = _title_below(src, line_end)
                return line[1:closing], title, end
            if rest[0] in " \t" and (begin := _title_in(rest, 0)) is not None:
                return line[1:closing], rest[begin[1] + 1 : -1], line_end + 1
            closing = line.find(">", closing + 1)
    if not line.strip(WHITE):
        return None
    begin = _title_in(line, len(line) - len(line.lstrip(" \t\f\v")) + 1)
    if begin is not None:
        url = line[: begin[0]]
        title, end = line[begin[1] + 1 : -1], line_end + 1
        return None if _UNCLOSED_TITLE.search(url) else (url, title, end)
    if _UNCLOSED_TITLE.search(line):
        return None
    below, end = _title_below(src, line_end)
    return line, below, end


def _title_in(line: str, position: int) -> tuple[int, int] | None:
    """Where the white space before the title that ends the line begins, and where its first quote is."""
    if not line or line[-1] not in "\"'":
        return None
    for match in re.finditer(rf"[ \t]+{line[-1]}", line):
        begin = max(match.start(), position)
        if begin < match.end() - 1 and match.end() < len(line) - 1:
            return begin, match.end() - 1
    return None


def _title_below(src: str, line_end: int) -> tuple[str | None, int]:
    """A title that has the next line to itself, and where the definition ends."""
    opening = _TITLE_LINE.match(src, line_end + 1)
    if opening:
        end = src.index("\n", opening.end())
        line = src[opening.end() : end].rstrip(" \t")
        if len(line) > 1 and line.endswith(opening[1]):
            return line[:-1], end + 1
    return None, line_end + 1
