"""What `--profile` measures: the time of each phase, and of each template and include.

Source: Jekyll 4.4.1 profiler.rb, liquid_renderer.rb. Known difference: none.
"""

from __future__ import annotations

import time

from jekylite.liquid.context import Context
from jekylite.liquid.environment import JekyllEnvironment
from jekylite.liquid.nodes import Write
from jekylite.liquid.strictness import Strictness
from jekylite.liquid.template import JekyllTemplate


class TemplateCost:
    """How often a file was rendered, and what it came to.

    Args:
        count: times rendered.
        size: of all that it wrote, in bytes of UTF-8, includes included.
        seconds: of wall clock, includes included.
    """

    __slots__ = ("count", "seconds", "size")

    def __init__(self) -> None:
        self.count = 0
        self.size = 0
        self.seconds = 0.0


class Profile:
    """The costs of one build.

    Attributes:
        phases: seconds of wall clock, by Jekyll's names in their order.
        templates: costs by the file's path from the source.
    """

    def __init__(self) -> None:
        self.phases: dict[str, float] = {}
        self.templates: dict[str, TemplateCost] = {}
        self._phase: str | None = None
        self._since = 0.0

    def begin(self, phase: str | None) -> None:
        """A phase begins, and the one before ends; None ends the last."""
        now = time.monotonic()
        if self._phase is not None:
            self.phases[self._phase] = self.phases.get(self._phase, 0.0) + now - self._since
        self._phase, self._since = phase, now


class ProfilingEnvironment(JekyllEnvironment):
    """An environment whose templates note their costs."""

    def __init__(self, profile: Profile, strictness: Strictness) -> None:
        super().__init__(strictness=strictness)
        self.profile = profile
        self.template_type = _ProfiledTemplate


class _ProfiledTemplate(JekyllTemplate):
    def run(self, context: Context, write: Write) -> bool | None:
        """Render, and note what it cost."""
        assert isinstance(self.env, ProfilingEnvironment)
        cost = self.env.profile.templates.setdefault(self.source.path, TemplateCost())

        def counted(text: str) -> object:
            cost.size += len(text.encode("utf-8", "surrogateescape"))
            return write(text)

        started = time.monotonic()
        try:
            return super().run(context, counted)
        finally:
            cost.count += 1
            cost.seconds += time.monotonic() - started
