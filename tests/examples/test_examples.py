"""The sites of examples/: complete, self-contained, the same from jekylite and from Jekyll."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import builders
from contrast import colour_schemes, contrast, mixed_with_white
from html_page import Page, dead_addresses, pages_below

NAMES = sorted(path.parent.name for path in builders.EXAMPLES.glob("*/_config.yml"))
FLAGS = {"mermaid", "sequence", "flow", "mathjax", "mindmap", "mindmap2", "comments"}
# drawing.js is what four of the flags' scripts share.
DRAWING = {"mermaid", "sequence", "flow", "mindmap", "mindmap2"}


@pytest.fixture(scope="module", params=NAMES)
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One example, built; the folder is named as the example is."""
    name: str = request.param
    return builders.jekylite(builders.EXAMPLES / name, tmp_path_factory.mktemp("built") / name)


@pytest.fixture
def pages(example: Path) -> dict[str, Page]:
    return pages_below(example)


def front_matter(example: Path, page: str) -> dict[str, object]:
    source = (builders.EXAMPLES / example.name / page).with_suffix(".md").read_text(encoding="utf-8")
    data = yaml.safe_load(source.split("---\n", 2)[1])
    assert isinstance(data, dict)
    return data


def texts(value: object) -> Iterator[str]:
    """Every text of a data file."""
    if isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, str):
        yield value


def test_jekyll_builds_the_same_bytes(example: Path, tmp_path: Path) -> None:
    original = builders.jekyll(builders.EXAMPLES / example.name, tmp_path / "site")
    assert builders.tree(example) == builders.tree(original)


def test_a_page_loads_the_scripts_of_its_true_flags_and_no_others(
    example: Path, pages: dict[str, Page]
) -> None:
    for name, page in pages.items():
        data = front_matter(example, name)
        wanted = {flag for flag in FLAGS if data.get(flag) is True}
        shared = {"drawing"} if wanted & DRAWING else set()
        assert set(page.scripts()) == wanted | shared, name


def test_every_flag_is_true_on_some_page_of_the_examples_in_one_language() -> None:
    for name in ("resume-en", "resume-zh"):
        pages = (builders.EXAMPLES / name).glob("*.md")
        shown = {
            flag
            for page in pages
            if page.name != "README.md"
            for flag, value in front_matter(builders.EXAMPLES / name, page.name).items()
            if value is True
        }
        assert shown == FLAGS, name


