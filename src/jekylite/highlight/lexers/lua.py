"""Lua as Rouge 4.7 sees it: library functions are builtins with their module's name."""

from __future__ import annotations

import re
from typing import ClassVar

from jekylite.highlight.engine import UB, States, Words, one_of, word_set
from jekylite.highlight.lexers.closers import ClosingLexer

# Word lists: facts about Rouge 4.7.0 (MIT), measured word by word.
KEYWORDS = word_set("""
    break do else elseif end for if in repeat return then until while
""")
BUILTINS = word_set("""
    _g _version assert collectgarbage coroutine.create coroutine.isyieldable coroutine.resume
    coroutine.running coroutine.status coroutine.wrap coroutine.yield debug.debug debug.gethook
    debug.getinfo debug.getlocal debug.getmetatable debug.getregistry debug.getupvalue
    debug.getuservalue debug.sethook debug.setlocal debug.setmetatable debug.setupvalue
    debug.setuservalue debug.traceback debug.upvalueid debug.upvaluejoin dofile error
    getmetatable gsub io.close io.flush io.input io.lines io.open io.output io.popen io.read
    io.stderr io.stdin io.stdout io.tmpfile io.type io.write ipairs load loadfile lua_cpath
    lua_cpath_5_3 lua_errerr lua_errfile lua_errgcmm lua_errmem lua_errrun lua_errsyntax
    lua_hookcall lua_hookcount lua_hookline lua_hookret lua_hooktailcall lua_init lua_init_5_3
    lua_maskcall lua_maskcount lua_maskline lua_maskret lua_maxinteger lua_mininteger
    lua_minstack lua_multret lua_noref lua_ok lua_opadd lua_opband lua_opbnot lua_opbor
    lua_opbxor lua_opdiv lua_opeq lua_opidiv lua_ople lua_oplt lua_opmod lua_opmul lua_oppow
    lua_opshl lua_opshr lua_opsub lua_opunm lua_path lua_path_5_3 lua_refnil lua_registryindex
    lua_ridx_globals lua_ridx_mainthread lua_tboolean lua_tfunction lua_tlightuserdata lua_tnil
    lua_tnone lua_tnumber lua_tstring lua_ttable lua_tthread lua_tuserdata lua_use_apicheck
    lua_yield lual_buffersize luaopen_base luaopen_coroutine luaopen_debug luaopen_io
    luaopen_math luaopen_os luaopen_package luaopen_string luaopen_table luaopen_utf8 math.abs
    math.acos math.asin math.atan math.ceil math.cos math.deg math.exp math.floor math.fmod
    math.huge math.log math.max math.maxinteger math.min math.mininteger math.modf math.pi
    math.rad math.random math.randomseed math.sin math.sqrt math.tan math.tointeger math.type
    math.ult next os.clock os.date os.difftime os.execute os.exit os.getenv os.remove os.rename
    os.setlocale os.time os.tmpname package.config package.cpath package.loaded package.loadlib
    package.path package.preload package.searchers package.searchpath pairs pcall print rawequal
    rawget rawlen rawset require select setmetatable string.byte string.char string.dump
    string.find string.format string.gmatch string.gsub string.len string.lower string.match
    string.pack string.packsize string.rep string.reverse string.sub string.unpack string.upper
    table.concat table.insert table.move table.pack table.remove table.sort table.unpack
    tonumber tostring type utf8.char utf8.charpattern utf8.codepoint utf8.codes utf8.len
    utf8.offset xpcall
""")

_NAME = "[A-Za-z_][A-Za-z0-9_]*"
_ESCAPE = r"""\\(?:[abfnrtv\\"']|\d{1,3})"""


class Lua(ClosingLexer):
    """Lua."""

    builtins: ClassVar[Words] = Words("n", nb=BUILTINS)

    def long_bracket(self, match: re.Match[str]) -> int:
        """`--[==[ … ]==]` and `[==[ … ]==]`; without its end, a comment or a bracket."""
        return self.through(match, f"]{match['level']}]", "cm" if match[0][0] == "-" else "s")

    def name(self, match: re.Match[str]) -> None:
        """A name, or two with a point between."""
        name = match[0]
        if name == "gsub":
            self.push("gsub")
        if name in self.builtins:
            self.emit("nb", name)
        else:
            first, point, second = name.partition(".")
            self.emit("n", first)
            self.emit("p", point)
            self.emit("n", second)

    states: ClassVar[States] = {
        # A text may begin with a shebang.
        "root": [
            (r"#!.*", "cp"),
            (r"", "", "code"),
        ],
        "code": [
            (r"(?:--)?\[(?P<level>=*)\[", long_bracket),
            (r"--.*", "c1"),
            # Rouge asks for a `'` after such a number.
            (r"(?:\d*\.\d+|\d+\.\d*)(?:[eE][+-]?\d+)?'", "mf"),
            (r"\d+[eE][+-]?\d+", "mf"),
            (r"0[xX][0-9a-fA-F]*", "mh"),
            (r"\d+", "mi"),
            (r"\s+", ""),
            (r"==|~=|<=|>=|\.\.\.|\.\.|[=+*/%^<>#-]", "o"),
            (r"[\[\]{}().,:;]", "p"),
            (rf"(?:and|or|not){UB}", "ow"),
            (one_of(KEYWORDS) + UB, "k"),
            (rf"local{UB}", "kd"),
            (rf"(?:true|false|nil){UB}", "kc"),
            (rf"function{UB}", "k", "function_name"),
            (rf"{_NAME}(?:\.{_NAME})?", name),
            (r"'", "s1", "single_quoted"),
            (r'"', "s2", "double_quoted"),
        ],
        "function_name": [
            (r"\s+", ""),
            (rf"(?:({_NAME})(\.))?({_NAME})", ("nc", "p", "nf"), "#pop"),
            (r"\(", "p", "#pop"),
        ],
        # The pattern that `gsub` is given.
        "gsub": [
            (r"\)", "p", "#pop"),
            (r"[(,]", "p"),
            (r"\s+", ""),
            (r"'", "sr", "single_quoted_pattern"),
            (r'"', "sr", "double_quoted_pattern"),
        ],
        "single_quoted_pattern": [(r"'", "sr", ("#pop", "pattern_end")), "pattern"],
        "double_quoted_pattern": [(r'"', "sr", ("#pop", "pattern_end")), "pattern"],
        "pattern": [
            (r'"', "sr", ("#pop", "pattern_end")),
            (r"\[\^?", "se", "set"),
            (r"\\.|\(\?[:=<!]|\{[\d,]+\}|[()?]", "se"),
            (r".", "sr"),
        ],
        "pattern_end": [
            (r"\$+", "sr", "#pop"),
            (r"", "", "#pop"),
        ],
        "set": [
            (r"/", "se"),
            (r"\]", "se", "#pop"),
            (r"(\\)(.)", ("se", "sr")),
            (r".", "sr"),
        ],
        "single_quoted": [
            (_ESCAPE, "se"),
            (r"'", "s1", "#pop"),
            (r"[^'\\]+", "s1"),
        ],
        "double_quoted": [
            (_ESCAPE, "se"),
            (r'"', "s2", "#pop"),
            (r'[^"\\]+', "s2"),
        ],
    }
