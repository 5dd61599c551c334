"""The editing loop as its users see it: in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest

from .test_serve_command import Serve, Served, serve

__all__ = ["serve"]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed"),
]

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

LAYOUT = """<!DOCTYPE html>
<html><head><title>CV</title><link rel="stylesheet" href="/style.css"></head>
<body style="min-height: 4000px">{{ content }}</body></html>
"""
FILES = {
    "_layouts/default.html": LAYOUT,
    "style.css": "p { color: rgb(1, 2, 3) }\n",
    "index.md": "---\nlayout: default\n---\nFirst\n",
}


@pytest.fixture
def open_page() -> Iterator[Callable[[Served], object]]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])

        def open_at(served: Served) -> object:
            page = browser.new_page()
            page.goto(served.url)
            return page

        yield open_at
        browser.close()


def test_the_editing_loop(serve: Serve, open_page: Callable[[Served], object]) -> None:
    """An edit shows, a broken one is explained and goes away mended, CSS is swapped without a reload."""
    served = serve(FILES)
    served.wait_for("press ctrl-c")
    page = open_page(served)
    expect = playwright.expect

    expect(page.locator("body > p")).to_have_text("First")
    page.wait_for_timeout(300)
    page.evaluate("window.scrollTo(0, 700)")
    served.write("index.md", "---\nlayout: default\n---\nSecond\n")
    expect(page.locator("body > p")).to_have_text("Second")
    page.wait_for_function("window.scrollY === 700")

    served.write("index.md", "---\nlayout: default\n---\nText\n{% if %}\n")
    overlay = page.locator("jekylite-error")
    expect(overlay.locator("h1")).to_contain_text("if")
    expect(overlay.locator(".place").first).to_contain_text("index.md:5")
    expect(overlay.locator("pre")).to_contain_text("{% if %}")

    served.write("index.md", "---\nlayout: default\n---\nThird\n")
    expect(page.locator("body > p")).to_have_text("Third")
    expect(overlay).to_have_count(0)

    page.wait_for_timeout(300)
    page.evaluate("window.stillHere = true")
    served.write("style.css", "p { color: rgb(9, 8, 7) }\n")
    expect(page.locator("body > p")).to_have_css("color", "rgb(9, 8, 7)")
    assert page.evaluate("window.stillHere") is True
