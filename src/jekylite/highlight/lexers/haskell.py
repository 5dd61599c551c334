"""Haskell as Rouge 4.7 sees it: names are plain, types are what begins with a capital."""

from __future__ import annotations

from typing import ClassVar

from jekylite.highlight.engine import UB, Lexer, States, Words, word_set

# Word list: facts about Rouge 4.7.0 (MIT), measured word by word.
KEYWORDS = word_set("""
    _ case class data default deriving do else if in infix infixl infixr instance let newtype of
    then type where
""")

_SIGN = r"[:!#$%&*+.\\/<=>?@^|~-]"
_CONTROL_CHARACTER = (
    "NUL|SOH|[SE]TX|EOT|ENQ|ACK|BEL|BS|HT|LF|VT|FF|CR|S[OI]|DLE|DC[1-4]|NAK|SYN|ETB|CAN|EM|SUB|ESC"
    "|[FGRU]S|SP|DEL"
)


class _ByShape(Words):
    """A word in no table is a type if it begins with a capital, perhaps after `'`."""

    def __missing__(self, word: str) -> str:
        return "kt" if "A" <= word.removeprefix("'")[:1] <= "Z" else self.default


class Haskell(Lexer):
    """Haskell."""

    states: ClassVar[States] = {
        "blanks": [
            (r"\s+", ""),
            (r"\{-#", "cp", "pragma"),
            (r"\{-", "cm", "comment"),
            (r"^--\s+\|.*", "cd"),
            # Signs may make `--` an operator.
            (r"--(?![!#$%&*+./<=>?@^|_~]).*", "c1"),
        ],
        "comment": [
            (r"-\}", "cm", "#pop"),
            (r"\{-", "cm", "#push"),
            (r"[^-{}]+|[-{}]", "cm"),
        ],
        "pragma": [
            (r"-\}", "cp", "#pop"),
            (r"\{-", "cp", "comment"),
            (r"[^-{}]+|[-{}]", "cp"),
        ],
        "root": [
            "blanks",
            (r"'(?=(?:.|\\\S+)')", "sc", "character"),
            (r'"', "s", "string"),
            (r"\d+[eE][+-]?\d+|\d+\.\d+(?:[eE][+-]?\d+)?", "mf"),
            (r"0[oO][0-7]+", "mo"),
            (r"0[xX][\da-fA-F]+", "mh"),
            (r"\d+", "mi"),
            (r"import(?![\w'])", "kr", "import"),
            (r"module(?![\w'])", "kr", "module"),
            (r"[\w']+", _ByShape("n", kr=KEYWORDS)),
            (rf"\\(?!{_SIGN})", "nf"),
            (f"{_SIGN}+", "o"),
            (r"\[\s*\]", "kt"),
            (r"\(\s*\)", "nb"),
            (r"(\[)([_a-z][\w']*)(\|)", ("o", "n", "o"), "quasi_quotation"),
            (r"[\[\](),;`{}]", "p"),
        ],
        "import": [
            (r"\s+", ""),
            (r'"', "s", "string"),
            (rf"qualified{UB}", "k"),
            (
                r"([A-Z][\w.]*)(\s+)(as)(\s+)([A-Z][a-zA-Z0-9_.]*)",
                ("nn", "", "k", "", "n"),
                "#pop",
            ),
            (r"([A-Z][\w.]*)(\s+)(hiding)(\s+)(\()", ("nn", "", "k", "", "p"), ("#pop", "names")),
            (r"([A-Z][\w.]*)(\s+)(\()", ("nn", "", "p"), ("#pop", "names")),
            (r"[\w.]+", "nn", "#pop"),
        ],
        "module": [
            (r"\s+", ""),
            (r"([A-Z][\w.]*)(\s+)(\()", ("nn", "", "p"), "names"),
            (rf"where{UB}", "kr", "#pop"),
            (r"[A-Z][a-zA-Z0-9_.]*", "nn", "#pop"),
        ],
        # What a module exports or imports.
        "names": [
            "blanks",
            (r"[A-Z]\w*", "kt"),
            (r"_[\w']+|[a-z][\w']*", "nf"),
            (r",", "p"),
            (f"{_SIGN}+", "o"),
            (r"\(", "p", "#push"),
            (r"\)", "p", "#pop"),
        ],
        "character": [
            (r"\\", "se", ("#pop", "character_end", "escape")),
            (r".", "sc", ("#pop", "character_end")),
        ],
        "character_end": [
            (r"'", "sc", "#pop"),
            (r".", "err", "#pop"),
        ],
        "string": [
            (r'"', "s", "#pop"),
            (r"\\", "se", "escape"),
            (r'[^\\"]+', "s"),
        ],
        "escape": [
            (
                rf"[abfnrtv\"'&\\]|\^[\]\[A-Z@^_]|{_CONTROL_CHARACTER}|[oO][0-7]+|[xX][\da-fA-F]+|\d+|\s+\\",
                "se",
                "#pop",
            ),
        ],
        "quasi_quotation": [
            (r"\|\]", "o", "#pop"),
            (r"[^|]+|\|", ""),
        ],
    }
