"""Fixtures that more than one folder of tests uses."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from building import SiteUnderTest

# A shell that runs the tests in the background lets them, and all they start, ignore Ctrl-C.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def site(tmp_path: Path) -> Callable[[str], SiteUnderTest]:
    """A site from one string, see `building`."""
    return lambda files: SiteUnderTest(tmp_path / "site", files)
