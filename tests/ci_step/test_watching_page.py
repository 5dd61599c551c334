"""Numbers and names on site/docs/watching.md are those of the program."""

from __future__ import annotations

import re

import pytest
from ci_workspace import Workspace

import builders
from jekylite import watch
from jekylite.cli.options import BY_NAME
from jekylite.incremental.store import CACHE_FOLDER

TEXT = (builders.TOP / "site/docs/watching.md").read_text(encoding="utf-8")
FOLDED = " ".join(TEXT.split())


def test_the_times_of_a_burst_are_the_watchers() -> None:
    told = re.search(
        r"after (\d+) milliseconds without another \((\d+) where .*?\),"
        r" after (\d+) once .*? and after (\d) seconds",
        FOLDED,
    )
    assert told is not None
    assert [int(number) for number in told.groups()] == [
        round(watch.QUIET * 1000),
        round(watch.QUIET_WHEN_CLOSED * 1000),
        round(watch.QUIET_IN_A_CROWD * 1000),
        watch.LONGEST_BURST,
    ]


def test_every_option_named_is_one_of_serve() -> None:
    known = {option.long for option in BY_NAME["serve"].options} | {"--profile", "--safe"}
    named = {option.replace("--no-", "--") for option in re.findall(r"--[a-z_-]+(?<!-)", TEXT)}
    assert named <= known


def test_the_address_is_where_serve_listens_by_default() -> None:
    from jekylite.serve.server import ServeOptions, SiteServer

    assert f"serve at {SiteServer('', ServeOptions()).url}" in FOLDED


def test_the_cache_folder_is_the_one_named() -> None:
    assert f"kept in `{CACHE_FOLDER}` in the source" in FOLDED


@pytest.mark.parametrize("option", ["--disable-disk-cache", "--safe"])
def test_no_cache_is_written_where_it_says_so(workspace: Workspace, option: str) -> None:
    workspace.write({"index.html": "---\n---\n{{ 1 }}"})
    assert workspace.run("jekylite", "build", option).returncode == 0
    assert not (workspace.top / CACHE_FOLDER).exists()


def test_a_second_build_renders_only_what_has_to_be(workspace: Workspace) -> None:
    from jekylite.build import build
    from jekylite.config.load import load_config
    from jekylite.diagnostics import Collector

    for name in "ab":
        workspace.write({f"{name}.html": "---\n---\n{% include " + name + ".html %}"})
        workspace.write({f"_includes/{name}.html": "1"})
    config = load_config(workspace.top, overrides={"destination": str(workspace.top / "_site")})

    assert build(config, Collector()).rendered == ["a.html", "b.html"]
    workspace.write({"_includes/b.html": "2"})
    assert build(config, Collector()).rendered == ["b.html"]
