"""A program a language with all that the language has, as Rouge 4.7.0 colours it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jekylite.highlight import highlight

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.txt"))


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_is_coloured_as_by_rouge(program: Path) -> None:
    html = program.with_suffix(".html").read_text(encoding="utf-8")
    assert highlight(program.read_text(encoding="utf-8"), program.stem) == html
