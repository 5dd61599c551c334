"""Small sites whose trees were recorded from Jekyll, see tests/small_sites/README.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from building import CLOCK
from jekylite.cli.main import run
from small_sites.format import SmallSite, load, tree

FOLDER = Path(__file__).parent / "small_sites"
SITES = [
    pytest.param(site, id=f"{file.stem}: {site.name}")
    for file in sorted(FOLDER.glob("*.txt"))
    for site in load(file)
]


@pytest.mark.parametrize("site", SITES)
def test_a_small_site_builds_into_the_tree_that_jekyll_makes(
    site: SmallSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", CLOCK)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("GEM_PATH", str(tmp_path / "gemhome"))

    status = run([*site.arguments.split(), "--quiet"])

    assert (status != 0) == (site.status != 0)
    assert tree(tmp_path / "_site") == site.expected
