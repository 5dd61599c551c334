"""The environment without a site, and how tags and filters are added to it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from liquid.ast import Node as EngineNode
from liquid.stream import TokenStream
from liquid.tag import Tag as EngineTag
from liquid.token import Token
from liquid_cases import ROOT

from jekylite.errors import LiquidError
from jekylite.liquid import JekyllEnvironment, LocalSite
from jekylite.liquid.blocks import BlockTag, Stream, Tag
from jekylite.liquid.context import Context
from jekylite.liquid.nodes import Node, Render, Write


class Shout(Node):
    __slots__ = ("text",)

    def __init__(self, token: Token, text: str) -> None:
        super().__init__(token)
        self.text = text

    def compile(self) -> Render:
        text = self.text.upper()

        def render(context: Context, write: Write) -> None:
            write(text)

        return render


class ShoutTag(Tag):
    name = "shout"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        return Shout(token, markup.strip())


class TwiceTag(BlockTag):
    name = "twice"
    end = "endtwice"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        block = self.body(token, stream)
        self.branch(stream)
        return Twice(token, block)


class Twice(Node):
    __slots__ = ("block",)

    def __init__(self, token: Token, block: Node) -> None:
        super().__init__(token)
        self.block = block
        self.blank = block.blank

    def compile(self) -> Render:
        body = self.block.compile()

        def render(context: Context, write: Write) -> bool | None:
            return body(context, write) or body(context, write)

        return render


class EngineHello(EngineTag):
    """A tag written for python-liquid itself."""

    name = "hello"
    block = False

    def parse(self, stream: TokenStream) -> EngineNode:
        return EngineHelloNode(stream.current)


class EngineHelloNode(EngineNode):
    def __init__(self, token: Token) -> None:
        super().__init__(token)
        self.blank = False

    def render_to_output(self, context: object, buffer: object) -> int:
        return buffer.write("hello")  # type: ignore[attr-defined, no-any-return]


def test_templates_are_rendered_from_dicts_and_includes() -> None:
    env = JekyllEnvironment(includes={"card.html": "<b>{{ include.name }}</b>"})
    template = env.from_string("{% include card.html name=page.title %}")
    assert template.render({"page": {"title": "Hi"}}) == "<b>Hi</b>"
    assert template.render({"page": {"title": "Ho"}}) == "<b>Ho</b>"


def test_the_payload_is_not_changed() -> None:
    payload = {"a": 1}
    JekyllEnvironment().from_string("{% assign a = 2 %}{% increment n %}").render(payload)
    assert payload == {"a": 1}


def test_counters_go_on_in_the_next_template_that_shares_them() -> None:
    env = JekyllEnvironment()
    counters: dict[str, int] = {}
    template = env.from_string("{% increment n %}{{ n }}")
    assert template.render(counters=counters) + template.render(counters=counters) == "0112"


def test_a_tag_and_a_block_can_be_added() -> None:
    env = JekyllEnvironment()
    env.add_tag(ShoutTag)
    env.add_tag(TwiceTag)
    assert env.from_string("{% twice %}{% shout hey %}{{ 1 }}{% endtwice %}").render() == "HEY1HEY1"


def test_a_tag_of_python_liquid_works_as_it_is() -> None:
    env = JekyllEnvironment()
    env.add_tag(EngineHello)
    assert env.from_string("{% hello %} {% if true %}{% hello %}{% endif %}").render() == "hello hello"


def test_a_filter_is_called_with_as_many_arguments_as_it_takes() -> None:
    env = JekyllEnvironment()
    env.add_filter("wrap", lambda value, left, right="]": f"{left}{value}{right}")
    assert env.from_string("{{ 1 | wrap: '[' }}{{ 2 | wrap: '(', ')' }}").render() == "[1](2)"
    with pytest.raises(LiquidError, match=r"wrong number of arguments \(given 1, expected 2\.\.3\)"):
        env.from_string("{{ 1 | wrap }}").render()


def test_a_filter_that_asks_for_the_context_is_given_it() -> None:
    def whoami(value: object, *, context: Context) -> object:
        return context.variables.get("me")

    env = JekyllEnvironment()
    env.add_filter("whoami", whoami)
    assert env.from_string("{{ 1 | whoami }}").render({"me": "Ann"}) == "Ann"


def test_an_unknown_filter_returns_its_input() -> None:
    assert JekyllEnvironment().from_string("{{ 'a' | nosuch: 1, 2 | upcase }}").render() == "A"


def test_links_and_urls_come_from_the_site() -> None:
    site = LocalSite(
        url="https://ex.com", baseurl="/b", links={"a.md": "/a b/"}, posts={"2024-01-02-x": "/x/"}
    )
    text = JekyllEnvironment(site=site).from_string("{% link a.md %} {% post_url 2024-01-02-x %}").render()
    assert text == "/b/a%20b/ /b/x/"


def test_an_include_is_parsed_once_while_its_text_is_the_same() -> None:
    env = JekyllEnvironment(includes={"a.html": "x"})
    context = Context(env, {}, env.site)
    source = env.site.include("a.html")
    assert source is not None
    assert env.included(source, context) is env.included(source, context)


def test_the_package_is_imported_without_what_python_liquid_needs_for_other_dialects() -> None:
    code = "import sys, jekylite.liquid; print(not {'asyncio', 'babel', 'dateutil'}.isdisjoint(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"
