"""Shell (sh, bash, zsh, ksh) as Rouge 4.7 sees it.

A keyword or builtin takes the white space with it that stands before another word. Words,
numbers and operators of arguments are bare; options, expansions and quotes are not.
"""

from __future__ import annotations

import re
from typing import ClassVar

from jekylite.highlight.engine import UB, Lexer, States, one_of, word_set

# Word lists: facts about Rouge 4.7.0 (MIT), measured word by word.
KEYWORDS = word_set("""
    continue do done elif else esac fi for function if in return select then until while
""")
BUILTINS = word_set("""
    alias arch awk b2sum base32 base64 basename bg bind break builtin caller cat cd chcon chgrp
    chmod chown chroot cksum comm command compgen complete cp csplit cut date dd declare df dir
    dircolors dirname dirs disown du echo enable env eval exec exit expand export expr factor
    false fc fg fmt fold getopts grep groups gunzip gzip hash head help history hostid hostname
    id install jobs join kill let link ln local logname logout ls mapfile md5sum mkdir mkfifo
    mknod mktemp mv nice nl nohup nproc numfmt od paste pathchk popd pr printenv printf ptx pushd
    pwd read readlink readonly realpath rm rmdir runcon sed seq set sha1sum sha224sum sha256sum
    sha384sum sha512sum shift shopt shred shuf sleep sort source split stat stdbuf stty sudo sum
    suspend sync tac tail tar tee test time timeout times touch tr trap true truncate tsort tty
    type typeset ulimit umask unalias uname unexpand uniq unlink unset uptime users vdir wait wc
    who whoami yes
""")


class Shell(Lexer):
    """Shell commands and scripts."""

    heredoc_end = ""

    def open_heredoc(self, match: re.Match[str]) -> None:
        """`<<-'END'`: the rest of the line is body too, up to a line that is the word alone."""
        self.emit("o", match["heredoc"])
        self.emit("", match["gap"])
        self.emit("sh", match["quote"] + match["escape"])
        self.emit("no", match["word"])
        self.emit("sh", match["quote"])
        self.heredoc_end = match["word"]
        self.push("heredoc")

    def heredoc_line(self, match: re.Match[str]) -> None:
        if match["end"] == self.heredoc_end:
            self.emit("no", match[0])
            self.pop(2)
        else:
            self.emit("sh", match[0])

    states: ClassVar[States] = {
        "root": ["command", "argument"],
        "command": [
            (r"#.*", "c"),
            (rf"{one_of(KEYWORDS)}\s*{UB}", "k"),
            (rf"case{UB}", "k", "case"),
            (rf"{one_of(BUILTINS)}\s*{UB}(?![.-])", "nb"),
            (r"\.(?=\s)", "nb"),
            (r"(\w+)(=)", ("nv", "o")),
            (r"[][{}()!=>]|&&|\|\||<<<", "o"),
            (
                r"""(?P<heredoc><<-?)(?P<gap>\s*)(?P<quote>['"]?)(?P<escape>\\?)(?P<word>\w+)(?P=quote)""",
                open_heredoc,
            ),
        ],
        "argument": [
            (r"\s+", ""),
            (r"\\.", "se"),
            (r'\$?"', "s2", "double_quotes"),
            (r"\$'", "s1", "ansi_quotes"),
            (r"'", "s1", "single_quotes"),
            (r"\*", "k"),
            (r";", "p"),
            (r"--?[\w-]+", "nt"),
            (r"[^=*\s{}()$\"'`;\\<]+|<", ""),
            "expansion",
        ],
        "expansion": [
            (r"\\(?:.|$)", "se"),
            (r"\$\(\(", "k", "arithmetic"),
            (r"\$\(", "si", "substitution"),
            (r"\$\{#?", "k", "parameter"),
            (r"`", "sb", "backticks"),
            (r"\$#?(?:\w+|.)", "nv"),
        ],
        "double_quotes": [
            (r'(?:\$#?)?"', "s2", "#pop"),
            "expansion",
            (r'[^"`\\$]+', "s2"),
        ],
        "single_quotes": [(r"'", "s1", "#pop"), (r"[^']+", "s1")],
        "ansi_quotes": [(r"\\.", "se"), (r"[^\\']+", "s1"), "single_quotes"],
        "heredoc": [
            (r"\n", "sh", "heredoc_line"),
            (r"[^$\n\\]+", "sh"),
            "expansion",
            (r"\$", "sh"),
        ],
        "heredoc_line": [
            (r"\s*(?P<end>\w+)\s*\n", heredoc_line),
            (r"\s*", "sh", "#pop"),
        ],
        "parameter": [
            (r"\}", "k", "#pop"),
            (r":-", "k"),
            (r"[a-zA-Z0-9_]+", "nv"),
            (r"""[^}:"`'$]+""", "p"),
            "root",
        ],
        "substitution": [(r"\)", "si", "#pop"), (r"\(", "o", "parentheses"), "root"],
        "parentheses": [(r"\(", "o", "#push"), (r"\)", "o", "#pop"), "root"],
        "arithmetic": [
            (r"\)\)", "k", "#pop"),
            (r"[-+*/%^|&!]|\*\*|\|\|", "o"),
            (r"\d+(?:#\w+)?", "m"),
            "root",
        ],
        "case": [(rf"esac{UB}", "k", "#pop"), (r"\|", "p"), (r"\)", "p", "case_branch"), "root"],
        "case_branch": [(r";;", "p", "#pop"), "root"],
        "backticks": [(r"`", "sb", "#pop"), "root"],
    }
