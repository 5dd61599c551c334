"""A whole build: its order, what it leaves behind when it fails, what does not change its output."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from building import CLOCK, SiteUnderTest
from jekylite import __version__
from jekylite.errors import JekyliteError, OutputError
from test_sites import run_cli, tree

SiteFactory = Callable[[str], SiteUnderTest]


def test_the_thinnest_site(site: SiteFactory) -> None:
    built = site("""
-- index.md --
---
layout: default
title: Hi
---
# {{ page.title }}{% for i in (1..3) %} {{ i }}{% endfor %}
-- _layouts/default.html --
<main>{{ content }}</main>
""").build()

    assert built.paths() == ["index.html"]
    assert built["index.html"] == '<main><h1 id="hi-1-2-3">Hi 1 2 3</h1>\n</main>\n'


def test_an_empty_folder_is_a_site_without_files(site: SiteFactory) -> None:
    assert site("").build().paths() == []


def test_templates_see_the_version_we_stand_in_for_and_our_own(site: SiteFactory) -> None:
    built = site(
        "-- v.txt --\n---\n---\n{{ jekyll.version }} {{ jekyll.environment }} {{ jekylite.version }}"
    ).build()

    assert built["v.txt"] == f"4.4.1 development {__version__}"


@pytest.mark.parametrize(
    ("fault", "file", "line"),
    [
        ("-- bad.html --\n---\n---\n\n{% if %}{% endif %}", "bad.html", 4),
        ("-- bad.html --\n---\ntitle: x\n---\n{% nope %}", "bad.html", 4),
        ("-- bad.html --\n---\n---\n{% include none.html %}", "bad.html", 3),
        ("-- bad.html --\n---\n---\n{% link none.md %}", "bad.html", 3),
        ("-- _data/bad.yml --\na: 1\nb: [1", "_data/bad.yml", 2),
        ('-- _data/bad.csv --\na,b\n"x', "_data/bad.csv", 2),
        ("-- _posts/2024-01-01-x.md --\n---\ndate: someday\n---\n", "_posts/2024-01-01-x.md", 2),
        ("-- _config.yml --\ntitle: [\n", "_config.yml", 1),
    ],
    ids=lambda value: str(value).split("\n")[0],
)
def test_a_failed_build_says_where_and_leaves_the_last_site(
    site: SiteFactory, fault: str, file: str, line: int | None
) -> None:
    source = site("-- index.html --\n---\n---\nfirst\n-- old.txt --\nold")
    before = tree(source.build().root)
    source.write("-- index.html --\n---\n---\nsecond\n")
    (source.folder / "old.txt").unlink()
    source.write(fault)

    with pytest.raises(JekyliteError) as caught:
        source.build()

    assert caught.value.at is not None
    assert (caught.value.at.path, caught.value.at.line) == (file, line)
    assert tree(source.folder / "_site") == before


def test_an_equal_page_keeps_its_time(site: SiteFactory) -> None:
    source = site("-- a.html --\n---\n---\na\n-- b.html --\n---\n---\nb\n-- s.txt --\ns")
    built = source.build()
    for path in built.paths():
        os.utime(built.root / path, (1, 1))
    source.write("-- b.html --\n---\n---\nB\n")

    again = source.build()

    assert again.result.written == ["b.html", "s.txt"] or again.result.written == ["b.html"]
    assert (again.root / "a.html").stat().st_mtime == 1


def test_two_sources_of_one_file_are_both_named_and_the_last_stays(site: SiteFactory) -> None:
    built = site("-- a.html --\n---\n---\nfirst\n-- b.md --\n---\npermalink: /a.html\n---\nsecond\n").build()

    (warning,) = built.warnings()
    assert "a.html" in warning.message
    assert "b.md" in warning.message
    assert built["a.html"] == "<p>second</p>\n"


def test_a_file_that_must_be_a_folder_stops_before_anything_is_written(site: SiteFactory) -> None:
    source = site(
        "-- a.html --\n---\npermalink: /x.html\n---\n-- b.html --\n---\npermalink: /x.html/y.html\n---\n"
    )

    with pytest.raises(OutputError, match=r"needs a folder of that name"):
        source.build()

    assert not (source.folder / "_site").exists()


def test_the_destination_cannot_hold_the_source(site: SiteFactory) -> None:
    source = site("-- index.html --\nx")
    for folder in (source.folder, source.folder.parent):
        with pytest.raises(JekyliteError, match="cannot be or contain the Source"):
            source.build(destination=str(folder))


def test_a_foreign_folder_is_built_into_only_by_force(site: SiteFactory, tmp_path: Path) -> None:
    source = site("-- index.html --\nx")
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("years")

    with pytest.raises(OutputError, match=r"thesis\.txt"):
        source.build(destination=str(other))
    assert (other / "thesis.txt").exists()

    source.build(destination=str(other), force=True)
    (other / "stale.html").write_text("x")
    source.build(destination=str(other))

    assert os.listdir(other) == ["index.html"]


def test_jekylls_metadata_file_is_there_after_an_incremental_build_only(site: SiteFactory) -> None:
    source = site("-- index.html --\n---\n---\nx")

    source.build(incremental=True)
    assert (source.folder / ".jekyll-metadata").exists()

    source.build()
    assert not (source.folder / ".jekyll-metadata").exists()


def test_an_incremental_build_sees_changes_of_layouts_includes_and_data(site: SiteFactory) -> None:
    source = site("""
