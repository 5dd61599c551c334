"""What outlives a build, damaged at random: the next build says nothing of it and equals a cold one.

Every file of `.jekylite-cache` can be struck: the manifest, the list of destinations, records, contents.
A bit is flipped, the end is cut off, something is put in, or the file of an earlier build is put back.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

from killed_builds import build, files, write_site

from building import SiteUnderTest

EARLY = 1_790_000_000  # files so old that a manifest vouches for them


def edit(site: SiteUnderTest, chance: random.Random, turn: int) -> str:
    """Nothing, or one thing that some of the pages rest on."""
    day = chance.randrange(1, 21)
    edits = {
        "nothing": "",
        "a layout": f"-- _layouts/default.html --\n<html>{turn}{{{{ content }}}}</html>\n",
        "an include": f"-- _includes/a.html --\nincluded {turn}\n",
        "data": f"-- _data/cv.yml --\nname: Lin {turn}\n",
        "a post": f"-- _posts/2024-01-{day:02}-p.md --\n---\nlayout: default\n---\n# Post {turn}\n",
        "a title": f"-- _posts/2024-01-{day:02}-p.md --\n---\ntitle: T{turn}\nlayout: default\n---\n# Post\n",
        "a page": f"-- page{chance.randrange(5)}.md --\n---\n---\n{turn} {{{{ site.posts.first.title }}}}\n",
        "a file": f"-- file{chance.randrange(5)}.txt --\n{turn}\n",
        "the configuration": f"-- _config.yml --\ntitle: T{turn}\ncollections: {{notes: {{output: true}}}}\n",
    }
    name = chance.choice(list(edits))
    site.write(edits[name])
    for path in site.folder.rglob("*"):
        if path.stat().st_mtime > EARLY + turn and ".jekylite-cache" not in path.parts:
            os.utime(path, (EARLY + turn, EARLY + turn))
    return name


def damage(chance: random.Random, cache: Path, earlier: dict[str, bytes]) -> str:
    """Strike one of the store's files."""
    path = chance.choice(sorted(cache.iterdir()))
    content = bytearray(path.read_bytes())
    kind = chance.choice(("flip", "flip", "cut", "cut", "put in", "swap", "earlier"))
    at = chance.randrange(len(content)) if content else 0
    if kind == "earlier":
        content = bytearray(earlier.get(path.name, b""))
    elif kind == "put in" or not content:
        content[at:at] = chance.randbytes(chance.randrange(1, 40))
    elif kind == "flip":
        content[at] ^= 1 << chance.randrange(8)
    elif kind == "cut":
        del content[at:]
    else:
        content[at : at + 8] = content[at : at + 8][::-1]
    path.write_bytes(content)
    return f"{kind} in {path.name} at {at}"


def damaged_at_random(folder: Path, chance: random.Random, *, rounds: int) -> list[str]:
    """Damage the store before each of so many builds; answers what was wrong afterwards."""
    source, destination, cold = folder / "source", folder / "out", folder / "cold"
    site = write_site(source, paragraphs=1)
    edit(site, chance, 0)
    build(source, destination)
    cache = source / ".jekylite-cache"
    earlier: dict[str, bytes] = {}
    wrong: list[str] = []
    for turn in range(1, rounds + 1):
        now = files(cache)
        place = f"turn {turn}, {damage(chance, cache, earlier)}, after an edit of {edit(site, chance, turn)}"
        if chance.random() < 0.1:
            earlier = now
        if said := build(source, destination).said:
            wrong.append(f"{place}: {said}")
        build(source, cold, "--disable-disk-cache", "--force")
        left, right = files(destination), files(cold)
        if left != right:
            names = [name for name in {**left, **right} if left.get(name) != right.get(name)]
            wrong.append(f"{place}: {', '.join(names)} are not a cold build's")
    return wrong
