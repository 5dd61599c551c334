"""A terminal session: prompts, the commands after them, and what the machine answered.

A line belongs to a command if one of the prompt's last characters is in it; the prompt is what
stands before the first of them. Commands are read as shell, line after line, until an answer
comes between. Options of the fence (`console?lang=python&prompt=>>>,...`):

- `lang`, `output`: the languages of commands and of answers;
- `prompt`: what ends a prompt, separated by commas (`$,#,>,;`);
- `comments`: a line that begins with `#` is a comment;
- `error`: what an error message begins with, separated by commas.

Source: Rouge 4.7.0 lexers/console.rb.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from jekylite.highlight.engine import Lexer, Piece, States
from jekylite.highlight.lexers.plaintext import PlainText
from jekylite.highlight.registry import lexer_for


class Console(Lexer):
    """Terminal sessions."""

    states: ClassVar[States] = {"root": []}

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        super().__init__(options)
        ends = [end for end in self.options.get("prompt", "").split(",") if end]
        comments = self.options.get("comments")
        has_comments = bool(ends) and "#" not in ends if comments is None else _is_true(comments)
        ends = ends or ["$", ">", ";", *([] if has_comments else ["#"])]
        before = "[^<#]*?" if has_comments else "(?s:.)*?"
        self._prompt = re.compile(f"{before}(?:{'|'.join(map(re.escape, ends))})")
        errors = [start for start in self.options.get("error", "").split(",") if start]
        self._error = tuple(errors)
        self._commands: Lexer | None = None
        self._answers: Lexer | None = None

    def lex(self, text: str) -> list[Piece]:
        outer, self._pieces = self._pieces, []
        for line in re.findall(r".*\n|.+", text):
            self._line(line)
        pieces, self._pieces = self._pieces, outer
        return pieces

    def _line(self, line: str) -> None:
        if _CUT.fullmatch(line):
            self._commands = self._answers = None
            self.emit("c", line)
        elif prompt := self._prompt.match(line):
            self._answers = None
            command = line[prompt.end() :]
            bare = command.lstrip(_SPACE)
            self.emit("gp", prompt[0])
            self.emit("w", command[: len(command) - len(bare)])
            if self._commands is None:
                self._commands = self._lexer("lang", "shell")
            self.delegate(self._commands, bare)
        elif line.lstrip().startswith("#"):
            self._commands = self._answers = None
            self.emit("c", line)
        elif self._error and line.startswith(self._error):
            self._commands = self._answers = None
            self.emit("gr", line)
        else:
            self._commands = None
            if "output" in self.options:
                if self._answers is None:
                    self._answers = self._lexer("output", "plaintext")
                self.delegate(self._answers, line)
            else:
                self.emit("go", line)

    def _lexer(self, option: str, default: str) -> Lexer:
        """The lexer that an option names; plain text for a name without one."""
        return lexer_for(self.options.get(option, default)) or PlainText()


_SPACE = " \t\n\v\f\r"
_CUT = re.compile(r"\s*(?:<\.+>|\.+)\s*", re.A)


def _is_true(option: str) -> bool:
    return option not in ("", "0", "false", "off")
