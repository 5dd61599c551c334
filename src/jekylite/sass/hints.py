"""What to do about a style sheet that Dart Sass refuses."""

from __future__ import annotations

# What Dart Sass says → what to do; the first that fits.
_ADVICE = (
    ("Undefined variable", 'set it before, or load the partial that does: `@use "name" as *;`'),
    ("Undefined mixin", 'define it before, or load the partial that does: `@use "name" as *;`'),
    ("Undefined function", 'define it before, or load the module that has it: `@use "sass:math";`'),
    ("There is no module with the namespace", 'load it at the top of the file: `@use "sass:NAME";`'),
    (
        "Can't find stylesheet to import",
        "check its name; partials lie in `_sass` or in `sass: load_paths`",
    ),
    ("target selector was not found", "write the rule that it extends, or add `!optional`"),
    ("expected", "close what is open, or take out what should not be there"),
    ("Expected", "close what is open, or take out what should not be there"),
    ("unmatched", "take it out, or open what it closes"),
    ("Incompatible units", "calculate with one unit, or leave it to the browser with `calc()`"),
    ("Incompatible", "calculate with one unit, or leave it to the browser with `calc()`"),
    ("@use rules must be written before", "put it at the top of the file"),
    ("Module loop", "two files load each other: put what both need into a third"),
    ("is not a", "check the kind of the value"),
    ("Missing argument", "give the argument that is missing"),
    ("arguments allowed", "take out the arguments that are too many"),
    ("No parameter named", "check the name of the argument"),
    ("isn't valid CSS", "calculate with numbers and units only"),
)


# A deprecation's name → what to write instead.
INSTEAD = {
    "color-functions": '`@use "sass:color"`, and `color.adjust` or `color.scale`',
    "elseif": "write `@else if`",
    "global-builtin": 'load the function\'s module: `@use "sass:map"`, and `map.get`',
    "if-function": "write the CSS function: `if(sass($a): b; else: c)`",
    "import": "load it with `@use`",
    "mixed-decls": "put the declarations above the nested rules, or into `& { … }`",
    "new-global": "set the variable at the top of a file first",
    "slash-div": '`@use "sass:math"`, and `math.div(a, b)`',
    "strict-unary": "write spaces on both sides of the sign, or on neither",
}


def hint_for(message: str) -> str:
    """What to do about it; where nothing is known, where to read on."""
    for words, advice in _ADVICE:
        if words in message:
            return advice
    if message.startswith(('"', "'")):
        return "the style sheet itself says so, with `@error`"
    return "sass-lang.com/documentation tells how it is written"
