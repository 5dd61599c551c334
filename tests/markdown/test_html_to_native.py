"""`html_to_native`: elements become kramdown's own, as kramdown 2.5 does it, down to what it loses."""

from __future__ import annotations

import pytest

from jekylite.markdown import convert

CODE = '<code class="language-plaintext highlighter-rouge">'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<code>x &lt; &amp;lt; <b>&amp;lt; q</b></code>", f"{CODE}x &lt; &amp;lt; lt; q</code>"),
        ("<code>a <code>in</code> <!-- c --> e</code>", f"{CODE}a   e</code>"),
        ("<code>x\n  y <b>a\n   b</b></code>", f"{CODE}x\n  y a b</code>"),
        ("<code>x<br>y &copy; <i>&amp;</i>copy; & < ></code>", f"{CODE}xy © copy; &amp; &lt; &gt;</code>"),
    ],
)
def test_code_keeps_the_text_inside_and_the_references_of_its_own(text: str, html: str) -> None:
    assert convert(text, {"html_to_native": True}) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<b>b</b> <i>i</i>", "<strong>b</strong> <em>i</em>"),
        ("<b> b</b> <b>&copy; b</b>", "<b> b</b> <b>© b</b>"),
        ("<b>b&copy;</b> <b>b</i></b>", "<strong>b©</strong> <strong>b&lt;/i&gt;</strong>"),
        ("<em>b\n<!-- c --></em> <em>a\nb</em>", "<em>b\n<!-- c --></em> <em>a b</em>"),
    ],
)
def test_emphasis_is_kramdowns_unless_white_space_is_at_its_ends(text: str, html: str) -> None:
    assert convert(text, {"html_to_native": True}) == f"<p>{html}</p>\n"


def test_the_white_space_of_elements_is_one_space_inside_raw_ones_too() -> None:
    html = convert("<kbd>x\n  y <b>a\n   b</b>  c</kbd>", {"html_to_native": True})
    assert html == "<p><kbd>x y <strong>a b</strong> c</kbd></p>\n"


@pytest.mark.parametrize(
    ("text", "ident"),
    [
        ("<h2>A b</h2>\n", "a-b"),
        ("<h2>A\n<div markdown='1'>\n*b* `c`\n</div>\n</h2>\n", "a-b-c-"),
        ("<div><h2>1 a</h2></div>\n", "a"),
    ],
)
def test_a_headings_id_is_made_of_all_its_text(text: str, ident: str) -> None:
    assert f'<h2 id="{ident}">' in convert(text, {"html_to_native": True})
