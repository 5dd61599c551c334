"""Templates in place of a page's body give what Jekyll 4.4.1 gave, before Markdown and layouts."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from liquid_cases import can_render, own, words, write_files

from jekylite import build as building
from jekylite.config.load import load_config
from jekylite.diagnostics import Collector
from jekylite.errors import LiquidError
from jekylite.model.site import Site
from jekylite.render.renderer import Renderer

RECORD = own("jekyll-templates.json")
CASES = [case for case in RECORD["cases"] if can_render(case)]


class ReadError(Exception):
    """The site is read; nothing is rendered yet."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("templates")
    write_files(folder, RECORD["files"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", RECORD["timezone"])
        time.tzset()
        yield folder
    time.tzset()


@pytest.fixture
def renderer(source: Path, monkeypatch: pytest.MonkeyPatch) -> Renderer:
    """A site that is read and about to be rendered, its page `index.md` first."""

    def stop(site: Site, renderer: Renderer, hooks: object) -> None:
        raise ReadError(site, renderer)

    monkeypatch.setattr(building, "_render", stop)
    collector = Collector()
    with pytest.raises(ReadError) as read:
        building.build(load_config(source, collector=collector), collector)
    site, renderer = read.value.args
    page = next(page for page in site.pages if page.relative_path == RECORD["page"])
    renderer._payload.begin(page, None, ())
    return renderer


@pytest.mark.parametrize("case", [pytest.param(c, id=json.dumps(c["template"])[:60]) for c in CASES])
def test_a_template_gives_what_jekyll_gives(case: dict[str, Any], renderer: Renderer) -> None:
    def render() -> tuple[str, list[str]]:
        template = renderer._environment.from_string(case["template"], path=RECORD["page"])
        text = template.render(renderer.payload, site=renderer._access, page_path=RECORD["page"])
        return text, [warning.message for warning in template.warnings]

    if "error" in case:
        with pytest.raises(LiquidError) as raised:
            render()
        source = renderer._site.source
        assert words(raised.value.message.replace(source, "")) == words(case["error"])
    else:
        assert render() == (case["expected"], case.get("warnings", []))
