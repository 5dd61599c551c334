"""Where the page of `--profile=html` is kept: never in the site, never over a file of someone else."""

from __future__ import annotations

import os

from jekylite.build import BuildResult
from jekylite.cli.profile_page import MARK, profile_page
from jekylite.config.config import Config
from jekylite.errors import OutputError, UsageError
from jekylite.incremental.store import CACHE_FOLDER
from jekylite.paths import is_within
from jekylite.render.profile import Profile

_NO_PLACE = "check the space on the disk and the rights of the folder"
_OPTION = "--profile"


def profile_file(wanted: str, config: Config) -> str:
    """The path of the page, absolute.

    Args:
        wanted: `html`, which means the cache folder of the source, or a path ending in `.html`.
        config: knows the source and the destination.

    Raises:
        UsageError: it is none of the two, lies in the destination, or is a file that we did not make.
    """
    if wanted == "html":
        return os.path.join(config.source, CACHE_FOLDER, "profile.html")
    if not wanted.endswith((".html", ".htm")):
        raise UsageError(
            f"invalid argument: {_OPTION}={wanted}",
            hint="it is `html`, or the name of a file that ends in .html",
            code="JL129",
        )
    path = os.path.abspath(wanted)
    if is_within(os.path.realpath(path), os.path.realpath(config.destination)):
        raise UsageError(
            f"{_OPTION}={wanted} lies in the destination",
            hint="choose a place that is not published",
            code="JL129",
        )
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            is_ours = file.readline().rstrip("\n") == MARK
    except FileNotFoundError:
        is_ours = True
    except OSError as error:
        raise UsageError(
            f"{_OPTION}={wanted} cannot be written: {error.strerror}", hint=_NO_PLACE, code="JL129"
        ) from None
    if not is_ours:
        raise UsageError(
            f"{_OPTION}={wanted} would overwrite a file",
            hint="choose a name that is free, or remove it",
            code="JL129",
        )
    return path


def write_profile(path: str, profile: Profile, result: BuildResult) -> None:
    """Write the page.

    Raises:
        OutputError: it cannot be written.
    """
    title = result.site.settings.get("title")
    text = profile_page(
        profile,
        title=title if isinstance(title, str) and title else os.path.basename(result.site.source),
        pages=len(result.rendered),
    )
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise OutputError(
            f"the profile cannot be written: {path}: {error.strerror}", hint=_NO_PLACE, code="JL129"
        ) from None
