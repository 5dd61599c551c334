"""The second half of a build: items are rendered in order, or kept as the last build left them.

Source: Jekyll 4.4.1 site.rb (`render`); what is kept, and why that is right: `incremental.graph`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from jekylite import __version__
from jekylite.build.reading import Reading
from jekylite.config.config import Config
from jekylite.convert.ahead import convert_ahead
from jekylite.diagnostics import Collector
from jekylite.incremental import store
from jekylite.incremental.conversions import Conversions
from jekylite.incremental.plan import Plan
from jekylite.incremental.store import Memory
from jekylite.liquid import Trace
from jekylite.liquid.fingerprint import UntraceableError, fingerprint
from jekylite.model.document import Document
from jekylite.model.hooks import Hooks
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.model.static_file import StaticFile
from jekylite.render.answers import identity_of, own_data
from jekylite.render.renderer import Renderer, beside, has_liquid
from jekylite.write import outputs
from jekylite.write.aside import Aside


class DamagedStoreError(Exception):
    """The store is not what an earlier build left; it was emptied, and the build can begin anew."""


def store_of(config: Config) -> store.Store:
    return store.Store(config.source, config.cache_dir, is_disabled=is_cacheless(config))


def is_cacheless(config: Config) -> bool:
    return config.safe or config.flag("disable_disk_cache")


# What a plugin or a zone reads of the environment beside the configuration.
_ENVIRONMENT = ("TZ", "PAGES_AVATARS_URL", "ASSET_HOST_URL", "GITHUB_HOSTNAME", "SSL")


# Settings that decide nothing of a page; a template that shows one is recorded as having read it.
_SEEN_ONLY_BY_TEMPLATES = frozenset(
    {
        "quiet", "verbose", "watch", "serving", "port", "host", "livereload", "force_polling", "open_url",
        "detach", "show_dir_listing", "profile", "incremental", "trace", "skip_initial_build", "title",
        "description", "email", "author",
    }
)  # fmt: skip


# `layout` and `content` in an item's own text are what the item before it left.
_LEFT_OVER = re.compile(r"\{[{%][^{}]*?(?<![.\w-])(?:layout|content)(?![\w:-])[^{}]*[}%]\}")


def plan_of(
    reading: Reading,
    renderer: Renderer,
    records: store.Store,
    remembered: Memory | None,
    environ: Mapping[str, str],
    *,
    keeps: bool,
) -> Plan | None:
    """What of the last build can stay; None where templates or plugins see what no record can hold.

    Without `keeps`, nothing does: a profile tells what the whole site costs.
    """
    site, config = reading.site, reading.config
    if reading.has_foreign_plugins or any(
        has_liquid(item.body) and _LEFT_OVER.search(item.body) for item in _items(site)
    ):
        return None
    try:
        key = fingerprint(
            (
                __version__,
                sys.version,
                {name: value for name, value in site.settings.items() if name not in _SEEN_ONLY_BY_TEMPLATES},
                config.environment,
                site.theme.root if site.theme else None,
                [environ.get(name) for name in _ENVIRONMENT],
            )
        )
    except UntraceableError:
        return None
    memory: Memory | None = None
    if keeps:
        memory = remembered if remembered else records.recall(site.destination)
    return Plan(key, memory, site.destination, renderer.answers())


def convert_markdown_ahead(reading: Reading, conversions: Conversions, processes: int) -> None:
    """Convert what no earlier build has, and no template of it comes before, by all processes."""
    markdown = reading.markdown
    markdown.conversions = conversions
    if processes < 2:
        return
    texts: dict[bytes, str] = {}
    for item in _items(reading.site):
        if (
            markdown.matches(item.extname)
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
def sound(records: store.Store, destination: str) -> Iterator[None]:
    """What is rendered within is void if anything of it came out of a damaged store.

    Raises:
        DamagedStoreError: the store was emptied.
    """
    try:
        yield
    finally:
        if records.is_damaged:
            records.forget(destination)
            raise DamagedStoreError


def render(
    site: Site,
    renderer: Renderer,
    hooks: Hooks,
    plan: Plan | None,
    records: store.Store,
    aside: Aside,
    collector: Collector,
    on_progress: Callable[[int, int], None] | None,
) -> list[str]:
    """Render what has to be; the output paths of that."""
    hooks.fire("site", "pre_render", site, renderer.payload)
    rendered: list[str] = []
    items = _items(site)
    for done, item in enumerate(items):
        if on_progress:
            on_progress(done, len(items))
        if plan is None or not _keep(item, renderer, plan, records, site.destination):
            rendered.append(item.destination)
            _render_item(item, renderer, plan, aside, collector)
    hooks.fire("site", "post_render", site, renderer.payload)
    return rendered


def _keep(item: Page | Document, renderer: Renderer, plan: Plan, records: store.Store, root: str) -> bool:
    """Leave the item as the last build left it, if nothing it rests on has changed."""
    if plan.memory is None or (isinstance(item, Page) and item.compose is not None):
        return False
    renderer.begin(item)
    with Trace():
        record = plan.kept(identity_of(item), item.body, own_data(item), _path(item))
    if record is None:
        return False
    memory = plan.memory
    item.keep(
        lambda: records.content(root, memory, record.content),
        lambda: records.output(root, record),
        (record.content, record.output),
    )
    renderer.pass_over(item)
    return True


def _render_item(
    item: Page | Document, renderer: Renderer, plan: Plan | None, aside: Aside, collector: Collector
) -> None:
    body, data, said = item.body, own_data(item) if plan else None, len(collector.items)
    rendering = renderer.render(item)
    if rendering.beside:
        renderer.add_pages(beside(item, rendering.beside))
    content, output = item.content or "", item.output or ""
    bring = aside.put(content)
    item.put_aside(bring, bring if output == content else aside.put(output))
    if plan is None:
        return
    plan.note_clock(rendering.trace)
    # A warning is to be said by every build; what comes beside an output is not in the store.
    is_plain = not rendering.beside and len(collector.items) == said
    if not is_plain or (isinstance(item, Page) and item.compose is not None):
        return
    with Trace():
        plan.note(
            identity_of(item),
            body,
            data,
            _path(item),
            trace=rendering.trace,
            layouts=renderer.layouts_of(item)[0],
            content=content,
            output=output,
            bring=bring,
        )


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
    writers = {
        path: identity_of(output.item)
        for path, output in planned.items()
        if not isinstance(output.item, StaticFile)
    }
    plan.settle(writers)
    contents = {**conversions.contents, **plan.contents}
    return records.keep(
        root, plan.key, plan.records, plan.reads, contents, conversions.used, before=plan.before
    )
