"""Names that Rouge knows and we have no lexer for."""

from __future__ import annotations

import sys

import pytest

from jekylite.highlight import colouring_of, for_kramdown, highlight


@pytest.fixture
def without_pygments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygments.lexers", None)


@pytest.mark.usefixtures("without_pygments")
def test_without_pygments_the_text_is_plain_and_the_wrapper_exact() -> None:
    assert colouring_of("elixir") == "plain"
    assert highlight("x < 1\n", "elixir") == "x &lt; 1\n"
    assert for_kramdown("x < 1\n", "elixir", "block", {}) == (
        '<div class="highlight"><pre class="highlight"><code>x &lt; 1\n</code></pre></div>'
    )


def test_with_pygments_it_is_coloured_in_rouges_form() -> None:
    pytest.importorskip("pygments")
    assert colouring_of("elixir") == "pygments"
    assert highlight("if a do\n", "elixir") == (
        '<span class="k">if</span> <span class="n">a</span> <span class="k">do</span>\n'
    )


def test_names_are_case_sensitive() -> None:
    assert colouring_of("ruby") == "rouge"
    assert colouring_of("Ruby") is None
    assert highlight("x", "C++") is None


def test_options_may_follow_a_name() -> None:
    assert highlight("# x\n$ y\n", "console?comments=true") == (
        '<span class="c"># x\n</span><span class="gp">$</span><span class="w"> </span>y\n'
    )
