"""How one build is made, beside what the configuration says."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from jekylite.render.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """Options of `build`.

    Args:
        force: clean a destination that holds files of others.
        environ: `GEM_PATH`, `SOURCE_DATE_EPOCH` and their like.
        processes: how many may convert Markdown, this one counted.
        profile: filled with what phases, templates and converters cost, if one is given.
        publishing: held while files of the destination are replaced.
        on_progress: called before each item that is rendered or kept, with how many are done and
            how many there are.
    """

    force: bool = False
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    processes: int = 1
    profile: Profile | None = None
    publishing: Callable[[], AbstractContextManager[None]] = nullcontext
    on_progress: Callable[[int, int], None] | None = None
