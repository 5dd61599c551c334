"""Fixtures that more than one folder of tests uses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from building import SiteUnderTest


@pytest.fixture
def site(tmp_path: Path) -> Callable[[str], SiteUnderTest]:
    """A site from one string, see `building`."""
    return lambda files: SiteUnderTest(tmp_path / "site", files)
