"""jekylite's own site: built by jekylite and by Jekyll alike, complete, and true to the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import builders
from html_page import Page, dead_addresses, pages_below

SOURCE = builders.TOP / "site"
DOCS = sorted(path.stem for path in (SOURCE / "docs").glob("*.md"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return builders.jekylite(SOURCE, tmp_path_factory.mktemp("documentation") / "site")


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[str, Page]:
    return pages_below(built)


def without_versions(tree: dict[str, bytes]) -> dict[str, bytes]:
    """The site prints the version of Jekyll that its builder is, or stands for."""
    return {
        path: re.sub(rb"Jekyll \d+\.\d+\.\d+", b"Jekyll VERSION", content) for path, content in tree.items()
    }


def test_jekyll_builds_the_same_bytes_but_for_version_numbers(built: Path, tmp_path: Path) -> None:
    original = builders.jekyll(SOURCE, tmp_path / "site")
    ours = without_versions(builders.tree(built))
    theirs = without_versions(builders.tree(original))
    assert sorted(ours) == sorted(theirs)
    for path, content in theirs.items():
        assert ours[path] == content, path


def test_every_address_inside_the_site_leads_somewhere(built: Path, pages: dict[str, Page]) -> None:
    assert dead_addresses(pages, root=built) == []


def test_no_page_fetches_anything_from_another_host(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert [address for address in page.loaded() if "//" in address] == [], name


def test_the_navigation_of_the_documentation_lists_every_page_and_marks_the_one_shown(
    pages: dict[str, Page],
) -> None:
    for name in DOCS:
        shown = pages[f"docs/{name}.html"]
        listed = [Path(address).stem for address in shown.linked() if address.startswith("../docs/")]
        assert set(listed) == set(DOCS)
        marked = shown.all("a", **{"aria-current": "page"})
        assert [Path(one.attributes["href"]).stem for one in marked] == [name]


def test_a_page_has_one_title_one_heading_and_its_landmarks(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert len(page.all("title")) == len(page.all("h1")) == len(page.all("main", id="content")) == 1, name
        assert page.all("html")[0].attributes == {"lang": "en"}, name
        assert page.all("nav"), name
        assert page.all("footer"), name


def test_the_quick_starts_five_files_build_the_page_it_promises(tmp_path: Path) -> None:
    """The code blocks of the page, each below the paragraph that names its file."""
    text = (SOURCE / "docs/quick-start.md").read_text(encoding="utf-8")
    found = re.findall(
        r"^`([\w./]+)` [^\n]*(?:\n[^\n`]+)*\n\n(?:\{% raw %\}\n)?```\w+\n(.*?)^```$", text, re.M | re.S
    )
    assert [name for name, _ in found] == [
        "_config.yml",
        "_data/cv.yml",
        "_layouts/default.html",
        "index.md",
        "style.css",
    ]
    for name, content in found:
        path = tmp_path / "resume" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    built = builders.jekylite(tmp_path / "resume", tmp_path / "site")

    assert sorted(builders.tree(built)) == ["index.html", "style.css"]
    page = pages_below(built)["index.html"]
    assert [one.text for one in page.all("h2")] == ["Engineer, Sample Works", "Apprentice, Specimen & Sons"]
    assert page.all("title")[0].text == "Résumé · Ada Example"
