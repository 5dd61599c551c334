"""Code → pieces of one class each: a stack of states whose rules are tried in order.

A lexer is a class with a table of states. A state is a list of rules, and a rule is a tuple

    (regex, what)  or  (regex, what, next)

`what` says which classes the match gets (Rouge's short names, `""` = none):

- a string: one class for the whole match;
- a `Words` table: the class depends on the matched word;
- a tuple: one class per group of the regex (the groups must cover the match);
- a function `(lexer, match)`, usually a method of the lexer: it calls `lexer.emit`,
  `lexer.delegate`, `lexer.push`, `lexer.pop`, `lexer.goto`. Groups that it reads are *named*,
  each name once in a state. It may return where its pieces end, if not at the match's end: so
  a search that a regex could not do in linear time stands behind a short one. If it returns
  `NOT_HERE`, having emitted nothing, the rules after its own are tried.

`next` moves on the stack: a state's name pushes it, `"#pop"` and `"#pop:2"` pop, `"#push"`
pushes the state on top once more, a tuple does several in turn (`("#pop", "x")` replaces the
top). A string in place of a rule mixes in the rules of the state so named.

All rules of a state are one alternation, compiled when the state is first entered; the group
that closes last tells which rule matched. Hence, in a regex:

- `\\w`, `\\d`, `\\s` are ASCII and `^`, `$` stand at every line (`re.A | re.M`); where Ruby
  counts all letters, write `(?u:…)`; `UB` is `\\b` as Ruby sees it; `(?s:…)` for Ruby's `/m`,
  `(?i:…)` for its `/i`;
- a back-reference is named: `(?P<quote>['"])…(?P=quote)`;
- Ruby's `\\z` is `\\Z`, its `\\Z` is `(?=\\n?\\Z)`.

What Rouge does and the table must allow for: it matches against the rest of the text as if
that were all, so leading `\\b` and `(?<!…)` always hold there and leading `(?<=…)` never does.
Leave such assertions out; here they would look back.

Source: Rouge 4.7.0 regex_lexer.rb and formatters/html.rb. Known difference: a pop below the
first state is ignored, Rouge ends the build there. In names, Python counts `²` and `½` as letters
and accents written apart as none, Ruby the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar, NamedTuple, TypeAlias

UB = r"(?u:\b)"
"""A word boundary as Ruby sees it: `é` and `中` are letters."""

MAX_EMPTY_MATCHES = 5
"""Rules may match nothing so many times in a row; then one character becomes `err`."""


def one_of(words: Iterable[str]) -> str:
    """A regex for any of the words, the longest that fits, as a tree of their letters.

    For where the text around a word decides whether it is one; else `Words` is quicker.
    """
    by_letter: dict[str, list[str]] = {}
    ends_here = False
    for word in sorted(set(words)):
        if word:
            by_letter.setdefault(word[0], []).append(word[1:])
        else:
            ends_here = True
    branches = [re.escape(letter) + one_of(rests) for letter, rests in by_letter.items()]
    if not branches:
        return ""
    tree = "|".join(branches)
    if len(branches) > 1 or ends_here:
        tree = f"(?:{tree})"
    return tree + "?" if ends_here else tree


def word_set(words: str) -> frozenset[str]:
    """Words separated by white space, as tables of a lexer write them."""
    return frozenset(words.split())


NOT_HERE = -1
"""What a rule's function returns if the rule does not apply after all; the next ones are tried."""


class Words(dict[str, str]):
    """Word → class, with a class for all other words.

    Args:
        default: the class of a word in no table.
        tables: class → its words; a class that is no identifier is passed in a dict.
    """

    __slots__ = ("default",)

    def __init__(self, default: str, **tables: Iterable[str]) -> None:
        super().__init__((word, css_class) for css_class, table in tables.items() for word in table)
        self.default = default

    def __missing__(self, word: str) -> str:
        return self.default


What: TypeAlias = "str | Words | tuple[str, ...] | Callable[..., int | None]"
Move: TypeAlias = "str | tuple[str, ...]"
Rule: TypeAlias = "tuple[str, What] | tuple[str, What, Move]"
States: TypeAlias = "Mapping[str, Sequence[Rule | str]]"
Piece: TypeAlias = "tuple[str, str]"
"""A class and the text that has it."""


