"""`sass:` in the configuration and what it asks of the compiler."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from jekylite.errors import ConfigError
from jekylite.sass import SassOptions, options_from_config, sass_dir


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({}, {"style": "expanded", "source_map": True, "charset": True, "load_paths": ()}),
        ({"style": "compressed"}, {"style": "compressed"}),
        ({"style": ":compressed"}, {"style": "compressed"}),
        ({"style": "compact"}, {"style": "expanded"}),
        ({"style": "Compressed"}, {"style": "expanded"}),
        ({"style": None}, {"style": "expanded"}),
        ({"sourcemap": "always"}, {"source_map": True}),
        ({"sourcemap": "never"}, {"source_map": False}),
        ({"sourcemap": "development"}, {"source_map": True}),
        ({"sourcemap": "sometimes"}, {"source_map": True}),
        ({"quiet_deps": True, "verbose": True}, {"quiet_deps": True, "verbose": True}),
        ({"quiet_deps": False, "verbose": None}, {"quiet_deps": False, "verbose": False}),
        (
            {"silence_deprecations": ["import", "slash-div"]},
            {"silence_deprecations": ("import", "slash-div")},
        ),
        ({"silence_deprecations": "import"}, {"silence_deprecations": ("import",)}),
        ({"fatal_deprecations": ["1.80.0"]}, {"fatal_deprecations": ("1.80.0",)}),
        ({"future_deprecations": ["import"]}, {"future_deprecations": ("import",)}),
    ],
)
def test_each_key_has_its_effect(
    config: Mapping[str, object], expected: Mapping[str, object], tmp_path: Path
) -> None:
    options = options_from_config(config, tmp_path)

    assert {name: getattr(options, name) for name in expected} == expected


def test_sourcemap_development_means_not_in_production(tmp_path: Path) -> None:
    config = {"sourcemap": "development"}

    assert not options_from_config(config, tmp_path, environment="production").source_map


@pytest.mark.parametrize("mode", [False, True, None, 1])
def test_a_sourcemap_that_is_no_word_is_an_error(mode: object, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"sass\.sourcemap"):
        options_from_config({"sourcemap": mode}, tmp_path)


def test_filters_get_neither_charset_nor_map() -> None:
    options = SassOptions(style="compressed", source_map=True, silence_deprecations=("import",))

    assert options.for_filters() == SassOptions(
        style="compressed", source_map=False, charset=False, silence_deprecations=("import",)
    )


class TestLoadPaths:
    @pytest.fixture
    def source(self, tmp_path: Path) -> Path:
        for folder in ("site/_sass", "site/b", "site/a/x", "site/a-b/x", "site/a/.hidden", "theme", "beside"):
            (tmp_path / folder).mkdir(parents=True)
        (tmp_path / "site/file").touch()
        return tmp_path / "site"

    @pytest.mark.parametrize(
        ("config", "expected"),
        [
            pytest.param({}, ["_sass"], id="_sass is there without being asked for"),
            pytest.param({"load_paths": ["b"]}, ["b", "_sass"], id="load_paths come first"),
            pytest.param({"load_paths": "b"}, ["b", "_sass"], id="one may stand alone"),
            pytest.param({"load_paths": ["b", "./b/", "b/../b"]}, ["b", "_sass"], id="each once"),
            pytest.param({"load_paths": ["none", "file"]}, ["_sass"], id="only folders that are there"),
            pytest.param({"load_paths": ["*/x"]}, ["a/x", "a-b/x", "_sass"], id="globs, folder by folder"),
            pytest.param({"load_paths": ["{b,a}"]}, ["b", "a", "_sass"], id="choices in their order"),
            pytest.param({"load_paths": ["**/x"]}, ["a/x", "a-b/x", "_sass"], id="any depth"),
            pytest.param({"load_paths": ["a/*"]}, ["a/x", "_sass"], id="globs skip hidden folders"),
            pytest.param({"load_paths": ["../beside"]}, ["../beside", "_sass"], id="may lie outside"),
            pytest.param({"sass_dir": "b"}, ["b"], id="sass_dir stands in for _sass"),
            pytest.param({"sass_dir": ""}, ["_sass"], id="an empty sass_dir is none"),
            pytest.param({"sass_dir": "../../a"}, ["a"], id="sass_dir stays inside"),
            pytest.param({"sass_dir": "none"}, [], id="a missing sass_dir is no error"),
        ],
    )
    def test_are_searched_in_order(
        self, config: Mapping[str, object], expected: list[str], source: Path
    ) -> None:
        options = options_from_config(config, source)

        assert options.load_paths == tuple((source / folder).resolve() for folder in expected)

    def test_end_with_the_themes(self, source: Path) -> None:
        theme = source.parent / "theme"

        assert options_from_config({}, source, theme).load_paths == (source / "_sass", theme)
        assert options_from_config({}, source, theme / "none").load_paths == (source / "_sass",)

    def test_stay_inside_the_source_when_the_build_is_safe(self, source: Path) -> None:
        config = {"load_paths": ["../a", "/b", str(source / "a/x")]}

        options = options_from_config(config, source, safe=True)

        assert options.load_paths == (source / "a", source / "b", source / "a/x", source / "_sass")

    def test_the_folder_of_partials_is_known_before_it_exists(self, source: Path) -> None:
        assert sass_dir({"sass_dir": "styles"}, source) == source / "styles"
