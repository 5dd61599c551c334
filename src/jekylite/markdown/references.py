"""Character references: what `&copy;`, `&#169;` and our own special characters are written as.

Source: kramdown 2.5 utils/entities.rb, utils/html.rb (entity_to_str).
"""

from __future__ import annotations

import re

_ESCAPED = "<>&"


def character_of(match: re.Match[str]) -> str | None:
    """The character that a match of `REFERENCE` stands for; None: no such name, "": no such character."""
    from jekylite.markdown import entities

    name, decimal, hexadecimal = match[1], match[2], match[3]
    if name is not None:
        return entities.CHARACTERS.get(name)
    digits = decimal if decimal is not None else hexadecimal
    if len(digits) > 40:
        return ""
    number = int(digits, 10 if decimal is not None else 16)
    number = entities.WINDOWS_1252.get(number, number)
    if number > 0x7FFFFFFF:
        return ""
    # Ruby writes bytes that are no UTF-8 for these; we say so.
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return "\ufffd"
    return chr(number)


def reference_html(match: re.Match[str], output: str) -> str | None:
    """A reference of the source as `entity_output` wants it; None for a name that kramdown does not know."""
    character = character_of(match)
    if character is None:
        return None
    if output == "as_char":
        return match[0] if character in _ESCAPED else character  # "" in any string, too
    if output == "as_input" or not character:
        return match[0]
    return _as_reference(character, output, match[1])


def character_html(character: str, output: str) -> str:
    """A character that the source did not write itself (a dash, a quote, a no-break space)."""
    if output == "as_char" and character not in _ESCAPED:
        return character
    return _as_reference(character, output, None)


def numbered_html(wanted: str, output: str) -> str:
    """The same for a character given by its name or code point, as in `smart_quotes`."""
    from jekylite.errors import ConfigError
    from jekylite.markdown import entities

    try:
        character = entities.CHARACTERS[wanted] if not wanted.isdecimal() else chr(int(wanted))
    except (KeyError, ValueError, OverflowError):
        raise ConfigError(
            f"`kramdown: smart_quotes` names a character that does not exist: {wanted}",
            hint="write four names such as `lsquo,rsquo,ldquo,rdquo`, or `apos,apos,quot,quot`",
            code="JL113",
            setting=("kramdown", "smart_quotes"),
        ) from None
    return character_html(character, output)


def _as_reference(character: str, output: str, name: str | None) -> str:
    from jekylite.markdown import entities

    name = name or entities.NAMES.get(character)
    if name is not None and (output == "symbolic" or character in '<>&"'):
        return f"&{name};"
    return f"&#{ord(character)};"
