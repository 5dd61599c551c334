"""`doctor --against`: a site, an output that is there already, and how the difference is explained.

Each case builds the site, changes the output as another program would have written it, and names the
kinds that must be told.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import Folder, folder
from jekylite.doctor.kinds import KINDS as KNOWN

__all__ = ["folder"]

PAGE = """-- _config.yml --
url: https://lin.example
-- index.html --
---
---
"""


def against(
    folder: Folder, *options: str
) -> tuple[int, dict[str, dict[str, object]], list[dict[str, object]]]:
    """(exit code, what is told of each kind, everything that is told)."""
    outcome = folder.run("doctor", "--against", "theirs", "--format", "json", *options)
    told = [json.loads(line) for line in outcome.out.splitlines()]
    return outcome.code, {str(one["kind"]): one for one in told if "kind" in one}, told


def theirs(folder: Folder, changes: dict[str, tuple[str, str]], *options: str) -> None:
    """Our output as theirs, with one text of each file replaced."""
    folder.built("-d", "theirs", "--force", *options, into="theirs")
    for name, (ours, other) in changes.items():
        file = folder.path / "theirs" / name
        text = file.read_text("utf-8")
        assert ours in text
        file.write_bytes(text.replace(ours, other).encode())


# name → (kind, is it harmless, the site, the changed file, our text, their text)
KINDS = {
    "CR LF": ("line-ends", True, PAGE + "<p>a</p>\n<p>b</p>\n", "index.html", "\n", "\r\n"),
    "indentation": (
        "white-space",
        True,
        PAGE + "<div>\n<p>a  b</p></div>\n",
        "index.html",
        "\n<p>a  b",
        " <p>a\nb",
    ),
    "quotes of attributes": ("notation", True, PAGE + '<p id="a">x</p>\n', "index.html", '"a"', "'a'"),
    "a closing slash": ("notation", True, PAGE + "<p>a<br>b</p>\n", "index.html", "<br>", "<br/>"),
    "an entity": ("notation", True, PAGE + "<p>a &gt; b</p>\n", "index.html", "&gt;", "&#62;"),
    "attributes": (
        "attribute-order",
        True,
        PAGE + '<a id="a" href="/x">x</a>\n',
        "index.html",
        'id="a" href="/x"',
        'href="/x" id="a"',
    ),
    "JSON": (
        "notation",
        True,
        PAGE + "-- a.json --\n---\n---\n" + '{"a": 1, "b": [2]}\n',
        "a.json",
        '{"a": 1, "b": [2]}',
        '{"b":[2],\n "a":1}',
    ),
    "XML": ("notation", True, PAGE + "-- a.xml --\n---\n---\n<a b='1'>x</a>\n", "a.xml", "'1'", '"1"'),
    "quotes of kramdown": (
        "characters",
        False,
        PAGE + '-- a.md --\n---\n---\nIt\'s "so" -- yes...\n',
        "a.html",
        "It’s “so” – yes…",
        'It\'s "so" -- yes...',
    ),
    "a heading's id": (
        "heading-ids",
        False,
        PAGE + "-- a.md --\n---\n---\n# Über uns\n",
        "a.html",
        'id="über-uns"',
        'id="ber-uns"',
    ),
    "a link to a heading": (
        "heading-ids",
        False,
        PAGE + '<h2 id="a-b">A b</h2><a href="#a-b">x</a>\n',
        "index.html",
        "a-b",
        "section-1",
    ),
    "colours of code": (
        "highlighting",
        True,
        PAGE + "-- a.md --\n---\n---\n```js\nnew Function(x)\n```\n",
        "a.html",
        '<span class="nc">Function</span>',
        '<span class="nb">Function</span>',
    ),
    "other pieces of code": (
        "highlighting",
        True,
        PAGE + "-- a.md --\n---\n---\n```js\nlet a = b;\n```\n",
        "a.html",
        '<span class="kd">let</span> <span class="nx">a</span>',
        '<span class="n">let a</span>',
    ),
    "the year": (
        "build-time",
        True,
        PAGE + "&copy; {{ site.time | date: '%Y' }}\n",
        "index.html",
        "2026",
        "2024",
    ),
    "the time": (
        "build-time",
        True,
        PAGE + "-- feed.xml --\n---\n---\n<updated>{{ site.time | date_to_xmlschema }}</updated>\n",
        "feed.xml",
        "2026-11-01T12:00:00+00:00",
        "2024-02-29T08:15:00+01:00",
    ),
    "a stamp against caches": (
        "build-time",
        True,
        PAGE + "<link href='/a.css?v={{ site.time | date: '%s' }}'>\n",
        "index.html",
        "1793534400",
        "1709190900",
    ),
    "the time zone": (
        "dates",
        False,
        PAGE + "-- _posts/2024-03-04-a.md --\n---\n---\n{{ page.date | date_to_xmlschema }}\n",
        "2024/03/04/a.html",
        "2024-03-04T00:00:00+00:00",
        "2024-03-04T00:00:00+08:00",
    ),
    "the generator": (
        "version",
        True,
        PAGE + '<meta name="generator" content="Jekyll v{{ jekyll.version }}">\n',
        "index.html",
        "v4.4.1",
        "v3.9.0",
    ),
    "a server's address": (
        "local-address",
        True,
        PAGE + '<a href="{{ "/a/" | absolute_url }}">x</a>\n',
        "index.html",
        "https://lin.example/a/",
        "http://localhost:4000/a/",
    ),
    "another domain": (
        "address",
        False,
        PAGE + '<a href="{{ "/a/" | absolute_url }}">x</a>\n',
        "index.html",
        "https://lin.example/a/",
        "https://www.lin.example/a/",
    ),
    "another baseurl": (
        "address",
        False,
        PAGE + '<a href="{{ "/a/" | relative_url }}">x</a>\n',
        "index.html",
        '"/a/"',
        '"/blog/a/"',
    ),
    "compressed CSS": (
        "css-layout",
        True,
        PAGE + "-- a.css --\na {\n  color: #FFFFFF; /* white */\n}\n\nb > i { margin: 0.5em; }\n",
        "a.css",
        "a {\n  color: #FFFFFF; /* white */\n}\n\nb > i { margin: 0.5em; }\n",
        "a{color:#fff}b>i{margin:.5em}",
    ),
    "colours of CSS": (
        "css-values",
        True,
        PAGE + "-- a.css --\na { color: rgb(246.5, 12, 0); }\nb { width: 33.3333333333%; }\n",
        "a.css",
        "rgb(246.5, 12, 0); }\nb { width: 33.3333333333%; }",
        "#f70c00; }\nb { width: 33.33333%; }",
    ),
    "a source map": (
        "source-map",
        True,
        PAGE + "-- a.css --\na { b: c }\n",
        "a.css",
        "a { b: c }\n",
        "a { b: c }\n\n/*# sourceMappingURL=a.css.map */",
    ),
    "declarations of CSS": (
        "css-rules",
        False,
        PAGE + "-- a.css --\na { b: c; }\n",
        "a.css",
        "b: c",
        "b: d",
    ),
    "posts of one date": (
        "order",
        False,
        PAGE + "<ul><li><a href='/1'>one</a></li><li><a href='/2'>two</a></li></ul>\n",
        "index.html",
        "<li><a href='/1'>one</a></li><li><a href='/2'>two</a></li>",
        "<li><a href='/2'>two</a></li><li><a href='/1'>one</a></li>",
    ),
    "an element": (
        "markup",
        False,
        PAGE + "<p><b>a</b></p>\n",
        "index.html",
        "<b>a</b>",
        "<strong>a</strong>",
    ),
    "words": ("text", False, PAGE + "<p>one two</p>\n", "index.html", "two", "three"),
    "spaces in code": ("text", False, PAGE + "<pre>a  b</pre>\n", "index.html", "a  b", "a b"),
    "a footnote": (
        "footnotes",
        True,
        PAGE + "-- a.md --\n---\n---\nx[^1]\n\n[^1]: y\n",
        "a.html",
        '<sup id="fnref:1"><a href="#fn:1" class="footnote" rel="footnote" role="doc-noteref">',
        '<sup id="fnref:1" role="doc-noteref"><a href="#fn:1" class="footnote" rel="footnote">',
    ),
}


@pytest.mark.parametrize(
    ("kind", "is_harmless", "files", "name", "ours", "other"), KINDS.values(), ids=list(KINDS)
)
def test_a_difference_is_explained_by_its_kind(
    folder: Folder, kind: str, is_harmless: bool, files: str, name: str, ours: str, other: str
) -> None:
    folder.write(files)
    theirs(folder, {name: (ours, other)})
    code, kinds, told = against(folder)

    assert list(kinds) == [kind], told
    assert (kinds[kind]["path"], kinds[kind]["files"], kinds[kind]["harmless"]) == (name, 1, is_harmless)
    assert code == (0 if is_harmless else 1)


def test_an_equal_output_is_said_to_be_equal(folder: Folder) -> None:
    folder.write(PAGE + "Hello\n-- a.css --\na { b: c }\n")
    theirs(folder, {})
    outcome = folder.run("doctor", "--against", "theirs")

    assert (outcome.code, outcome.err) == (0, "")
    assert "     Compared with: theirs: 2 files equal\n" in outcome.out
    assert outcome.out.endswith("The outputs are equal.\n")


def test_both_sides_of_an_example_are_shown_with_their_lines_and_a_cure(folder: Folder) -> None:
    folder.write(PAGE + "<p>\none\n</p>\n<p>It is two</p>\n")
    theirs(folder, {"index.html": ("\none\n</p>\n<p>It is two", "one</p>\n<p>It is three")})
    outcome = folder.run("doctor", "--against", "theirs")

    assert outcome.code == 1
    assert (
        "Differs in content: 1 file, 1 place\n"
        "  for instance index.html:4 (there line 2)\n"
        "    here   It is two\n"
        "    there  It is three\n"
        "  what to do: look at the example"
    ) in outcome.out
    assert "Differs in white space only: 1 file, " in outcome.out


def test_a_place_that_takes_two_kinds_is_counted_in_both(folder: Folder) -> None:
    folder.write(PAGE + '<a id="a" href="{{ "/x" | absolute_url }}">x</a>\n')
    ours = 'id="a" href="https://lin.example/x"'
    theirs(folder, {"index.html": (ours, "href='http://localhost:4000/x'  id='a'")})
    code, kinds, told = against(folder)

    assert (code, set(kinds)) == (0, {"attribute-order", "local-address"}), told


def test_the_other_environment_is_tried_where_something_is_unexplained(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write(
        PAGE + "{% if jekyll.environment == 'production' %}<script src='/count.js'></script>{% endif %}\n"
    )
    monkeypatch.setenv("JEKYLL_ENV", "production")
    folder.built("-d", "theirs", into="theirs")
    monkeypatch.delenv("JEKYLL_ENV")
    outcome = folder.run("doctor", "--against", "theirs")

    assert outcome.code == 0
    assert "compared with a build for JEKYLL_ENV=production\n" in outcome.out


ABSENT = {
    "a draft": (
        PAGE + "-- _drafts/idea.md --\n---\n---\nx\n",
        {"2024/01/01/idea.html": "x"},
        "only there",
        "a draft, shown by `--drafts`: _drafts/idea.md",
    ),
    "a post of the future": (
        PAGE + "-- _posts/2099-01-01-later.md --\n---\n---\nx\n",
        {"2099/01/01/later.html": "x"},
        "only there",
        "a post of the future, shown by `--future`: _posts/2099-01-01-later.md",
    ),
    "an unpublished page": (
        PAGE + "-- secret.md --\n---\npublished: false\n---\nx\n",
        {"secret.html": "x"},
        "only there",
        "`published: false`, shown by `--unpublished`: secret.md",
    ),
    "an excluded file": (
        PAGE + "-- _config.yml --\nexclude: [Rakefile]\n-- Rakefile --\nx\n",
        {"Rakefile": "x\n"},
        "only there",
        "the source has it, and leaves it out: see `exclude`, or its name begins with `_`",
    ),
    "a plugin that is not listed": (
        PAGE,
        {"sitemap.xml": "<urlset/>"},
        "only there",
        "jekyll-sitemap writes such files, and is not in `plugins`",
    ),
    "a plugin in Ruby": (
        PAGE + "-- _plugins/cards.rb --\nclass Cards < Jekyll::Generator\nend\n",
        {"cards/a.html": "x"},
        "only there",
        "may be written by _plugins/cards.rb, which is not run here",
    ),
    "a plugin that is not known": (
        PAGE + "-- _config.yml --\nplugins: [jekyll-cards]\n",
        {"cards/a.html": "x"},
        "only there",
        "may be written by jekyll-cards, which is not run here",
    ),
    "something old": (
        PAGE,
        {"old.html": "x"},
        "only there",
        "nothing here makes it: left over from an earlier build, or by a plugin of theirs",
    ),
}


@pytest.mark.parametrize(("files", "more", "state", "reason"), ABSENT.values(), ids=list(ABSENT))
def test_a_file_of_theirs_only_has_a_reason(
    folder: Folder, files: str, more: dict[str, str], state: str, reason: str
) -> None:
    folder.write(files)
    write(folder.path / "theirs", {"index.html": "", **more})
    code, _, told = against(folder)

    assert {"file": next(iter(more)), "state": state, "reason": reason} in told
    assert code == 1


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def test_a_file_of_ours_only_is_named_with_its_source(folder: Folder) -> None:
    folder.write(PAGE + "-- about.md --\n---\npermalink: /me/\n---\nx\n")
    write(folder.path / "theirs", {"index.html": ""})
    _, _, told = against(folder)

    reason = next(one["reason"] for one in told if one.get("file") == "me/index.html")
    assert str(reason).startswith("made from about.md")


def test_a_page_at_another_address_is_one_page(folder: Folder) -> None:
    folder.write(PAGE + "-- _posts/2024-03-04-hello.md --\n---\n---\nx\n")
    theirs(folder, {}, "--config", "_config.yml")
    (folder.path / "theirs/2024/03/05/hello").mkdir(parents=True)
    (folder.path / "theirs/2024/03/04/hello.html").rename(folder.path / "theirs/2024/03/05/hello/index.html")
    code, _, told = against(folder)

    assert {"file": "2024/03/04/hello.html", "state": "moved", "there": "2024/03/05/hello/index.html"} in told
    assert code == 1


def test_neither_the_destination_nor_the_caches_are_touched(folder: Folder) -> None:
    folder.write(
        PAGE + "x\n-- _site/mine.txt --\nmine\n-- .jekyll-metadata --\n{}\n-- theirs/index.html --\ny\n"
    )
    before = sorted(folder.path.rglob("*"))
    folder.run("doctor", "--against", "theirs")

    assert sorted(folder.path.rglob("*")) == before


def test_an_output_inside_the_source_is_not_read_as_source(folder: Folder) -> None:
    folder.write(PAGE + "x\n-- theirs/index.html --\nx\n-- public/index.html --\nx\n")
    _, _, told = against(folder, "--config", "_config.yml")

    assert [one for one in told if str(one.get("file", "")).startswith("theirs/")] == []


def test_a_folder_that_is_not_there_is_named(folder: Folder) -> None:
    outcome = folder.write(PAGE).run("doctor", "--against", "nowhere")

    assert outcome.code == 1
    assert "there is no folder `nowhere`" in outcome.err


def test_large_pages_without_a_common_line_take_no_long_time(folder: Folder) -> None:
    folder.write(PAGE + "<p>a</p>\n" * 20_000)
    write(folder.path / "theirs", {"index.html": "<i>b</i> \n" * 20_000})

    assert against(folder)[0] == 1


def test_the_documentation_names_every_kind() -> None:
    text = (Path(__file__).parents[2] / "site/docs/moving-from-jekyll.md").read_text("utf-8")

    for kind in KNOWN:
        harmless = "yes" if kind.is_harmless else "no"
        assert f"| `{kind.name}` | {kind.title} | {harmless} |\n" in text
