"""The examples of site/docs/library.md, run from top to bottom, print what stands beside them."""

from __future__ import annotations

import contextlib
import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import builders

TEXT = (builders.TOP / "site/docs/library.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", TEXT, re.M | re.S)


def test_the_examples_print_what_they_promise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {}
    for block in BLOCKS:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(block, "library.md", "exec"), namespace)
        promised = re.findall(r"^(?: *print\(.*\)  | +)# (.*)$", block, re.M)
        assert [line for line in printed.getvalue().splitlines() if line] == promised, block


def test_every_name_of_the_table_is_there() -> None:
    from importlib import import_module

    rows = re.findall(r"^\| `([\w.]+)` \| `(\w+)", TEXT, re.M)
    assert len(rows) == 6
    for module, name in rows:
        assert hasattr(import_module(module), name)


def test_what_a_build_returns_is_told_by_its_own_names() -> None:
    from dataclasses import fields

    from jekylite.build import BuildResult
    from jekylite.model.site import Site

    told = TEXT[TEXT.index("`build` returns") :].split("\n\n", 1)[0]
    result, site = told.split("the site with its")
    assert set(re.findall(r"`(\w+)`", result)) - {"build"} <= {one.name for one in fields(BuildResult)}
    empty = Site("", "", datetime.now(UTC), {}, None)
    assert all(hasattr(empty, name) for name in re.findall(r"`(\w+)`", site.split(". ", 1)[0]))
