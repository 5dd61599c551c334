"""What one conversion knows: the document's definitions and counters, and where a region stands.

A `Document` is made for each text; every `State` of it (the whole, an item, a quotation, the inside
of an element) points to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from mistune.core import BlockState

from jekylite.errors import ConfigError
from jekylite.markdown.abbreviations import Abbreviations
from jekylite.markdown.options import Options
from jekylite.markdown.patterns import AttributeList

# (code, language, "block" or "span", syntax_highlighter_opts) → HTML, None for an unknown language.
Highlight = Callable[[str, str, Literal["block", "span"], Mapping[str, object]], str | None]

# A block, as mistune hands them on: "type", and what that type needs.
Token = dict[str, Any]

MAX_DEPTH = 60


class MarkdownWarning(NamedTuple):
    """Something doubtful in a text: what, and on which line of it (1-based)."""

    line: int
    message: str


class LinkDefinition:
    """`[id]: url "title"`; an attribute list after it lands on every link that uses it."""

    __slots__ = ("title", "token", "url")

    def __init__(self, url: str, title: str | None, token: Token | None) -> None:
        self.url = url
        self.title = title
        self.token = token


class Footnote:
    """`[^name]: …`: its blocks, and where it was defined."""

    __slots__ = ("at", "state", "tokens")

    def __init__(self, tokens: list[Token], state: State, at: int) -> None:
        self.tokens = tokens
        self.state = state
        self.at = at


class Document:
    """The definitions, counters and settings that all parts of one text share."""

    __slots__ = (
        "_abbreviation_words",
        "_highlighting",
        "_said",
        "abbreviations",
        "alds",
        "code_openings",
        "first_options",
        "footnote_marks",
        "footnote_order",
        "footnotes",
        "highlight",
        "ids",
        "link_definitions",
        "options",
        "section_ids",
        "warnings",
        "written_ids",
    )

    def __init__(self, options: Options, highlight: Highlight, warnings: list[MarkdownWarning]) -> None:
        self.options = self.first_options = options
        self.highlight = highlight
        self.warnings = warnings
        self.alds: dict[str, AttributeList] = {}
        self.link_definitions = {
            name.lower(): LinkDefinition(url, title, None) for name, (url, title) in options.link_defs.items()
        }
        self.footnotes: dict[str, Footnote] = {}
        self.footnote_marks: list[str] = []  # the name of each mark written so far
        self.footnote_order: dict[str, list[int]] = {}  # name → its number from 0, how many marks
        self.abbreviations: dict[str, tuple[str, Token]] = {}
        self.ids: dict[str, int] = {}  # GitHub's, of headings outside elements
        self.section_ids: dict[str, int] = {}  # kramdown's own, of the others
        self.written_ids: set[str] = set()  # of blocks, whoever made them
        self._abbreviation_words: Abbreviations | None = None
        self._said: set[MarkdownWarning] = set()
        self._highlighting: dict[str, dict[str, object]] = {}
        # Tags of coloured code spans without attributes, by language.
        self.code_openings: dict[str | None, str] = {}

    def highlighting(self, kind: Literal["block", "span"]) -> Mapping[str, object]:
        """`syntax_highlighter_opts` for blocks or spans, with their own map over the common keys."""
        settings = self._highlighting.get(kind)
        if settings is None:
            settings = dict(self.options.syntax_highlighter_opts)
            own = {name: settings.pop(name, None) for name in ("block", "span")}[kind]
            if isinstance(own, Mapping):
                settings.update({str(key).removeprefix(":"): value for key, value in own.items()})
            if kind == "span":
                settings["wrap"] = False
            self._highlighting[kind] = settings
        return settings

    def abbreviation_words(self) -> Abbreviations | None:
        """What finds the abbreviations; all must be defined by now."""
        if self.abbreviations and self._abbreviation_words is None:
            self._abbreviation_words = Abbreviations(self.abbreviations)
        return self._abbreviation_words

    def set_option(self, name: str, value: str) -> None:
        """Change an option for the rest of this text; a value that does not fit changes nothing."""
        if self.options is self.first_options:
            self.options = self.options.copy()
        try:
            self.options.set(name, value)
        except (KeyError, ConfigError):
            return
        self._highlighting.clear()
        self.code_openings.clear()

    def mark_footnote(self, name: str) -> tuple[int, int]:
        """Count one more mark of a footnote: the note's number from 0, how many marks it had before."""
        entry = self.footnote_order.setdefault(name, [len(self.footnote_order), -1])
        entry[1] += 1
        self.footnote_marks.append(name)
        return entry[0], entry[1]

    def forget_footnotes(self, count: int) -> None:
        """Take back all marks but the first `count`."""
        while len(self.footnote_marks) > count:
            name = self.footnote_marks.pop()
            self.footnote_order[name][1] -= 1
            if self.footnote_order[name][1] < 0:
                del self.footnote_order[name]

    def start_again(self) -> None:
        """Forget what writing the text has counted."""
        self.forget_footnotes(0)
        self.ids.clear()
        self.section_ids.clear()
        self.written_ids.clear()

    def warn(self, line: int, message: str) -> None:
        warning = MarkdownWarning(line, message)
        if warning not in self._said:  # what a block rule refuses, a span rule may meet again
            self._said.add(warning)
            self.warnings.append(warning)


