"""When two style sheets are the same: their layout and the spelling of their values taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import floor
from typing import NamedTuple

from jekylite.doctor.tokens import Token

# Names that Sass writes where a number would do, and the other way round.
_NAMES = {
    "black": "000000", "white": "ffffff", "red": "ff0000", "lime": "00ff00", "blue": "0000ff",
    "yellow": "ffff00", "cyan": "00ffff", "aqua": "00ffff", "magenta": "ff00ff", "fuchsia": "ff00ff",
    "silver": "c0c0c0", "gray": "808080", "grey": "808080", "maroon": "800000", "olive": "808000",
    "green": "008000", "purple": "800080", "teal": "008080", "navy": "000080", "orange": "ffa500",
    "tan": "d2b48c", "snow": "fffafa", "gold": "ffd700", "pink": "ffc0cb", "indigo": "4b0082",
    "ivory": "fffff0", "azure": "f0ffff", "beige": "f5f5dc", "coral": "ff7f50", "linen": "faf0e6",
    "transparent": "00000000",
}  # fmt: skip
_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b", re.IGNORECASE)
_FUNCTION = re.compile(r"\b(rgb|hsl)a?\(([^()]*)\)", re.IGNORECASE)
_NAMED = re.compile(rf"(?<![\w.#-])(?:{'|'.join(_NAMES)})(?![\w-])", re.IGNORECASE)
_PRODUCT = re.compile(r"(?<!\w )\(([^()+]*?[*/][^()+]*)\)")
_IDENTIFIER = re.compile(r"[A-Za-z][\w-]*")
_NUMBER = re.compile(r"(?<![\w.#])-?(?:\d+\.\d*|\.\d+|\d+)(?:e[+-]?\d+)?", re.IGNORECASE)


class Declaration(NamedTuple):
    """`color: red` in its rule, or a rule of its own such as `@import`.

    Args:
        key: it and the heads of the rules around it, without layout.
        raw: how it is written, with the head of its rule.
        line: 1-based.
    """

    key: str
    raw: str
    line: int


def declarations(tokens: list[Token]) -> list[Declaration]:
    """Every declaration with the rules around it; comments and empty rules are left out."""
    found: list[Declaration] = []
    heads: list[list[Token]] = []
    waiting: list[Token] = []
    depth = 0  # of parentheses: `url(data:…;base64,…)` holds signs
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token.raw, 0)
        if token.sort == "comment" or (not waiting and token.sort == "text"):
            continue
        if token.raw == "{":
            heads.append(waiting)
            waiting, depth = [], 0
        elif token.raw == "}" or (token.raw == ";" and depth <= 0):
            if waiting:
                found.append(_declaration(heads, waiting))
            waiting, depth = [], 0
            if token.raw == "}" and heads:
                heads.pop()
        else:
            waiting.append(token)
    if waiting:
        found.append(_declaration(heads, waiting))
    return [one for one in found if not one.key.startswith("@charset")]


def _declaration(heads: list[list[Token]], tokens: list[Token]) -> Declaration:
    parts = [*heads, tokens]
    key = "\x1e".join(
        "\x1f".join(_plain(token.raw) for token in part if token.sort != "text") for part in parts
    )
    raw = " { ".join("".join(token.raw for token in part).strip() for part in parts[-2:])
    return Declaration(key.removeprefix("\ufeff"), raw, tokens[0].line)


def valueless(text: str) -> str:
    """A declaration with its colours as numbers, and its numbers rounded as the coarsest Sass does."""
    text = text.replace("\x1f", " ")
    if "calc (" in text:
        text = _PRODUCT.sub(r"\1", text)  # Dart Sass leaves such parentheses out
    text = re.sub(r"\s*([(),/])\s*", r"\1", text)
    text = _FUNCTION.sub(_colour, text)
    text = _HEX.sub(lambda match: _numbers(_channels(match[1])), text)
    text = _NAMED.sub(lambda match: _numbers(_channels(_NAMES[match[0].lower()])), text)
    return " ".join(_NUMBER.sub(lambda match: f"{float(match[0]):.2f}", text).split())


def _plain(word: str) -> str:
    if word[:1] in "\"'":
        return word[1:-1] if _IDENTIFIER.fullmatch(word[1:-1]) else f'"{word[1:-1]}"'
    if _HEX.fullmatch(word):
        word = word.lower()
        if len(word) in (7, 9) and word[1::2] == word[2::2]:
            word = "#" + word[1::2]
        return word
    return re.sub(r"(?<![\d.])0+(?=\.\d)", "", word)


def _channels(digits: str) -> list[float]:
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits)
    values = [int(digits[place : place + 2], 16) for place in range(0, len(digits), 2)]
    return [*map(float, values[:3]), *(value / 255 for value in values[3:])]


def _colour(match: re.Match[str]) -> str:
    values = list(_arguments(match[2]))
    if not 3 <= len(values) <= 4 or any(value is None for value in values):
        return match[0]
    numbers = [value for value in values if value is not None]
    if match[1].lower() == "hsl":
        from colorsys import hls_to_rgb

        hue, saturation, lightness = numbers[0] / 360, numbers[1] / 255, numbers[2] / 255
        numbers[:3] = [channel * 255 for channel in hls_to_rgb(hue, lightness, saturation)]
    return _numbers(numbers)


def _arguments(text: str) -> Iterator[float | None]:
    """Channels from 0 to 255 (percents are parts of it), then the opacity from 0 to 1."""
    for place, word in enumerate(re.split(r"[,/\s]+", text.strip())):
        try:
            if word.endswith("%"):
                yield float(word[:-1]) / 100 * (255 if place < 3 else 1)
            else:
                yield float(word.removesuffix("deg"))
        except ValueError:
            yield None


def _numbers(channels: list[float]) -> str:
    red, green, blue = (floor(channel + 0.5) for channel in channels[:3])
    opacity = channels[3] if len(channels) > 3 else 1.0
    return f"colour({red} {green} {blue} {opacity:.2f})"
