"""Code in pages, as Jekyll 4.4.1 with kramdown 2.5.2 and Rouge 4.7.0 wraps it (see cases/NOTICE)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from jekylite.errors import ConvertError
from jekylite.highlight import figure, for_kramdown
from jekylite.liquid import JekyllEnvironment
from jekylite.liquid.context import LocalSite
from jekylite.markdown import convert

CASES = json.loads((Path(__file__).parent / "cases" / "wrappers.json").read_text(encoding="utf-8"))


class ColouringSite(LocalSite):
    def highlight(
        self, code: str, language: str, *, line_numbers: bool = False, mark_lines: Sequence[int] = ()
    ) -> str:
        return figure(code, language, line_numbers=line_numbers, mark_lines=mark_lines)


def page(source: str, form: str, kramdown: dict[str, object]) -> str:
    """Liquid, then Markdown, as a page without layout goes through them."""
    text = JekyllEnvironment(site=ColouringSite()).from_string(source).render()
    return convert(text, kramdown, highlight=for_kramdown) if form == "md" else text


COLOURED = [case for case in CASES if "html" in case and "highlighter" not in case["config"]]


@pytest.mark.parametrize("case", COLOURED, ids=[case["name"] for case in COLOURED])
def test_code_is_wrapped_as_by_jekyll(case: dict[str, object]) -> None:
    assert page(case["source"], case["format"], case["config"].get("kramdown", {})) == case["html"]


def test_a_formatter_that_needs_another_one_is_an_error() -> None:
    with pytest.raises(ConvertError, match="HTMLLineTable"):
        for_kramdown("x\n", "ruby", "block", {"formatter": "HTMLLineTable"})


def test_an_unknown_language_has_no_markup() -> None:
    assert for_kramdown("x\n", "zork", "block", {}) is None
    assert figure("a < b", "zork") == "a &lt; b"
