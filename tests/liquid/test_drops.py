"""Drops resolve lazily, by table, each field once; what they lack is asked of the fallback."""

from __future__ import annotations

from collections.abc import Mapping

from jekylite.liquid import Drop, HashDrop, JekyllEnvironment, field


class Document(Drop):
    ruby_class = "Jekyll::Drops::DocumentDrop"

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def fallback(self) -> Mapping[str, object]:
        return {"title": "front matter", "layout": "post"}

    @field
    def title(self) -> str:
        self.asked.append("title")
        return "field"

    @field("next", cached=False)
    def following(self) -> object:
        self.asked.append("next")
        return None


class Page(HashDrop):
    def fallback(self) -> Mapping[str, object]:
        return {"title": "T", "tags": ["a"]}


def render(template: str, **variables: object) -> str:
    return JekyllEnvironment().from_string(template).render(variables)


def test_a_field_wins_over_front_matter_and_is_resolved_once() -> None:
    drop = Document()
    assert render("{{ d.title }}{{ d.title }}{{ d.layout }}{{ d.nothing }}", d=drop) == "fieldfieldpost"
    assert drop.asked == ["title"]


def test_a_field_that_is_not_cached_is_asked_each_time() -> None:
    drop = Document()
    render("{{ d.next }}{{ d.next }}{{ d.following }}", d=drop)
    assert drop.asked == ["next", "next"]


def test_nothing_is_resolved_that_is_not_asked() -> None:
    drop = Document()
    assert render("{{ d }}{% if d %}yes{% endif %}", d=drop) == "Jekyll::Drops::DocumentDropyes"
    assert drop.asked == []


def test_a_forgotten_field_is_resolved_anew() -> None:
    drop = Document()
    drop.get("title")
    drop.forget("title")
    drop.get("title")
    assert drop.asked == ["title", "title"]


def test_a_drop_inherits_the_fields_of_its_base() -> None:
    class Post(Document):
        @field
        def date(self) -> str:
            return "D"

    assert render("{{ d.title }}{{ d.date }}", d=Post()) == "fieldD"
    assert list(Post().keys()) == ["title", "next", "date", "layout"]


def test_a_hash_drop_prints_counts_and_iterates_like_a_hash() -> None:
    assert render("{{ p }}|{{ p.size }}|{{ p.first | join: '=' }}", p=Page()) == (
        '{"title"=>"T", "tags"=>["a"]}|2|title=T'
    )
    assert render("{% for x in p %}{{ x[0] }};{% endfor %}|{{ p | jsonify }}", p=Page()) == (
        'title;tags;|{"title":"T","tags":["a"]}'
    )
