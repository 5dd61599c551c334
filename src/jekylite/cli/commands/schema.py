"""`jekylite schema`: the JSON Schema of `_config.yml`, for editors."""

from __future__ import annotations

import json
import sys

from jekylite.cli.console import Console
from jekylite.cli.parser import Arguments
from jekylite.config.schema import json_schema
from jekylite.errors import OK


def run(arguments: Arguments, console: Console) -> int:
    """Print the schema."""
    sys.stdout.write(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")
    return OK
