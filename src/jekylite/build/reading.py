"""The first half of a build: the configuration becomes readers, converters, templates and a site.

`plugins` make their pages here; nothing is rendered yet.
Source: Jekyll 4.4.1 site.rb (`reset`, `read`, `generate`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from jekylite.build.key import key_of
from jekylite.config.config import Config
from jekylite.config.defaults import Defaults
from jekylite.config.load import with_theme_config
from jekylite.convert.base import Converter, Converters
from jekylite.convert.markdown import MarkdownConverter
from jekylite.convert.sass import SassConverter
from jekylite.diagnostics import Collector
from jekylite.errors import ConfigError, JekyliteError, Location, PluginError
from jekylite.liquid import JekyllEnvironment, Limits, Strictness
from jekylite.liquid.context import Context
from jekylite.model.collection import Collection, collection_settings, sanitize_label
from jekylite.model.hooks import Hooks
from jekylite.model.site import Site
from jekylite.model.theme import Theme
from jekylite.paths import is_within, join_below, relative
from jekylite.plugins import registry
from jekylite.plugins.api import Extensions
from jekylite.plugins.workshop import Workshop
from jekylite.read.dates import local_date
from jekylite.read.packing import Packing
from jekylite.read.reader import read_site
from jekylite.read.scan import EntryFilter
from jekylite.read.shelf import NoShelf, Shelf
from jekylite.read.surroundings import Surroundings
from jekylite.read.text import decode, unreadable
from jekylite.read.theme import find_theme
from jekylite.read.vendored_theme import find_vendored, is_vendored
from jekylite.render.access import Access
from jekylite.render.profile import (
    Profile,
    ProfiledConverter,
    ProfiledMarkdown,
    ProfiledSass,
    ProfilingEnvironment,
)
from jekylite.ruby import times
from jekylite.ruby.values import class_name, to_s


@dataclass(slots=True)
class Preparation:
    """What a site is read, and rendered, with; `sass` is to be closed.

    Args:
        site: empty.
    """

    config: Config
    site: Site
    extensions: Extensions
    environment: JekyllEnvironment
    converters: Converters
    sass: SassConverter
    markdown: MarkdownConverter

    @property
    def hooks(self) -> Hooks:
        return self.extensions.hooks

    @property
    def has_foreign_plugins(self) -> bool:
        return any(name not in registry.BUNDLED for name in self.config.plugins)


@dataclass(slots=True)
class Reading:
    """What reading came to, beside the site.

    Args:
        access: what tags ask.
        shelf: what it was read from.
    """

    access: Access
    shelf: NoShelf


def not_profiled(phase: str | None) -> None:
    """Stands for `Profile.begin` where nobody asks what phases cost."""


def prepare(
    config: Config, collector: Collector, environ: Mapping[str, str], profile: Profile | None = None
) -> Preparation:
    """Find the theme and the plugins, and make what the configuration asks for.

    Args:
        environ: where themes and zones are looked for.
        profile: filled with what it costs, if one is given.

    Raises:
        JekyliteError: what stops a build so far.
    """
    begin = profile.begin if profile else not_profiled
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
    settings = config.mapping("liquid")
    strictness, limits = Strictness.from_settings(settings), Limits.from_settings(settings)
    environment = (
        ProfilingEnvironment(profile, strictness, limits)
        if profile
        else JekyllEnvironment(strictness=strictness, limits=limits)
    )
    for tag in extensions.tags:
        environment.add_tag(tag)
    for name, function in extensions.filters.items():
        environment.add_filter(name, function)
    return Preparation(config, site, extensions, environment, converters, sass, markdown)


def read_and_generate(
    prepared: Preparation,
    collector: Collector,
    environ: Mapping[str, str],
    profile: Profile | None = None,
    shelf: Shelf | None = None,
) -> Reading:
    """Read the source, and let generators add their pages.

    Args:
        environ: what the environment was prepared with.
        profile: filled with what it costs, if one is given.
        shelf: what earlier builds have read.

    Raises:
        JekyliteError: what stops a build so far.
    """
    config, site, hooks = prepared.config, prepared.site, prepared.hooks
    begin = profile.begin if profile else not_profiled
    try:
        hooks.fire("site", "after_init", site)
        hooks.fire("site", "after_reset", site)
        begin("READ")
        used = _begun(shelf, prepared, collector, environ)
        around = _surroundings(prepared, collector, used)
        _read(site, config, around)
        used.end()
        hooks.fire("site", "post_read", site)
        begin("GENERATE")
        access = _access(site, config, prepared.converters, prepared.markdown, prepared.sass, collector)
        context = Context(prepared.environment, {}, access)
        workshop = Workshop(config.data, config.environment, around, context, config.place)
        for generator in sorted(prepared.extensions.generators, key=lambda one: -one.priority):
            site.pages.extend(list(generator.generate(site, workshop)))
    except BaseException:
        prepared.sass.close()
        raise
    return Reading(access, used)


def _begun(
    shelf: Shelf | None, prepared: Preparation, collector: Collector, environ: Mapping[str, str]
) -> NoShelf:
    """The shelf, ready for this build; none where what is on one would be of no use."""
    config, site = prepared.config, prepared.site
    # What plugins do to an item as it is read, they do to it in every build.
    if shelf is None or prepared.has_foreign_plugins or prepared.hooks.has("post_init"):
        return NoShelf()
    key = key_of(site, config.environment, environ)
    if key is None:
        return NoShelf()
    collections = {one.label: one.settings for one in site.collections.values()}
    shelf.begin(key, collector, config.encoding, Packing(times.zone(config.timezone), collections))
    return shelf


def _theme(config: Config, collector: Collector, environ: Mapping[str, str]) -> Theme | None:
    remote = config.data.get("remote_theme")
    if isinstance(remote, str):
        if registry.asks_for_remote_themes(config, environ) or is_vendored(remote, config.source):
            return _vendored(remote, config)
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


def _vendored(remote: str, config: Config) -> Theme:
    try:
        return find_vendored(remote, config.source)
    except PluginError as error:
        error.at = error.at or config.place("remote_theme")
        raise


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


def _surroundings(prepared: Preparation, collector: Collector, shelf: NoShelf) -> Surroundings:
    config, site = prepared.config, prepared.site
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
        converters=prepared.converters,
        entry_filter=entry_filter,
        block_tags=[name for name, tag in prepared.environment.tags.items() if tag.block],
        hooks=prepared.hooks,
        collector=collector,
        shelf=shelf,
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
