"""What to do about a fault of a template, from the words that name it.

Asked for once a fault has left its templates: a template that is right pays nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jekylite.diagnostics import nearest

# Tags that come with a plugin, by name.
_OF_PLUGINS = {
    "seo": "jekyll-seo-tag",
    "feed_meta": "jekyll-feed",
    "gist": "jekyll-gist",
    "avatar": "jekyll-avatar",
    "include_cached": "jekyll-include-cache",
    "last_modified_at": "jekyll-last-modified-at",
    "toc": "jekyll-toc",
    "github_edit_link": "jekyll-github-metadata",
}

_ARITY = re.compile(r"given (\d+), expected (\d+)(?:\.\.(\d+)|(\+))?")
_SYNTAX = re.compile(r"Valid (?:syntax|when condition): (?:\{%)?\s*(.+?)\s*(?:%\})?\Z", re.DOTALL)
_DELIMITER = re.compile(r"'(\w+)' is not a valid delimiter for (\w+) tags\. use (\w+)")
_UNCLOSED = re.compile(r"'(\w+)' tag was never closed")

# What a text holds → what to do; the first that fits.
_ADVICE = (
    ("Variable '", "end the output with `}}`; to show one write `{% raw %}{{{% endraw %}`"),
    (
        "Tag '",
        "end the tag with `%}`; to show one write `{% raw %}{%{% endraw %}`",
    ),
    ("Unexpected outer 'else' tag", "put it between `{% if … %}` and `{% endif %}`, or take it out"),
    ("does not expect 'else' tag", "close what is open before it, or take it out"),
    ("divided by 0", "make sure that the number is not 0, for instance with `{% if count > 0 %}`"),
    ("requires an array argument", "give it a list: what `split`, `where` or `site.pages` answers"),
    ("Cannot sort a null object", "make sure that there is a list, for instance with `{% if list %}`"),
    ("is not a valid datetime", "write a date such as 2024-03-04, or check that there is one"),
    ("invalid byte sequence", "save the file as UTF-8"),
    ("cannot select the property", "the list holds things of different kinds: check what is in it"),
    ("comparison of", "the list holds things that cannot be compared: sort by a key that all of them have"),
    ("Unknown operator", "the operators are `==`, `!=`, `<`, `>`, `<=`, `>=` and `contains`"),
    ("'in' clause", "write `{% for item in list %}`"),
    ("Invalid attribute in for loop", "behind the list stand `limit: 3`, `offset: 2` or `reversed`"),
    ("undefined variable", "check its name, or set `liquid: strict_variables: false`"),
    ("undefined filter", "check its name, or set `liquid: strict_filters: false`"),
    ("undefined method", "check that the value is of the kind that the filter takes"),
    ("no implicit conversion", "check that the value is of the kind that the filter takes"),
    ("invalid integer", "limits and offsets are whole numbers"),
    ("invalid format", "write directives as in `%Y-%m-%d`"),
    ("in tag 'highlight'", "name the language: `{% highlight python %}`"),
    ("mark_lines", 'write it as `mark_lines="1 3"`'),
    ("File contains invalid characters", "name a file below the folder of includes, without `..`"),
    ("Invalid syntax for include tag", 'write parameters as `name="text"` or `name=variable`'),
    (
        "Could not find document",
        "write its path from the source, with its extension",
    ),
    (
        "Could not find post",
        "write its file name without extension: `{% post_url 2024-03-04-hello %}`",
    ),
    ("Could not parse name of post", "write date and title: `{% post_url 2024-03-04-hello %}`"),
    ("Could not locate the included file", "check the name, or add the file to `_includes`"),
    (
        "Nesting too deep",
        "let something end it: an include that includes itself needs an `if` around it",
    ),
    ("needs a converter", "use it in a site"),
)


def hint_for(text: str, filter_name: str | None = None) -> str | None:
    """What to do about a fault with these words; None where they say it.

    Args:
        text: the reference's words, without the line in front.
        filter_name: of the filter that failed, if one did.
    """
    if found := _DELIMITER.search(text):
        _, block, end = found.groups()
        return f"close the `{block}` with `{{% {end} %}}` before it"
    if found := _UNCLOSED.search(text):
        return f"close it with `{{% end{found[1]} %}}`"
    if (found := _ARITY.search(text)) and filter_name:
        return f"`{filter_name}` takes {_arguments(*found.groups())}"
    for words, advice in _ADVICE:
        if words in text:
            return advice
    if found := _SYNTAX.search(text):
        return f"write it as `{{% {found[1]} %}}`"
    return None


def _arguments(given: str, least: str, most: str | None, more: str | None) -> str:
    """Ruby counts the input; a template does not."""
    low = int(least) - 1
    if more:
        return f"at least {low} argument{'' if low == 1 else 's'} behind its `:`"
    high = int(most or least) - 1
    if high == 0:
        return "no arguments"
    counts = str(low) if low == high else f"{low} to {high}"
    return f"{counts} argument{'' if high == 1 else 's'} behind its `:`, with commas between"


def hint_for_tag(name: str, known: Iterable[str]) -> str:
    """What to do about a tag that does not exist."""
    if name.startswith("end"):
        opener = name[3:]
        return f"nothing is open that it could close: begin with `{{% {opener} … %}}`, or take it out"
    if plugin := _OF_PLUGINS.get(name):
        return f"add `{plugin}` to `plugins`"
    words = [word for word in known if word.isidentifier()]
    if meant := nearest(name, words):
        return f"did you mean `{{% {meant} %}}`?"
    return "check its name, or add the plugin that brings it"


def hint_for_warning(text: str) -> str:
    """What to do about text that only the lax grammar can read."""
    if "Unexpected character &" in text:
        return "write `and`"
    if "Unexpected character |" in text:
        return "write `or` in conditions; filters follow a value only"
    if "Unexpected character !" in text:
        return "write `!=`, or `unless`"
    if "Unexpected character =" in text:
        return "write `==`"
    return "outputs are a value and its filters, conditions are values with operators, `and`, `or` between"
