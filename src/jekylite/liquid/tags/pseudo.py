"""What is no tag but stands in the same registry: text, outputs, and what cannot be read."""

from __future__ import annotations

from liquid.stream import TokenStream
from liquid.tag import Tag as EngineTag
from liquid.token import TOKEN_CONTENT, TOKEN_EXPRESSION, TOKEN_ILLEGAL, TOKEN_OUTPUT, Token

from jekylite.liquid.blocks import Stream, Tag
from jekylite.liquid.errors import syntax
from jekylite.liquid.filtered import parse_filtered
from jekylite.liquid.lexer import TOKEN_RAW
from jekylite.liquid.nodes import Node, Output, Text
from jekylite.ruby.strings import WHITESPACE


class ContentTag(EngineTag):
    """Text between tags and text of `raw`; an illegal token is raised here, in its turn."""

    name = TOKEN_CONTENT

    def parse(self, stream: TokenStream) -> Text:
        token = stream.current
        if token.kind == TOKEN_ILLEGAL:
            raise syntax(token.value, token)
        if token.kind == TOKEN_EXPRESSION:  # of a tag that did not read it (`{% endif x %}`)
            return Text(token, "", blank=True)
        if token.kind == TOKEN_RAW:
            return Text(token, token.value, blank=not token.value)
        return Text(token, token.value, blank=not token.value.strip(WHITESPACE[:-1]))


class OutputTag(Tag):
    """`{{ … }}`."""

    name = TOKEN_OUTPUT

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        parsed = parse_filtered(markup, self.env.strictness)
        stream.warn(token, parsed.warning)
        return Output(
            token, parsed.expression, parsed.expression.bind(self.env.registry, self.env.strictness)
        )


TAGS = (ContentTag, OutputTag)
