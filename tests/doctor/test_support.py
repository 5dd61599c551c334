"""`doctor`: what of a site is supported, approximated, ignored, or stops a build."""

from __future__ import annotations

import json

import pytest

from cli.conftest import Folder, folder

__all__ = ["folder"]

HEAD = "-- index.html --\n---\n---\nx\n-- _config.yml --\nurl: https://a.example\n"


def standing(folder: Folder, files: str) -> dict[str, tuple[str, str]]:
    """name → (standing, note)."""
    outcome = folder.write(HEAD + files).run("doctor", "--format", "json")
    told = [json.loads(line) for line in outcome.out.splitlines()]
    return {one["name"]: (one["standing"], one.get("note", "")) for one in told if "standing" in one}


ENTRIES = {
    "a plugin that comes along": (
        "plugins: [jekyll-feed]\n",
        "jekyll-feed",
        "supported",
        "comes with jekylite",
    ),
    "one that does less": ("plugins: [jekyll-gist]\n", "jekyll-gist", "approximated", "nothing is fetched"),
    "one that no build needs": ("plugins: [jekyll-admin]\n", "jekyll-admin", "ignored", "nothing in a build"),
    "one that nobody has": ("plugins: [jekyll-cards]\n", "jekyll-cards", "refused", "a build stops at it"),
    "one by its old name": ("gems: [jekyll-sitemap]\n", "jekyll-sitemap", "supported", ""),
    "one that `safe` shuts out": (
        "safe: true\nplugins: [jekyll-feed]\n",
        "jekyll-feed",
        "ignored",
        "whitelist",
    ),
    "one of the Gemfile": (
        "-- Gemfile --\ngem 'jekyll-cards', group: :jekyll_plugins\n",
        "jekyll-cards",
        "ignored",
        "",
    ),
    "a tag in Ruby": (
        "-- _plugins/a.rb --\nLiquid::Template.register_tag('card', Card)\n",
        "_plugins/a.rb",
        "ignored",
        "the tag `card`, in Ruby",
    ),
    "a generator and hooks in Ruby": (
        "-- _plugins/b.rb --\nclass A < Jekyll::Generator\nend\nJekyll::Hooks.register :site, :post_read\n",
        "_plugins/b.rb",
        "ignored",
        "a generator and hooks",
    ),
    "other Ruby": ("-- _plugins/c.rb --\nputs 1\n", "_plugins/c.rb", "ignored", "never run"),
    "kramdown": ("markdown: kramdown\n", "markdown: kramdown", "supported", ""),
    "another converter": ("markdown: CommonMark\n", "markdown: CommonMark", "approximated", "mistune"),
    "a converter that is not there": ("markdown: redcarpet\n", "markdown: redcarpet", "refused", ""),
    "Pygments": ("highlighter: pygments\n", "highlighter: pygments", "approximated", "Rouge"),
    "related posts": ("lsi: true\n", "lsi: true", "approximated", "newest"),
    "an option of kramdown": ("kramdown: {hard_wrap: true}\n", "kramdown.hard_wrap: true", "supported", ""),
    "formulas": (
        "kramdown: {math_engine: katex}\n",
        "kramdown.math_engine: katex",
        "approximated",
        "MathJax",
    ),
    "a template of kramdown": ("kramdown: {template: x}\n", "kramdown.template: x", "ignored", "Ruby"),
    "an unknown option": (
        "kramdown: {toc_depth: 2}\n",
        "kramdown.toc_depth: 2",
        "ignored",
        "no option of kramdown's",
    ),
    "an option of Sass": ("sass: {style: compressed}\n", "sass.style: compressed", "supported", ""),
    "an old option of Sass": (
        "sass: {line_comments: true}\n",
        "sass.line_comments: true",
        "ignored",
        "Ruby's Sass",
    ),
    "another Sass": ("sass: {implementation: sassc}\n", "sass.implementation: sassc", "ignored", "Dart Sass"),
    "the version that is reproduced": (
        "-- Gemfile.lock --\nGEM\n  specs:\n    jekyll (4.4.0)\n",
        "jekyll 4.4.0",
        "supported",
        "4.4.1 is reproduced",
    ),
    "an old Jekyll": (
        "-- Gemfile.lock --\nGEM\n  specs:\n    jekyll (3.9.5)\n",
        "jekyll 3.9.5",
        "approximated",
        "Jekyll 3",
    ),
    "an old kramdown": (
        "-- Gemfile.lock --\n    kramdown (1.17.0)\n",
        "kramdown 1.17.0",
        "approximated",
        "ids of headings",
    ),
    "LibSass": (
        "-- Gemfile.lock --\n    jekyll-sass-converter (2.2.0)\n",
        "jekyll-sass-converter 2.2.0",
        "approximated",
        "sassc (LibSass)",
    ),
    "an old Rouge": (
        "-- Gemfile.lock --\n    rouge (3.30.0)\n",
        "rouge 3.30.0",
        "approximated",
        "classes of code",
    ),
    "a newer Liquid": (
        "-- Gemfile.lock --\n    liquid (5.4.0)\n",
        "liquid 5.4.0",
        "approximated",
        "Liquid 5",
    ),
}


@pytest.mark.parametrize(("files", "name", "expected", "note"), ENTRIES.values(), ids=list(ENTRIES))
def test_it_says_how_far_it_goes(folder: Folder, files: str, name: str, expected: str, note: str) -> None:
    found = standing(folder, files)

    assert name in found, found
    assert found[name][0] == expected
    assert note in found[name][1]


@pytest.mark.parametrize("setting", ["kramdown: {1: [2]}", "sass: {1: 2, null: 3}", "gems: [[a], {b: c}]"])
def test_settings_that_are_no_text_are_reported_like_others(folder: Folder, setting: str) -> None:
    outcome = folder.write(HEAD + setting + "\n").run("doctor")

    assert "Traceback" not in outcome.err
    assert outcome.code in (0, 1)


def test_what_is_approximated_or_ignored_does_not_make_it_fail(folder: Folder) -> None:
    folder.write(HEAD + "lsi: true\nkramdown: {template: x}\n-- _plugins/a.rb --\nputs 1\n")
    assert folder.run("doctor").code == 0


def test_a_plugin_that_stops_a_build_makes_it_fail_and_it_goes_on(folder: Folder) -> None:
    outcome = folder.write(HEAD + "plugins: [jekyll-feed, jekyll-cards]\n-- index.md --\n---\n---\n").run(
        "doctor"
    )

    assert outcome.code == 1
    assert "the plugin jekyll-cards is not known" in outcome.err
    assert "The following destination is shared by multiple files." in outcome.err


def test_the_compiler_in_use_is_the_first_of_those_that_are_there(folder: Folder) -> None:
    outcome = folder.write(HEAD).run("doctor", "--format", "json")
    sass = [json.loads(line) for line in outcome.out.splitlines() if '"part": "Sass"' in line]

    assert sass[0]["standing"] in ("supported", "refused")
    assert all(one["standing"] == "ignored" for one in sass[1:])


def test_it_is_laid_out_in_parts(folder: Folder) -> None:
    outcome = folder.write(HEAD + "plugins: [jekyll-feed]\nlsi: true\n").run("doctor")

    assert (
        "Plugins\n"
        "  supported    jekyll-feed  comes with jekylite  (_config.yml:2:11)\n"
        "\n"
        "Markdown and code\n"
        "  approximated lsi: true  related posts are the newest ones"
    ) in outcome.out
