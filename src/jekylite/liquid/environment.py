"""The environment: tags, filters, a site, and the templates that were included.

One environment serves a whole build. `from_string` parses; what it answers may be rendered any
number of times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from liquid.environment import Environment
from liquid.mode import Mode
from liquid.token import Token

from jekylite.liquid.blocks import Stream, parse_document
from jekylite.liquid.context import MAX_DEPTH, Context, IncludeSource, LocalSite, SiteAccess
from jekylite.liquid.errors import TemplateError
from jekylite.liquid.expressions import Evaluate, Test
from jekylite.liquid.filters import arrays, collections, dates, jekyll, numbers, standard, urls
from jekylite.liquid.filters.registry import Filter
from jekylite.liquid.lexer import tokenize
from jekylite.liquid.limits import DEFAULT, Limits
from jekylite.liquid.strictness import JEKYLL, Strictness
from jekylite.liquid.tags import conditions, loops, pseudo, variables
from jekylite.liquid.tags import site as site_tags
from jekylite.liquid.template import JekyllTemplate, Source, as_liquid_error

if TYPE_CHECKING:
    from liquid.loader import BaseLoader

_TAG_FAMILIES = (pseudo.TAGS, conditions.TAGS, loops.TAGS, variables.TAGS, site_tags.TAGS)
_FILTER_TABLES = (
    standard.FILTERS,
    arrays.FILTERS,
    numbers.FILTERS,
    jekyll.FILTERS,
    collections.FILTERS,
    dates.FILTERS,
    urls.FILTERS,
)

# Includes come from the `SiteAccess`. Without any loader python-liquid makes one, and for that loads all of
# its tags and filters, which are 20 ms of a small build's 150.
_NO_LOADER = cast("BaseLoader", object())


class JekyllEnvironment(Environment):
    """Liquid as Jekyll runs it. Not a site: see `SiteAccess` for what it needs of one.

    Args:
        includes: name → text, for use without a site.
        site: what tags and filters ask; a `LocalSite` of `includes` if None.
        strictness: what a template may get wrong (`liquid:` of Jekyll's configuration).
        limits: how far a template may go.

    More tags and filters: `add_tag(TagClass)`, `add_filter(name, function)`. A filter is a
    function `(input, *arguments)`, called only with as many arguments as its signature takes;
    one with a keyword-only parameter `context` is given the `Context`.
    """

    block_nesting_limit = MAX_DEPTH
    template_type: type[JekyllTemplate] = JekyllTemplate
    """What `from_string` and includes are made of."""

    def __init__(
        self,
        includes: Mapping[str, str] | None = None,
        *,
        site: SiteAccess | None = None,
        strictness: Strictness = JEKYLL,
        limits: Limits = DEFAULT,
    ) -> None:
        self.strictness = strictness
        self.limits = limits
        self.registry: dict[str, Filter] = {}
        self.conditions: dict[str, Test] = {}
        self.expressions: dict[str, Evaluate] = {}
        self.site: SiteAccess = site if site is not None else LocalSite(includes)
        self._included: dict[str, tuple[str, JekyllTemplate]] = {}
        super().__init__(tolerance=Mode.STRICT, strict_filters=False, loader=_NO_LOADER)

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        """Liquid 4.0.4's and Jekyll's tags and filters, none of python-liquid's."""
        for family in _TAG_FAMILIES:
            for tag in family:
                self.add_tag(tag)
        for table in _FILTER_TABLES:
            for name, function in table.items():
                self.add_filter(name, function)

    def add_filter(self, name: str, func: Callable[..., object]) -> None:
        """Register a filter; a later one replaces an earlier one of the same name."""
        super().add_filter(name, func)
        self.registry[name] = Filter(func)

    def tokenizer(self) -> Callable[[str], Iterator[Token]]:
        return tokenize

    def from_string(  # type: ignore[override]
        self, source: str, *, path: str | Path = "", body_line: int = 1
    ) -> JekyllTemplate:
        """Parse a template.

        Args:
            source: its text, without front matter.
            path: of its file, for messages, relative to the site's source.
            body_line: 1-based line of the file where `source` begins.

        Raises:
            LiquidError: the first thing wrong with it, in the order of the text.
        """
        try:
            return self._template(Source(source, str(path), body_line))
        except TemplateError as fault:
            raise as_liquid_error(fault) from None

    def inner(self, text: str) -> JekyllTemplate:
        """Parse text that stands inside a tag.

        Raises:
            TemplateError: without place: it is the tag's.
        """
        try:
            return self._template(Source(text))
        except TemplateError as fault:
            fault.token = fault.index = None
            fault.places.clear()
            raise

    def _template(self, source: Source) -> JekyllTemplate:
        stream = Stream(
            tokenize(source.text), source.text, keeps_warnings=self.strictness.error_mode == "warn"
        )
        try:
            nodes = parse_document(self, stream)
        except TemplateError as fault:
            fault.pass_through(source)
            raise
        return self.template_type(self, nodes, source, stream.warnings)

    def included(self, source: IncludeSource, context: Context) -> JekyllTemplate:
        """The template of an included file, parsed once for as long as its text is the same.

        Raises:
            TemplateError: it cannot be parsed.
        """
        known = self._included.get(source.path)
        if known is not None and known[0] is source.text:
            return known[1]
        template = self._template(Source(source.text, source.path, source.body_line))
        template.warn(context.site)
        self._included[source.path] = (source.text, template)
        return template
