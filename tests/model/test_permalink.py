"""Permalink patterns, URLs and the files they lead to (outputs of Jekyll 4.4.1)."""

from __future__ import annotations

import pytest

from jekylite.errors import OutputError
from jekylite.model import permalink
from jekylite.model.page import Page


@pytest.mark.parametrize(
    ("path", "escaped"),
    [
        ("a b", "a%20b"),
        ("日", "%E6%97%A5"),
        ("50%", "50%25"),
        ("[x]", "%5Bx%5D"),
        ("a|b^c", "a%7Cb%5Ec"),
        ('it\'s+"q"', "it's+%22q%22"),
        ("a?b=c", "a?b=c"),
        ("~a", "~a"),
        ("a&b;c", "a&b;c"),
        ("x#y", "x%23y"),
    ],
)
def test_what_a_url_cannot_hold_is_percent_encoded(path: str, escaped: str) -> None:
    assert permalink.escape_path(path) == escaped
    assert permalink.unescape_path(escaped) == path


@pytest.mark.parametrize(
    ("given", "sane"),
    [
        ("a/../b", "/a/b"),
        ("x..y", "/x/y"),
        ("...", "/."),
        ("/a/.../b/", "/a/b/"),
        ("//a///b", "/a/b"),
        ("./a", "/a"),
    ],
)
def test_urls_are_made_sane(given: str, sane: str) -> None:
    assert permalink.sanitize(given) == sane


def page(name: str, directory: str = "", *, style: str = "date", **data: object) -> Page:
    extension = name[name.rindex(".") :] if "." in name.lstrip(".") else ""
    converted = ".html" if extension.lower() in (".md", ".markdown") else extension
    return Page("/site/x", directory, name, data, converter_ext=converted, style=style)


@pytest.mark.parametrize(
    ("item", "url", "destination"),
    [
        (page("about.md"), "/about.html", "about.html"),
        (page("about.md", style="pretty"), "/about/", "about/index.html"),
        (page("about.md", style="weekdate"), "/about", "about.html"),
        (page("about.md", style="/:title/"), "/about/", "about/index.html"),
        (page("index.md", "/sub"), "/sub/", "sub/index.html"),
        (page("v1.2.md"), "/v1.2.html", "v1.2.html"),
        (page("trailing..md"), "/trailing.html", "trailing.html"),
        (page("Page.HTML"), "/Page.HTML", "Page.HTML"),
        (page("noext"), "/noext", "noext"),
        (page("feed.xml", "/a b"), "/a%20b/feed.xml", "a b/feed.xml"),
        (page("a.md", permalink="/plain"), "/plain", "plain.html"),
        (page("a.md", permalink="/k.php"), "/k.php", "k.php"),
        (page("f.txt", permalink="/data/f.json"), "/data/f.json", "data/f.json"),
        (page("a.md", permalink="/v1.2"), "/v1.2", "v1.2"),
        (page("a.md", permalink="none"), "/none", "none.html"),
        (page("a.md", permalink="/dir/:basename/"), "/dir/a/", "dir/a/index.html"),
        (page("e%20f.md"), "/e%2520f.html", "e%20f.html"),
        (page("a.md", permalink="/%2e%2e/%2e%2e/enc.html"), "/%2e%2e/%2e%2e/enc.html", "enc.html"),
        (page("a.md", permalink="~/home.html"), "/~/home.html", "~/home.html"),
        (
            page("a.md", permalink="/with space/日本/d.html"),
            "/with space/日本/d.html",
            "with space/日本/d.html",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_page_has_its_url_and_its_file(item: Page, url: str, destination: str) -> None:
    assert (item.url, item.destination) == (url, destination)


@pytest.mark.parametrize(("url", "folder"), [("/about/", "/about/"), ("/about.html", "/"), ("/a/b", "/a/")])
def test_the_folder_of_a_page_is_that_of_its_url(url: str, folder: str) -> None:
    assert page("x.md", permalink=url).dir == folder


def test_an_unknown_placeholder_of_a_document_is_an_error_that_names_the_known() -> None:
    with pytest.raises(OutputError, match="doesn't have nothing keys") as caught:
        permalink.document_url("/:nothing/", None)  # type: ignore[arg-type]

    assert ":title" in (caught.value.hint or "")


def test_a_url_with_a_nul_has_no_file() -> None:
    with pytest.raises(OutputError, match="NUL"):
        permalink.page_destination("/a%00b", ".html")
