"""What plugins ask of git about the folder of a site."""

from __future__ import annotations

import subprocess


def git(folder: str, *arguments: str) -> str:
    """What `git ARGUMENTS` prints there, "" where git is missing, or says no.

    Bytes that are no UTF-8, as in names of files, become surrogates (`os.fsdecode`).
    """
    try:
        done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else ""
