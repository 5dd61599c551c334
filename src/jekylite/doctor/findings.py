"""What works badly in a site although it builds: `jekylite doctor`.

Source: Jekyll 4.4.1 commands/doctor.rb. Known difference: two sources for one path are one warning that
names all of them; the check for Mac's file events is left out, since no such events are used.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from jekylite.build import read
from jekylite.config.config import Config
from jekylite.diagnostics import Collector
from jekylite.errors import ConvertError, Location
from jekylite.model.document import SASS_EXTENSIONS
from jekylite.model.site import Site
from jekylite.model.static_file import StaticFile
from jekylite.ruby.values import to_s


def examine(config: Config, collector: Collector) -> bool:
    """Read the site, warn of everything found, and answer whether it is well.

    Raises:
        JekyliteError: the site cannot even be read.
    """
    site = read(config, collector)
    findings = [
        _relative_permalinks(config, collector),
        _shared_destinations(site, collector),
        _differing_by_case(site, collector),
        _site_url(config, collector),
        _posts_elsewhere(config, collector),
        _no_sass_compiler(site, config, collector),
    ]
    return not any(findings)


def _relative_permalinks(config: Config, collector: Collector) -> bool:
    if not config.flag("relative_permalinks"):
        return False
    collector.warn(
        "Your site still uses relative permalinks, which was removed in Jekyll v3.0.0.",
        at=config.place("relative_permalinks"),
        hint="take the setting out",
        topic="Deprecation",
        code="JL111",
    )
    return True


def _shared_destinations(site: Site, collector: Collector) -> bool:
    """Two sources for one file: the last one is written, the others are lost."""
    sources: dict[str, list[str]] = {}
    for item in site.outputs():
        source = item.source_path if isinstance(item, StaticFile) else item.relative_path
        sources.setdefault(item.destination, []).append(source)
    shared = {path: names for path, names in sources.items() if len(names) > 1}
    for path, names in shared.items():
        collector.warn(
            "The following destination is shared by multiple files. The written file may end up with "
            f"unexpected contents. {os.path.join(site.destination, path)} - {' - '.join(names)}",
            at=Location(names[-1]),
            topic="Conflict",
            hint="give all but one of them another `permalink` or name",
            code="JL353",
        )
    return bool(shared)


def _differing_by_case(site: Site, collector: Collector) -> bool:
    """Paths that are one path on Windows and Mac. Static files are not looked at, as in Jekyll."""
    by_case: dict[str, list[str]] = {}
    for item in site.outputs():
        if not isinstance(item, StaticFile):
            names = by_case.setdefault(item.destination.lower(), [])
            path = os.path.join(site.destination, item.destination)
            if path not in names:
                names.append(path)
    clashing = [names for names in by_case.values() if len(names) > 1]
    for names in clashing:
        collector.warn(
            "The following URLs only differ by case. On a case-insensitive file system one of the URLs will"
            f" be overwritten by the other: {', '.join(names)}",
            hint="give one of them another `permalink` or name",
            topic="Warning",
            code="JL360",
        )
    return bool(clashing)


def _site_url(config: Config, collector: Collector) -> bool:
    """Feeds, sitemaps and `absolute_url` need to know where the site lives."""
    url = config.data.get("url")
    at = config.place("url")
    if url is None or url == "":
        collector.warn(
            "You didn't set an URL in the config file, you may encounter problems with some plugins.",
            at=at,
            hint="write `url: https://…` into _config.yml",
            topic="Warning",
            code="JL121",
        )
    if not isinstance(url, str) or not _is_absolute(url):
        collector.warn(
            "Your site URL does not seem to be absolute, check the value of `url` in your config file."
            + (f" It is {to_s(url)}" if url else ""),
            at=at,
            hint="begin it with `https://`",
            topic="Warning",
            code="JL121",
        )
        return True
    return False


def _is_absolute(url: str) -> bool:
    try:
        return bool(urlsplit(url).scheme)
    except ValueError:
        return False


def _posts_elsewhere(config: Config, collector: Collector) -> bool:
    """`_posts` at the top is not read where `collections_dir` says that collections lie elsewhere."""
    posts = config.source / "_posts"
    if not config.collections_dir or not posts.is_dir():
        return False
    collector.warn(
        "Detected '_posts' directory outside custom `collections_dir`!",
        at=config.place("collections_dir"),
        hint=f"Please move '{posts}' into the custom directory at '{config.source / config.collections_dir}'",
        topic="Warning",
        code="JL106",
    )
    return True


def _no_sass_compiler(site: Site, config: Config, collector: Collector) -> bool:
    """Which compiler makes the style sheets, and its version: the bytes of the CSS depend on it."""
    if not any(page.extname.lower() in SASS_EXTENSIONS for page in site.pages):
        return False
    from jekylite.sass import SassCompiler

    named = None if config.safe else config.mapping("sass").get("compiler")
    with SassCompiler(config.source, compiler=named if isinstance(named, str) else None) as compiler:
        try:
            collector.info(compiler.description, topic="Sass")
        except ConvertError as error:
            collector.warn(error.message, hint=error.hint, topic="Sass", code="JL331")
            return True
    return False
