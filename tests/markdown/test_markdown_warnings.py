"""What is doubtful in a text is told, with its line."""

from __future__ import annotations

import pytest

from jekylite.markdown import MarkdownWarning, convert


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a\n\n<div>\nb\n", 3, "`<div>` is never closed"),
        ("a\nb <b>c\n", 2, "`<b>` is never closed"),
        ("a\n\nb </i>\n", 3, "`</i>` ends nothing"),
        ("a\n\n- b\n- c [d][e]\n", 4, "no definition for the link `[e]`"),
        ("a\n\n> b\n> c[^d]\n", 4, "no footnote `[^d]`"),
        ("[a]: b\n[a]: c\n", 2, "`[a]` is defined twice"),
        ("a\n\n[^a]: b\n[^a]: c\n", 4, "`[^a]` is defined twice"),
        ("*[a]: b\n*[a]: c\n", 2, "`a` is defined twice"),
        ("a\n\n[^note]: never used\n", 3, "`[^note]` is never used"),
        ("a {:.b}\n", 1, "follows text"),
        ("a\n{: ***}\n", 2, "says nothing"),
        ("{::nothing /}\n", 1, "no extension `nothing`"),
        ("a\n\n{::comment}\nb\n", 3, "never ended"),
        ('{::options nothing="1" /}\n', 1, "no option `nothing`"),
        ('{::options template="x" /}\n', 1, "may not be set"),
        ("a\n\n<p a='1' a='2'>b</p>\n", 3, "`a` is given twice"),
        ("a\n\n|a|b|\n|---|\n", 3, "table without body"),
        ("# A {#a}\n\nb\n{: #a}\n", 3, "the id `a` is given twice"),
        ("# A\n\n# A\n\n# A-1\n", 5, "the id `a-1` is given twice"),
        ("# A\n\n<div id='a'>b</div>\n", 3, "the id `a` is given twice"),
        ("- a\n{: #b}\n\n> c\n{: #b}\n", 5, "the id `b` is given twice"),
    ],
)
def test_a_warning_names_the_line_of_the_text(text: str, line: int, words: str) -> None:
    warnings: list[MarkdownWarning] = []
    convert(text, warnings=warnings)
    assert [warning.line for warning in warnings if words in warning.message] == [line], warnings


def test_a_sound_text_gives_no_warning() -> None:
    warnings: list[MarkdownWarning] = []
    convert("# A\n\n*b* [c](d) e[^f]\n\n<div>g</div>\n\n[^f]: h\n", warnings=warnings)
    assert warnings == []
