"""The `kramdown:` map of a `_config.yml`."""

from __future__ import annotations

import pytest

from jekylite.errors import ConfigError
from jekylite.markdown import Options, convert, convert_commonmark, smartify


@pytest.mark.parametrize(
    ("text", "options", "html"),
    [
        ("a\nb\n", {"hard_wrap": True}, "<p>a<br />\nb</p>\n"),
        ("# A\n", {"auto_ids": "false"}, "<h1>A</h1>\n"),
        ("# A\n", {"header_offset": 2}, '<h3 id="a">A</h3>\n'),
        ("a -- b\n", {"typographic_symbols": {"ndash": "--"}}, "<p>a -- b</p>\n"),
        ('"a"\n', {"smart_quotes": "apos,apos,quot,quot"}, '<p>"a"</p>\n'),
        ("a -- b\n", {"gfm_quirks": "no_auto_typographic"}, "<p>a -- b</p>\n"),
        ("中\n文\n", {"remove_line_breaks_for_cjk": True}, "<p>中文</p>\n"),
        ("$$a$$\n", {"math_engine": None}, '<div class="kdmath">$$\na\n$$</div>\n'),
        ("[a]\n", {"link_defs": {"A": ["b", "t"]}}, '<p><a href="b" title="t">a</a></p>\n'),
        ("x\n# a\n", {"input": "kramdown"}, "<p>x\n# a</p>\n"),
        ("x -- {:toc}\n", {"input": "markdown"}, "<p>x -- {:toc}</p>\n"),
        ("`a`\n", {"syntax_highlighter": "none"}, "<p><code>a</code></p>\n"),
        ("a\n", {"what_is_this": 1, "coderay": {}}, "<p>a</p>\n"),
        ('{::options auto_ids="false" /}\n# A\n', {}, "<h1>A</h1>\n"),
        ("# A {::options header_offset='1' /}\n", {}, '<h2 id="a-">A </h2>\n'),
    ],
)
def test_an_option_changes_the_html(text: str, options: dict[str, object], html: str) -> None:
    assert convert(text, options) == html


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"input": "asciidoc"}, "`kramdown: input: asciidoc`"),
        ({"toc_levels": "1-3"}, "`kramdown: toc_levels: 1-3`"),
        ({"toc_levels": [1, 9]}, "toc_levels"),
        ({"footnote_nr": "one"}, "`kramdown: footnote_nr: one`"),
        ({"smart_quotes": "a,b"}, "smart_quotes"),
        ({"smart_quotes": "no,no,no,no"}, "character that does not exist: no"),
        ({"link_defs": {"a": "b"}}, "link_defs"),
        ({"typographic_symbols": "x"}, "typographic_symbols"),
    ],
)
def test_a_value_that_does_not_fit_is_named(options: dict[str, object], words: str) -> None:
    with pytest.raises(ConfigError, match=words) as caught:
        convert("a", options)
    assert caught.value.hint


def test_options_can_be_read_once_for_many_texts() -> None:
    options = Options({"auto_id_prefix": "x-"})
    assert [convert("# A", options) for _ in range(2)] == ['<h1 id="x-a">A</h1>\n'] * 2


def test_a_text_that_sets_options_leaves_them_as_they_are_for_others() -> None:
    options = Options()
    convert('{::options auto_ids="false" /}\n\n# A\n', options)
    assert convert("# A\n", options) == '<h1 id="a">A</h1>\n'


def test_line_ends_of_every_system_are_read() -> None:
    assert convert("a\r\nb\r\rc") == "<p>a\nb</p>\n\n<p>c</p>\n"
    assert convert("") == "\n"


def test_code_is_coloured_by_whom_the_caller_names() -> None:
    asked: list[tuple[str, str, str]] = []

    def highlight(code: str, language: str, kind: str, settings: object) -> str:
        asked.append((code, language, kind))
        return f"[{code}]"

    html = convert("`x`\n\n```sh?a=b\ny\n```\n", highlight=highlight)
    assert asked == [("x", "plaintext", "span"), ("y\n", "sh?a=b", "block")]
    assert html == (
        '<p><code class="language-plaintext highlighter-rouge">[x]</code></p>\n\n'
        '<div class="language-sh highlighter-rouge">[y\n]</div>\n'
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ('<b>"x"</b> & &copy;', "<b>“x”</b> &amp; ©"),
        ("'80s -- <<a>> ...", "’80s – «a» …"),
        ('*a* `b` [c](d) "e"\n', "*a* `b` [c](d) “e”"),
        ('<div>"x"</div>\n"y"', '<div>"x"</div>\n“y”'),
        ("", ""),
    ],
)
def test_smartify_changes_typography_only(text: str, html: str) -> None:
    assert smartify(text) == html


def test_commonmark_follows_its_own_rules() -> None:
    html = convert_commonmark("# a\n~~b~~ <i>c</i>\n\n- [x] d\n\n| e |\n|---|\n| f |\n")
    assert "<h1>a</h1>" in html
    assert "<del>b</del> <i>c</i>" in html
    assert "<table>" in html
    assert 'type="checkbox"' in html
