"""Style sheets in a build: what becomes of a page, of a document, of what the compiler says."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sass_fixtures import WriteFiles

from jekylite.convert.base import Source
from jekylite.convert.sass import SassConverter
from jekylite.diagnostics import WARNING, Collector
from jekylite.errors import ConvertError, Location
from jekylite.liquid.trace import Trace
from jekylite.sass import SassCompiler

SITE = """
    -- _sass/_old.scss --
    .old { width: (10px/3); }
    """

Convert = Callable[..., SassConverter]


@pytest.fixture
def collector() -> Collector:
    return Collector()


@pytest.fixture
def converter(sass: SassCompiler, files: WriteFiles, collector: Collector) -> Iterator[Convert]:
    """Makes the converter of the site above, with these settings."""
    source = files(SITE)
    made: list[SassConverter] = []

    def make(*, safe: bool = False, verbose: bool = False, **settings: object) -> SassConverter:
        made.append(
            SassConverter(
                settings,
                source=source,
                theme_folder=None,
                environment="development",
                safe=safe,
                collector=collector,
                verbose=verbose,
            )
        )
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_a_pages_map_goes_beside_it(converter: Convert) -> None:
    page = Source("css/main.scss", 3, page_path="css/main.scss")

    css = converter(style="compressed").convert("a{b:c}", page)

    assert css == "a{b:c}/*# sourceMappingURL=main.css.map */"
    assert list(page.beside) == ["main.css.map"]


def test_a_document_has_no_map_and_no_charset(converter: Convert) -> None:
    document = Source("_styles/old.sass")

    css = converter(style="compressed").convert("a\n  b: é", document)

    assert (css, document.beside) == ("a{b:é}", {})


def test_an_error_in_a_document_names_it(converter: Convert) -> None:
    with pytest.raises(ConvertError) as caught:
        converter().convert("a { b: $c }", Source("_styles/old.scss"))

    assert caught.value.at == Location("_styles/old.scss")


def test_a_themes_page_lies_where_the_sites_would(converter: Convert) -> None:
    page = Source("/gems/theme/assets/main.scss", page_path="assets/main.scss")

    with pytest.raises(ConvertError) as caught:
        converter().convert("a { b: $c }", page)

    assert caught.value.at == Location("assets/main.scss", 1, 8)


def test_partials_are_noted_as_read_by_what_is_rendered(converter: Convert, sass: SassCompiler) -> None:
    made = converter()
    with Trace() as of_page:
        made.convert('@use "old";', Source("main.scss", page_path="main.scss"))
    with Trace() as of_filter:
        made.compile_text('@use "old"', indented=True)

    assert [path.rpartition("/site/")[2] for path in of_page.files] == ["_sass/_old.scss"]
    assert of_filter.files == of_page.files


@pytest.mark.parametrize(("verbose", "told"), [(False, 1), (True, 2)])
def test_what_the_compiler_says_is_told_when_the_build_ends(
    verbose: bool, told: int, converter: Convert, collector: Collector
) -> None:
    made = converter(verbose=verbose)
    made.convert('@use "old"; a { b: (4px/2) }', Source("main.scss", page_path="main.scss"))
    assert collector.count(WARNING) == 0

    made.close()

    assert collector.count(WARNING) == told


def test_a_site_that_is_not_trusted_does_not_choose_the_program(converter: Convert) -> None:
    page = Source("main.scss", page_path="main.scss")

    with pytest.raises(ConvertError, match="names the Sass compiler `evil`"):
        converter(compiler="evil").convert("a{b:c}", page)
    assert converter(compiler="evil", safe=True).convert("a{b:c}", page).startswith("a {")
