"""Who writes what: the list of files of a build, and who stands in whose way.

Found before anything is written. Source: Jekyll 4.4.1 site.rb (`each_site_file`),
commands/doctor.rb (`conflicting_urls`).
"""

from __future__ import annotations

from typing import NamedTuple

from jekylite.diagnostics import WARNING, Collector, Diagnostic
from jekylite.errors import Location, OutputError
from jekylite.front_matter import place_of_key
from jekylite.model.document import Document
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.model.static_file import StaticFile

# What common file systems hold in one name.
_LONGEST_NAME = 255
# What they hold in one path, the way to the destination left some room.
_LONGEST_PATH = 3500
# Folders within folders that every tool can still remove.
_DEEPEST = 400


class Output(NamedTuple):
    """One file to be.

    Args:
        path: relative to the destination.
        item: what it is made of.
    """

    path: str
    item: Page | Document | StaticFile


def plan(site: Site, collector: Collector) -> dict[str, Output]:
    """The files of `site` by their path; of two for one path the last written stays.

    Two sources of one path are a warning that names all of them.

    Raises:
        OutputError: a path that one source needs as a file and another as a folder, or a name
            that no file system takes.
    """
    outputs: dict[str, Output] = {}
    shared: dict[str, list[str]] = {}
    for item in site.outputs():
        path = item.destination
        if path in outputs:
            shared.setdefault(path, [source_of(outputs[path].item)]).append(source_of(item))
            del outputs[path]  # so that the order stays that of writing
        outputs[path] = Output(path, item)
    for path, sources in shared.items():
        collector.add(
            Diagnostic(
                WARNING,
                "The following destination is shared by multiple files. The written file may end up with "
                f"unexpected contents. {path}: {', '.join(sources)} (the last one is written)",
                at=_permalink_of(outputs[path].item),
                hint="give all but one of them another `permalink` or name",
                topic="Conflict",
                code="JL353",
            )
        )
    _refuse_impossible(outputs)
    return outputs


def _refuse_impossible(outputs: dict[str, Output]) -> None:
    checked: set[str] = set()
    for path, output in outputs.items():
        if len(path) > _LONGEST_NAME // 4 and any(
            len(name.encode("utf-8", "surrogateescape")) > _LONGEST_NAME for name in path.split("/")
        ):
            raise OutputError(
                f"the file name of {path!r} is longer than {_LONGEST_NAME} bytes",
                at=_permalink_of(output.item),
                hint="give it a shorter `permalink`, title or slug",
                code="JL354",
            )
        if len(path) > _LONGEST_PATH or path.count("/") > _DEEPEST:
            raise OutputError(
                f"the path {path[:40]}… has {len(path):,} characters and {path.count('/'):,} folders",
                at=_permalink_of(output.item),
                hint="give it a shorter `permalink`",
                code="JL354",
            )
        if not path:
            raise OutputError(
                "its URL leads to the destination folder itself, not to a file in it",
                at=_permalink_of(output.item),
                hint="end the `permalink` in `/` or in a file name",
                code="JL355",
            )
        folder = path.rpartition("/")[0]
        while folder and folder not in checked:
            checked.add(folder)
            if folder in outputs:
                raise OutputError(
                    f"`{folder}` is a file made from {source_of(outputs[folder].item)},"
                    f" but {source_of(output.item)} needs a folder of that name",
                    at=_permalink_of(output.item),
                    hint="change the `permalink` of one of them",
                    code="JL356",
                )
            folder = folder.rpartition("/")[0]


def _permalink_of(item: Page | Document | StaticFile) -> Location:
    """The place that decides where an output goes: its `permalink`, or the file by its name."""
    return place_of_key(item.path, source_of(item), "permalink")


def source_of(item: Page | Document | StaticFile) -> str:
    """The file an output is made of, as a message names it."""
    if isinstance(item, StaticFile):
        return item.source_path
    return item.relative_path
