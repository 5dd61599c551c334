"""A trace knows what one render read: includes, links, data, documents and which of their fields."""

from __future__ import annotations

from collections.abc import Mapping

from jekylite.liquid import Drop, JekyllEnvironment, LocalSite, Trace, field


class Post(Drop):
    def __init__(self, name: str, **data: object) -> None:
        super().__init__()
        self.name = name
        self.data = data

    def fallback(self) -> Mapping[str, object]:
        return self.data

    @field
    def url(self) -> str:
        return f"/{self.name}.html"

    def __repr__(self) -> str:
        return self.name


class SiteView(Drop):
    def __init__(self, posts: list[object]) -> None:
        super().__init__()
        self._posts = posts

    @field
    def posts(self) -> list[object]:
        return self._posts

    @field
    def data(self) -> dict[str, object]:
        return {"cv": {"name": "N", "jobs": []}, "nav": [1]}

    def fallback(self) -> Mapping[str, object]:
        return {"title": "T", "lang": "en"}


POSTS: list[object] = [Post("a", title="A", n=1), Post("b", title="B", n=2)]
SITE = SiteView(POSTS)


def trace_of(template: str, **variables: object) -> Trace:
    access = LocalSite({"card.html": "{{ include.post.title }}"}, links={"a.md": "/a"})
    parsed = JekyllEnvironment(site=access).from_string(template)
    with Trace() as trace:
        parsed.render({"site": SITE, **variables})
    return trace


def fields_of(template: str) -> dict[str, set[str]]:
    names = {POSTS[0]: "a", POSTS[1]: "b", SITE: "site"}
    return {names[drop]: set(keys) for drop, keys in trace_of(template).fields.items()}


def test_the_keys_of_the_site_are_noted() -> None:
    assert fields_of("{{ site.title }}{% if site.lang == 'en' %}{% endif %}{{ site.nothing }}") == {
        "site": {"title", "lang", "nothing"}
    }


def test_the_fields_of_each_document_are_noted() -> None:
    assert fields_of("{% for p in site.posts limit: 1 %}{{ p.title }}{{ p.url }}{% endfor %}") == {
        "site": {"posts"},
        "a": {"title", "url"},
    }


def test_fields_that_filters_read_are_noted() -> None:
    assert fields_of("{{ site.posts | map: 'title' }}{{ site.posts | where: 'n', 1 | size }}") == {
        "site": {"posts"},
        "a": {"title", "n"},
        "b": {"title", "n"},
    }


def test_fields_are_noted_also_where_a_filter_remembers_the_answer() -> None:
    parsed = JekyllEnvironment().from_string("{{ site.posts | where: 'n', 1 | size }}")
    for _ in range(4):
        with Trace() as trace:
            parsed.render({"site": SITE})
        assert trace.fields[POSTS[1]] == {"n"}


def test_fields_read_through_variables_and_includes_are_noted() -> None:
    template = "{% assign p = site.posts.last %}{% assign k = 'n' %}{{ p[k] }}{% include card.html post=p %}"
    assert fields_of(template)["b"] == {"n", "title"}


def test_includes_and_links_are_noted() -> None:
    trace = trace_of("{% include card.html %}{% link a.md %}")
    assert trace.includes == {"card.html"}
    assert trace.links == {("link", "a.md")}


def test_the_keys_below_site_data_are_noted_one_by_one() -> None:
    assert trace_of("{{ site.data.cv.name }}{{ site.data['nav'][0] }}").data == {"cv", "nav"}
    assert trace_of("{% assign k = 'nav' %}{% for x in site.data[k] %}{% endfor %}").data == {"nav"}


def test_all_of_site_data_is_noted_where_it_is_handed_on() -> None:
    assert trace_of("{% assign d = site.data %}{{ d.cv.name }}").data == {"*"}


def test_asking_the_clock_or_chance_makes_a_render_volatile() -> None:
    assert trace_of("{{ 'now' | date: '%Y' }}").is_volatile
    assert trace_of("{{ site.posts | sample | map: 'n' }}").is_volatile
    assert trace_of("{{ '10:30' | date: '%d' }}").is_volatile
    assert not trace_of("{{ '2024-01-02' | date: '%Y' }}").is_volatile


def test_traces_nest_and_each_has_its_own_reads() -> None:
    env = JekyllEnvironment()
    with Trace() as outer:
        env.from_string("{{ site.title }}").render({"site": SITE})
        with Trace() as inner:
            env.from_string("{{ site.lang }}").render({"site": SITE})
        env.from_string("{{ site.title }}").render({"site": SITE})
    assert outer.fields[SITE] == {"title"}
    assert inner.fields[SITE] == {"lang"}


def test_reads_outside_a_trace_belong_to_none() -> None:
    SITE.get("lang")
    with Trace() as trace:
        SITE.get("title")
    assert trace.fields[SITE] == {"title"}
