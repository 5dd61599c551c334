"""Each rule finds its fault, in its place; a sound site has no finding."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from building import SiteUnderTest
from jekylite.check import nesting
from jekylite.check.families import FAMILIES, RULES, check
from jekylite.diagnostics import Collector, Diagnostic
from jekylite.errors import ConfigError

pytest.importorskip("lxml")

HEAD = '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>T</title>'
PAGE = f"---\n---\n{HEAD}</head><body><h1>T</h1>\n%s\n</body></html>\n"
SOUND = "-- index.html --\n" + PAGE % "<p>Hello</p>"


def look(
    folder: Path, files: str, *, privacy: bool = False, all_rules: bool = False, **settings: object
) -> list[Diagnostic]:
    """Build a site and check it; `all_rules` switches on those that are off by default."""
    built = SiteUnderTest(folder, files).build(**settings)
    config = built.result.config
    if all_rules:
        config = config.with_values(
            check={**{rule.name: "warning" for rule in RULES}, **config.mapping("check")}
        )
    collector = Collector()
    site = built.result.site
    check(config, site, str(built.root), collector, privacy=privacy, said=built.collector.items)
    return [item for item in collector.items if item.severity in ("warning", "error")]


def body(html: str, name: str = "index.html") -> str:
    """A page whose body's line 5 is `html`."""
    return f"-- {name} --\n{PAGE % html}"


def head(html: str) -> str:
    return f"-- index.html --\n---\n---\n{HEAD}\n{html}</head><body><h1>T</h1></body></html>\n"


