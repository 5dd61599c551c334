"""Where themes come from: gems, packages, folders, and vendored copies of repositories."""

from __future__ import annotations

import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from building import SiteUnderTest
from jekylite.cli.main import run
from jekylite.errors import PluginError
from jekylite.read.theme import find_theme
from jekylite.read.vendored_theme import RemoteTheme

Factory = Callable[[str], SiteUnderTest]

PAGE = "-- index.html --\n---\nlayout: default\n---\nHi\n"
REMOTE = "-- _config.yml --\nremote_theme: jane/plain@v1\nplugins: [jekyll-remote-theme]\n"


def _theme(folder: Path, says: str) -> None:
    (folder / "_layouts").mkdir(parents=True)
    (folder / "_layouts" / "default.html").write_text(f"{says}: {{{{ content }}}}")


def _gem(home: Path, version: str) -> None:
    _theme(home / "gems" / f"plain-{version}", f"plain {version}")


def test_a_theme_with_a_slash_is_a_folder(site: Factory) -> None:
    under_test = site(f"-- _config.yml --\ntheme: ./theme\nexclude: [theme]\n{PAGE}")
    _theme(under_test.folder / "theme", "folder")

    assert under_test.build()["index.html"] == "folder: Hi\n"


@pytest.mark.parametrize("theme", ["plain", "./plain"])
def test_a_theme_that_is_not_there_is_an_error_at_its_line(theme: str, site: Factory) -> None:
    with pytest.raises(PluginError, match="could not be found") as raised:
        site(f"-- _config.yml --\ntitle: x\ntheme: {theme}\n").build()

    assert str(raised.value.at) == "_config.yml:2:1"


def test_of_several_versions_the_newest_is_taken(tmp_path: Path) -> None:
    for version in ("1.9.0", "1.10.0", "1.10.0.beta"):
        _gem(tmp_path, version)

    assert find_theme("plain", {"GEM_PATH": str(tmp_path)}, str(tmp_path)).version == "1.10.0"


def test_the_lock_file_of_bundler_decides_between_versions(tmp_path: Path) -> None:
    for version in ("1.0", "2.0"):
        _gem(tmp_path, version)
    (tmp_path / "Gemfile.lock").write_text("GEM\n  specs:\n    plain (1.0)\n      jekyll (>= 3)\n")

    assert find_theme("plain", {"GEM_PATH": str(tmp_path)}, str(tmp_path)).version == "1.0"


@pytest.mark.parametrize("configured", [False, True])
def test_bundlers_own_folder_is_a_gem_home(*, configured: bool, tmp_path: Path) -> None:
    folder = "gems-here" if configured else "vendor/bundle"
    _gem(tmp_path / folder / "ruby" / "3.1.0", "1.0")
    if configured:
        (tmp_path / ".bundle").mkdir()
        (tmp_path / ".bundle" / "config").write_text('---\nBUNDLE_PATH: "gems-here"\n')

    assert find_theme("plain", {}, str(tmp_path)).layouts


def test_a_python_package_can_be_a_theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _theme(tmp_path / "plain_theme", "package")
    (tmp_path / "plain_theme" / "__init__.py").touch()
    about = tmp_path / "plain_theme-2.5.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: plain-theme\nVersion: 2.5\n")
    (about / "entry_points.txt").write_text("[jekylite.themes]\nplain = plain_theme\n")
    monkeypatch.syspath_prepend(str(tmp_path))

    theme = find_theme("plain", {}, str(tmp_path))

    assert (theme.version, theme.layouts) == ("2.5", str(tmp_path / "plain_theme" / "_layouts"))


NAMES = {
    "jane/plain": ("jane/plain", "_vendor/themes/jane+plain"),
    "jane/plain@v1": ("jane/plain@v1", "_vendor/themes/jane+plain@v1"),
    "jane/plain@fix/it": ("jane/plain@fix/it", "_vendor/themes/jane+plain@fix+it"),
    "https://github.com/jane/plain.git": ("jane/plain", "_vendor/themes/jane+plain"),
}


@pytest.mark.parametrize("text", NAMES)
def test_the_names_of_remote_themes(text: str) -> None:
    remote = RemoteTheme(text)

    assert (str(remote), remote.folder) == NAMES[text]


