"""A process that builds again and again: what it reads, renders and mends, seen from outside."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from jekylite.build import BuildResult, build
from jekylite.build.options import BuildOptions
from jekylite.build.session import Session
from jekylite.config.load import load_config
from jekylite.diagnostics import Collector
from jekylite.errors import JekyliteError

ENVIRONMENT = {"SOURCE_DATE_EPOCH": "1793534400", "TZ": "UTC"}
# Seconds: what the clocks of the file systems that tests run on are finer than.
SETTLED = 0.015


class Watched:
    """A site under one session.

    Attributes:
        said: messages of the last build.
    """

    def __init__(self, folder: Path) -> None:
        self.source = folder / "site"
        self.destination = folder / "out"
        self.said: list[str] = []
        self._session = Session(SETTLED)

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            path = self.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def build(self, **overrides: object) -> BuildResult:
        time.sleep(2 * SETTLED)
        collector = Collector()
        config = load_config(
            self.source,
            overrides={"destination": str(self.destination), **overrides},
            environ=ENVIRONMENT,
            collector=collector,
        )
        try:
            return build(config, collector, BuildOptions(environ=ENVIRONMENT), self._session)
        finally:
            self.said = [item.message for item in collector.items]

    def page(self, path: str) -> str:
        return (self.destination / path).read_text(encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Watched:
    watched = Watched(tmp_path)
    watched.write(
        {
            "_layouts/post.html": "<b>{{ page.title }}</b>{{ content }}[{{ page.next.title }}]",
            "_posts/2024-01-01-one.md": "---\nlayout: post\ntitle: One\n---\nfirst\n",
            "_posts/2024-01-02-two.md": "---\nlayout: post\ntitle: Two\n---\nsecond\n",
            "_posts/2024-01-03-three.md": "---\nlayout: post\ntitle: Three\n---\nthird\n",
            "index.html": "---\n---\n{% for post in site.posts %}{{ post.title }} {% endfor %}",
            "about.md": "---\n---\nabout {{ site.data.people.size }}\n",
            "_data/people.yml": "[ada, grace]\n",
            "style.css": "a {}\n",
        }
    )
    watched.build()
    return watched


def test_nothing_is_rendered_where_nothing_changed(site: Watched) -> None:
    assert site.build().rendered == []
    assert site.build().written == []


def test_a_changed_body_is_rendered_alone(site: Watched) -> None:
    site.write({"_posts/2024-01-02-two.md": "---\nlayout: post\ntitle: Two\n---\nanother\n"})

    result = site.build()

    assert result.rendered == result.written == ["2024/01/02/two.html"]
    assert site.page("2024/01/02/two.html") == "<b>Two</b><p>another</p>\n[Three]"


def test_a_changed_title_reaches_whoever_shows_it(site: Watched) -> None:
    site.write({"_posts/2024-01-02-two.md": "---\nlayout: post\ntitle: Zwei\n---\nsecond\n"})

    assert site.build().rendered == ["2024/01/01/one.html", "2024/01/02/two.html", "index.html"]
    assert site.page("index.html") == "Three Zwei One "


def test_a_new_post_between_others_changes_its_neighbours(site: Watched) -> None:
    site.write({"_posts/2024-01-02-zwei.md": "---\nlayout: post\ntitle: Zwei\n---\nx\n"})

    assert site.build().rendered == ["2024/01/02/two.html", "2024/01/02/zwei.html", "index.html"]
    assert site.page("2024/01/02/two.html").endswith("[Zwei]")


def test_a_post_that_is_gone_is_nobodys_neighbour(site: Watched) -> None:
    (site.source / "_posts/2024-01-02-two.md").unlink()

    result = site.build()

    assert result.removed == ["2024/01/02"]
    assert site.page("2024/01/01/one.html").endswith("[Three]")
    assert site.page("index.html") == "Three One "


def test_a_change_that_leaves_time_and_size_is_seen(site: Watched) -> None:
    post = site.source / "_posts/2024-01-02-two.md"
    before = post.stat()
    site.write({"_posts/2024-01-02-two.md": "---\nlayout: post\ntitle: Two\n---\nSECOND\n"})
    os.utime(post, ns=(before.st_atime_ns, before.st_mtime_ns))

    site.build()

    assert "SECOND" in site.page("2024/01/02/two.html")


def test_a_file_that_becomes_a_page_is_one(site: Watched) -> None:
    site.write({"style.css": "---\n---\n/* {{ 1 | plus: 1 }} */\n"})
    site.build()
    assert site.page("style.css") == "/* 2 */\n"


def test_data_that_changes_reaches_the_page_that_reads_it(site: Watched) -> None:
    site.write({"_data/people.yml": "[ada]\n"})
    assert site.build().rendered == ["about.html"]
    assert site.page("about.html") == "<p>about 1</p>\n"


def test_what_a_file_has_to_say_is_said_by_every_build(site: Watched) -> None:
    site.write(
        {
            "_posts/2099-01-01-later.md": "---\ntitle: Later\n---\n",
            "broken.md": "---\ntitle: [\n---\nas it is\n",
        }
    )
    site.build()
    said = site.said
    assert "_posts/2099-01-01-later.md has a future date" in said
    assert any("YAML" in message for message in said)

    for _ in range(2):
        site.build()
        assert site.said == said


def test_an_output_that_somebody_removed_or_changed_comes_back(site: Watched) -> None:
    (site.destination / "2024/01/01/one.html").unlink()
    (site.destination / "about.html").write_text("mine", encoding="utf-8")

    result = site.build()

    assert sorted(result.written) == ["2024/01/01/one.html", "about.html"]
    assert site.page("about.html") == "<p>about 2</p>\n"


def test_the_edited_page_and_those_that_come_back_are_all_told(site: Watched) -> None:
    (site.destination / "about.html").unlink()
    site.write({"_posts/2024-01-02-two.md": "---\nlayout: post\ntitle: Two\n---\nanother\n"})

    assert sorted(site.build().written) == ["2024/01/02/two.html", "about.html"]


def test_what_somebody_puts_into_the_destination_goes(site: Watched) -> None:
    (site.destination / "2024/stray.html").write_text("x", encoding="utf-8")
    assert site.build().removed == ["2024/stray.html"]


def test_another_destination_gets_everything(site: Watched, tmp_path: Path) -> None:
    site.destination = tmp_path / "elsewhere"
    assert len(site.build().written) == 6
    assert site.page("about.html") == "<p>about 2</p>\n"


def test_other_settings_are_read_with(site: Watched) -> None:
    site.write({"_posts/2099-01-01-later.md": "---\nlayout: post\ntitle: Later\n---\n"})
    site.build()
    site.build(future=True)
    assert site.page("index.html") == "Later Three Two One "
    site.build()
    assert site.page("index.html") == "Three Two One "


def test_a_build_that_fails_leaves_the_next_one_right(site: Watched) -> None:
    site.write({"_posts/2024-01-02-two.md": "---\nlayout: post\ntitle: Zwei\n---\n{% if %}\n"})
    with pytest.raises(JekyliteError):
        site.build()
    assert site.page("index.html") == "Three Two One "

    site.write({"_posts/2024-01-02-two.md": "---\nlayout: post\ntitle: Zwei\n---\nsecond\n"})

    site.build()
    assert site.page("index.html") == "Three Zwei One "
    assert site.page("2024/01/01/one.html").endswith("[Zwei]")


def test_a_layout_that_changes_is_around_every_page_it_holds(site: Watched) -> None:
    site.write({"_layouts/post.html": "{{ content }}!"})
    site.build()
    assert [site.page(f"2024/01/0{n}/{name}.html") for n, name in ((1, "one"), (2, "two"))] == [
        "<p>first</p>\n!",
        "<p>second</p>\n!",
    ]


def test_a_page_that_sees_the_one_before_it_keeps_no_other_from_staying(site: Watched) -> None:
    # `content` in a page's own text is what the layouts of the item before it were given.
    site.write({"zz.html": "---\n---\n{{ content | strip }}\n"})
    site.build()
    assert site.page("zz.html") == "<p>third</p>\n"
    site.write({"_posts/2024-01-03-three.md": "---\nlayout: post\ntitle: Three\n---\nlast\n"})

    rendered = site.build().rendered

    assert site.page("zz.html") == "<p>last</p>\n"
    assert "2024/01/01/one.html" not in rendered


def test_pages_that_show_what_github_says_of_the_site_stay(tmp_path: Path) -> None:
    site = Watched(tmp_path)
    site.write(
        {
            "_config.yml": "plugins: [jekyll-github-metadata]\nrepository: ada/pages\n",
            "index.html": "---\n---\n{{ site.github.repository_url }}\n",
        }
    )
    site.build()
    assert site.page("index.html") == "https://github.com/ada/pages\n"
    assert site.build().rendered == []

    site.write({"_config.yml": "plugins: [jekyll-github-metadata]\nrepository: ada/others\n"})

    site.build()
    assert site.page("index.html") == "https://github.com/ada/others\n"


def test_an_include_in_a_page_may_see_the_one_before_it(site: Watched) -> None:
    site.write(
        {
            "_includes/outer.html": "{% include inner.html %}",
            "_includes/inner.html": "{{ content | strip }}",
            "zz.html": "---\n---\n{% include outer.html %}\n",
        }
    )
    site.build()
    site.write({"_posts/2024-01-03-three.md": "---\nlayout: post\ntitle: Three\n---\nlast\n"})
    site.build()
    assert site.page("zz.html") == "<p>last</p>\n"


def test_an_excerpt_is_what_it_is_when_the_first_page_that_still_shows_it_asks(tmp_path: Path) -> None:
    # It is rendered once in a build; this one shows a content, which is text before the post is rendered.
    site = Watched(tmp_path)
    site.write(
        {
            "_layouts/post.html": "{{ site.posts.first.excerpt }}",
            "_posts/2024-01-01-early.md": "---\nlayout: post\n---\nearly\n",
            "_posts/2024-01-02-late.md": "---\n---\n{{ site.posts.first.content | size }}\n",
            "page.html": "---\n---\n{{ site.posts.first.excerpt }}",
        }
    )
    site.build()
    size_of_text, size_of_html = len("{{ site.posts.first.content | size }}\n"), len("<p>38</p>\n")
    assert site.page("page.html") == f"<p>{size_of_text}</p>\n"

    site.write({"_layouts/post.html": "nothing"})
    site.build()

    assert site.page("page.html") == f"<p>{size_of_html}</p>\n"


def test_a_page_that_is_the_first_of_a_list_no_more_is_rendered_again(tmp_path: Path) -> None:
    site = Watched(tmp_path)
    site.write(
        {
            "_config.yml": "plugins: [jekyll-paginate]\npaginate: 1\npaginate_path: /blog/page:num\n",
            "index.html": "---\n---\n{{ paginator.page }}",
            "_posts/2024-01-01-a.md": "---\n---\n",
        }
    )
    site.build()
    assert site.page("index.html") == "1"

    site.write({"blog/index.html": "---\n---\n{{ paginator.page }}"})
    site.build()
    assert (site.page("index.html"), site.page("blog/index.html")) == ("", "1")

    (site.source / "blog/index.html").unlink()
    site.build()
    assert site.page("index.html") == "1"


@pytest.mark.parametrize(
    ("shown", "before", "after"),
    [
        ("{{ site.posts.last | jsonify | size }}", "title: One", "title: One\nnumber: 1"),
        ("{% for pair in site.posts.last %}{{ pair }} {% endfor %}", "title: One", "title: One\nnumber: 1"),
        ("{% if site.posts.last contains 'number' %}y{% endif %}", "title: One", "title: One\nnumber:"),
        ("{% assign p = site.pages | where: 'name', 'z.html' | first %}{{ p | size }}", "k: 1", "k: 1\nn: 2"),
        ("{% assign p = site.pages | where: 'name', 'z.html' | first %}{{ p }}", "k: 1", "k: 1\nn: 2"),
        ("{% assign p = site.pages | where: 'name', 'z.html' | first %}{{ p.size }}", "k: 1", "size: 1"),
        ("{{ site.posts }}", "title: One\n---\nfirst", "title: One\n---\nother"),
        ("{{ site.posts.last | append: '' }}", "title: One\n---\nfirst", "title: One\n---\nother"),
        ("{{ site.posts | sort | map: 'slug' }}", "title: One", "title: One\ndate: 2025-01-01"),
    ],
)
def test_a_page_that_shows_all_of_another_is_rendered_for_all_of_it(
    tmp_path: Path, shown: str, before: str, after: str
) -> None:
    files = {
        "_posts/2024-01-01-one.md": "---\ntitle: One\n---\nfirst\n",
        "_posts/2024-01-02-two.md": "---\ntitle: Two\n---\nsecond\n",
        "z.html": "---\nk: 1\n---\n",
        "index.html": f"---\n---\n{shown}",
    }
    edited = {name: text.replace(before, after) for name, text in files.items() if name != "index.html"}
    watched, cold = Watched(tmp_path / "watched"), Watched(tmp_path / "cold")
    watched.write(files)
    watched.build()
    watched.write(edited)
    watched.build()
    cold.write({**files, **edited})
    cold.build()

    assert watched.page("index.html") == cold.page("index.html")
