"""One build: read → generate → render → write, and nothing else knows that order.

Until everything is rendered the destination is not touched; then files are published, and
what is made no more is removed.
Source: Jekyll 4.4.1 site.rb (`process`), commands/build.rb.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from jekylite import __version__
from jekylite.config.config import Config
from jekylite.config.defaults import Defaults
from jekylite.config.load import with_theme_config
from jekylite.convert.ahead import convert_ahead
from jekylite.convert.base import Converter, Converters
from jekylite.convert.markdown import MarkdownConverter
from jekylite.convert.sass import SassConverter
from jekylite.diagnostics import Collector
from jekylite.errors import ConfigError, JekyliteError, Location, OutputError, PluginError
from jekylite.front_matter import place_of_key
from jekylite.incremental import store
from jekylite.incremental.conversions import Conversions
from jekylite.incremental.plan import Plan
from jekylite.incremental.store import Memory
from jekylite.liquid import JekyllEnvironment, Strictness, Trace
from jekylite.liquid.context import Context
from jekylite.liquid.fingerprint import UntraceableError, fingerprint
from jekylite.model.collection import Collection, collection_settings, sanitize_label
from jekylite.model.document import Document
from jekylite.model.hooks import Hooks
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.model.static_file import StaticFile
from jekylite.model.theme import Theme
from jekylite.paths import is_within, join_below, relative
from jekylite.plugins import registry
from jekylite.plugins.workshop import Workshop
from jekylite.read.dates import local_date
from jekylite.read.reader import read_site
from jekylite.read.scan import EntryFilter
from jekylite.read.surroundings import Surroundings
from jekylite.read.text import decode, unreadable
from jekylite.read.theme import find_theme
from jekylite.read.vendored_theme import find_vendored, is_vendored
from jekylite.render.access import Access
from jekylite.render.answers import identity_of, own_data
from jekylite.render.profile import (
    Profile,
    ProfiledConverter,
    ProfiledMarkdown,
    ProfiledSass,
    ProfilingEnvironment,
)
from jekylite.render.renderer import Renderer, beside, has_liquid
from jekylite.ruby import times
from jekylite.ruby.values import class_name, to_s
from jekylite.write import cleaner, destination, outputs
from jekylite.write.aside import Aside


@dataclass(slots=True)
class BuildResult:
    """What a build did.

    Args:
        config: as it was built with, the theme's settings beneath.
        site: what was read and rendered.
        rendered: paths below the destination of the outputs that were rendered, not kept.
        memory: what the next build can rest on; None where nothing could be told.
        clocks: patterns by which `site.time` is shown.
        is_repeatable: built again from the same files, the site would be the same.
        written, unchanged, removed: paths below the destination.
        seconds: of wall clock.
    """

    config: Config
    site: Site
    rendered: list[str]
    memory: Memory | None
    clocks: frozenset[str]
    is_repeatable: bool
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
    previous: BuildResult | None = None,
    publishing: Callable[[], AbstractContextManager[None]] = nullcontext,
    profile: Profile | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    processes: int = 1,
) -> BuildResult:
    """Build the site once.

    Args:
        config: from `config.load`.
        collector: is told every warning.
        force: clean a destination that holds files of others.
        environ: `GEM_PATH`, `SOURCE_DATE_EPOCH` and their like.
        previous: the build before, in the same process.
        publishing: held while files of the destination are replaced.
        profile: filled with what phases, templates and converters cost, if one is given.
        on_progress: called before each item that is rendered or kept, with how many are done and
            how many there are.
        processes: how many may convert Markdown, this one counted.

    Raises:
        JekyliteError: what stops a build; the destination is as it was.
    """
    started = time.monotonic()

    def attempt(previous: BuildResult | None) -> BuildResult:
        return _build(
            config, collector, environ, force, previous, publishing, profile, on_progress, processes, started
        )

    try:
        return attempt(previous)
    except _DamagedStoreError:
        return attempt(None)
    except JekyliteError as error:
        _find_setting(error, config)
        raise
    except OSError as error:
        if not isinstance(error.filename, (str, bytes)):
            raise  # none of the site's files: whoever reads our messages has gone, for instance
        raise _refused(error, os.fsdecode(error.filename), config) from error


class _DamagedStoreError(Exception):
    """The store is not what an earlier build left; it was emptied, and the build can begin anew."""


def _build(
    config: Config,
    collector: Collector,
    environ: Mapping[str, str],
    force: bool,
    previous: BuildResult | None,
    publishing: Callable[[], AbstractContextManager[None]],
    profile: Profile | None,
    on_progress: Callable[[int, int], None] | None,
    processes: int,
    started: float,
) -> BuildResult:
    begin = profile.begin if profile else _not_profiled
    reading = _read_and_generate(config, collector, environ, profile)
    begin("RENDER")
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
        records = _store(config)
        plan = _plan(reading, renderer, records, previous, environ, keeps=profile is None)
        aside = Aside()
        conversions = Conversions(records, site.destination, plan.before if plan else None, aside.put)
        _convert_ahead(reading, conversions, processes)
        if any(map(reading.sass.matches, {page.extname for page in site.pages})):
            reading.sass.start()
        rendered = _render_soundly(site, renderer, hooks, plan, records, aside, collector, on_progress)
    finally:
        reading.sass.close()
    begin("CLEANUP")
    planned = outputs.plan(site, collector)
    obsolete = _obsolete(site, config, planned, records, hooks, force=force)
    begin("WRITE")
    with publishing():
        published = _write(site, config, planned, obsolete, records, hooks)
    memory = _remember(plan, planned, records, conversions, site.destination) if plan else None
    begin(None)
    return BuildResult(
        config=config,
        site=site,
        rendered=rendered,
        memory=memory,
        clocks=frozenset(plan.clocks) if plan else frozenset(),
        is_repeatable=plan is not None and plan.is_repeatable,
        written=published.written,
        unchanged=published.unchanged,
        removed=obsolete,
        seconds=time.monotonic() - started,
    )


def _refused(error: OSError, path: str, config: Config) -> JekyliteError:
    """The system's no to a file, wherever in the build it came: no space, no rights, gone meanwhile."""
    why = error.strerror or str(error)
    if is_within(path, str(config.destination)):
        return OutputError(
            f"cannot write `{relative(path, str(config.destination))}`: {why}",
            hint="check the space on the disk and the rights of the folder",
            code="JL358",
        )
    return JekyliteError(
        f"the file cannot be read: {why}",
        at=Location(relative(path, str(config.source))),
        hint="check its rights, and whether it is still there",
        code="JL205",
    )


