"""The parts are mistune's: a plugin can add a rule, and tokens can be looked at."""

from __future__ import annotations

import re

from mistune.core import BlockState

from jekylite.markdown.engine import Kramdown
from jekylite.markdown.options import Options


def test_a_plugin_adds_a_block_rule_and_how_it_is_written() -> None:
    engine = Kramdown(Options())

    def parse_alert(block: object, match: re.Match[str], state: BlockState) -> int:
        state.append_token({"type": "alert", "raw": match[1]})
        return match.end()

    engine.block.register("alert", r"!!! (.*)\n", parse_alert, before="paragraph")
    assert engine.renderer is not None
    engine.renderer.register("alert", lambda renderer, token, state: f"<aside>{token['raw']}</aside>\n")
    html = engine("# A\n\n!!! mind the gap\n\nb\n")
    assert html == '<h1 id="a">A</h1>\n\n<aside>mind the gap</aside>\n\n<p>b</p>\n'


def test_hooks_see_the_blocks_before_they_are_written() -> None:
    engine = Kramdown(Options())
    seen: list[str] = []
    engine.before_render_hooks.append(lambda md, state: seen.extend(token["type"] for token in state.tokens))
    engine("# A\n\n- b\n\n> c\n")
    assert seen == ["heading", "blank", "ul", "blank", "quote"]
