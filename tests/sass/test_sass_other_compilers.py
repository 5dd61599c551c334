"""npm's `sass` gives the same answers as the embedded compiler; libraries give what they can."""

from __future__ import annotations

import importlib.metadata
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sass_fixtures import WriteFiles

from jekylite.errors import ConvertError, Location
from jekylite.sass import SassCompiler, SassOptions, options_from_config, stylesheet

SITE = """
    -- _sass/_old.scss --
    $width: 10px;
    .grün { width: ($width/3); }
    @mixin shout { @warn "shouted"; }
    """
PAGE = '\n@import "old";\n@debug "here";\n.a { @include shout; .b { color: lighten(#336699, 10%) } }\n'


def is_installed(distribution: str) -> bool:
    return any(importlib.metadata.distributions(name=distribution))


@pytest.fixture
def npm_sass(tmp_path: Path, pytestconfig: pytest.Config) -> Iterator[SassCompiler]:
    """npm's `sass`: the one on PATH, or the one that the comparison with npm has installed.

    Another process may be installing it right now; it is there once `installed` is.
    """
    program = shutil.which("sass")
    if program is None and pytestconfig.cache is not None:
        packages = pytestconfig.cache.mkdir("sass-packages")
        if (packages / "installed").is_file():
            program = str(packages / "node_modules/sass/sass.js")
    if program is None or not (Path(program).resolve().parent / "sass.node.js").is_file():
        pytest.skip("npm's `sass` is not installed")
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    with SassCompiler(tmp_path / "site", compiler=program) as compiler:
        yield compiler


class TestNpm:
    @pytest.mark.parametrize("style", ["expanded", "compressed"])
    def test_css_map_loaded_files_and_warnings_are_the_same(
        self, style: str, sass: SassCompiler, npm_sass: SassCompiler, files: WriteFiles
    ) -> None:
        source = files(SITE)
        options = options_from_config({"style": style}, source)
        if sass.version != npm_sass.version:
            pytest.skip(f"the compilers are Dart Sass {sass.version} and {npm_sass.version}")

        one, other = (
            stylesheet(compiler, PAGE, source=source, path="css/main.scss", options=options, first_line=3)
            for compiler in (sass, npm_sass)
        )

        assert (one.css, one.source_map, one.loaded) == (other.css, other.source_map, other.loaded)
        assert [(w.kind, w.deprecation, w.text, str(w.at)) for w in one.warnings] == [
            (w.kind, w.deprecation, w.text, str(w.at)) for w in other.warnings
        ]

    @pytest.mark.parametrize("page", ["a { b: $c }", '@use "broken";', '@error "no";', "a {"])
    def test_errors_are_the_same(
        self, page: str, sass: SassCompiler, npm_sass: SassCompiler, files: WriteFiles
    ) -> None:
        source = files("""
            -- _broken.scss --
            a { b: 1px + 1s; }
            """)
        errors = []
        for compiler in (sass, npm_sass):
            with pytest.raises(ConvertError) as caught:
                stylesheet(
                    compiler, page, source=source, path="main.scss", options=SassOptions(), first_line=3
                )
            errors.append((caught.value.message, caught.value.at))

        assert errors[0] == errors[1]

    def test_deprecations_are_silenced_and_made_fatal_by_name_or_version(
        self, npm_sass: SassCompiler, files: WriteFiles
    ) -> None:
        files("")
        silent = npm_sass.compile(
            "a { b: (4px/2) }", options=SassOptions(silence_deprecations=("slash-div",)), syntax="scss"
        )

        assert silent.warnings == ()
        for fatal in ("slash-div", "1.33.0"):
            with pytest.raises(ConvertError, match="division"):
                npm_sass.compile(
                    "a { b: (4px/2) }", options=SassOptions(fatal_deprecations=(fatal,)), syntax="scss"
                )

    def test_text_without_a_place_compiles_too(self, npm_sass: SassCompiler, files: WriteFiles) -> None:
        files("")

        css = npm_sass.compile("a\n  b: é", syntax="indented", options=SassOptions().for_filters()).css

        assert css == "a {\n  b: é;\n}"


class TestLibraries:
    @pytest.fixture(params=["libsass", "sasso"])
    def library(self, request: pytest.FixtureRequest, files: WriteFiles) -> Iterator[SassCompiler]:
        name = request.param
        if not is_installed(name):
            pytest.skip(f"{name} is not installed")
        with SassCompiler(files(SITE), compiler=name) as compiler:
            yield compiler

    def test_css_comes_with_a_warning_and_without_a_map(self, library: SassCompiler, tmp_path: Path) -> None:
        source = tmp_path / "site"
        options = options_from_config({"style": "compressed"}, source)

        sheet = stylesheet(library, '@import "old"; a{b:c}', source=source, path="main.scss", options=options)

        assert "a{b:c}" in sheet.css
        assert sheet.source_map is None
        assert sheet.loaded == (source / "_sass/_old.scss",)
        assert [warning.text for warning in sheet.warnings] == [
            f"{library.place.command[0]} is not Dart Sass: the CSS may differ from Jekyll's"
        ]

    def test_errors_name_the_page(self, library: SassCompiler, tmp_path: Path) -> None:
        source = tmp_path / "site"

        with pytest.raises(ConvertError) as caught:
            stylesheet(library, '@import "none";', source=source, path="main.scss", options=SassOptions())

        assert caught.value.at == Location("main.scss")


def test_a_library_that_is_not_installed_is_an_error_with_the_command_to_run(files: WriteFiles) -> None:
    if is_installed("sasso"):
        pytest.skip("sasso is installed")

    with SassCompiler(files(""), compiler="sasso") as compiler, pytest.raises(ConvertError) as caught:
        compiler.compile("a{b:c}", syntax="scss", options=SassOptions())

    assert caught.value.hint == "run `pip install sasso`"
