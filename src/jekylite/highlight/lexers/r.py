"""R as Rouge 4.7 sees it: white space has a class, primitive functions are found by their `(`."""

from __future__ import annotations

from typing import ClassVar

from jekylite.highlight.engine import Lexer, States, Words, one_of, word_set

# Word lists: facts about Rouge 4.7.0 (MIT), measured word by word.
KEYWORDS = word_set("break else for function if in next repeat while")
CONSTANTS = word_set("""
    FALSE Inf NA NA_character_ NA_complex_ NA_integer_ NA_real_ NULL NaN TRUE
""")
BUILTIN_CONSTANTS = word_set("F LETTERS T letters month.abb month.name pi")
PRIMITIVES = word_set("""
    Arg Conj Im Mod Re UseMethod abs acos acosh all any anyNA as.call as.character as.complex
    as.double as.environment as.integer as.logical as.null.default as.numeric as.raw asin asinh
    atan atanh attr attributes baseenv browser c call ceiling class cos cosh cospi cummax cummin
    cumprod cumsum digamma dim dimnames emptyenv exp expression floor forceAndCall gamma gc.time
    globalenv interactive invisible is.array is.atomic is.call is.character is.complex is.double
    is.environment is.expression is.finite is.function is.infinite is.integer is.language is.list
    is.logical is.matrix is.na is.name is.nan is.null is.numeric is.object is.pairlist is.raw
    is.recursive is.single is.symbol lazyLoadDBfetch length lgamma list log max min missing names
    nargs nzchar oldClass on.exit pos.to.env proc.time prod quote range rep retracemem return
    round seq.int seq_along seq_len sign signif sin sinh sinpi sqrt standardGeneric substitute sum
    switch tan tanh tanpi tracemem trigamma trunc unclass untracemem xtfrm
""")


class R(Lexer):
    """R."""

    states: ClassVar[States] = {
        "root": [
            (r"#'.*", "cd"),
            (r"#.*", "c1"),
            (r"\s+", "w"),
            (r"`[^`]+`", "n"),
            # Without an unescaped quote to end at, the last escaped one ends the string.
            (r"(?s:'(?:(?:\\.|[^'\\])*+'|.*'))", "s1"),
            (r'(?s:"(?:(?:\\.|[^"\\])*+"|.*"))', "s2"),
            (r"%[^%]*%", "o"),
            (r"0[xX][a-fA-F0-9]+(?:[pP][0-9]+)?[Li]?", "mh"),
            (r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?[Li]?", "m"),
            # Rouge does not escape the points: `is_na(` is one too.
            (one_of(PRIMITIVES).replace(r"\.", ".") + r"(?=\()", "nf"),
            (
                r"(?u:(?:[^\W\d_]|\.[._]|\.[^\W\d_])[.\w]*|\.)",
                Words("n", k=KEYWORDS, kc=CONSTANTS, nb=BUILTIN_CONSTANTS),
            ),
            (r"[\[\]{}();,]", "p"),
            (r"[-<>?*+^/!=~$@:%&|]", "o"),
        ],
    }
