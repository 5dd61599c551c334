"""jekyll-gist: `{% gist user/id [file] %}` → the script that shows it.

Source: jekyll-gist 1.5.0. Known difference: the code for readers without JavaScript
(`<noscript>`) is left out, since it would have to be asked from the network.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from liquid.token import Token

from jekylite.diagnostics import DEBUG, Collector, Diagnostic
from jekylite.liquid.blocks import Stream, Tag
from jekylite.liquid.context import Context
from jekylite.liquid.errors import bare
from jekylite.liquid.nodes import Node, Render, Write
from jekylite.plugins.api import Extensions
from jekylite.plugins.fields import read
from jekylite.ruby.values import to_s

_ARGUMENTS = re.compile(r"\A(\S+|.*(?=/).+)\s?(\S*)\Z", re.A)


def register(extensions: Extensions, settings: Mapping[str, object], collector: Collector) -> None:
    """The plugin."""
    extensions.tags.append(GistTag)


class GistTag(Tag):
    """Both arguments may be names of variables."""

    name = "gist"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        return GistNode(token, markup.strip())


_NOSCRIPT = "`gist: {noscript: false}` says that this is meant"


class GistNode(Node):
    """Writes the script."""

    __slots__ = ("markup",)

    def __init__(self, token: Token, markup: str) -> None:
        super().__init__(token)
        self.markup = markup

    def compile(self) -> Render:
        match = _ARGUMENTS.match(self.markup)
        markup = self.markup

        def render(context: Context, write: Write) -> None:
            if match is None:
                raise bare(
                    "Syntax error in tag 'gist' while parsing the following markup:\n\n"
                    f"  '{{% gist {markup} %}}'\n\nValid syntax:\n  {{% gist user/1234567 %}}\n"
                    "  {% gist user/1234567 foo.js %}\n",
                    hint="write `{% gist user/1234567 %}`",
                )
            variables = context.variables
            gist, file = (to_s(variables.get(word, word)) for word in (match[1].strip(), match[2].strip()))
            if read(variables.get("site"), "gist", "noscript") is not False:
                text = f"the gist {gist} is shown by a script alone: nothing is fetched during a build"
                context.site.warn(Diagnostic(DEBUG, text, hint=_NOSCRIPT, topic="Gist", code="JL312"))
            query = f"?file={file}" if file else ""
            write(f'<script src="https://gist.github.com/{gist}.js{query}"> </script>')

        return render
