"""The types of this folder's fixtures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

WriteFiles = Callable[[str], Path]
FakeCompiler = Callable[[str], Path]
