"""Rust as Rouge 4.7 sees it: a name before `(` is a function, one before `::` a module."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from jekylite.highlight.engine import UB, States, Words, one_of, word_set
from jekylite.highlight.lexers.closers import ClosingLexer

# Word lists: facts about Rouge 4.7.0 (MIT), measured word by word.
KEYWORDS = word_set("""
    Self abstract as async await become box break const continue crate do dyn else enum extern
    false final fn for if impl in let log loop macro match mod move mut override priv pub ref
    return self static struct super trait true try type typeof union unsafe unsized use virtual
    where while yield
""")
BUILTINS = word_set("""
    Add Arc AsMut AsRef BitAnd BitOr BitXor Box Clone Copy DIR Default Div DoubleEndedIterator Drop
    Eq Err ExactSizeIterator Extend FILE Fn FnMut FnOnce From FromIterator Index Into IntoIterator
    Iterator Mul Neg None Ok Option Ord Owned PartialEq PartialOrd Pin Rc Result Send Shl Shr Sized
    Some String Sub Sync ToOwned ToString TryFrom TryInto Unpin Vec bool c_char c_double c_float
    c_int c_long c_longlong c_schar c_short c_uchar c_uint c_ulong c_ulonglong c_ushort c_void char
    clock_t dev_t dirent drop f32 f64 float fpos_t i128 i16 i32 i64 i8 ino_t int intptr_t isize
    mode_t off_t pid_t ptrdiff_t size_t ssize_t str time_t u128 u16 u32 u64 u8 uint uintptr_t usize
""")

_NAME = r"(?u:[^\W\d]\w*)"
_ESCAPE = r"""\\(?:[nrt'"\\0]|x[0-9a-fA-F]{2}|u\{(?:[0-9a-fA-F]_*){1,6}\})"""
_SIZE = "(?:8|16|32|64|128|size)"
_FRACTION, _EXPONENT, _FLOAT_TYPE = r"\.[0-9][0-9_]*", "[eE][-+]?[0-9_]+", "(?:f32|f64)"
_FLOAT = (
    rf"[0-9][0-9_]*(?:{_FRACTION}(?:{_EXPONENT})?{_FLOAT_TYPE}?|(?:{_FRACTION})?{_EXPONENT}{_FLOAT_TYPE}?"
    rf"|(?:{_FRACTION})?(?:{_EXPONENT})?{_FLOAT_TYPE}|\.(?![._])(?!(?u:[^\W\d])))"
)


class Rust(ClosingLexer):
    """Rust, with rustdoc's hidden lines (`# …`)."""

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        super().__init__(options)
        self.push("line_start")
        self.open_brackets = dict.fromkeys(")]}", 0)

    def open_bracket(self, match: re.Match[str]) -> None:
        """A macro's arguments go on until each kind of bracket is closed as often as opened."""
        self.open_brackets[")]}"["([{".index(match[0])]] += 1
        self.emit("p", match[0])

    def close_bracket(self, match: re.Match[str]) -> None:
        """The last one ends the macro's arguments."""
        self.open_brackets[match[0]] -= 1
        if not any(self.open_brackets.values()):
            self.pop()
        self.emit("p", match[0])

    def raw_string(self, match: re.Match[str]) -> int:
        """`r#"…"#`; without its end, a name."""
        return self.through(match, '"' + match["hashes"], "s")

    states: ClassVar[States] = {
        "line_start": [
            "blanks",
            (r"#\s[^\n]*", "cs"),
            (r"", "", "#pop"),
        ],
        "attribute": [
            "blanks",
            (rf"(?:true|false){UB}", "kc"),
            "literals",
            (r"[(,)=:]", "nd"),
            (r"\]", "nd", "#pop"),
            (_NAME, "nd"),
        ],
        "blanks": [
            (r"\s+", ""),
            (r"////+[^\n]*", "c1"),
            (r"//[/!][^\n]*", "cd"),
            (r"//[^\n]*", "c1"),
            (r"/\*\*\*?/", "cm"),
            (r"/\*\*\*+", "cm", "comment"),
            (r"/\*[*!]", "cd", "doc_comment"),
            (r"/\*", "cm", "comment"),
        ],
        # Comments nest; what the outermost one is, all of it is.
        "comment": [
            (r"\*/", "cm", "#pop"),
            (r"/\*", "cm", "#push"),
            (r"[^*/]+|[*/]", "cm"),
        ],
        "doc_comment": [
            (r"\*/", "cd", "#pop"),
            (r"/\*", "cd", "#push"),
            (r"[^*/]+|[*/]", "cd"),
        ],
        "root": [
            (r"\n", "", "line_start"),
            "blanks",
            (r"#!?\[", "nd", "attribute"),
            (one_of(KEYWORDS) + UB, "k"),
            "literals",
            (r"[=-]>|<->", "k"),
            (r"[()\[\]{}|,:;]", "p"),
            (r"[*/!@~&+%^<>=?-]|\.{2,3}", "o"),
            (rf"(?:\.\s*)?{_NAME}(?=\s*\()", "nf"),
            (rf"\.\s*await{UB}", "k"),
            (rf"\.\s*{_NAME}", "py"),
            (r"\.\s*\d+", "na"),
            (rf"({_NAME})(::)", ("nn", "p")),
            (r"macro_rules!", "nd", "macro_rules"),
            (rf"{_NAME}!", "nd", "macro"),
            (rf"'static{UB}", "k"),
            (rf"'{_NAME}", "nv"),
            (_NAME, Words("n", nb=BUILTINS)),
        ],
        "macro": [
            (rf"(?:true|false){UB}", "kc"),
            (r"[(\[{]", open_bracket),
            (r"[)\]}]", close_bracket),
            (rf"{_NAME}!", "nd"),
            "root",
            (r".", ""),  # nothing is an error in a macro
        ],
        "macro_rules": [
            (rf"\$(?:{_NAME}(?::{_NAME})?)?", "nv"),
            "macro",
        ],
        "literals": [
            (rf"b?'(?:{_ESCAPE}|[^\\])'", "sc"),
            (r'b?"', "s", "string"),
            (r'b?r(?P<hashes>#*)"', raw_string),
            (_FLOAT, "mf"),
            (rf"(?:0b[10_]+|0x[0-9a-fA-F_]+|0o[0-7_]+|[0-9][0-9_]*)(?:u{_SIZE}?|i{_SIZE})?", "mi"),
        ],
        "string": [
            (r'"', "s", "#pop"),
            (_ESCAPE, "se"),
            (r'[^"\\]+', "s"),
        ],
    }
