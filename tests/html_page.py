"""What a test asks of an HTML page: its elements, its addresses, its text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)


@dataclass
class Element:
    """A start tag: its name, attributes and the text inside it."""

    name: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Page:
    """A page of a built site."""

    path: Path
    elements: list[Element] = field(default_factory=list)

    def all(self, tag: str, /, **attributes: str) -> list[Element]:
        """The elements of this name that have all these attributes."""
        wanted = attributes.items()
        return [one for one in self.elements if one.name == tag and wanted <= one.attributes.items()]

    def ids(self) -> set[str]:
        return {one.attributes["id"] for one in self.elements if "id" in one.attributes}

    def loaded(self) -> list[str]:
        """Addresses that a browser fetches to show the page."""
        sources = [one.attributes["src"] for one in self.elements if "src" in one.attributes]
        fetched = {"stylesheet", "icon", "preload"}
        links = [one.attributes["href"] for one in self.all("link") if one.attributes.get("rel") in fetched]
        return sources + links

    def linked(self) -> list[str]:
        """Addresses that a reader can follow."""
        return [one.attributes["href"] for one in self.all("a") if "href" in one.attributes]

    def scripts(self) -> list[str]:
        """Names of the scripts, without folder and ending."""
        return [Path(one.attributes["src"]).stem for one in self.all("script") if "src" in one.attributes]


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.page.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().name != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def read_page(path: Path) -> Page:
    page = Page(path)
    reader = _Reader(page)
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return page


def pages_below(folder: Path) -> dict[str, Page]:
    """Every HTML page below `folder`, by its path from there."""
    found = sorted(folder.rglob("*.html"))
    return {path.relative_to(folder).as_posix(): read_page(path) for path in found}


def dead_addresses(pages: dict[str, Page], root: Path) -> list[str]:
    """`PAGE → ADDRESS` for every address inside the site that leads to no file or no heading.

    An address that begins with a slash counts from `root`.
    """
    dead = []
    for name, page in pages.items():
        for address in page.loaded() + page.linked():
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            path = unquote(parts.path)
            base = root / path.lstrip("/") if path.startswith("/") else page.path.parent / path
            target = page.path if not path else base / "index.html" if path.endswith("/") else base
            if not target.is_file() or (parts.fragment and parts.fragment not in read_page(target).ids()):
                dead.append(f"{name} → {address}")
    return dead
