"""Parsing of tags' bodies: python-liquid's token stream, read as Liquid 4.0.4 reads it.

Source: Liquid 4.0.4 block.rb, block_body.rb, document.rb.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Container, Iterable
from typing import TYPE_CHECKING

from liquid.ast import Node as EngineNode
from liquid.exceptions import LiquidError as EngineError
from liquid.stream import TokenStream
from liquid.tag import Tag as EngineTag
from liquid.token import TOKEN_CONTENT, TOKEN_EOF, TOKEN_EXPRESSION, TOKEN_OUTPUT, TOKEN_TAG, Token

from jekylite.liquid.context import MAX_DEPTH
from jekylite.liquid.errors import Kind, TemplateError, syntax
from jekylite.liquid.hints import hint_for_tag
from jekylite.liquid.nodes import Block, Node

if TYPE_CHECKING:
    from jekylite.liquid.environment import JekyllEnvironment


class Stream(TokenStream):
    """The tokens of one template, and the warnings that reading them gave."""

    def __init__(self, tokens: Iterable[Token], source: str, *, keeps_warnings: bool = True) -> None:
        super().__init__(iter(tokens))
        self.source = source
        self.has_tablerow = "tablerow" in source
        self.keeps_warnings = keeps_warnings
        self.warnings: list[tuple[Token, str]] = []

    def warn(self, token: Token, text: str | None) -> None:
        """Keep a warning; None is none."""
        if text is not None and self.keeps_warnings:
            self.warnings.append((token, text))


class Tag(EngineTag):
    """Base of our tags: `parse` gets the stream at the tag and leaves it at the tag's last token."""

    block = False
    env: JekyllEnvironment

    def parse(self, stream: TokenStream) -> EngineNode:
        assert isinstance(stream, Stream)
        token = stream.current
        markup = ""
        if stream.peek.kind == TOKEN_EXPRESSION:
            stream.next_token()
            markup = stream.current.value
        return self.read(token, markup, stream)

    @abstractmethod
    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        """The node of a tag, from the text after its name; a block then reads its body."""


class BlockTag(Tag):
    """Base of tags with an end."""

    block = True

    def body(self, token: Token, stream: Stream, branches: Container[str] = ()) -> Block:
        """What stands up to `end…` or a branch, which is then the current token."""
        stream.next_token()
        return parse_body(self.env, stream, token, branches)

    @staticmethod
    def branch(stream: Stream) -> tuple[Token, str, str]:
        """(token, name, markup) of the branch or end at which `body` stopped."""
        token = stream.current
        if stream.peek.kind != TOKEN_EXPRESSION:
            return token, token.value, ""
        stream.next_token()
        return token, token.value, stream.current.value


def parse_document(env: JekyllEnvironment, stream: Stream) -> list[EngineNode]:
    """All nodes of a template.

    Raises:
        TemplateError: the first thing wrong, in the order of the text.
    """
    nodes: list[EngineNode] = []
    tags = env.tags
    while (token := stream.current).kind != TOKEN_EOF:
        tag = tags.get(token.value) if token.kind == TOKEN_TAG else tags[_pseudo_tag(token)]
        if tag is None:
            if token.value in ("else", "end"):
                raise syntax(f"Unexpected outer '{token.value}' tag", token)
            raise _unknown(token, tags)
        nodes.append(_parse_tag(tag, stream, token))
        stream.next_token()
    return nodes


def parse_body(env: JekyllEnvironment, stream: Stream, opener: Token, branches: Container[str] = ()) -> Block:
    """The nodes up to the opener's end or one of the branches.

    Raises:
        TemplateError: an unknown tag, a wrong end, no end, or 100 blocks inside each other.
    """
    name = opener.value
    end = f"end{name}"
    if stream.block_depth >= MAX_DEPTH:
        raise TemplateError("Nesting too deep", token=opener, code="JL307")
    stream.block_depth += 1
    nodes: list[EngineNode] = []
    tags = env.tags
    while (token := stream.current).kind != TOKEN_EOF:
        if token.kind == TOKEN_TAG:
            word = token.value
            if word == end or word in branches:
                stream.block_depth -= 1
                return Block(opener, nodes, may_be_interrupted=stream.has_tablerow)
            tag = tags.get(word)
            if tag is None:
                raise _not_in_block(word, name, token, tags)
        else:
            tag = tags[_pseudo_tag(token)]
        nodes.append(_parse_tag(tag, stream, token))
        stream.next_token()
    raise never_closed(opener, stream)


def parse_in_comment(env: JekyllEnvironment, stream: Stream, opener: Token) -> None:
    """Step over a comment up to its end, which is then the current token.

    What stands in it must be sound, except that unknown tags are free.

    Raises:
        TemplateError: a tag of it is wrong, or it never ends.
    """
    end = f"end{opener.value}"
    if stream.block_depth >= MAX_DEPTH:
        raise TemplateError("Nesting too deep", token=opener, code="JL307")
    stream.block_depth += 1
    tags = env.tags
    while (token := stream.current).kind != TOKEN_EOF:
        if token.kind != TOKEN_TAG:
            _parse_tag(tags[_pseudo_tag(token)], stream, token)
        elif token.value == end:
            stream.block_depth -= 1
            return
        elif token.value in tags:
            _parse_tag(tags[token.value], stream, token)
        stream.next_token()
    raise never_closed(opener, stream)


def _pseudo_tag(token: Token) -> str:
    return TOKEN_OUTPUT if token.kind == TOKEN_OUTPUT else TOKEN_CONTENT


def _parse_tag(tag: EngineTag, stream: Stream, token: Token) -> EngineNode:
    try:
        return tag.parse(stream)
    except EngineError as error:
        if error.token is None:
            error.token = token
        raise
    except RecursionError:  # brackets within brackets
        raise TemplateError("Nesting too deep", token=token, code="JL307") from None


def _unknown(token: Token, tags: Iterable[str]) -> TemplateError:
    return syntax(f"Unknown tag '{token.value}'", token, "JL304", hint_for_tag(token.value, tags))


def _not_in_block(word: str, block: str, token: Token, tags: Iterable[str]) -> TemplateError:
    if word == "else":
        return syntax(f"{block} tag does not expect 'else' tag", token)
    if word.startswith("end"):
        return syntax(f"'{word}' is not a valid delimiter for {block} tags. use end{block}", token)
    return _unknown(token, tags)


def never_closed(opener: Token, stream: Stream) -> TemplateError:
    """Liquid's words name the last line of the text; our place is where the block opens."""
    return TemplateError(
        f"'{opener.value}' tag was never closed",
        kind=Kind.SYNTAX,
        token=opener,
        line_index=len(stream.source),
        hint=f"close it with `{{% end{opener.value} %}}`",
        code="JL305",
    )