@pytest.mark.parametrize("text", ["plain", "a/b/c", "../x", "./..", "a/b@../c", "https://example.com/a/b"])
def test_what_is_no_repository_is_refused(text: str) -> None:
    with pytest.raises(PluginError, match="is no theme on GitHub"):
        RemoteTheme(text)


def test_a_remote_theme_is_never_fetched_by_a_build(site: Factory) -> None:
    with pytest.raises(PluginError, match="a build fetches nothing") as raised:
        site(REMOTE).build()

    assert raised.value.hint is not None
    assert "jekylite theme add jane/plain@v1" in raised.value.hint


def test_without_its_plugin_a_remote_theme_does_nothing(site: Factory) -> None:
    built = site("-- _config.yml --\nremote_theme: jane/plain\n-- a.txt --\nx\n").build()

    assert built.paths() == ["a.txt"]
    assert built.warnings()[0].message == "`remote_theme` does nothing without its plugin"


def _archive(kind: str, folder: Path) -> Path:
    """The theme in `folder/plain`, packed as GitHub packs: below one folder."""
    if kind == "folder":
        return folder / "plain"
    path = folder / f"plain.{kind}"
    files = [file for file in (folder / "plain").rglob("*") if file.is_file()]
    names = [f"plain-1/{file.relative_to(folder / 'plain').as_posix()}" for file in files]
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for file, name in zip(files, names, strict=True):
                archive.write(file, name)
    else:
        with tarfile.open(path, "w:gz") as archive:
            for file, name in zip(files, names, strict=True):
                archive.add(file, name)
    return path


@pytest.mark.parametrize("kind", ["folder", "tar.gz", "zip"])
def test_an_added_theme_is_built_with(kind: str, site: Factory, tmp_path: Path) -> None:
    under_test = site(REMOTE + PAGE)
    plain = tmp_path / "plain"
    _theme(plain, "remote")
    (plain / "_config.yml").write_text("title: not this\n")
    (plain / "LICENSE").write_text("MIT\n")
    (plain / "spec").mkdir()
    (plain / "spec" / "a.rb").write_text("x")

    added = run(
        [
            "theme",
            "add",
            "jane/plain@v1",
            "-s",
            str(under_test.folder),
            "--from",
            str(_archive(kind, tmp_path)),
        ]
    )

    assert added == 0
    copy = under_test.folder / "_vendor" / "themes" / "jane+plain@v1"
    assert sorted(path.name for path in copy.rglob("*") if path.is_file()) == ["LICENSE", "default.html"]
    assert under_test.build()["index.html"] == "remote: Hi\n"


def test_a_copy_that_was_changed_stops_the_build(site: Factory, tmp_path: Path) -> None:
    under_test = site(REMOTE + PAGE)
    _theme(tmp_path / "plain", "remote")
    run(["theme", "add", "jane/plain@v1", "-s", str(under_test.folder), "--from", str(tmp_path / "plain")])
    under_test.write("-- _vendor/themes/jane+plain@v1/_layouts/default.html --\nevil\n")

    with pytest.raises(PluginError, match="its hash differs"):
        under_test.build()


def test_the_lock_file_says_where_a_copy_is_from(site: Factory, tmp_path: Path) -> None:
    under_test = site(REMOTE)
    _theme(tmp_path / "plain", "remote")
    run(["theme", "add", "jane/plain@v1", "-s", str(under_test.folder), "--from", str(tmp_path / "plain")])

    lock = json.loads((under_test.folder / "_vendor" / "themes" / "lock.json").read_text())

    assert lock["jane/plain@v1"]["from"] == str(tmp_path / "plain")
    assert len(lock["jane/plain@v1"]["sha256"]) == 64


def test_an_archive_cannot_write_outside_of_the_copy(site: Factory, tmp_path: Path) -> None:
    under_test = site(REMOTE)
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr("_layouts/default.html", "x")
        archive.writestr("_layouts/../../../../evil.txt", "x")

    run(["theme", "add", "jane/plain@v1", "-s", str(under_test.folder), "--from", str(tmp_path / "evil.zip")])

    assert not list(tmp_path.rglob("evil.txt"))


@pytest.mark.parametrize("arguments", [[], ["add"], ["remove", "a/b"]])
def test_anything_else_is_told_how(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["theme", *arguments]) == 2 or "jekylite theme add" in capsys.readouterr().err
