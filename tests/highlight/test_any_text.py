"""Whatever is read as whatever language: all of it comes out again, and nothing is raised."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jekylite.highlight.names import MODULES
from jekylite.highlight.registry import lexer_for

SIGNS = "\\'\"`{}()[]<>&;:#$%@!?|~=+*/-_., \n\r\t\v\xa0aAeEfx01é中\u200b"
PIECES = st.sampled_from(
    ["<<A\n", "'''", '"""', "/*", "*/", "{%", "%}", "---\n", "#{", "=begin\n", "<?php ", "match "]
)


@pytest.mark.parametrize("language", MODULES)
@settings(max_examples=60, deadline=None, derandomize=True)
@given(parts=st.lists(st.one_of(st.text(SIGNS, max_size=8), PIECES), max_size=12))
def test_no_character_is_lost(language: str, parts: list[str]) -> None:
    lexer = lexer_for(language)
    assert lexer is not None
    text = "".join(parts)
    assert "".join(piece for _, piece in lexer.lex(text)) == text
