"""The snippets of site/docs/publishing.md: they parse, and their commands build a site."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator

import pytest
import yaml
from ci_workspace import Workspace, copy_example

import builders
from jekylite.cli.options import BUILD_OPTIONS, GLOBAL_OPTIONS

TEXT = (builders.TOP / "site/docs/publishing.md").read_text(encoding="utf-8")
ACTION = yaml.safe_load((builders.TOP / ".github/actions/build/action.yml").read_text(encoding="utf-8"))
SNIPPETS = re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, re.M | re.S)
FILES = dict(re.findall(r"^`([\w./-]+)`\n\n(?:\{% raw %\}\n)?```\w+\n(.*?)^```$", TEXT, re.M | re.S))


def commands() -> Iterator[tuple[str, str]]:
    """Host and shell command, of each that builds."""
    pages = yaml.safe_load(FILES[".github/workflows/pages.yml"])
    for step in pages["jobs"]["build"]["steps"]:
        yield "GitHub", step.get("run", "")
    gitlab = yaml.safe_load(FILES[".gitlab-ci.yml"])
    for job in ("test", "pages"):
        yield "GitLab", "\n".join(gitlab[job]["script"])
    netlify = tomllib.loads(FILES["netlify.toml"])
    yield "Netlify", netlify["build"]["command"]
    yield "Netlify preview", netlify["context"]["deploy-preview"]["command"]
    cloudflare = re.search(r"^\| Build command \| `(.*)` \|$", TEXT, re.M)
    assert cloudflare is not None
    yield "Cloudflare", cloudflare[1]
    yield "Read the Docs", "\n".join(yaml.safe_load(FILES[".readthedocs.yaml"])["build"]["commands"])
    shell = next(text for kind, text in SNIPPETS if kind == "sh")
    yield "rsync", re.sub(r"^rsync .*$", "", shell, flags=re.M)


BUILDING = [(host, command) for host, command in commands() if "jekylite build" in command]


@pytest.mark.parametrize(
    ("kind", "text"), SNIPPETS, ids=[f"{kind}{n}" for n, (kind, _) in enumerate(SNIPPETS)]
)
def test_a_snippet_is_what_it_says(kind: str, text: str) -> None:
    parsers = {"yaml": yaml.safe_load, "toml": tomllib.loads, "json": json.loads, "sh": str}
    assert parsers[kind](text)


def test_every_host_has_its_file() -> None:
    assert list(FILES) == [
        ".github/workflows/pages.yml",
        ".gitlab-ci.yml",
        "netlify.toml",
        "wrangler.toml",
        ".readthedocs.yaml",
        ".pre-commit-config.yaml",
    ]


@pytest.mark.parametrize(("host", "command"), BUILDING, ids=[host for host, _ in BUILDING])
def test_the_commands_of_a_host_build_an_example(host: str, command: str, workspace: Workspace) -> None:
    """As the host's shell runs them, with a `pip` that has nothing to install."""
    copy_example("resume-en", workspace.top)
    output = workspace.top / "docs-output"

    done = workspace.run(
        "bash", "-euc", f"pip() {{ :; }}\n{command}", BASE_PATH="/cv", READTHEDOCS_OUTPUT=str(output)
    )

    assert done.returncode == 0, done.stdout + done.stderr
    published = {
        "GitLab": ["test", "public"],
        "Read the Docs": ["docs-output/html"],
    }.get(host, ["_site"])
    assert any((workspace.top / folder / "index.html").exists() for folder in published)


def test_the_folder_that_is_published_is_the_one_that_is_built() -> None:
    gitlab = yaml.safe_load(FILES[".gitlab-ci.yml"])
    for job in ("test", "pages"):
        (folder,) = gitlab[job]["artifacts"]["paths"]
        assert f"--destination {folder}" in gitlab[job]["script"][-1]
    assert gitlab["pages"]["artifacts"]["paths"] == ["public"]
    assert tomllib.loads(FILES["netlify.toml"])["build"]["publish"] == "_site"
    assert tomllib.loads(FILES["wrangler.toml"])["pages_build_output_dir"] == "_site"


def test_every_option_of_the_snippets_exists() -> None:
    known = {option.long for option in (*BUILD_OPTIONS, *GLOBAL_OPTIONS)}
    used = {
        option
        for _, command in BUILDING
        for line in command.splitlines()
        for option in re.findall(r"--[a-z_-]+", line)
    }
    assert used <= known


def test_the_action_is_shown_with_its_own_inputs_and_output() -> None:
    steps = next(
        loaded
        for kind, text in SNIPPETS
        if kind == "yaml" and isinstance(loaded := yaml.safe_load(text), list)
    )
    assert set(steps[0]["with"]) <= set(ACTION["inputs"])
    assert steps[1]["with"]["path"] == "${{ steps.site.outputs.folder }}"
    named = re.search(r"It takes (.*?), and says in `(\w+)`", TEXT, re.S)
    assert named is not None
    assert re.findall(r"`([\w-]+)`", named[1]) == list(ACTION["inputs"])
    assert [named[2]] == list(ACTION["outputs"])


def test_the_hooks_shown_are_those_that_there_are() -> None:
    hooks = yaml.safe_load((builders.TOP / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    shown = yaml.safe_load(FILES[".pre-commit-config.yaml"])["repos"][0]["hooks"]
    assert [hook["id"] for hook in shown] == [hook["id"] for hook in hooks]


def test_the_json_shown_is_what_is_printed(workspace: Workspace) -> None:
    workspace.write({"index.html": "---\nlayout: nope\n---\n"})
    done = workspace.run("jekylite", "build", "--format", "json")

    assert next(text for kind, text in SNIPPETS if kind == "json") in done.stdout


def test_the_path_of_a_canonical_address_is_the_base(workspace: Workspace) -> None:
    base = re.search(r"`--baseurl (\"\$\(python .*?\)\")`", TEXT)
    assert base is not None
    address = "https://cv.readthedocs.io/en/latest/"
    program = base[1].replace("$(python ", f"$({sys.executable} ")  # `python` is not everywhere a program

    done = workspace.run("bash", "-c", f"echo {program}", READTHEDOCS_CANONICAL_URL=address)

    assert done.stdout == "/en/latest\n"