class State(BlockState):
    """A region being cut into blocks.

    `ial` is an attribute list that waits for the next block, `host` the element whose end tag ends
    the region (None elsewhere), `closed` whether that tag was met.
    """

    doc: Document

    def __init__(self, parent: State | None = None, *, at: int = 0) -> None:
        super().__init__(parent)
        self.ial: AttributeList | None = None
        self.host: Token | None = None
        self.closed = False
        self.absent: dict[str, int] = {}
        self.owner = self  # the region whose text this is
        self._growing: list[tuple[Token, list[str]]] = []  # blocks whose text has been added to
        self.fences: dict[str, list[tuple[int, int]]] = {}
        self.searched = 0  # characters that openers of extensions were searched over
        self.useless_brace = -1  # a `}` that cannot end an attribute list
        self.at = at  # where in the parent's text this region's begins
        self.nesting = 0
        self._counted = (0, 0)
        if parent is not None:
            self.doc = parent.doc
            self.nesting = parent.nesting + 1

    def region(self, text: str, at: int) -> State:
        """A region with a text of its own, whose first line stood at `at` in this one's."""
        child = State(self, at=at)
        child.process(text)
        return child

    def inside(self, host: Token) -> State:
        """The region from here to the end tag of `host`, in the same text."""
        child = State(self)
        child.src = self.src
        child.cursor = self.cursor
        child.cursor_max = self.cursor_max
        child.absent = self.absent
        child.host = host
        child.owner = self.owner
        return child

    def add_text(self, text: str) -> None:
        """Let the last block's text go on; `join_texts` puts it together."""
        token = self.tokens[-1]
        if not self._growing or self._growing[-1][0] is not token:
            self._growing.append((token, [token["text"]]))
        self._growing[-1][1].append(text)

    def join_texts(self) -> None:
        """Give the blocks the text that has been added to them."""
        while self._growing:
            token, texts = self._growing.pop()
            token["text"] = "".join(texts)

    def line_at(self, position: int) -> int:
        """The line of the whole text (1-based) that a position of this region stands on."""
        if self.owner is not self:
            return self.owner.line_at(position)
        # Mostly asked for in order: count on, or back, from where it was asked last.
        known, lines = self._counted
        if position >= known:
            lines += self.src.count("\n", known, position)
        else:
            lines -= self.src.count("\n", position, known)
        self._counted = (position, lines)
        return lines + (1 if self.parent is None else self.parent.line_at(self.at))

    def find(self, needle: str, position: int) -> int:
        """`str.find`, which remembers from where on there is none: searched once, not once an opener."""
        if position >= self.absent.get(needle, position + 1):
            return -1
        found = self.src.find(needle, position)
        if found < 0:
            self.absent[needle] = position
        return found

    def warn(self, position: int, message: str) -> None:
        self.doc.warn(self.line_at(position), message)