class _Action(NamedTuple):
    """What a rule does; one of the first four is not None."""

    css_class: str | None
    words: Words | None
    groups: tuple[tuple[int, str], ...] | None
    call: Callable[..., int | None] | None
    moves: tuple[str, ...]

    @classmethod
    def of(cls, what: What, move: Move, first_group: int) -> _Action:
        moves = (move,) if isinstance(move, str) else move
        if isinstance(what, str):
            return cls(what, None, None, None, moves)
        if isinstance(what, Words):
            return cls(None, what, None, None, moves)
        if isinstance(what, tuple):
            return cls(None, None, tuple(enumerate(what, first_group)), None, moves)
        return cls(None, None, None, what, moves)


class _State:
    """The rules of one state as one regex.

    `actions[i]` belongs to the rule whose closing group is `i`; `rest` has the rules after these.
    """

    __slots__ = ("_later", "_rules", "actions", "match", "name", "rest")

    def __init__(self, name: str, rules: Iterable[Rule], rest: _State | None) -> None:
        rules = list(rules)
        # The empty group at the end marks the rule; before the rule it would keep `re` from
        # skipping an alternative by its first character.
        regex = "|".join(
            f"(?:{rule[0]})(?P<_{number}>)" if "|" in rule[0] else f"{rule[0]}(?P<_{number}>)"
            for number, rule in enumerate(rules)
        )
        pattern = re.compile(regex or "(?!)", re.A | re.M)
        self.name = name
        self.match = pattern.match
        self.rest = rest
        self._rules = rules
        self._later: dict[int, _State] = {}
        self.actions: dict[int | None, _Action] = {}
        before = 0
        for number, (_, what, *move) in enumerate(rules):
            mark = pattern.groupindex[f"_{number}"]
            self.actions[mark] = _Action.of(what, move[0] if move else (), before + 1)
            before = mark

    def after(self, match: re.Match[str]) -> _State:
        """The state without the rule that matched and those before it."""
        number = int((match.lastgroup or "_0")[1:])
        state = self._later.get(number)
        if state is None:
            state = self._later[number] = _State(self.name, self._rules[number + 1 :], self.rest)
        return state