-- _layouts/l.html --
L1 {{ content }}
-- _includes/i.html --
I1
-- _data/d.yml --
D1
-- index.html --
---
layout: l
---
{% include i.html %} {{ site.data.d }}
""")
    source.build(incremental=True)
    source.write(
        "-- _layouts/l.html --\nL2 {{ content }}\n-- _includes/i.html --\nI2\n-- _data/d.yml --\nD2\n"
    )

    text = source.build(incremental=True)["index.html"]

    assert ("L2" in text, "I2" in text, "D2" in text) == (True, True, True)


BLOG = """
-- _config.yml --
timezone: Asia/Shanghai
title: 山
collections: {notes: {output: true}}
-- _layouts/post.html --
<i>{{ page.date }}</i>{{ content }}{{ page.next.url }}{{ site.time }}
-- index.md --
---
---
{% for p in site.posts %}{{ p.title }} {{ p.excerpt }}{% endfor %}{{ site.tags }}{{ site.data }}
{% for p in site.pages %}{{ p.path }}{% endfor %}
{% for f in site.static_files %}{{ f.path }}{{ f.modified_time }}{% endfor %}
-- _posts/2024-03-10-a.md --
---
layout: post
tags: [x, ü]
date: 2024-03-10 02:30
---
a
-- sub/_posts/2024-03-10-b.md --
---
layout: post
---
b
-- _notes/n.md --
n
-- b/page.md --
---
---
b
-- a/page.md --
---
---
a
-- s/t.txt --
t
-- _data/z.yml --
1
-- _data/a.yml --
2
"""


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "America/New_York"},
        {"LC_ALL": "C"},
        {"LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"},
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Auckland"},
        {"umask": "077"},
        {"shuffled": "yes"},
        {"elsewhere": "yes"},
    ],
    ids=str,
)
def test_the_same_source_gives_the_same_bytes_everywhere(
    site: SiteFactory, surroundings: dict[str, str], tmp_path: Path
) -> None:
    source = site(BLOG)
    for path in source.folder.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    expected = tree(source.build().root)
    other = tmp_path / ("deep/er" if "elsewhere" in surroundings else "other")
    files = [path for path in source.folder.rglob("*") if path.is_file() and "_site" not in path.parts]
    if "shuffled" in surroundings:
        random.Random(7).shuffle(files)
    for path in files:
        target = other / path.relative_to(source.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    mask = surroundings.pop("umask", "022")

    subprocess.run(
        ["sh", "-c", f"umask {mask}; exec {sys.executable} -m jekylite build -q -s {other} -d {other}/_site"],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(Path(__file__).parent.parent / "src"),
            "SOURCE_DATE_EPOCH": CLOCK,
            **surroundings,
        },
        check=True,
    )

    assert tree(other / "_site") == expected


def test_a_killed_build_leaves_whole_files_only(site: SiteFactory) -> None:
    """Whatever moment it is killed at, each file is of the old build or of the new one."""
    pages = "".join(
        f"-- {number}.html --\n---\n---\n{{{{ site.v }}}}" + "x" * 5000 + "\n" for number in range(60)
    )
    source = site(pages + "-- _config.yml --\nv: old\n")
    source.build()
    source.write("-- _config.yml --\nv: new\n")
    for milliseconds in range(60, 400, 40):
        process = subprocess.Popen(
            [sys.executable, "-m", "jekylite", "build", "-q"],
            cwd=source.folder,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent / "src")},
        )
        try:
            process.wait(milliseconds / 1000)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        sizes = {
            hashlib.sha256(path.read_bytes()).hexdigest() for path in (source.folder / "_site").glob("*.html")
        }
        assert len(sizes) <= 2
        assert len(list((source.folder / "_site").glob("*.html"))) == 60

    source.build()
    assert sorted(os.listdir(source.folder / "_site")) == sorted(f"{number}.html" for number in range(60))


def test_categories_of_a_wrong_kind_are_told_and_the_post_goes_on_without_its_front_matter(
    site: SiteFactory,
) -> None:
    built = site("-- _posts/2024-01-03-c.md --\n---\ncategories: 7\n---\nx\n").build()

    (told,) = built.warnings()
    assert (str(told.at), "neither a list nor text" in told.message) == ("_posts/2024-01-03-c.md:2:1", True)
    assert built.paths() == ["2026/11/01/2024-01-03-c.html"]


def test_odd_things_in_a_source_do_not_stop_a_build(site: SiteFactory) -> None:
    source = site("-- index.html --\nx")
    (source.folder / "itself").symlink_to("itself")
    (source.folder / "nowhere").symlink_to("not-there")
    (source.folder / "circle").symlink_to(".")
    os.mkfifo(source.folder / "pipe")
    (source.folder / "_data").mkdir()
    (source.folder / "_data/itself.yml").symlink_to("itself.yml")

    built = source.build()

    assert built.paths() == ["index.html"]
    assert {str(item.at) for item in built.warnings()} >= {"itself", "nowhere"}


def test_folders_without_end_are_an_error_and_no_crash(site: SiteFactory) -> None:
    source = site("-- index.html --\nx")
    here = os.getcwd()
    os.chdir(source.folder)
    try:
        for _ in range(1500):
            os.mkdir("d")
            os.chdir("d")
    finally:
        os.chdir(here)

    result = run_cli(["build"], source.folder)
    subprocess.run(["rm", "-rf", source.folder], check=True)  # pytest's own cleaning recurses

    assert (result.returncode, "beyond all measure" in result.stderr) == (1, True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(site: SiteFactory) -> None:
    source = site("-- index.html --\nx\n-- a.md --\n---\n---\n")
    (source.folder / "a.md").chmod(0)

    with pytest.raises(JekyliteError, match="cannot be read") as caught:
        source.build()

    assert str(caught.value.at) == "a.md"
