"""Names for URLs: Jekyll's `slugify` and the transliteration that its mode `latin` uses.

Source: Jekyll 4.4.1 utils.rb (slugify); I18n 1.14 transliterate, for U+00C0 to U+017F.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from jekylite.ruby.strings import downcase

_SPACES = re.compile(r"\s+", re.A)
_NOT_ASCII_WORD = re.compile(r"[^A-Za-z0-9]+")
_PRETTY = frozenset("._~!$&'()+,;=@")


def slugify(text: str, mode: str = "default", *, cased: bool = False) -> str:
    """The text with what has no place in a URL replaced by `-`.

    Args:
        text: a title or a file name.
        mode: `default` keeps letters, marks and digits of all scripts; `pretty` also
            `._~!$&'()+,;=@`; `raw` all but white space; `ascii` only A-Z and digits; `latin`
            writes accented Latin letters without accents first; any other mode keeps all.
        cased: keep upper case.
    """
    if mode not in ("raw", "default", "pretty", "ascii", "latin"):
        return text if cased else downcase(text)
    if mode == "latin":
        text = transliterate(text)
    if mode == "raw":
        slug = _SPACES.sub("-", text)
    elif mode == "ascii":
        slug = _NOT_ASCII_WORD.sub("-", text)
    else:
        slug = _by_category(text, _PRETTY if mode == "pretty" else frozenset())
    slug = slug.removeprefix("-").removesuffix("-")
    return slug if cased else downcase(slug)


def _by_category(text: str, allowed: frozenset[str]) -> str:
    kept: list[str] = []
    in_gap = False
    for character in text:
        if _is_wordlike(character) or character in allowed:
            kept.append(character)
            in_gap = False
        elif not in_gap:
            kept.append("-")
            in_gap = True
    return "".join(kept)


@lru_cache(maxsize=4096)
def _is_wordlike(character: str) -> bool:
    """A letter, a mark or a decimal digit of any script."""
    category = unicodedata.category(character)
    return category[0] in "LM" or category == "Nd"


_LIGATURES = {
    "×": "x", "ß": "ss", "Æ": "AE", "æ": "ae", "Ð": "D", "ð": "d", "Ø": "O", "ø": "o", "Þ": "Th",
    "þ": "th", "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "ı": "i", "Ĳ": "IJ", "ĳ": "ij", "ĸ": "k",
    "Ŀ": "L", "ŀ": "l", "Ł": "L", "ł": "l", "ŉ": "'n", "Ŋ": "NG", "ŋ": "ng", "Œ": "OE", "œ": "oe",
    "Ŧ": "T", "ŧ": "t",
}  # fmt: skip


def transliterate(text: str) -> str:
    """Accented Latin letters without accents, everything else beyond ASCII as `?`."""
    return "".join(character if character < "\x80" else _approximate(character) for character in text)


@lru_cache(maxsize=1024)
def _approximate(character: str) -> str:
    known = _LIGATURES.get(character)
    if known is not None:
        return known
    if not "À" <= character <= "ž":
        return "?"
    base = unicodedata.normalize("NFD", character)[0]
    return base if base < "\x80" else "?"
