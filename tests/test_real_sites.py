"""Real sites, built from their own repositories: the files that Jekyll 4.4.1 makes of them.

Needs two things that are not part of the project, and is skipped without them: the list of sites
with the reference's sums (`shared/conformance/real-sites-open.md` beside the repository), and a
folder of clones named `OWNER+NAME` in $JEKYLITE_REAL_SITES.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import tarfile
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest

from test_sites import run_cli, shared


class RealSite(NamedTuple):
    """One section of the list."""

    name: str
    commit: str
    files: int
    overlay: str
    sums: dict[str, str]


def _sites() -> list[RealSite]:
    file = shared("conformance", "real-sites-open.md")
    text = file.read_text(encoding="utf-8") if file else ""
    return [_site(section) for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]]


def _site(section: str) -> RealSite:
    def first(pattern: str) -> str:
        found = re.search(pattern, section)
        assert found, pattern
        return found[1]

    sums = dict(re.findall(r"^\| `([^`]+)` ?\*? *\| \d+ \| `(\w+)`", section, flags=re.MULTILINE))
    return RealSite(
        name=section.partition("\n")[0].strip(),
        commit=first(r"commit `(\w+)`"),
        files=int(first(r"files (\d+)")),
        overlay=first(r"overlay: `(.*)`"),
        sums=sums,
    )


SITES = _sites()


@pytest.mark.slow
@pytest.mark.parametrize("site", SITES, ids=[site.name for site in SITES])
def test_a_real_site_builds_into_the_files_that_jekyll_makes(site: RealSite, tmp_path: Path) -> None:
    clones = os.environ.get("JEKYLITE_REAL_SITES", "")
    clone = Path(clones) / site.name.replace("/", "+")
    if not clones or not clone.is_dir():
        pytest.skip(f"there is no clone of {site.name} in $JEKYLITE_REAL_SITES")
    git = clone / "repo" if (clone / "repo").is_dir() else clone
    archive = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", git, "archive", site.commit], capture_output=True, check=False
    )
    if archive.returncode:
        pytest.skip(f"the clone of {site.name} does not have all of {site.commit[:12]}")
    source = tmp_path / "site"
    with tarfile.open(fileobj=BytesIO(archive.stdout)) as tar:
        tar.extractall(source, filter="tar")
    (tmp_path / "overlay.yml").write_text(site.overlay, encoding="utf-8")

    result = run_cli(
        ["build", "-q", "--config", "_config.yml,../overlay.yml"], source, SOURCE_DATE_EPOCH="1798761600"
    )

    assert result.returncode == 0, result.stderr
    output = source / "_site"
    assert sum(path.is_file() for path in output.rglob("*")) == site.files
    built = {path: hashlib.sha256((output / path).read_bytes()).hexdigest() for path in site.sums}
    assert built == site.sums
