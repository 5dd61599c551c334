"""What the HTML Living Standard calls wrongly nested is found at its tag; what it allows is not."""

from __future__ import annotations

import pytest

from jekylite.check.nesting import RULES, faults
from jekylite.check.page import parse

pytest.importorskip("lxml")

# (rule name, the tag it is told of, what stands in <body>)
WRONG = [
    ("stray-end-tag", "</div>", "<p>x</p></div>"),
    ("stray-end-tag", "</b>", "<b><i>x</b></i>"),
    ("stray-end-tag", "</section>", "<section><div>x</section></div>"),
    ("stray-end-tag", "<li>", "<ul><li><b>x<li>y</b></ul>"),
    ("unclosed-element", "<div>", "<section><div>x</section>"),
    ("stray-end-tag", "</p>", "<p><b>x</p>y</b>"),
    ("stray-end-tag", "</img>", '<img src="a" alt=""></img>'),
    ("stray-end-tag", "</a>", "<a href='x'>y</a> </a>"),
    ("stray-end-tag", "</div>", "<div><table><tr><td>x</div></td></tr></table></div>"),
    ("stray-end-tag", "<h3>", "<h2>x<h3>y</h3></h2>"),
    ("nested-link", "<a href='y'>", "<a href='x'>x <a href='y'>y</a></a>"),
    ("nested-link", "<a href='y'>", "<a href='x'><div><a href='y'>y</a></div></a>"),
    ("nested-link", "<a href='y'>", "<a href='x'>never closed <a href='y'>y</a>"),
    ("item-outside-list", "<li>", "<div><li>x</li><li>y</li></div>"),
    ("item-outside-list", "<dt>", "<div><dt>x</dt></div>"),
    ("duplicate-attribute", '<p id="a" ID=b>', '<p id="a" ID=b>x</p>'),
    ("nested-form", "<form id=b>", "<form><form id=b></form></form>"),
    ("cell-outside-row", "<th>", "<table><thead><th>x</th><th>y</th></thead></table>"),
    ("cell-outside-row", "<tr>", "<div><tr><td>x</td></tr></div>"),
    ("cell-outside-row", "<div>", "<table><tr><td>x</td></tr><div></div><tr><td>y</td></tr></table>"),
    ("unclosed-element", "<div>", "<div><p>x"),
    ("unclosed-element", "<div/>", "<div/>x"),
    ("unclosed-element", "<span>", "<ul><li><span>x<li>y</ul>"),
    ("unclosed-element", "<script>", "<script>let a = 1"),
    ("block-in-text", "<div>", "<p>x<div>y</div></p>"),
    ("block-in-text", "<ul>", "<p>x <ul><li>y</ul></p>"),
    ("block-in-text", "<figure>", "<p><figure>y</figure></p>"),
    ("block-in-text", "<div>", "<span><div>y</div></span>"),
    ("block-in-text", "<p>", "<h2><p>y</p></h2>"),
    ("block-in-text", "<div>", "<span><a href='x'><div>y</div></a></span>"),
    ("nested-control", "<button>", "<a href='x'><button>y</button></a>"),
    ("nested-control", "<a href='x'>", "<button><a href='x'>y</a></button>"),
    ("nested-control", "<select>", "<a href='x'><span><select></select></span></a>"),
    ("list-without-item", "<div>", "<ul><div>x</div></ul>"),
    ("list-without-item", "<ul class=b>", "<ul><li>x</li><ul class=b><li>y</li></ul></ul>"),
    ("list-without-item", "<p>", "<dl><dt>x</dt><p>y</p></dl>"),
    ("unfinished-tag", '<a href="x>y</a> <a href="z">', '<a href="x>y</a> <a href="z">w</a>'),
    ("unfinished-tag", '<p title="say "no"">', '<p title="say "no"">x</p>'),
    ("unfinished-tag", "<div <p>", "<div <p>x</div>"),
    ("unknown-element", "<key>", "<p><key>x</key><key>y</key></p>"),
    ("unknown-element", "<o:p>", "<p>x<o:p></o:p></p>"),
    ("second-body", "<html>", "<html><head></head><body></body></html>"),
    ("second-body", "<body>", "<p>x</p><body><p>y</p></body>"),
]  # fmt: skip

