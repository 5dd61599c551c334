"""jekyll-include-cache: `{% include_cached file.html a=b %}`, rendered once for equal parameters.

What the first page with these parameters made is what every later one gets, even where the
file reads that page's own data.
Source: jekyll-include-cache 0.2.1.
"""

from __future__ import annotations

from collections.abc import Mapping

from liquid.token import Token

from jekylite.diagnostics import Collector
from jekylite.liquid.blocks import Stream
from jekylite.liquid.context import Context
from jekylite.liquid.drops import Drop
from jekylite.liquid.nodes import Node, Render, Write
from jekylite.liquid.tags.site import IncludeNode, IncludeTag
from jekylite.plugins.api import Extensions
from jekylite.ruby.values import inspect


def register(extensions: Extensions, settings: Mapping[str, object], collector: Collector) -> None:
    """The plugin."""
    kept: Texts = {}

    class BuildsTag(IncludeCachedTag):
        """The tag, with the texts of this build."""

        texts = kept

    extensions.tags.append(BuildsTag)
    extensions.hooks.register("site", "pre_render", lambda site, payload: kept.clear())


# (file, values of the parameters) → text.
Texts = dict[tuple[str, object], str]


class IncludeCachedTag(IncludeTag):
    """`{% include_cached %}`, with the syntax of `include`."""

    name = "include_cached"
    texts: Texts

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        node = super().read(token, markup, stream)
        assert isinstance(node, IncludeNode)
        cached = IncludeCachedNode(token, node.environment, node.tag, node.name, node.parameters)
        cached.texts = self.texts
        return cached


class IncludeCachedNode(IncludeNode):
    """An include whose text is kept for the rest of the build."""

    __slots__ = ("texts",)

    texts: Texts

    def compile(self) -> Render:
        include = super().compile()
        texts = self.texts
        name = self.environment.from_string(self.name).run_to_text if "{{" in self.name else None
        written = self.name
        # Sorted by name, but the key holds only the values, as in the original.
        parameters = [value.compile() for _, value in sorted(self.parameters or (), key=lambda one: one[0])]
        has_parameters = self.parameters is not None

        def render(context: Context, write: Write) -> None:
            # The text may be another page's: no incremental build can know what it rests on.
            context.note_volatile()
            file = name(context) if name is not None else written
            values = tuple(_key(value(context)) for value in parameters) if has_parameters else None
            text = texts.get((file, values))
            if text is None:
                parts: list[str] = []
                include(context, parts.append)
                text = texts[file, values] = "".join(parts)
            write(text)

        return render


def _key(value: object) -> object:
    """Documents and pages are themselves, all else is what it says."""
    return id(value) if isinstance(value, Drop) else inspect(value)
