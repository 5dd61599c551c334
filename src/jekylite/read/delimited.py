"""CSV and TSV as Ruby's csv library reads them.

Source: Ruby 3.1 csv 3.2 (parser, with its strict quoting) as Jekyll's data reader calls it.
Known difference: of the converters only `integer`, `float`, `numeric`, `date`, `date_time`
and `all` exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from jekylite.errors import DataError, Location

_INTEGER = re.compile(r"[+-]?\d+(?:_\d+)*", re.ASCII)
_FLOAT = re.compile(r"[+-]?(?:\d+(?:_\d+)*)(?:\.\d+)?(?:[eE][+-]?\d+)?|[+-]?\.\d+", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


def rows(text: str, separator: str, options: Mapping[str, object], path: str) -> list[object]:
    """The rows of a file.

    Args:
        separator: one character.
        options: `headers` (default true: each row is a map by the first one's names), `csv_converters`.
        path: for messages.

    Returns:
        maps, or lists where there are no headers; cells are text, an empty one without quotes is None.

    Raises:
        DataError: quotes that do not fit, with the line.
    """
    converters = options.get("csv_converters") or ()
    names = [str(name) for name in converters] if isinstance(converters, list) else []
    records = iter(_records(text, separator, path))
    if options.get("headers", True) in (None, False):
        return [[_converted(cell, names) for cell in record] for record in records]
    headers = next(records, None)
    if headers is None:
        return []
    table: list[object] = []
    for record in records:
        row: dict[object, object] = {}
        for index in range(max(len(headers), len(record))):
            header = headers[index] if index < len(headers) else None
            cell = record[index] if index < len(record) else None
            row.setdefault(header, _converted(cell, names))
        table.append(row)
    return table


def _records(text: str, separator: str, path: str) -> Iterator[list[str | None]]:
    """One list a record; a record may span lines inside quotes."""
    end = len(text)
    position = 0
    line = 1
    cell_end = re.compile(rf"[{re.escape(separator)}\r\n]")
    record: list[str | None] = []
    while position < end:
        if text[position] == '"':
            start_line = line
            cell, position = _quoted(text, position, path, line)
            line += cell.count("\n")
            record.append(cell)
            if position < end and text[position] not in (separator, "\r", "\n"):
                raise DataError(
                    f"Any value after quoted field isn't allowed in line {start_line}.",
                    at=Location(path, line, _column(text, position)),
                    hint='double the quotes inside a quoted cell: `"say ""hi"""`',
                    code="JL212",
                )
        else:
            match = cell_end.search(text, position)
            stop = match.start() if match else end
            cell = text[position:stop]
            if '"' in cell:
                raise DataError(
                    f"Illegal quoting in line {line}.",
                    at=Location(path, line, _column(text, position + cell.index('"'))),
                    hint="put the whole cell into quotes and double those inside it",
                    code="JL212",
                )
            record.append(cell or None)
            position = stop
        if position >= end:
            yield record
            return
        if text[position] == separator:
            position += 1
            if position == end or text[position] in "\r\n":
                record.append(None)
            if position == end:
                yield record
                return
            if text[position] not in "\r\n":
                continue
        position += 2 if text.startswith("\r\n", position) else 1
        line += 1
        yield record if record != [None] else []
        record = []


def _quoted(text: str, position: int, path: str, line: int) -> tuple[str, int]:
    """The cell whose opening quote is at `position`, and the position after its closing one."""
    parts = []
    opening = position
    position += 1
    while True:
        stop = text.find('"', position)
        if stop < 0:
            raise DataError(
                f"Unclosed quoted field in line {line}.",
                at=Location(path, line, _column(text, opening)),
                hint='close the cell with `"`',
                code="JL212",
            )
        parts.append(text[position:stop])
        position = stop + 1
        if not text.startswith('"', position):
            return ("".join(parts), position)
        parts.append('"')
        position += 1


def _column(text: str, position: int) -> int:
    """1-based."""
    return position - text.rfind("\n", 0, position)


def _converted(cell: str | None, names: list[str]) -> object:
    if cell is None:
        return None
    for name in names:
        if name in ("integer", "numeric", "all") and _INTEGER.fullmatch(cell):
            return int(cell)
        if name in ("float", "numeric", "all") and _FLOAT.fullmatch(cell):
            return float(cell)
        if name in ("date", "date_time", "all") and (match := _DATE.fullmatch(cell)):
            try:
                return date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                continue
    return cell
