"""What the engine does with a table of states."""

from __future__ import annotations

import re
from typing import ClassVar

from jekylite.highlight.engine import NOT_HERE, Lexer, States, Words, one_of, to_html


def html(states: States, text: str) -> str:
    made = type("Made", (Lexer,), {"states": states})
    return to_html(made().lex(text))


def test_equal_neighbours_are_one_span_and_text_is_bare() -> None:
    states = {"root": [(r"\d", "m"), (r"\s", "")]}
    assert html(states, "12 3") == '<span class="m">12</span> <span class="m">3</span>'


def test_what_no_rule_takes_is_an_error_character_by_character() -> None:
    assert html({"root": [(r"b", "k")]}, "aab") == '<span class="err">aa</span><span class="k">b</span>'


def test_only_the_signs_of_html_are_escaped() -> None:
    assert html({"root": [(r".", "s")]}, "<\"'&>") == '<span class="s">&lt;"\'&amp;&gt;</span>'


def test_groups_have_their_classes_and_empty_ones_none() -> None:
    states = {"root": [(r"(a)(x)?(b)", ("k", "n", "o"))]}
    assert html(states, "ab") == '<span class="k">a</span><span class="o">b</span>'


def test_words_have_theirs() -> None:
    states = {"root": [(r"\w+", Words("n", k={"if"})), (r" ", "")]}
    assert html(states, "if x") == '<span class="k">if</span> <span class="n">x</span>'


def test_states_are_pushed_popped_and_replaced() -> None:
    states = {
        "root": [(r"\(", "p", "inner"), (r"a", "k")],
        "inner": [(r"a", "s"), (r"\[", "o", ("#pop", "other")), (r"\)", "p", "#pop")],
        "other": [(r"\]", "o", "#pop")],
    }
    assert html(states, "(a[]a") == (
        '<span class="p">(</span><span class="s">a</span><span class="o">[]</span><span class="k">a</span>'
    )


def test_the_first_state_is_never_left() -> None:
    assert html({"root": [(r"a", "k", "#pop:3")]}, "aa") == '<span class="k">aa</span>'


def test_rules_that_match_nothing_for_ever_end_in_an_error_character() -> None:
    assert html({"root": [(r"(?=a)", "k"), (r"b", "n")]}, "ab") == (
        '<span class="err">a</span><span class="n">b</span>'
    )


def test_a_function_may_take_more_or_decline() -> None:
    class Made(Lexer):
        def to_dot(self, match: re.Match[str]) -> int:
            end = self.next_index(".", match.string, match.start())
            if end == len(match.string):
                return NOT_HERE
            self.emit("s", match.string[match.start() : end + 1])
            return end + 1

        states: ClassVar[States] = {"root": [(r"a", to_dot), (r"\w", "n")]}

    assert to_html(Made().lex("abc.ab")) == '<span class="s">abc.</span><span class="n">ab</span>'


def test_a_lexer_goes_on_where_it_ended() -> None:
    class Made(Lexer):
        states: ClassVar[States] = {"root": [(r'"', "s", "string")], "string": [(r"[^\"]", "s")]}

    lexer = Made()
    assert lexer.lex('"') == [("s", '"')]
    assert lexer.lex("a") == [("s", "a")]


def test_the_tree_of_words_takes_the_longest() -> None:
    words = ["do", "done", "double", "if", "i"]
    tree = re.compile(one_of(words))
    assert [tree.match(text)[0] for text in ("done", "dont", "double", "if", "in")] == [
        "done",
        "do",
        "double",
        "if",
        "i",
    ]
