"""Which plugins are on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from building import SiteUnderTest
from jekylite.errors import PluginError
from jekylite.plugins.gemfile import plugin_gems

Factory = Callable[[str], SiteUnderTest]

GEMFILES = {
    "a group": ("group :jekyll_plugins do\n  gem 'a'\n  gem \"b\", '~> 1'\nend\ngem 'c'\n", ["a", "b"]),
    "an option": (
        "gem 'a', group: :jekyll_plugins\ngem 'b', :group => :jekyll_plugins\ngem 'c'\n",
        ["a", "b"],
    ),
    "a list of groups": ("gem 'a', groups: [:development, :jekyll_plugins]\n", ["a"]),
    "several groups": ("group :test, :jekyll_plugins do\n gem 'a'\nend\n", ["a"]),
    "a condition in the group": (
        "group :jekyll_plugins do\n if ENV['X']\n  gem 'a'\n end\n gem 'b'\nend\ngem 'c'\n",
        ["a", "b"],
    ),
    "a condition behind a gem": (
        "group :jekyll_plugins do\n gem 'a' if true\n gem 'b'\nend\ngem 'c'\n",
        ["a", "b"],
    ),
    "another group": ("group :test do\n gem 'a'\nend\n", []),
    "a comment": ("# gem 'a', group: :jekyll_plugins\ngroup :jekyll_plugins do\n # gem 'b'\nend\n", []),
    "a name twice": ("group :jekyll_plugins do\n gem 'a'\n gem 'a'\nend\n", ["a"]),
}


@pytest.mark.parametrize("case", GEMFILES)
def test_the_gems_of_a_gemfile_that_are_plugins(case: str, tmp_path: Path) -> None:
    text, names = GEMFILES[case]
    (tmp_path / "Gemfile").write_text(text)

    assert plugin_gems(tmp_path, {}) == names
    assert plugin_gems(tmp_path, {"JEKYLL_NO_BUNDLER_REQUIRE": "true"}) == []
    assert plugin_gems(tmp_path / "other", {"BUNDLE_GEMFILE": str(tmp_path / "Gemfile")}) == names


def test_without_a_gemfile_there_are_none(tmp_path: Path) -> None:
    assert plugin_gems(tmp_path, {}) == []


def test_a_plugin_of_the_gemfile_is_on(site: Factory, monkeypatch: pytest.MonkeyPatch) -> None:
    under_test = site("-- Gemfile --\ngem 'jekyll-sitemap', group: :jekyll_plugins\n-- index.html --\nx\n")
    monkeypatch.chdir(under_test.folder)

    assert under_test.build().paths() == ["index.html", "robots.txt", "sitemap.xml"]


def test_an_unknown_gem_of_the_gemfile_is_a_warning(site: Factory, monkeypatch: pytest.MonkeyPatch) -> None:
    under_test = site("-- Gemfile --\ngem 'jekyll-nope', group: :jekyll_plugins\n-- index.html --\nx\n")
    monkeypatch.chdir(under_test.folder)

    built = under_test.build()

    assert [warning.message for warning in built.warnings()] == [
        "the Gemfile's plugin jekyll-nope is not known, and left out"
    ]


def test_gems_is_the_old_name_of_plugins(site: Factory) -> None:
    built = site("-- _config.yml --\ngems: [jekyll-sitemap]\n-- index.html --\nx\n").build()

    assert "sitemap.xml" in built.paths()


def test_an_unknown_name_in_plugins_stops_the_build_at_its_place(site: Factory) -> None:
    with pytest.raises(PluginError, match="jekyll-nope is not known") as raised:
        site("-- _config.yml --\ntitle: x\nplugins: [jekyll-nope]\n").build()

    assert str(raised.value.at) == "_config.yml:2:11"


def test_safe_lets_through_what_is_on_the_whitelist(site: Factory) -> None:
    built = site("""
-- _config.yml --
plugins: [jekyll-feed, jekyll-sitemap]
whitelist: [jekyll-sitemap]
safe: true
-- index.html --
x
""").build()

    assert built.paths() == ["index.html", "robots.txt", "sitemap.xml"]
    assert "the plugin jekyll-feed is left out" in built.warnings()[0].message


RUBY = """
-- _plugins/a.rb --
Liquid::Template.register_tag('youtube', YouTube)
-- _plugins/deep/b.rb --
class B < Jekyll::Generator
end
Liquid::Template.register_filter(C)
-- _plugins/c.rb --
puts 1
-- index.html --
x
"""


def test_plugins_in_ruby_are_named_one_line_each(site: Factory) -> None:
    built = site(RUBY).build()

    assert [(str(one.at), one.message) for one in built.warnings()] == [
        ("_plugins/a.rb", "the tag `youtube` is written in Ruby, which is not run"),
        ("_plugins/c.rb", "a plugin is written in Ruby, which is not run"),
        ("_plugins/deep/b.rb", "filters and a generator are written in Ruby, which is not run"),
    ]


def test_safe_mode_says_nothing_of_plugins_in_ruby(site: Factory) -> None:
    assert site(RUBY).build(safe=True).warnings() == []
