"""When two style sheets are the same: their layout and the spelling of their values taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_NUMBER = re.compile(r"(?<![\w.#])-?(?:\d+\.\d*|\.\d+|\d+)(?:e[+-]?\d+)?", re.IGNORECASE)


def declarations(tokens: list[Token]) -> list[list[Token]]:
    """The tokens cut behind each `{`, `}` and `;`."""
    cut: list[list[Token]] = [[]]
    for token in tokens:
        cut[-1].append(token)
        if token.raw in ("{", "}", ";"):
            cut.append([])
    return [part for part in cut if part]


def layoutless(part: list[Token]) -> str:
    """A declaration without spaces, comments and its last `;`; hexadecimal colours in short and small."""
    words = []
    for token in part:
        if token.sort == "text" or (token.sort == "comment" and not token.value.startswith("!")):
            continue
        words.append(_plain(token.raw))
    text = "\x1f".join(words).removesuffix(";").removesuffix("\x1f").removeprefix("\ufeff")
    return "" if text.startswith("@charset") else text


def layoutless_sheet(parts: list[list[Token]]) -> list[str]:
    """Each declaration, where there is something left of it."""
    return [text for part in parts if (text := layoutless(part))]


def valueless(text: str) -> str:
    """A declaration with its colours as numbers, and its numbers rounded as the coarsest Sass does."""
    text = text.replace("\x1f", " ")
    text = _FUNCTION.sub(_colour, re.sub(r"\s*([(),/])\s*", r"\1", text))
    text = _HEX.sub(lambda match: _numbers(_channels(match[1])), text)
    text = _NAMED.sub(lambda match: _numbers(_channels(_NAMES[match[0].lower()])), text)
    return _NUMBER.sub(lambda match: f"{float(match[0]):.2f}", text)


def _plain(word: str) -> str:
    if word[:1] in "\"'":
        return '"' + word[1:-1] + '"'
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
    red, green, blue = (round(channel) for channel in channels[:3])
    opacity = channels[3] if len(channels) > 3 else 1.0
    return f"colour({red} {green} {blue} {opacity:.2f})"
