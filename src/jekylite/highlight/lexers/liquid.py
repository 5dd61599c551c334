"""Liquid as Rouge 4.7 sees it: marks are preprocessor comments, the text between is bare."""

from __future__ import annotations

import re
from typing import ClassVar

from jekylite.highlight.engine import UB, Lexer, States

_TO_ROOT = "#pop:1000000"
_FILTER = (r"(\|)(\s*)", ("p", "w"), ("filters", "filter"))


class Liquid(Lexer):
    """Liquid templates."""

    def newline(self, match: re.Match[str]) -> None:
        """A line of `{% liquid %}` is a tag."""
        self.emit("w", match[0])
        if self.in_state("liquid"):
            while self.state != "liquid":
                self.pop()

    def cycle(self, match: re.Match[str]) -> None:
        self.emit("nt", "cycle")
        self.emit("w", match["gap"])
        if group := match["cycle_group"]:
            self.emit({"'": "s1", '"': "s2"}.get(group[0], "na"), group)
            self.emit("w", match["colon_gap"])
            self.emit("p", ":")
        self.emit("w", match["last_gap"])

    states: ClassVar[States] = {
        "root": [
            (r"[^{]+", ""),
            (r"(\{%-?)(\s*)", ("cp", "w"), "tag"),
            (r"(\{\{-?)(\s*)", ("cp", "w"), "output"),
            (r"\{", ""),
        ],
        "tag": [
            (rf"liquid{UB}", "nt", "liquid"),
            (rf"(?:if|elsif|unless|case){UB}", "nt", "condition"),
            (rf"when{UB}", "nt", "value"),
            (rf"(?:else|ifchanged|end\w+){UB}", "nt", "tag_end"),
            (rf"(?:break|continue){UB}", "kr", "tag_end"),
            (
                r"(for|tablerow)(\s+)(\S+)(\s+)(in)(\s+)",
                ("nt", "w", "nv", "w", "nt", "w"),
                "iteration",
            ),
            (r"(capture|(?:in|de)crement)(\s+)([a-zA-Z_](?:\w|-(?!%))*)", ("nt", "w", "nv"), "tag_end"),
            (r"(comment)(\s*)(-?%\})", ("nt", "w", "cp"), "comment"),
            (r"(raw)(\s*)(-?%\})", ("nt", "w", "cp"), "raw"),
            (rf"(?:assign|echo){UB}", "nt", "assign"),
            (rf"(include|render)(\s+)([/\w-]+(?:\.[\w-]+)+{UB})?", ("nt", "w", ""), "include"),
            (
                r"cycle(?P<gap>\s+)(?:(?P<cycle_group>[\w-]+|'[^']*'|\"[^\"]*\")(?P<colon_gap>\s*):)?(?P<last_gap>\s*)",
                cycle,
                "arguments",
            ),
            (rf"\w+{UB}", "nt", "block"),
            "tag_end",
        ],
        "tag_end": [(r"(\s*)(-?%\})", ("w", "cp"), _TO_ROOT), (r"\n\s*", newline), "space"],
        "output_end": [(r"(\s*)(-?\}\})", ("w", "cp"), _TO_ROOT)],
        "liquid": ["tag_end", "tag"],
        "output": [_FILTER, "output_end", "literal", "variable"],
        "condition": [(r"[=!]=|[<>]=?", "o"), (rf"(?:and|or|contains){UB}", "ow"), "value"],
        "value": ["tag_end", "literal", "variable"],
        "iteration": [(rf"(?:reversed|continue){UB}", "na"), (r"\(", "p", "range"), "arguments"],
        "block": [(r"\{\{-?", "cp", "embedded_output"), _FILTER, "arguments"],
        "arguments": ["tag_end", "argument"],
        "assign": [(r"=", "o"), (r"\(", "p", "range"), _FILTER, "value"],
        "include": [
            (r"\{\{-?", "cp", "embedded_output"),
            (rf"(?:with|for|as){UB}", "kr"),
            "arguments",
        ],
        "embedded_output": [
            (r"(\|)(\s*)([a-zA-Z_](?:\w|-(?!\}\}))*)", ("p", "w", "nf")),
            (r"-?\}\}", "cp", "#pop"),
            "argument",
        ],
        "range": [(r"\.\.", "p"), (r"\)", "p", "#pop"), "space", "number", "variable"],
        "filters": [(r"(\|)(\s*)", ("p", "w"), "filter"), "tag_end", "output_end", "argument"],
        "filter": [(r"[a-zA-Z_](?:\w|-(?![%}]))*", "nf", "#pop"), "space"],
        "comment": [
            (r"[^{]+", "c"),
            (r"(\{%-?)(\s*)(endcomment)(\s*)(-?%\})", ("cp", "w", "nt", "w", "cp"), _TO_ROOT),
            (r"\{", "c"),
        ],
        "raw": [
            (r"[^{]+", ""),
            (r"(\{%-?)(\s*)(endraw)(\s*)(-?%\})", ("cp", "w", "nt", "w", "cp"), _TO_ROOT),
            (r"\{", ""),
        ],
        "argument": ["literal", (r"([a-zA-Z_][\w-]*)(\s*)(=|:)", ("na", "w", "o")), "variable"],
        "literal": [
            (rf"(?:false|true|nil){UB}", "kc"),
            (r"'[^']*'", "s1"),
            (r'"[^"]*"', "s2"),
            (r"[,:]", "p"),
            "space",
            "number",
        ],
        "space": [(r"\s+", "w"), (r"#(?:(?!-?[}%]\}).)*", "c")],
        "number": [(r"-", "o"), (r"\d+\.\d+", "mf"), (r"\d+", "mi")],
        "variable": [
            (rf"(\.)(\s*)(first|last|size){UB}(?![?!/])", ("p", "w", "nf")),
            (r"\.(?= *\w)|[\[\]]", "p"),
            (rf"(?:empty|blank|(?:for|tablerow)loop\.(?:parentloop\.)*\w+){UB}(?![?!/])", "nb"),
            (rf"[a-zA-Z_][\w-]*{UB}-?(?![?!/])", "nv"),
            (r"\S+", ""),
        ],
    }
