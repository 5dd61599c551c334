"""Front matter and body of one file, what is wrong with it kept beside them.

Source: Jekyll 4.4.1 convertible.rb (`read_yaml`), document.rb (`read_content`): broken YAML
is reported and the body goes on without it.
"""

from __future__ import annotations

from typing import NamedTuple

from jekylite import front_matter
from jekylite.errors import FrontMatterError


class Matter(NamedTuple):
    """What `read_matter` found.

    Args:
        data: the keys, {} if there are none or they cannot be read.
        body: the text after the front matter.
        body_line: 1-based line of the file where `body` starts.
        error: why `data` is empty although there is front matter, or None.
    """

    data: dict[str, object]
    body: str
    body_line: int
    error: FrontMatterError | None


def read_matter(text: str, shown: str) -> Matter:
    """Split the text of a file.

    Args:
        shown: its path from the source, for messages.
    """
    try:
        matter = front_matter.split(text, shown)
    except FrontMatterError as error:
        cut = front_matter.cut(text)
        return Matter({}, cut.body, cut.body_line, error)
    return Matter(matter.data, matter.body, matter.body_line, None)
