"""`jekylite check`: what it prints, in which form, and what it exits with."""

from __future__ import annotations

import json
import sys

import pytest

from cli.conftest import Folder

pytest.importorskip("lxml")

SOUND = """
-- _config.yml --
title: A
-- index.html --
---
---
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>T</title></head><body><h1>T</h1></body></html>
"""
BROKEN = SOUND.replace(
    "<h1>T</h1>", '<h1>T</h1>\n<p><img src="https://cdn.example/a.png"></p><a href="/b">B</a>'
)


def test_a_sound_site_exits_with_0(folder: Folder) -> None:
    outcome = folder.write(SOUND).run("check")
    assert outcome.code == 0
    assert outcome.out.endswith("Check: nothing found\n")
    assert outcome.err == ""


def test_findings_have_place_excerpt_hint_and_code_and_exit_with_4(folder: Folder) -> None:
    outcome = folder.write(BROKEN).run("check")
    assert outcome.code == 4
    assert "Check: 2 findings\n" in outcome.out
    assert outcome.err == (
        "warning: index.html:5:4: the image `https://cdn.example/a.png` has no `alt`\n"
        '  5 | <p><img src="https://cdn.example/a.png"></p><a href="/b">B</a></body></html>\n'
        "    |    ^\n"
        "  from index.html:3:4\n"
        '  hint: say what it shows, or write `alt=""` if it only decorates\n'
        "  code: JL418\n"
        "error: index.html:5:54: the link `/b` is dead: the site has no such file\n"
        '  5 | <p><img src="https://cdn.example/a.png"></p><a href="/b">B</a></body></html>\n'
        "    |                                                      ^\n"
        "  from index.html:3:45\n"
        "  hint: make the file, or mend the address\n"
        "  code: JL401\n"
    )


def test_a_built_site_is_looked_at_as_it_is(folder: Folder) -> None:
    folder.write(BROKEN).built()
    before = (folder.path / "_site/index.html").read_text("utf-8")
    (folder.path / "_site/index.html").write_text(before.replace("/b", "/c"), "utf-8")
    outcome = folder.run("check", "--site", "_site", "--format", "json")
    assert outcome.code == 4
    findings = [json.loads(line) for line in outcome.out.splitlines()]
    assert [(one["code"], one["message"]) for one in findings if one["severity"] == "error"] == [
        ("JL401", "the link `/c` is dead: the site has no such file")
    ]


def test_a_site_that_is_not_there_is_told_of(folder: Folder) -> None:
    outcome = folder.write(SOUND).run("check", "--site", "nowhere")
    assert outcome.code == 1
    assert "there is no folder `nowhere`" in outcome.err


def test_json_is_an_object_a_line_with_all_there_is(folder: Folder) -> None:
    outcome = folder.write(BROKEN).run("check", "--format", "json")
    found = [one for line in outcome.out.splitlines() if (one := json.loads(line))["severity"] != "info"]
    assert outcome.code == 4
    assert found[1] == {
        "severity": "error",
        "code": "JL401",
        "path": "index.html",
        "line": 5,
        "column": 54,
        "message": "the link `/b` is dead: the site has no such file",
        "hint": "make the file, or mend the address",
        "chain": ["index.html:3:45"],
        "excerpt": '  5 | <p><img src="https://cdn.example/a.png"></p><a href="/b">B</a></body></html>\n'
        "    |                                                      ^",
    }


def test_github_is_given_workflow_commands(folder: Folder) -> None:
    outcome = folder.write(BROKEN).run("check", "--format", "github")
    assert outcome.code == 4
    assert (
        "::error file=index.html,line=5,col=54,title=JL401::the link `/b` is dead: the site has no such file"
        in outcome.out
    )


def test_privacy_names_the_hosts(folder: Folder) -> None:
    folder.write(BROKEN)
    assert "JL484" not in folder.run("check").err
    assert "lets `cdn.example` know of every reader" in folder.run("check", "--privacy").err


def test_nothing_in_the_folder_changes(folder: Folder) -> None:
    folder.write(BROKEN).run("check")
    assert sorted(path.name for path in folder.path.iterdir()) == ["_config.yml", "index.html"]


def test_without_lxml_it_says_what_to_install(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml", None)
    monkeypatch.delitem(sys.modules, "lxml.html", raising=False)
    outcome = folder.write(SOUND).run("check")
    assert outcome.code == 1
    assert "`check` reads pages with lxml, which is not installed" in outcome.err
    assert 'pip install "jekylite[check]"' in outcome.err


def test_a_misspelled_setting_is_a_finding_that_can_be_switched_off(folder: Folder) -> None:
    folder.write(SOUND.replace("title: A", "tiemzone: UTC"))
    assert folder.run("check").code == 4
    folder.write("-- _config.yml --\ntiemzone: UTC\ncheck: {misspelled-config: off}\n")
    outcome = folder.run("check")
    assert (outcome.code, outcome.err) == (0, "")
