"""`_data` → `site.data`: YAML, JSON, CSV and TSV files, folders as maps.

Source: Jekyll 4.4.1 readers/data_reader.rb.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from jekylite.errors import DataError, JekyliteError, Location
from jekylite.paths import relative
from jekylite.read import delimited
from jekylite.read.scan import EntryFilter, sorted_entries
from jekylite.read.shelf import DATA, NoShelf
from jekylite.read.text import decode, read_bytes, unreadable
from jekylite.ruby import yaml

# In this order: what comes later wins over an equal key, folders over all.
_EXTENSIONS = (".yaml", ".yml", ".json", ".csv", ".tsv")

_DROPPED = re.compile(r"[^\w\s-]+|(?<=^)\s+|(?<=\b\s)\s+(?=$|\s?\b)", re.ASCII)
_BLANKS = re.compile(r"\s+", re.ASCII)


class DataReader:
    """Reads one data folder and what is below it.

    Args:
        root: the source or the theme; messages name files as seen from it.
        encoding: of the files.
        csv, tsv: the configuration's `csv_reader` and `tsv_reader`.
        entry_filter: judges symbolic links only: `exclude` does not reach data.
        shelf: has what an earlier build of this process has read.
    """

    def __init__(
        self,
        root: str,
        *,
        encoding: str,
        csv: Mapping[str, object],
        tsv: Mapping[str, object],
        entry_filter: EntryFilter,
        shelf: NoShelf,
    ) -> None:
        self._root = root
        self._encoding = encoding
        self._csv = csv
        self._tsv = tsv
        self._entry_filter = entry_filter
        self._shelf = shelf

    def read(self, folder: str) -> dict[str, object]:
        """The contents of `folder` (absolute) by key; {} if it is not there.

        Raises:
            DataError: a file that is broken, with its line.
        """
        return self._read(folder, ()) if self._entry_filter.stays_inside(folder) else {}

    def _read(self, folder: str, above: tuple[str, ...]) -> dict[str, object]:
        data: dict[str, object] = {}
        files: dict[str, list[os.DirEntry[str]]] = {extension: [] for extension in _EXTENSIONS}
        folders = []
        for entry in sorted_entries(folder):
            if entry.name.startswith("."):
                continue
            if entry.is_symlink() and not self._entry_filter.stays_inside(entry.path):
                continue
            extension = os.path.splitext(entry.name)[1]
            if entry.is_dir():
                folders.append(entry)
            elif extension in files:
                files[extension].append(entry)
        for extension, entries in files.items():
            for entry in entries:
                key = key_of(entry.name[: -len(extension)])
                data[key] = self._bring(entry.path, extension)
        for entry in folders:
            real = os.path.realpath(entry.path) if entry.is_symlink() or above else entry.path
            if real not in above:
                data[key_of(entry.name)] = self._read(entry.path, (*above, real))
        return data

    def _bring(self, path: str, extension: str) -> object:
        try:
            return self._shelf.bring(DATA, path, lambda: self._read_file(path, extension))
        except OSError as error:
            raise unreadable(error, relative(path, self._root)) from None

    def _read_file(self, path: str, extension: str) -> object:
        shown = relative(path, self._root)
        try:
            text = decode(read_bytes(path), self._encoding)
        except UnicodeDecodeError as error:
            raise DataError(
                f"the file is not {self._encoding.upper()}: {error.reason} at byte {error.start}",
                at=Location.of_byte(shown, error),
                hint=f"save it as {self._encoding.upper()}, or set `encoding` in _config.yml",
                code="JL213",
            ) from None
        try:
            if extension == ".csv":
                return delimited.rows(text, ",", self._csv, shown)
            if extension == ".tsv":
                return delimited.rows(text, "\t", self._tsv, shown)
            return yaml.load(text, shown)
        except JekyliteError as error:
            error.at = error.at or Location(shown)
            raise


def key_of(name: str) -> str:
    """The key of a file or folder: `other file.v2` → `other_filev2`; ASCII letters, digits, `_`, `-` stay."""
    return _BLANKS.sub("_", _DROPPED.sub("", name))
