"""Ask the Jekyll that is installed what it makes of the sites in a file, and write it into the file.

python tests/small_sites/record.py tests/small_sites/collections.txt …
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from format import load, tree


def main() -> None:
    gems = subprocess.run(
        ["gem", "env", "gempath"], capture_output=True, check=True, text=True
    ).stdout.strip()
    for file in map(Path, sys.argv[1:]):
        sites = load(file)
        for site in sites:
            with tempfile.TemporaryDirectory() as folder:
                root = Path(folder).resolve()
                site.write(root)
                environment = {**os.environ, "TZ": "UTC", "JEKYLL_NO_BUNDLER_REQUIRE": "true"}
                environment["GEM_PATH"] = f"{root / 'gemhome'}:{gems}"
                command = ["jekyll", *site.arguments.split()]
                done = subprocess.run(command, cwd=root, env=environment, capture_output=True, check=False)
                site.status = done.returncode
                site.expected = tree(root / "_site")
        file.write_text("".join(site.dump() for site in sites), encoding="utf-8")


if __name__ == "__main__":
    main()