def _find_setting(error: JekyliteError, config: Config) -> None:
    """Give an error about a key its place: in the configuration, or in the front matter of its file."""
    if error.setting and error.at is None:
        error.at = config.place(*error.setting)
    elif error.setting and error.at is not None and error.at.line is None:
        path = os.path.join(config.source, error.at.path)
        error.at = place_of_key(path, error.at.path, error.setting[-1])


def read(config: Config, collector: Collector, *, environ: Mapping[str, str] = os.environ) -> Site:
    """The first half of a build: the site with what generators add, nothing rendered or written.

    Raises:
        JekyliteError: what stops a build so far.
    """
    reading = _read_and_generate(config, collector, environ, None)
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
    markdown: MarkdownConverter
    has_foreign_plugins: bool


def _not_profiled(phase: str | None) -> None:
    """Stands for `Profile.begin` where nobody asks what phases cost."""


def _read_and_generate(
    config: Config, collector: Collector, environ: Mapping[str, str], profile: Profile | None
) -> _Reading:
    begin = profile.begin if profile else _not_profiled
    begin("RESET")
    _refuse_destination(config)
    theme = _theme(config, collector, environ)
    if theme and not theme.is_remote:
        config = with_theme_config(config, Path(theme.root, "_config.yml"), collector)
    extensions = registry.load(config, collector, theme, environ)
    site = _empty_site(config, theme, _clock(config, environ))
    sass = _sass_converter(config, theme, collector, profile)
    markdown = _markdown_converter(config, collector, profile)
    foreign_converters: Iterable[Converter] = extensions.converters
    if profile:
        foreign_converters = [ProfiledConverter(one, profile) for one in foreign_converters]
    converters = Converters([markdown, sass, *foreign_converters])
    strictness = Strictness.from_settings(config.mapping("liquid"))
    environment = (
        ProfilingEnvironment(profile, strictness) if profile else JekyllEnvironment(strictness=strictness)
    )
    for tag in extensions.tags:
        environment.add_tag(tag)
    for name, function in extensions.filters.items():
        environment.add_filter(name, function)
    hooks = extensions.hooks
    try:
        hooks.fire("site", "after_init", site)
        hooks.fire("site", "after_reset", site)
        begin("READ")
        around = _surroundings(site, config, converters, environment, hooks, collector)
        _read(site, config, around)
        hooks.fire("site", "post_read", site)
        begin("GENERATE")
        access = _access(site, config, converters, markdown, sass, collector)
        context = Context(environment, {}, access)
        workshop = Workshop(config.data, config.environment, around, context)
        for generator in sorted(extensions.generators, key=lambda one: -one.priority):
            site.pages.extend(list(generator.generate(site, workshop)))
    except BaseException:
        sass.close()
        raise
    foreign = any(name not in registry.BUNDLED for name in config.plugins)
    return _Reading(config, site, environment, converters, access, sass, hooks, markdown, foreign)


def _theme(config: Config, collector: Collector, environ: Mapping[str, str]) -> Theme | None:
    remote = config.data.get("remote_theme")
    if isinstance(remote, str):
        if registry.asks_for_remote_themes(config, environ) or is_vendored(remote, config.source):
            return find_vendored(remote, config.source)
        collector.warn(
            "`remote_theme` does nothing without its plugin",
            at=config.place("remote_theme"),
            hint="list `jekyll-remote-theme` in `plugins`, and run `jekylite theme add` once",
            topic="Theme",
            code="JL125",
        )
    name = config.data.get("theme")
    if name is None:
        return None
    if isinstance(name, str):
        try:
            return find_theme(name, environ, str(config.source))
        except PluginError as error:
            if config.place("theme") or config.data.get("compat") is None:
                error.at = error.at or config.place("theme")
                raise
            # The host's own default; a site with layouts of its own never asks for it.
            collector.warn(
                f"{error.message} The site is built without it.", hint=error.hint, topic="Theme", code="JL109"
            )
            return None
    collector.warn(
        f"value of 'theme' in config should be String to use gem-based themes, but got {class_name(name)}",
        at=config.place("theme"),
        hint="write the name of the gem: `theme: minima`",
        topic="Theme",
        code="JL103",
    )
    return None


