"""The known settings, in one table: defaults, types, checks, JSON Schema and docs come from it.

A key that is not here is the user's own and shows as `site.KEY`; only one that looks like a slip of
the pen for a setting is mentioned. Source of names and defaults: Jekyll 4.4.1 configuration.rb, the
documentation of kramdown 2.5, and each plugin's README.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Literal, NamedTuple

Kind = Literal["flag", "integer", "text", "texts", "mapping", "mappings", "any"]
"""`texts` is a list of strings, `mappings` a list of mappings; `any` is never checked."""


KIND_NAMES: dict[Kind, str] = {
    "flag": "a boolean",
    "integer": "an integer",
    "text": "a string",
    "texts": "an array",
    "mapping": "a map",
    "mappings": "an array of maps",
    "any": "anything",
}


class _Unset:
    """No default: the key is absent until someone sets it."""


UNSET = _Unset()


class Key(NamedTuple):
    """One setting.

    Args:
        name: as written in `_config.yml`.
        kind: what its value must be; None is always accepted and means "not set".
        default: Jekyll's default, UNSET if it has none.
        group: the heading of the documentation it stands under.
        summary: one sentence for the documentation and the schema.
        strict: whether another type stops the build, as it (or a crash) does in Jekyll.
        keys: the known keys of a mapping, empty if they are the user's.
    """

    name: str
    kind: Kind
    default: object
    group: str
    summary: str
    strict: bool = False
    keys: tuple[str, ...] = ()


KRAMDOWN_KEYS = (
    "auto_id_prefix auto_id_stripping auto_ids coderay enable_coderay entity_output footnote_backlink "
    "footnote_backlink_inline footnote_link_text footnote_nr footnote_prefix forbidden_inline_options "
    "gfm_emojis gfm_quirks guess_lang hard_wrap header_links header_offset html_to_native input line_width "
    "link_defs list_indent math_engine math_engine_opts parse_block_html parse_span_html "
    "remove_block_html_tags remove_line_breaks_for_cjk remove_span_html_tags show_warnings smart_quotes "
    "syntax_highlighter syntax_highlighter_opts template toc_levels transliterated_header_ids "
    "typographic_symbols"
)
SASS_KEYS = (
    "sass_dir load_paths style sourcemap implementation quiet_deps verbose line_comments "
    "add_charset silence_deprecations fatal_deprecations future_deprecations compiler"
)

_PLACES = "Where things are"
_READING = "What is read"
_PUBLISHING = "What is published"
_PLUGINS = "Plugins and theme"
_CONVERSION = "Conversion"
_SERVING = "Building and serving"
_OUTPUT = "Addresses and time"
ABOUT = "About the site"

KEYS: tuple[Key, ...] = (
    # Jekyll's defaults, in Jekyll's order: `site` in a template shows them so.
    Key("source", "text", ".", _PLACES, "The folder that is read.", strict=True),
    Key(
        "destination",
        "text",
        "./_site",
        _PLACES,
        "The folder that is written, from the working folder.",
        True,
    ),
    Key("collections_dir", "text", "", _PLACES, "The folder that holds the collections, `_posts` too.", True),
    Key(
        "cache_dir",
        "text",
        ".jekyll-cache",
        _PLACES,
        "The folder of the build's cache, below the source.",
        True,
    ),
    Key("plugins_dir", "any", "_plugins", _PLACES, "Jekyll's folder for Ruby plugins; nothing there is run."),
    Key("layouts_dir", "text", "_layouts", _PLACES, "The folder of the layouts.", True),
    Key("data_dir", "text", "_data", _PLACES, "The folder of the data files.", True),
    Key("includes_dir", "text", "_includes", _PLACES, "The folder of the includes.", True),
    Key("collections", "any", {}, _PUBLISHING, "The collections: a list of labels, or settings by label."),
    Key(
        "safe", "flag", False, _PLUGINS, "Only plugins of the `whitelist`, and no symlinks out of the source."
    ),
    Key(
        "include",
        "texts",
        [".htaccess"],
        _READING,
        "Files to read although their name begins with `.` or `_`.",
        True,
    ),
    Key(
        "exclude", "texts", [], _READING, "Files and folders to leave out; Jekyll's own list is added.", True
    ),
    Key(
        "keep_files",
        "texts",
        [".git", ".svn"],
        _OUTPUT,
        "What the cleaner must not touch in the destination.",
        True,
    ),
    Key("encoding", "text", "utf-8", _READING, "The encoding of the source files.", True),
    Key(
        "markdown_ext",
        "text",
        "markdown,mkdown,mkdn,mkd,md",
        _CONVERSION,
        "The extensions of Markdown files.",
        True,
    ),
    Key("strict_front_matter", "flag", False, _READING, "Stop at front matter that is not valid YAML."),
    Key("show_drafts", "flag", None, _PUBLISHING, "Publish `_drafts` too."),
    Key(
        "limit_posts", "integer", 0, _PUBLISHING, "Publish only so many of the newest posts; 0 is all.", True
    ),
    Key("future", "flag", False, _PUBLISHING, "Publish posts dated in the future."),
    Key("unpublished", "flag", False, _PUBLISHING, "Publish what says `published: false`."),
    Key("whitelist", "texts", [], _PLUGINS, "The plugins that `safe` lets through."),
    Key("plugins", "texts", [], _PLUGINS, "The plugins in use.", True),
    Key("markdown", "text", "kramdown", _CONVERSION, "The Markdown converter."),
    Key("highlighter", "text", "rouge", _CONVERSION, "The syntax highlighter."),
    Key(
        "lsi",
        "flag",
        False,
        _CONVERSION,
        "Jekyll's index of related posts; the newest posts are used instead.",
    ),
    Key("excerpt_separator", "text", "\n\n", _CONVERSION, "What ends an excerpt."),
    Key("incremental", "flag", False, _SERVING, "Accepted; every build reuses what has not changed."),
    Key("detach", "flag", False, _SERVING, "Run the server in the background."),
    Key("port", "any", "4000", _SERVING, "The server's port."),
    Key("host", "text", "127.0.0.1", _SERVING, "The server's address.", True),
    Key("baseurl", "text", None, _OUTPUT, "The path below the domain, such as `/blog`."),
    Key("show_dir_listing", "flag", False, _SERVING, "Show a folder's files instead of its index."),
    Key(
        "permalink",
        "text",
        "date",
        _OUTPUT,
        "A style (`date`, `pretty`, `ordinal`, `none` …) or a pattern.",
        True,
    ),
    Key("paginate_path", "text", "/page:num", _OUTPUT, "Where jekyll-paginate puts the pages."),
    Key("timezone", "text", None, _OUTPUT, "The time zone of dates, such as `Asia/Shanghai`.", True),
    Key("quiet", "flag", False, _SERVING, "Print errors only."),
    Key("verbose", "flag", False, _SERVING, "Print more."),
    Key("defaults", "mappings", [], _READING, "Front matter defaults: sets of `scope` and `values`."),
    Key(
        "liquid",
        "mapping",
        {"error_mode": "warn", "strict_filters": False, "strict_variables": False},
        _CONVERSION,
        "How strict templates are, and how far they may go.",
        True,
        ("error_mode", "strict_filters", "strict_variables", "step_limit", "output_limit"),
    ),
    Key(
        "kramdown",
        "mapping",
        {
            "auto_ids": True,
            "toc_levels": [1, 2, 3, 4, 5, 6],
            "entity_output": "as_char",
            "smart_quotes": "lsquo,rsquo,ldquo,rdquo",
            "input": "GFM",
            "hard_wrap": False,
            "guess_lang": True,
            "footnote_nr": 1,
            "show_warnings": False,
        },
        _CONVERSION,
        "kramdown's options.",
        True,
        tuple(KRAMDOWN_KEYS.split()),
    ),
    # Known, without a default.
    Key("url", "text", UNSET, _OUTPUT, "The protocol and domain, such as `https://lin.example`."),
    Key("time", "any", UNSET, _OUTPUT, "The time of the build, instead of now."),
    Key("theme", "text", UNSET, _PLUGINS, "The theme gem."),
    Key("remote_theme", "any", UNSET, _PLUGINS, "A theme on GitHub, `owner/repo@ref`, kept in `_vendor`."),
    Key("compat", "text", UNSET, _PLUGINS, "A host whose settings apply: `github-pages`."),
    Key("gems", "texts", UNSET, _PLUGINS, "The old name of `plugins`."),
    Key("ignore_theme_config", "flag", UNSET, _PLUGINS, "Do not read the theme's `_config.yml`."),
    Key("page_excerpts", "flag", UNSET, _CONVERSION, "Pages have an excerpt too."),
    Key(
        "sass",
        "mapping",
        UNSET,
        _CONVERSION,
        "Sass: folder, style, load paths.",
        True,
        tuple(SASS_KEYS.split()),
    ),
    Key(
        "csv_reader",
        "mapping",
        UNSET,
        _READING,
        "How `.csv` data is read.",
        keys=("headers", "csv_converters", "encoding"),
    ),
    Key(
        "tsv_reader",
        "mapping",
        UNSET,
        _READING,
        "How `.tsv` data is read.",
        keys=("headers", "csv_converters", "encoding"),
    ),
    Key("disable_disk_cache", "flag", UNSET, _SERVING, "Write no cache."),
    Key("watch", "flag", UNSET, _SERVING, "Build again after every change."),
    Key("force_polling", "flag", UNSET, _SERVING, "Look for changes instead of being told."),
    Key("skip_initial_build", "flag", UNSET, _SERVING, "Serve what is there."),
    Key("open_url", "flag", UNSET, _SERVING, "Open a browser."),
    Key("livereload", "flag", UNSET, _SERVING, "Reload the page in the browser after a build."),
    Key("livereload_ignore", "texts", UNSET, _SERVING, "Files whose change reloads nothing."),
    Key("livereload_min_delay", "any", UNSET, _SERVING, "Seconds to wait before a reload, at least."),
    Key("livereload_max_delay", "any", UNSET, _SERVING, "Seconds to wait before a reload, at most."),
    Key("livereload_port", "any", UNSET, _SERVING, "The port that browsers listen at."),
    Key("ssl_cert", "text", UNSET, _SERVING, "The server's certificate, from the source."),
    Key("ssl_key", "text", UNSET, _SERVING, "The certificate's key, from the source."),
    Key("webrick", "mapping", UNSET, _SERVING, "`headers` of the server's answers.", keys=("headers",)),
    Key("profile", "flag", UNSET, _SERVING, "Print how long each template took."),
    Key("trace", "flag", UNSET, _SERVING, "Show the full backtrace of an error."),
    Key("check", "mapping", UNSET, _SERVING, "What `jekylite check` looks for: rules and their severities."),
    Key("title", "any", UNSET, ABOUT, "The site's title."),
    Key("tagline", "any", UNSET, ABOUT, "A few words below the title."),
    Key("description", "any", UNSET, ABOUT, "What the site is about."),
    Key("author", "any", UNSET, ABOUT, "A name, or a mapping with `name`, `email`, `url` …"),
    Key("email", "any", UNSET, ABOUT, "An address to write to."),
    Key("lang", "any", UNSET, ABOUT, "The site's language, such as `zh-CN`."),
    Key("locale", "any", UNSET, ABOUT, "The locale, where it differs from `lang`."),
    Key("logo", "any", UNSET, ABOUT, "The path of a logo."),
    Key("github_username", "any", UNSET, ABOUT, "For themes."),
    Key("twitter_username", "any", UNSET, ABOUT, "For themes."),
    Key("repository", "any", UNSET, ABOUT, "`owner/name` on GitHub."),
    Key("twitter", "any", UNSET, ABOUT, "jekyll-seo-tag: `username`, `card`."),
    Key("facebook", "any", UNSET, ABOUT, "jekyll-seo-tag: `app_id`, `publisher`, `admins`."),
    Key("social", "any", UNSET, ABOUT, "jekyll-seo-tag: `name`, `links`."),
    Key("webmaster_verifications", "any", UNSET, ABOUT, "jekyll-seo-tag."),
    Key("google_site_verification", "any", UNSET, ABOUT, "jekyll-seo-tag."),
    Key("feed", "mapping", UNSET, _PLUGINS, "jekyll-feed."),
    Key("paginate", "any", UNSET, _PLUGINS, "jekyll-paginate: posts a page."),
    Key("pagination", "mapping", UNSET, _PLUGINS, "jekyll-paginate-v2."),
    Key("autopages", "mapping", UNSET, _PLUGINS, "jekyll-paginate-v2."),
    Key("jekyll-archives", "mapping", UNSET, _PLUGINS, "jekyll-archives."),
    Key("redirect_from", "mapping", UNSET, _PLUGINS, "jekyll-redirect-from."),
    Key("relative_links", "mapping", UNSET, _PLUGINS, "jekyll-relative-links."),
    Key("titles_from_headings", "mapping", UNSET, _PLUGINS, "jekyll-titles-from-headings."),
    Key("optional_front_matter", "mapping", UNSET, _PLUGINS, "jekyll-optional-front-matter."),
    Key("readme_index", "mapping", UNSET, _PLUGINS, "jekyll-readme-index."),
    Key("default_layout", "mapping", UNSET, _PLUGINS, "jekyll-default-layout."),
    Key("jekyll-mentions", "any", UNSET, _PLUGINS, "jekyll-mentions."),
    Key("emoji", "any", UNSET, _PLUGINS, "jemoji."),
    Key("toc", "mapping", UNSET, _PLUGINS, "jekyll-toc."),
    Key("last-modified-at", "mapping", UNSET, _PLUGINS, "jekyll-last-modified-at."),
)

NEVER_EMPTY = ("plugins", "include", "exclude")
"""Settings that may not even be null in a file."""

BY_NAME = {key.name: key for key in KEYS}

PERMALINK_STYLES = {
    "none": "/:categories/:title:output_ext",
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
}
"""Jekyll's named patterns, for `permalink` of the configuration."""

