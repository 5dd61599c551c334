"""The worked example of the documentation, installed as a package and built."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_FILE = re.compile(r"^`([\w./-]+)`:\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _example() -> dict[str, str]:
    text = (ROOT / "site" / "docs" / "plugins.md").read_text("utf-8")
    return dict(_FILE.findall(text.partition("{: #writing}")[2]))


def _install(folder: Path, files: dict[str, str]) -> None:
    """What pip leaves of a package: its module, and metadata with its entry points."""
    project = tomllib.loads(files["pyproject.toml"])["project"]
    name = project["name"].replace("-", "_")
    about = folder / f"{name}-{project['version']}.dist-info"
    about.mkdir(parents=True)
    about.joinpath("METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: 1.0\n")
    lines = [
        f"[{group}]\n" + "".join(f"{key} = {value}\n" for key, value in points.items())
        for group, points in project["entry-points"].items()
    ]
    about.joinpath("entry_points.txt").write_text("\n".join(lines))
    for path, text in files.items():
        if path.endswith(".py"):
            folder.joinpath(path).write_text(text, "utf-8")


def _build(site: Path, packages: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{packages}"}
    return subprocess.run(
        [sys.executable, "-m", "jekylite", "build"],
        cwd=site,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def example(tmp_path: Path) -> tuple[Path, Path]:
    """The folders of the site and of the installed packages."""
    files = _example()
    packages, site = tmp_path / "packages", tmp_path / "site"
    _install(packages, files)
    site.mkdir()
    for path in ("_config.yml", "index.html", "loud.shout"):
        site.joinpath(path).write_text(files[path], "utf-8")
    return site, packages


def test_the_example_does_what_the_page_says(example: tuple[Path, Path]) -> None:
    site, packages = example

    done = _build(site, packages)

    assert done.returncode == 0, done.stderr
    built = {path.name: path.read_text("utf-8") for path in (site / "_site").iterdir()}
    assert built == {
        "index.html": "2 min: Hello, you!\n",
        "loud.html": "QUIET\n",
        "words.txt": "/ 12\n/loud.html 1\n",
    }


FAULTS = {
    "while it registers": ("speed = settings", "speed = nothing"),
    "in a filter": ("minutes = max(", "minutes = nothing("),
    "in a generator": ('lines = [f"{page.url}', 'lines = [f"{nothing}'),
    "in a converter": ("text.upper()", "nothing.upper()"),
    "in a hook": ("len(page.body.split())", "len(nothing)"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_plugin_that_fails_is_named(fault: str, example: tuple[Path, Path]) -> None:
    site, packages = example
    module = packages / "reading_time.py"
    before, after = FAULTS[fault]
    text = module.read_text("utf-8")
    assert before in text
    module.write_text(text.replace(before, after), "utf-8")

    done = _build(site, packages)

    assert done.returncode == 1
    assert "the plugin jekyll-reading-time failed: NameError: name 'nothing' is not defined" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (site / "_site").exists()
