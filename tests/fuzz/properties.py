"""What holds for any text at all, a function a part: each takes one text and fails where it does not hold.

Nothing but our own errors is raised, the same text gives the same answer, and CPU time is bounded. One
text is all they take, so that hypothesis and atheris feed the same functions.
"""

from __future__ import annotations

import datetime as dt
import gc
import math
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from building import CLOCK
from jekylite import front_matter
from jekylite.build import build
from jekylite.build.options import BuildOptions
from jekylite.config.load import load_config
from jekylite.diagnostics import Collector
from jekylite.errors import ConfigError, FrontMatterError, JekyliteError, LiquidError, OutputError
from jekylite.liquid import JekyllEnvironment, Limits
from jekylite.markdown import convert
from jekylite.model import permalink

MOST_SECONDS = 10  # of CPU: a guard against what has no end
_PATIENCE = 0.05  # seconds: below, time tells nothing


@contextmanager
def within(seconds: float = MOST_SECONDS) -> Iterator[None]:
    """Raise TimeoutError where the body takes more CPU time."""

    def give_up(number: int, frame: object) -> None:
        raise TimeoutError(f"more than {seconds} seconds")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _check_error(error: JekyliteError, text: str) -> None:
    """It is in the user's words, and its line is one of the text."""
    assert "internal:" not in error.message, error.message
    if text and error.at is not None and error.at.path == "a.md" and error.at.line is not None:
        assert 1 <= error.at.line <= len(text.splitlines()) + 2


def check_front_matter(text: str) -> None:
    """Head and body are the text; what YAML says is the same twice, in containers of its own."""
    cut = front_matter.cut(text)
    assert text.endswith(cut.body)
    head = text[: len(text) - len(cut.body)]
    assert cut.present or not head
    assert cut.body_line == head.count("\n") + 1
    with within():
        try:
            one, two = front_matter.split(text, "a.md"), front_matter.split(text, "a.md")
        except FrontMatterError as error:
            _check_error(error, text)
            return
    assert (one.body, one.present) == (cut.body, cut.present)
    assert repr(one) == repr(two)  # NaN is not NaN
    assert one.data is not two.data


PAYLOAD: dict[str, object] = {
    "page": {"title": "Title", "tags": ["a", "b"], "date": dt.datetime(2024, 3, 4, tzinfo=dt.UTC)},
    "list": [3, 1, 2, None, "x", [1, [2]], {"a": 1}, 1.5, True],
    "posts": [{"title": "B", "n": 2}, {"title": "a", "n": 1}, {"n": None}],
    "hash": {"a": 1, "b": {"c": [1]}, "1": 2},
    "n": 3, "f": 2.5, "s": "Some <b>text</b>, äé 日本 & more", "t": dt.datetime(2024, 3, 4, 5, 6,
    tzinfo=dt.UTC),
    "day": dt.date(2024, 3, 4), "yes": True, "no": False, "none": None, "empty_list": [], "huge": 10**30,
}  # fmt: skip
INCLUDES = {
    "a.html": "a{{ include.x }}{{ include.y }}",
    "b.html": "{% include a.html x=include.x %}",
    "c.html": "{% include c.html %}",
}


def check_liquid(text: str) -> None:
    """A text or a LiquidError of the reference's words, the same from two environments."""
    with within():
        assert _rendered(text) == _rendered(text)


def _rendered(text: str) -> str:
    environment = JekyllEnvironment(INCLUDES, limits=Limits(steps=2000, output=200_000))
    try:
        return environment.from_string(text, path="a.md").render(PAYLOAD)
    except LiquidError as error:
        _check_error(error, text)
        return f"error: {error}"


def check_markdown(text: str) -> None:
    """HTML, the same twice, whatever is in the text."""
    with within():
        assert convert(text) == convert(text)


def check_commonmark(text: str) -> None:
    """As Markdown, in the other dialect."""
    from jekylite.markdown import convert_commonmark

    with within():
        assert convert_commonmark(text) == convert_commonmark(text)


class _Document:
    """A document whose fields are the lines of a text, in turn."""

    label = "posts"
    date = dt.datetime(2024, 3, 4, 5, 6, 7, tzinfo=dt.UTC)

    def __init__(self, values: list[str]) -> None:
        one, two, three = (values * 3)[:3]
        self.cleaned_relative_path = f"/{one}"
        self.basename_without_ext = two
        self.output_ext = ".html"
        self.slug_source = three
        self.category_names = values


def check_permalink(text: str) -> None:
    """The first line is a pattern, the others what it is filled with: no file is outside, all are stable."""
    pattern, *values = text.split("\n")
    values = values or ["a"]
    document = _Document(values)
    fields = {"path": values[0], "basename": values[-1], "output_ext": ".html"}
    urls: list[Callable[[], str]] = [
        lambda: permalink.document_url(pattern, document),
        lambda: permalink.url_from(pattern, fields),
    ]
    for url_of in urls:
        try:
            url = url_of()
            assert url.startswith("/")
            assert "//" not in url
            assert url == url_of()
            for destination in (
                permalink.document_destination(url, ".html"),
                permalink.page_destination(url, ".html"),
                permalink.static_file_destination(url),
            ):
                assert os.path.normpath(f"/site/{destination}") == f"/site/{destination}".rstrip("/")
                assert "\0" not in destination
        except OutputError:
            continue


def check_config(text: str) -> None:
    """Settings, or a ConfigError; with the settings a site is built, or told why not."""
    with tempfile.TemporaryDirectory() as folder, within():
        source = Path(folder, "source")
        (source / "_posts").mkdir(parents=True)
        (source / "_config.yml").write_text(text, "utf-8", "surrogatepass")
        (source / "index.md").write_text("---\ntitle: T\n---\n{{ site.title }} *x*\n", "utf-8")
        (source / "_posts/2024-01-02-a.md").write_text("---\ntitle: T\ntags: [x]\n---\nA\n\nB\n", "utf-8")
        overrides: dict[str, object] = {
            "source": str(source),
            "destination": f"{folder}/out",
            "disable_disk_cache": True,
        }
        environ = {"SOURCE_DATE_EPOCH": CLOCK}
        try:
            config = load_config(source, overrides=overrides, environ=environ, collector=Collector())
        except ConfigError:
            return
        try:
            build(config, Collector(), BuildOptions(environ=environ))
        except JekyliteError as error:
            _check_error(error, "")


def check_is_linear(work: Callable[[str], object]) -> Callable[[str], None]:
    """Four times as much of a piece takes about four times as long."""

    def seconds(text: str) -> float:
        started = time.process_time()
        work(text)
        return time.process_time() - started

    def check(piece: str) -> None:
        small = large = math.inf
        gc.disable()  # which looks through all that hypothesis holds, more often for more text
        try:
            with within(9 * MOST_SECONDS):
                for _ in range(5):
                    small = min(small, seconds(piece * 1000))
                    large = min(large, seconds(piece * 4000))
                    if large < max(_PATIENCE, 9 * small):
                        return
        finally:
            gc.enable()
        raise AssertionError(f"1,000 times take {small:.3f} s, 4,000 times {large:.3f} s")

    return check


def _parsed(text: str) -> None:
    try:
        JekyllEnvironment().from_string(text)
    except LiquidError:
        pass


def _read(text: str) -> None:
    try:
        front_matter.split(f"---\n{text}\n---\n", "a.md")
    except FrontMatterError:
        pass


check_markdown_is_linear = check_is_linear(convert)
check_liquid_is_linear = check_is_linear(_parsed)
check_front_matter_is_linear = check_is_linear(_read)
