"""Which names of a source take part (measured with Jekyll 4.4.1)."""

from __future__ import annotations

from pathlib import Path

import pytest

from jekylite.diagnostics import Collector
from jekylite.read.scan import EntryFilter, files_below
from jekylite.read.shelf import NoShelf


def entry_filter(source: Path, include: list[str], exclude: list[str]) -> EntryFilter:
    return EntryFilter(str(source), include, exclude, collector=Collector(), roots=(str(source.resolve()),))


@pytest.mark.parametrize(
    ("pattern", "out", "stays"),
    [
        ("*.tmp", ["/a.tmp", "/sub/b.tmp"], ["/a.tmp.txt"]),
        ("build", ["/build", "/builder.txt", "/build/x"], ["/sub/build"]),
        ("drafts/", ["/drafts", "/drafts/x"], ["/drafts.txt"]),
        ("docs/*.psd", ["/docs/y.psd", "/docs/in/y.psd"], ["/other/y.psd"]),
        ("deep/**/skip.txt", ["/deep/a/skip.txt"], ["/deep/skip.txt"]),
        ("[ab].txt", ["/a.txt"], ["/c.txt", "/ab.txt"]),
        ("{a,b}.txt", [], ["/a.txt", "/b.txt"]),
        ("/rooted.txt", ["/rooted.txt"], ["/sub/rooted.txt"]),
        ("?x", ["/ax"], ["/x", "/abx"]),
    ],
)
def test_an_excluded_pattern(pattern: str, out: list[str], stays: list[str], tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    filtered = entry_filter(tmp_path, [], [pattern])

    def takes_part(path: str) -> bool:
        folder, _, name = path.rpartition("/")
        return filtered.takes_part(folder, name)

    assert [path for path in out if takes_part(path)] == []
    assert [path for path in stays if takes_part(path)] == stays


@pytest.mark.parametrize("name", [".x", "_x", "#x", "~x", "x~", "x.", ".", ".."])
def test_a_special_name_is_out(name: str, tmp_path: Path) -> None:
    assert not entry_filter(tmp_path, [], []).takes_part("", name)


def test_an_included_name_wins_over_its_sign_and_over_exclude(tmp_path: Path) -> None:
    filtered = entry_filter(tmp_path, [".htaccess", "_pages", "*.keep"], ["_pages", ".x.keep"])

    assert filtered.takes_part("", ".htaccess")
    assert filtered.takes_part("/sub", ".htaccess")
    assert filtered.takes_part("", "_pages")
    assert filtered.takes_part("", ".x.keep")
    assert not filtered.takes_part("", "included.")


def test_the_brackets_in_the_name_of_the_source_mean_nothing(tmp_path: Path) -> None:
    source = tmp_path / "[x]"
    source.mkdir()

    assert not entry_filter(source, [], ["*.tmp"]).takes_part("", "a.tmp")


def test_files_below_a_folder_come_by_name_and_links_out_are_told(tmp_path: Path) -> None:
    source = tmp_path / "site"
    for name in ("_n/b.md", "_n/a.md", "_n/sub/c.md", "_n/_d.md", "_n/.h/e.md", "outside.md"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text("x")
    (source / "_n/in.md").symlink_to("../outside.md")
    (tmp_path / "secret.md").write_text("x")
    (source / "_n/out.md").symlink_to("../../secret.md")
    collector = Collector()
    filtered = EntryFilter(str(source), [], [], collector=collector, roots=(str(source.resolve()),))

    names = [entry.name for entry in files_below(f"{source}/_n", "/_n", filtered, NoShelf(), hidden=True)]

    assert names == ["a.md", "b.md", "in.md", "sub/c.md"]
    assert [str(item.at) for item in collector.items] == ["_n/out.md"]
