"""Code in pages, with the wrappers that Jekyll 4.4.1, kramdown 2.5 and Rouge 4.7.0 give it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from building import SiteUnderTest
from jekylite.errors import JekyliteError
from jekylite.highlight.registry import lexer_for

CASES = json.loads((Path(__file__).parent / "highlight/wrappers.json").read_text(encoding="utf-8"))
WRAPPED = [case for case in CASES if "html" in case]
# Where kramdown falls over a formatter we go on, see convert/code.py.
BROKEN = [case for case in CASES if "error" in case and "Liquid Exception" in case["error"]]


@pytest.mark.parametrize("case", WRAPPED, ids=[case["name"] for case in WRAPPED])
def test_code_is_wrapped_as_jekyll_wraps_it(
    case: dict[str, str], site: Callable[[str], SiteUnderTest]
) -> None:
    for language in ("php", "liquid"):
        is_asked_for = f"{language}?" in case["source"] or f"highlight {language}" in case["source"]
        if is_asked_for and lexer_for(language) is None:
            pytest.skip(f"there is no lexer for {language} yet")
    source = site(f"-- page.{case['format']} --\n---\n---\n{case['source']}")
    source.write(f"-- _config.yml --\n{json.dumps(case['config'])}\n")

    assert source.build()["page.html"] == case["html"]


@pytest.mark.parametrize("case", BROKEN, ids=[case["name"] for case in BROKEN])
def test_a_highlight_tag_that_is_wrong_stops_the_build(
    case: dict[str, str], site: Callable[[str], SiteUnderTest]
) -> None:
    source = site(f"-- page.{case['format']} --\n---\n---\n{case['source']}")

    with pytest.raises(JekyliteError) as caught:
        source.build()

    told = " ".join(caught.value.message.split())
    said = case["error"].partition("Liquid Exception: ")[2].rpartition(" in ")[0]
    assert said.split("markup:")[0] in told
    assert str(caught.value.at) == "page.html:3:1"