# rule name → (files, where: file or file:line).
FAULTS: list[tuple[str, str, str]] = [
    ("dead-link", body('<a href="/gone.html">x</a>'), "index.html:5"),
    ("dead-link", body('<a href="gone/">x</a>'), "index.html:5"),
    ("dead-link", "-- _config.yml --\nurl: https://a.example\n" + body('<a href="https://a.example/no">x</a>'),
     "index.html:5"),
    ("dead-link", "-- _config.yml --\nurl: https://a.github.io\n-- b/c.txt --\nx\n"
     + body('<a href="https://a.github.io/b/d.txt">x</a>'), "index.html:5"),
    ("dead-link", SOUND + "-- _layouts/d.html --\n" + PAGE % "{{ content }}<a href='/nowhere'>x</a>"
     + "-- a.md --\n---\nlayout: d\n---\nA\n-- b.md --\n---\nlayout: d\n---\nB\n", "_layouts/d.html:5"),
    ("dead-anchor", body('<a href="#no">x</a>'), "index.html:5"),
    ("dead-anchor", SOUND + body('<a href="/#no">x</a>', "a.html"), "a.html:5"),
    ("link-without-baseurl", "-- _config.yml --\nbaseurl: /b\n" + body('<a href="/index.html">x</a>'),
     "index.html:5"),
    ("link-without-text", body('<a href="/"></a>'), "index.html:5"),
    ("link-without-text", body('<a href="/index.html"><i class="icon"></i></a>'), "index.html:5"),
    ("empty-link", body('<a href="">x</a>'), "index.html:5"),
    ("empty-link", SOUND + "-- a.md --\n---\n---\nA\n\n[x]()\n", "a.md:5"),
    ("malformed-link", body('<a href="http://[x/">x</a>'), "index.html:5"),
    ("malformed-link", body('<a href="htps://a.example/">x</a>'), "index.html:5"),
    ("link-to-source", SOUND + "-- b.md --\n---\n---\n" + body('<a href="b.md">x</a>', "a.html"), "a.html:5"),
    ("link-case", SOUND + "-- B.html --\n<p>\n" + body('<a href="/b.html">x</a>', "a.html"), "a.html:5"),
    ("link-to-localhost", body('<a href="http://localhost:4000/a">x</a>'), "index.html:5"),
    ("malformed-mailto", body('<a href="mailto:me">x</a>'), "index.html:5"),
    ("malformed-tel", body('<a href="tel:call me">x</a>'), "index.html:5"),
    ("script-link", body('<a href="javascript:go()">x</a>'), "index.html:5"),
    ("blank-without-noopener", body('<a target="_blank" href="https://a.example/">x</a>'), "index.html:5"),
    ("dead-image", body('<img src="/a.png" alt="">'), "index.html:5"),
    ("dead-image", body('<img srcset="/a.png 1x, /b.png 2x" alt="">'), "index.html:5"),
    ("dead-script", body('<script src="/a.js"></script>'), "index.html:5"),
    ("dead-stylesheet", head('<link rel="stylesheet" href="/a.css">'), "index.html:5"),
    ("missing-alt", "-- a.png --\nx\n" + body('<img src="/a.png">'), "index.html:5"),
    ("dead-media", body('<video src="/a.mp4"></video>'), "index.html:5"),
    ("dead-media", head('<link rel="icon" href="/favicon.ico">'), "index.html:5"),
    ("empty-source", body('<img src="" alt="">'), "index.html:5"),
    ("mixed-content", "-- _config.yml --\nurl: https://a.example\n"
     + body('<img src="http://b.example/a.png" alt="">'), "index.html:5"),
    ("dead-image", body('<img srcset="/a.png 1x,/b.png 2x" alt="">'), "index.html:5"),
    ("dead-image", "-- _config.yml --\nurl: https://a.example\n"
     + head('<meta property="og:image" content="https://a.example/no.png">'), "index.html:5"),
    ("dead-media", body('<object data="/a.pdf"></object>'), "index.html:5"),
    ("missing-alt", body('<input type="image" src="data:,">'), "index.html:5"),
    ("dead-style-url", body('<p style="background: url(/no.png)">x</p>'), "index.html:5"),
    ("dead-style-url", head("<style>@import '/no.css';</style>"), "index.html:5"),
    ("dead-style-url", SOUND + "-- css/a.css --\na {}\nb { background: url(../no.png) }\n", "css/a.css:2"),
    ("heading-jump", body("<h3>Deep</h3>"), "index.html:5"),
    ("empty-heading", body("<h2></h2>"), "index.html:5"),
    ("missing-h1", "-- index.html --\n---\n---\n<html lang='en'><body><h2>x</h2></body></html>\n",
     "index.html"),
    ("duplicate-id", body('<p id="a"><b id="a">x</b></p>'), "index.html:5"),
    ("dead-label", body('<label for="a">x</label>'), "index.html:5"),
    ("dead-label", body('<p aria-labelledby="a">x</p>'), "index.html:5"),
    ("missing-title", "-- index.html --\n---\n---\n<html lang='en'><head></head><body>x</body></html>\n",
     "index.html:3"),
    ("duplicate-title", SOUND + body("x", "a.html"), "index.html"),
    ("missing-lang", "-- index.html --\n---\n---\n<html><head><title>T</title></head><body>x</body></html>\n",
     "index.html:3"),
    ("malformed-lang", head('<link rel="alternate" hreflang="english" href="/">'), "index.html:5"),
    ("one-way-hreflang", head('<link rel="alternate" hreflang="zh" href="/zh.html">') + body("x", "zh.html"),
     "index.html"),
    ("dead-alternate", head('<link rel="alternate" href="/feed.xml">'), "index.html:5"),
    ("missing-charset", "-- index.html --\n---\n---\n<html lang='en'><head><title>T</title></head></html>\n",
     "index.html:3"),
    ("missing-viewport", SOUND, "index.html:4"),
    ("missing-doctype", "-- index.html --\n---\n---\n<html lang='en'><head></head><body>x</body></html>\n",
     "index.html:3"),
    ("lang-mismatch", SOUND + "-- a.html --\n---\nlang: zh\n---\n" + HEAD + "</head><body>x</body></html>\n",
     "a.html:5"),
    ("misspelled-front-matter", SOUND + "-- a.md --\n---\nlayuot: x\n---\n", "a.md:2"),
    ("misspelled-front-matter", SOUND + "-- a.md --\n---\ntitle: x\npermalnk: /b/\n---\n", "a.md:3"),
    ("misspelled-front-matter", SOUND + "-- _layouts/d.html --\n" + PAGE % "{{ page.subtitle }}{{ content }}"
     + "-- a.md --\n---\nlayout: d\nsubtitel: x\n---\n", "a.md:3"),
    ("unknown-layout", SOUND + "-- a.md --\n---\nlayout: none-such\n---\n", "a.md:2"),
    ("hidden-front-matter", SOUND + "-- a.md --\n\n---\ntitle: x\n---\n", "a.md:1"),
    ("hidden-front-matter", SOUND + "-- a.md --\n\ufeff---\ntitle: x\n---\n", "a.md:1"),
    ("hidden-front-matter", SOUND + "-- a.md --\n----\ntitle: x\n----\n", "a.md:1"),
    ("text-as-flag", SOUND + '-- a.md --\n---\npublished: "false"\n---\n', "a.md:2"),
    ("unclosed-front-matter", SOUND + "-- a.md --\n---\ntitle: x\n\nText\n", "a.md:1"),
    ("baseurl-form", "-- _config.yml --\nbaseurl: blog/\n" + SOUND, "_config.yml:1"),
    ("url-form", "-- _config.yml --\ntitle: x\nurl: a.example\n" + SOUND, "_config.yml:2"),
    ("url-form", "-- _config.yml --\nurl: 'http://[x'\n" + SOUND, "_config.yml:1"),
    ("url-form", "-- _config.yml --\nurl: https://a.example/blog\n" + SOUND, "_config.yml:1"),
    ("missing-url", "-- _config.yml --\nplugins: [jekyll-sitemap]\n" + SOUND, "_config.yml:1"),
    ("idle-defaults", "-- _config.yml --\ndefaults:\n  - scope: {path: nowhere}\n    values: {}\n" + SOUND,
     "_config.yml:2"),
    ("idle-defaults", "-- _config.yml --\ndefaults:\n  - scope: {path: '', type: recipes}\n    values: {}\n"
     + SOUND, "_config.yml:2"),
    ("idle-include", "-- _config.yml --\ninclude: [_pages/no.md]\n" + SOUND, "_config.yml:1"),
    ("undefined-variable", body("{{ pgae.title }}"), "index.html:5"),
    ("undefined-variable", body("{% if usr %}x{% endif %}"), "index.html:5"),
    ("undefined-variable", body("{{ site.titel }}"), "index.html:5"),
    ("undefined-variable", "-- _data/authors.yml --\na: 1\n" + body("{{ site.data.autors.a }}"),
     "index.html:5"),
    ("undefined-variable", body("{{ page.descripton }}"), "index.html:5"),
    ("undefined-variable", body("{{ 'x' | append: usr }}"), "index.html:5"),
    ("undefined-filter", body("{{ page.title | upcsae }}"), "index.html:5"),
    ("missing-include", body("{% if false %}{% include no.html %}{% endif %}"), "index.html:5"),
    ("unused-include", SOUND + "-- _includes/a.html --\nx\n", "_includes/a.html"),
    ("unused-layout", SOUND + "-- _layouts/a.html --\nx\n", "_layouts/a.html"),
    ("unused-data", SOUND + "-- _data/cv.yml --\na: 1\n", "_data/cv.yml:1"),
    ("literal-liquid", body("{% raw %}{{ page.title }}{% endraw %}"), "index.html:5"),
    ("post-in-future", SOUND + "-- _posts/2099-01-01-a.md --\n---\n---\n", "_posts/2099-01-01-a.md"),
    ("post-in-future", SOUND + "-- _posts/2020-01-01-a.md --\n---\ndate: 2099-01-01\n---\n",
     "_posts/2020-01-01-a.md:2"),
    ("post-unpublished", SOUND + "-- _posts/2020-01-01-a.md --\n---\npublished: false\n---\n",
     "_posts/2020-01-01-a.md:2"),
    ("post-name", SOUND + "-- _posts/hello.md --\n---\n---\n", "_posts/hello.md"),
    ("draft", SOUND + "-- _drafts/hello.md --\n---\n---\n", "_drafts/hello.md"),
    ("post-day", "-- _config.yml --\ntimezone: Asia/Shanghai\n" + SOUND
     + "-- _posts/2020-01-01-a.md --\n---\ndate: 2020-01-01 20:00:00\n---\n", "_posts/2020-01-01-a.md:2"),
    ("case-clash", SOUND + "-- a.txt --\nx\n-- A.txt --\nx\n", "a.txt"),
    ("unportable-name", SOUND + "-- a:b.txt --\nx\n", "a:b.txt"),
    ("empty-page", body("x") + "-- a.html --\n---\n---\n<html><body></body></html>\n", "a.html"),
    ("heavy-image", SOUND + "-- a.png --\n" + "x" * 2_000_001, "a.png:1"),
    ("foreign-preconnect", head('<link rel="preconnect" href="https://fonts.example">'), "index.html:5"),
    ("missing-index", "-- a.txt --\nx\n", "index.md"),
    ("missing-404", SOUND, "404.html"),
    ("secret-file", SOUND + "-- server.pem --\nx\n", "server.pem"),
    ("secret-text", SOUND + "-- a.js --\nkey = 'ghp_" + "a1" * 18 + "'\n", "a.js:1"),
    ("leftover-file", SOUND + "-- a.html.bak --\nx\n", "a.html.bak"),
    ("missing-print-style", "-- _layouts/resume.html --\n" + PAGE % "<style>a{}</style>{{ content }}"
     + "-- index.md --\n---\nlayout: resume\n---\nx\n", "_layouts/resume.html"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "files", "place"), FAULTS)
