"""SassCompiler with the Dart Sass of this machine: CSS, loaded files, errors, warnings."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from sass_fixtures import WriteFiles

from jekylite.errors import ConvertError, Location
from jekylite.sass import SassCompiler, SassOptions, options_from_config

PLAIN = SassOptions()


def compile_text(sass: SassCompiler, text: str, options: SassOptions = PLAIN) -> str:
    return sass.compile(text, url=None, syntax="scss", options=options).css


def test_scss_becomes_css_without_a_final_newline(sass: SassCompiler, files: WriteFiles) -> None:
    files("")

    assert compile_text(sass, "a { b { c: 1px + 1px; } }") == "a b {\n  c: 2px;\n}"


def test_the_indented_syntax_has_no_braces(sass: SassCompiler, files: WriteFiles) -> None:
    files("")

    css = sass.compile("a\n  b: c\n", url=None, syntax="indented", options=PLAIN).css

    assert css == "a {\n  b: c;\n}"


def test_compressed_css_has_one_line(sass: SassCompiler, files: WriteFiles) -> None:
    files("")

    assert compile_text(sass, "a { b: 0.5px; }", SassOptions(style="compressed")) == "a{b:.5px}"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (SassOptions(), '@charset "UTF-8";\na {\n  b: "é";\n}'),
        (SassOptions(style="compressed"), '\ufeffa{b:"é"}'),
        (SassOptions().for_filters(), 'a {\n  b: "é";\n}'),
        (SassOptions(style="compressed").for_filters(), 'a{b:"é"}'),
    ],
)
def test_css_that_is_not_ascii_says_its_charset_in_pages_only(
    options: SassOptions, expected: str, sass: SassCompiler, files: WriteFiles
) -> None:
    files("")

    assert compile_text(sass, "a { b: 'é' }", options) == expected


def test_text_longer_than_a_pipe_holds_goes_through(sass: SassCompiler, files: WriteFiles) -> None:
    files("")
    rules = "".join(f".rule-{number} {{ order: {number}; }}\n" for number in range(20_000))

    assert compile_text(sass, rules, SassOptions(style="compressed")).count("{order:") == 20_000


def test_a_page_finds_its_own_folder_first_then_the_load_paths_in_order(
    sass: SassCompiler, files: WriteFiles
) -> None:
    source = files("""
        -- css/_near.scss --
        .near { from: page }
        -- _sass/_near.scss --
        .near { from: site }
        -- _sass/_both.scss --
        .both { from: site }
        -- theme/_both.scss --
        .both { from: theme }
        -- theme/_far.scss --
        .far { from: theme }
        """)
    options = options_from_config({"style": "compressed"}, source, source / "theme")

    result = sass.compile(
        '@use "near"; @use "both"; @use "far";',
        url=(source / "css/main.scss").as_uri(),
        syntax="scss",
        options=options,
    )

    assert result.css == ".near{from:page}.both{from:site}.far{from:theme}"
    assert result.loaded == tuple(
        source / path for path in ("css/_near.scss", "_sass/_both.scss", "theme/_far.scss")
    )


def test_text_without_a_place_finds_the_load_paths_only(sass: SassCompiler, files: WriteFiles) -> None:
    source = files("""
        -- here.scss --
        .here { a: b }
        -- _sass/there.scss --
        .there { a: b }
        """)
    options = options_from_config({}, source).for_filters()

    assert compile_text(sass, '@use "there";', options) == ".there {\n  a: b;\n}"
    with pytest.raises(ConvertError, match="Can't find stylesheet"):
        compile_text(sass, '@use "here";', options)


def test_a_partial_loaded_twice_is_named_once(sass: SassCompiler, files: WriteFiles) -> None:
    source = files("""
        -- _sass/_a.scss --
        a { b: c }
        """)
    result = sass.compile(
        '@import "a"; @import "a";', url=None, syntax="scss", options=options_from_config({}, source)
    )

    assert result.loaded == (source / "_sass/_a.scss",)


class TestErrors:
    def test_name_the_place_in_the_partial_and_show_dart_sass_own_excerpt(
        self, sass: SassCompiler, files: WriteFiles
    ) -> None:
        source = files("""
            -- _sass/_broken.scss --
            .a {
              color: $missing;
            }
            """)

        with pytest.raises(ConvertError) as caught:
            sass.compile(
                '@import "broken";',
                url=(source / "assets/main.scss").as_uri(),
                syntax="scss",
                options=options_from_config({}, source),
            )

        assert caught.value.at == Location("_sass/_broken.scss", 2, 10)
        assert caught.value.message.splitlines() == [
            "Undefined variable",
            "  ╷",
            "2 │   color: $missing;",
            "  │          ^^^^^^^^",
            "  ╵",
            "  _broken.scss 2:10     @import",
            "  assets/main.scss 1:9  root stylesheet",
        ]

    def test_count_lines_from_the_top_of_the_file(self, sass: SassCompiler, files: WriteFiles) -> None:
        source = files("")

        with pytest.raises(ConvertError) as caught:
            sass.compile(
                "a {\n  b: $c\n}",
                url=(source / "main.scss").as_uri(),
                syntax="scss",
                options=PLAIN,
                first_line=4,
            )

        assert caught.value.at == Location("main.scss", 5, 6)
        assert "5 │   b: $c" in caught.value.message
        assert "main.scss 5:6  root stylesheet" in caught.value.message

    def test_count_columns_in_characters(self, sass: SassCompiler, files: WriteFiles) -> None:
        source = files("")

        with pytest.raises(ConvertError) as caught:
            sass.compile(
                "a { b: '😀' $c }", url=(source / "main.scss").as_uri(), syntax="scss", options=PLAIN
            )

        assert caught.value.at == Location("main.scss", 1, 12)

    def test_in_text_without_a_place_have_none(self, sass: SassCompiler, files: WriteFiles) -> None:
        files("")

        with pytest.raises(ConvertError, match="Undefined variable") as caught:
            compile_text(sass, "a { b: $c }")

        assert caught.value.at is None

    def test_name_a_file_outside_the_source_in_full(
        self, sass: SassCompiler, files: WriteFiles, tmp_path: Path
    ) -> None:
        files("")
        (tmp_path / "theme").mkdir()
        (tmp_path / "theme/_a.scss").write_text("a {", encoding="utf-8")

        with pytest.raises(ConvertError) as caught:
            compile_text(sass, '@use "a";', SassOptions(load_paths=(tmp_path / "theme",)))

        assert caught.value.at is not None
        assert caught.value.at.path == (tmp_path / "theme/_a.scss").as_posix()

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("a {", 'expected "}"'),
            ('@use "none";', "Can't find stylesheet to import"),
            ('@error "stop here";', "stop here"),
            ("@function f() { @return f() } a { b: f() }", "(?i)stack overflow"),
        ],
    )
    def test_leave_the_compiler_usable(
        self, text: str, message: str, sass: SassCompiler, files: WriteFiles
    ) -> None:
        files("")

        with pytest.raises(ConvertError, match=message):
            compile_text(sass, text)

        assert compile_text(sass, "a{b:c}") == "a {\n  b: c;\n}"

    def test_a_fatal_deprecation_is_one(self, sass: SassCompiler, files: WriteFiles) -> None:
        files("")

        with pytest.raises(ConvertError, match="division"):
            compile_text(sass, "a { b: (4px/2) }", SassOptions(fatal_deprecations=("slash-div",)))


class TestWarnings:
    def test_are_all_returned_with_kind_and_place(self, sass: SassCompiler, files: WriteFiles) -> None:
        source = files("""
            -- _sass/_old.scss --
            a { b: (4px/2) }
            @mixin m { @warn "old"; }
            """)

        result = sass.compile(
            '\n@import "old";\n@warn "beware";\n@debug 1 + 1;\na { @include m; }',
            url=(source / "main.scss").as_uri(),
            syntax="scss",
            options=options_from_config({}, source),
            first_line=3,
        )

        assert [(warning.kind, warning.deprecation, str(warning.at)) for warning in result.warnings] == [
            ("deprecation", "import", "main.scss:4:9"),
            ("deprecation", "slash-div", "_sass/_old.scss:1:9"),
            ("warning", None, "main.scss:5:1"),
            ("debug", None, "main.scss:6:1"),
            ("warning", None, "_sass/_old.scss:2:12"),
        ]
        assert [warning.text for warning in result.warnings[2:]] == ["beware", "2", "old"]

    def test_are_not_cut_at_five_of_a_kind(self, sass: SassCompiler, files: WriteFiles) -> None:
        files("")
        result = sass.compile("a { b: (4px/2) }\n" * 20, url=None, syntax="scss", options=PLAIN)

        assert [warning.deprecation for warning in result.warnings] == ["slash-div"] * 20

    def test_can_be_silenced_by_name(self, sass: SassCompiler, files: WriteFiles) -> None:
        files("")
        options = SassOptions(silence_deprecations=("slash-div",))

        result = sass.compile("a { b: (4px/2) }", url=None, syntax="scss", options=options)

        assert result.warnings == ()

    def test_of_dependencies_can_be_silenced(self, sass: SassCompiler, files: WriteFiles) -> None:
        source = files("""
            -- _sass/_old.scss --
            a { b: (4px/2) }
            """)
        options = options_from_config({"quiet_deps": True}, source)

        result = sass.compile('@use "old"; a { c: (6px/2) }', url=None, syntax="scss", options=options)

        assert len(result.warnings) == 1


class TestProcess:
    def test_is_one_for_all_style_sheets_and_ends_with_the_block(
        self, sass: SassCompiler, files: WriteFiles
    ) -> None:
        files("")
        with SassCompiler(files("")) as compiler:
            assert _children() == set()
            compile_text(compiler, "a{b:c}")
            (child,) = _children()
            compile_text(compiler, "a{b:c}")
            assert _children() == {child}

        assert _children() == set()

    def test_comes_up_again_after_close(self, sass: SassCompiler, files: WriteFiles) -> None:
        files("")
        compile_text(sass, "a{b:c}")
        sass.close()

        assert compile_text(sass, "a{b:c}") == "a {\n  b: c;\n}"

    def test_can_be_started_before_it_is_needed(self, sass: SassCompiler, files: WriteFiles) -> None:
        files("")
        sass.start()
        sass.start()

        assert len(_children()) == 1
        assert sass.version.split(".")[0] == "1"

    def test_is_shared_by_threads(self, sass: SassCompiler, files: WriteFiles) -> None:
        files("")
        made: dict[int, str] = {}

        def compile_one(number: int) -> None:
            made[number] = compile_text(sass, f"a {{ b: {number} }}", SassOptions(style="compressed"))

        threads = [threading.Thread(target=compile_one, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert made == {number: f"a{{b:{number}}}" for number in range(8)}


def _children() -> set[int]:
    """The processes that this one has started and that still run."""
    if not Path("/proc/self/task").is_dir():
        pytest.skip("the system has no /proc to list child processes")
    listing = Path(f"/proc/self/task/{os.getpid()}/children")
    if not listing.is_file():
        pytest.skip("the kernel does not list child processes")
    return {int(child) for child in listing.read_text().split()}
