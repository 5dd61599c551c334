"""Documents: names, order, excerpts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from jekylite.model import excerpt
from jekylite.model.document import CollectionSettings, Document, date_and_slug, dateless_slug, in_order

POSTS = CollectionSettings("posts", {}, "/:categories/:year/:month/:day/:title:output_ext", True)


def document(name: str, **data: object) -> Document:
    return Document(f"/site/_posts/{name}", f"_posts/{name}", POSTS, data, converter_ext=".html")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("2024-03-04-hello.md", ("2024-03-04", "hello", ".md")),
        ("2024-3-4-a.b.md", ("2024-3-4", "a.b", ".md")),
        ("99-3-9-x.md", ("99-3-9", "x", ".md")),
        ("2024-03-08-.md", ("2024-03-08", "", ".md")),
        ("2024-03-07.md", None),
        ("hello.md", None),
        ("2024-03-04-noext", None),
    ],
)
def test_the_name_of_a_post(name: str, parts: tuple[str, str, str] | None) -> None:
    assert date_and_slug(name) == parts


def test_the_name_of_a_draft_needs_an_extension_only() -> None:
    assert dateless_slug("a.b.md") == ("a.b", ".md")
    assert dateless_slug("noext") is None


def test_documents_come_by_date_then_by_path() -> None:
    days = [datetime(2024, 1, day, tzinfo=UTC) for day in (2, 1, 2)]
    docs = [document(name, date=day) for name, day in zip(("b.md", "z.md", "a.md"), days, strict=True)]

    assert [doc.basename for doc in in_order(docs)] == ["z.md", "a.md", "b.md"]


def test_where_one_has_no_date_the_path_decides() -> None:
    dated = document("z.md", date=datetime(2020, 1, 1, tzinfo=UTC))

    assert [doc.basename for doc in in_order([dated, document("a.md"), document("b.md")])] == [
        "a.md",
        "b.md",
        "z.md",
    ]


def test_the_id_is_the_folder_of_the_url_and_the_slug_as_it_is() -> None:
    doc = document("2024-05-06-x.md", date=datetime(2024, 5, 6, tzinfo=UTC), slug="年终 总结", categories=[])

    assert doc.url == "/2024/05/06/%E5%B9%B4%E7%BB%88-%E6%80%BB%E7%BB%93.html"
    assert doc.id == "/2024/05/06/年终 总结"


@pytest.mark.parametrize(
    ("body", "head", "closed"),
    [
        ("a\n\nb", "a", False),
        ("no separator", "no separator", False),
        ("a\n\n", "a", False),
        ("{% if x %}a\n\nb{% endif %}", "{% if x %}a\n{% endif %}", True),
        (
            "{%- for a in b -%}{% if c %}x\n\ny{% endif %}{% endfor %}",
            "{%- for a in b -%}{% if c %}x\n{% endif %}\n{% endfor %}",
            True,
        ),
        ("{% assign x = 1 %}a\n\nb", "{% assign x = 1 %}a", False),
        ('a [l] [m]\n\nb\n\n[l]: /l\n  [m]: /m "t"\n[n]: /n\n', 'a [l] [m]\n\n[l]: /l\n[m]: /m "t"', False),
    ],
)
def test_an_excerpt_is_cut_and_made_whole(body: str, head: str, closed: bool) -> None:
    assert excerpt.cut(body, "\n\n", {"if", "for"}) == (head, closed)