def test_a_fault_is_found_in_its_place(tmp_path: Path, rule: str, files: str, place: str) -> None:
    code = next(one.code for one in RULES if one.name == rule)
    found = look(tmp_path / "site", files, all_rules=True)
    named = [item for item in found if item.code == code]
    assert all(item.hint for item in named)
    assert all(item.at and (item.at.line or "missing" in rule) for item in named)
    places = [str(item.at) for item in named]
    assert any(re.fullmatch(re.escape(place) + r"(:\d+)?", one) for one in places), (places, found)


# rule name → files of a site where it must keep still.
NO_FAULTS: list[tuple[str, str]] = [
    ("missing-include", SOUND + "-- _includes/a.html --\nx\n" + body("{% include /a.html %}", "b.html")),
    ("unused-include", SOUND + "-- _includes/a.html --\nx\n" + body("{% include /a.html %}", "b.html")),
    ("unused-include", SOUND + "-- _includes/a.html --\nx\n-- _drafts/b.md --\n---\n---\n"
     "{% include a.html %}\n"),
    ("unused-layout", SOUND + "-- _layouts/a.html --\nx\n-- _config_pdf.yml --\ndefaults:\n- values:\n"
     "    layout: a\n"),
    ("unused-layout", SOUND + "-- _layouts/a.html --\nx\n-- _posts/2099-01-01-a.md --\n---\nlayout: a\n"
     "---\n"),
    ("undefined-variable", body("{% if page.title != NULL %}x{% endif %}")),
    ("undefined-variable", body("{{ zoom | default: 1 }}")),
    ("undefined-variable", body("{{ page.title escape_once }}")),
    ("undefined-variable", SOUND + "-- _includes/a.html --\nx\n"
     + body('{% include a.html text="Do \\"mydoc\\" = first." %}', "b.html")),
    ("undefined-variable", "-- _config.yml --\nheader: 1\n" + body("{{ site.headers }}{{ page.titles }}")),
    ("literal-liquid", body("Use “{% raw %}{% highlight %}{% endraw %}” or `{% raw %}{{ x }}{% endraw %}`.")),
    ("post-name", SOUND + "-- _posts/_defaults.md --\n---\n---\n"),
    ("missing-url", "-- _config.yml --\nplugins: [jekyll-sitemap, jekyll-github-metadata]\n" + SOUND),
    ("dead-anchor", body('<a href="#h-x">x</a><script>go(location.hash)</script>')),
    ("missing-alt", body('<img src="data:," alt>')),
    ("dead-style-url", SOUND + "-- css/a.css --\n/* url(no.png) */ a { b: url(data:,x) url(#x) "
     "url('../index.html?x#y') }\n@import url(//a.example/x.css); c { d: url( ) }\n"),
    ("dead-image", body('<img src="data:,a,b" srcset="data:,a 1x, https://a.example/x,y.png 2x" alt="">')),
    ("dead-link", "-- _config.yml --\ncheck: {elsewhere: [/api]}\n"
     + body('<a href="/api/x.html">x</a><a href="api/">y</a>')),
    ("dead-image", "-- _config.yml --\ncheck: {elsewhere: /api/}\n" + body('<img src="/api/x.png" alt="">')),
    ("dead-link", "-- CNAME --\na.example\n-- _config.yml --\nurl: https://a.example\n"
     + body('<a href="//a.example/project/">x</a>')),
    ("dead-link", "-- _config.yml --\nurl: https://a.github.io\n"
     + body('<a href="https://a.github.io/project/x">x</a>')),
    ("undefined-variable", "-- _config.yml --\ntrack_id: 1\n#trackid: 2\n" + body("{{ site.trackid }}")),
    ("undefined-variable", body("{% if site.titel %}{{ site.titel }}{% endif %}")),
    ("malformed-link", body('<a href="ftps://a.example/">x</a><a href="ssh://a.example/">x</a>')),
    ("undefined-variable", "-- _data/author.yml --\na: 1\n" + body("{{ site.data.authors.a }}")),
    ("missing-alt", body('<noscript><img src="//a.example/t" width="1" height="1"></noscript>')),
    ("missing-alt", body('<p style="display: none"><img src="data:,"></p>')),
    ("heading-jump", body('<div aria-hidden="true"><h4>x</h4></div><h2 hidden></h2><h2>y</h2>')),
    ("empty-heading", body("<h2 hidden></h2>")),
    ("heading-jump", body("<h2>x</h2><h3>y</h3><h2>z</h2>")),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "files"), NO_FAULTS)
