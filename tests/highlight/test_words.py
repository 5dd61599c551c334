"""Every keyword and builtin in its place has the class that Rouge 4.7.0 gives it (see cases/NOTICE)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from jekylite.highlight.registry import lexer_for

WORDS = json.loads((Path(__file__).parent / "cases" / "words.json").read_text(encoding="utf-8"))
TEMPLATES = [(language, name) for language, templates in WORDS.items() for name in templates]


def classes_in_place(language: str, template: str, word: str) -> list[str]:
    """The classes of the characters that stand for `%s`; most words have one."""
    lexer = lexer_for(language)
    assert lexer is not None
    start = template.index("%s")
    found, position = [], 0
    for css_class, text in lexer.lex(template.replace("%s", word) + "\n"):
        covers = position < start + len(word) and position + len(text) > start
        if covers and found[-1:] != [css_class]:
            found.append(css_class)
        position += len(text)
    return found


def expected(language: str, name: str) -> Iterator[tuple[str, str]]:
    table = WORDS[language][name]
    words = table["words"] if "words" in table else WORDS[language][table["words_as"]]["words"]
    yield from ((word, css_class) for css_class, listed in words.items() for word in listed)
    yield "zqxwy", table["other"] or ""
    yield from table["shapes"].items()


@pytest.mark.parametrize(("language", "name"), TEMPLATES, ids=["-".join(pair) for pair in TEMPLATES])
def test_each_word_has_its_class(language: str, name: str) -> None:
    template = WORDS[language][name]["template"]
    wrong = {
        word: (css_class, found)
        for word, css_class in expected(language, name)
        if (found := classes_in_place(language, template, word)) != [css_class]
    }
    assert wrong == {}
