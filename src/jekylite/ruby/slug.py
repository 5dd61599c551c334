"""Names for URLs: what is kept of a title, what becomes a hyphen.

Source: Jekyll 4.4.1 utils.rb (`slugify`, `titleize_slug`), and the approximations of the
i18n gem for the mode `latin`.
"""

from __future__ import annotations

import re
import unicodedata

MODES = frozenset({"raw", "default", "pretty", "ascii", "latin"})

_NOT_ASCII_WORD = re.compile(r"[^A-Za-z0-9]+")
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_HYPHENS = re.compile(r"-{2,}")
_PRETTY_SIGNS = "._~!$&'()+,;=@"


class _HyphenTable(dict[int, int]):
    """For `str.translate`: letters, marks, decimal digits and some signs stay, all else is a hyphen."""

    def __init__(self, signs: str) -> None:
        super().__init__((ord(sign), ord(sign)) for sign in signs)

    def __missing__(self, code: int) -> int:
        category = unicodedata.category(chr(code))
        kept = category[0] in "LM" or category == "Nd"
        result = code if kept else 0x2D
        self[code] = result
        return result


_DEFAULT_TABLE = _HyphenTable("")
_PRETTY_TABLE = _HyphenTable(_PRETTY_SIGNS)

# Latin letters that no decomposition takes apart, as the i18n gem writes them.
_LATIN = {
    "×": "x", "Æ": "AE", "Ð": "D", "Ø": "O", "Þ": "Th", "ß": "ss", "æ": "ae", "ð": "d", "ø": "o",
    "þ": "th", "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "ı": "i", "Ĳ": "IJ", "ĳ": "ij", "ĸ": "k",
    "Ŀ": "L", "ŀ": "l", "Ł": "L", "ł": "l", "ŉ": "'n", "Ŋ": "NG", "ŋ": "ng", "Œ": "OE", "œ": "oe",
    "Ŧ": "T", "ŧ": "t",
}  # fmt: skip


def slugify(text: str, mode: str = "default", *, cased: bool = False) -> str:
    """`text` with runs of what `mode` does not keep as single hyphens, none at the ends.

    Args:
        mode: `raw` (blanks only), `default` (letters, marks, digits stay), `pretty` (and some
            signs), `ascii`, `latin` (accents taken off first); any other leaves `text` as it is.
        cased: keep capitals.

    Returns "" where nothing is left; Jekyll warns then, which is the caller's choice.
    """
    if mode not in MODES:
        return text if cased else text.lower()
    if mode == "latin":
        text = _transliterate(text)
    if mode == "raw":
        slug = _BLANKS.sub("-", text)
    elif mode == "ascii" or (mode != "pretty" and text.isascii()):
        slug = _NOT_ASCII_WORD.sub("-", text)
    else:
        slug = _HYPHENS.sub("-", text.translate(_PRETTY_TABLE if mode == "pretty" else _DEFAULT_TABLE))
    slug = slug.removeprefix("-").removesuffix("-")
    return slug if cased else slug.lower()


def titleize_slug(slug: str) -> str:
    """`hello-WORLD-foo_bar` → `Hello World Foo_bar`."""
    return " ".join(part.capitalize() for part in slug.rstrip("-").split("-"))


def _transliterate(text: str) -> str:
    """Letters of Latin-1 and Latin Extended-A without their accents; other foreign ones are `?`."""
    if text.isascii():
        return text
    return "".join(char if char.isascii() else _approximation(char) for char in text)


def _approximation(char: str) -> str:
    if char in _LATIN:
        return _LATIN[char]
    if "À" <= char <= "ž":
        base = unicodedata.normalize("NFD", char)[0]
        if base.isascii():
            return base
    return "?"
