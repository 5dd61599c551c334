"""Import python-liquid without what only its other dialects need.

`import liquid` takes 150 ms of CPU. 75 of them load asyncio (asynchronous loaders), babel and pytz (filters
for currencies and dates), dateutil (its `date` filter) and importlib_resources (a loader from packages),
and 25 its own tags, filters, expressions, lexer, loaders and render context: Jekyll's dialect has its own.
What stays is the environment, templates, nodes, expressions, tokens and errors that ours are made of.
"""

from __future__ import annotations

from jekylite.deferred_import import import_without

_DEFERRED = (
    "asyncio",
    "babel",
    "babel.messages",
    "dateutil",
    "dateutil.parser",
    "importlib_resources",
    "pytz",
    "liquid.analyze_tags",
    "liquid.builtin",
    "liquid.builtin.expressions",
    "liquid.builtin.tags.comment_tag",
    "liquid.builtin.tags.doc_tag",
    "liquid.context",
    "liquid.extra",
    "liquid.future",
    "liquid.lex",
    "liquid.loader",
    "liquid.messages",
    "liquid.static_analysis",
    "liquid.utils.html",
    "liquid.utils.lru_cache",
)


def import_liquid() -> None:
    """Import python-liquid at a quarter of its price.

    Its `__init__` makes an environment with all tags and filters; so the module that ours needs comes second.
    """
    import_without("liquid", (*_DEFERRED, "liquid.environment"))
    import_without("liquid.environment", _DEFERRED)
