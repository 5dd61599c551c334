"""Every language's snippets and probes, as Rouge 4.7.0 colours them (see cases/NOTICE)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jekylite.highlight import highlight
from jekylite.highlight.registry import lexer_for

CASES = Path(__file__).parent / "cases"
NOT_SNIPPETS = {"languages", "probes", "words", "wrappers"}


def load(name: str) -> object:
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))


SNIPPETS = [
    pytest.param(case["language"], case["code"], case["html"], id=f"{path.stem}-{number}")
    for path in sorted(CASES.glob("*.json"))
    if path.stem not in NOT_SNIPPETS and lexer_for(path.stem)
    for number, case in enumerate(load(path.stem))
]
PROBES = {language: dict(pairs) for language, pairs in load("probes").items() if lexer_for(language)}


@pytest.mark.parametrize(("language", "code", "html"), SNIPPETS)
def test_a_snippet_is_coloured_as_by_rouge(language: str, code: str, html: str) -> None:
    assert highlight(code, language) == html


@pytest.mark.parametrize("language", PROBES)
def test_each_sign_by_itself_is_coloured_as_by_rouge(language: str) -> None:
    """Most probes are nonsense in the language: errors have a class too."""
    assert {code: highlight(code, language) for code in PROBES[language]} == PROBES[language]
