"""Every case that kramdown answered, byte for byte."""

from __future__ import annotations

import json

import pytest

from jekylite.markdown import convert
from markdown import conformance
from markdown.conformance import Case

FOLDER = conformance.folder()
OWN = conformance.read(conformance.HERE / "cases" / "own.json")


@pytest.mark.parametrize("case", OWN, ids=[case.name for case in OWN])
def test_our_own_documents_come_out_as_kramdown_writes_them(case: Case) -> None:
    assert convert(case.markdown, case.options) == case.html


@pytest.mark.skipif(FOLDER is None, reason="kramdown's cases are not at hand")
@pytest.mark.parametrize("name", ["kramdown", "gfm"])
def test_kramdowns_documents_come_out_as_it_writes_them(name: str) -> None:
    assert FOLDER is not None
    cases = conformance.read(FOLDER / f"{name}.json")
    assert [case.name for case in cases if convert(case.markdown, case.options) != case.html] == []


@pytest.mark.skipif(FOLDER is None, reason="kramdown's cases are not at hand")
def test_every_name_of_a_character_is_kramdowns() -> None:
    assert FOLDER is not None
    entities: dict[str, str] = json.loads((FOLDER / "entities.json").read_text("utf-8"))
    for name, shown in entities.items():
        assert convert(f"&{name};") == f"<p>{shown}</p>\n", name
    assert convert("&AMP; &NewLine;") == "<p>&amp;AMP; &amp;NewLine;</p>\n"
