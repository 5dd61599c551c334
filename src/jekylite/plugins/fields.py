"""Reading what templates read, from Python: keys of drops and maps, places of lists, Liquid's `default`."""

from __future__ import annotations

from collections.abc import Iterable

from jekylite.liquid.drops import Drop


def read(value: object, *keys: str | int) -> object:
    """`{{ value.a.b[0] }}`: nil wherever there is nothing to read."""
    for key in keys:
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, Drop):
            value = value.get(str(key))
        elif isinstance(value, list) and isinstance(key, int):
            value = value[key] if -len(value) <= key < len(value) else None
        else:
            return None
    return value


def holds(value: object) -> bool:
    """Liquid's truth: all but nil and false."""
    return value is not None and value is not False


def first_given(*values: object) -> object:
    """Liquid's `default`, chained: the first that is neither nil, false nor empty, else the last."""
    for value in values[:-1]:
        if holds(value) and value != "" and value != [] and value != {}:
            return value
    return values[-1]


def first_truthy(*values: object) -> object:
    """Ruby's `a || b || c`."""
    return next((value for value in values[:-1] if holds(value)), values[-1])


def items(value: object) -> Iterable[object]:
    """What `for` walks over: a list's items, nothing of nil."""
    if isinstance(value, list):
        return value
    return () if value is None else (value,)


def mapping(value: object) -> dict[str, object]:
    """A setting that is to be a mapping; {} if it is anything else."""
    return value if isinstance(value, dict) else {}
