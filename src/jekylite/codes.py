"""What each stable code means: `JL101` on a message is a section of the page of messages.

A code is written where its message is made, so that a search finds the place; here is what it is about.
Codes of one kind stand together: JL1 command line, configuration and surroundings; JL2 reading; JL30 and
JL31 Liquid; JL32 Markdown; JL33 Sass; JL35 and JL36 writing; JL4 the rules of `check`. A code that is no
longer used is not given to something else. Imports nothing but the language's own.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODES: dict[str, tuple[str, str]] = {
    # code: (title, what it means and what to do)
    "JL100": (
        "The command line makes no sense",
        (
            "An option, argument or command is unknown, missing or needless. `jekylite help COMMAND` "
            "lists what there is."
        ),
    ),
    "JL101": (
        "The configuration is not valid",
        (
            "`_config.yml` (or the file that `--config` names) cannot be read as YAML or TOML, or is not "
            "UTF-8. The place is where the unfinished thing begins: mostly a bracket or quote that is "
            "never closed, a tab, or a colon inside a text without quotes."
        ),
    ),
    "JL102": (
        "A configuration file is not there",
        "`--config` takes paths from the working folder, separated by commas.",
    ),
    "JL103": (
        "A setting has the wrong type",
        (
            "A list where a text is meant, or the other way round. Jekyll stops here as well, or falls "
            "over later. An `encoding` that there is none of is passed over, as in Jekyll."
        ),
    ),
    "JL104": (
        "A setting looks misspelled",
        (
            "The key is none that Jekyll, kramdown, Sass or a known plugin reads, and is near to one. It "
            "has no effect."
        ),
    ),
    "JL105": (
        "`defaults` are not as they should be",
        "Each set needs `scope` (with `path`, perhaps `type`) and `values`, both maps.",
    ),
    "JL106": (
        "Source, destination or posts are in the wrong place",
        (
            "The source must exist; the destination may not be or hold the source; `_posts` belongs into "
            "`collections_dir` where one is set."
        ),
    ),
    "JL107": (
        "A plugin is not known",
        (
            "jekylite runs plugins written in Python; it brings the common ones under their gems' names. "
            "Take the name out of `plugins`, or install a package that provides it."
        ),
    ),
    "JL108": (
        "A package is missing",
        '`check` and plugins that rewrite HTML need lxml: `pip install "jekylite[check]"`.',
    ),
    "JL109": (
        "The theme cannot be found",
        "The gem that `theme` names is not below `GEM_PATH` and not in the site.",
    ),
    "JL110": (
        "The time of the build is none",
        "`time` in the configuration or `SOURCE_DATE_EPOCH` cannot be read.",
    ),
    "JL111": (
        "A setting has been replaced",
        "Jekyll renamed or removed it; the message names what to write now.",
    ),
    "JL112": (
        "A setting has an odd value",
        (
            'It is accepted and probably does not do what was meant: the text `"false"`, for instance, '
            "counts as true."
        ),
    ),
    "JL113": (
        "An option of kramdown does not fit",
        "The value of a setting below `kramdown:` is none that the option takes.",
    ),
    "JL114": (
        "An option of Sass does not fit",
        "The value of a setting below `sass:` is none that the option takes.",
    ),
    "JL115": (
        "A plugin's setting does not fit",
        "The plugin cannot work with what the configuration says, or finds nothing to work on.",
    ),
    "JL116": (
        "The Markdown converter does not exist",
        "`markdown` is `kramdown` (the default) or `commonmark`.",
    ),
    "JL117": (
        "The server cannot start",
        (
            "The port is taken, out of range or not allowed, or the certificate cannot be read. `--port` "
            "names another one."
        ),
    ),
    "JL118": (
        "The system gives no file events",
        "Files are looked at again and again instead, which works the same and costs more.",
    ),
    "JL119": (
        "The configuration is ignored",
        (
            "The file is not a map of `key: value` lines, or no YAML or TOML file. Jekyll goes on with "
            "its defaults, and so do we."
        ),
    ),
    "JL120": (
        "A setting of `check` does not fit",
        "Below `check:` stand names of rules, each `off`, `warning` or `error`.",
    ),
    "JL121": (
        "The site's address is not set",
        "Feeds, sitemaps and `absolute_url` need `url: https://…` in the configuration.",
    ),
    "JL122": (
        "The new site cannot be written",
        "The folder is not empty (`--force` writes into it), or may not be written.",
    ),
    "JL123": (
        "The first build is skipped",
        "`--skip-initial-build` shows what is there, which may be out of date.",
    ),
    "JL124": (
        "Warnings, and `--strict`",
        "Under `--strict` a build with warnings or errors fails, so that a CI step does. Mend what it told.",
    ),
    "JL125": (
        "A plugin is not used",
        (
            "It is Ruby, which is not run; or `safe` and the `whitelist` leave it out; or a setting asks for "
            "a plugin that is not listed under `plugins`."
        ),
    ),
    "JL126": (
        "A plugin failed",
        (
            "The plugin that is named raised something unforeseen. Its author can mend it; `--trace` shows "
            "where."
        ),
    ),
    "JL127": (
        "A remote theme is not as it was added",
        (
            "A build fetches nothing. `jekylite theme add` brings a theme once and notes its hash; run it "
            "again if the copy is missing, or is not what was noted."
        ),
    ),
    "JL128": ("A bug in jekylite", "Please report it, with the file that the message names."),
    "JL129": (
        "The profile cannot be written",
        "`--profile=FILE.html` names a file of its own, outside of the destination.",
    ),
    "JL201": (
        "Front matter is not valid YAML",
        (
            "Jekyll publishes such a page without its title, layout and date, and ends with exit code 0. "
            "`--strict_front_matter` stops the build instead."
        ),
    ),
    "JL202": (
        "Front matter is no map",
        "Between the dashes stand `key: value` lines.",
    ),
    "JL203": (
        "A date is none",
        (
            "A post's date is written `2024-03-04` or `2024-03-04 12:30:00 +0800`, in its name as "
            "`2024-03-04-title.md`."
        ),
    ),
    "JL204": (
        "A page is not UTF-8",
        "Save the file as UTF-8. Jekyll publishes such a page raw and leaves such a post out.",
    ),
    "JL205": (
        "A file cannot be read",
        "The system refuses it; the message says why. Mostly it is a matter of rights.",
    ),
    "JL206": (
        "Categories are neither list nor text",
        "Write `categories: [one, two]` or `categories: one two`.",
    ),
    "JL207": (
        "A post is of the future",
        "It is left out until its date has come, in the site's `timezone`. `--future` publishes it now.",
    ),
    "JL208": (
        "A symbolic link is skipped",
        "It leads out of the site and its theme, or to nothing.",
    ),
    "JL209": (
        "A document cannot be sorted",
        "The collection's `sort_by` names a key that the document does not have; it comes last.",
    ),
    "JL210": (
        "An excerpt ends inside a block",
        (
            "The excerpt separator stands within a Liquid block, which is closed for the excerpt. Give "
            "the post an `excerpt` or `excerpt_separator`."
        ),
    ),
    "JL211": (
        "Data is not valid YAML",
        (
            "A file of `_data` or a YAML document of a collection cannot be read. Aliases that multiply "
            "without end and lists that contain themselves are refused as well."
        ),
    ),
    "JL212": (
        "Data is not valid CSV",
        "A quote is not closed, or stands where none may be.",
    ),
    "JL213": (
        "Data is not UTF-8",
        "Save the file as UTF-8.",
    ),
    "JL214": (
        "A layout does not exist",
        "The page is published without it.",
    ),
    "JL301": (
        "Liquid cannot be parsed",
        "The place is where the tag or output begins that makes no sense.",
    ),
    "JL302": (
        "Liquid failed while it ran",
        "A filter was given what it cannot work with, a number was divided by zero, a limit was passed.",
    ),
    "JL303": (
        "A tag or filter of Jekyll failed",
        "The message says how the tag is written, or what the filter cannot work with.",
    ),
    "JL304": (
        "A tag does not exist",
        "It is misspelled, or of a plugin that is not in `plugins`.",
    ),
    "JL305": (
        "A block is never closed",
        "The place is where the block opens.",
    ),
    "JL306": (
        "An include does not exist",
        "Includes lie in `_includes` of the site or its theme; a link out of the site counts as missing.",
    ),
    "JL307": (
        "Templates are nested too deeply",
        "An include includes itself, or blocks stand a hundred deep inside each other.",
    ),
    "JL308": (
        "The target of `link` or `post_url` does not exist",
        "`link` takes a path from the source, `post_url` a post's file name without extension.",
    ),
    "JL309": (
        "Liquid is not quite right",
        "Only the lax grammar of Liquid can read it, and it may do something else than was meant.",
    ),
    "JL310": (
        "An include is not UTF-8",
        "Save the file as UTF-8.",
    ),
    "JL311": (
        "A slug is empty",
        "Nothing of the text is left in that mode of `slugify`.",
    ),
    "JL312": (
        "A gist cannot be fetched",
        "It is shown by script only.",
    ),
    "JL313": (
        "`post_url` matches by date and slug only",
        "Write the post's name with its folder.",
    ),
    "JL314": (
        "A template goes beyond a limit",
        (
            "It takes too many steps, or makes too much text: mostly a loop or an include without end, or a "
            "text that is doubled again and again. `step_limit` and `output_limit` below `liquid` in the "
            "configuration set the limits."
        ),
    ),
    "JL320": (
        "Markdown is nested too deeply",
        "Flatten the quotes and lists.",
    ),
    "JL321": (
        "kramdown warns",
        "Told with `show_warnings: true` below `kramdown:`: something stands there that does nothing.",
    ),
    "JL330": (
        "Sass refuses a style sheet",
        "The message and the excerpt are Dart Sass's.",
    ),
    "JL331": (
        "No Sass compiler is installed",
        '`pip install "jekylite[sass]"`, `npm install -g sass` or any Dart Sass in the `PATH` will do.',
    ),
    "JL332": (
        "The Sass compiler cannot be used",
        "The program that was named is not there, no Dart Sass, or ended in the middle of its work.",
    ),
    "JL333": (
        "Sass calls something deprecated",
        "It works, and will not in a later Sass. `sass: silence_deprecations:` keeps it quiet.",
    ),
    "JL334": (
        "A style sheet warns",
        "A `@warn` of the style sheet, or a warning of Sass.",
    ),
    "JL350": (
        "A permalink names what there is not",
        "The pattern has a placeholder (`:word`) that documents do not have.",
    ),
    "JL351": (
        "A path holds a NUL character",
        "No file can have that name.",
    ),
    "JL352": (
        "A permalink is empty",
        "Remove the key, or give it a path.",
    ),
    "JL353": (
        "Two sources make one file",
        "The last one is written, the others are lost.",
    ),
    "JL354": (
        "A file name is too long",
        (
            "File systems take 255 bytes for a name; a Chinese character has three. A path has at most 3,500 "
            "characters and 400 folders."
        ),
    ),
    "JL355": (
        "A URL leads to the destination itself",
        "End the `permalink` in `/` or in a file name.",
    ),
    "JL356": (
        "A path is needed as file and as folder",
        "Change the `permalink` of one of them.",
    ),
    "JL357": (
        "The destination holds files of others",
        "They would be removed. Name another destination, or add `--force`.",
    ),
    "JL358": (
        "The destination cannot be written",
        "The system refuses it: no space, no rights, a read-only disk. What was there before is whole.",
    ),
    "JL360": (
        "Two URLs differ by case only",
        "On Windows and Mac one overwrites the other.",
    ),
}


def sections() -> Iterator[str]:
    """The page of messages, a section a code."""
    for code, (title, text) in CODES.items():
        yield f"## {code} {title}\n{{: #{code.lower()}}}\n\n{text}\n"
