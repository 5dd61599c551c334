"""The second half of a build: items are rendered in order, or kept as the last build left them.

Source: Jekyll 4.4.1 site.rb (`render`); what is kept, and why that is right: `incremental.graph`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice

from jekylite.build.key import key_of
from jekylite.build.leftovers import Leftovers
from jekylite.build.reading import Preparation
from jekylite.build.sources import Sources
from jekylite.config.config import Config
from jekylite.convert.ahead import convert_ahead
from jekylite.diagnostics import Collector
from jekylite.incremental import store
from jekylite.incremental.conversions import Conversions
from jekylite.incremental.footing import Footing, Source, State
from jekylite.incremental.plan import Plan
from jekylite.incremental.store import Memory
from jekylite.liquid import Trace
from jekylite.model.document import Document
from jekylite.model.hooks import Hooks
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.model.static_file import StaticFile
from jekylite.read.shelf import NoShelf
from jekylite.render.answers import identity_of
from jekylite.render.drops import file_identity
from jekylite.render.renderer import Renderer, beside, has_liquid
from jekylite.write import outputs
from jekylite.write.aside import Aside


class VoidMemoryError(Exception):
    """The store or the destination is not what an earlier build left; the build can begin anew without it.

    Args:
        written: paths below the destination that are written already.
    """

    def __init__(self, written: Iterable[str] = ()) -> None:
        super().__init__()
        self.written = tuple(written)


def store_of(config: Config) -> store.Store:
    return store.Store(config.source, config.cache_dir, is_disabled=is_cacheless(config))


def is_cacheless(config: Config) -> bool:
    return config.safe or config.flag("disable_disk_cache")


def plan_of(
    prepared: Preparation,
    renderer: Renderer,
    records: store.Store,
    footing: Footing | None,
    environ: Mapping[str, str],
    *,
    keeps: bool,
) -> Plan | None:
    """What of the last build can stay; None where plugins see what no record can hold.

    Args:
        footing: of the last build of this process.
        keeps: False lets nothing stay: a profile tells what the whole site costs.
    """
    site, config = prepared.site, prepared.config
    if prepared.has_foreign_plugins:
        return None
    key = key_of(site, config.environment, environ)
    if key is None:
        return None
    if not keeps:
        return Plan(key, None, site.destination, renderer.answers())
    memory = footing.memory if footing else records.recall(site.destination)
    return Plan(key, memory, site.destination, renderer.answers(), footing)


def convert_markdown_ahead(
    prepared: Preparation, conversions: Conversions, plan: Plan | None, sources: Sources, processes: int
) -> None:
    """Convert what no earlier build has, and no template of it comes before, by all processes."""
    markdown = prepared.markdown
    markdown.conversions = conversions
    if processes < 2:
        return
    texts: dict[bytes, str] = {}
    for item in _items(prepared.site):
        if (
            markdown.matches(item.extname)
            and not (plan and plan.is_recorded(identity_of(item), partial(sources.own, item)))
            and not (item.wants_liquid and has_liquid(item.body))
            and (key := markdown.key(item.body)) is not None
            and not conversions.knows(key)
        ):
            texts[key] = item.body
    keys = {text: key for key, text in texts.items()}
    for text, html in convert_ahead(list(keys), markdown.convert_quietly, processes):
        conversions.note(keys[text], html)


def _items(site: Site) -> list[Page | Document]:
    """Everything that is rendered, in order: documents collection by collection, then pages."""
    items: list[Page | Document] = [doc for one in site.collections.values() for doc in one.docs]
    items.extend(site.pages)
    return items


@contextmanager
def sound(records: store.Store, destination: str, shelf: NoShelf) -> Iterator[None]:
    """What is rendered within is void if anything of it came out of a damaged store, or was read too late.

    Raises:
        VoidMemoryError: it is; a damaged store was emptied.
    """
    try:
        yield
    finally:
        if records.is_damaged:
            records.forget(destination)
        if records.is_damaged or shelf.is_void:
            raise VoidMemoryError


class ItemRenderer:
    """Renders the items of one build in order, or keeps them as the last build left them.

    Args:
        site: read, generated pages included.
        plan: what can stay, and what this build leaves; None where nothing can be told.
        records: where contents of the last build lie.
        footing: of the last build of this process.
        notes_state: the next build of this process can stand on this one.
        aside: takes what is rendered.
        sources: of the items.
        leftovers: tells what sees the item before it.

    Attributes:
        state: of this build, if it is noted; known once `run` has begun.
    """

    def __init__(
        self,
        site: Site,
        renderer: Renderer,
        plan: Plan | None,
        records: store.Store,
        footing: Footing | None,
        aside: Aside,
        collector: Collector,
        sources: Sources,
        leftovers: Leftovers,
        *,
        notes_state: bool,
    ) -> None:
        self._site = site
        self._renderer = renderer
        self._plan = plan
        self._records = records
        self._footing = footing
        self._aside = aside
        self._collector = collector
        self._sources = sources
        self._leftovers = leftovers
        self._notes_state = notes_state
        # By `id`: what sees the item before it, and what it sees. Both are rendered in every build.
        self._led: set[int] = set()
        self._leading: set[int] = set()
        # An item that stayed, and has not yet left behind what the next one may see of it.
        self._passed: Page | Document | None = None
        self.state: State | None = None

    def run(self, hooks: Hooks, on_progress: Callable[[int, int], None] | None) -> list[str]:
        """Render what has to be; the output paths of that."""
        hooks.fire("site", "pre_render", self._site, self._renderer.payload)
        items = _items(self._site)
        identities = list(map(identity_of, items))
        if self._plan is not None:
            undated = {
                identity
                for identity, item in zip(identities, items, strict=True)
                if isinstance(item, Document) and item.is_undated
            }
            self._find_led(items)
            orders = _orders(self._site, identities)
            if self._notes_state:
                self.state = _state_of(self._site, zip(identities, items, strict=True), orders, self._footing)
            self._plan.stand(self.state, lambda: self._owns(items, identities), orders, undated)
        rendered: list[str] = []
        for done, (item, identity) in enumerate(zip(items, identities, strict=True)):
            if on_progress:
                on_progress(done, len(items))
            if self._plan is None or not self._keep(item, identity, self._plan):
                rendered.append(item.destination)
                self._render(item)
        hooks.fire("site", "post_render", self._site, self._renderer.payload)
        return rendered

    def _owns(self, items: Iterable[Page | Document], identities: Iterable[str]) -> dict[str, bytes]:
        """Fingerprints of the sources of items by identity, of those that have both for themselves."""
        owns: dict[str, bytes] = {}
        shared: set[str] = set()
        for item, identity in zip(items, identities, strict=True):
            own = self._sources.own(item)
            if identity in owns or own is None:
                shared.add(identity)
            else:
                owns[identity] = own
        return {identity: own for identity, own in owns.items() if identity not in shared}

    def _find_led(self, items: Sequence[Page | Document]) -> None:
        for place, item in enumerate(items):
            if self._leftovers.show_in(self._sources.suspects(item)):
                self._led.add(id(item))
                for before in reversed(items[:place]):
                    self._leading.add(id(before))
                    if self._renderer.layouts_of(before)[1]:
                        break

    def _keep(self, item: Page | Document, identity: str, plan: Plan) -> bool:
        """Leave the item as the last build left it, if nothing it rests on has changed."""
        if plan.memory is None or id(item) in self._led or id(item) in self._leading:
            return False
        record = plan.stays(identity, _path(item))
        if record is None:
            self._go_past()
            self._renderer.begin(item)
            self._renderer.begin_to_ask()
            with Trace():
                record = plan.kept(identity, self._sources.own(item), _path(item))
        if record is None:
            # What it is rendered to may not ask for the excerpts that its record asked for.
            self._renderer.take_back()
            return False
        records, root, memory = self._records, self._site.destination, plan.memory
        item.keep(
            lambda: records.content(root, memory, record.content),
            lambda: records.output(root, record),
            (record.content, record.output),
        )
        self._passed = item
        return True

    def _go_past(self) -> None:
        """Let the next item see what the last one, if it stayed, would have left."""
        if self._passed is not None:
            self._renderer.begin(self._passed)
            self._renderer.pass_over(self._passed)
            self._passed = None

    def _render(self, item: Page | Document) -> None:
        self._go_past()
        plan, collector = self._plan, self._collector
        own, said = self._sources.own(item) if plan else None, collector.total
        rendering = self._renderer.render(item)
        if rendering.beside:
            self._renderer.add_pages(beside(item, rendering.beside))
        content, output = item.content or "", item.output or ""
        bring = self._aside.put(content)
        item.put_aside(bring, bring if output == content else self._aside.put(output))
        if plan is None:
            return
        moves_on = plan.note_clock(rendering.trace)
        # A warning is to be said by every build; what comes beside an output is not in the store, and what
        # an item left to the next one is in no record.
        is_plain = not rendering.beside and collector.total == said and id(item) not in self._led
        if not is_plain or own is None or moves_on:
            return
        with Trace():
            plan.note(
                identity_of(item),
                own,
                _path(item),
                trace=rendering.trace,
                layouts=self._renderer.layouts_of(item)[0],
                content=content,
                output=output,
                bring=bring,
            )


def _orders(site: Site, identities: Iterable[str]) -> dict[str, list[str]]:
    """The identities of each collection's documents.

    Args:
        identities: of all items.
    """
    rest = iter(identities)
    return {label: list(islice(rest, len(one.docs))) for label, one in site.collections.items()}


def _state_of(
    site: Site,
    named: Iterable[tuple[str, Page | Document]],
    orders: Mapping[str, Sequence[str]],
    before: Footing | None,
) -> State:
    known = before.state.sources if before else {}
    files = [file for one in site.collections.values() for file in one.files]
    files += site.static_files
    sources: dict[str, Source] = {}
    for identity, item in chain(named, ((file_identity(file), file) for file in files)):
        source = sources.get(identity)
        if source is None:
            sources[identity] = _source(item, known.get(identity))
        elif source.item is not item:
            sources[identity] = Source(None)  # two of one name vouch for none
    return State(sources, orders)


def _source(item: Page | Document | StaticFile, last: Source | None) -> Source:
    if isinstance(item, StaticFile):
        return last if last is not None and last.item is item else Source(item)
    source = Source(
        item,
        item.data,
        item.body if item.is_rewritten else "",
        is_published=isinstance(item, Page) or item.is_published,
        is_paginated=isinstance(item, Page) and item.pager is not None,
    )
    if last is not None and last.item is item and last[1:] == source[1:]:
        return last
    return source._replace(data=dict(item.data))


def _path(item: Page | Document) -> str:
    is_written = item.is_written if isinstance(item, Document) else True
    return item.destination if is_written else ""


def remember(
    plan: Plan,
    planned: dict[str, outputs.Output],
    records: store.Store,
    conversions: Conversions,
    root: str,
) -> Memory | None:
    """Leave to the next build what this one has found; None if there is no place for it."""
    writers = {
        path: identity_of(output.item)
        for path, output in planned.items()
        if not isinstance(output.item, StaticFile)
    }
    plan.settle(writers)
    contents = {**conversions.contents, **plan.contents}
    return records.keep(
        root, plan.key, plan.records, plan.reads, contents, conversions.used, plan.orders, before=plan.before
    )