RIGHT = [
    "<p>a<p>b<ul><li>c<li>d</ul><p>e",
    "<p>a</p><div><p>b</div><p>c</p>",
    "<ul><li>a<ul><li>b</ul><li>c</ul>",
    "<dl><dt>a<dd>b<dt>c<dd>d</dl>",
    "<dl><div><dt>a</dt><dd>b</dd></div></dl>",
    "<table><tr><td>a<td>b<tr><td>c</table>",
    "<table><caption>x<thead><tr><th>a<tbody><tr><td>b</table>",
    "<table><tr><td><table><tr><td>x</table></table>",
    "<table><tr><td><ul><li>a</ul><td><p>b</table>",
    "<table><colgroup><col><col><tbody><tr><td>x</table>",
    "<select><optgroup><option>a<option>b<optgroup><option>c</select>",
    "<a href='x'><div><h2>y</h2><p>z</p></div></a>",
    "<a id='x'></a><a href='y'>z</a>",
    "<ins><p>x</p></ins>",
    "<details><summary><h3>x</h3></summary><p>y</p></details>",
    "<fieldset><legend><h2>x</h2></legend></fieldset>",
    "<svg viewBox='0 0 1 1'><g><path d=''/><a href='x'><text>y</text></a></g></svg>",
    "<a href='x'><svg><a href='y'/></svg></a>",
    "<math><mi>x</mi><mo/></math>",
    "<pre><code>a &lt;div&gt; b</code></pre>",
    "<script>if (a < b && '</div>') x = '<p>'</script>",
    "<style>a > b { content: '<div>' }</style><textarea><div></textarea>",
    "<!-- <div> </p> --><p>x",
    "<br/><img src='a' alt=''/><input><hr>",
    "<label><input> a</label> <label>b <select></select></label>",
    "<my-card><div>x</div></my-card>",
    "<center><font size=1>x</font><tt>y</tt></center>",
    "<p><my-badge><span>x</span></my-badge></p>",
    "<template><li>x</li><tr><td>y</td></tr></template>",
    "<ul><script></script><template></template><li>x</li></ul>",
    "<ruby>a<rt>b<rt>c</ruby>",
    "<picture><source srcset='a'><img src='b' alt=''></picture>",
    "<video controls><source src='a'><p>Sorry</p></video>",
    "<p>1 < 2 and 3 > 2</p>",
    "<p onclick=go('x') class=a>y</p><p title='a > b' hidden class=\"a 'b'\">z</p>",
    "<blockquote>x<footer>y</footer></blockquote>",
    "<pre><code><table class='rouge-table'><tr><td><pre>1</pre><td><pre>x</pre></table></code></pre>",
    "<table><tr><td>x</td></tr><input type='hidden' name='a'></table>",
]  # fmt: skip


def found_in(body: str) -> list[tuple[str, str]]:
    text = f"<!DOCTYPE html>\n<html><head><title>T</title></head><body>\n{body}\n</body></html>\n"
    page = parse(text.encode(), "index.html", "index.html")
    assert page is not None
    return [(fault.rule.name, text[fault.tag.start : fault.tag.end].strip()) for fault in faults(page.tags)]


@pytest.mark.parametrize(("rule", "tag", "body"), WRONG)
def test_a_wrong_nesting_is_one_finding_at_its_tag(rule: str, tag: str, body: str) -> None:
    assert found_in(body) == [(rule, tag)]


@pytest.mark.parametrize("body", RIGHT)
def test_what_the_standard_allows_is_no_finding(body: str) -> None:
    assert found_in(body) == []


def test_every_rule_of_nesting_is_tested() -> None:
    assert {rule for rule, _, _ in WRONG} == {rule.name for rule in RULES}


@pytest.mark.parametrize(
    "text",
    ["<div>" * 50_000, "</div>" * 50_000, "<a href='x'>" * 20_000, "<p>" * 50_000, "<ul><li>" * 20_000,
     "<table>" * 20_000, "<table><tr><td>" * 10_000, "<a <a " * 50_000, '<a ="' * 50_001, "<!--" * 50_000],
)  # fmt: skip
def test_hostile_nesting_takes_no_time(text: str) -> None:
    found_in(text)