DEFAULT_EXCLUDES = (
    ".sass-cache",
    ".jekyll-cache",
    "gemfiles",
    "Gemfile",
    "Gemfile.lock",
    "node_modules",
    "vendor/bundle/",
    "vendor/cache/",
    "vendor/gems/",
    "vendor/ruby/",
)


def defaults() -> dict[str, object]:
    """Jekyll's defaults in Jekyll's order; a fresh copy, `source` and `destination` still relative."""
    return {key.name: deepcopy(key.default) for key in KEYS if key.default is not UNSET}


def json_schema() -> dict[str, object]:
    """The table as JSON Schema (draft 2020-12). Keys that are not in it are allowed: they are the user's."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "_config.yml",
        "description": "The configuration of a Jekyll site, as jekylite reads it.",
        "type": "object",
        "properties": {key.name: _property(key) for key in KEYS},
        "additionalProperties": True,
    }


def _property(key: Key) -> dict[str, object]:
    shape: dict[str, object] = {"description": key.summary}
    # Jekyll looks at these before its defaults lie beneath, so they may not even be empty.
    nothing = () if key.name in NEVER_EMPTY else ("null",)
    match key.kind:
        case "flag":
            shape["type"] = ["boolean", *nothing]
        case "integer":
            shape["type"] = ["integer", *nothing]
        case "text":
            shape["type"] = ["string", *nothing]
        case "texts":
            shape |= {"type": ["array", *nothing], "items": {"type": ["string", "number", "boolean"]}}
        case "mappings":
            shape |= {"type": ["array", *nothing], "items": {"type": "object"}}
        case "mapping":
            shape["type"] = ["object", *nothing]
            if key.keys:
                shape["properties"] = {name: {} for name in key.keys}
    if key.name in _SHAPES:
        shape |= _SHAPES[key.name]
    if key.default is not UNSET:
        shape["default"] = key.default
    return shape


_COLLECTION: dict[str, object] = {
    "type": ["object", "null"],
    "properties": {
        "output": {"type": "boolean", "description": "Write a page for each document."},
        "permalink": {"type": "string", "description": "The pattern of their URLs."},
        "sort_by": {"type": "string", "description": "The front matter key they are sorted by."},
        "order": {"type": "array", "items": {"type": "string"}, "description": "Documents in this order."},
    },
}
_COUNT: dict[str, object] = {"type": ["integer", "null"], "minimum": 0}
_SHAPES: dict[str, dict[str, object]] = {
    "collections": {
        "anyOf": [
            {"type": "array", "items": {"type": "string"}},
            {"type": ["object", "null"], "additionalProperties": _COLLECTION},
        ]
    },
    "defaults": {
        "items": {
            "type": "object",
            "required": ["values"],
            "properties": {
                "scope": {
                    "type": "object",
                    "properties": {"path": {"type": "string"}, "type": {"type": "string"}},
                },
                "values": {"type": "object"},
            },
        }
    },
    "liquid": {
        "properties": {
            "error_mode": {"enum": ["warn", "lax", "strict"]},
            "strict_filters": {"type": "boolean", "description": "An unknown filter is an error."},
            "strict_variables": {"type": "boolean", "description": "An unknown variable is an error."},
            "step_limit": {
                **_COUNT,
                "description": "Turns of loops and includes in a render; 0 is no limit.",
            },
            "output_limit": {**_COUNT, "description": "Characters that a render makes; 0 is no limit."},
        }
    },
    "markdown_ext": {"examples": ["markdown,md"]},
    "permalink": {"examples": [*PERMALINK_STYLES, "/:categories/:title/"]},
    "timezone": {"examples": ["Europe/Lisbon", "Asia/Shanghai"]},
}
"""What JSON Schema can say of a setting beyond its type."""
