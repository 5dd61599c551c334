"""PHP as Rouge 4.7 sees it: HTML around `<?php … ?>`, or PHP at once where no tag opens it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import ascii_lowercase, ascii_uppercase
from typing import ClassVar

from jekylite.highlight.engine import NOT_HERE, UB, States, word_set
from jekylite.highlight.lexers.closers import ClosingLexer
from jekylite.highlight.lexers.html import Html
from jekylite.highlight.lexers.word_lists import word_list

# Word list: facts about Rouge 4.7.0 (MIT), measured word by word.
KEYWORDS = word_set("""
    __class__ __dir__ __file__ __function__ __halt_compiler __line__ __method__ __namespace__
    __trait__ abstract and array as break case catch cfunction clone continue declare default die do
    echo else elseif empty enddeclare endfor endforeach endif endswitch endwhile eval exit extends
    final finally fn for foreach global goto if implements include include_once instanceof
    insteadof isset list match new old_function or parent print private protected public readonly
    require require_once return self static switch throw try unset var while xor yield
""")

_ID = r"(?u:[^\W\d]\w*)"
_NAMESPACE = rf"(?:{_ID}\\)+"
_NAME = rf"\\?(?:{_NAMESPACE})?{_ID}"
_VISIBILITY = "(?i:public|protected|private)"

_ASCII_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
_call = re.compile(r"\s*\(", re.A).match
_index = re.compile(r"\[\S", re.A).match
_word_rest = re.compile(r"\S*", re.A).match
_error_level = re.compile(r"(?:E|PHP)(?:_[A-Z]+)+").fullmatch
_IN_STRING = {"'": re.compile(r"(?:[^'\\]|\\.)*+"), "`": re.compile(r"(?:[^`\\]|\\.)*+")}

_FALSE = ("0", "false", "off")

# A word that begins something has a state for what may follow it.
_OPENS = {
    "const": ("k", "constant"),
    "catch": ("k", "catch"),
    "private": ("k", "visibility"),
    "protected": ("k", "visibility"),
    "public": ("k", "visibility"),
    "use": ("kn", "use"),
}


class Php(ClosingLexer):
    """PHP.

    Args:
        options: `start_inline`, whether the text is PHP from the start (not given: it is,
            unless it opens a tag); `funcnamehighlighting`, whether PHP's functions are known.

    Known difference: `disabledmodules` does nothing.
    """

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        super().__init__(options)
        self.html = Html()
        self._lowered = ("", "")  # a text, and it with small letters
        self._open_labels: set[str] = set()  # heredocs of that text which do not end
        self.knows_functions = self.options.get("funcnamehighlighting") not in _FALSE
        start_inline = self.options.get("start_inline")
        if start_inline is None:
            self.push("start")
        elif start_inline not in _FALSE:
            self.push("php")

    def outside(self, match: re.Match[str]) -> None:
        """HTML; it goes on where the last piece ended."""
        self.delegate(self.html, match[0])

    def close_tag(self, match: re.Match[str]) -> None:
        """`?>` ends all that is open."""
        self.emit("cp", match[0])
        self.pop(len(self._stack))

    def comment(self, match: re.Match[str]) -> int:
        """`/* … */` or `/** … */`; without its end, operators."""
        return self.through(match, "*/", "cd" if len(match[0]) > 2 else "cm")

    def string(self, match: re.Match[str]) -> int:
        """`'…'` and `` `…` ``; a backslash at a line's end is no part of them."""
        quote, start = match[0], match.start()
        end = self.end_of_string(match, _IN_STRING[quote], quote)
        if end < 0:
            return NOT_HERE
        self.emit("s1" if quote == "'" else "sb", match.string[start:end])
        return end

    def heredoc(self, match: re.Match[str]) -> int:
        """`<<<LABEL`, up to a line that begins with the label, in any case."""
        text, label = match.string, match["label"].translate(_ASCII_LOWER)
        if self._lowered[0] is not text:
            self._lowered, self._open_labels = (text, text.translate(_ASCII_LOWER)), set()
        lowered, body = self._lowered[1], match.end() + 1
        found = None
        if label not in self._open_labels and lowered.find(label, body) >= 0:
            found = re.compile(rf"\n[^\S\n]*{re.escape(label)};?", re.A).search(lowered, body)
        if found is None:
            self._open_labels.add(label)
            return NOT_HERE
        self.emit("sh", text[match.start() : found.end()])
        return found.end()

    def attribute(self, match: re.Match[str]) -> int:
        """`#[…]` up to the end of its line."""
        text, start = match.string, match.start()
        line_end = text.find("\n", start)
        line_end = len(text) if line_end < 0 else line_end
        if text[line_end - 1] != "]" or line_end - 1 < match.end():
            return NOT_HERE
        self.emit("na", text[start:line_end])
        return line_end

    def name(self, match: re.Match[str]) -> None:
        """A name: called, a keyword, or by its shape."""
        name = match["name"]
        word = name.lower()
        if _call(match.string, match.end()):
            if word in KEYWORDS:
                self.emit("k", name)
            else:
                self.emit("nb" if self._is_builtin(word) else "nf", name)
        elif word in _OPENS:
            css_class, state = _OPENS[word]
            self.emit(css_class, name)
            self.push(state)
        else:
            self.emit("k" if word in KEYWORDS else _class_of(name), name)

    def _is_builtin(self, word: str) -> bool:
        return self.knows_functions and word in word_list("php-functions")

    def function(self, match: re.Match[str]) -> None:
        """`function name(parameters): type { … }`, each part a state."""
        self.emit("k", match[0])
        self.push("function_return")
        self.push("function_parameters")
        self.push("function_name")

    def variable_in_string(self, match: re.Match[str]) -> int:
        """`$name`, `$name[…]` up to the last `]` before a blank, `$name->name`."""
        end = match.end()
        if index := _index(match.string, end):
            end = max(end, self._last_in_word(match.string, index.end(), "]"))
        self.emit("nv", match.string[match.start() : end])
        return end

    def braces_in_string(self, match: re.Match[str]) -> int:
        """`{…}` up to the last `}` before a blank; without it, text."""
        text, start = match.string, match.start()
        end = self._last_in_word(text, start + 2, "}")
        if end < 0:
            return NOT_HERE
        self.emit("si", "{")
        self.emit("nv", text[start + 1 : end - 1])
        self.emit("si", "}")
        return end

    def _last_in_word(self, text: str, start: int, closer: str) -> int:
        """The end of the last `closer` before a blank, -1 if there is none."""
        if self.has_given_up(closer, text, start):
            return -1
        word = _word_rest(text, start)
        word_end = word.end() if word else start
        last = text.rfind(closer, start, word_end)
        if last < 0:
            self.give_up(closer, text, word_end)
            return -1
        return last + 1

    states: ClassVar[States] = {
        "root": [
            (r"<\?(?i:php|=)?", "cp", "php"),
            (r"(?s:.+?(?=<\?)|.+)", outside),
        ],
        "start": [
            (r"\s*(?=<)", outside, "#pop"),
            (r"[^$]+(?=<\?(?i:php|=))", outside, "#pop"),
            (r"", "", ("#pop", "php")),
        ],
        "return": [(r"", "", "#pop")],
        "escape": [(r"\?>", close_tag)],
        "blanks": [
            (r"\s+", ""),
            (r"#[^\[].*", "c1"),
            (r"//.*", "c1"),
            (r"/\*(?:\*(?!/))?", comment),
        ],
        "variables": [(rf"\$\{{\$+{_ID}\}}|\$+{_ID}", "nv")],
        "values": [
            (rf"<<<(?P<label_quote>[\"']?)(?P<label>{_ID})(?P=label_quote)(?=\n)", heredoc),
            (r"(?:\d[_\d]*)?\.(?:\d[_\d]*)?(?:[eE][+-]?\d[_\d]*)?", "mf"),
            (r"0[oO]?[0-7][0-7_]*", "mo"),
            (r"0[bB][01][01_]*", "mb"),
            (r"0[xX][a-fA-F0-9][a-fA-F0-9_]*", "mh"),
            (r"\d[_\d]*", "mi"),
            (r"['`]", string),
            (r'"', "s2", "string"),
            (rf"(?i:function|fn){UB}", function),
            (rf"(?i:true|false|null){UB}", "kc"),
            (rf"(?i:new){UB}", "k", "new"),
        ],
        "names": [
            (rf"{_VISIBILITY}\((?i:set)\)", "k", "visibility"),
            (rf"(?P<name>{_NAME})", name),
        ],
        "operators": [(r"[~!%^&*+|:.<>/@-]+", "o")],
        "php": [
            "escape",
            "blanks",
            "variables",
            "values",
            (rf"((?i:namespace))(\s+)({_NAME})", ("kn", "", "nn")),
            (r"#\[", attribute),
            (rf"((?i:class|interface|trait|extends|implements))(\s+)({_NAME})", ("kd", "", "nc")),
            (rf"((?i:enum))(\s+)({_NAME})", ("kd", "", "nc"), "enum"),
            "names",
            (r"[;,(){}\[\]]", "p"),
            "operators",
            (r"[=?]", "o"),
            # No name follows; the last one may yet open `${$name}`.
            (r"\$+(?=\$)", "err"),
        ],
        "string": [
            (r'"', "s2", "#pop"),
            (r'[^\\{$"]+', "s2"),
            (r"\\u\{[0-9a-fA-F]+\}|\\(?:[efrntv\"$\\]|[0-7]{1,3}|[xX][0-9a-fA-F]{1,2})", "se"),
            (rf"\${_ID}->{_ID}", "nv"),
            (rf"\${_ID}", variable_in_string),
            (r"\{\$\{", "si", "double_braces"),
            (r"\{(?=\$)", "si", "single_braces"),
            (r"\{(?=\S)", braces_in_string),
            (r"[${\\]+", "s2"),
        ],
        "double_braces": [(r"\}\}", "si", "#pop"), "php"],
        "single_braces": [(r"\}", "si", "#pop"), "php"],
        # A value given with `=`, or what stands between a type and its variable.
        "value": [
            (r",", "p", "#pop"),
            (r"[\[\]]", "p"),
            (r"\(", "p", "value_arguments"),
            "in_value",
            "return",
        ],
        "value_arguments": [
            (r"\)", "p", "#pop"),
            (r"[,\[\]]", "p"),
            (r"\(", "p", "value_arguments"),
            "in_value",
            "return",
        ],
        "in_value": ["escape", "blanks", "values", "variables", "names", "operators"],
        "catch": [
            (r"\(", "p"),
            (r"\|", "o"),
            (_NAME, "nc"),
            "escape",
            "blanks",
            "return",
        ],
        "constant": [
            (rf"(\??{_ID})(\s+)({_ID})", ("kt", "", "no")),
            (_ID, "no"),
            (r"=", "o", "value"),
            "escape",
            "blanks",
            "return",
        ],
        "function_name": [
            (r"&", "o"),
            (_ID, "n"),
            (r"\(", "p", "#pop"),
            "escape",
            "blanks",
            "return",
        ],
        "function_parameters": [
            (r"\)", "p", "#pop"),
            (r",|\.\.\.", "p"),
            (r"=", "o", "value"),
            (rf"(?:{_VISIBILITY}|(?i:readonly))(?:\((?i:set)\)|{UB})", "k"),
            (rf"\??{_ID}", "kt", "value"),
            "escape",
            "blanks",
            "variables",
            "return",
        ],
        "function_return": [
            (r":", "p"),
            (rf"(?i:use){UB}", "k", "function_use"),
            (rf"\??{_ID}", "kt", "value"),
            (r"\{", "p", ("#pop", "function_body")),
            "escape",
            "blanks",
            "return",
        ],
        "function_use": [
            (r"[,(]", "p"),
            (r"&", "o"),
            (r"\)", "p", "#pop"),
            "escape",
            "blanks",
            "variables",
            "return",
        ],
        "function_body": [
            (r"\{", "p", "#push"),
            (r"\}", "p", "#pop"),
            "php",
        ],
        "new": [
            (rf"(?i:class){UB}", "kd", ("#pop", "new_class")),
            (_NAME, "nc", "#pop"),
            "escape",
            "blanks",
            "return",
        ],
        "new_class": [
            (r"\}", "p", "#pop"),
            (r"\{", "p"),
            "php",
        ],
        "use": [
            (r"[,}]", "p"),
            (rf"(?i:function|const){UB}", "k"),
            (rf"({_NAMESPACE})(\{{)", ("nn", "p")),
            (rf"{_NAME}(?:_{_ID})+", "nf"),
            "escape",
            "blanks",
            "names",
            "return",
        ],
        "visibility": [
            (rf"{_VISIBILITY}(?:\((?i:set)\)|{UB})", "k"),
            (rf"(?i:readonly|static){UB}", "k"),
            (rf"(?=(?i:abstract|const|function){UB})", "", "#pop"),
            (rf"\??{_ID}", "kt", "#pop"),
            "escape",
            "blanks",
            "return",
        ],
        "enum": [
            (r":", "p", "enum_type"),
            (r"\{", "p", "enum_body"),
            "escape",
            "blanks",
            "return",
        ],
        "enum_type": [
            (_ID, "kt", "#pop"),
            "escape",
            "blanks",
            "return",
        ],
        "enum_body": [
            (r"\}", "p", "#pop"),
            (rf"((?i:case))(\s+)({_ID})", ("k", "", "no")),
            "php",
        ],
    }


def _class_of(name: str) -> str:
    """`E_ALL` is a constant of PHP, `MAX_SIZE` one, `Station` a class, `__x__` a builtin."""
    if len(name) >= 4 and name[:2] == name[-2:] == "__":
        return "nb"
    if _error_level(name):
        return "kc"
    last = name.rpartition("\\")[2]
    if not last[0].isupper():
        return "n"
    if len(last) > 1 and all(sign.isupper() or sign.isdigit() or sign == "_" for sign in last):
        return "no"
    return "nc" if last.isalnum() else "n"
