"""kramdown's options: names, defaults, and what a `_config.yml` may write for each.

Source: kramdown 2.5 options.rb, kramdown-parser-gfm 1.1 options.rb; the defaults are those of Jekyll
4.4.1's configuration. Keys that kramdown does not know are ignored, as there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from jekylite.errors import ConfigError

INPUTS = ("GFM", "kramdown", "Kramdown", "markdown", "Markdown")
ENTITY_OUTPUTS = ("as_char", "as_input", "numeric", "symbolic")


class Options:
    """Every option that changes the HTML, checked and converted.

    Raises:
        ConfigError: a value of the wrong shape, or an `input` that is no dialect of kramdown's.
    """

    def __init__(self, given: Mapping[str, object] | None = None) -> None:
        self.input = "GFM"
        self.auto_ids = True
        self.auto_id_prefix = ""
        self.auto_id_stripping = False
        self.transliterated_header_ids = False  # needs a Ruby library; without it nothing changes
        self.entity_output = "as_char"
        self.footnote_backlink = "&#8617;"
        self.footnote_backlink_inline = False
        self.footnote_link_text = "%s"
        self.footnote_nr = 1
        self.footnote_prefix = ""
        self.forbidden_inline_options: tuple[str, ...] = ("template",)
        self.gfm_quirks: tuple[str, ...] = ("paragraph_end",)
        self.hard_wrap = False
        self.header_links = False
        self.header_offset = 0
        self.html_to_native = False
        self.link_defs: dict[str, tuple[str, str | None]] = {}
        self.math_engine: str | None = "mathjax"
        self.parse_block_html = False
        self.parse_span_html = True
        self.remove_line_breaks_for_cjk = False
        self.smart_quotes: tuple[str, ...] = ("lsquo", "rsquo", "ldquo", "rdquo")
        self.syntax_highlighter: str | None = "rouge"
        self.syntax_highlighter_opts: dict[str, object] = {}
        self.toc_levels: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
        self.typographic_symbols: dict[str, str] = {}
        given = given or {}
        for name, value in given.items():
            if name in _READERS and not (name == "syntax_highlighter" and not value):
                self.set(name, value)
        highlighting = self.syntax_highlighter_opts
        if not highlighting.get("default_lang"):
            highlighting["default_lang"] = "plaintext"
        highlighting["guess_lang"] = given.get("guess_lang", True)

    def set(self, name: str, value: object) -> None:
        """Set one option to a value as YAML or `{::options}` gives it.

        Raises:
            KeyError: kramdown has no such option.
            ConfigError: the value does not fit.
        """
        setattr(self, name, _READERS[name](name, value))

    def copy(self) -> Options:
        """The same options, to be changed by `{::options}` of one document."""
        twin = Options.__new__(Options)
        twin.__dict__.update(self.__dict__)
        return twin


def is_option(name: str) -> bool:
    """Whether kramdown knows the name, used by its HTML or not."""
    return name in _READERS or name in _WITHOUT_EFFECT


_WITHOUT_EFFECT = frozenset(
    [
        "template",
        "latex_headers",
        "line_width",
        "list_indent",
        "remove_block_html_tags",
        "remove_span_html_tags",
        "math_engine_opts",
    ]
)


def _string(name: str, value: object) -> str:
    return _text(value)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _boolean(name: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = _text(value)
    return text.lower().strip() != "false" and text != ""


def _integer(name: str, value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    try:
        return int(_text(value).replace("_", ""), 10)
    except ValueError:
        raise _wrong(name, value, "a whole number") from None


def _symbol(name: str, value: object) -> str | None:
    text = _text(value).strip().removeprefix(":")
    return text if text and text != "nil" else None


def _input(name: str, value: object) -> str:
    text = _symbol(name, value) or "kramdown"
    if text not in INPUTS:
        raise ConfigError(
            f"`kramdown: input: {text}` is not a dialect that we read",
            hint="write `GFM` (the default), `kramdown` or `markdown`",
            code="JL113",
            setting=("kramdown", name),
        )
    return "GFM" if text == "GFM" else text.lower()


def _entity_output(name: str, value: object) -> str:
    text = _symbol(name, value)
    return text if text in ENTITY_OUTPUTS else "numeric"


def _words(name: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(value.split(",")) if value else ()
    if isinstance(value, Sequence):
        return tuple(_text(item) for item in value)
    raise _wrong(name, value, "a list, or names with commas between")


def _symbols(name: str, value: object) -> tuple[str, ...]:
    return tuple(symbol for word in _words(name, value) if (symbol := _symbol(name, word)))


def _quotes(name: str, value: object) -> tuple[str, ...]:
    words = _words(name, value)
    if len(words) != 4:
        raise _wrong(name, value, "four names of characters")
    return words


def _levels(name: str, value: object) -> tuple[int, ...]:
    if isinstance(value, str):
        if span := re.fullmatch(r"(\d)\.\.(\d)", value):
            levels = list(range(int(span[1]), int(span[2]) + 1))
        elif re.fullmatch(r"\d(?:,\d)*", value):
            levels = [int(digit) for digit in value.split(",")]
        else:
            raise _wrong(name, value, "a range like 1..3, or a list")
    elif isinstance(value, Sequence):
        levels = [_integer(name, item) for item in value]
    else:
        raise _wrong(name, value, "a range like 1..3, or a list")
    if any(not 1 <= level <= 6 for level in levels):
        raise _wrong(name, value, "levels from 1 to 6")
    return tuple(dict.fromkeys(levels))


def _mapping(name: str, value: object) -> dict[str, object]:
    if isinstance(value, str):
        import yaml

        try:
            value = yaml.safe_load(value)
        except yaml.YAMLError:
            raise _wrong(name, value, "a map") from None
    if not isinstance(value, Mapping):
        raise _wrong(name, value, "a map")
    return {_text(key).removeprefix(":"): item for key, item in value.items()}


def _symbol_texts(name: str, value: object) -> dict[str, str]:
    return {key: _text(item) for key, item in _mapping(name, value).items()}


def _link_definitions(name: str, value: object) -> dict[str, tuple[str, str | None]]:
    found: dict[str, tuple[str, str | None]] = {}
    for key, item in _mapping(name, value).items():
        if isinstance(item, str) or not isinstance(item, Sequence) or not 1 <= len(item) <= 2:
            raise _wrong(name, value, "for each name a list of an address and, if you like, a title")
        title = item[1] if len(item) == 2 else None
        found[key] = (_text(item[0]), None if title is None else _text(title))
    return found


def _wrong(name: str, value: object, wanted: str) -> ConfigError:
    return ConfigError(
        f"`kramdown: {name}: {_text(value)}` does not fit",
        hint=f"it takes {wanted}",
        code="JL113",
        setting=("kramdown", name),
    )


_READERS: dict[str, Callable[[str, object], object]] = {
    "input": _input,
    "auto_ids": _boolean,
    "auto_id_prefix": _string,
    "auto_id_stripping": _boolean,
    "transliterated_header_ids": _boolean,
    "entity_output": _entity_output,
    "footnote_backlink": _string,
    "footnote_backlink_inline": _boolean,
    "footnote_link_text": _string,
    "footnote_nr": _integer,
    "footnote_prefix": _string,
    "forbidden_inline_options": _symbols,
    "gfm_quirks": _symbols,
    "hard_wrap": _boolean,
    "header_links": _boolean,
    "header_offset": _integer,
    "html_to_native": _boolean,
    "link_defs": _link_definitions,
    "math_engine": _symbol,
    "parse_block_html": _boolean,
    "parse_span_html": _boolean,
    "remove_line_breaks_for_cjk": _boolean,
    "smart_quotes": _quotes,
    "syntax_highlighter": _symbol,
    "syntax_highlighter_opts": _mapping,
    "toc_levels": _levels,
    "typographic_symbols": _symbol_texts,
}
