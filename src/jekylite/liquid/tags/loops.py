"""`for`, `tablerow`, `cycle`, `break`, `continue`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from liquid.ast import Node as EngineNode
from liquid.expression import Expression as EngineExpression
from liquid.token import Token

from jekylite.liquid.blocks import BlockTag, Stream, Tag
from jekylite.liquid.context import Context
from jekylite.liquid.drops import Drop, ForloopDrop, HashDrop, TablerowloopDrop
from jekylite.liquid.errors import TemplateError, syntax
from jekylite.liquid.expressions import QUOTED_FRAGMENT, Evaluate, Expression, Literal, parse
from jekylite.liquid.grammar import StrictParser
from jekylite.liquid.nodes import Block, Node, Render, Write, discard
from jekylite.liquid.strictness import Strictness
from jekylite.ruby.values import Range, inspect, output, to_i

if TYPE_CHECKING:
    from liquid.builtin.expressions import Identifier

BREAK = "break"
CONTINUE = "continue"

_ATTRIBUTE = re.compile(rf"(\w+)\s*:\s*({QUOTED_FRAGMENT})", re.A)
_FOR = re.compile(rf"([\w\-]+)\s+in\s+({QUOTED_FRAGMENT}+)\s*(reversed)?", re.A)
_FOR_SYNTAX = "Syntax Error in 'for loop' - Valid syntax: for [item] in [collection]"


class ForHead:
    """What the head of a `for` says.

    Attributes:
        variable: the name of the item.
        written: the collection as it is written; with the variable it is the loop's name.
        collection: the collection.
        is_reversed: `reversed` stands behind it.
        limit, offset: None where they are not given.
        continues: `offset: continue`.
    """

    __slots__ = (
        "collection",
        "continues",
        "is_reversed",
        "limit",
        "offset",
        "strictness",
        "variable",
        "written",
    )

    def __init__(self, variable: str, written: str, strictness: Strictness, *, is_reversed: bool) -> None:
        self.variable = variable
        self.written = written
        self.strictness = strictness
        self.collection = parse(written, strictness)
        self.is_reversed = is_reversed
        self.limit: Expression | None = None
        self.offset: Expression | None = None
        self.continues = False

    def set(self, key: str, written: str) -> None:
        """Take one attribute; unknown ones are ignored."""
        if key == "limit":
            self.limit = parse(written, self.strictness)
        elif key == "offset":
            self.continues = written == "continue"
            self.offset = None if self.continues else parse(written, self.strictness)


def _read_strictly(markup: str, strictness: Strictness) -> ForHead:
    parser = StrictParser(markup)
    variable = parser.consume("id")
    if not parser.accept_word("in"):
        raise syntax("For loops require an 'in' clause")
    written = parser.expression()
    head = ForHead(variable, written, strictness, is_reversed=parser.accept_word("reversed"))
    while parser.at_keyword_argument():
        for key in ("limit", "offset"):
            if parser.accept_word(key):
                break
        else:
            raise syntax("Invalid attribute in for loop. Valid attributes are limit and offset")
        parser.consume("colon")
        head.set(key, parser.expression())
    parser.end()
    return head


def _read_laxly(markup: str, strictness: Strictness) -> ForHead:
    found = _FOR.match(markup)
    if not found:
        raise syntax(_FOR_SYNTAX)
    head = ForHead(found[1], found[2], strictness, is_reversed=found[3] is not None)
    for key, written in _ATTRIBUTE.findall(markup):
        head.set(key, written)
    return head


class ForTag(BlockTag):
    """`{% for item in list reversed limit: 2 offset: 1 %}…{% else %}…{% endfor %}`."""

    name = "for"
    end = "endfor"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        strictness = self.env.strictness
        try:
            head = _read_strictly(markup, strictness)
        except TemplateError as fault:
            warning = f'{fault.text} in "{markup.strip()}"'
            if not strictness.is_lax:
                raise syntax(warning, token) from None
            head = _read_laxly(markup, strictness)
            stream.warn(token, warning)
        block = self.body(token, stream, _ELSE)
        otherwise: Block | None = None
        if self.branch(stream)[1] == "else":
            otherwise = self.body(token, stream)
            self.branch(stream)
        return ForNode(token, head, block, otherwise)


_ELSE = frozenset(("else",))


class ForNode(Node):
    """A loop over an Array, a Hash (as pairs), a Range, or one String."""

    __slots__ = ("block", "head", "otherwise")

    def __init__(self, token: Token, head: ForHead, block: Block, otherwise: Block | None) -> None:
        super().__init__(token)
        self.head = head
        self.block = block
        self.otherwise = otherwise
        self.blank = block.blank and (otherwise is None or otherwise.blank)

    def compile(self) -> Render:
        variable = self.head.variable
        name = f"{variable}-{self.head.written}"
        segment = _segment(self.head, name)
        body = self.block.compile(drop_output=self.blank)
        otherwise = self.otherwise.compile(drop_output=self.blank) if self.otherwise else None

        def render(context: Context, write: Write) -> bool | None:
            items = segment(context)
            if not items:
                return otherwise(context, write) if otherwise is not None else None
            context.enter()
            loops = context.loops
            loop = ForloopDrop(name, len(items), loops[-1] if loops else None)
            loops.append(loop)
            outer_loop = context.cover("forloop", loop)
            outer = context.cover(variable, None)
            variables, interrupts = context.variables, context.interrupts
            for item in context.budget.turns(items):
                variables[variable] = item
                if (body(context, write) or interrupts) and interrupts.pop() is BREAK:
                    break
                loop.index0 += 1
            context.uncover(variable, outer)
            context.uncover("forloop", outer_loop)
            loops.pop()
            context.depth -= 1
            return bool(context.interrupts)

        return render

    def bodies(self) -> Iterable[EngineNode]:
        yield self.block
        if self.otherwise is not None:
            yield self.otherwise

    def expressions(self) -> Iterable[EngineExpression]:
        yield self.head.collection
        if self.head.limit is not None:
            yield self.head.limit
        if self.head.offset is not None:
            yield self.head.offset

    def block_scope(self) -> Iterable[Identifier]:
        from liquid.builtin.expressions import Identifier

        return (Identifier(self.head.variable, token=self.token), Identifier("forloop", token=self.token))


def _segment(head: ForHead, name: str) -> Callable[[Context], Sequence[object]]:
    """A closure that answers the items to go through, and remembers where it stopped."""
    collection = head.collection.compile()
    limit = head.limit.compile() if head.limit is not None else None
    offset = head.offset.compile() if head.offset is not None else None
    continues, is_reversed = head.continues, head.is_reversed

    def items_of(context: Context) -> Sequence[object]:
        first = 0
        if continues:
            first = context.offsets.get(name, 0)
        elif offset is not None:
            first = to_i(offset(context))
        last: int | None = None
        if limit is not None:
            value = limit(context)
            if value is not None and value is not False:
                last = to_i(value) + first
        items = slice_of(collection(context), first, last)
        if is_reversed:
            items = items[::-1]
        context.offsets[name] = first + len(items)
        return items

    return items_of


def slice_of(collection: object, first: int, last: int | None) -> Sequence[object]:
    """The items from `first` up to, not with, `last`; what cannot be iterated has none.

    Source: Liquid 4.0.4 utils.rb, slice_collection_using_each.
    """
    kind = type(collection)
    if kind is str:
        return [collection] if collection else []
    if kind is list:
        items: Sequence[object] = collection  # type: ignore[assignment]
    elif kind is dict:
        items = [list(pair) for pair in collection.items()]  # type: ignore[attr-defined]
    elif isinstance(collection, Range):
        items = collection.numbers()
    elif isinstance(collection, HashDrop):
        items = [list(pair) for pair in collection.to_h().items()]
    elif isinstance(collection, Drop) and collection.is_enumerable:
        items = list(collection.keys())
    else:
        return []
    if first <= 0 and last is None:
        return items
    return items[max(first, 0) : None if last is None else max(last, 0)]


_TABLEROW = re.compile(rf"(\w+)\s+in\s+({QUOTED_FRAGMENT}+)", re.A)


class TablerowTag(BlockTag):
    """`{% tablerow item in list cols: 3 limit: 6 offset: 1 %}…{% endtablerow %}`."""

    name = "tablerow"
    end = "endtablerow"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        found = _TABLEROW.search(markup)
        if not found:
            text = "Syntax Error in 'table_row loop' - Valid syntax: table_row [item] in [collection] cols=3"
            raise syntax(text, token)
        attributes = {key: parse(written, self.env.strictness) for key, written in _ATTRIBUTE.findall(markup)}
        block = self.body(token, stream)
        self.branch(stream)
        return TablerowNode(token, found[1], parse(found[2], self.env.strictness), attributes, block)


class TablerowNode(Node):
    """A loop that writes the rows and cells of a table."""

    __slots__ = ("attributes", "block", "collection", "variable")

    def __init__(
        self,
        token: Token,
        variable: str,
        collection: Expression,
        attributes: dict[str, Expression],
        block: Block,
    ) -> None:
        super().__init__(token)
        self.variable = variable
        self.collection = collection
        self.attributes = attributes
        self.block = block
        self.blank = block.blank

    def compile(self) -> Render:
        variable = self.variable
        collection = self.collection.compile()
        offset = self._attribute("offset")
        limit = self._attribute("limit")
        cols = self._attribute("cols")
        body = self.block.compile()
        is_blank = self.blank

        def render(context: Context, write: Write) -> bool | None:
            rows = collection(context)
            if rows is None or rows is False:
                return None
            if is_blank:
                write = discard
            first = to_i(offset(context)) if offset is not None else 0
            last = first + to_i(limit(context)) if limit is not None else None
            items = slice_of(rows, first, last)
            loop = TablerowloopDrop(len(items), to_i(cols(context)) if cols is not None else 0)
            context.enter()
            outer_loop = context.cover("tablerowloop", loop)
            outer = context.cover(variable, None)
            write('<tr class="row1">\n')
            for item in context.budget.turns(items):
                context.variables[variable] = item
                write(f'<td class="col{loop.col}">')
                body(context, write)  # a `break` ends the cell and stays pending for what is around
                write("</td>")
                if loop.col == loop.cols and loop.index0 != loop.length - 1:
                    write(f'</tr>\n<tr class="row{loop.row + 1}">')
                loop.advance()
            write("</tr>\n")
            context.uncover(variable, outer)
            context.uncover("tablerowloop", outer_loop)
            context.depth -= 1
            return bool(context.interrupts)

        return render

    def _attribute(self, key: str) -> Evaluate | None:
        expression = self.attributes.get(key)
        return expression.compile() if expression is not None else None

    def bodies(self) -> Iterable[EngineNode]:
        return (self.block,)

    def expressions(self) -> Iterable[EngineExpression]:
        return (self.collection, *self.attributes.values())

    def block_scope(self) -> Iterable[Identifier]:
        from liquid.builtin.expressions import Identifier

        return (Identifier(self.variable, token=self.token), Identifier("tablerowloop", token=self.token))


class InterruptTag(Tag):
    """`{% break %}`; `{% continue %}` below."""

    name = BREAK

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        return InterruptNode(token, self.name)


class ContinueTag(InterruptTag):
    """`{% continue %}`."""

    name = CONTINUE


class InterruptNode(Node):
    """Ends the block, and those around it up to the loop; outside a loop, the template."""

    __slots__ = ("interrupt",)

    def __init__(self, token: Token, interrupt: str) -> None:
        super().__init__(token)
        self.interrupt = interrupt

    def compile(self) -> Render:
        interrupt = BREAK if self.interrupt == BREAK else CONTINUE

        def render(context: Context, write: Write) -> bool:
            context.interrupts.append(interrupt)
            return True

        return render


_NAMED_CYCLE = re.compile(rf"({QUOTED_FRAGMENT})\s*:\s*(.*)", re.A | re.S)
_SIMPLE_CYCLE = re.compile(QUOTED_FRAGMENT, re.A)


class CycleTag(Tag):
    """`{% cycle "a", "b" %}`, `{% cycle "name": "a", "b" %}`: the next value each time."""

    name = "cycle"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        named = _NAMED_CYCLE.match(markup)
        if named:
            return CycleNode(
                token, parse(named[1], self.env.strictness), _cycle_values(named[2], self.env.strictness)
            )
        if not _SIMPLE_CYCLE.match(markup):
            text = "Syntax Error in 'cycle' - Valid syntax: cycle [name :] var [, var2, var3 ...]"
            raise syntax(text, token)
        return CycleNode(token, None, _cycle_values(markup, self.env.strictness))


def _cycle_values(markup: str, strictness: Strictness) -> list[Expression]:
    """The values between commas; a literal nil is none, as in Liquid."""
    fragments = (_SIMPLE_CYCLE.search(part) for part in markup.split(","))
    values = [parse(fragment[0], strictness) for fragment in fragments if fragment]
    return [value for value in values if not isinstance(value, Literal) or value.value is not None]


class CycleNode(Node):
    """Values in turn. Without a name, the same literals elsewhere share the turn."""

    __slots__ = ("group", "values")

    def __init__(self, token: Token, group: Expression | None, values: list[Expression]) -> None:
        super().__init__(token)
        self.group = group
        self.values = values

    def compile(self) -> Render:
        values = [value.compile() for value in self.values]
        group = self.group.compile() if self.group is not None else None
        shared: object = id(self)  # a variable among the values makes the tag's turn its own
        if all(isinstance(value, Literal) for value in self.values):
            shared = tuple(inspect(value.value) for value in self.values if isinstance(value, Literal))

        def render(context: Context, write: Write) -> None:
            key = shared if group is None else inspect(group(context))
            turn = context.cycles.get(key, 0)
            if turn < len(values):
                write(output(values[turn](context)))
            context.cycles[key] = turn + 1 if turn + 1 < len(values) else 0

        return render

    def expressions(self) -> Iterable[EngineExpression]:
        return (*self.values, self.group) if self.group is not None else self.values


TAGS = (ForTag, TablerowTag, CycleTag, InterruptTag, ContinueTag)
