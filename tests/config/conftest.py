"""A folder of files, and its configuration."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jekylite.config.config import Config
from jekylite.config.load import load_config
from jekylite.diagnostics import Collector

Load = Callable[..., Config]


@pytest.fixture
def collector() -> Collector:
    return Collector()


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, collector: Collector) -> Load:
    """`load("title: a")`, or `load({"_config.yml": …, "b.yml": …}, files=["b.yml"])`."""
    monkeypatch.chdir(tmp_path)

    def loaded(files: str | dict[str, str], /, **arguments: object) -> Config:
        for name, text in ({"_config.yml": files} if isinstance(files, str) else files).items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return load_config(**{"environ": {}, "collector": collector, **arguments})  # type: ignore[arg-type]

    return loaded
