"""A short draw of each; `benchmarks/fuzz.py` draws for minutes, and by atheris where that is installed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, seed, settings
from targets import TARGETS

from jekylite.markdown import convert


@pytest.mark.parametrize("name", [name for name, target in TARGETS.items() if target.examples])
def test_what_holds_for_any_text(name: str) -> None:
    target = TARGETS[name]

    @seed(1)
    @settings(
        max_examples=target.examples, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(target.texts)
    def holds(text: str) -> None:
        target.check(text)

    holds()


LINES = [  # where it stands, Markdown, its HTML
    ("an item of a list", "- a\n{}\n- b\n", "<ul>\n  <li>a\n{}</li>\n  <li>b</li>\n</ul>\n"),
    ("a definition", "a\n: b\n{}\n", "<dl>\n  <dt>a</dt>\n  <dd>b\n{}</dd>\n</dl>\n"),
    ("a tag", "<b{}>\n", "<p>&lt;b{}&gt;</p>\n"),
]


@pytest.mark.parametrize("space", ["\u2028", "\u3000", "\xa0", "\x85"])
@pytest.mark.parametrize(("place", "text", "html"), LINES)
def test_only_ascii_is_white_space_in_markdown(place: str, text: str, html: str, space: str) -> None:
    """Found against kramdown, whose `\\s` is Ruby's."""
    assert convert(text.format(space)) == html.format(space)
