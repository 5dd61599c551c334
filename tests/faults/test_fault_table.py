"""What is wrong with a site → code, file, line and column of the message, its hint, and never a traceback.

`⟦` marks the spot that the message must point at: it is taken out before the site is written. `⟪` at the
beginning of a file says that the file as a whole is meant.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from building import CLOCK, SiteUnderTest
from jekylite.build import build
from jekylite.build.options import BuildOptions
from jekylite.cli.console import excerpt
from jekylite.config.load import load_config
from jekylite.diagnostics import Collector, Diagnostic
from jekylite.errors import JekyliteError, Location

TOP = Path(__file__).parents[2]
LINE, FILE = "⟦", "⟪"
NOT_UTF_8 = "\ue000".encode()  # stands for a byte that no UTF-8 has
OK = "-- index.html --\n---\n---\nHello\n"


def page(body: str) -> str:
    return f"-- index.html --\n---\ntitle: T\n---\n{body}\n"


def markdown(body: str, config: str = "") -> str:
    return f"-- _config.yml --\n{config}\n-- index.md --\n---\ntitle: T\n---\n{body}\n"


def config(text: str) -> str:
    return f"-- _config.yml --\n{text}\n{OK}"


def matter(text: str) -> str:
    return f"-- a.md --\n---\n{text}\n---\nBody\n"


def data(name: str, text: str) -> str:
    return f"-- _data/{name} --\n{text}{OK}"


def include(text: str) -> str:
    return f"{page('{% include a.html %}')}-- _includes/a.html --\n{text}\n"


def layout(text: str) -> str:
    return f"-- index.md --\n---\nlayout: a\n---\nBody\n-- _layouts/a.html --\n{text}\n"


def post(text: str, name: str = "2024-01-02-a.md") -> str:
    return f"{OK}-- _posts/{name} --\n{text}"


def style(text: str) -> str:
    return f"{OK}-- a.scss --\n---\n---\n{text}\n"


FAULTS: list[tuple[str, str]] = [
    # Configuration: what YAML refuses.
    ("JL101", config("title: T\na: ⟦[1, 2")),
    ("JL101", config("title: T\nb: ⟦{x: 1")),
    ("JL101", config('title: ⟦"open')),
    ("JL101", config("title: ⟦'open")),
    ("JL101", config("title: T\n⟦\ttab: 1")),
    ("JL101", config("title: a⟦: b")),
    ("JL101", config("title: ⟦@home")),
    ("JL101", config("title: ⟦`code`")),
    ("JL101", config("title: ⟦%x")),
    ("JL101", config("a: &x [⟦*x]")),
    ("JL101", config("title: T\n⟦- a\n")),
    ("JL101", config("title: T\n⟦plain\nb: 1")),
    ("JL101", config("a:\n  b: 1\n ⟦c: 2")),
    ("JL101", config("a: ⟦]")),
    ("JL101", config("a: [1,⟦, ,]")),
    ("JL101", config("? [⟦a: 1]\n: 2")),
    ("JL101", "-- _config.toml --\ntitle = \"T\"\nx = [⟦1\n" + OK),
    ("JL101", "-- _config.toml --\ntitle ⟦T\n" + OK),
    # Configuration: values of the wrong type.
    ("JL103", config("title: T\n⟦exclude: a")),
    ("JL103", config("title: T\n⟦include: a")),
    ("JL103", config("⟦plugins: jekyll-feed")),
    ("JL103", config("⟦plugins:")),
    ("JL103", config("⟦keep_files: a")),
    ("JL103", config("⟦layouts_dir: [a]")),
    ("JL103", config("⟦includes_dir: 3")),
    ("JL103", config("⟦data_dir: {a: b}")),
    ("JL103", config("⟦collections_dir: []")),
    ("JL103", config("⟦encoding: 8")),
    ("JL103", config("⟦markdown_ext: [md]")),
    ("JL103", config("⟦limit_posts: many")),
    ("JL103", config("⟦permalink: [a]")),
    ("JL103", config("⟦timezone: 8")),
    ("JL103", config("⟦kramdown: GFM")),
    ("JL103", config("⟦sass: compressed")),
    ("JL103", config("⟦liquid: strict")),
    ("JL103", config("⟦collections: recipes")),
    ("JL103", config("collections:\n  ⟦recipes: true")),
    ("JL103", config("title: T\n⟦host: 1")),
    # Configuration: slips and odd values.
    ("JL104", config("title: T\n⟦permlink: pretty")),
    ("JL104", config("⟦exlude: [a]")),
    ("JL104", config("⟦pluginz: [a]")),
    ("JL104", config("⟦colections: {}")),
    ("JL104", config("kramdown:\n  ⟦hard_warp: true")),
    ("JL104", config("kramdown:\n  ⟦auto_idz: true")),
    ("JL104", config("sass:\n  ⟦stlye: compressed")),
    ("JL104", config("liquid:\n  ⟦error_mod: strict")),
    ("JL111", config("title: T\n⟦gems: [jekyll-feed]")),
    ("JL112", config('title: T\n⟦future: "false"')),
    ("JL119", "-- _config.yml --\n⟦- a\n- b\n" + OK),
    ("JL105", config("defaults:\n  - ⟦scope: a\n    values: {a: b}")),
    ("JL105", config("defaults:\n  - ⟦a: b")),
    ("JL105", config("defaults:\n  - scope:\n      path: ''\n      ⟦type: [x]\n    values: {a: b}")),
    ("JL107", config("plugins: [⟦jekyll-nothing]")),
    ("JL109", config("title: T\n⟦theme: no-such-theme")),
    ("JL110", config("⟦time: someday")),
    ("JL113", markdown("x", "kramdown:\n  ⟦toc_levels: many")),
    ("JL113", markdown("x", "kramdown:\n  ⟦footnote_nr: x")),
    ("JL113", markdown("x", "kramdown:\n  ⟦smart_quotes: a")),
    ("JL113", markdown("x", "kramdown:\n  ⟦input: textile")),
    ("JL116", markdown("x", "title: T\n⟦markdown: redcarpet")),
    # Front matter.
    ("JL201", matter("a: ⟦[1")),
    ("JL201", matter("title: T\nb: ⟦{x: 1")),
    ("JL201", matter('title: ⟦"open')),
    ("JL201", matter("title: ⟦'open")),
    ("JL201", matter("title: a⟦: b")),
    ("JL201", matter("a: 1\n⟦\tb: 2")),
    ("JL201", matter("a: ⟦@x")),
    ("JL201", matter("a: ⟦`x`")),
    ("JL201", matter("a: ⟦%x")),
    ("JL201", matter("a: ⟦]")),
    ("JL201", matter("a:\n  b: 1\n ⟦c: 2")),
    ("JL201", matter("a: 1\n⟦plain\nb: 2")),
    ("JL201", post("---\ntitle: a⟦: b\n---\n")),
    ("JL201", post("---\nx: 1\ny: ⟦[\n---\n")),
    ("JL201", "-- _config.yml --\ncollections: {r: {output: true}}\n" + OK
     + "-- _r/a.md --\n---\nx: ⟦[\n---\n"),
    ("JL201", OK + "-- _layouts/a.html --\n---\nx: ⟦[1\n---\n"),
    ("JL202", "-- a.md --\n⟦---\n- a\n---\n"),
    ("JL202", "-- a.md --\n⟦---\njust text\n---\n"),
    ("JL203", post("---\ntitle: T\n⟦date: someday\n---\n")),
    ("JL203", post("---\n⟦date: 2024-13-45\n---\n")),
    ("JL203", post("⟪---\n---\n", "2024-13-45-a.md")),
    ("JL214", matter("title: T\n⟦layout: none-such")),
    ("JL214", post("---\n⟦layout: none-such\n---\n")),
    ("JL207", post("---\ntitle: T\n⟦date: 2099-01-01\n---\n")),
    ("JL207", post("⟪---\n---\n", "2099-01-01-a.md")),
    # Data.
    ("JL211", data("a.yml", "a: 1\nb: ⟦[1\n")),
    ("JL211", data("a.yml", "- a\n- b: c⟦: d\n")),
    ("JL211", data("a.yml", "a: ⟦\"x\n")),
    ("JL211", data("a.yaml", "⟦\ta: x\n")),
    ("JL211", data("sub/a.yml", "a: ⟦{\n")),
    ("JL211", data("a.json", '{"a": 1,\n "b": ⟦[1\n')),
    ("JL211", data("a.json", "⟦{\n")),
    ("JL211", data("a.yml", "a: &a [1]\nb: &b [⟦*b]\n")),
    ("JL212", data("a.csv", 'a,b\n⟦"x,y\n')),
    ("JL212", data("a.csv", 'a,b\nx⟦"y,z\n')),
    ("JL212", data("a.csv", 'a,b\nc,d\n"x"⟦y,z\n')),
    ("JL212", data("a.tsv", 'a\tb\n⟦"x\ty\n')),
    # Liquid.
    ("JL301", page("⟦{{ a | }")),
    ("JL301", page("Text\n⟦{{ a")),
    ("JL301", page("Text\n⟦{% if a")),
    ("JL301", page("⟦{% if %}x{% endif %}")),
    ("JL301", page("⟦{% for x %}x{% endfor %}")),
    ("JL301", page("⟦{% for %}x{% endfor %}")),
    ("JL301", page("a\n\n⟦{% assign x %}")),
    ("JL301", page("⟦{% capture %}x{% endcapture %}")),
    ("JL301", page("⟦{% case %}{% endcase %}")),
    ("JL301", page("{% case a %}⟦{% when %}x{% endcase %}")),
    ("JL301", page("⟦{% cycle %}")),
    ("JL301", page("⟦{% tablerow %}x{% endtablerow %}")),
    ("JL301", page("⟦{% else %}")),
    ("JL301", page("{% if a %}⟦{% endfor %}{% endif %}")),
    ("JL301", page("{% for a in b %}\n⟦{% endif %}{% endfor %}")),
    ("JL301", page("⟦{% raw x %}{% endraw %}")),
    ("JL304", page("Text\n⟦{% nosuch %}")),
    ("JL304", page("{% if a %}\n⟦{% nosuch %}\n{% endif %}")),
    ("JL304", page("⟦{% endif %}")),
    ("JL304", page("⟦{% endfor %}")),
    ("JL304", page("⟦{% seo %}")),
    ("JL305", page("Text\n⟦{% if a %}\nText")),
    ("JL305", page("⟦{% for a in b %}\n{% if c %}{% endif %}")),
    ("JL305", page("⟦{% unless a %}x")),
    ("JL305", page("⟦{% case a %}{% when 1 %}")),
    ("JL305", page("⟦{% capture a %}x")),
    ("JL305", page("⟦{% comment %}x")),
    ("JL305", page("⟦{% highlight ruby %}x")),
    ("JL301", page("⟦{% raw %}x")),
    ("JL302", page("x\n{{ 1 | ⟦divided_by: 0 }}")),
    ("JL302", page("{{ 1 | ⟦modulo: 0 }}")),
    ("JL302", page("{{ 'a' | ⟦upcase: 1, 2 }}")),
    ("JL302", page("{{ 'a' | ⟦replace }}")),
    ("JL302", page("{{ 'a' | ⟦append }}")),
    ("JL302", page("{{ site.pages | ⟦concat: 1 }}")),
    ("JL302", page("{{ 'a' | ⟦truncate: 1, 2, 3 }}")),
    ("JL302", page("{{ nil | ⟦sort }}")),
    ("JL302", page("{% if 1 %}{{ 'x' | ⟦slice }}{% endif %}")),
    ("JL303", page("{{ 'someday' | ⟦date_to_string }}")),
    ("JL308", page("⟦{% link none.md %}")),
    ("JL308", page("text\n⟦{% link none.md %}")),
    ("JL308", page("⟦{% post_url 2024-01-01-none %}")),
    ("JL303", page("⟦{% post_url none %}")),
    ("JL303", page("⟦{% highlight %}x{% endhighlight %}")),
    ("JL303", page("⟦{% include %}")),
    ("JL303", page("⟦{% include a.html b=%}")),
    ("JL303", page("⟦{% include ../a.html %}")),
    ("JL306", page("text\n⟦{% include none.html %}")),
    ("JL306", page("⟦{% include sub/none.html %}")),
    ("JL306", page("⟦{% include_relative none.html %}")),
    ("JL306", page("{% for i in (1..2) %}\n⟦{% include none.html %}{% endfor %}")),
    ("JL309", page("x\n⟦{{ a or b }}")),
    ("JL309", page("{% if a ⟦&& b %}x{% endif %}")),
    ("JL309", page("{{ a⟦! }}")),
    # Liquid in includes and layouts.
    ("JL301", include("text\n⟦{% if %}x{% endif %}")),
    ("JL304", include("⟦{% nosuch %}")),
    ("JL305", include("\n\n⟦{% if a %}x")),
    ("JL302", include("{{ 1 | ⟦divided_by: 0 }}")),
    ("JL306", include("⟦{% include b.html %}")),
    ("JL308", include("x\n⟦{% link none.md %}")),
    ("JL307", include("⟦{% include a.html %}")),
    ("JL301", layout("---\n---\n⟦{% if %}x{% endif %}")),
    ("JL304", layout("<p>\n⟦{% nosuch %}{{ content }}")),
    ("JL305", layout("---\nx: y\n---\n\n⟦{% if a %}{{ content }}")),
    ("JL302", layout("{{ content }}\n{{ 1 | ⟦divided_by: 0 }}")),
    ("JL306", layout("⟦{% include none.html %}{{ content }}")),
    ("JL304", post("---\n---\nx\n\n⟦{% nosuch %}\n")),
    ("JL302", post("---\n---\n{{ 1 | ⟦divided_by: 0 }}\n")),
    ("JL304", markdown("# T\n\n⟦{% nosuch %}")),
    # Markdown, with the warnings that kramdown has.
    ("JL321", markdown("A\n\n⟦[^none] here", "kramdown: {show_warnings: true}")),
    ("JL321", markdown("x ⟦<b>open", "kramdown: {show_warnings: true}")),
    ("JL321", markdown("A\n\n⟦<div>\nx\n", "kramdown: {show_warnings: true}")),
    ("JL321", markdown("{::⟦none /}", "kramdown: {show_warnings: true}")),
    ("JL321", markdown("[^a]: b\n\n⟦[^a]: c\n\nx[^a]", "kramdown: {show_warnings: true}")),
    # Sass.
    ("JL330", style("a { color: ⟦$none; }")),
    ("JL330", style("a {\n  b: c⟦")),
    ("JL330", style("a { b: ⟦math.div(1, 2); }")),
    ("JL330", style("⟦@use 'none';")),
    ("JL330", style("b {}\n⟦@include none;")),
    ("JL330", style("⟦@error 'x';")),
    ("JL330", style("a { ⟦@extend .none; }")),
    ("JL330", style("@use 'p';") + "-- _sass/_p.scss --\na {\n  b: ⟦$none;\n}\n"),
    ("JL334", style("a {}\n⟦@warn 'x';")),
    ("JL333", style("@import ⟦'p';") + "-- _sass/_p.scss --\na {b: c}\n"),
    ("JL114", "-- _config.yml --\nsass:\n  ⟦sourcemap: 3\n" + style("a {b: c}")),
    # Permalinks and what becomes a file.
    ("JL350", post("---\n⟦permalink: /:nothing/\n---\n")),
    ("JL350", "-- _config.yml --\n⟦permalink: /:nothing/\n" + post("---\n---\n")),
    ("JL352", matter('title: T\n⟦permalink: ""')),
    ("JL353", OK + "-- a.md --\n---\npermalink: /x/\n---\n-- b.md --\n---\n⟦permalink: /x/\n---\n"),
    ("JL353", OK + "-- b.html --\n---\n---\n-- b.md --\n⟪---\n---\n"),
    ("JL354", matter(f"⟦permalink: /{'x' * 300}/")),
    ("JL356", OK + "-- a.md --\n---\npermalink: /x\n---\n-- b.md --\n---\n⟦permalink: /x.html/y/\n---\n"),
    # Plugins and themes.
    ("JL115",
     "-- _config.yml --\nplugins: [jekyll-mentions]\n⟦jekyll-mentions: [1]\n"
     + markdown("hi @lin").partition("\n\n")[2]),
    ("JL303", "-- _config.yml --\nplugins: [jekyll-gist]\n" + page("x\n⟦{% gist %}")),
    ("JL109", config("⟦theme: minimal-none")),
    ("JL115", config("plugins: [jekyll-archives]\n⟦jekyll-archives: true")),
    ("JL125", config("title: T\n⟦remote_theme: a/b")),
    ("JL127", config("plugins: [jekyll-remote-theme]\n⟦remote_theme: a/b")),
    ("JL125", OK + "-- _plugins/a.rb --\n⟪puts 1\n"),
    ("JL125", config("safe: true\nplugins: [⟦jekyll-feed]")),
    ("JL125", config("title: T\n⟦paginate: 3")),
    ("JL107", config("title: T\nplugins:\n  - jekyll-feed\n  - ⟦jekyll-nothing")),
    # More settings, in TOML too.
    ("JL103", '-- _config.toml --\ntitle = "T"\n⟦exclude = "a"\n' + OK),
    ("JL104", '-- _config.toml --\n[kramdown]\n⟦hard_warp = true\n' + OK),
    ("JL101", config("title: T\n⟦compat: nowhere")),
    ("JL112", config("title: T\n⟦permalink: prety")),
    ("JL112", config("⟦timezone: Asia/Shanghia")),
    ("JL105", config("defaults:\n  - scope: {path: ''}\n    values: {a: c}\n  - ⟦values: {a: b}")),
    ("JL105", config("defaults:\n  - scope: {path: ''}\n    values: {⟦date: someday}")),
    ("JL104", config("defaults:\n  - scope: {⟦paht: ''}\n    values: {a: c}")),
    ("JL103", config("title: T\ncollections:\n  a: {output: true}\n  ⟦b: [1]")),
    # Files that are not UTF-8.
    ("JL101", config("title: T\na: ⟦\ue000")),
    ("JL204", "-- index.md --\n---\n---\n⟦\ue000\n"),
    ("JL204", post("---\n---\n⟦\ue000\n")),
    ("JL213", data("a.yml", "a: b\nc: ⟦\ue000\n")),
    ("JL310", include("x\n⟦\ue000")),
    # Documents.
    ("JL206", post("---\ntitle: T\n⟦categories: {a: b}\n---\n")),
    ("JL209", "-- _config.yml --\ncollections: {r: {sort_by: x}}\n" + OK + "-- _r/a.md --\n---\nx: 1\n---\n"
     "-- _r/b.md --\n⟪---\n---\n"),
    ("JL210", page("{% for p in site.posts %}{{ p.excerpt }}{% endfor %}")
     + "-- _posts/2024-01-02-a.md --\n---\n---\n{% if a %}b⟦\n\nc{% endif %}\n"),
    ("JL311", "-- index.html --\n⟪---\n---\n{{ '!!' | slugify }}\n"),
    ("JL353", OK + "-- about/index.md --\n⟪---\n---\n-- about.md --\n---\npermalink: /about/\n---\n"),
]  # fmt: skip


def expected(files: str) -> tuple[str, Location]:
    """(files without the mark, the place that is marked)."""
    mark = LINE if LINE in files else FILE
    before = files.partition(mark)[0]
    *_, head = re.finditer(r"^-- (.+?) --\n", before, re.MULTILINE)
    body = before[head.end() :]
    if mark == FILE:
        return files.replace(mark, ""), Location(head[1])
    return files.replace(mark, ""), Location(head[1], body.count("\n") + 1, len(body) - body.rfind("\n"))


def messages(folder: Path, files: str) -> list[Diagnostic]:
    """All errors and warnings of one build."""
    SiteUnderTest(folder, files)
    for path in folder.rglob("*"):
        if path.is_file() and (content := path.read_bytes()).count(NOT_UTF_8):
            path.write_bytes(content.replace(NOT_UTF_8, b"\xff"))
    collector = Collector()
    environ = {"SOURCE_DATE_EPOCH": CLOCK, "PATH": os.environ.get("PATH", "")}
    try:
        loaded = load_config(
            folder,
            overrides={"destination": str(folder / "_site"), "disable_disk_cache": True},
            environ=environ,
            collector=collector,
        )
        build(loaded, collector, BuildOptions(environ=environ))
    except JekyliteError as error:
        collector.error(error)
    return [item for item in collector.items if item.severity in ("error", "warning")]


@pytest.mark.parametrize(("code", "files"), FAULTS)
def test_a_fault_is_named_with_its_spot_and_a_hint(tmp_path: Path, code: str, files: str) -> None:
    clean, spot = expected(files)
    found = messages(tmp_path / "site", clean)
    at_the_spot = [item for item in found if item.code == code and item.at == spot]
    assert at_the_spot, (spot, [(item.code, item) for item in found])
    assert at_the_spot[0].hint
    if spot.line is not None:
        line, caret = excerpt(str(tmp_path / "site"), spot)
        assert line.startswith(f"  {spot.line} |")
        assert caret.endswith("^")


@pytest.mark.parametrize(("code", "files"), FAULTS[::20])
def test_the_command_line_shows_it_without_a_traceback(tmp_path: Path, code: str, files: str) -> None:
    clean, _ = expected(files)
    folder = tmp_path / "site"
    SiteUnderTest(folder, clean)
    words = ["build", "-s", str(folder), "-d", str(folder / "_site"), "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-m", "jekylite", *words],
        env={**os.environ, "PYTHONPATH": str(TOP / "src"), "SOURCE_DATE_EPOCH": CLOCK},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1)
    assert f'"code": "{code}"' in done.stdout


# What is written → what to do, where it can be said exactly.
HINTS = {
    page("{% include haed.html %}")
    + "-- _includes/head.html --\nx": "did you mean `{% include head.html %}`?",
    page("{% include head %}") + "-- _includes/head.html --\nx": "did you mean `{% include head.html %}`?",
    page("{% link about.html %}") + "-- about.md --\n---\n---\n": "did you mean `{% link about.md %}`?",
    page("{% post_url 2024-01-02-helo %}") + "-- _posts/2024-01-02-hello.md --\n---\n---\n": (
        "did you mean `{% post_url 2024-01-02-hello %}`?"
    ),
    page("{% fro a in b %}{% endfor %}"): "did you mean `{% for %}`?",
    page("{% seo %}"): "add `jekyll-seo-tag` to `plugins`",
    page("{% endif %}"): "nothing is open that it could close: begin with `{% if … %}`, or take it out",
    page("{% if a %}{% endfor %}"): "close the `if` with `{% endif %}` before it",
    page("{% for x %}{% endfor %}"): "write it as `{% for [item] in [collection] %}`",
    page("{{ 'a' | replace }}"): "`replace` takes 1 to 2 arguments behind its `:`, with commas between",
    page("{{ 'a' | upcase: 1 }}"): "`upcase` takes no arguments",
    page("{{ 'a' | append }}"): "`append` takes 1 argument behind its `:`, with commas between",
    page("{% if a && b %}{% endif %}"): "write `and`",
    matter("title: @home"): "put the text into quotes: it may not begin with `@`",
    matter("a:\n\tb: 1"): "indent with spaces: YAML takes no tabs",
    matter("title: a: b"): "put the text into quotes: its `:` begins another key here",
    config("exclude: a"): "write one entry a line below `exclude:`, each after `- `",
    config("layouts_dir: [a]"): 'write one text: `layouts_dir: "_layouts"`',
    config("limit_posts: many"): "write a number without quotes: `limit_posts: 10`",
    style("a { b: math.div(1, 2) }"): 'load it at the top of the file: `@use "sass:NAME";`',
    '-- _config.toml --\nexclude = "a"\n' + OK: "write one entry a line below `exclude:`, each after `- `",
}


@pytest.mark.parametrize(("files", "hint"), HINTS.items(), ids=list(HINTS.values()))
def test_a_hint_says_what_to_do(tmp_path: Path, files: str, hint: str) -> None:
    assert hint in [item.hint for item in messages(tmp_path / "site", files)]


# What leads to a fault → its chain, nearest first.
CHAINS = {
    "an include in an include": (
        "JL302",
        page("x\n{% include a.html %}")
        + "-- _includes/a.html --\n\n {% include b.html %}\n-- _includes/b.html --\n{{ 1 | ⟦modulo: 0 }}\n",
        ["_includes/a.html:2:2", "index.html:5:1"],
    ),
    "an include of a layout": (
        "JL304",
        layout("<p>{% include b.html %}{{ content }}") + "-- _includes/b.html --\n⟦{% nosuch %}\n",
        ["_layouts/a.html:1:4"],
    ),
    "an include that includes itself": (
        "JL307",
        include("⟦{% include a.html %}"),
        ["_includes/a.html:1:1", "index.html:4:1"],
    ),
    "a partial of a partial": (
        "JL330",
        style("@use 'p';") + "-- _sass/_p.scss --\n@use 'q';\n-- _sass/_q.scss --\na {\n  b: ⟦$none;\n}\n",
        ["_sass/_p.scss:1:1", "a.scss:3:1"],
    ),
}


@pytest.mark.parametrize(("code", "files", "chain"), CHAINS.values(), ids=list(CHAINS))
def test_what_led_to_a_fault_is_named(tmp_path: Path, code: str, files: str, chain: list[str]) -> None:
    clean, spot = expected(files)
    found = messages(tmp_path / "site", clean)
    chains = [[str(place) for place in item.chain] for item in found if item.at == spot]
    assert chains == [chain], [(item, item.chain) for item in found]


def test_there_are_enough_faults() -> None:
    assert len(FAULTS) >= 200
