"""PowerShell as Rouge 4.7 sees it: what follows a command's name is its parameters."""

from __future__ import annotations

import re
from typing import ClassVar

from jekylite.highlight.engine import NOT_HERE, UB, States, Words, one_of, word_set
from jekylite.highlight.lexers.closers import ClosingLexer

# Word lists: facts about Rouge 4.7.0 (MIT), measured word by word.
KEYWORDS = word_set("""
    assembly base begin break catch class command configuration continue data define do
    dynamicparam else elseif end enum exit filter finally for foreach from function hidden if in
    inlinescript interface module namespace parallel param private process public return
    sequence static switch throw trap try type until using var while workflow
""")
OPERATORS = word_set("""
    and as band bor bxor ccontains ceq cge cgt cle clike clt cmatch cne cnotcontains cnotlike
    cnotmatch contains creplace csplit eq ge gt icontains ieq ige igt ile ilike ilt imatch ine
    inotcontains inotlike inotmatch ireplace is isnot isplit join le like lt match ne not
    notcontains notlike notmatch or replace shl shr split xor
""")
AUTOMATIC_VARIABLES = word_set("""
    ConsoleFileName Error Event ExecutionContext HOME Host IsCoreCLR IsLinux IsMacOS IsWindows
    LastExitCode Matches MyInvocation NestedPromptLevel PID PROFILE PSBoundParameters PSCmdlet
    PSCommandPath PSCulture PSDebugContext PSHOME PSItem PSScriptRoot PSSenderInfo PSUICulture
    PSVersionTable PWD REPORTERRORSHOWEXCEPTIONCLASS REPORTERRORSHOWINNEREXCEPTION
    REPORTERRORSHOWSOURCE REPORTERRORSHOWSTACKTRACE SENDER ShellId StackTrace _ args false
    foreach input null switch this true
""")
ATTRIBUTES = word_set("""
    ConfirmImpact DefaultParameterSetName HelpURI PositionalBinding SupportsPaging
    SupportsShouldProcess
""")
HELP_KEYWORDS = word_set("""
    component description example externalhelp forwardhelpcategory forwardhelptargetname
    functionality inputs link notes outputs parameter remotehelprunspace role synopsis
""")

_DIGITS_OR_UNDERSCORE = re.compile(r"\d+|_", re.A)
_IN_BRACES = re.compile(r"(?:[^`}]|`.)*+")


