"""Renders an item: Liquid, then its converters, then layouts from the inside out.

Source: Jekyll 4.4.1 renderer.rb, convertible.rb, excerpt.rb (`output`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jekylite.convert.base import Converters, Source
from jekylite.diagnostics import Collector
from jekylite.front_matter import place_of_key
from jekylite.liquid import JekyllEnvironment, JekyllTemplate, Trace
from jekylite.liquid.context import Context
from jekylite.model.document import Document
from jekylite.model.excerpt import Excerpt
from jekylite.model.hooks import Hooks
from jekylite.model.layout import Layout
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.paths import relative
from jekylite.render.access import Access
from jekylite.render.drops import Views
from jekylite.render.payload import Payload
from jekylite.ruby.values import to_s

if TYPE_CHECKING:
    from jekylite.render.answers import SiteAnswers


@dataclass(slots=True)
class Rendering:
    """What rendering one item came to.

    Args:
        trace: what its templates read.
        layouts: those it was placed in, innermost first.
        beside: files that its converters want beside its own: name → text.
    """

    trace: Trace
    layouts: list[Layout] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)


class Renderer:
    """Renders the items of one build, in the order it is asked to.

    Args:
        site: read, generated pages included.
        environment: the Liquid dialect, the plugins' tags and filters in it.
        access: what its tags ask.
        jekyll_environment: `JEKYLL_ENV`.
    """

    def __init__(
        self,
        site: Site,
        environment: JekyllEnvironment,
        access: Access,
        converters: Converters,
        *,
        hooks: Hooks,
        collector: Collector,
        jekyll_environment: str,
    ) -> None:
        self._site = site
        self._environment = environment
        self._access = access
        self._converters = converters
        self._hooks = hooks
        self._collector = collector
        self.views = Views(site, self)
        self._payload = Payload(self.views, jekyll_environment)
        self._layout_templates: dict[str, JekyllTemplate] = {}
        # Excerpts that were rendered since `begin_to_ask`.
        self._asked: list[Excerpt] = []

    def answers(self) -> SiteAnswers:
        """What the site says now to what templates asked in another build."""
        from jekylite.render.answers import SiteAnswers

        return SiteAnswers(self._site, self.views, self._access, self._payload)

    @property
    def payload(self) -> dict[str, object]:
        """All that templates see; hooks may add to it."""
        return self._payload.values

    def render(self, item: Page | Document) -> Rendering:
        """Give `item` its content and its output.

        Raises:
            LiquidError: a template is broken.
            ConvertError: a converter refuses the text.
        """
        rendering = Rendering(Trace())
        with rendering.trace:
            self.begin(item)
            self._fire(item, "pre_render", self.payload)
            text = self._with_liquid(item)
            item.content = self._converted(text, item, rendering)
            self._fire(item, "post_convert")
            # Until its layouts are done an item has no output, for its own templates neither.
            item.output = self._in_layouts(item, rendering) if item.wants_layout else item.content or ""
        self._fire(item, "post_render")
        item.forget_body()
        return rendering

    def layouts_of(self, item: Page | Document) -> tuple[list[str], list[Layout]]:
        """The layouts around an item, innermost first: the names that are looked for, and what is found."""
        names: list[str] = []
        found: list[Layout] = []
        name = layout_name(item) if item.wants_layout else None
        while name is not None:
            names.append(to_s(name))
            layout = self._site.layouts.get(names[-1])
            if layout is None or layout in found:
                break
            found.append(layout)
            around = layout.data.get("layout")
            name = around if isinstance(around, str) else None
        return names, found

    def begin(self, item: Page | Document) -> None:
        """Let templates see `item` as the page, as while it renders."""
        self._payload.begin(item, self._layout_of(item), self._converters.for_extension(item.extname))

    def pass_over(self, item: Page | Document) -> None:
        """Go past an item that needs no rendering."""
        self._payload.pass_over(self.layouts_of(item)[1])

    def add_pages(self, pages: Iterable[Page]) -> None:
        """Pages that came of rendering: those rendered later list them, as in Jekyll."""
        self._site.pages.extend(pages)
        self._payload.pages_came()

    def _fire(self, item: Page | Document, event: str, *arguments: object) -> None:
        if not self._hooks.armed:
            return
        if isinstance(item, Document):
            self._hooks.fire(item.label, event, item, *arguments)
            self._hooks.fire("documents", event, item, *arguments)
        else:
            self._hooks.fire("pages", event, item, *arguments)

    def _with_liquid(self, item: Page | Document) -> str:
        if isinstance(item, Page) and item.compose is not None:
            context = Context(self._environment, self.payload, self._access, self._shown(item))
            return item.compose(context)
        text = item.content or ""
        if not item.wants_liquid or not has_liquid(text):
            return text
        shown = self._shown(item)
        template = self._environment.from_string(text, path=shown, body_line=item.body_line)
        return self._run(template, shown)

    def _run(self, template: JekyllTemplate, shown: str) -> str:
        return template.render(
            self.payload, site=self._access, page_path=shown, counters=self._payload.counters
        )

    def _shown(self, item: Page | Document) -> str:
        """Its path from the source, in messages and for `include_relative`."""
        return relative(item.path, self._site.source) if item.path else item.relative_path

    def _converted(self, text: str, item: Page | Document, rendering: Rendering) -> str:
        converters = self._converters.for_extension(item.extname)
        if not converters:
            return text
        page_path = item.relative_path if isinstance(item, Page) else None
        source = Source(self._shown(item), item.body_line, page_path=page_path)
        for converter in converters:
            text = converter.convert(text, source)
        rendering.beside = source.beside
        return text

    # Layouts

    def _layout_of(self, item: Page | Document) -> Layout | None:
        name = layout_name(item)
        return None if name is None else self._site.layouts.get(to_s(name))

    def _in_layouts(self, item: Page | Document, rendering: Rendering) -> str:
        output = item.content or ""
        name = layout_name(item)
        layout = self._layout_of(item)
        if layout is None and name is not None:
            self._collector.warn(
                f"Layout '{to_s(name)}' requested in {item.relative_path} does not exist.",
                at=place_of_key(item.path, self._shown(item), "layout"),
                hint="add it to the layouts folder, or write `layout: none`",
                topic="Build Warning",
                code="JL214",
            )
        self._payload.leave_layouts()
        while layout is not None and layout not in rendering.layouts:
            rendering.layouts.append(layout)
            self._payload.enter_layout(layout, output)
            output = self._run(self._layout_template(layout), self._shown(item))
            around = layout.data.get("layout")
            layout = self._site.layouts.get(around) if isinstance(around, str) else None
        return output

    def _layout_template(self, layout: Layout) -> JekyllTemplate:
        template = self._layout_templates.get(layout.path)
        if template is None:
            shown = relative(layout.path, self._site.source)
            template = self._environment.from_string(layout.body, path=shown, body_line=layout.body_line)
            self._layout_templates[layout.path] = template
        return template

    # Excerpts

    def excerpt_text(self, excerpt: Excerpt) -> str:
        """The text of an excerpt, rendered like its document, without layout, when first asked for."""
        if excerpt.output is None:
            excerpt.output = excerpt.body  # what an excerpt that asks for itself sees
            excerpt.output = self._rendered(excerpt)
            self._asked.append(excerpt)
        return excerpt.output

    def begin_to_ask(self) -> None:
        """From here on, what is asked may be taken back."""
        self._asked.clear()

    def take_back(self) -> None:
        """No excerpt was asked for: the next that asks gets it as it is then."""
        for excerpt in self._asked:
            excerpt.output = None
        self._asked.clear()

    def _rendered(self, excerpt: Excerpt) -> str:
        item = excerpt.item
        text = excerpt.body
        with Trace():
            if item.wants_liquid and has_liquid(text):
                shown = self._shown(item)
                template = self._environment.from_string(text, path=shown, body_line=item.body_line)
                with self._payload.for_excerpt(excerpt) as values:
                    text = template.render(values, site=self._access, page_path=shown)
            source = Source(self._shown(item), item.body_line)
            for converter in self._converters.for_extension(item.extname):
                text = converter.convert(text, source)
        return text


def layout_name(item: Page | Document) -> object:
    """What the item says of its layout, its own null included; None for none."""
    return item.setting("layout") if isinstance(item, Page) else item.data.get("layout")


def has_liquid(text: str) -> bool:
    """Is there anything in it that Liquid could look at?"""
    # One character is found many times faster than two.
    return "{" in text and ("{%" in text or "{{" in text)


def beside(page: Page | Document, files: Mapping[str, str]) -> Iterator[Page]:
    """The files that converters made beside a page, as pages of their own with its front matter.

    Source: jekyll-sass-converter 3.1.0 source_map_page.rb. Known difference: a `permalink` is
    the page's alone (there, its map takes the same path and replaces it).
    """
    data = {key: value for key, value in page.data.items() if key != "permalink"}
    for name, text in files.items():
        folder = page.dir.rstrip("/") if isinstance(page, Page) else page.url.rpartition("/")[0]
        extension = name[name.rindex(".") :]
        file = Page("", folder, name, data, body=text, converter_ext=extension)
        file.output = text
        yield file
