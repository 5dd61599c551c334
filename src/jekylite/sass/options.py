"""`sass:` of `_config.yml` → what a compiler is asked for.

Source: jekyll-sass-converter 3.1.0, lib/jekyll/converters/scss.rb. Known differences: without
`--safe` a load path may lie anywhere, as there; `sourcemap: false` is an error that says what
to write instead (there an internal error).
"""

from __future__ import annotations

import glob
import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from jekylite.errors import ConfigError

Style = Literal["expanded", "compressed"]

DEFAULT_SASS_DIR = "_sass"


class SassOptions(NamedTuple):
    """What shapes the CSS of one style sheet.

    Args:
        style: `compressed` has one line.
        load_paths: absolute folders that exist, searched in this order after the style sheet's own.
        charset: begin CSS that is not ASCII with `@charset "UTF-8";` (compressed: U+FEFF).
        source_map: also make a map, with the sources in it.
        quiet_deps: no deprecations from files found through load paths.
        verbose: show each deprecation, not one line a kind.
        silence_deprecations, fatal_deprecations, future_deprecations: names such as `import`;
            the fatal ones may be versions (`1.80.0`).
    """

    style: Style = "expanded"
    load_paths: tuple[Path, ...] = ()
    charset: bool = True
    source_map: bool = False
    quiet_deps: bool = False
    verbose: bool = False
    silence_deprecations: tuple[str, ...] = ()
    fatal_deprecations: tuple[str, ...] = ()
    future_deprecations: tuple[str, ...] = ()

    def for_filters(self) -> SassOptions:
        """`scssify` and `sassify` give bare CSS: no charset, no map."""
        return self._replace(charset=False, source_map=False)


def options_from_config(
    sass: Mapping[str, object],
    source: Path,
    theme_sass_dir: Path | None = None,
    *,
    environment: str = "development",
    safe: bool = False,
) -> SassOptions:
    """The options for the style sheets of a site.

    Args:
        sass: the value of `sass` in the configuration ({} if there is none).
        source: the site's source, absolute.
        theme_sass_dir: the theme's `_sass`, absolute, or None.
        environment: JEKYLL_ENV; decides `sourcemap: development`.
        safe: `--safe`: load paths stay inside the source.

    Raises:
        ConfigError: `sourcemap` is not a word.
    """
    style = str(sass.get("style") or "").removeprefix(":")
    return SassOptions(
        style="compressed" if style == "compressed" else "expanded",
        load_paths=tuple(_load_paths(sass, source, theme_sass_dir, safe=safe)),
        source_map=_wants_source_map(sass.get("sourcemap", "always"), environment),
        quiet_deps=_is_true(sass.get("quiet_deps")),
        verbose=_is_true(sass.get("verbose")),
        silence_deprecations=_words(sass.get("silence_deprecations")),
        fatal_deprecations=_words(sass.get("fatal_deprecations")),
        future_deprecations=_words(sass.get("future_deprecations")),
    )


def sass_dir(sass: Mapping[str, object], source: Path) -> Path:
    """The folder of the site's partials, whether it exists or not; always inside the source."""
    return _inside(str(sass.get("sass_dir") or DEFAULT_SASS_DIR), source)


def _load_paths(
    sass: Mapping[str, object], source: Path, theme_sass_dir: Path | None, *, safe: bool
) -> Iterator[Path]:
    """`load_paths`, then `sass_dir`, then the theme's; missing ones and second mentions dropped."""
    own = sass_dir(sass, source).relative_to(source).as_posix()
    seen: set[Path] = set()
    for pattern in (*_words(sass.get("load_paths")), own):
        inside = _inside(pattern, source).relative_to(source).as_posix() if safe else pattern
        for found in _glob(inside, source):
            path = Path(posixpath.normpath(source.joinpath(found).as_posix()))
            if path not in seen and path.is_dir():
                seen.add(path)
                yield path
    if theme_sass_dir is not None and theme_sass_dir.is_dir():
        yield theme_sass_dir


def _glob(pattern: str, source: Path) -> list[str]:
    """Ruby's `Dir.glob` run in the source: `{a,b}` are choices, `**/` any depth, sorted by folder."""
    found: list[str] = []
    for choice in _choices(pattern):
        matches = glob.glob(choice, root_dir=source, recursive=True)
        found += sorted(matches, key=lambda match: match.split("/"))
    return found


def _choices(pattern: str) -> Iterator[str]:
    """`{a,b}/c` → `a/c`, `b/c`; the innermost braces first, so they may nest."""
    braces = re.search(r"\{([^{}]*)\}", pattern)
    if braces is None:
        yield pattern
        return
    for choice in braces[1].split(","):
        yield from _choices(pattern[: braces.start()] + choice + pattern[braces.end() :])


def _inside(path: str, source: Path) -> Path:
    """Jekyll's `sanitized_path`: whatever `..` or `/` it begins with, it stays below the source."""
    cleaned = posixpath.normpath("/" + path).lstrip("/")  # also `C:/…`
    root = source.as_posix().lstrip("/")
    if cleaned == root or cleaned.startswith(root + "/"):
        cleaned = cleaned[len(root) + 1 :]
    return source / cleaned


def _wants_source_map(mode: object, environment: str) -> bool:
    """Any word but `never` and `development` means always, as in the converter."""
    if not isinstance(mode, str):
        raise ConfigError(
            f"`sass.sourcemap` is {mode!r}, which is not a word",
            hint="write `always`, `development` or `never`",
            code="JL114",
            setting=("sass", "sourcemap"),
        )
    return mode != "never" and (mode != "development" or environment == "development")


def _is_true(value: object) -> bool:
    """Ruby's truth: only nil and false are not."""
    return value is not None and value is not False


def _words(value: object) -> tuple[str, ...]:
    """Ruby's `Array(value)` of words: nothing, one, or a list."""
    if value is None:
        return ()
    return tuple(str(word) for word in value) if isinstance(value, list | tuple) else (str(value),)
