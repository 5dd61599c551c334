"""`python -m jekylite` and the `jekylite` script: as little as possible before the command is known."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command named in `sys.argv`; the exit code is its answer (see `jekylite.errors`)."""
    from jekylite.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
