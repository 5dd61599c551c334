"""Case mapping of String, where Ruby and Python differ: Ruby knows no final sigma."""

from __future__ import annotations


def downcase(text: str) -> str:
    """`String#downcase`."""
    return text.replace("Σ", "σ").lower() if "Σ" in text else text.lower()


def capitalize(text: str) -> str:
    """`String#capitalize`: the first character in title case, the others in lower case."""
    return text[:1].title() + downcase(text[1:])
