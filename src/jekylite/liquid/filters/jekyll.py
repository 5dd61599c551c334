"""Jekyll's filters on text and single values. Source: Jekyll 4.4.1 filters.rb, utils.rb (slugify)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from jekylite.diagnostics import WARNING, Diagnostic
from jekylite.errors import ConvertError, Location
from jekylite.liquid.context import Context
from jekylite.liquid.drops import Drop
from jekylite.liquid.errors import TemplateError
from jekylite.liquid.filters.registry import Table
from jekylite.ruby.json import generate
from jekylite.ruby.slugs import slugify as make_slug
from jekylite.ruby.strings import WHITESPACE
from jekylite.ruby.uri import cgi_escape as escape_for_query
from jekylite.ruby.uri import normalize_component
from jekylite.ruby.values import (
    RubyTypeError,
    class_name,
    join,
    no_method,
    to_i,
    to_s,
)
from jekylite.ruby.values import inspect as ruby_inspect

FILTERS = Table()
add = FILTERS.add


@add()
def markdownify(value: object, *, context: Context) -> str:
    """Markdown → HTML, with the site's converter."""
    return context.site.markdownify(to_s(value))


@add()
def smartify(value: object, *, context: Context) -> str:
    """Straight quotes, dashes and dots → typographic ones."""
    return context.site.smartify(to_s(value))


@add()
def scssify(value: object, *, context: Context) -> str:
    """SCSS → CSS."""
    return _style(context.site.scssify, value)


@add()
def sassify(value: object, *, context: Context) -> str:
    """Indented Sass → CSS."""
    return _style(context.site.sassify, value)


def _style(convert: Callable[[str], str], value: object) -> str:
    try:
        return convert(to_s(value))
    except ConvertError as error:
        # Sass's first line, with the full stop that our messages do without: the rest is a place
        # in the text, which has no file. An `@error` is a quoted string, and has no full stop.
        said = error.message.partition("\n")[0]
        raise TemplateError(said if said.startswith('"') else f"{said}.") from error


@add()
def slugify(value: object, mode: object = None, *, context: Context) -> object:
    """A name for a URL; modes default, pretty, raw, ascii, latin, and none (only lower case)."""
    if value is None:
        return None
    key = (value, mode) if isinstance(value, str) and (mode is None or isinstance(mode, str)) else None
    cache = context.site.cache.slugs
    if key is not None and key in cache:
        return cache[key]
    kind = "default" if mode is None or mode is False else to_s(mode)
    if not isinstance(value, str):
        no_method("gsub" if kind in ("default", "pretty", "raw", "ascii", "latin") else "downcase", value)
    slug = make_slug(value, kind)
    if not slug and kind != "none":
        context.site.warn(
            Diagnostic(
                WARNING,
                f"Empty `slug` generated for '{value}'.",
                at=Location(context.page_path) if context.page_path else None,
                hint="another mode may keep more of it: `slugify: 'pretty'`",
                topic="Warning",
                code="JL311",
            )
        )
    if key is not None:
        cache[key] = slug
    return slug


_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"})


@add()
def xml_escape(value: object) -> str:
    return to_s(value).translate(_XML)


@add()
def inspect(value: object) -> str:
    """How Ruby shows the value, escaped for HTML."""
    return ruby_inspect(value).translate(_XML)


@add()
def cgi_escape(value: object) -> str:
    """For a query: a space is `+`. Only a String will do."""
    if not isinstance(value, str):
        name = "nil" if value is None else _lower_constants(value)
        raise RubyTypeError(f"no implicit conversion of {name} into String")
    return escape_for_query(value)


def _lower_constants(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else class_name(value)


@add()
def uri_escape(value: object) -> object:
    """For a URL: what may stand in one stays. nil stays nil."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise RubyTypeError(f"Can't convert {class_name(value)} into String.")
    return normalize_component(value)


_SPACES = re.compile(r"\s+", re.A)


@add()
def normalize_whitespace(value: object) -> str:
    """Each run of white space becomes one space, none at the ends."""
    return _SPACES.sub(" ", to_s(value)).strip(WHITESPACE)


_CJK = (
    "\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufa6d\ufa70-\ufad9\U00016ff0\U00016ff1\U00020000-\U0002a6df"
    "\U0002a700-\U0002b738\U0002b740-\U0002b81d\U0002b820-\U0002cea1\U0002ceb0-\U0002ebe0"
    "\U0002f800-\U0002fa1d\U00030000-\U0003134a"  # Han
    "\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\u32d0-\u32fe\u3300-\u3357\uff66-\uff6f\uff71-\uff9d"
    "\U0001b000\U0001b164-\U0001b167"  # Katakana
    "\u3041-\u3096\u309d-\u309f\U0001b001-\U0001b11e\U0001b150-\U0001b152\U0001f200"  # Hiragana
    "\u1100-\u11ff\u302e\u302f\u3131-\u318e\u3200-\u321e\u3260-\u327e\ua960-\ua97c\uac00-\ud7a3"
    "\ud7b0-\ud7c6\ud7cb-\ud7fb\uffa0-\uffbe\uffc2-\uffc7\uffca-\uffcf\uffd2-\uffd7\uffda-\uffdc"  # Hangul
)


@cache
def _cjk_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(one CJK character, a word without any); they take long to compile."""
    return re.compile(f"[{_CJK}]"), re.compile(rf"[^{_CJK}\t\n\v\f\r ]+")


@add()
def number_of_words(value: object, mode: object = None) -> int:
    """Words between white space; "cjk" counts CJK characters each, "auto" does if there are any."""
    if not isinstance(value, str):
        no_method("scan" if mode in ("cjk", "auto") else "split", value)
    if mode in ("cjk", "auto"):
        character, other_word = _cjk_patterns()
        characters = len(character.findall(value))
        if characters or mode == "cjk":
            return characters + len(other_word.findall(value))
    stripped = value.strip(WHITESPACE)
    return len(re.split(r"[\t\n\v\f\r \0]+", stripped)) if stripped else 0


@add()
def array_to_sentence_string(value: object, connector: object = "and") -> str:
    """`["a", "b", "c"]` → `a, b, and c`; two items take no comma."""
    if not isinstance(value, (list, str, dict)):
        no_method("length", value)
    if isinstance(value, dict):  # Ruby asks the Hash for its keys 0, 1, …
        if len(value) > 2:
            raise RubyTypeError("no implicit conversion of Range into Integer")
        items = [to_s(None)] * len(value)
    else:
        if isinstance(value, str) and len(value) > 2:
            no_method("join", value[:-1])
        items = [to_s(item) for item in value]
    word = to_s(connector)
    if len(items) <= 2:
        return f" {word} ".join(items)
    return f"{join(value[:-1], ', ') if isinstance(value, list) else ''}, {word} {items[-1]}"


@add()
def jsonify(value: object) -> str:
    """JSON without spaces; drops with all their keys."""
    return generate(_plain(value, 0))


def _plain(value: object, depth: int) -> object:
    if isinstance(value, dict):
        return {key: _plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, Drop):
        return _plain(value.for_json(depth), depth)
    return value


@add()
def to_integer(value: object) -> int:
    """1 and 0 for true and false, else `to_i`."""
    if isinstance(value, bool):
        return int(value)
    return to_i(value)
