"""String where Ruby and Python differ: white space is ASCII, and there is no final sigma."""

from __future__ import annotations

WHITESPACE = "\t\n\v\f\r \0"
"""What `strip` removes: never U+00A0 or U+3000."""


def downcase(text: str) -> str:
    """`String#downcase`."""
    return text.replace("Σ", "σ").lower() if "Σ" in text else text.lower()


def capitalize(text: str) -> str:
    """`String#capitalize`: the first character in title case, the others in lower case."""
    return text[:1].title() + downcase(text[1:])


def xml_text(text: str) -> str:
    """`String#encode(xml: :text)`: `&`, `<` and `>` as entities, quotes as they are."""
    # Most texts have none of them, and a search costs half of a replacement that finds nothing.
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text