def test_what_is_right_is_not_found(tmp_path: Path, rule: str, files: str) -> None:
    code = next(one.code for one in RULES if one.name == rule)
    assert [item for item in look(tmp_path / "site", files, all_rules=True) if item.code == code] == []


# files, where the finding is placed: the template or data file that is to be mended.
ORIGINS: list[tuple[str, str, str]] = [
    ("dead-link", SOUND + "-- _data/nav.yml --\n- /\n- /gone/\n"
     + body("{% for one in site.data.nav %}<a href='{{ one }}'>x</a>{% endfor %}", "a.html"),
     "_data/nav.yml:2:3"),
    ("dead-link", SOUND + "-- a.md --\n---\n---\nText [x](/gone) text\n", "a.md:3:10"),
    ("dead-link", SOUND + "-- a.md --\n---\n---\n`/gone`\n\n[x](/gone)\n", "a.md:5:5"),
    ("missing-alt", SOUND + "-- _includes/pic.html --\n<p>\n <img src='{{ include.src }}' class='x'></p>\n"
     + body("{% include pic.html src='data:,' %}", "a.html"), "_includes/pic.html:2:2"),
    ("missing-alt", SOUND + "-- _data/a.yml --\npic: /a.png\n-- a.png --\nx\n"
     + body("<img {% if page.x %}id='x' {% endif %}src='{{ site.data.a.pic }}'>", "a.html"), "a.html:5:1"),
    ("missing-alt", SOUND + "-- _layouts/d.html --\n"
     + PAGE % "{% for one in page.pics %}<img src='{{ one }}'>{% endfor %}"
     + "-- a.md --\n---\nlayout: d\npics: ['data:,abc']\n---\n", "_layouts/d.html:5:27"),
    ("missing-alt", SOUND + "-- _config.yml --\ncollections: [cats]\n"
     "-- _cats/a.md --\n---\n---\n<div>\n<img src=\"{{ 'data:,a' }}\">\n</div>\n"
     "-- _cats/b.md --\n---\n---\n<div>\n<img src=\"{{ 'data:,b' }}\" alt=''>\n</div>\n"
     + body("{% for one in site.cats %}{{ one.output }}{% endfor %}", "a.html"), "_cats/a.md:4:1"),
    ("link-without-text", SOUND + "-- _layouts/d.html --\n"
     + PAGE % "{{ content }}<a class='i' href='{{ site.github }}'></a>"
     + "-- a.md --\n---\nlayout: d\n---\n[x](https://a.example)\n-- _config.yml --\n"
     "github: https://a.example\n", "_layouts/d.html:5:14"),
    ("heading-jump", SOUND + "-- _layouts/d.html --\n" + PAGE % "{{ content }}"
     + "-- a.md --\n---\nlayout: d\n---\n### It’s *deep* {#x}\n", "a.md:4:1"),
    ("heading-jump", SOUND + "-- _layouts/d.html --\n" + PAGE % "<h3>{{ page.title }}</h3>{{ content }}"
     + "-- a.md --\n---\nlayout: d\ntitle: Deep\n---\n", "_layouts/d.html:5:1"),
    ("block-in-text", SOUND + "-- _includes/a.html --\n<p>{{ include.a | markdownify }}</p>\n"
     + body("<p>Here it comes</p>\n{% include a.html a='x' %}", "a.html"), "_includes/a.html:1:1"),
    ("block-in-text", SOUND + "-- _includes/a.html --\n<ul>{% for one in page.x %}<li>x</li>{% endfor %}"
     "</ul>\n-- a.md --\n---\n---\n{% include a.html %}\n\n<p id='a'>x<ul><li>y</ul></p>\n", "a.md:5:12"),
    ("unclosed-element", SOUND + "-- _layouts/d.html --\n" + PAGE % "<div class='x'>{{ content }}"
     + "-- a.md --\n---\nlayout: d\n---\n\n<div>y</div>\n", "_layouts/d.html:5:1"),
    ("unclosed-element", SOUND + "-- _layouts/d.html --\n" + PAGE % "<div class='x'>{{ content }}</div>"
     + "-- a.html --\n---\nlayout: d\n---\n\n<div>y</div><div>z\n", "a.html:5:13"),
    ("missing-lang", SOUND + "-- _layouts/d.html --\n<html><head><title>x</title></head>{{ content }}"
     "</html>\n-- a.md --\n---\nlayout: d\n---\n`<html>`\n", "_layouts/d.html:1:1"),
    ("dead-style-url", SOUND + "-- _sass/a.scss --\n\na { background: url(no.png) }\n"
     "-- b.scss --\n---\n---\n@use 'a';\n", "_sass/a.scss:2:21"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "files", "place"), ORIGINS)
