"""Dockerfiles as Rouge 4.7 sees them: `RUN` is followed by shell, all else by one string."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from jekylite.highlight.engine import UB, Lexer, States, one_of, word_set
from jekylite.highlight.lexers.shell import Shell

# Word list: facts about Rouge 4.7.0 (MIT), measured word by word.
INSTRUCTIONS = word_set("""
    ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER SHELL STOPSIGNAL USER
    VOLUME WORKDIR
""")
_INSTRUCTION = f"(?i:{one_of(INSTRUCTIONS)})"


class Dockerfile(Lexer):
    """Dockerfile, Containerfile."""

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        super().__init__(options)
        self.shell = Shell()

    def run(self, match: re.Match[str]) -> None:
        """Each `RUN` starts a shell of its own."""
        self.emit("k", match[0])
        self.push("run")
        self.shell = Shell()

    def command(self, match: re.Match[str]) -> None:
        """A piece of the command that `RUN` runs."""
        self.delegate(self.shell, match[0])

    states: ClassVar[States] = {
        "root": [
            (r"\s+", ""),
            # The blank before the last AS of the line; a line may begin with it.
            (
                r"^((?i:FROM))(\s++)(.*)(\n\s*+|\s)((?i:AS))(\s+)(.*)",
                ("k", "w", "s", "w", "k", "w", "s"),
            ),
            (r"^((?i:FROM))(\s+)(\s)((?i:AS))(\s+)(.*)", ("k", "w", "w", "k", "w", "s")),
            (rf"^((?i:ONBUILD))(\s+)({_INSTRUCTION})(.*)", ("k", "w", "k", "s")),
            (rf"^({_INSTRUCTION}){UB}(.*)", ("k", "s")),
            (r"#.*", "c"),
            (r"^(?i:(?:ONBUILD\s+)?RUN)\s+", run),
            (r"\w+|\W+", ""),
        ],
        "run": [
            (r"\n", "", "#pop"),
            (r"\\(?s:.)", "se"),
            (r"(?:\\.|[^\n\\])+", command),
        ],
    }
