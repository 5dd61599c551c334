"""What a build is told: defaults, files, the theme, the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.conftest import Load
from jekylite.config.load import load_config, with_theme_config
from jekylite.diagnostics import INFO, WARNING, Collector
from jekylite.errors import ConfigError

JEKYLLS_EXCLUDES = [
    ".sass-cache",
    ".jekyll-cache",
    "gemfiles",
    "Gemfile",
    "Gemfile.lock",
    "node_modules",
    "vendor/bundle/",
    "vendor/cache/",
    "vendor/gems/",
    "vendor/ruby/",
]


def test_without_a_file_the_defaults_are_jekylls(load: Load, tmp_path: Path) -> None:
    config = load({})

    assert config.data == {
        "source": str(tmp_path),
        "destination": str(tmp_path / "_site"),
        "collections_dir": "",
        "cache_dir": ".jekyll-cache",
        "plugins_dir": "_plugins",
        "layouts_dir": "_layouts",
        "data_dir": "_data",
        "includes_dir": "_includes",
        "collections": {
            "posts": {"output": True, "permalink": "/:categories/:year/:month/:day/:title:output_ext"}
        },
        "safe": False,
        "include": [".htaccess"],
        "exclude": JEKYLLS_EXCLUDES,
        "keep_files": [".git", ".svn"],
        "encoding": "utf-8",
        "markdown_ext": "markdown,mkdown,mkdn,mkd,md",
        "strict_front_matter": False,
        "show_drafts": None,
        "limit_posts": 0,
        "future": False,
        "unpublished": False,
        "whitelist": [],
        "plugins": [],
        "markdown": "kramdown",
        "highlighter": "rouge",
        "lsi": False,
        "excerpt_separator": "\n\n",
        "incremental": False,
        "detach": False,
        "port": "4000",
        "host": "127.0.0.1",
        "baseurl": None,
        "show_dir_listing": False,
        "permalink": "date",
        "paginate_path": "/page:num",
        "timezone": None,
        "quiet": False,
        "verbose": False,
        "defaults": [],
        "liquid": {"error_mode": "warn", "strict_filters": False, "strict_variables": False},
        "kramdown": {
            "auto_ids": True,
            "toc_levels": [1, 2, 3, 4, 5, 6],
            "entity_output": "as_char",
            "smart_quotes": "lsquo,rsquo,ldquo,rdquo",
            "input": "GFM",
            "hard_wrap": False,
            "guess_lang": True,
            "footnote_nr": 1,
            "show_warnings": False,
        },
    }
    assert (config.source, config.destination) == (tmp_path, tmp_path / "_site")
    assert config.environment == "development"


def test_own_keys_follow_the_defaults_in_the_order_of_the_file(load: Load) -> None:
    assert list(load("zebra: 1\nfuture: true\nape: 2").data)[-2:] == ["zebra", "ape"]


def test_later_files_win_and_merge_deeply(load: Load) -> None:
    config = load(
        {
            "_config.yml": "title: A\nnested: {a: 1, b: {c: 2}}\nlist: [1, 2]\ngone: kept",
            "dev.yml": "title: B\nnested: {b: {d: 3}}\nlist: [3]\ngone: null",
        },
        files=["_config.yml", "dev.yml"],
    )

    assert config.data["title"] == "B"
    assert config.data["nested"] == {"a": 1, "b": {"c": 2, "d": 3}}
    assert config.data["list"] == [3]
    assert config.data["gone"] == "kept"


def test_the_command_line_wins_over_the_files(load: Load) -> None:
    config = load("baseurl: /file\nlimit_posts: 3", overrides={"baseurl": "/line", "limit_posts": None})

    assert (config.baseurl, config.limit_posts) == ("/line", 3)


@pytest.mark.parametrize("name", ["_config.yml", "_config.yaml", "_config.toml"])
def test_the_file_may_be_yml_yaml_or_toml(load: Load, name: str) -> None:
    text = 'title = "A"' if name.endswith("toml") else "title: A"

    assert load({name: text}).data["title"] == "A"


def test_the_first_of_several_kinds_is_read_alone(load: Load) -> None:
    assert load({"_config.yml": "a: 1", "_config.yaml": "b: 1", "_config.toml": "c = 1"}).files == (
        Path.cwd() / "_config.yml",
    )


def test_toml_has_tables_lists_and_dates(load: Load) -> None:
    config = load({"_config.toml": 'tags = ["a"]\n[collections.notes]\noutput = true\n'})

    assert config.data["tags"] == ["a"]
    assert config.collections["notes"] == {"output": True}


def test_an_empty_file_changes_nothing(load: Load) -> None:
    assert load("# nothing\n").permalink == "date"


def test_the_files_that_were_read_are_named(load: Load, collector: Collector, tmp_path: Path) -> None:
    load("title: A")

    assert [(item.severity, item.topic, item.message) for item in collector.items] == [
        (INFO, "Configuration file", str(tmp_path / "_config.yml"))
    ]


@pytest.mark.parametrize("folder", [False, True])
def test_no_file_is_named_as_none(load: Load, collector: Collector, tmp_path: Path, folder: bool) -> None:
    if folder:
        (tmp_path / "_config.yml").mkdir()
    load({})

    assert [(item.severity, item.topic, item.message) for item in collector.items] == [
        (INFO, "Configuration file", "none")
    ]


def test_the_source_may_lie_elsewhere_and_the_destination_stays_below_the_working_folder(
    load: Load, tmp_path: Path
) -> None:
    config = load({"web/_config.yml": "title: A"}, source="web")

    assert (config.source, config.destination) == (tmp_path / "web", tmp_path / "_site")
    assert config.data["source"] == "web"


def test_the_environment_is_jekyll_env(load: Load) -> None:
    assert load({}, environ={"JEKYLL_ENV": "production"}).environment == "production"
    assert load({}, environ={"JEKYLL_ENV": ""}).environment == "development"


# Collections


def test_collections_may_be_a_list_of_labels(load: Load) -> None:
    assert list(load("collections: [notes, recipes]").collections) == ["posts", "notes", "recipes"]


def test_posts_come_first_have_output_and_the_sites_permalink(load: Load) -> None:
    config = load("permalink: pretty\ncollections:\n  notes:\n  posts: {output: false, extra: 1}")

    assert config.collections == {
        "posts": {"output": True, "extra": 1, "permalink": "/:categories/:year/:month/:day/:title/"},
        "notes": {},
    }


def test_a_permalink_of_the_posts_stays(load: Load) -> None:
    config = load("permalink: pretty\ncollections: {posts: {permalink: /:title/}}")

    assert config.collections["posts"]["permalink"] == "/:title/"


def test_a_pattern_is_its_own_style(load: Load) -> None:
    assert load("permalink: /blog/:title").collections["posts"]["permalink"] == "/blog/:title"


def test_excludes_are_extended_and_includes_replaced(load: Load) -> None:
    config = load("exclude: [Gemfile, x]\ninclude: [_pages]")

    assert config.data["exclude"] == [
        "Gemfile",
        "x",
        *(name for name in JEKYLLS_EXCLUDES if name != "Gemfile"),
    ]
    assert config.include == ("_pages",)


# The theme


def test_a_themes_settings_lie_beneath_minus_those_with_a_default(load: Load, tmp_path: Path) -> None:
    config = load("own: site\ndeep: {b: 2}")
    theme = tmp_path / "theme.yml"
    theme.write_text("from_theme: yes\nown: theme\ndeep: {a: 1, b: 1}\npermalink: /never/\n")
    collector = Collector()

    merged = with_theme_config(config, theme, collector)

    assert merged.data["from_theme"] is True
    assert merged.data["own"] == "site"
    assert merged.data["deep"] == {"a": 1, "b": 2}
    assert merged.permalink == "date"
    assert collector.items[0].topic == "Theme Config file"


@pytest.mark.parametrize("setting", [True, "text"])
def test_only_true_ignores_a_themes_settings(load: Load, tmp_path: Path, setting: object) -> None:
    config = load({}, overrides={"ignore_theme_config": setting})
    theme = tmp_path / "theme.yml"
    theme.write_text("from_theme: yes")

    assert ("from_theme" in with_theme_config(config, theme, Collector()).data) is (setting is not True)


def test_a_themes_settings_behind_a_link_are_not_read(load: Load, tmp_path: Path) -> None:
    (tmp_path / "theme.yml").write_text("from_theme: yes")
    (tmp_path / "link.yml").symlink_to(tmp_path / "theme.yml")

    assert "from_theme" not in with_theme_config(load({}), tmp_path / "link.yml", Collector()).data


# What is refused

REFUSED: dict[str, tuple[str, str]] = {
    "exclude as a text": (
        'a: 1\nexclude: "a, b"',
        "_config.yml:2:1: 'exclude' should be set as an array, but was: \"a, b\".",
    ),
    "include left empty": ("include:", "_config.yml:1:1: 'include' should be set as an array, but was: nil."),
    "plugins as a text": (
        "plugins: jekyll-feed",
        "_config.yml:1:1: 'plugins' should be set as an array, but was: \"jekyll-feed\".",
    ),
    "a folder that is a list": (
        "layouts_dir: [a]",
        "_config.yml:1:1: 'layouts_dir' should be set as a string, but was: [\"a\"].",
    ),
    "a count that is a text": (
        "limit_posts: many",
        "_config.yml:1:1: 'limit_posts' should be set as an integer, but was: \"many\".",
    ),
    "a map that is a flag": (
        "kramdown: false",
        "_config.yml:1:1: 'kramdown' should be set as a map, but was: false.",
    ),
    "collections as a text": (
        "collections: notes",
        "_config.yml:1:1: 'collections' should be set as a map or a list, but was: \"notes\".",
    ),
    "a collection's settings as a flag": (
        "collections:\n  notes: true",
        "_config.yml:2:3: the settings of the collection 'notes' should be a map, but were: true.",
    ),
    "broken YAML": (
        "title: a\n  bad: [1",
        "_config.yml:2:6: mapping values are not allowed in this context",
    ),
    "a source that is not there": ("source: nowhere", "_config.yml:1:1: the source `nowhere` does not exist"),
    "a source that is a file": (
        "source: _config.yml",
        "_config.yml:1:1: the source `_config.yml` is not a folder",
    ),
}


@pytest.mark.parametrize(("text", "error"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_used_is_refused_with_its_place(load: Load, text: str, error: str) -> None:
    with pytest.raises(ConfigError) as raised:
        load(text)

    assert str(raised.value) == error


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('a = 1\nb = "x', "_config.toml:2:6: Unterminated string"),
        ("a = 1\nb = c\n", "_config.toml:2:5: Invalid value"),
    ],
)
def test_broken_toml_is_refused_with_its_place(load: Load, text: str, error: str) -> None:
    with pytest.raises(ConfigError) as raised:
        load({"_config.toml": text})

    assert str(raised.value) == error


def test_a_file_that_is_not_utf8_is_refused_with_its_line(load: Load, tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_bytes(b"a: 1\nb: \xe9\n")

    with pytest.raises(ConfigError) as raised:
        load({})

    assert str(raised.value) == "_config.yml:2:4: the file is not UTF-8"


def test_a_file_asked_for_must_be_there(load: Load, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as raised:
        load({}, files=["nope.yml"])

    assert raised.value.message == f"The configuration file '{tmp_path / 'nope.yml'}' could not be found."


def test_a_source_named_by_the_command_must_be_there(load: Load) -> None:
    with pytest.raises(ConfigError, match="the source `nowhere` does not exist"):
        load({}, source="nowhere")


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("_config.yml", "- a\n- b", "_config.yml is not a map: write `key: value` lines"),
        (
            "settings.json",
            "{}",
            "No parser for 'settings.json' is available. Use a .y(a)ml or .toml file instead.",
        ),
    ],
)
def test_a_file_that_holds_no_settings_is_a_warning_and_the_defaults_stay(
    load: Load, collector: Collector, name: str, text: str, hint: str
) -> None:
    config = load({name: text}, files=[name])

    assert config.permalink == "date"
    assert [(item.severity, item.topic, item.message, item.hint) for item in collector.items] == [
        (WARNING, "WARNING", "Error reading configuration. Using defaults (and options).", hint)
    ]


# What is mentioned

SLIPS: dict[str, tuple[str, str, str] | None] = {
    "colections: [a]": ("_config.yml:1:1", "`colections` is not a setting", "did you mean `collections`?"),
    "title: a\nbase_url: /b": ("_config.yml:2:1", "`base_url` is not a setting", "did you mean `baseurl`?"),
    "Permalink: pretty": ("_config.yml:1:1", "`Permalink` is not a setting", "did you mean `permalink`?"),
    "plugin: [a]": ("_config.yml:1:1", "`plugin` is not a setting", "did you mean `plugins`?"),
    "kramdown:\n  hard_wraps: true": (
        "_config.yml:2:3",
        "`kramdown.hard_wraps` is not a setting",
        "did you mean `kramdown.hard_wrap`?",
    ),
    'future: "false"': (
        "_config.yml:1:1",
        '`future` is the text "false", and every text counts as true',
        "write `future: false` without quotes",
    ),
    "permalink: prety": (
        "_config.yml:1:1",
        "`permalink: prety` is no style, so every post gets this one address",
        "did you mean `pretty`?",
    ),
    "timezone: Asia/Shanghia": (
        "_config.yml:1:1",
        "the time zone `Asia/Shanghia` is not known, and nothing is set",
        "did you mean `Asia/Shanghai`?",
    ),
    "defaults:\n  - scope: {paths: a}\n    values: {}": (
        "_config.yml:2:13",
        "`defaults.scope.paths` is not a setting",
        "did you mean `defaults.scope.path`?",
    ),
    "defaults:\n  - scope: {path: a}\n    value: {}\n    values: {}": None,
    "baseurl: /a\nbase_url: /b": None,
    "gems: [jekyll-feed]": (
        "_config.yml:1:1",
        "`gems` has been called `plugins` since Jekyll 3.5; it is read as such",
        "rename it to `plugins`",
    ),
}


@pytest.mark.parametrize(("text", "warning"), SLIPS.items())
def test_slips_are_mentioned(
    load: Load, collector: Collector, text: str, warning: tuple[str, str, str] | None
) -> None:
    load(text)

    warnings = [item for item in collector.items if item.severity == WARNING]
    assert [(str(item.at), item.message, item.hint) for item in warnings] == ([warning] if warning else [])


@pytest.mark.parametrize(
    "key", ["authors", "titles", "links", "pages", "languages", "part", "accent", "my_url", "social_links"]
)
def test_keys_of_ones_own_are_left_alone(load: Load, collector: Collector, key: str) -> None:
    load(f"{key}: x")

    assert collector.count(WARNING) == 0


def test_every_text_is_true_as_in_ruby(load: Load) -> None:
    config = load("future: 0\nunpublished: no")

    assert (config.future, config.unpublished) == (True, False)


def test_the_place_of_a_setting_is_that_of_its_key(load: Load) -> None:
    config = load("a: 1\nkramdown:\n  input: GFM\n")

    assert str(config.place("kramdown", "input")) == "_config.yml:3:3"
    assert str(config.place("kramdown", "hard_wrap")) == "_config.yml:2:1"
    assert config.place("permalink") is None


def test_a_library_needs_no_collector(tmp_path: Path) -> None:
    assert load_config(tmp_path).source == tmp_path


@pytest.mark.parametrize("name", ["''", "nonsense", "hex"])
def test_an_encoding_that_there_is_none_of_is_told_of_and_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / "_config.yml").write_text(f"encoding: {name}\n", encoding="utf-8")
    collector = Collector()
    config = load_config(tmp_path, collector=collector)
    assert config.encoding == "utf-8"
    told = [(str(item.at), item.message) for item in collector.items if item.severity == WARNING]
    shown = name.strip("'")
    assert told == [("_config.yml:1:1", f"Unsupported encoding {shown} ignored")]
