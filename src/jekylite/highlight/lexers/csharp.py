"""C# as Rouge 4.7 sees it: operators are punctuation, all numbers have one class."""

from __future__ import annotations

import re
from typing import ClassVar

from jekylite.highlight.engine import UB, States, one_of, word_set
from jekylite.highlight.lexers.closers import ClosingLexer
from jekylite.highlight.lexers.letters import CASED, NAME_MARKS

# Word lists: facts about Rouge 4.7.0 (MIT), measured word by word.
KEYWORDS = word_set("""
    abstract add alias and as ascending async await base break by case catch checked const continue
    default delegate descending do else enum equals event explicit extern false finally fixed for
    foreach from get global goto group if implicit in init internal into is join let lock nameof
    new notnull null on operator orderby out override params partial private protected public
    readonly ref remove return sealed set sizeof stackalloc static switch this throw true try
    typeof unchecked unmanaged unsafe value virtual void volatile when where while with yield
""")
TYPES = word_set("""
    bool byte char decimal double dynamic float int long nint nuint object sbyte short string uint
    ulong ushort var
""")
DIRECTIVES = word_set("""
    define elif else endif endregion error if line nullable pragma region undef warning
""")

_NAME = f"@?[_{CASED}][{CASED}{NAME_MARKS}]*"
_DIGITS = "[0-9](?:[_0-9]*[0-9])?"


class CSharp(ClosingLexer):
    """C#."""

    def comment(self, match: re.Match[str]) -> int:
        """`/* … */`; without its end, two signs."""
        return self.through(match, "*/", "cm")

    states: ClassVar[States] = {
        "blanks": [
            (r"\s+", ""),
            (r"//.*", "c1"),
            (r"/\*", comment),
        ],
        "root": [
            "blanks",
            (r'\$\s*"', "s", "interpolated"),
            (r'\$@\s*"', "s", "verbatim_interpolated"),
            (rf"<\[\s*(?:{_NAME}:)?", "k"),
            (r"\]>", "k"),
            (r"[~!%^&*()+=|\[\]{}:;,.<>/?-]", "p"),
            (r'@"(?:""|[^"])*"', "s"),
            # The end of the line ends it too; before the end of the text, an escaped quote.
            (r'"(?:(?:\\.|[^"\n])*+["\n]|.*")', "s"),
            (r"'(?:\\.|.)'", "sc"),
            (r"0[bB][_01]+[lLuU]?", "m"),
            (r"0[xX][_0-9a-fA-F]+[lLuU]?", "m"),
            (rf"{_DIGITS}(?:\.{_DIGITS})?(?:[eE][+-]?{_DIGITS})?[fFlLdDuUmM]?", "m"),
            (rf"(?:class|record|struct|interface){UB}", "k", "class"),
            (rf"(?:namespace|using){UB}", "k", "namespace"),
            (rf"^#[ \t]*{one_of(DIRECTIVES)}{UB}.*\n", "cp"),
            (one_of(KEYWORDS) + UB, "k"),
            (one_of(TYPES) + UB, "kt"),
            (rf"{_NAME}(?=\s*\()", "nf"),
            (_NAME, "n"),
        ],
        "braces": [
            (r"\{", "p", "#push"),
            (r"\}", "p", "#pop"),
            "root",
        ],
        "interpolated": [
            (r"\\.", "s"),
            (r"\{", "p", "braces"),
            (r'"|\n', "s", "#pop"),
            (r'[^\\{"\n]+|.', "s"),
        ],
        "verbatim_interpolated": [
            (r'""', "s"),
            (r"\{", "p", "braces"),
            (r'"', "s", "#pop"),
            (r'[^{"\n]+', "s"),
        ],
        "class": [
            "blanks",
            (_NAME, "nc", "#pop"),
        ],
        "namespace": [
            "blanks",
            (r"(?=\()", "", "#pop"),
            (rf"(?:{_NAME}|\.)+", "nn", "#pop"),
        ],
    }
