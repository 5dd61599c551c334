"""The examples of the documentation run, and print what they say."""

from __future__ import annotations

import contextlib
import io
import re

import pytest
from liquid_cases import ROOT

PAGE = ROOT / "site/docs/liquid.md"


@pytest.mark.skipif(not PAGE.is_file(), reason="the documentation is not in this tree")
def test_the_examples_print_what_they_say() -> None:
    source = "\n".join(re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S))
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(source, str(PAGE), "exec"), {"__name__": "example"})
    promised = re.findall(r"(?:print\(.*\)  |^)# (.+)$", source, re.M)
    assert printed.getvalue().splitlines() == promised


ROWS = [
    ("{% if a == 'x' or 'y' %}true{% endif %}", "true"),
    ('{{ "2024" | date: "%Y" }}', "1970"),
    ('{{ "a,b,," | split: "," | size }}', "2"),
    ("{% if x == blank %}yes{% endif %}", ""),
]


@pytest.mark.parametrize(("template", "text"), ROWS)
def test_what_surprises_people_is_so(template: str, text: str) -> None:
    from jekylite.liquid import JekyllEnvironment

    assert JekyllEnvironment().from_string(template).render({"x": ""}) == text
