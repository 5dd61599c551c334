"""What a running template knows: its variables, and the site behind one small Protocol.

Tags and filters that need the site (`include`, `link`, `markdownify`, `relative_url`) ask
`context.site`, a `SiteAccess`. `render` fulfils it for a real site; `LocalSite` is the answer
without one, from a dict of includes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from jekylite.diagnostics import Collector, Diagnostic, nearest
from jekylite.liquid import trace
from jekylite.liquid.drops import ForloopDrop
from jekylite.liquid.errors import TemplateError
from jekylite.liquid.limits import Budget
from jekylite.liquid.literals import MethodLiteral
from jekylite.ruby import times
from jekylite.ruby.strings import xml_text

if TYPE_CHECKING:
    from jekylite.liquid.environment import JekyllEnvironment
    from jekylite.liquid.filters.properties import Properties

MAX_DEPTH = 100
"""Scopes, nested includes and nested blocks beyond this are `Nesting too deep`."""

_MISSING = object()


class IncludeSource:
    """The text of a file that a tag includes.

    The same object must be handed out as long as the file is unchanged: its parsed template is
    kept by `path` and used again while `text` is the very same string.

    Args:
        path: shown in errors, relative to the source where the file lies inside it.
        text: the whole file, decoded.
        body_line: 1-based line of the file where `text` begins.
    """

    __slots__ = ("body_line", "path", "text")

    def __init__(self, path: str, text: str, body_line: int = 1) -> None:
        self.path = path
        self.text = text
        self.body_line = body_line


class FilterCache:
    """Answers that hold for one build, shared by all templates: a table for each filter.

    A site keeps one and calls `clear` before it builds again.

    Attributes:
        relative_urls, absolute_urls: path → URL.
        slugs: (text, mode) → slug.
        dates: (value, zone, pattern) → text.
        properties: (identity of a list, property, how it is read) → see `filters.properties`.
    """

    __slots__ = ("absolute_urls", "dates", "properties", "relative_urls", "slugs")

    def __init__(self) -> None:
        self.relative_urls: dict[str, object] = {}
        self.absolute_urls: dict[str, object] = {}
        self.slugs: dict[tuple[str, str | None], str] = {}
        self.dates: dict[tuple[object, object, str], str] = {}
        self.properties: dict[tuple[int, str, object], Properties] = {}

    def clear(self) -> None:
        """Forget everything."""
        for table in (self.relative_urls, self.absolute_urls, self.slugs, self.dates, self.properties):
            table.clear()


class SiteAccess(Protocol):
    """All that tags and filters ask of a site.

    Attributes:
        url: `url` of the config as it is, nil and numbers included.
        baseurl: `baseurl` of the config as it is.
        zone: the zone in which times are shown (`timezone:` of the config, else the machine's).
        cache: see `FilterCache`.
    """

    url: object
    baseurl: object
    zone: dt.tzinfo
    cache: FilterCache

    def include(self, name: str) -> IncludeSource | None:
        """The file of that name in the include folders, or None."""

    def include_folders(self) -> Sequence[str]:
        """The include folders, in the order they are searched, for the message."""

    def include_relative(self, name: str, page_path: str) -> IncludeSource | None:
        """The file of that name beside the page, or None."""

    def link(self, path: str) -> str | None:
        """The URL, without `baseurl`, of the page, document or static file at a source path."""

    def post_url(self, name: str) -> str | None:
        """The URL, without `baseurl`, of the post `[dir/]2024-01-02-slug`; see `tags.site.PostName`."""

    def nearest(self, tag: str, name: str) -> str | None:
        """What `include`, `link` or `post_url` may have meant by a name that leads to nothing, or None."""

    def markdownify(self, text: str) -> str:
        """Markdown → HTML."""

    def smartify(self, text: str) -> str:
        """Straight quotes, dashes and dots → typographic ones."""

    def scssify(self, text: str) -> str:
        """SCSS → CSS."""

    def sassify(self, text: str) -> str:
        """Indented Sass → CSS."""

    def highlight(
        self, code: str, language: str, *, line_numbers: bool = False, mark_lines: Sequence[int] = ()
    ) -> str:
        """Code → the HTML that stands inside `<code>`; an unknown language is only escaped."""

    def warn(self, diagnostic: Diagnostic) -> None:
        """Take a warning."""


class LocalSite:
    """A site made of nothing but a dict of includes: what `SiteAccess` needs outside a build.

    Args:
        includes: name → text of what `{% include name %}` finds.
        url, baseurl: as in a `_config.yml`.
        timezone: IANA name of the zone in which times are shown, None for the machine's.
        links: source path → URL, for `link`.
        posts: `2024-01-02-slug` → URL, for `post_url`.
        converters: `markdownify`, `smartify`, `scssify`, `sassify` → function from text to text.
        highlight: (code, language, line_numbers, mark_lines) → HTML; the default escapes.
        diagnostics: where warnings end up.
    """

    def __init__(
        self,
        includes: Mapping[str, str] | None = None,
        *,
        url: object = None,
        baseurl: object = None,
        timezone: str | None = None,
        links: Mapping[str, str] | None = None,
        posts: Mapping[str, str] | None = None,
        converters: Mapping[str, Callable[[str], str]] | None = None,
        highlight: Callable[[str, str, bool, Sequence[int]], str] | None = None,
        diagnostics: Collector | None = None,
    ) -> None:
        self.url = url
        self.baseurl = baseurl
        self.zone = times.zone(timezone)
        self.cache = FilterCache()
        self.diagnostics = diagnostics or Collector()
        self._includes = {
            name: IncludeSource(f"_includes/{name}", text) for name, text in (includes or {}).items()
        }
        self._links = links or {}
        self._posts = posts or {}
        self._converters = converters or {}
        self._highlight = highlight

    def include(self, name: str) -> IncludeSource | None:
        return self._includes.get(name)

    def include_folders(self) -> Sequence[str]:
        return ("_includes",)

    def nearest(self, tag: str, name: str) -> str | None:
        names = {"include": self._includes, "link": self._links, "post_url": self._posts}
        return nearest(name, names.get(tag, ()))

    def include_relative(self, name: str, page_path: str) -> IncludeSource | None:
        folder = page_path.rpartition("/")[0]
        return self._includes.get(f"{folder}/{name}" if folder else name)

    def link(self, path: str) -> str | None:
        return self._links.get(path)

    def post_url(self, name: str) -> str | None:
        return self._posts.get(name)

    def markdownify(self, text: str) -> str:
        return self._convert("markdownify", text)

    def smartify(self, text: str) -> str:
        return self._convert("smartify", text)

    def scssify(self, text: str) -> str:
        return self._convert("scssify", text)

    def sassify(self, text: str) -> str:
        return self._convert("sassify", text)

    def _convert(self, filter_name: str, text: str) -> str:
        convert = self._converters.get(filter_name)
        if convert is None:
            raise TemplateError(f"`{filter_name}` needs a converter, which this environment was not given")
        return convert(text)

    def highlight(
        self, code: str, language: str, *, line_numbers: bool = False, mark_lines: Sequence[int] = ()
    ) -> str:
        if self._highlight is not None:
            return self._highlight(code, language, line_numbers, mark_lines)
        return xml_text(code)

    def warn(self, diagnostic: Diagnostic) -> None:
        self.diagnostics.add(diagnostic)


class Context:
    """One render: the variables in sight, and what loops, counters and `ifchanged` remember.

    Liquid's scopes are a stack of dicts, searched from the inside. Here `variables` holds what
    that search would find, so a lookup is one `dict.get`; a loop or an include that covers a
    name puts the outer value back when it ends (`cover`, `uncover`).

    Attributes:
        variables: name → value, as seen now. Read it; write through `assign` and `cover`.
        site: see `SiteAccess`.
        page_path: path of the page that is rendered, for `include_relative`.
        interrupts: pending `break` and `continue`, last one first to be taken.
        budget: what is left of the limits of this render.
    """

    __slots__ = (
        "_assigned",
        "_covered",
        "_payload",
        "budget",
        "counters",
        "cycles",
        "depth",
        "environment",
        "ifchanged",
        "include_depth",
        "interrupts",
        "loops",
        "offsets",
        "page_path",
        "site",
        "trace",
        "variables",
    )

    def __init__(
        self,
        environment: JekyllEnvironment,
        payload: Mapping[str, object],
        site: SiteAccess,
        page_path: str = "",
        counters: dict[str, int] | None = None,
    ) -> None:
        self.environment = environment
        self._payload = payload
        self.variables: dict[str, object] = dict(payload)
        self._assigned: dict[str, object] = {}
        self._covered: set[str] = set()
        self.site = site
        self.page_path = page_path
        self.counters = {} if counters is None else counters
        for name, value in self.counters.items():
            self.variables.setdefault(name, value)
        self.interrupts: list[str] = []
        self.budget = Budget(environment.limits)
        self.loops: list[ForloopDrop] = []
        self.offsets: dict[str, int] = {}
        self.cycles: dict[object, int] = {}
        self.ifchanged: str | None = None
        self.depth = 1
        self.include_depth = 0
        self.trace = trace.current()

    # Variables

    def assign(self, name: str, value: object) -> None:
        """Set a variable in the outermost scope, where `assign` and `capture` write."""
        if isinstance(value, MethodLiteral):
            value = ""
        self._assigned[name] = value
        if name not in self._covered:
            self.variables[name] = value

    def cover(self, name: str, value: object) -> object:
        """Show another value under a name until `uncover` is called with the answer."""
        if name in self._covered:
            before = self.variables[name]
        else:
            before = _MISSING
            self._covered.add(name)
        self.variables[name] = value
        return before

    def uncover(self, name: str, before: object) -> None:
        """End what `cover` began."""
        if before is not _MISSING:
            self.variables[name] = before
            return
        self._covered.discard(name)
        if name in self._assigned:
            self.variables[name] = self._assigned[name]
        elif name in self._payload:
            self.variables[name] = self._payload[name]
        elif name in self.counters:
            self.variables[name] = self.counters[name]
        else:
            self.variables.pop(name, None)

    def count(self, name: str, step: int) -> int:
        """The counter of `increment` and `decrement`, after adding `step`.

        Counters live in the payload, below every variable of the same name.
        """
        counters = self.counters
        self.note_volatile()  # the answer may depend on what other templates counted
        before = counters.get(name)
        if before is None:
            value = self._payload.get(name)
            before = value if type(value) is int else 0
        counters[name] = before + step
        if name not in self._covered and name not in self._assigned:
            self.variables[name] = before + step
        return before + step

    # Limits

    def enter(self) -> None:
        """Open a scope.

        Raises:
            TemplateError: `Nesting too deep`.
        """
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise TemplateError("Nesting too deep", code="JL307")

    # The trace

    def note_data(self, key: object) -> None:
        """Something below `site.data` is read."""
        if self.trace is not None:
            self.trace.data.add(key if isinstance(key, str) else "*")

    def note_include(self, name: str) -> None:
        """An include is asked for, whether it is there or not."""
        if self.trace is not None:
            self.trace.includes.add(name)

    def note_link(self, tag: str, name: str) -> None:
        """`link`, `post_url` or `include_relative` asks for something."""
        if self.trace is not None:
            self.trace.links.add((tag, name))

    def note_clock(self, pattern: str) -> None:
        """`site.time` is shown by a pattern."""
        if self.trace is not None:
            self.trace.clocks.add(pattern)

    def note_volatile(self) -> None:
        """The clock or chance is asked."""
        if self.trace is not None:
            self.trace.is_volatile = True
