"""One build: read → generate → render → write, and nothing else knows that order.

Until everything is rendered the destination is not touched; then files are published, and
what is made no more is removed.
Source: Jekyll 4.4.1 site.rb (`process`), commands/build.rb.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from jekylite.config.config import Config
from jekylite.config.defaults import Defaults
from jekylite.config.load import with_theme_config
from jekylite.convert.base import Converters
from jekylite.convert.markdown import MarkdownConverter
from jekylite.convert.sass import SassConverter
from jekylite.diagnostics import Collector
from jekylite.errors import ConfigError
from jekylite.incremental import store
from jekylite.liquid import JekyllEnvironment
from jekylite.liquid.context import Context
from jekylite.model.collection import Collection, collection_settings, sanitize_label
from jekylite.model.document import Document
from jekylite.model.hooks import Hooks
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.model.theme import Theme
from jekylite.paths import is_within, join_below
from jekylite.plugins import registry
from jekylite.plugins.workshop import Workshop
from jekylite.read.dates import local_date
from jekylite.read.reader import read_site
from jekylite.read.scan import EntryFilter
from jekylite.read.surroundings import Surroundings
from jekylite.read.text import decode
from jekylite.read.theme import find_theme
from jekylite.render.access import Access
from jekylite.render.renderer import Renderer, Rendering, beside
from jekylite.ruby import times
from jekylite.ruby.values import to_s
from jekylite.write import cleaner, destination, outputs


@dataclass(slots=True)
class BuildResult:
    """What a build did.

    Args:
        config: as it was built with, the theme's settings beneath.
        site: what was read and rendered.
        renderings: output path → what its templates read; files without templates are not in it.
        written, unchanged, removed: paths below the destination.
        seconds: of wall clock.
    """

    config: Config
    site: Site
    renderings: dict[str, Rendering]
    written: list[str]
    unchanged: list[str]
    removed: list[str]
    seconds: float


def build(
    config: Config,
    collector: Collector,
    *,
    force: bool = False,
    environ: Mapping[str, str] = os.environ,
) -> BuildResult:
    """Build the site once.

    Args:
        config: from `config.load`.
        collector: is told every warning.
        force: clean a destination that holds files of others.
        environ: `GEM_PATH`, `SOURCE_DATE_EPOCH` and their like.

    Raises:
        JekyliteError: what stops a build; the destination is as it was.
    """
    started = time.monotonic()
    reading = _read_and_generate(config, collector, environ)
    config, site, hooks = reading.config, reading.site, reading.hooks
    try:
        renderer = Renderer(
            site,
            reading.environment,
            reading.access,
            reading.converters,
            hooks=hooks,
            collector=collector,
            jekyll_environment=config.environment,
        )
        if any(map(reading.sass.matches, {page.extname for page in site.pages})):
            reading.sass.start()
        renderings = _render(site, renderer, hooks)
    finally:
        reading.sass.close()
    planned = outputs.plan(site, collector)
    published, removed = _write(site, config, planned, hooks, force=force)
    return BuildResult(
        config=config,
        site=site,
        renderings=renderings,
        written=published.written,
        unchanged=published.unchanged,
        removed=removed,
        seconds=time.monotonic() - started,
    )


def read(config: Config, collector: Collector, *, environ: Mapping[str, str] = os.environ) -> Site:
    """The first half of a build: the site with what generators add, nothing rendered or written.

    Raises:
        JekyliteError: what stops a build so far.
    """
    reading = _read_and_generate(config, collector, environ)
    reading.sass.close()
    return reading.site


@dataclass(slots=True)
class _Reading:
    """What rendering needs of the first half of a build; `sass` is to be closed."""

    config: Config
    site: Site
    environment: JekyllEnvironment
    converters: Converters
    access: Access
    sass: SassConverter
    hooks: Hooks


def _read_and_generate(config: Config, collector: Collector, environ: Mapping[str, str]) -> _Reading:
    _refuse_destination(config)
    theme = find_theme(config.theme, environ) if config.theme else None
    if theme:
        config = with_theme_config(config, Path(theme.root, "_config.yml"), collector)
    extensions = registry.load(config.plugins, config.data, collector, theme)
    site = _empty_site(config, theme, _clock(config, environ))
    sass = _sass_converter(config, theme, collector)
    markdown = MarkdownConverter(
        config.markdown_ext, config.kramdown, collector, dialect=to_s(config.data.get("markdown"))
    )
    converters = Converters([markdown, sass, *extensions.converters])
    environment = JekyllEnvironment()
    for tag in extensions.tags:
        environment.add_tag(tag)
    for name, function in extensions.filters.items():
        environment.add_filter(name, function)
    hooks = extensions.hooks
    try:
        hooks.fire("site", "after_init", site)
        hooks.fire("site", "after_reset", site)
        around = _surroundings(site, config, converters, environment, hooks, collector)
        _read(site, config, around)
        hooks.fire("site", "post_read", site)
        access = _access(site, config, converters, markdown, sass, collector)
        context = Context(environment, {}, access)
        workshop = Workshop(config.data, config.environment, around, context)
        for generator in sorted(extensions.generators, key=lambda one: -one.priority):
            site.pages.extend(list(generator.generate(site, workshop)))
    except BaseException:
        sass.close()
        raise
    return _Reading(config, site, environment, converters, access, sass, hooks)


def _refuse_destination(config: Config) -> None:
    if is_within(str(config.source), str(config.destination)):
        raise ConfigError(
            "Destination directory cannot be or contain the Source directory.",
            at=config.place("destination"),
            hint="choose a folder of its own, such as `_site`",
        )


def _clock(config: Config, environ: Mapping[str, str]) -> datetime:
    """The time of this build: `time` of the configuration, `SOURCE_DATE_EPOCH`, or now."""
    zone = times.zone(config.timezone)
    configured = config.data.get("time")
    if configured is not None:
        moment = local_date(configured, zone)
        if moment is None:
            raise ConfigError(
                f"Invalid date '{to_s(configured)}': Invalid time in _config.yml.",
                at=config.place("time"),
                hint="write it as YYYY-MM-DD HH:MM:SS +0000",
            )
        return moment
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    if epoch and not epoch.isdecimal():
        raise ConfigError(
            f"SOURCE_DATE_EPOCH is {epoch!r}, which is no number of seconds", hint="unset it, or give seconds"
        )
    return times.at(int(epoch), zone) if epoch else times.now(zone)


def _empty_site(config: Config, theme: Theme | None, clock: datetime) -> Site:
    site = Site(str(config.source), str(config.destination), clock, config.data, theme)
    folder = join_below(site.source, config.collections_dir)
    for name in config.collections:
        # The settings are looked up by the cleaned label, as Jekyll does: those of `we ird!` are lost.
        label = sanitize_label(name)
        settings = collection_settings(label, config.collections.get(label, {}), config.permalink)
        site.collections[name] = Collection(settings, f"{folder}/{settings.relative_directory}")
    return site


def _sass_converter(config: Config, theme: Theme | None, collector: Collector) -> SassConverter:
    return SassConverter(
        config.mapping("sass"),
        source=config.source,
        theme_folder=theme.sass if theme else None,
        environment=config.environment,
        safe=config.safe,
        collector=collector,
        verbose=config.verbose,
    )


def _surroundings(
    site: Site,
    config: Config,
    converters: Converters,
    environment: JekyllEnvironment,
    hooks: Hooks,
    collector: Collector,
) -> Surroundings:
    roots = [site.source, *((site.theme.root,) if site.theme else ())]
    entry_filter = EntryFilter(
        site.source,
        config.include,
        config.exclude,
        collector=collector,
        roots=tuple(os.path.realpath(root) for root in roots),
    )
    return Surroundings(
        source=site.source,
        destination=site.destination,
        collections_dir=config.collections_dir.strip("/"),
        encoding=config.encoding,
        style=config.permalink,
        excerpt_separator=config.excerpt_separator,
        page_excerpts=config.page_excerpts,
        future=config.future,
        unpublished=config.unpublished,
        show_drafts=config.show_drafts,
        strict_front_matter=config.strict_front_matter,
        time=site.time,
        zone=times.zone(config.timezone),
        defaults=Defaults(config, collector),
        converters=converters,
        entry_filter=entry_filter,
        block_tags=[name for name, tag in environment.tags.items() if tag.block],
        hooks=hooks,
        collector=collector,
    )


def _read(site: Site, config: Config, around: Surroundings) -> None:
    read_site(
        site,
        around,
        layouts_dir=config.layouts_dir,
        data_dir=config.data_dir,
        include=config.include,
        limit_posts=config.limit_posts,
        csv=config.mapping("csv_reader"),
        tsv=config.mapping("tsv_reader"),
    )


def _access(
    site: Site,
    config: Config,
    converters: Converters,
    markdown: MarkdownConverter,
    sass: SassConverter,
    collector: Collector,
) -> Access:
    folders = [join_below(site.source, config.includes_dir)]
    if site.theme and site.theme.includes:
        folders.append(site.theme.includes)
    return Access(
        site,
        include_folders=folders,
        collections_dir=config.collections_dir,
        zone=times.zone(config.timezone),
        markdown=markdown,
        sass=sass,
        decode=partial(decode, encoding=config.encoding),
        collector=collector,
    )


def _render(site: Site, renderer: Renderer, hooks: Hooks) -> dict[str, Rendering]:
    """Render documents, collection by collection, then pages; what they read by output path."""
    hooks.fire("site", "pre_render", site, renderer.payload)
    renderings: dict[str, Rendering] = {}
    items: list[Page | Document] = [doc for one in site.collections.values() for doc in one.docs]
    items.extend(site.pages)
    for item in items:
        rendering = renderer.render(item)
        renderings[item.destination] = rendering
        if rendering.beside:
            renderer.add_pages(beside(item, rendering.beside))
    hooks.fire("site", "post_render", site, renderer.payload)
    return renderings


def _write(
    site: Site, config: Config, planned: dict[str, outputs.Output], hooks: Hooks, *, force: bool
) -> tuple[destination.Published, list[str]]:
    root = site.destination
    obsolete = cleaner.obsolete(root, planned, config.keep_files)
    records = store.Store(config.source, config.cache_dir, is_disabled=config.safe or config.flag("disable_disk_cache"))
    if not force:
        cleaner.refuse_foreign(root, site.source, obsolete, is_known=lambda: records.knows(root))
    hooks.fire("clean", "on_obsolete", obsolete)
    keep_links = config.environment != "production" and not config.safe
    published = destination.publish(root, planned.values(), keep_links=keep_links)
    cleaner.remove_obsolete(root, obsolete)
    records.remember(root)
    store.mark_incremental(site.source, enabled=config.incremental)
    if hooks.armed:
        _fire_written(planned, hooks)
    hooks.fire("site", "post_write", site)
    return published, obsolete


def _fire_written(planned: dict[str, outputs.Output], hooks: Hooks) -> None:
    for output in planned.values():
        if isinstance(output.item, Page):
            hooks.fire("pages", "post_write", output.item)
        elif isinstance(output.item, Document):
            hooks.fire(output.item.label, "post_write", output.item)
            hooks.fire("documents", "post_write", output.item)