def test_a_finding_is_placed_where_it_is_to_be_mended(
    tmp_path: Path, rule: str, files: str, place: str
) -> None:
    code = next(one.code for one in RULES if one.name == rule)
    found = look(tmp_path / "site", files)
    assert [str(item.at) for item in found if item.code == code] == [place]


def test_a_sound_site_has_no_finding(tmp_path: Path) -> None:
    files = (
        "-- _config.yml --\nurl: https://a.example\nbaseurl: /b\n"
        "-- _layouts/default.html --\n"
        + PAGE
        % (
            '<a href="{{ "/notes/" | relative_url }}">Notes</a> <a href="#top">Up</a>'
            '<a href="mailto:lin@a.example?subject=x">Mail</a> <a href="tel:+86 10 1234">Call</a>'
            '<a href="https://b.example/"><img alt="B" src="{{ "/a.png" | relative_url }}"></a>{{ content }}'
        )
        + "-- a.png --\nx\n-- index.md --\n---\nlayout: default\n---\n\n## Part\n\n[to it](#part)\n"
        "-- notes/index.md --\n---\nlayout: default\n---\n[Up](../) [here](index.html)"
        " [there](../index#part)\n"
        "-- _posts/2020-02-02-x.md --\n---\nlayout: default\n---\n`{% raw %}{{ x }}{% endraw %}`\n"
    )
    assert [(item.code, item.message) for item in look(tmp_path / "site", files)] == []


