"""Makefiles as Rouge 4.7 sees them: values and recipes are shell, a line without sense an error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from jekylite.highlight.engine import UB, States, one_of, word_set
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

_target = re.compile(r"([^\n:]+)(:+)([ \t]*)", re.A).match
_definition = re.compile(rf"(override{UB})?([\t ])*(define)([\t ]+)([^#\n]+)", re.A).match
_call = re.compile(_FUNCTION, re.A).match
# The rest of a word that is in error, up to what may yet be a directive or a call. All these end
# with the word, so no word is searched twice.
_error = re.compile(
    rf"{_NAME}(?:(?!(?:[-s]?include|{_CONDITION}|unexport|export|else|endif|endef|endfor|define)[\t \n#]"
    rf"|override{UB}|\$[({{][a-z-]*[\t ]){_NAME})*|(?s:.)",
    re.A,
).match
_in_string = {quote: re.compile(rf"(?:\\.|[^{quote}\\])*+", re.A) for quote in "\"'"}


class Makefile(ClosingLexer):
    """GNU and BSD make."""

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        super().__init__(options)
        self.shell = Shell()
        self._no_target: tuple[str, int] = ("", 0)  # a text, and up to where no `:` stands in it

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
        if not self.is_closed(match, "\n"):
            return self.other_line(match)
        end = match.string.index("\n", match.end()) + 1
        self.emit("c", match.string[match.start() : end])
        return end

    def string(self, match: re.Match[str]) -> int:
        """`"…"`; without its end, as any other sign."""
        quote = match[0]
        end = self.end_of_string(match, _in_string[quote], quote)
        if end < 0:
            return self.other_line(match)
        self.emit("s2" if quote == '"' else "s1", match.string[match.start() : end])
        return end

    def other_line(self, match: re.Match[str]) -> int:
        """`targets: …` if the line has a colon; else a definition, a call or an error."""
        text, pos = match.string, match.start()
        found = self._target(text, pos)
        if found:
            self._groups(found, ("nl", "o", ""))
            self.push("prerequisites")
        elif found := _definition(text, pos):
            self._groups(found, ("nb", "", "k", "", "nv"))
        elif found := _call(text, pos):
            self._groups(found, ("nf", "", "nb", ""))
            self.push("function")
        else:
            found = _error(text, pos)
            assert found is not None, "any character is an error at least"
            self.emit("err", found[0])
        return found.end()

    def _target(self, text: str, pos: int) -> re.Match[str] | None:
        seen, end = self._no_target
        if text[pos] == ":" or (seen is text and pos < end):
            return None
        found = _target(text, pos)
        if found is None:
            end_of_line = text.find("\n", pos)
            self._no_target = (text, end_of_line if end_of_line >= 0 else len(text))
        return found

    def _groups(self, match: re.Match[str], classes: tuple[str, ...]) -> None:
        for css_class, piece in zip(classes, match.groups(""), strict=True):
            self.emit(css_class, piece)

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
            (r"(?s:.)", other_line),
        ],
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
