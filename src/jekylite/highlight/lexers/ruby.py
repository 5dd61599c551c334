"""Ruby as Rouge 4.7 sees it.

Whether `/`, `%`, `?` and `<<` begin a literal depends on what went before: `operand` is the
state where a value may begin, `after_name` and `after_gap` stand behind a name that may be a
call. Both leave at once where none of these signs follows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

from jekylite.highlight.engine import UB, Lexer, Rule, States, one_of, word_set

# Word lists: facts about Rouge 4.7.0 (MIT), measured word by word.
KEYWORDS = word_set("""
    BEGIN END alias begin break case defined? do else elsif end ensure for if in next raise redo
    rescue retry return super then undef unless until when while yield
""")
PSEUDO_KEYWORDS = word_set("""
    __FILE__ __LINE__ alias_method attr catch extend false include loop module_function nil private
    protected public throw true
""")
BUILTINS = word_set("""
    __id__ __send__ abort ancestors at_exit attr_accessor attr_reader attr_writer autoload binding
    callcc caller chomp chop class_eval class_variables clone const_get const_missing const_set
    constants display dup eval exec exit fail fork format freeze getc gets global_variables gsub
    hash id included_modules inspect instance_eval instance_method instance_methods
    instance_variable_get instance_variable_set instance_variables lambda load local_variables
    method method_missing methods module_eval name object_id open p print printf
    private_class_method private_instance_methods private_methods proc protected_instance_methods
    protected_methods public_class_method public_instance_methods public_methods putc puts rand
    readline readlines require require_relative scan select self send set_trace_func
    singleton_methods sleep split sprintf srand sub syscall system taint test to_a to_s trace_var
    trap untaint untrace_var warn
""")
QUESTIONS = word_set("""
    autoload? block_given? const_defined? eql? equal? frozen? include? instance_of? is_a? iterator?
    kind_of? method_defined? nil? private_method_defined? protected_method_defined?
    public_method_defined? respond_to? tainted?
""")
BANGS = word_set("""
    chomp! chop! exit! gsub! sub!
