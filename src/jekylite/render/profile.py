"""What `--profile` measures: the time of each phase, of each template and include, of each converter.

Source: Jekyll 4.4.1 profiler.rb, liquid_renderer.rb. Known difference: converters are measured, too, and
who called whom is kept, for the picture of `--profile=html`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from jekylite.convert.base import Converter, Source
from jekylite.convert.markdown import MarkdownConverter
from jekylite.convert.sass import SassConverter
from jekylite.liquid.context import Context
from jekylite.liquid.environment import JekyllEnvironment
from jekylite.liquid.limits import Limits
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


PHASE, TEMPLATE, CONVERTER = "phase", "template", "converter"


class Frame:
    """What one thing cost where one chain of callers led to it.

    Args:
        kind: PHASE, TEMPLATE or CONVERTER; "" for the whole build.
        name: of the phase or converter; a template's path from the source.

    Attributes:
        count: times entered.
        seconds: of wall clock, what it called included.
        children: what it called, by kind and name, in the order they first came.
    """

    __slots__ = ("children", "count", "kind", "name", "seconds")

    def __init__(self, kind: str, name: str) -> None:
        self.kind = kind
        self.name = name
        self.count = 0
        self.seconds = 0.0
        self.children: dict[tuple[str, str], Frame] = {}

    def child(self, kind: str, name: str) -> Frame:
        """The frame of what this one calls; a new one the first time."""
        found = self.children.get((kind, name))
        if found is None:
            found = self.children[kind, name] = Frame(kind, name)
        return found


class Profile:
    """The costs of one build.

    Attributes:
        phases: seconds of wall clock, by Jekyll's names in their order.
        templates: costs by the file's path from the source.
        build: the whole; its children are the phases.
    """

    def __init__(self) -> None:
        self.phases: dict[str, float] = {}
        self.templates: dict[str, TemplateCost] = {}
        self.build = Frame("", "build")
        self._at = self.build
        self._phase: str | None = None
        self._since = 0.0

    def begin(self, phase: str | None) -> None:
        """A phase begins, and the one before ends; None ends the last."""
        now = time.monotonic()
        if self._phase is not None:
            seconds = now - self._since
            self.phases[self._phase] = self.phases.get(self._phase, 0.0) + seconds
            self._at.seconds += seconds
            self.build.seconds += seconds
        self._phase, self._since = phase, now
        self._at = self.build.child(PHASE, phase) if phase else self.build
        self._at.count += 1

    @contextmanager
    def inside(self, kind: str, name: str) -> Iterator[None]:
        """Held while a template or converter works."""
        caller = self._at
        frame = self._at = caller.child(kind, name)
        started = time.monotonic()
        try:
            yield
        finally:
            frame.count += 1
            frame.seconds += time.monotonic() - started
            self._at = caller


class ProfilingEnvironment(JekyllEnvironment):
    """An environment whose templates note their costs."""

    def __init__(self, profile: Profile, strictness: Strictness, limits: Limits) -> None:
        super().__init__(strictness=strictness, limits=limits)
        self.profile = profile
        self.template_type = _ProfiledTemplate


class _ProfiledTemplate(JekyllTemplate):
    def run(self, context: Context, write: Write) -> bool | None:
        """Render, and note what it cost."""
        assert isinstance(self.env, ProfilingEnvironment)
        profile, path = self.env.profile, self.source.path
        cost = profile.templates.setdefault(path, TemplateCost())

        def counted(text: str) -> object:
            cost.size += len(text.encode("utf-8", "surrogateescape"))
            return write(text)

        started = time.monotonic()
        try:
            with profile.inside(TEMPLATE, path):
                return super().run(context, counted)
        finally:
            cost.count += 1
            cost.seconds += time.monotonic() - started


class ProfiledMarkdown(MarkdownConverter):
    """Notes what Markdown costs, in pages and in `markdownify`."""

    profile: Profile

    def convert(self, text: str, source: Source) -> str:
        with self.profile.inside(CONVERTER, "Markdown"):
            return super().convert(text, source)


class ProfiledSass(SassConverter):
    """Notes what waiting for Sass costs."""

    profile: Profile

    def convert(self, text: str, source: Source) -> str:
        with self.profile.inside(CONVERTER, "Sass"):
            return super().convert(text, source)


class ProfiledConverter:
    """Notes what a plugin's converter costs."""

    def __init__(self, converter: Converter, profile: Profile) -> None:
        self._converter = converter
        self._profile = profile
        self.priority = converter.priority

    def matches(self, extension: str) -> bool:
        return self._converter.matches(extension)

    def output_ext(self, extension: str) -> str | None:
        return self._converter.output_ext(extension)

    def convert(self, text: str, source: Source) -> str:
        with self._profile.inside(CONVERTER, type(self._converter).__name__):
            return self._converter.convert(text, source)
