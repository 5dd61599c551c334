"""TypeScript as Rouge 4.7 sees it: JavaScript with more words, `as` and typed labels."""

from __future__ import annotations

from typing import ClassVar

from jekylite.highlight.engine import States, word_set
from jekylite.highlight.lexers import javascript
from jekylite.highlight.lexers.javascript import NAME, JavaScript

# Word lists: facts about Rouge 4.7.0 (MIT), measured word by word.
KEYWORDS = javascript.KEYWORDS | word_set("""
    implements is namespace private protected public readonly static
""")
DECLARATIONS = javascript.DECLARATIONS | word_set("""
    abstract type
""")
RESERVED = javascript.RESERVED | word_set("""
    any declare keyof module number string
""")
BUILTINS = javascript.BUILTINS | word_set("""
    Capitalize ConstructorParameters Exclude Extract InstanceType Lowercase NonNullable Omit
    OmitThisParameter Parameters Partial Pick Readonly Record Required ReturnType ThisParameterType
    ThisType Uncapitalize Uppercase
""")


class TypeScript(JavaScript):
    """TypeScript."""

    keywords = KEYWORDS

    states: ClassVar[States] = {
        **JavaScript.states,
        **javascript.word_states(KEYWORDS, DECLARATIONS, RESERVED, BUILTINS),
        "root": [(r"\?\.", "p"), (r"\?\?", "o"), (r"(?:as|satisfies)\s+", "kd"), *JavaScript.states["root"]],
        "statement": [
            (rf"({NAME})(\??)(\s*)(:)", ("nl", "p", "", "p"), "operand"),
            *JavaScript.states["statement"],
        ],
    }
