"""Texts that make naive parsers slow: an opener, and nothing that ends it, over and over.

Run as a program: `python hostile.py NUMBER REPETITIONS` prints the CPU seconds that one of them takes.
"""

from __future__ import annotations

import sys
import time

# fmt: off
PIECES = [
    "*a ", "**a ", "_a ", "__a ", "*a **b ", "**a *b_ ", "***a", "*a_", "_", "*", "`", "`a ", "``a `",
    "[", "[a](", "[a](b", "[a](<b", "[a](b \"t", "[a][", "[[a]", "![", "![a](", "![a][b", "[^1]", "[^",
    "<", "<b>", "<b", "<b c=\"", "<div>", "</div>", "<!--", "<![CDATA[", "<?", "<a@", "<http:a ",
    "<b><i>", "<span markdown=1>", "\"", "'", "\"'", "&", "&a", "&#", "\\", "--", "...", "<<", " >>",
    "~~", "~~a ", "<del>~~a", "$$", "$$a", "{:", "{: a", "{::a", "{:/}", "*a*{:.b}", "{::nomarkdown}",
    "*a`", "*<b>", "[<b>", "**[a*", "[a*b](c) *", "<x a=b ", "*[b]: c\n\nb ", "> ", ">", "- ", "1. ",
    "- a\n  ", "> - ", "    a\n", "# ", "a\n---\n", "---\n", "- - ", "|", "|a\n", "a|", "```\n",
    "```a b\n", "```\na\n", "````\n```\n", "[a]: b\n", "[a]: ", "[a]: b 'c\n", "[a]: <", "[^1]: a\n",
    "[^1]: a\n\n    ", "a\n: b\n", "{: a\n", "{::comment}\n", "^\n", "\n", " \n", "<div>\n",
    "<div markdown=\"1\">\n", "<p>\n", "<script>\n", "<!--\n", "$$\n", "\\$$a$$\n\n", "a\n", "a  \n",
    "a\n  - b\n\n", "> a\nb\n", "`|`\n", "<code>|", "|a|\n|-|\n", "- [ ] a\n", "\0",
]
# fmt: on


# Pieces that need something before or behind all of them: an end that is far from every opener.
FRAMED = [
    ("```", "?a", " y\n"),
    ("", "{: a ", "}"),
    ("", "{::a ", "}"),
    ("", "{::a b\n", "} x\n"),
    ("", '[a](b "t ', ")"),
    ("", "![a](", ")"),
    ("", "[a][", "]"),
    ("", "*a ", "*b*"),
    ("", "<a b='", ">"),
    ("", "<http:", "\n>"),
    ("a|b\n", "a|`\n", "x\n"),
    ("<div>\n", "<b>", "</div>\n"),
    ("a", "[^b]", "\n\n[^b]: c\n"),
    ("a", " ", "\n"),
    ("[a]: b", ' "', "\n"),
]


def text_of(number: int, repetitions: int) -> str:
    if number < len(PIECES):
        return PIECES[number] * repetitions
    before, piece, behind = FRAMED[number - len(PIECES)]
    return before + piece * repetitions + behind


def main(number: int, repetitions: int) -> None:
    from jekylite.markdown import convert

    text = text_of(number, repetitions)
    convert("a *b*\n")
    best = float("inf")
    for _ in range(3 if repetitions < 5000 else 1):
        start = time.process_time()
        convert(text)
        best = min(best, time.process_time() - start)
    print(best)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
