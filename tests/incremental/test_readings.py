"""What one process has read, the next need not read again; and what it shows is the same."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from jekylite.build import BuildResult, build
from jekylite.build.options import BuildOptions
from jekylite.config.load import load_config
from jekylite.diagnostics import Collector
from jekylite.model.document import CollectionSettings, Document
from jekylite.model.excerpt import Excerpt
from jekylite.model.page import Page
from jekylite.model.static_file import StaticFile
from jekylite.read.packing import Packing, UnpackableError
from jekylite.ruby.times import fixed_offset
from jekylite.stamp import SETTLED

NOW = 1_793_534_400
A_YEAR = 31_557_600

_watched: list[set[str]] = []


def _note_open(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _watched and isinstance(arguments[0], (str, Path)):
        _watched[-1].add(str(arguments[0]))


sys.addaudithook(_note_open)


class Site:
    """A source that is built by one process after the other."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "site"
        self.destination = folder / "out"
        self.said: list[str] = []
        # Names of the files of the source that the last build opened.
        self.opened: set[str] = set()

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            path = self.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def build(
        self, on_progress: Callable[[int, int], None] | None = None, *, epoch: int = NOW, **settings: object
    ) -> BuildResult:
        """As a process of its own does, after files have been left alone for a while."""
        time.sleep(2 * SETTLED)
        collector = Collector()
        environment = {"SOURCE_DATE_EPOCH": str(epoch), "TZ": "UTC"}
        config = load_config(
            self.source,
            overrides={"destination": str(self.destination), **settings},
            environ=environment,
            collector=collector,
        )
        options = BuildOptions(environ=environment, on_progress=on_progress)
        _watched.append(set())
        try:
            result = build(config, collector, options)
        finally:
            opened = _watched.pop()
        self.opened = {os.path.basename(path) for path in opened if path.startswith(f"{self.source}/")}
        self.said = [item.message for item in collector.items]
        return result

    def page(self, path: str) -> str:
        return (self.destination / path).read_text(encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.write(
        {
            "_config.yml": "collections:\n  works:\n    output: true\n",
            "_layouts/post.html": "<b>{{ page.title }}</b>{{ content }}",
            "_posts/2024-01-01-one.md": "---\nlayout: post\nseen: 2024-02-03\n---\nfirst\n\nrest\n",
            "_posts/2024-01-02-two.md": "---\nlayout: post\ntitle: Zwei\n---\n{{ page.date }}\n",
            "_works/nameless.md": "---\nlayout: post\n---\nwork\n",
            "_works/plan.svg": "<svg/>",
            "_data/talks.yml": "- {when: 2024-05-06, at: 2024-05-06 07:08:09 +0200}\n",
            "index.html": "---\n---\n"
            "{% for p in site.posts %}{{ p.url }} {{ p.seen }} {{ p.excerpt | strip }} {% endfor %}",
            "talks.html": "---\n---\n{{ site.data.talks | jsonify }}",
            "notes.txt": "plain",
        }
    )
    for name in ("notes.txt", "_works/plan.svg"):  # of young files the copies are compared
        os.utime(site.source / name, (1_700_000_000, 1_700_000_000))
    site.build()
    return site


SOURCES = {
    "2024-01-01-one.md", "2024-01-02-two.md", "nameless.md", "plan.svg", "talks.yml", "index.html",
    "talks.html", "notes.txt",
}  # fmt: skip


def test_no_file_is_opened_but_the_one_that_was_edited(site: Site) -> None:
    site.write({"_works/nameless.md": "---\nlayout: post\ntitle: Named\n---\nother\n"})

    result = site.build()

    assert site.opened & SOURCES == {"nameless.md"}
    assert result.rendered == ["works/nameless.html"]
    assert site.page("works/nameless.html") == "<b>Named</b><p>other</p>\n"


def test_a_body_is_opened_when_its_page_is_rendered(site: Site) -> None:
    site.write({"index.html": "---\n---\n{{ site.posts.last.content }}{{ site.posts.last.excerpt }}"})

    site.build()

    # What `content` shows is what an earlier build has rendered, and the excerpt was cut then.
    assert site.opened & SOURCES == {"index.html"}
    assert site.page("index.html") == "<p>first</p>\n\n<p>rest</p>\n<p>first</p>\n"

    site.write({"_layouts/post.html": "<i>{{ content | strip }}</i>"})
    site.build()
    assert site.page("2024/01/01/one.html") == "<i><p>first</p>\n\n<p>rest</p></i>"


def test_everything_comes_back_as_it_was_read(site: Site) -> None:
    before = {name: site.page(name) for name in ("index.html", "talks.html", "2024/01/02/two.html")}
    for name in before:
        (site.destination / name).unlink()

    site.build()

    assert {name: site.page(name) for name in before} == before
    assert before["index.html"] == (
        "/2024/01/02/two.html  <p>2024-01-02 00:00:00 +0000</p> /2024/01/01/one.html 2024-02-03 <p>first</p> "
    )
    assert before["talks.html"] == '[{"when":"2024-05-06","at":"2024-05-06 07:08:09 +0200"}]'


def test_a_change_that_leaves_time_and_size_is_seen(site: Site) -> None:
    path = site.source / "_posts/2024-01-01-one.md"
    there = path.stat()
    path.write_text(path.read_text().replace("first", "worst"), encoding="utf-8")
    os.utime(path, ns=(there.st_atime_ns, there.st_mtime_ns))

    site.build()

    assert "<p>worst</p>" in site.page("2024/01/01/one.html")


def test_a_file_with_a_future_date_of_change_is_always_read(site: Site) -> None:
    path = site.source / "notes.txt"
    tomorrow = time.time() + 86_400
    os.utime(path, (tomorrow, tomorrow))
    site.build()

    site.build()

    assert "notes.txt" in site.opened


def test_what_a_file_has_to_say_is_said_by_every_process(site: Site) -> None:
    site.write({"_posts/2024-01-03-bad.md": "---\ntitle: [\n---\n"})
    site.build()
    said = site.said
    assert any("YAML" in message for message in said)

    site.build()

    assert site.said == said


def test_other_settings_are_read_with(site: Site) -> None:
    site.build(timezone="Asia/Shanghai")
    assert "2024-01-02 00:00:00 +0800" in site.page("2024/01/02/two.html")

    site.build(page_excerpts=True, excerpt_separator="rst")
    assert "<p>fi</p>" in site.page("index.html")


def test_a_file_that_changes_while_its_page_waits_is_read_whole(site: Site) -> None:
    def edit(done: int, of: int) -> None:
        if done == 0:
            site.write({"_posts/2024-01-02-two.md": "---\nlayout: post\ntitle: Late\n---\nlater\n"})

    site.write({"_layouts/post.html": "<i>{{ page.title }}</i>{{ content }}"})

    site.build(edit)

    assert site.page("2024/01/02/two.html") == "<i>Late</i><p>later</p>\n"


def test_an_item_without_a_date_stays(site: Site) -> None:
    assert site.build(epoch=NOW + A_YEAR).rendered == []
    assert "nameless.md" not in site.opened


def test_the_page_that_shows_the_date_of_an_item_without_one_is_rendered_again(site: Site) -> None:
    site.write({"index.html": "---\n---\n{{ site.works.first.date | date: '%Y' }}"})
    site.build()
    assert site.page("index.html") == "2026"

    result = site.build(epoch=NOW + A_YEAR)

    assert site.page("index.html") == "2027"
    assert result.rendered == ["index.html"]
    assert not result.is_repeatable


def test_an_item_whose_url_is_of_the_time_of_the_build_moves(site: Site) -> None:
    site.write(
        {
            "_config.yml": "collections:\n  works:\n    output: true\n    permalink: /:year/:name\n",
            "index.html": "---\n---\n{{ site.works.first.url }}",
        }
    )
    site.build()
    assert site.page("index.html") == "/2026/nameless"

    site.build(epoch=NOW + A_YEAR)

    assert site.page("index.html") == "/2027/nameless"
    assert site.page("2027/nameless.html") == "<b>Nameless</b><p>work</p>\n"
    assert not (site.destination / "2026").exists()


def test_no_disk_cache_leaves_nothing_that_was_read(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write({"index.html": "---\n---\nhere\n"})
    site.build(disable_disk_cache=True)
    assert not (site.source / ".jekylite-cache").exists()


def test_a_page_of_a_list_is_rendered_again_for_its_own_posts(tmp_path: Path) -> None:
    # The list of page 2 changes its order, and that of page 1 is as it was.
    site = Site(tmp_path)
    post = "---\ndate: 2024-01-0{day}\n---\n"
    site.write(
        {
            "_config.yml": "plugins: [jekyll-paginate]\npaginate: 2\n",
            "index.html": "---\n---\n{% for p in paginator.posts %}{{ p.slug }} {% endfor %}",
            "_posts/2024-01-01-a.md": post.format(day=1),
            "_posts/2024-01-02-b.md": post.format(day=2),
            "_posts/2024-01-03-c.md": post.format(day=6),
            "_posts/2024-01-04-d.md": post.format(day=7),
        }
    )
    site.build()
    assert (site.page("index.html"), site.page("page2/index.html")) == ("d c ", "b a ")

    site.write({"_posts/2024-01-01-a.md": post.format(day=3)})
    site.build()

    assert (site.page("index.html"), site.page("page2/index.html")) == ("d c ", "a b ")


def test_a_page_that_becomes_the_first_of_a_list_is_rendered_again(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write(
        {
            "_config.yml": "plugins: [jekyll-paginate]\npaginate: 1\npaginate_path: /blog/page:num\n",
            "index.html": "---\n---\n{{ paginator.page }}",
            "blog/index.html": "---\n---\n{{ paginator.page }}",
            "_posts/2024-01-01-a.md": "---\n---\n",
        }
    )
    site.build()
    assert (site.page("index.html"), site.page("blog/index.html")) == ("", "1")

    (site.source / "blog/index.html").unlink()
    site.build()

    assert site.page("index.html") == "1"


def test_an_archive_is_rendered_again_for_its_own_posts(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write(
        {
            "_config.yml": "plugins: [jekyll-archives]\njekyll-archives: {enabled: [tags], layout: tag}\n",
            "_layouts/tag.html": "{{ page.posts | map: 'title' | join }}",
            "_posts/2024-01-01-a.md": "---\ntags: [x, y]\n---\n",
            "_posts/2024-01-02-b.md": "---\ntags: [x]\n---\n",
        }
    )
    site.build()
    assert site.page("tag/x/index.html") == "B A"

    site.write({"_posts/2024-01-01-a.md": "---\ntags: [y]\n---\n"})
    site.build()

    assert (site.page("tag/x/index.html"), site.page("tag/y/index.html")) == ("B", "A")


def test_a_file_that_is_a_page_and_a_document_stays_both(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write(
        {
            "_config.yml": "include: [_pages]\ncollections:\n  pages:\n    output: true\n"
            "    permalink: /docs/:path\n",
            "_pages/a.md": "---\n---\nboth\n",
            "index.html": "---\n---\n{% for p in site.pages %}{{ p.url }} {% endfor %}",
        }
    )
    site.build()
    before = {path: path.read_text() for path in site.destination.rglob("*.html")}
    assert len(before) == 3

    site.write({"index.html": "---\n---\n{% for p in site.pages %}{{ p.url }} {% endfor %}!"})
    site.build()

    assert site.page("index.html").endswith("!")
    after = {path: path.read_text() for path in site.destination.rglob("*.html")}
    assert {**after, site.destination / "index.html": ""} == {**before, site.destination / "index.html": ""}


def test_nothing_is_left_anew_where_nothing_was_read(site: Site) -> None:
    site.build()
    readings = site.source / ".jekylite-cache/source.readings"
    before = readings.stat()

    site.write(
        {"_config.yml": (site.source / "_config.yml").read_text() + "title: seen by templates alone\n"}
    )
    site.build()

    assert readings.stat().st_ino == before.st_ino


# Packing

SHANGHAI = ZoneInfo("Asia/Shanghai")
WORKS = CollectionSettings("works", {}, "/:collection/:path", is_written=True)
PACKING = Packing(SHANGHAI, {"works": WORKS})


def body() -> str:
    return "the body"


def test_data_of_all_kinds_comes_back() -> None:
    data = {
        "text": "日本",
        "lone": "\udc80",
        "numbers": [1, 2.5, True, None, 10**30],
        "date": date(2024, 2, 29),
        "local": datetime(2024, 2, 29, 1, 2, 3, 45, tzinfo=SHANGHAI),
        "utc": datetime(2024, 2, 29, tzinfo=UTC),
        "offset": datetime(2024, 2, 29, tzinfo=fixed_offset(-12_600)),
        "naive": datetime(2024, 2, 29),
        date(2024, 1, 1): {"deep": [date(2024, 1, 2)]},
        3: b"bytes",
    }

    again = PACKING.unpack(PACKING.pack(data, {}, keeps_place=False), "/x.yml", body)

    assert again == data
    assert isinstance(again, dict)
    assert list(again) == list(data)
    assert again["local"].tzinfo is SHANGHAI
    assert again["offset"].tzinfo is data["offset"].tzinfo
    assert again["utc"].tzinfo is UTC
    assert again["naive"].tzinfo is None


def test_a_document_comes_back_with_its_body_unread() -> None:
    document = Document("/s/_works/a.md", "_works/a.md", WORKS, {}, body_line=4, converter_ext=".html")
    document.data = {"title": "A", "excerpt": Excerpt(document, "head")}
    assert document.url == "/works/a"

    packed = PACKING.pack(document, document.data, keeps_place=True)
    again = cast("Document", PACKING.unpack(packed, "/s/_works/a.md", body))

    assert (again.path, again.relative_path, again.label) == ("/s/_works/a.md", "_works/a.md", "works")
    assert (again.body, again.content, again.body_line) == ("the body", "the body", 4)
    assert again.known_place == ("/works/a", None)
    assert again.destination == document.destination
    excerpt = again.data["excerpt"]
    assert isinstance(excerpt, Excerpt)
    assert (excerpt.item, excerpt.body, excerpt.output) == (again, "head", None)


def test_a_document_that_is_data_has_no_content() -> None:
    document = Document("/s/_works/a.yml", "_works/a.yml", WORKS, {"x": 1})
    document.content = None

    again = PACKING.unpack(PACKING.pack(document, document.data, keeps_place=False), document.path, body)

    assert isinstance(again, Document)
    assert (again.content, again.body) == (None, "")


def test_a_page_and_a_static_file_come_back() -> None:
    page = Page(
        "/s/a/b.md", "/a", "b.md", {"x": 1}, defaults={"layout": "l"}, converter_ext=".html", style="pretty"
    )
    file = StaticFile(
        "/s/_works/x.png", "_works/", "x.png", mtime_ns=5, size=6, collection=WORKS, defaults={"y": 2}
    )

    page_again = PACKING.unpack(PACKING.pack(page, page.data, keeps_place=True), page.path, body)
    file_again = PACKING.unpack(PACKING.pack(file, {}, keeps_place=False), file.path, body)

    assert isinstance(page_again, Page)
    assert (page_again.url, page_again.data, page_again.defaults) == ("/a/b/", {"x": 1}, {"layout": "l"})
    assert isinstance(file_again, StaticFile)
    assert (file_again.relative_path, file_again.url, file_again.defaults) == (
        file.relative_path,
        file.url,
        {"y": 2},
    )
    assert (file_again.mtime_ns, file_again.size, file_again.collection) == (5, 6, WORKS)


def test_what_cannot_be_told_to_another_process_is_refused() -> None:
    elsewhere = datetime(2024, 1, 1, tzinfo=ZoneInfo("Europe/Paris"))
    for value in (object(), elsewhere, (1, 2), [set()], type("Text", (str,), {})("x")):
        with pytest.raises(UnpackableError):
            PACKING.pack(value, {}, keeps_place=False)


def test_a_time_of_a_zone_that_has_changed_is_refused() -> None:
    packed = PACKING.pack(datetime(2024, 1, 1, tzinfo=SHANGHAI), {}, keeps_place=False)
    moved = Packing(fixed_offset(int(timedelta(hours=9).total_seconds())), {})

    with pytest.raises(UnpackableError):
        moved.unpack(packed, "/x.yml", body)
