"""A blog of N posts of about 12 KB, built by jekylite and by the Jekyll and Hugo that are installed.

    python benchmarks/blog.py 100 1000          # CPU seconds of each, and ratios
    python benchmarks/blog.py --make DIR 1000   # only the blog
    python benchmarks/blog.py --only jekylite 5000

Figures are CPU seconds (user + system) of one run each, on the machine as it is: only the
ratio of one run means something. Hugo gets the same posts and templates that say the same.
"""

from __future__ import annotations

import argparse
import compileall
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

WORDS = (
    "river", "stone", "lantern", "harbour", "window", "morning", "paper", "signal", "garden", "copper",
    "winter", "ladder", "thread", "orchard", "compass", "bridge", "kettle", "feather", "market", "shadow",
    "engine", "meadow", "candle", "pocket", "tunnel", "anchor",
)  # fmt: skip

TEMPLATE = Path(__file__).parent / "blog"
HUGO_TEMPLATE = Path(__file__).parent / "blog_hugo"
SOURCE = Path(__file__).resolve().parent.parent / "src"


def make(folder: Path, posts: int, *, seed: int = 7) -> None:
    """Write the blog; the same arguments give the same bytes."""
    shutil.copytree(TEMPLATE, folder, dirs_exist_ok=True)
    (folder / "_posts").mkdir(exist_ok=True)
    for day, slug, head, text in _posts(posts, seed):
        content = f"---\nlayout: post\n{head}---\n{text}"
        (folder / "_posts" / f"{day}-{slug}.md").write_text(content, encoding="utf-8")


def make_for_hugo(folder: Path, posts: int, *, seed: int = 7) -> None:
    """Write the same blog as Hugo wants it."""
    shutil.copytree(HUGO_TEMPLATE, folder, dirs_exist_ok=True)
    (folder / "content/posts").mkdir(exist_ok=True)
    for day, slug, head, text in _posts(posts, seed):
        content = f"---\ndate: {day}\nslug: {slug}\n{head}---\n{text}"
        (folder / "content/posts" / f"{day}-{slug}.md").write_text(content, encoding="utf-8")


def _posts(count: int, seed: int) -> Iterator[tuple[str, str, str, str]]:
    """(day, slug, front matter, body) of each."""
    random = Random(seed)
    for number in range(count):
        year, month, day = 2005 + number // 336 % 20, number // 28 % 12 + 1, number % 28 + 1
        title = " ".join(random.sample(WORDS, 3))
        tags = f"{random.choice(WORDS)}, {random.choice(WORDS)}"
        head = f"title: {title.title()}\ntags: [{tags}]\n"
        yield f"{year}-{month:02}-{day:02}", f"{title.replace(' ', '-')}-{number}", head, body(random)


def body(random: Random) -> str:
    """About 12 KB of Markdown: headings, nested lists, a table, a fence, inline HTML."""

    def sentence() -> str:
        words = [random.choice(WORDS) for _ in range(random.randint(8, 16))]
        words[2] = f"*{words[2]}*"
        words[4] = f"**{words[4]}**"
        words[6] = random.choice((f"`{words[6]}`", f"[{words[6]}](https://example.org/{words[6]})", words[6]))
        return " ".join(words).capitalize() + "."

    def paragraph() -> str:
        return "\n".join(sentence() for _ in range(random.randint(4, 7)))

    parts = [paragraph(), paragraph()]
    while sum(len(part) for part in parts) < 11_300:
        parts.append(f"## {random.choice(WORDS).title()} {random.choice(WORDS)}")
        parts.append(paragraph())
        parts.append("\n".join(f"- {sentence()}\n  - {sentence()}\n  - {sentence()}" for _ in range(3)))
        parts.append(
            "| Name | Count | Note |\n|---|---:|---|\n"
            + "\n".join(
                f"| {random.choice(WORDS)} | {random.randint(1, 999)} | {random.choice(WORDS)} |"
                for _ in range(5)
            )
        )
        parts.append(
            "```python\ndef " + random.choice(WORDS) + "(x):\n    return [y * 2 for y in x if y]  # why\n```"
        )
        parts.append(f'<div class="note">\n<p>{sentence()}</p>\n</div>')
        parts.append(f"> {sentence()}")
    return "\n\n".join(parts) + "\n"


@cache
def environment() -> dict[str, str]:
    """Of the builders. Our modules are compiled first, as those of an installed package are."""
    compileall.compile_dir(SOURCE, quiet=1)
    env = {**os.environ, "JEKYLL_NO_BUNDLER_REQUIRE": "true", "TZ": "UTC", "PYTHONPATH": str(SOURCE)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return env


def cpu_of(command: list[str], cwd: Path) -> float:
    """CPU seconds of a command and its children."""
    env = environment()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=cwd, env=env, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("posts", type=int, nargs="+")
    parser.add_argument("--make", type=Path, metavar="DIR", help="write the blog there and stop")
    parser.add_argument("--only", choices=("jekylite", "jekyll", "hugo"))
    options = parser.parse_args()
    if options.make:
        make(options.make, options.posts[0])
        return
    builders = {
        "jekylite": (make, [sys.executable, "-m", "jekylite", "build", "--quiet"]),
        "jekyll": (make, ["jekyll", "build", "--quiet"]),
        "hugo": (make_for_hugo, ["hugo", "--quiet"]),
    }
    for posts in options.posts:
        figures = {}
        for name, (make_blog, command) in builders.items():
            if options.only in (None, name) and shutil.which(command[0]):
                with tempfile.TemporaryDirectory() as folder:
                    make_blog(Path(folder), posts)
                    figures[name] = cpu_of(command, Path(folder))
        ours = figures.get("jekylite")
        ratios = [
            f"{ours / cpu:.3f} of {name}" for name, cpu in figures.items() if ours and name != "jekylite"
        ]
        shown = [*(f"{name} {seconds:.2f} s" for name, seconds in figures.items()), *ratios]
        print(f"{posts} posts: {', '.join(shown)}", flush=True)


if __name__ == "__main__":
    main()
