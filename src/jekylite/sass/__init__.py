"""Sass through Dart Sass: style sheets of pages, and text in templates.

    with SassCompiler(source) as compiler:
        options = options_from_config(config["sass"], source, theme_sass_dir)
        sheet = stylesheet(compiler, body, source=source, path="assets/main.scss", options=options)

`stylesheet` makes the bytes that Jekyll publishes; `SassCompiler.compile` is bare Sass, for the
filters `scssify` and `sassify`; `find_compiler` says what is installed; `diagnostics` sums up
warnings. Sass knows no site: files are read by the compiler, paths come from the caller.
"""

from jekylite.sass.compiler import CompileResult, SassCompiler, SassWarning
from jekylite.sass.find import CompilerPlace, find_compiler
from jekylite.sass.options import SassOptions, options_from_config, sass_dir
from jekylite.sass.report import diagnostics
from jekylite.sass.stylesheet import SYNTAXES, Stylesheet, stylesheet

__all__ = [
    "SYNTAXES",
    "CompileResult",
    "CompilerPlace",
    "SassCompiler",
    "SassOptions",
    "SassWarning",
    "Stylesheet",
    "diagnostics",
    "find_compiler",
    "options_from_config",
    "sass_dir",
    "stylesheet",
]
