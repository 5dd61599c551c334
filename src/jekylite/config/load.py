"""Read the configuration: defaults < the theme's file < the site's files in order < the command line.

Mappings merge deeply, lists are replaced, nil never overrides (`config.merge`). What Jekyll refuses is
refused with its words and our place; what would only be ignored, or fail later, is a warning here.
Source: Jekyll 4.4.1 configuration.rb, site.rb, theme config in configuration.rb.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from jekylite.config import schema
from jekylite.config.advice import advise
from jekylite.config.config import Config
from jekylite.config.merge import deep_merge
from jekylite.config.profiles import PROFILES, Profile
from jekylite.diagnostics import Collector
from jekylite.errors import ConfigError, Location
from jekylite.ruby import yaml
from jekylite.ruby.values import inspect

_Places = dict[tuple[object, ...], Location]


def load_config(
    source: str | os.PathLike[str] | None = None,
    *,
    files: Sequence[str | os.PathLike[str]] = (),
    overrides: Mapping[str, object] | None = None,
    environ: Mapping[str, str] | None = None,
    collector: Collector | None = None,
) -> Config:
    """The settings of the site in `source`.

    Args:
        source: the site's folder, from the working folder; None for the config's `source`, or `.`.
        files: `--config`: these instead of `_config.yml`, from the working folder; later ones win.
        overrides: what the command line sets, by the config's names; a None overrides nothing.
        environ: the environment variables; `os.environ` if None.
        collector: receives notes (`Configuration file:`) and warnings; may be None.

    Raises:
        ConfigError: a file of `files` is missing, one is broken, a value has a type that cannot be
            used, or the source is no folder.
    """
    environ = os.environ if environ is None else environ
    collector = collector or Collector()
    over = {key: value for key, value in (overrides or {}).items() if value is not None}
    if source is not None:
        over = {"source": os.fspath(source)} | over
    root = Path(os.path.abspath(str(over.get("source", "."))))

    places: _Places = {}
    read: list[Path] = []
    data: dict[str, object] = {}
    candidates = list(files) or _default_files(root)
    if not candidates:
        collector.info("none", topic="Configuration file")
    for file in candidates:
        path = Path(os.path.abspath(file))
        shown = _shown(path, root)
        try:
            settings, lines = _read(path, shown)
        except _MissingError:
            if files:
                raise ConfigError(
                    f"The configuration file '{path}' could not be found.",
                    hint="`--config` takes files from the working folder, separated by commas",
                    code="JL102",
                ) from None
            collector.info("none", topic="Configuration file")
            continue
        except _NotSettingsError as error:
            collector.warn(
                "Error reading configuration. Using defaults (and options).",
                topic="WARNING",
                at=Location(shown, 1, 1),
                hint=str(error),
                code="JL119",
            )
            break
        collector.info(str(path), topic="Configuration file")
        read.append(path)
        data = deep_merge(data, settings)
        places.update({way: Location(shown, *place) for way, place in lines.items()})

    _check_types(data, places)
    here = os.getcwd()
    beneath = schema.defaults() | {"source": here, "destination": os.path.join(here, "_site")}
    profile = _profile(over.get("compat", data.get("compat")), places)
    if profile:
        beneath = deep_merge(beneath, profile.defaults)
    data = _with_old_names(data)
    merged = deep_merge(beneath, _with_default_collections(data, places))
    merged = _with_default_collections(deep_merge(merged, over), places)
    if profile:
        merged = profile.settle(merged, data)
    merged["exclude"] = list(
        dict.fromkeys([*cast("list[object]", merged["exclude"]), *schema.DEFAULT_EXCLUDES])
    )
    advise(data, places, collector)
    merged["encoding"] = _known_encoding(str(merged["encoding"]), places, collector)

    root = Path(os.path.abspath(str(merged["source"])))
    if not os.path.isdir(root):
        missing = "is not a folder" if os.path.exists(root) else "does not exist"
        raise ConfigError(
            f"the source `{merged['source']}` {missing}",
            at=places.get(("source",)) if "source" not in over else None,
            hint="name the site's folder with `--source`, or run the command inside it",
            code="JL106",
        )
    return Config(
        merged,
        source=root,
        destination=Path(os.path.abspath(str(merged["destination"]))),
        environment=environ.get("JEKYLL_ENV") or "development",
        files=tuple(read),
        places=places,
    )


def _known_encoding(name: str, places: _Places, collector: Collector) -> str:
    """`encoding`, or UTF-8 with a warning where there is none of that name, as Ruby reads on in its own."""
    try:
        "".encode(name)
    except (LookupError, ValueError):
        collector.warn(
            f"Unsupported encoding {name} ignored",
            at=places.get(("encoding",)),
            hint="write `utf-8`, or leave `encoding` out",
            topic="Configuration",
            code="JL103",
        )
        return "utf-8"
    return name


def with_theme_config(config: Config, file: Path, collector: Collector) -> Config:
    """The same settings with a theme's `_config.yml` beneath them, minus what has a default.

    Args:
        config: with the site's own settings; its `ignore_theme_config` is respected.
        file: the theme's file; a symbolic link, and one that is not there, is left alone, as is,
            with a warning, one that is no map.

    Raises:
        ConfigError: it is not valid YAML.
    """
    if config.data.get("ignore_theme_config") is True or file.is_symlink() or not file.is_file():
        return config
    try:
        settings, _ = _read(file, str(file))
    except (_MissingError, _NotSettingsError) as error:
        collector.warn(
            "The theme's settings cannot be read, and are left out.",
            topic="WARNING",
            hint=str(error),
            code="JL109",
        )
        return config
    collector.info(str(file), topic="Theme Config file")
    known = schema.defaults()
    beneath = {key: value for key, value in settings.items() if key not in known}
    return Config(
        deep_merge(beneath, config.data),
        source=config.source,
        destination=config.destination,
        environment=config.environment,
        files=(*config.files, file),
        places=config.places,
    )


class _MissingError(Exception):
    """A configuration file that cannot be opened."""


class _NotSettingsError(Exception):
    """A configuration file that Jekyll reads and then ignores, with all that follow it."""


def _default_files(root: Path) -> list[Path]:
    """`_config.yml`, else `.yaml`, else `.toml`: the first that is there; none if there is none."""
    for extension in ("yml", "yaml", "toml"):
        path = root / f"_config.{extension}"
        try:
            if path.exists():
                return [path]
        except OSError as error:
            raise _unreadable(error, path.name) from None
    return []


def _unreadable(error: OSError, shown: str) -> ConfigError:
    return ConfigError(
        f"the file cannot be read: {error.strerror or error}",
        at=Location(shown),
        hint="check its rights, and those of its folder",
        code="JL205",
    )


def _read(path: Path, shown: str) -> tuple[dict[str, object], yaml.Places]:
    """One file's settings and the places of its keys."""
    extension = path.suffix.lower()
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise _MissingError(f"{shown} cannot be opened") from None
    except OSError as error:  # Known difference: Jekyll builds with its defaults, over the site that was
        raise _unreadable(error, shown) from None
    if extension not in (".yml", ".yaml", ".toml"):
        raise _NotSettingsError(f"No parser for '{shown}' is available. Use a .y(a)ml or .toml file instead.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = Location.of_byte(shown, error)
        raise ConfigError("the file is not UTF-8", at=at, hint="save it as UTF-8", code="JL101") from None
    if extension == ".toml":
        return _read_toml(text, shown), _toml_places(text)
    places: yaml.Places = {}
    try:
        settings = yaml.load(text, shown, places=places)
    except yaml.YamlSyntaxError as error:
        raise ConfigError(error.message, at=error.at, hint=error.hint, code="JL101") from None
    if settings is None or settings is False:
        return {}, {}
    if not isinstance(settings, dict):
        raise _NotSettingsError(f"{shown} is not a map: write `key: value` lines")
    return cast("dict[str, object]", settings), places


def _read_toml(text: str, shown: str) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        last = text.count("\n") + (not text.endswith("\n"))
        end = text.rstrip("\n").rpartition("\n")[2].rstrip()
        at = Location(shown, int(match[1]), int(match[2])) if match else Location(shown, last, len(end) or 1)
        raise ConfigError(
            str(error).partition(" (at ")[0],
            at=at,
            hint='write `key = "value"`, texts in quotes, and close every `[`, `{` and quote',
            code="JL101",
        ) from None
    except (RecursionError, ValueError) as error:
        what = "tables and arrays" if isinstance(error, RecursionError) else "digits"
        raise ConfigError(
            f"too many {what} for a value of TOML", at=Location(shown), hint="write it simpler", code="JL101"
        ) from None


_TOML_TABLE = re.compile(r"\s*\[\s*([\w-]+(?:\s*\.\s*[\w-]+)*)\s*\]")
_TOML_KEY = re.compile(r"(\s*)([\w-]+(?:\s*\.\s*[\w-]+)*)\s*=")


def _toml_places(text: str) -> yaml.Places:
    """Where bare keys stand; tomllib does not say. A line inside a long text may look like a key."""
    places: yaml.Places = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if found := _TOML_TABLE.match(line):
            table = tuple(re.split(r"\s*\.\s*", found[1]))
            places.setdefault(table, (number, found.start(1) + 1))
        elif found := _TOML_KEY.match(line):
            way = (*table, *re.split(r"\s*\.\s*", found[2]))
            places.setdefault(way, (number, found.end(1) + 1))
    return places


def _shown(path: Path, root: Path) -> str:
    """A file as messages name it: from the source where it lies inside, else absolute."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _with_default_collections(data: dict[str, object], places: _Places) -> dict[str, object]:
    """`collections` as a map with `posts` first, which always has output and the site's permalink."""
    collections = data.get("collections", {})
    if collections is None:
        return data
    if isinstance(collections, list):
        collections = {str(label): {} for label in collections}
    if not isinstance(collections, dict):
        raise _wrong_type("collections", "a map or a list", collections, places)
    for label, settings in collections.items():
        if settings is not None and not isinstance(settings, dict):
            raise ConfigError(
                f"the settings of the collection '{label}' should be a map, but were: {inspect(settings)}.",
                at=places.get(("collections", label)),
                hint="write `output: true` on a line of its own below the label",
                code="JL103",
            )
    merged = deep_merge({"posts": {}}, collections)
    posts = dict(cast("dict[str, object]", merged["posts"]))
    posts["output"] = True
    style = data.get("permalink")
    if style is not None and style is not False and posts.get("permalink") is None:
        posts["permalink"] = schema.PERMALINK_STYLES.get(str(style), str(style))
    return data | {"collections": merged | {"posts": posts}}


def _with_old_names(data: dict[str, object]) -> dict[str, object]:
    """`gems` is what `plugins` was called once; both may be there, then `plugins` come first."""
    gems = data.get("gems")
    if not isinstance(gems, list):
        return data
    plugins = list(cast("list[object]", data.get("plugins", [])))
    for gem in gems:  # which may be anything
        if gem not in plugins:
            plugins.append(gem)
    return data | {"plugins": plugins}


def _profile(name: object, places: _Places) -> Profile | None:
    if name is None or name is False:
        return None
    profile = PROFILES.get(str(name))
    if profile is None:
        raise ConfigError(
            f"there is no profile {inspect(name)}",
            at=places.get(("compat",)),
            hint=f"`compat` is one of: {', '.join(PROFILES)}",
            code="JL101",
        )
    return profile


def _check_types(data: Mapping[str, object], places: _Places) -> None:
    """Refuse what Jekyll refuses, and what makes it fall over later.

    `plugins`, `include` and `exclude` may not even be empty: Jekyll asks before it lays its defaults beneath.
    """
    for name in schema.NEVER_EMPTY:
        if name in data and not isinstance(data[name], list):
            raise _wrong_type(name, "an array", data[name], places)
    for key in schema.KEYS:
        value = data.get(key.name)
        if key.strict and value is not None and not _fits(key.kind, value):
            raise _wrong_type(key.name, schema.KIND_NAMES[key.kind], value, places)


def _fits(kind: schema.Kind, value: object) -> bool:
    match kind:
        case "flag":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "text":
            return isinstance(value, str)
        case "texts":
            return isinstance(value, list)
        case "mapping":
            return isinstance(value, dict)
        case "mappings":
            return isinstance(value, list)
    return True


def _wrong_type(name: str, expected: str, value: object, places: _Places) -> ConfigError:
    return ConfigError(
        f"'{name}' should be set as {expected}, but was: {inspect(value)}.",
        at=places.get((name,)),
        hint=_way_to_write(name, expected),
        code="JL103",
    )


def _way_to_write(name: str, expected: str) -> str:
    match expected:
        case "an array":
            return f"write one entry a line below `{name}:`, each after `- `"
        case "a map" | "a map or a list":
            return f"write `key: value` lines below `{name}:`, indented"
        case "an integer":
            return f"write a number without quotes: `{name}: 10`"
        case "a boolean":
            return f"write `{name}: true` or `{name}: false`, without quotes"
    default = schema.BY_NAME[name].default
    example = default if isinstance(default, str) and default.strip() else "text"
    return f'write one text: `{name}: "{example}"`'