""")

# `\p{Ll}` with and without case: letters that have a case, in the scripts that Ruby code is
# written in.
_LOWER = "a-z_\\u00df-\\u00f6\\u00f8-\\u00ff\\u0101\\u03ac-\\u03ce\\u0430-\\u045f"
_UPPER = "A-Z\\u00c0-\\u00d6\\u00d8-\\u00de\\u0100\\u0391-\\u03a9\\u0400-\\u042f"
_WORD = r"(?u:\w*)"
_NAME = r"(?u:[^\W\d]\w*)"
_NUMBER = r"\d+(?:_\d+)*"
_EXPONENT = r"[eE][+-]?\d+"
# A missing quote ends at the last escaped one, as it does for Rouge.
_SINGLE_QUOTED = r"'(?:(?:[^'\\]++|\\[\\']?)*+'|(?s:.*)')"
_CLOSERS = {"{": "}", "[": "]", "(": ")", "<": ">"}
_END_OF_COMMENT = re.compile(rf"\n=end{UB}")


class Ruby(Lexer):
    """Ruby."""

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        super().__init__(options)
        # Twice: a text may begin with two regular expressions, and with no more.
        self.push("operand")
        self.push("operand")
        self._heredocs: list[tuple[bool, str]] = []  # may be indented, closing word; next first

    def block_comment(self, match: re.Match[str]) -> int:
        """`=begin` … `=end`; without an end, an operator before a keyword."""
        text, start = match.string, match.start()
        end = self.next_index("\n=end", text, match.end())
        while end < len(text) and not _END_OF_COMMENT.match(text, end):
            end = self.next_index("\n=end", text, end + 1)
        if end < len(text):
            self.emit("cm", text[start : end + 5])
            return end + 5
        if self.state == "after_gap":
            self.pop()
            return start
        self.emit("o", "=")
        self.push("operand")
        return start + 1

    def open_heredoc(self, match: re.Match[str]) -> None:
        """`<<~WORD`: its body begins on the next line, after those announced before it."""
        operator = match["heredoc"]
        self.emit("o", operator)
        self.emit("no", match[0][len(operator) :])
        self._heredocs.append((len(operator) > 2, match["word"] or ""))
        if self.state != "before_heredocs":
            self.push("before_heredocs")

    def heredoc_line(self, match: re.Match[str]) -> None:
        may_be_indented, word = self._heredocs[0]
        line = match[0].strip() if may_be_indented else match[0].rstrip()
        if line == word:
            del self._heredocs[0]
            self.emit("no", match[0])
            self.pop(1 if self._heredocs else 2)
        else:
            self.emit("sh", match[0])
            self.pop()

    def percent_literal(self, match: re.Match[str]) -> None:
        """`%w[…]`, `%(…)`, `%r{…}x`: a state for each kind and delimiter."""
        kind = match["kind"] or ""
        self.emit("sr" if kind == "r" else "sx", match[0])
        if kind == "r":
            self.push("regex_flags")
        self.push(f"%{kind}{match['delimiter']}")

    @classmethod
    def rules_of(cls, name: str) -> Sequence[Rule | str]:
        if not name.startswith("%"):
            return cls.states[name]
        kind, opener = name[1:-1], name[-1]
        closer = _CLOSERS.get(opener, opener)
        css_class = "sr" if kind == "r" else "sx"
        delimiters = "".join(re.escape(sign) for sign in {opener, closer} - {"#"})
        nested: list[Rule | str] = [(re.escape(opener), css_class, "#push")] if opener != closer else []
        inner: list[Rule | str] = ["interpolation", (r"#", css_class)]
        return [
            (rf"\\[#{delimiters}\\]", "se"),
            *nested,
            (re.escape(closer), css_class, "#pop"),
            *(inner if kind in {"r", "Q", "W", "x", "I", ""} else [(r"[\\#]", css_class)]),
            (rf"[^#{delimiters}\\]+", css_class),
        ]

    states: ClassVar[States] = {
        "root": [
            "space",
            (r"__END__", "cp", "data"),
            (r"0_?[0-7]+(?:_[0-7]+)*", "mo"),
            (r"0x[0-9A-Fa-f]+(?:_[0-9A-Fa-f]+)*", "mh"),
            (r"0b[01]+(?:_[01]+)*", "mb"),
            (rf"{_NUMBER}(?:\.{_NUMBER}(?:{_EXPONENT})?|{_EXPONENT})", "mf"),
            (_NUMBER, "mi"),
            (rf"@@[{_LOWER}{_UPPER}]{_WORD}", "vc"),
            (rf"@[{_LOWER}{_UPPER}]{_WORD}", "vi"),
            (r"(?u:\$\w+)|\$[!@&`'+~=/\\,;.<>_*$?:\"]|\$-[0adFiIlpvw]", "vg"),
            (r"::", "o"),
            "string",
            (rf"{one_of(KEYWORDS)}(?=\W|$)", "k", "operand"),
            (rf"{one_of(PSEUDO_KEYWORDS)}{UB}", "kp", "operand"),
            (rf"(?:not|and|or){UB}", "ow", "operand"),
            (rf"(module)(\s+)({_NAME}(?:::{_NAME})*)", ("k", "", "nn")),
            (rf"(def{UB})(\s*)", ("k", ""), "method_name"),
            (rf"(class{UB})(\s*)", ("k", ""), "class_name"),
            (one_of(QUESTIONS | BANGS), "nb", "operand"),
            (rf"{one_of(BUILTINS)}{UB}", "nb", "after_name"),
            (
                r"(?u:(?P<heredoc><<[-~]?)(?:(?P<mark>[\"'`]?)(?P<word>[^\W\d]\w*)(?P=mark)|\"\"|''))",
                open_heredoc,
            ),
            (r"\.{2,3}", "o", "operand"),
            (rf"[{_UPPER}]{_WORD}", "no", "after_name"),
            (
                rf"(\.)(\s*)([{_LOWER}]{_WORD}[!?]?|[*%&^`~+,\-./\[<>=])",
                ("p", "", "nf"),
                "after_name",
            ),
            (rf"{_NAME}[?!]", "n", "operand"),
            (_NAME, "n", "after_name"),
            (r"\*\*|<<?|>>?|>=|<=|=~|={3}|!~|&&?|\|\||\.|[-+/*%=<>&!^|~]=?", "o", "operand"),
            (r"\?", "p", ("ternary", "operand")),
            (r"[\[({,:\\;]", "p", "operand"),
            (r"[\])}]", "p"),
        ],
        "space": [
            (r"[ \t\r]+", ""),
            (r"\n\s*", "", "operand"),
            (r"#.*", "c1"),
            (rf"=begin{UB}", block_comment),
        ],
        "string": [
            (rf":@{{0,2}}[{_LOWER}{_UPPER}]{_WORD}[!?]?", "ss"),
            (r":(?:\*\*|[-+]@|[/%&|^`~]|\[\]=?|<<|>>|<=?>|<=?|===?)", "ss"),
            (rf":{_SINGLE_QUOTED}", "ss"),
            (r':"', "ss", "quoted_symbol"),
            (rf"[{_LOWER}]{_WORD}[?!]?:\s+", "ss", "operand"),
            (_SINGLE_QUOTED, "s1"),
            (r'"', "s2", "double_quotes"),
            (r"`", "sb", "backticks"),
        ],
        "percent": [(r"%(?P<kind>[rqswQWxiI])?(?u:(?P<delimiter>[^\w\s]))", percent_literal)],
        "double_quotes": ["interpolation", (r'[^\\"#]+|[\\#]', "s2"), (r'"', "s2", "#pop")],
        "quoted_symbol": ["interpolation", (r'[^\\"#]+|[\\#]', "ss"), (r'"', "ss", "#pop")],
        "backticks": ["interpolation", (r"[^\\`#]+|[\\#]", "sb"), (r"`", "sb", "#pop")],
        "regex": [
            "expression_in_string",
            (r"\\[\\/]|[\\#]|[^\\/#]+", "sr"),
            (r"/", "sr", ("#pop", "regex_flags")),
        ],
        "regex_flags": [(r"[mixounse]*", "sr", "#pop")],
        "interpolation": [
            "expression_in_string",
            (r"\\(?:[\\abefnrstv#\"']|x[a-fA-F0-9]{1,2}|[0-7]{1,3}|.)", "se"),
        ],
        "expression_in_string": [
            (r"#\{", "si", "expression"),
            (rf"#(?:@@?|\$)[{_LOWER}{_UPPER}]{_WORD}", "si"),
        ],
        "expression": [(r"\}", "si", "#pop"), "root"],
        "before_heredocs": [(r"(?=\n)", "", ("#pop", "heredoc")), "root"],
        "heredoc": ["interpolation", (r"\n", "sh", "heredoc_line"), (r"[#\\]|[^#\\\n]+", "sh")],
        "heredoc_line": [(r"[^#\\\n]*$", heredoc_line), (r"", "", "#pop")],
        "method_name": [
            (r"\s+", ""),
            (r"\(", "p", "definee"),
            (
                rf"(?:({_NAME})(\.))?({_NAME}[!?]?|\*\*?|[-+]@?|[/%&|^`~]|\[\]=?|<=>|<<?|>>?|<=|>=|===?)",
                ("nc", "o", "nf"),
                "#pop",
            ),
            (r"", "", "#pop"),
        ],
        "class_name": [
            (r"\s+", ""),
            (r"(?u:\w+(?:::\w+)+)", "nc"),
            (r"\(", "p", ("definee", "operand")),
            (r"<<", "o", ("#pop", "operand")),
            (rf"[{_UPPER}_]{_WORD}", "nc", "#pop"),
            (r"", "", "#pop"),
        ],
        "definee": [
            (r"(\))(\.|::)?", ("p", "o"), "#pop"),
            (r"\(", "p", ("definee", "operand")),
            "root",
        ],
        "ternary": [
            (r"(:)(\s+)", ("p", ""), ("#pop", "operand")),
            (r":(?![^#\n]*?[:\\])", "p", ("#pop", "operand")),
            "root",
        ],
        "operand": [
            (r"[ \t\r]*(?=[^\s/?%])", "", "#pop"),
            (r"[ \t\r]+", ""),
            (r"/", "sr", ("#pop", "regex")),
            (
                r"\?(?:\\[MC]-)*(?:\\(?:[\\abefnrstv#\"']|x[a-fA-F0-9]{1,2}|[0-7]{1,3})|\S)(?u:(?!\w))",
                "sc",
                "#pop",
            ),
            (r"(\s*)(%[rqswQWxiI]? \S* )", ("", "sx"), "#pop"),
            "percent",
            (r"", "", "#pop"),
        ],
        "after_name": [
            (r"[/%]", "o", ("#pop", "operand")),
            (r"(?=\n)", "", "#pop"),
            (r"[ \t\r]*(?=[^\s/%#=])", "", "#pop"),
            (r"", "", ("#pop", "after_gap")),
        ],
        "after_gap": [
            "space",
            (r"[%/]=", "o", ("#pop", "operand")),
            (r"/(?=\S|\s*/)", "sr", ("#pop", "regex")),
            "percent",
            (r"(?=\s*/)", "", "#pop"),
            (r"\s+", "", ("#pop", "operand")),
            (r"", "", "#pop"),
        ],
        "data": [(r"(?s:.+)", "cp", "#pop")],
    }