def test_a_rule_can_be_switched_off_or_made_an_error(tmp_path: Path) -> None:
    page = body('<a href="">x</a>')
    assert look(tmp_path / "off", "-- _config.yml --\ncheck: {empty-link: off}\n" + page) == []
    found = look(tmp_path / "on", "-- _config.yml --\ncheck: {empty-link: error}\n" + page)
    assert [item.severity for item in found] == ["error"]


# What the build warns of → the files that make it.
TOLD = {
    "misspelled-config": "-- _config.yml --\ntiemzone: UTC\n" + SOUND,
    "old-config": "-- _config.yml --\ngems: []\n" + SOUND,
    "odd-config": "-- _config.yml --\npermalink: prety\n" + SOUND,
    "unknown-plugin": SOUND + "-- Gemfile --\ngroup :jekyll_plugins do\n  gem 'jekyll-none-such'\nend\n",
    "skipped-plugin": SOUND + "-- _plugins/a.rb --\nx\n",
    "lax-liquid": body("{{ page.title x }}"),
    "old-sass": SOUND + "-- a.scss --\n---\n---\n@import 'b';\n-- _sass/b.scss --\na { b: c }\n",
}


@pytest.mark.parametrize(("rule", "files"), TOLD.items())
def test_what_the_build_warns_of_can_be_switched_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str, files: str
) -> None:
    code = next(one.code for one in RULES if one.name == rule)
    (tmp_path / "on").mkdir()
    monkeypatch.chdir(tmp_path / "on")  # a Gemfile counts where the command is run
    said = [item for item in look(tmp_path / "on", files) if item.code == code]
    assert said, rule
    if "_config.yml" in files:
        files = files.replace("_config.yml --\n", f"_config.yml --\ncheck: {{{rule}: off}}\n")
    else:
        files = f"-- _config.yml --\ncheck: {{{rule}: off}}\n{files}"
    assert [item for item in look(tmp_path / "off", files) if item.code == code] == []


