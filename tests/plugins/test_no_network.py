"""Nothing reaches a network in a build."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SITE = {
    "_config.yml": """\
repository: jane/cv
remote_theme: jane/plain
plugins: [jekyll-remote-theme, jekyll-github-metadata, jekyll-gist, jekyll-avatar, jekyll-seo-tag]
""",
    "index.md": "---\n---\n{% seo %}{% gist 1234 %}{% avatar jane %}{{ site.github.contributors }}\n",
}


def _isolated() -> list[str]:
    command = ["unshare", "--user", "--map-root-user", "--net"]
    if shutil.which("unshare") is None or subprocess.run([*command, "true"], check=False).returncode:
        pytest.skip("this machine permits no namespace without a network")
    return command


def test_a_build_with_every_plugin_that_could_passes_without_a_network(tmp_path: Path) -> None:
    command = _isolated()
    site = tmp_path / "site"
    theme = tmp_path / "plain" / "_layouts"
    theme.mkdir(parents=True)
    (theme / "default.html").write_text("{{ content }}")
    site.mkdir()
    for path, text in SITE.items():
        site.joinpath(path).write_text(text)
    jekylite = [sys.executable, "-m", "jekylite"]
    environment = {"PYTHONPATH": str(Path(__file__).parents[2] / "src"), "PATH": "/usr/bin:/bin"}
    added = [*jekylite, "theme", "add", "jane/plain", "--from", str(tmp_path / "plain")]
    subprocess.run(added, cwd=site, env=environment, check=True, capture_output=True)

    done = subprocess.run(
        [*command, *jekylite, "build"], cwd=site, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert '<script src="https://gist.github.com/1234.js">' in (site / "_site" / "index.html").read_text()