def test_a_page_fetches_nothing_from_another_host(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        outside = [address for address in page.loaded() if "//" in address]
        assert outside == [], name
        styles = (page.path.parent / one for one in page.loaded() if one.endswith(".css"))
        assert not any(
            "url(" in style.read_text("utf-8") or "@import" in style.read_text("utf-8") for style in styles
        )


def test_every_address_inside_an_example_leads_somewhere(example: Path, pages: dict[str, Page]) -> None:
    assert dead_addresses(pages, root=example) == []


def test_an_example_works_in_any_folder(pages: dict[str, Page]) -> None:
    """No address begins with a slash."""
    for name, page in pages.items():
        assert [one for one in page.loaded() + page.linked() if one.startswith("/")] == [], name


def test_a_page_names_its_language_its_title_and_its_landmarks(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert page.all("html")[0].attributes["lang"] in {"en", "zh-CN"}, name
        assert len(page.all("title")) == len(page.all("h1")) == len(page.all("main", id="content")) == 1, name
        assert page.all("nav"), name
        assert page.all("footer"), name
        assert page.all("a")[0].attributes == {"class": "skip", "href": "#content"}, name
        assert all(image.attributes.get("alt") for image in page.all("img")), name
        assert page.all("meta", name="viewport"), name


def test_everything_in_the_data_file_is_on_a_page(example: Path, pages: dict[str, Page]) -> None:
    """A text counts without Markdown's marks; an address counts as what a link leads to."""
    data = yaml.safe_load((builders.EXAMPLES / example.name / "_data/cv.yml").read_text(encoding="utf-8"))
    shown = "".join(page.all("main")[0].text for page in pages.values())
    shown = " ".join(shown.split())
    addresses = {address for page in pages.values() for address in page.linked()}
    missing = [
        text
        for text in texts(data)
        if " ".join(text.replace("**", "").split()) not in shown and text not in addresses
    ]
    assert missing == []


def test_twin_pages_name_each_other_and_themselves(tmp_path: Path) -> None:
    built = builders.jekylite(builders.EXAMPLES / "resume-bilingual", tmp_path / "site")
    pages = pages_below(built)
    for name in ("index", "projects"):
        twins = [pages[f"{language}/{name}.html"] for language in ("zh", "en")]
        alternates = [
            {one.attributes["hreflang"]: one.attributes["href"] for one in twin.all("link", rel="alternate")}
            for twin in twins
        ]
        assert alternates[0] == alternates[1]
        assert set(alternates[0]) == {"zh-CN", "en", "x-default"}
        for twin, tag in zip(twins, ("zh-CN", "en"), strict=True):
            assert twin.all("link", rel="canonical")[0].attributes["href"] == alternates[0][tag]
        switches = [twin.all("a", rel="alternate")[0].attributes["href"] for twin in twins]
        assert switches == [f"../en/{name}.html", f"../zh/{name}.html"]


def test_the_examples_share_their_style_sheets_and_scripts() -> None:
    """Each example stands alone, so it has its own copy; the copies are one text."""
    first, *others = (
        {
            path: content
            for path, content in builders.tree(builders.EXAMPLES / name / "assets").items()
            if path.endswith((".css", ".js"))
        }
        for name in NAMES
    )
    assert set(first) == {
        "site.css",
        "print.css",
        "scripts/drawing.js",
        *(f"scripts/{flag}.js" for flag in FLAGS),
    }
    for other in others:
        assert other == first


def library_of_mermaid(site: Path) -> str | None:
    built = builders.jekylite(site, site.parent / "built")
    script = next(
        one for one in pages_below(built)["projects.html"].all("script") if "mermaid" in one.attributes["src"]
    )
    return script.attributes.get("data-library")


def test_a_library_comes_from_the_site_from_a_named_place_or_not_at_all(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(builders.EXAMPLES / "resume-en", site)
    assert library_of_mermaid(site) is None

    vendored = site / "assets/vendor/mermaid@11/dist/mermaid.min.js"
    vendored.parent.mkdir(parents=True)
    vendored.write_text("/* Mermaid */")
    assert library_of_mermaid(site) == "assets/vendor/mermaid@11/dist/mermaid.min.js"

    with (site / "_config.yml").open("a", encoding="utf-8") as config:
        config.write("\nscript_base: https://scripts.example/npm/\n")
    assert library_of_mermaid(site) == "https://scripts.example/npm/mermaid@11/dist/mermaid.min.js"


def test_a_discussion_service_is_named_on_pages_with_comments_only(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(builders.EXAMPLES / "resume-en", site)
    with (site / "_config.yml").open("a", encoding="utf-8") as config:
        config.write("\ndiscussion: { script: https://talk.example/client.js, repo: you/site }\n")
    pages = pages_below(builders.jekylite(site, tmp_path / "built"))
    threads = {name: page.all("div", **{"class": "thread"}) for name, page in pages.items()}
    assert [name for name, found in threads.items() if found] == ["notes.html"]
    assert threads["notes.html"][0].attributes == {
        "class": "thread",
        "data-script": "https://talk.example/client.js",
        "data-repo": "you/site",
    }


@pytest.mark.parametrize("name", NAMES)
def test_text_stands_out_from_its_ground_in_light_and_in_dark(name: str) -> None:
    """At least 4.5 : 1, what WCAG asks of text of ordinary size."""
    accent = yaml.safe_load((builders.EXAMPLES / name / "_config.yml").read_text(encoding="utf-8"))["accent"]
    schemes = colour_schemes(builders.EXAMPLES / name / "assets/site.css")
    links = (accent, mixed_with_white(accent, 0.45))
    for scheme, link in zip(schemes, links, strict=True):
        for text in (scheme["--ink"], scheme["--soft"], link):
            for ground in (scheme["--paper"], scheme["--ground"], scheme["--tint"]):
                assert contrast(text, ground) >= 4.5, f"{text} on {ground}"
    assert contrast("#ffffff", accent) >= 4.5  # the seal, and the ends of a flow
