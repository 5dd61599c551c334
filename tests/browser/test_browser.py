"""The examples in a real browser: drawings, formulas, phones, paper.

Mermaid and MathJax are fetched from npm into pytest's cache, once, and are part of no commit.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, sync_playwright
from playwright.sync_api import Page as Tab

import builders

pytestmark = pytest.mark.browser

# Each library as the examples' _config.yml names it, and the one thing of its package that a page needs.
LIBRARIES = {"mermaid@11": "package/dist/mermaid.min.js", "mathjax@3": "package/es5"}
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no chromium here")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-component-update", "--disable-sync"],
        )
        yield started
        started.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    context = browser.new_context(viewport=DESKTOP)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All examples as they are in the repository, built."""
    folder = tmp_path_factory.mktemp("examples")
    for config in builders.EXAMPLES.glob("*/_config.yml"):
        builders.jekylite(config.parent, folder / config.parent.name)
    return folder


@pytest.fixture(scope="module")
def libraries(pytestconfig: pytest.Config) -> Path:
    """A folder with the libraries, laid out as assets/vendor/ is."""
    assert pytestconfig.cache is not None
    folder = Path(pytestconfig.cache.mkdir("npm"))
    for name, part in LIBRARIES.items():
        if (folder / name / "complete").exists():
            continue
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("no npm here to fetch Mermaid and MathJax with")
        packed = subprocess.run(
            [npm, "pack", "--silent", "--pack-destination", str(folder), name],
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        if packed.returncode:
            pytest.skip(f"npm has no {name} for us: {packed.stderr.strip()[-200:]}")
        archive = folder / packed.stdout.split()[-1]
        target = folder / name
        target.mkdir(exist_ok=True)
        unpack = ["tar", "-xzf", str(archive), "--strip-components=1", "-C", str(target), part]
        subprocess.run(unpack, check=True, timeout=120)
        archive.unlink()
        (target / "complete").touch()
    return folder


@pytest.fixture(scope="module")
def with_libraries(libraries: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """resume-en with both libraries in assets/vendor/, built."""
    folder = tmp_path_factory.mktemp("vendored")
    shutil.copytree(builders.EXAMPLES / "resume-en", folder / "source")
    shutil.copytree(libraries, folder / "source/assets/vendor")
    return builders.jekylite(folder / "source", folder / "site")


def requests_of(tab: Tab) -> list[str]:
    """A list that fills with the address of each request the tab makes from now on."""
    made: list[str] = []
    tab.on("request", lambda request: made.append(request.url))
    return made


def size_of(tab: Tab, selector: str) -> tuple[float, float]:
    box = tab.locator(selector).first.bounding_box()
    assert box is not None, f"{selector} is not shown"
    return box["width"], box["height"]


def test_a_page_with_the_flags_shows_a_drawing_and_a_formula(with_libraries: Path, tab: Tab) -> None:
    requests = requests_of(tab)
    tab.goto((with_libraries / "projects.html").as_uri())
    tab.wait_for_selector("figure.mermaid svg")
    tab.wait_for_selector("mjx-container svg")

    width, height = size_of(tab, "figure.mermaid svg")
    assert width > 200
    assert height > 80
    assert "Event log" in (tab.locator("figure.mermaid svg").text_content() or "")
    width, height = size_of(tab, "mjx-container[display=true]")
    assert width > 100
    assert height > 15
    assert "\\lambda" not in tab.locator("main").inner_text()
    assert any(address.endswith("mermaid.min.js") for address in requests)
    assert any(address.endswith("tex-svg.js") for address in requests)


def test_a_page_without_the_flags_loads_neither_library(with_libraries: Path, tab: Tab) -> None:
    requests = requests_of(tab)
    tab.goto((with_libraries / "index.html").as_uri(), wait_until="networkidle")

    assert [address for address in requests if "mermaid" in address or "mathjax" in address] == []
    assert tab.locator("svg, mjx-container").count() == 0


def test_without_the_libraries_a_page_shows_the_source_and_no_error(examples: Path, tab: Tab) -> None:
    requests = requests_of(tab)
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("requestfailed", lambda request: complaints.append(request.url))
    tab.goto((examples / "resume-en/projects.html").as_uri(), wait_until="networkidle")

    assert complaints == []
    assert all(address.startswith("file:") for address in requests)
    assert "flowchart LR" in tab.locator("main").inner_text()
    assert "\\lambda" in tab.locator("main").inner_text()


@pytest.mark.parametrize(
    ("page", "language", "words"),
    [
        ("resume-en/projects.html", "sequence", ["Radio", "event 88,113", "last seen 88,110"]),
        ("resume-en/notes.html", "flow", ["A report is late", "yes", "Put a log in front of it"]),
        ("resume-en/notes.html", "mindmap", ["Data platform", "Promises", "Catalogue"]),
        ("resume-en/notes.html", "mindmap2", ["First quarter", "Hand over", "A written plan"]),
        ("resume-zh/projects.html", "sequence", ["作者", "每 30 秒合并"]),
        ("resume-zh/notes.html", "flow", ["离线指标提升", "否"]),
        ("resume-bilingual/en/projects.html", "flow", ["Survey as found", "no"]),
    ],
)
def test_the_sites_own_scripts_draw_without_a_library(
    examples: Path, tab: Tab, page: str, language: str, words: list[str]
) -> None:
    tab.goto((examples / page).as_uri())
    drawing = f"figure.drawing.{language} svg"
    width, height = size_of(tab, drawing)
    assert width > 200
    assert height > 100
    shown = " ".join((tab.locator(drawing).text_content() or "").split())
    assert [word for word in words if word not in shown] == []
    assert tab.locator(f"figure.{language}").get_attribute("role") == "img"
    assert tab.locator(f"code.language-{language}").count() == 0


def test_a_drawing_that_is_not_understood_stays_source(examples: Path, tab: Tab, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(examples / "resume-en", site)
    page = site / "projects.html"
    text = page.read_text(encoding="utf-8")
    assert "Log-&gt;Board: event" in text
    page.write_text(text.replace("Log-&gt;Board: event", "Log sends the board event"), encoding="utf-8")

    tab.goto(page.as_uri())

    assert tab.locator("figure.sequence").count() == 0
    assert "Log sends the board event" in tab.locator("main").inner_text()


def built_pages() -> list[str]:
    """Every page of the examples, by its source: `resume-en/index.html`."""
    sources = builders.EXAMPLES.rglob("*.md")
    pages = (path.relative_to(builders.EXAMPLES).with_suffix(".html") for path in sources)
    return sorted(page.as_posix() for page in pages if page.stem != "README")


@pytest.mark.parametrize("page", built_pages())
def test_a_phone_shows_a_page_without_scrolling_sideways(examples: Path, tab: Tab, page: str) -> None:
    tab.set_viewport_size(PHONE)
    tab.goto((examples / page).as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("page", built_pages())
def test_a_page_prints_on_one_or_two_sheets_of_a4_with_nothing_but_its_text(
    examples: Path, tab: Tab, tmp_path: Path, page: str
) -> None:
    """The browser's own line of address and date is asked for, and has no room; a résumé is one sheet."""
    tab.goto((examples / page).as_uri())
    paper = tmp_path / "page.pdf"
    tab.pdf(path=paper, prefer_css_page_size=True, display_header_footer=True)

    content = paper.read_bytes()
    sheets = len(re.findall(rb"/Type\s*/Page\b", content))
    assert sheets == 1 if page.endswith("index.html") else 1 <= sheets <= 2
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", content)
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(595, 842)}
    if shutil.which("pdftotext"):
        printed = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True).stdout
        assert "file:" not in printed
        assert "Skip to content" not in printed
        heading = tab.locator("h1").inner_text().split()[0]
        assert "".join(printed.split()).startswith(heading)


@pytest.fixture(scope="module")
def documentation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return builders.jekylite(builders.TOP / "site", tmp_path_factory.mktemp("documentation") / "site")


def test_the_documentation_fits_a_phone_and_asks_no_other_host(documentation: Path, tab: Tab) -> None:
    tab.set_viewport_size(PHONE)
    requests = requests_of(tab)
    for page in sorted(documentation.rglob("*.html")):
        tab.goto(page.as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") == PHONE["width"], page.name
    assert [address for address in requests if not address.startswith("file:")] == []
