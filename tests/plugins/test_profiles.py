"""`compat: github-pages`: what GitHub Pages switches on and forces."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from building import SiteUnderTest
from jekylite.config.load import load_config
from jekylite.errors import ConfigError

Factory = Callable[[str], SiteUnderTest]

PAGES = "-- _config.yml --\ncompat: github-pages\nrepository: jane/cv\ntheme: null\n"


def test_pages_plugins_are_on(site: Factory) -> None:
    built = site(
        PAGES
        + """
-- README.md --
# Hello

[More](more.md)
-- more.md --
# More
"""
    ).build()

    assert built.paths() == ["README.md", "index.html", "more.html", "more.md"]
    assert '<a href="/more.html">' in built["index.html"]


def test_what_pages_forces_wins_over_the_site(site: Factory) -> None:
    under_test = site(PAGES + "safe: false\nlsi: true\nhighlighter: none\nkramdown: {math_engine: katex}\n")

    data = load_config(under_test.folder).data

    assert (data["safe"], data["lsi"], data["highlighter"]) == (True, False, "rouge")
    assert isinstance(data["kramdown"], dict)
    assert data["kramdown"]["math_engine"] == "mathjax"


def test_what_pages_proposes_gives_way_to_the_site(site: Factory) -> None:
    under_test = site(PAGES)
    data = load_config(under_test.folder).data
    assert (data["future"], data["theme"], data["sass"]) == (True, None, {"style": "compressed"})

    under_test.write(
        "-- _config.yml --\ncompat: github-pages\nfuture: false\ntheme: minima\nsass: {style: expanded}\n"
    )
    data = load_config(under_test.folder).data

    assert (data["future"], data["theme"], data["sass"]) == (False, "minima", {"style": "expanded"})


def test_a_cname_is_left_out_unless_the_site_excludes_on_its_own(site: Factory) -> None:
    under_test = site(PAGES + "-- CNAME --\nexample.com\n")
    assert under_test.build().paths() == []

    under_test.write(PAGES.replace("theme: null\n", "theme: null\nexclude: [x]\n"))

    assert under_test.build().paths() == ["CNAME"]


def test_a_plugin_that_pages_does_not_run_is_left_out(site: Factory) -> None:
    built = site(PAGES + "plugins: [jekyll-archives, jekyll-feed]\n").build()

    assert built.paths() == ["feed.xml"]
    assert "the plugin jekyll-archives is left out" in built.warnings()[0].message


def test_the_command_line_can_ask_for_it(site: Factory) -> None:
    config = load_config(site("-- index.html --\nx\n").folder, overrides={"compat": "github-pages"})

    assert config.safe
    assert "jekyll-relative-links" in config.plugins


def test_an_unknown_profile_stops_the_build(site: Factory) -> None:
    with pytest.raises(ConfigError, match='there is no profile "gitlab"') as raised:
        load_config(site("-- _config.yml --\ncompat: gitlab\n").folder)

    assert str(raised.value.at) == "_config.yml:1:1"


def test_without_its_own_theme_the_site_is_built_all_the_same(site: Factory) -> None:
    built = site("-- _config.yml --\ncompat: github-pages\nrepository: a/b\n-- a.txt --\nx\n").build()

    assert built.paths() == ["a.txt"]