def test_a_key_that_a_template_asks_for_is_not_misspelled(tmp_path: Path) -> None:
    files = "-- _config.yml --\nsources: x\n" + body("{{ site.sources }}")
    assert look(tmp_path / "site", files) == []


@pytest.mark.parametrize("setting", ["dead-lnik: off", "dead-link: loud"])
def test_an_unknown_rule_or_severity_is_named_with_its_line(tmp_path: Path, setting: str) -> None:
    with pytest.raises(ConfigError) as caught:
        look(tmp_path / "site", f"-- _config.yml --\ncheck:\n  {setting}\n" + SOUND)
    assert str(caught.value.at) == "_config.yml:2:3"


def test_privacy_names_each_host_that_learns_of_readers(tmp_path: Path) -> None:
    files = (
        "-- _config.yml --\ncheck: {allowed_hosts: [cdn.example]}\n"
        + head(
            '<link rel="stylesheet" href="https://fonts.example/x.css">'
            '<script src="//cdn.example/a.js"></script>'
        )
    )  # fmt: skip
    assert look(tmp_path / "site", files) == []
    found = look(tmp_path / "site", files, privacy=True)
    assert [(item.code, str(item.at)[:12]) for item in found] == [("JL484", "index.html:5")]


@pytest.mark.parametrize(
    "files",
    [
        body('<p style="background: url(https://fonts.example/a.png)">x</p>'),
        head("<style>@import 'https://fonts.example/a.css';</style>"),
        SOUND + "-- a.css --\n@import url(//fonts.example/a.css);\n",
        body('<object data="//fonts.example/a"></object>'),
    ],
)
def test_privacy_looks_into_styles(tmp_path: Path, files: str) -> None:
    found = look(tmp_path / "site", files, privacy=True)
    assert [item.code for item in found] == ["JL484"]
    assert "`fonts.example`" in found[0].message


def test_personal_data_is_found_where_the_site_asks_for_it(tmp_path: Path) -> None:
    files = "-- _config.yml --\ncheck: {personal_data: ['\\+86 ?\\d+']}\n" + body("<p>+86 1234567</p>")
    assert [(item.code, str(item.at)) for item in look(tmp_path / "site", files)] == [
        ("JL483", "index.html:5:4")
    ]


def test_a_pattern_that_is_none_is_told_of_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        look(tmp_path / "site", "-- _config.yml --\ncheck:\n  personal_data:\n  - '+86'\n" + SOUND)
    assert str(caught.value.at) == "_config.yml:2:3"


def test_one_cause_on_many_pages_is_one_finding(tmp_path: Path) -> None:
    pages = "".join(f"-- p{n}.md --\n---\nlayout: d\n---\n\n" for n in range(9))
    layout = "-- _layouts/d.html --\n" + PAGE % '<a href="/no">x</a>'
    found = look(tmp_path / "site", SOUND + layout + pages)
    assert [item.message for item in found] == [
        "the link `/no` is dead: the site has no such file (on 9 pages)"
    ]


def test_codes_and_names_are_unique_and_every_rule_is_tested() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES) >= 40
    tested = (
        {name for name, _, _ in FAULTS}
        | {"personal-data", "foreign-host"}
        | {rule.name for rule in nesting.RULES}
        | set(TOLD)
    )
    assert {rule.name for rule in RULES} == tested
    assert sum(len(family.rules) for family in FAMILIES) == len(RULES)
