"""Makefiles as Rouge 4.7 sees them: values and recipes are shell, a line without sense an error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from jekylite.highlight.engine import NOT_HERE, UB, States, one_of, word_set
from jekylite.highlight.lexers.closers import ClosingLexer
from jekylite.highlight.lexers.shell import Shell

# GNU make's functions, those that Rouge 4.7.0 knows (it lacks `info`).
FUNCTIONS = word_set("""
    abspath addprefix addsuffix and basename call dir error eval file filter filter-out findstring
    firstword flavor foreach if join lastword notdir or origin patsubst realpath shell sort strip
    subst suffix value warning wildcard word wordlist words
""")

_CONDITION = "ifn?def|ifn?eq"
_NAME = r"[\w${}().-]"
_FUNCTION = rf"(\$[({{])([\t ]*)({one_of(FUNCTIONS)})([\t ]+)"

_DEFINITION = rf"(override{UB})?([\t ])*(define)([\t ]+)([^#\n]+)"
# A word in error, up to what may yet be a directive or a call. All these end with the word, so
# no word is searched twice.
_ERROR = (
    rf"{_NAME}(?:(?!(?:[-s]?include|{_CONDITION}|unexport|export|else|endif|endef|endfor|define)[\t \n#]"
    rf"|override{UB}|\$[({{][a-z-]*[\t ]){_NAME})*"
)

_IN_STRING = {quote: re.compile(rf"(?:\\.|[^{quote}\\])*+", re.A) for quote in "\"'"}


class Makefile(ClosingLexer):
    """GNU and BSD make."""

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        super().__init__(options)
        self.shell = Shell()

    def command(self, match: re.Match[str]) -> None:
        """A piece of shell; it goes on where the last one ended."""
        self.delegate(self.shell, match[0])

    def open_bracket(self, match: re.Match[str]) -> None:
        """`(` in a function's arguments."""
        self.delegate(self.shell, match[0])
        self.push("function")

    def end_recipe(self, match: re.Match[str]) -> None:
        """A line of another kind."""
        self.shell = Shell()
        self.pop()

    def comment(self, match: re.Match[str]) -> int:
        """`# …` with its line's end; a last line without one is no comment."""
        return self.through(match, "\n", "c")

    def string(self, match: re.Match[str]) -> int:
        """`"…"`; without its end, as any other sign."""
        quote = match[0]
        end = self.end_of_string(match, _IN_STRING[quote], quote)
        if end < 0:
            return NOT_HERE
        self.emit("s2" if quote == '"' else "s1", match.string[match.start() : end])
        return end

    def target(self, match: re.Match[str]) -> int:
        """`targets: …`, if the line has a colon."""
        text, pos = match.string, match.start()
        if self.has_given_up("target", text, pos):
            return NOT_HERE
        line_end = text.find("\n", pos)
        line_end = len(text) if line_end < 0 else line_end
        colon = text.find(":", pos, line_end)
        if colon < 0:
            self.give_up("target", text, line_end)
            return NOT_HERE
        self.emit("nl", text[pos:colon])
        self.push("colons")
        return colon

    states: ClassVar[States] = {
        "root": [
            (r"\s+", ""),
            (r"#", comment),
            (r"([-s]?include)((?:[\t ]+[^\t\n #]+)+)", ("k", "sx")),
            (rf"((?:{_CONDITION}|unexport){UB})([\t ]+)([^#\n]+)", ("k", "", "nv")),
            (rf"(else{UB})([\t ]+)((?:{_CONDITION}){UB})([\t ]+)([^#\n]+)", ("k", "", "k", "", "nv")),
            (r"(?:else|endif|endef|endfor)[\t ]*(?=[#\n])", "k"),
            (r"(export)([\t ]+)(?=[\w${}()\t -]+\n)", ("k", ""), "export"),
            (r"export[\t ]+", "k"),
            (
                rf"(override{UB})?([\t ]*)({_NAME}++)([\t ]*)([!?:+]?=)",
                ("nb", "", "nv", "", "o"),
                "shell_line",
            ),
            (r"[\"']", string),
            (r"[^\n:]", target),
            (_DEFINITION, ("nb", "", "k", "", "nv")),
            (_FUNCTION, ("nf", "", "nb", ""), "function"),
            (_ERROR, "err"),
        ],
        "colons": [(r"(:+)([ \t]*)", ("o", ""), ("#pop", "prerequisites"))],
        "export": [
            (r"[\w${}()-]+", "nv"),
            (r"\n", "", "#pop"),
            (r"[\t ]+", ""),
        ],
        "prerequisites": [
            (r"[^,\\\n#]+", "nf"),
            (r",", "p"),
            (r"#", "c"),
            (r"\\(?s:.)", ""),
            (r"\n", "", ("#pop", "recipe")),
        ],
        "recipe": [
            (rf"({_CONDITION})([\t ]+)([^#\n]+)(#.*)?(\n)", ("k", "", "nv", "c", "")),
            (r"(else|endif)([\t ]*)(#.*)?(\n)", ("k", "", "c", "")),
            (r"(\t[\t ]*)([@-]?)", ("", "p"), "shell_line"),
            (r"", end_recipe),
        ],
        "shell_line": [(r"\n", "", "#pop"), "shell"],
        "macro": [
            (r"[)}]", "p", "#pop"),
            (r"\n", "", "#pop"),
            "shell",
        ],
        "function": [
            (r"[({]", open_bracket),
            (r"[)}]", "p", "#pop"),
            "shell",
        ],
        "shell": [
            (r"\${1,2}[({]", "p", "macro"),
            (r"\\(?s:.)", command),
            (r"(?s:.)(?:[^$()}\\\n]|\$(?!\$?[({]))*", command),
        ],
    }