class PowerShell(ClosingLexer):
    """PowerShell."""

    def digits_and_underscores(self, match: re.Match[str]) -> None:
        """No name begins with `_`."""
        for piece in _DIGITS_OR_UNDERSCORE.findall(match[0]):
            self.emit("err" if piece == "_" else "mi", piece)

    def variable(self, match: re.Match[str]) -> int:
        """`$name`, `$scope:name`, `${any name}`."""
        text, end = match.string, match.end()
        if match["brace"]:
            end = self.end_of_string(match, _IN_BRACES, "}")
            if end < 0:
                return NOT_HERE
        self.emit("nv", "$")
        self.emit("nn", match["scope"] or "")
        self.emit("p", ":" if match["scope"] else "")
        self.emit("nv", text[match.start("name") : end])
        return end

    def raw_here_string(self, match: re.Match[str]) -> int:
        """`@'…'@`; without its end, an error."""
        return self.through(match, "'@", "sh")

    def method(self, match: re.Match[str]) -> None:
        """`.name`; with a parenthesis, its parameters."""
        self.emit("o", ".")
        self.emit("nf", match["method"])
        self.emit("p", match["open"] or "")
        self.emit("w", match["line_end"] or "")
        if match["open"]:
            self.push("parameters")

    def close_parameters(self, match: re.Match[str]) -> None:
        """`)` ends the parameters in `$(…)`, and that with them; elsewhere it ends nothing."""
        self.emit("p", match[0])
        if self.in_state("interpolation"):
            self.pop(2)

    states: ClassVar[States] = {
        "root": [
            "comments",
            (r"\.\.(?=\.?\d)", "o"),
            (rf"(?:(?i:-{one_of(OPERATORS)})|[-+*/%]=){UB}", "o"),
            (r"((?i:class))(\s+)(\w+)", ("kr", "w", "nc"), "class"),
            (r"((?i:function))(\s+)(?:(\w+)(:))?(\w[-\w]+)", ("kr", "w", "nn", "p", "nf")),
            (rf"(?i:{one_of(KEYWORDS)}){UB}(?![-.])", "kr"),
            (r"--?\w+", "nt"),
            # Else the next rule would read on to the end of the word for each `_` in it.
            (r"(?:\d*_)+(?=[-\w]*+(?!\[))", digits_and_underscores),
            (r"(\.)?([-\w]+)(\[)", ("o", "n", "p"), "bracket"),
            (r"([/\\~a-zA-Z][-.:/\\~\w]*)(\n)?", ("n", "w"), "parameters"),
            (r"\.(?P<method>[-\w]+)(?:(?P<open>\()|(?P<line_end>\n))?", method),
            (r"\?", "nf", "parameters"),
            "expression",
            "variable",
            # Two dashes before a word belong to it.
            (r"-+(?=--\w)|-+(?![-\w])", "o"),
            (r"[-+*/%=!.&|]", "o"),
            (r"[{}(),:;]", "p"),
            (r"`$", "se"),
        ],
        "comments": [
            (r"\s+", "w"),
            (r"#.*", "c"),
            (r"<#", "cm", "comment"),
        ],
        "comment": [
            (rf"\.(?i:{one_of(HELP_KEYWORDS)})", "cs"),
            (r"#>", "cm", "#pop"),
            (r"[^#.]+|[#.]+", "cm"),
        ],
        "variable": [
            # No boundary after them: `$inputs` is `$input` and an `s`.
            (rf"\$(?:{one_of(AUTOMATIC_VARIABLES)}|[$?^])", "bp"),
            (r"\$(?:(?P<scope>\w+):)?(?P<name>\w+|(?P<brace>\{(?:[^`]|`.)))", variable),
            (r"\$\w+", "nv"),
        ],
        "expression": [
            "comments",
            (r'"', "s2", "double_quoted"),
            (r"'", "s1", "single_quoted"),
            (r'@"', "sh", "here_string"),
            (r"@'", raw_here_string),
            (r"\d*\.\d+", "mf"),
            (r"\d+", "mi"),
            (r"@\{", "p", "hash_table"),
            (r"@\(", "p", "array"),
            (r"\{", "p", "block"),
            (r"\[", "p", "bracket"),
        ],
        "hash_table": [
            (r"\}", "p", "#pop"),
            (r"=", "o"),
            (r"[,;]", "p"),
            "expression",
            (r"\w+", "nx"),
            "variable",
        ],
        "array": [
            (r"\s+", "w"),
            (r"\)", "p", "#pop"),
            (r"[,;]", "p"),
            "expression",
            "variable",
        ],
        "block": [(r"\}", "p", "#pop"), "root"],
        "bracket": [
            (r"\]", "p", "#pop"),
            (r"[A-Za-z]\w+\.", "n"),
            (r"[A-Za-z]\w+", Words("n", bp=ATTRIBUTES)),
            "root",
        ],
        "parameters": [
            (r"`(?s:.)", "se"),
            (r"\)", close_parameters),
            (r"[^\S\n]*\n", "w", "#pop"),
            (r"[;({}\]]", "p", "#pop"),
            (r"[|=]", "o", "#pop"),
            (r"[/\\~\w][-.:/\\~\w]*", "nx"),
            "root",
        ],
        "class": [
            (r"\{", "p", "#pop"),
            (r"\s+", "w"),
            (r"\w+", "nc"),
            (r"[:,]", "p"),
        ],
        "interpolation": [(r"\)", "si", "#pop"), "root"],
        "double_quoted": [
            (r'(?:\$#?)?"', "s2", "#pop"),
            (r"\$\(", "si", "interpolation"),
            (r"`.?", "se"),
            (r'[^"`$]+', "s2"),
            "variable",
        ],
        "single_quoted": [
            (r"'", "s1", "#pop"),
            (r"[^']+", "s1"),
        ],
        "here_string": [
            (r'(?:\$#?)?"@', "sh", "#pop"),
            (r"\$\(", "si", "interpolation"),
            (r"`.?", "se"),
            (r'[^"`$]+|"+', "sh"),
            "variable",
        ],
    }