def _refuse_destination(config: Config) -> None:
    if is_within(str(config.source), str(config.destination)):
        raise ConfigError(
            "Destination directory cannot be or contain the Source directory.",
            at=config.place("destination"),
            hint="choose a folder of its own, such as `_site`",
            code="JL106",
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
                code="JL110",
            )
        return moment
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    if epoch and not epoch.isdecimal():
        raise ConfigError(
            f"SOURCE_DATE_EPOCH is {epoch!r}, which is no number of seconds",
            hint="unset it, or give seconds",
            code="JL110",
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


def _markdown_converter(config: Config, collector: Collector, profile: Profile | None) -> MarkdownConverter:
    kind = ProfiledMarkdown if profile else MarkdownConverter
    markdown = kind(
        config.markdown_ext,
        config.kramdown,
        collector,
        dialect=to_s(config.data.get("markdown")),
        highlighter=to_s(config.data.get("highlighter")),
    )
    if profile and isinstance(markdown, ProfiledMarkdown):
        markdown.profile = profile
    return markdown


def _sass_converter(
    config: Config, theme: Theme | None, collector: Collector, profile: Profile | None
) -> SassConverter:
    kind = ProfiledSass if profile else SassConverter
    sass = kind(
        config.mapping("sass"),
        source=config.source,
        theme_folder=theme.sass if theme else None,
        environment=config.environment,
        safe=config.safe,
        collector=collector,
        verbose=config.verbose,
    )
    if profile and isinstance(sass, ProfiledSass):
        sass.profile = profile
    return sass


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
    try:
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
    except OSError as error:
        raise unreadable(error, relative(str(error.filename or site.source), site.source)) from None
    except RecursionError:
        raise JekyliteError(
            "the source has folders within folders beyond all measure",
            at=Location(site.source),
            hint="look for a tool that copies a folder into itself",
            code="JL205",
        ) from None


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


def _store(config: Config) -> store.Store:
    return store.Store(config.source, config.cache_dir, is_disabled=_is_cacheless(config))


def _is_cacheless(config: Config) -> bool:
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


def _plan(
    reading: _Reading,
    renderer: Renderer,
    records: store.Store,
    previous: BuildResult | None,
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
        memory = previous.memory if previous and previous.memory else records.recall(site.destination)
    return Plan(key, memory, site.destination, renderer.answers())


def _convert_ahead(reading: _Reading, conversions: Conversions, processes: int) -> None:
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


def _render_soundly(
    site: Site,
    renderer: Renderer,
    hooks: Hooks,
    plan: Plan | None,
    records: store.Store,
    aside: Aside,
    collector: Collector,
    on_progress: Callable[[int, int], None] | None,
) -> list[str]:
    """`_render`, void if anything of it came out of a damaged store."""
    try:
        return _render(site, renderer, hooks, plan, records, aside, collector, on_progress)
    finally:
        if records.is_damaged:
            records.forget(site.destination)
            raise _DamagedStoreError


def _render(
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


def _remember(
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


def _obsolete(
    site: Site,
    config: Config,
    planned: dict[str, outputs.Output],
    records: store.Store,
    hooks: Hooks,
    *,
    force: bool,
) -> list[str]:
    root = site.destination
    obsolete = cleaner.obsolete(root, planned, config.keep_files)
    if not force:
        cleaner.refuse_foreign(root, site.source, obsolete, is_known=lambda: records.knows(root))
    hooks.fire("clean", "on_obsolete", obsolete)
    return obsolete


def _write(
    site: Site,
    config: Config,
    planned: dict[str, outputs.Output],
    obsolete: list[str],
    records: store.Store,
    hooks: Hooks,
) -> destination.Published:
    root = site.destination
    keep_links = config.environment != "production" and not config.safe
    published = destination.publish(root, planned.values(), keep_links=keep_links)
    cleaner.remove_obsolete(root, obsolete)
    records.remember(root)
    store.mark_incremental(site.source, enabled=config.incremental)
    if not _is_cacheless(config):
        store.mark_cache_dir(site.source, config.cache_dir)
    if hooks.armed:
        _fire_written(planned, hooks)
    hooks.fire("site", "post_write", site)
    return published


def _fire_written(planned: dict[str, outputs.Output], hooks: Hooks) -> None:
    for output in planned.values():
        if isinstance(output.item, Page):
            hooks.fire("pages", "post_write", output.item)
        elif isinstance(output.item, Document):
            hooks.fire(output.item.label, "post_write", output.item)
            hooks.fire("documents", "post_write", output.item)
