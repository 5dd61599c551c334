"""Drops: lazy views that templates read, resolved by a table and by nothing else.

    class PageDrop(Drop):
        ruby_class = "Jekyll::Drops::PageDrop"

        @field
        def title(self) -> object: ...

        @field("next", cached=False)      # another name; asked anew each time
        def next_page(self) -> object: ...

        def fallback(self) -> Mapping[str, object]:
            return self._page.data        # front matter: asked for what no field answers

A template reaches the decorated methods by their template name, then the fallback mapping, and
nothing of Python: the key is looked up in a dict of the class, never with `getattr`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, TypeVar, overload

from jekylite.liquid import trace
from jekylite.ruby.values import RubyObject, inspect

Method = TypeVar("Method", bound=Callable[..., object])

_FIELD = "__liquid_field__"
_NOTHING: Mapping[str, object] = {}
_UNRESOLVED = object()

# Noted as keys, which no front matter can hold: that all keys were asked for, and whether one is there.
_ALL_KEYS = "\0keys"
_IS_KEY = "\0has "


@overload
def field(method: Method, /) -> Method: ...
@overload
def field(name: str | None = None, /, *, cached: bool = True) -> Callable[[Method], Method]: ...
def field(method_or_name: Any = None, /, *, cached: bool = True) -> Any:
    """Mark a method as a field of its drop.

    Args:
        method_or_name: the method itself, or the key by which templates know it.
        cached: False asks the method each time (a document's `content` while it is rendered).
    """

    def mark(method: Method, name: str | None = None) -> Method:
        setattr(method, _FIELD, (name or method.__name__, cached))
        return method

    if callable(method_or_name):
        return mark(method_or_name)
    return lambda method: mark(method, method_or_name)


class Drop(RubyObject):
    """Base of all drops. Subclasses decorate methods with `field`.

    Attributes:
        fields: key → method, of the class and its bases.
        hidden: fields that `to_h` (so `jsonify`, `inspect`) leaves out.
        is_enumerable: a loop goes through the keys. Jekyll's drops are, Liquid's own are not.
    """

    __slots__ = ("_reads", "_resolved", "_seen")

    ruby_class = "Jekyll::Drops::Drop"
    fields: ClassVar[dict[str, Callable[..., object]]] = {}
    hidden: ClassVar[frozenset[str]] = frozenset()
    is_enumerable: ClassVar[bool] = True
    _uncached: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        fields = dict(cls.fields)
        uncached = set(cls._uncached)
        for attribute in vars(cls).values():
            marked = getattr(attribute, _FIELD, None)
            if marked is not None:
                name, cached = marked
                fields[name] = attribute
                uncached.discard(name) if cached else uncached.add(name)
        cls.fields = fields
        cls._uncached = frozenset(uncached)

    def __init__(self) -> None:
        self._resolved: dict[str, object] = {}
        self._reads = trace.NOBODY
        self._seen: set[str] = set()

    def fallback(self) -> Mapping[str, object]:
        """Where a key is looked up that no field answers (front matter, the config)."""
        return _NOTHING

    def get(self, key: str) -> object:
        """The value of a field, else of the fallback, else None. Fields are resolved once."""
        # As `_note` does, in a place where a call shows.
        reads = trace.reads
        if self._reads is reads:
            self._seen.add(key)
        else:
            self._note(key)
        value = self._resolved.get(key, _UNRESOLVED)
        return self._resolve(key) if value is _UNRESOLVED else value

    def _note(self, key: str) -> None:
        """Let the open trace know that the key was asked for."""
        reads = trace.reads
        if self._reads is reads:
            self._seen.add(key)
        else:  # the first read in this trace
            self._reads = reads
            self._seen = seen = {key}
            if reads is not trace.NOBODY:
                reads.append((self, seen))

    def answer(self, noted: str) -> object:
        """What was found under a key that a trace has noted, as it is now."""
        if noted == _ALL_KEYS:
            return list(self.names())
        if noted.startswith(_IS_KEY):
            return self.knows(noted.removeprefix(_IS_KEY))
        return self.get(noted)

    def peek(self, key: str) -> object:
        """As `get`, for one who notes the read otherwise."""
        try:
            return self._resolved[key]
        except KeyError:
            return self._resolve(key)

    def _resolve(self, key: str) -> object:
        method = self.fields.get(key)
        if method is None:
            return self.fallback().get(key)
        value = method(self)
        if key not in self._uncached:
            self._resolved[key] = value
        return value

    def identity(self) -> str | None:
        """A name under which the same thing is met in another build; None where there is none."""
        return None

    def forget(self, key: str) -> None:
        """Let a field be resolved anew (the document was rendered meanwhile)."""
        self._resolved.pop(key, None)

    def has(self, key: str) -> bool:
        """Whether a template finds the key: `contains`, and `x.size` as a key before a command."""
        self._note(_IS_KEY + key)
        return self.knows(key)

    def knows(self, key: str) -> bool:
        """As `has`, for one who notes nothing."""
        return key in self.fields or key in self.fallback()

    def keys(self) -> Iterable[str]:
        """The keys of `to_h`."""
        self._note(_ALL_KEYS)
        return self.names()

    def names(self) -> Iterable[str]:
        """As `keys`, for one who notes nothing: fields as they are defined, then the fallback's."""
        names = dict.fromkeys(name for name in self.fields if name not in self.hidden)
        names.update(dict.fromkeys(self.fallback()))
        return names

    def to_h(self) -> dict[str, object]:
        """All keys with their values."""
        return {key: self.get(key) for key in self.keys()}

    def for_json(self, depth: int) -> object:
        """What `jsonify` writes for it; `depth` counts the Arrays and Hashes around it."""
        return self.to_h()


class HashDrop(Drop):
    """A drop that templates cannot tell from a Hash: it prints, iterates and counts like one.

    Jekyll hands out pages and static files as plain Hashes; as drops their reads are traced.
    """

    __slots__ = ()

    ruby_class = "Hash"

    def to_s(self) -> str:
        return inspect(self.to_h())

    inspect = to_s


class _LoopDrop(Drop):
    """Where a loop is: of this rendering alone, so that nothing of it is noted."""

    __slots__ = ()

    is_enumerable = False

    def get(self, key: str) -> object:
        method = self.fields.get(key)
        return None if method is None else method(self)

    def has(self, key: str) -> bool:
        return key in self.fields


class ForloopDrop(_LoopDrop):
    """`forloop`: where a `for` is. `index`, `index0`, `rindex`, `rindex0`, `first`, `last`,
    `length`, `name`, `parentloop`."""

    __slots__ = ("index0", "length", "name", "parent")

    ruby_class = "Liquid::ForloopDrop"

    def __init__(self, name: str, length: int, parent: ForloopDrop | None) -> None:
        self.name = name
        self.length = length
        self.parent = parent
        self.index0 = 0

    fields: ClassVar[dict[str, Callable[..., object]]] = {
        "index": lambda self: self.index0 + 1,
        "index0": lambda self: self.index0,
        "rindex": lambda self: self.length - self.index0,
        "rindex0": lambda self: self.length - self.index0 - 1,
        "first": lambda self: self.index0 == 0,
        "last": lambda self: self.index0 == self.length - 1,
        "length": lambda self: self.length,
        "name": lambda self: self.name,
        "parentloop": lambda self: self.parent,
    }


class TablerowloopDrop(_LoopDrop):
    """`tablerowloop`: where a `tablerow` is; `col`, `col0`, `row`, `col_first`, `col_last` too."""

    __slots__ = ("col", "cols", "index0", "length", "row")

    ruby_class = "Liquid::TablerowloopDrop"

    def __init__(self, length: int, cols: int) -> None:
        self.length = length
        self.cols = cols
        self.index0 = 0
        self.row = 1
        self.col = 1

    def advance(self) -> None:
        """To the next cell."""
        self.index0 += 1
        if self.col == self.cols:
            self.col = 1
            self.row += 1
        else:
            self.col += 1

    fields: ClassVar[dict[str, Callable[..., object]]] = {
        "length": lambda self: self.length,
        "col": lambda self: self.col,
        "col0": lambda self: self.col - 1,
        "row": lambda self: self.row,
        "index": lambda self: self.index0 + 1,
        "index0": lambda self: self.index0,
        "rindex": lambda self: self.length - self.index0,
        "rindex0": lambda self: self.length - self.index0 - 1,
        "first": lambda self: self.index0 == 0,
        "last": lambda self: self.index0 == self.length - 1,
        "col_first": lambda self: self.col == 1,
        "col_last": lambda self: self.col == self.cols,
    }
