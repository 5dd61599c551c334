"""Whole sites: the tree that Jekyll makes of each must be ours, byte for byte.

`tests/sites/NAME/{source,expected}` with `cmd`, `status`, `before/`, `gems/` and `meta` as
tests/sites/README.md says. A folder more is a case more.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SITES = Path(__file__).parent / "sites"
_UNKNOWN_PLUGIN = re.compile(r"the plugin (\S+) is not known")
CLOCK = "1793534400"
CHANGED = 1792485000  # 2026-10-20 08:30:00 UTC


def _meta(case: Path) -> dict[str, str]:
    pairs = (line.partition(": ") for line in (case / "meta").read_text(encoding="utf-8").splitlines())
    return {key: value for key, _, value in pairs}


def _read(path: Path, default: str) -> str:
    return path.read_text(encoding="utf-8").strip() if path.exists() else default


def tree(root: Path) -> dict[str, bytes | str]:
    """Every file below `root`: its bytes, or `-> TARGET` of a link."""
    found: dict[str, bytes | str] = {}
    for folder, folders, files in os.walk(root):
        for name in files + [name for name in folders if os.path.islink(os.path.join(folder, name))]:
            path = Path(folder, name)
            key = path.relative_to(root).as_posix()
            found[key] = f"-> {os.readlink(path)}" if path.is_symlink() else path.read_bytes()
    return found


def copy_source(source: Path, target: Path) -> None:
    """A fresh copy in which every file was last changed at the same moment."""
    shutil.copytree(source, target, symlinks=True)
    for folder, folders, files in os.walk(target):
        for name in folders + files:
            os.utime(Path(folder, name), (CHANGED, CHANGED), follow_symlinks=False)


def run_cli(arguments: list[str], cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m jekylite` in its own process, with the clock of the cases."""
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(__file__).parent.parent / "src"),
        "TZ": "UTC",
        "SOURCE_DATE_EPOCH": CLOCK,
        "HOME": str(cwd),
        **environment,
    }
    return subprocess.run(
        [sys.executable, "-m", "jekylite", *arguments],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
        timeout=60,
    )


CASES = sorted(path.name for path in SITES.iterdir() if path.is_dir())


@pytest.mark.parametrize("name", CASES)
def test_a_site_builds_into_the_tree_that_jekyll_makes(name: str, tmp_path: Path) -> None:
    case = SITES / name
    meta = _meta(case)
    site = tmp_path / "site"
    copy_source(case / "source", site)
    output = site / meta.get("output", "_site")
    if (case / "before").exists():
        shutil.copytree(case / "before", output, symlinks=True)
    environment = dict(pair.split("=", 1) for pair in meta.get("env", "").split())
    if (case / "gems").exists():
        environment["GEM_PATH"] = str(case / "gems")
    elif theme := meta.get("needs"):
        home = Path("/usr/share/rubygems-integration/all")
        if not list(home.glob(f"gems/{theme}-*")):
            pytest.skip(f"the gem {theme} is not installed")
        environment["GEM_PATH"] = str(home)

    result = run_cli(shlex.split(_read(case / "cmd", "build")), site, **environment)

    said = result.stdout + result.stderr
    if result.returncode and not (case / "status").exists() and (missing := _UNKNOWN_PLUGIN.search(said)):
        pytest.skip(f"there is no plugin {missing[1]} yet")
    assert result.returncode == int(_read(case / "status", "0")), said
    assert "Traceback" not in said
    expected = tree(case / "expected") if (case / "expected").exists() else {}
    built = tree(output) if (case / "expected").exists() or output != site else {}
    assert sorted(built) == sorted(expected), said
    for path, content in expected.items():
        assert built[path] == content, path
    assert [word for word in _told(case) if word not in said] == []


def _told(case: Path) -> list[str]:
    """What Jekyll's messages name that ours must name too: files, layouts, tags, dates, keys."""
    stderr = _read(case / "stderr", "").replace("ROOT/", "")
    files = re.findall(r"[\w/.-]+\.(?:md|html|yml|csv|json)\b", stderr)
    return [Path(file).name for file in files if Path(file).name != "_config.yml"] + re.findall(
        r"'([\w-]+)'", stderr
    )


def shared(*parts: str) -> Path | None:
    """A folder of the data that lies beside the repository, None where it does not."""
    for parent in Path(__file__).resolve().parents:
        if (parent / "shared").joinpath(*parts).exists():
            return (parent / "shared").joinpath(*parts)
    return None


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo"])
def test_a_real_resume_builds_into_the_tree_that_jekyll_makes(zone: str, tmp_path: Path) -> None:
    seed = shared("seed")
    if seed is None:
        pytest.skip("the real résumé is not beside the repository")
    copy_source(seed / "site", tmp_path / "site")

    result = run_cli(["build", "-s", "site", "-d", "out"], tmp_path, TZ=zone)

    assert result.returncode == 0, result.stderr
    built, expected = tree(tmp_path / "out"), tree(seed / "expected")
    assert sorted(built) == sorted(expected)
    for path, content in expected.items():
        assert built[path] == content, path
