"""The files that a page becomes, byte for byte as jekyll-sass-converter 3.1.0 writes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sass_fixtures import WriteFiles

from jekylite.errors import ConvertError, Location
from jekylite.sass import SassCompiler, SassOptions, Stylesheet, options_from_config, stylesheet


def publish(
    sass: SassCompiler, source: Path, path: str, text: str = "a { b: c }", **config: object
) -> Stylesheet:
    return stylesheet(sass, text, source=source, path=path, options=options_from_config(config, source))


def test_the_css_names_its_map_after_an_empty_line(sass: SassCompiler, files: WriteFiles) -> None:
    sheet = publish(sass, files(""), "assets/main.scss")

    assert sheet.css == "a {\n  b: c;\n}\n\n/*# sourceMappingURL=main.css.map */"


def test_compressed_css_names_its_map_on_its_only_line(sass: SassCompiler, files: WriteFiles) -> None:
    sheet = publish(sass, files(""), "main.scss", style="compressed")

    assert sheet.css == "a{b:c}/*# sourceMappingURL=main.css.map */"


def test_css_without_a_map_is_the_compilers(sass: SassCompiler, files: WriteFiles) -> None:
    sheet = publish(sass, files(""), "main.scss", sourcemap="never")

    assert (sheet.css, sheet.source_map) == ("a {\n  b: c;\n}", None)


def test_an_empty_page_becomes_an_empty_style_sheet(sass: SassCompiler, files: WriteFiles) -> None:
    sheet = publish(sass, files(""), "main.scss", text="", sourcemap="never")

    assert sheet.css == ""


def test_a_sass_page_is_indented(sass: SassCompiler, files: WriteFiles) -> None:
    sheet = publish(sass, files(""), "old.SASS", text="a\n  b: c\n", sourcemap="never")

    assert sheet.css == "a {\n  b: c;\n}"


def test_the_map_has_the_compilers_keys_then_file(sass: SassCompiler, files: WriteFiles) -> None:
    sheet = publish(sass, files(""), "assets/main.scss", text="\n/* é */\na { b: c }\n")

    assert sheet.source_map == (
        '{"version":3,"sourceRoot":"","sources":["main.scss"],"names":[],'
        '"mappings":";AACA;AACA;EAAI","sourcesContent":["\\n/* é */\\na { b: c }\\n"],"file":"main.css"}'
    )


def test_the_map_names_sources_from_the_pages_folder(sass: SassCompiler, files: WriteFiles) -> None:
    source = files("""
        -- _sass/deep/_a.scss --
        a { b: c }
        -- assets/css/parts/_b.scss --
        b { c: d }
        -- assets/_c.scss --
        c { d: e }
        """)

    sheet = publish(
        sass, source, "assets/css/main.scss", text='@use "deep/a"; @use "parts/b"; @use "../c"; d { e: f }'
    )

    assert sheet.source_map is not None
    assert json.loads(sheet.source_map)["sources"] == [
        "../../_sass/deep/_a.scss",
        "parts/_b.scss",
        "../_c.scss",
        "main.scss",
    ]
    assert sheet.loaded == tuple(
        source / path for path in ("_sass/deep/_a.scss", "assets/css/parts/_b.scss", "assets/_c.scss")
    )


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("main.scss", "main"),
        ("main.min.scss", "main.min"),
        ("main..scss", "main"),
        ("my page.scss", "my%20page"),
        ("50%.scss", "50%25"),
        ("[x] é.scss", "%5Bx%5D%20%C3%A9"),
        ("c#.scss", "c#"),
        ("a+b,c=d;e@f!(g).scss", "a+b,c=d;e@f!(g)"),
    ],
)
def test_names_in_css_and_map_are_urls(page: str, name: str, sass: SassCompiler, files: WriteFiles) -> None:
    sheet = publish(sass, files(""), f"css/{page}")

    assert sheet.css.endswith(f"\n\n/*# sourceMappingURL={name}.css.map */")
    assert sheet.source_map is not None
    assert json.loads(sheet.source_map)["file"] == f"{name}.css"


def test_a_partial_with_a_strange_name_has_a_url_in_the_map(sass: SassCompiler, files: WriteFiles) -> None:
    source = files("""
        -- _sass/_blau & grün.scss --
        a { b: c }
        """)

    sheet = publish(sass, source, "my css/main.scss", text='@use "blau & grün" as blue;')

    assert sheet.source_map is not None
    assert json.loads(sheet.source_map)["sources"] == ["../_sass/_blau%20&%20gr%C3%BCn.scss"]
    assert sheet.loaded == (source / "_sass/_blau & grün.scss",)


def test_an_error_names_the_page_and_the_line_of_the_file(sass: SassCompiler, files: WriteFiles) -> None:
    source = files("")

    with pytest.raises(ConvertError, match="Undefined variable") as caught:
        stylesheet(
            sass, "\na { b: $c }", source=source, path="css/main.scss", options=SassOptions(), first_line=3
        )

    assert caught.value.at == Location("css/main.scss", 4, 8)
