"""`--profile`: the tables as Jekyll prints them, and the page of `--profile=html`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ci_workspace import Workspace, copy_example

import builders
from contrast import colour_schemes, contrast
from html_page import Page, read_page

SITE = {
    "_config.yml": "title: <Ada> & Co\n",
    "_layouts/default.html": "<body>{{ content }}</body>\n",
    "_includes/card.html": "{{ include.text | markdownify }}",
    "index.md": "---\nlayout: default\n---\n{% include card.html text='*a*' %}\n",
    "z&b.md": "---\nlayout: default\n---\n{{ 1 }}\n",
}


@pytest.fixture
def page(workspace: Workspace) -> Page:
    workspace.write(SITE)
    done = workspace.run("jekylite", "build", "--profile=html")
    assert done.returncode == 0, done.stderr
    return read_page(workspace.top / ".jekylite-cache/profile.html")


def rows(page: Page) -> list[str]:
    return [cell.text for cell in page.all("th", scope="row")]


def test_phases_templates_and_converters_are_listed(page: Page) -> None:
    names = rows(page)

    assert names[:6] == ["RESET", "READ", "GENERATE", "RENDER", "CLEANUP", "WRITE"]
    templates = ["_includes/card.html", "_layouts/default.html", "index.md", "z&b.md"]
    assert sorted(names[6:]) == ["Markdown", *templates]


def test_the_picture_shows_who_called_whom(page: Page, workspace: Workspace) -> None:
    text = (workspace.top / ".jekylite-cache/profile.html").read_text(encoding="utf-8")
    picture = text[text.index('class="flame"') : text.index("<figcaption>")]
    chain = [picture.find(f">{name}<") for name in ("build", "RENDER", "index.md", "_includes/card.html")]

    assert -1 not in chain
    assert chain == sorted(chain)
    widths = [float(width) for width in re.findall(r"width: ([\d.]+)%", picture)]
    assert all(0 <= width <= 100 for width in widths)


def test_names_are_escaped(page: Page, workspace: Workspace) -> None:
    assert page.all("title")[0].text == "Where the time went: <Ada> & Co"
    assert "<Ada>" not in (workspace.top / ".jekylite-cache/profile.html").read_text(encoding="utf-8")


def test_the_page_asks_nobody_for_anything(page: Page) -> None:
    assert page.loaded() == []
    assert page.all("script") == page.all("link") == []


def test_the_page_can_be_read_without_seeing_it(page: Page) -> None:
    assert page.all("html")[0].attributes["lang"] == "en"
    assert len(page.all("h1")) == len(page.all("main")) == 1
    (picture,) = page.all("div", role="img")
    assert picture.attributes["aria-label"].startswith("Time by phase: RESET ")
    headings = {heading.attributes["id"] for heading in page.all("h2")}
    assert {table.attributes["aria-labelledby"] for table in page.all("table")} == headings


def test_text_stands_out_in_light_and_in_dark(workspace: Workspace, page: Page, tmp_path: Path) -> None:
    for scheme in colour_schemes(workspace.top / ".jekylite-cache/profile.html"):
        for ground in ("--ground", "--rest", "--phase", "--template", "--converter"):
            assert contrast(scheme["--ink"], scheme[ground]) >= 4.5, ground
        assert contrast(scheme["--soft"], scheme["--ground"]) >= 4.5
        assert contrast(scheme["--bar"], scheme["--ground"]) >= 3


def test_nothing_of_it_is_in_the_site(workspace: Workspace) -> None:
    workspace.write(SITE)
    workspace.run("jekylite", "build", "--destination", "plain")
    workspace.run("jekylite", "build", "--profile=html", "--destination", "profiled")
    workspace.run("jekylite", "build", "--profile=html", "--destination", "profiled")

    plain, profiled = workspace.top / "plain", workspace.top / "profiled"
    assert set(builders.tree(plain)) == set(builders.tree(profiled)) - {
        path for path in builders.tree(profiled) if path.startswith("plain/")
    }


def test_a_file_can_be_named_and_written_again(workspace: Workspace) -> None:
    workspace.write({"site/index.html": "---\n---\n{{ 1 }}"})
    build = ("jekylite", "build", "--source", "site", "--profile=report/profile.html")

    for _ in range(2):
        assert workspace.run(*build).returncode == 0
    assert "index.html" in rows(read_page(workspace.top / "report/profile.html"))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("pdf", "invalid argument: --profile=pdf"),
        ("_site/p.html", "--profile=_site/p.html lies in the destination"),
        ("index.html", "--profile=index.html would overwrite a file"),
        ("folder.html", "--profile=folder.html cannot be written"),
    ],
)
def test_a_place_that_is_no_place_is_refused_before_the_build(
    workspace: Workspace, value: str, words: str
) -> None:
    workspace.write({"index.html": "precious", "folder.html/x": ""})

    done = workspace.run("jekylite", "build", f"--profile={value}")

    assert done.returncode == 1
    assert done.stderr.startswith(f"Configuration file: none\nerror: {words}")
    assert not (workspace.top / "_site").exists()
    assert (workspace.top / "index.html").read_text() == "precious"


def test_the_printed_tables_are_laid_out_as_jekylls(tmp_path: Path) -> None:
    """But for the times, the order of templates that follows from them, and blanks at ends of lines."""
    program = shutil.which("jekyll")
    if program is None:
        pytest.skip("no `jekyll` here to compare with")
    source = tmp_path / "source"
    copy_example("resume-en", source)

    def tables(command: list[str], destination: str, **environment: str) -> list[str]:
        done = subprocess.run(
            [*command, "build", "--profile", "-s", str(source), "-d", str(tmp_path / destination)],
            env={**os.environ, **builders.CLOCK, **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            timeout=120,
        )
        text = done.stdout[done.stdout.index("\nBuild Process") : done.stdout.index("done in")]
        lines = [re.sub(r"\d\.\d{3,4}\b", "N", line).rstrip() for line in text.splitlines()]
        rows = sorted(line for line in lines if line.startswith(("| _", "| i", "| n", "| p")))
        return [line for line in lines if line not in rows] + rows

    original = tables([program], "a", JEKYLL_NO_BUNDLER_REQUIRE="true", HOME=str(tmp_path))
    ours = tables([sys.executable, "-m", "jekylite"], "b", PYTHONPATH=str(builders.TOP / "src"))
    assert ours == original
