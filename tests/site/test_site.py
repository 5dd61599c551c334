"""jekylite's own site: built by jekylite and by Jekyll alike, complete, and true to the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import builders
from contrast import colour_schemes, contrast
from html_page import Page, dead_addresses, pages_below

SOURCE = builders.TOP / "site"
DOCS = sorted(path.stem for path in (SOURCE / "docs").glob("*.md"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return builders.jekylite(SOURCE, tmp_path_factory.mktemp("documentation") / "site")


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[str, Page]:
    return pages_below(built)


def without_versions(tree: dict[str, bytes], *, classes: bool) -> dict[str, bytes]:
    """The site prints the version of Jekyll that its builder is, or stands for.

    Args:
        classes: whether the classes of coloured code stay; they are Rouge's, and change with its
            version (`true` in YAML is `no` in 3.30, `kc` in 4.7).
    """
    alike = {path: re.sub(rb"Jekyll \d+\.\d+\.\d+", b"Jekyll VERSION", text) for path, text in tree.items()}
    if classes:
        return alike
    return {path: re.sub(rb'<span class="\w+">', b"<span>", text) for path, text in alike.items()}


def test_jekyll_builds_the_same_bytes_but_for_version_numbers(built: Path, tmp_path: Path) -> None:
    original = builders.tree(builders.jekyll(SOURCE, tmp_path / "site"))
    ours = builders.tree(built)
    version = re.search(rb"Jekyll (\d+\.\d+)", ours["index.html"])
    assert version is not None
    same_rouge = version[0] in original["index.html"]
    expected = without_versions(original, classes=same_rouge)
    found = without_versions(ours, classes=same_rouge)
    assert sorted(found) == sorted(expected)
    for path, content in expected.items():
        assert found[path] == content, path


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


def test_text_stands_out_from_its_ground_in_light_and_in_dark() -> None:
    """At least 4.5 : 1, what WCAG asks of text of ordinary size."""
    for scheme in colour_schemes(SOURCE / "assets/site.css"):
        for text in (scheme["--ink"], scheme["--soft"], scheme["--accent"]):
            for ground in (scheme["--ground"], scheme["--tint"]):
                assert contrast(text, ground) >= 4.5, f"{text} on {ground}"
        for text in (scheme["--night-ink"], scheme["--night-soft"]):
            assert contrast(text, scheme["--night"]) >= 4.5
        assert contrast(scheme["--ground"], scheme["--accent"]) >= 4.5  # the button


def test_the_plugins_that_the_documentation_names_are_those_that_come_along() -> None:
    from jekylite.plugins import registry

    text = (SOURCE / "docs/moving-from-jekyll.md").read_text(encoding="utf-8")
    section = text[text.index("{: #plugins}") :].split("\n## ", 1)[0]
    listed = section[section.index("come along:") : section.index("rewrite")]
    named = list(dict.fromkeys(re.findall(r"`(je[\w-]+)`", listed)))
    assert named == sorted(registry.BUNDLED)
