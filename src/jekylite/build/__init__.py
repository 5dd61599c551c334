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

from jekylite.build.leftovers import Leftovers
from jekylite.build.options import BuildOptions
from jekylite.build.reading import not_profiled, prepare, read_and_generate
from jekylite.build.rendering import (
    ItemRenderer,
    VoidMemoryError,
    convert_markdown_ahead,
    plan_of,
    remember,
    sound,
    store_of,
)
from jekylite.build.session import Session, shelf_of
from jekylite.build.sources import Sources
from jekylite.build.writing import Writing
from jekylite.config.config import Config
from jekylite.diagnostics import Collector
from jekylite.errors import JekyliteError, Location, OutputError
from jekylite.front_matter import place_of_key
from jekylite.incremental.conversions import Conversions
from jekylite.model.site import Site
from jekylite.paths import is_within, relative
from jekylite.render.renderer import Renderer
from jekylite.write import outputs
from jekylite.write.aside import Aside
from jekylite.write.inventory import Inventory


@dataclass(slots=True)
class BuildResult:
    """What a build did.

    Args:
        config: as it was built with, the theme's settings beneath.
        site: what was read and rendered.
        rendered: paths below the destination of the outputs that were rendered, not kept.
        clocks: patterns by which `site.time` is shown.
        is_repeatable: built again from the same files, the site would be the same.
        written, unchanged, removed: paths below the destination.
        seconds: of wall clock.
    """

    config: Config
    site: Site
    rendered: list[str]
    clocks: frozenset[str]
    is_repeatable: bool
    written: list[str]
    unchanged: list[str]
    removed: list[str]
    seconds: float


def build(
    config: Config,
    collector: Collector,
    options: BuildOptions | None = None,
    session: Session | None = None,
) -> BuildResult:
    """Build the site once.

    Args:
        config: from `config.load`.
        collector: is told every warning.
        options: the defaults of `BuildOptions` if None.
        session: of a process that builds this site more than once.

    Raises:
        JekyliteError: what stops a build; the destination is as it was.
    """
    options = options or BuildOptions()
    started = time.monotonic()
    try:
        try:
            result = _build(config, collector, options, session)
        except VoidMemoryError as void:
            if session:
                session.stand_on(None, "")
            result = _build(config, collector, options, session, reads_all=True)
            result.written += [path for path in void.written if path not in result.written]
    except JekyliteError as error:
        _find_setting(error, config)
        raise
    except OSError as error:
        if not isinstance(error.filename, (str, bytes)):
            raise  # none of the site's files: whoever reads our messages has gone, for instance
        raise _refused(error, os.fsdecode(error.filename), config) from error
    result.seconds = time.monotonic() - started
    return result


def _build(
    config: Config,
    collector: Collector,
    options: BuildOptions,
    session: Session | None,
    *,
    reads_all: bool = False,
) -> BuildResult:
    """See `build`.

    Args:
        reads_all: trust nothing that an earlier build has read.

    Raises:
        VoidMemoryError: what was trusted is not what it was.
    """
    begin = options.profile.begin if options.profile else not_profiled
    footing = session.footing_in(str(config.destination)) if session else None
    prepared = prepare(config, collector, options.environ, options.profile)
    config, site, hooks = prepared.config, prepared.site, prepared.hooks
    records = store_of(config)
    shelf = None if reads_all or options.profile else shelf_of(records, session)
    reading = read_and_generate(prepared, collector, options.environ, options.profile, shelf)
    begin("RENDER")
    try:
        renderer = Renderer(
            site,
            prepared.environment,
            reading.access,
            prepared.converters,
            hooks=hooks,
            collector=collector,
            jekyll_environment=config.environment,
        )
        plan = plan_of(prepared, renderer, records, footing, options.environ, keeps=options.profile is None)
        sources = Sources(reading.shelf)
        aside = Aside()
        conversions = Conversions(records, site.destination, plan.before if plan else None, aside.put)
        convert_markdown_ahead(prepared, conversions, plan, sources, options.processes)
        if any(map(prepared.sass.matches, {page.extname for page in site.pages})):
            prepared.sass.start()
        items = ItemRenderer(
            site,
            renderer,
            plan,
            records,
            footing,
            aside,
            collector,
            sources,
            Leftovers(reading.access.include),
            notes_state=session is not None,
        )
        with sound(records, site.destination, reading.shelf):
            rendered = items.run(hooks, options.on_progress)
    finally:
        prepared.sass.close()
    begin("CLEANUP")
    planned = outputs.plan(site, collector)
    inventory = session.inventory if session else Inventory()
    writing = Writing(site, config, hooks, planned, records, inventory)
    if footing is None:
        writing.find_obsolete(force=options.force)
    begin("WRITE")
    published = writing.publish(options.publishing)
    if footing is not None:
        # Nobody has to wait for this with the page that was edited.
        writing.clean(options.publishing)
        if plan and plan.has_lost():
            raise VoidMemoryError(published.written)
    writing.finish()
    memory = remember(plan, planned, records, conversions, site.destination) if plan else None
    if reading.shelf.has_changed:
        records.keep_readings(reading.shelf.packed())
    if session:
        footing = plan.footing(memory, items.state) if plan and memory and items.state else None
        session.stand_on(footing, site.destination)
    begin(None)
    return BuildResult(
        config=config,
        site=site,
        rendered=rendered,
        clocks=frozenset(plan.clocks) if plan else frozenset(),
        is_repeatable=plan is not None and plan.is_repeatable,
        written=published.written,
        unchanged=published.unchanged,
        removed=writing.removed,
        seconds=0.0,
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
    prepared = prepare(config, collector, environ)
    read_and_generate(prepared, collector, environ)
    prepared.sass.close()
    return prepared.site
