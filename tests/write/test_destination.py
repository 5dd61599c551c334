"""Files of a build: written aside and renamed, equal ones untouched, nothing outside the destination."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from jekylite.errors import OutputError
from jekylite.model.page import Page
from jekylite.model.static_file import StaticFile
from jekylite.write.cleaner import obsolete, refuse_foreign, remove_obsolete
from jekylite.write.destination import Published, publish
from jekylite.write.inventory import Inventory
from jekylite.write.outputs import Output


def page(path: str, text: str) -> Output:
    item = Page("", "", "x.html", {"permalink": f"/{path}"}, converter_ext=".html")
    item.output = text
    return Output(path, item)


def static(path: str, source: Path, *, is_link: bool = False) -> Output:
    there = source.lstat()
    item = StaticFile(
        str(source), "", source.name, mtime_ns=there.st_mtime_ns, size=there.st_size, is_link=is_link
    )
    return Output(path, item)


def inventory(root: Path) -> Inventory:
    taken = Inventory()
    taken.begin(str(root))
    return taken


def published(root: Path, outputs: list[Output], *, keep_links: bool) -> Published:
    return publish(str(root), outputs, inventory(root), keep_links=keep_links)


def test_new_files_are_written_with_their_folders(tmp_path: Path) -> None:
    result = published(tmp_path / "out", [page("a/b/c.html", "c"), page("i.html", "i")], keep_links=True)

    assert result.written == ["a/b/c.html", "i.html"]
    assert (tmp_path / "out/a/b/c.html").read_text() == "c"
    assert sorted(os.listdir(tmp_path / "out")) == ["a", "i.html"]


def test_a_file_with_equal_bytes_keeps_its_time(tmp_path: Path) -> None:
    file = tmp_path / "i.html"
    file.write_text("same")
    os.utime(file, (1, 1))

    result = published(tmp_path, [page("i.html", "same")], keep_links=True)

    assert (result.unchanged, result.written) == (["i.html"], [])
    assert file.stat().st_mtime == 1


def test_a_file_of_equal_size_and_other_bytes_is_written(tmp_path: Path) -> None:
    (tmp_path / "i.html").write_text("aaaa")

    assert published(tmp_path, [page("i.html", "bbbb")], keep_links=True).written == ["i.html"]
    assert (tmp_path / "i.html").read_text() == "bbbb"


def test_a_static_file_keeps_its_time_and_mode(tmp_path: Path) -> None:
    source = tmp_path / "run.sh"
    source.write_text("echo")
    source.chmod(0o755)
    os.utime(source, ns=(1_700_000_000_123_456_789, 1_700_000_000_123_456_789))

    published(tmp_path / "out", [static("run.sh", source)], keep_links=True)
    copied = (tmp_path / "out/run.sh").stat()

    assert copied.st_mtime_ns == 1_700_000_000_123_456_789
    assert stat.S_IMODE(copied.st_mode) & 0o100
    assert published(tmp_path / "out", [static("run.sh", source)], keep_links=True).written == []


def test_a_static_file_of_another_content_is_copied_though_its_size_and_time_are_the_same(
    tmp_path: Path,
) -> None:
    source = tmp_path / "notes.txt"
    long_ago = (1_700_000_000_000_000_000,) * 2
    source.write_text("before")
    os.utime(source, ns=long_ago)
    published(tmp_path / "out", [static("notes.txt", source)], keep_links=True)

    source.write_text("behind")
    os.utime(source, ns=long_ago)
    result = published(tmp_path / "out", [static("notes.txt", source)], keep_links=True)

    assert result.written == ["notes.txt"]
    assert (tmp_path / "out/notes.txt").read_text() == "behind"


def test_a_linked_static_file_stays_a_link_or_becomes_a_copy(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("real")
    link = tmp_path / "link.txt"
    link.symlink_to("real.txt")
    linked = static("link.txt", link, is_link=True)

    published(tmp_path / "links", [linked], keep_links=True)
    published(tmp_path / "copies", [linked], keep_links=False)

    assert os.readlink(tmp_path / "links/link.txt") == "real.txt"
    assert not (tmp_path / "copies/link.txt").is_symlink()
    assert (tmp_path / "copies/link.txt").read_text() == "real"


def test_a_link_in_the_destination_is_replaced_and_never_written_through(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.html").write_text("mine")
    root = tmp_path / "out"
    root.mkdir()
    (root / "secret.html").symlink_to(outside / "secret.html")
    (root / "sub").symlink_to(outside)

    published(root, [page("secret.html", "new"), page("sub/secret.html", "mine")], keep_links=True)

    assert (outside / "secret.html").read_text() == "mine"
    assert not (root / "secret.html").is_symlink()
    assert not (root / "sub").is_symlink()
    assert (root / "sub/secret.html").read_text() == "mine"


@pytest.mark.parametrize("was_folder", [True, False])
def test_a_path_turns_from_folder_to_file_and_back(tmp_path: Path, was_folder: bool) -> None:
    old, new = ("a/b.html", "a") if was_folder else ("a", "a/b.html")
    published(tmp_path, [page(old, "old")], keep_links=True)

    published(tmp_path, [page(new, "new")], keep_links=True)

    assert (tmp_path / new).read_text() == "new"


def test_a_disk_that_refuses_leaves_every_old_file(tmp_path: Path) -> None:
    published(tmp_path / "out", [page("a.html", "old"), page("b.html", "old")], keep_links=True)
    missing = tmp_path / "gone.txt"
    missing.write_text("x")
    broken = static("c.txt", missing)
    missing.unlink()

    with pytest.raises(OutputError, match=r"cannot write `c\.txt`"):
        published(tmp_path / "out", [page("a.html", "new"), broken], keep_links=True)

    assert (tmp_path / "out/a.html").read_text() == "old"
    assert sorted(os.listdir(tmp_path / "out")) == ["a.html", "b.html"]


def _fill(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")


def test_what_is_made_no_more_goes_but_what_keep_files_names(tmp_path: Path) -> None:
    _fill(tmp_path, "i.html", "old.html", ".hidden", "olddir/x")
    _fill(tmp_path, "keep/a", "keeper.txt", "sub/keep/c", "deep/k/b")
    (tmp_path / "empty").mkdir()

    gone = obsolete(inventory(tmp_path), ["i.html"], ["keep", "deep/k"])
    remove_obsolete(str(tmp_path), gone)

    assert gone == [".hidden", "empty", "old.html", "olddir", "sub"]
    left = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    assert left == ["deep/k/b", "i.html", "keep/a", "keeper.txt"]


def test_a_link_that_is_made_no_more_goes_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    _fill(tmp_path, "elsewhere/file", "out/i.html")
    (tmp_path / "out/link").symlink_to(tmp_path / "elsewhere")

    remove_obsolete(str(tmp_path / "out"), obsolete(inventory(tmp_path / "out"), ["i.html"], []))

    assert (tmp_path / "elsewhere/file").exists()
    assert os.listdir(tmp_path / "out") == ["i.html"]


def test_a_foreign_destination_is_not_emptied(tmp_path: Path) -> None:
    _fill(tmp_path, "home/thesis.txt", "home/photos/1.jpg", "site/x")

    with pytest.raises(OutputError, match="2 files that this site did not make") as caught:
        refuse_foreign(
            str(tmp_path / "home"), str(tmp_path / "site"), ["photos", "thesis.txt"], is_known=lambda: False
        )

    assert "--force" in (caught.value.hint or "")


@pytest.mark.parametrize("how", ["inside the source", "a git checkout", "known", "nothing goes"])
def test_a_destination_of_ours_is_cleaned(tmp_path: Path, how: str) -> None:
    source = tmp_path / "site"
    root = source / "_site" if how == "inside the source" else tmp_path / "out"
    _fill(root, "old.html")
    if how == "a git checkout":
        (root / ".git").mkdir()

    refuse_foreign(
        str(root),
        str(source),
        [] if how == "nothing goes" else ["old.html"],
        is_known=lambda: how == "known",
    )