class Lexer:
    """One language; an object is one text being read, with all that it must remember.

    A subclass sets `states` (with `"root"`, where it begins) and, where a stack is not enough,
    attributes in `__init__`.

    Args:
        options: `name?a=b&c` of a fence, as `{"a": "b", "c": "1"}`; most lexers have none.
    """

    states: ClassVar[States]
    _compiled: ClassVar[dict[str, _State]]

    def __init_subclass__(cls) -> None:
        cls._compiled = {}

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        self.options = options or {}
        self._stack = [self._state("root")]
        self._pieces: list[Piece] = []
        self._next_indexes: dict[str, tuple[str, int, int]] = {}

    @classmethod
    def _state(cls, name: str) -> _State:
        state = cls._compiled.get(name)
        if state is None:
            rules, rest = list(cls.rules_of(name)), None
            if name != "root" and rules[-1:] == ["root"]:
                # The many rules of the first state are compiled once, not for each that ends in them.
                rules, rest = rules[:-1], cls._state("root")
            state = cls._compiled[name] = _State(name, cls._flat(rules), rest)
        return state

    @classmethod
    def rules_of(cls, name: str) -> Sequence[Rule | str]:
        """A state's rules; a lexer that names states after what it reads makes them here."""
        return cls.states[name]

    @classmethod
    def _flat(cls, rules: Iterable[Rule | str]) -> Iterable[Rule]:
        for rule in rules:
            if isinstance(rule, str):
                yield from cls._flat(cls.rules_of(rule))
            else:
                yield rule

    def lex(self, text: str) -> list[Piece]:
        """Pieces of `text` in order, none empty; equal neighbours may still be apart.

        A second call goes on in the state where the first one ended: a lexer that delegates
        keeps one object for all pieces of the inner language, or makes a new one each time.
        """
        outer, self._pieces = self._pieces, []
        pieces, stack = self._pieces, self._stack
        add = pieces.append
        pos = begin = 0  # text[begin:pos] has the class `current` and is not yet in `pieces`
        current = ""
        length = len(text)
        empty_matches = 0
        later: _State | None = None
        while pos < length:
            state = later or stack[-1]
            later = None
            match = state.match(text, pos)
            while match is None and state.rest is not None:
                state = state.rest
                match = state.match(text, pos)
            if match is None:
                if current != "err":
                    if begin < pos:
                        add((current, text[begin:pos]))
                    begin, current = pos, "err"
                pos += 1
                continue
            css_class, words, groups, call, moves = state.actions[match.lastindex]
            end = match.end()
            if words is not None:
                css_class = words[text[pos:end]]
            if css_class is not None:
                if css_class != current and end > pos:
                    if begin < pos:
                        add((current, text[begin:pos]))
                    begin, current = pos, css_class
            else:
                if begin < pos:
                    add((current, text[begin:pos]))
                if groups is not None:
                    for group, group_class in groups:
                        if piece := match[group]:
                            add((group_class, piece))
                elif call is not None:
                    taken = call(self, match)
                    if taken == NOT_HERE:
                        begin = pos
                        later = state.after(match)
                        continue
                    if taken is not None:
                        end = taken
                begin = end
            for move in moves:
                self._move(move)
            if end == pos:
                empty_matches += 1
                if empty_matches > MAX_EMPTY_MATCHES:
                    add((current, text[begin:pos]))
                    begin, current = pos, "err"
                    pos += 1
            else:
                empty_matches = 0
                pos = end
        if begin < pos:
            add((current, text[begin:pos]))
        self._pieces = outer
        return pieces

    def _move(self, move: str) -> None:
        if move[0] != "#":
            self.push(move)
        elif move == "#push":
            self._stack.append(self._stack[-1])
        else:
            self.pop(int(move[5:] or 1))

    def emit(self, css_class: str, text: str) -> None:
        """The next piece; what a rule's function emits must add up to the match, or to its end."""
        if text:
            self._pieces.append((css_class, text))

    def delegate(self, lexer: Lexer, text: str) -> None:
        """The next piece of the match, as another language sees it."""
        if text:
            self._pieces.extend(lexer.lex(text))

    def push(self, name: str) -> None:
        """Enter a state."""
        self._stack.append(self._state(name))

    def pop(self, times: int = 1) -> None:
        """Leave states, but never the first one."""
        del self._stack[max(1, len(self._stack) - times) :]

    def goto(self, name: str) -> None:
        """Replace the state on top."""
        self._stack[-1] = self._state(name)

    def next_index(self, wanted: str, text: str, pos: int) -> int:
        """Where `wanted` next stands in `text` from `pos` on; its length if nowhere.

        Remembers the last answer, so that asking at each word of a text stays linear.
        """
        known_text, index, since = self._next_indexes.get(wanted, ("", -1, 0))
        if known_text is not text or not since <= pos <= index:
            index = text.find(wanted, pos)
            index = len(text) if index < 0 else index
            self._next_indexes[wanted] = (text, index, pos)
        return index

    def in_state(self, name: str) -> bool:
        """Is the state anywhere on the stack?"""
        return any(state.name == name for state in self._stack)

    @property
    def state(self) -> str:
        """Name of the state on top."""
        return self._stack[-1].name


def escape(text: str) -> str:
    """`&`, `<` and `>` as entities, quotes as they are."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def merged(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Equal neighbours made one."""
    current, texts = "", [""]
    for css_class, text in pieces:
        if css_class == current:
            texts.append(text)
        else:
            yield current, "".join(texts)
            current, texts = css_class, [text]
    yield current, "".join(texts)


def to_html(pieces: Iterable[Piece]) -> str:
    """One `<span class="…">` a run of equal class; text without a class is bare."""
    return "".join(
        f'<span class="{css_class}">{escape(text)}</span>' if css_class else escape(text)
        for css_class, text in merged(pieces)
    )
