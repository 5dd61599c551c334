"""Random edits of a site, as people make them, and the check that matters: the tree a build on the
last one leaves equals a cold build's."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from jekylite.build import BuildResult, build
from jekylite.build.options import BuildOptions
from jekylite.build.session import Session
from jekylite.config.load import load_config
from jekylite.diagnostics import Collector
from jekylite.errors import JekyliteError

ENVIRONMENT = {"SOURCE_DATE_EPOCH": "1793534400", "TZ": "UTC"}
# Seconds: what the clocks of the file systems that tests run on are finer than.
_SETTLED = 0.015
TEXT_ENDINGS = (".md", ".html", ".yml", ".json", ".csv", ".css", ".scss", ".txt", ".xml", ".markdown")
SNIPPETS = (
    "plain words", "**bold** and `code`", "{{ site.title }}", "{{ page.title }} {{ page.url }}",
    "{% for p in site.posts limit:2 %}{{ p.title }}{{ p.content }}{% endfor %}",
    "{{ site.posts.first.excerpt }}", "{% for p in site.pages %}{{ p.url }} {% endfor %}",
    "{{ page.next.title }}|{{ page.previous.url }}", "{{ site.related_posts.first.title }}",
    "{% for t in site.tags %}{{ t[0] }}:{{ t[1].size }} {% endfor %}", "{{ site.data | jsonify }}",
    "{% if site.extra %}extra {{ site.extra }}{% endif %}", "{% increment n %}",
    "{{ content | strip }}|{{ layout | jsonify }}",
    "{{ site.static_files.size }}", "{{ site.collections | map: 'label' | join }}",
    "{{ site.posts }}", "{{ site.posts.last | jsonify }}", "{{ page | jsonify }}",
    "{{ site.pages | jsonify | size }}",
    "{{ site.posts | sort | map: 'title' | join }}", "{{ site.posts | where: 'x', 1 | size }}",
    "{{ site.pages | group_by: 'layout' | map: 'name' | join }}", "{{ page }}", "{{ site.pages | first }}",
    "{% for pair in site.posts.first %}{{ pair | first }} {% endfor %}", "{{ site.documents | map: 'url' }}",
    "{{ site.posts | where_exp: 'p', 'p.x' | map: 'url' }}", "{{ site.posts.last.next.next.title }}",
    "{{ site.posts.last.previous.content | size }}", "{{ paginator | jsonify }}",
    "{{ page.posts | map: 'x' }}",
    "{% if site.posts.first contains 'x' %}x{% endif %}", "{{ site.html_pages | map: 'title' | join }}",
    "{{ site.static_files | map: 'path' | join }}", "{{ site.posts | sort: 'x' | map: 'slug' | join }}",
    "{% assign found = site.pages | find: 'x', 1 %}{{ found.url }}", "{{ site.layouts }}", "{{ layout.x }}",
)  # fmt: skip


class Site:
    """A copy of a site that is edited, built upon, and built cold beside."""

    def __init__(self, source: Path, folder: Path, seed: int) -> None:
        """Args: source: `source/` of a case; a `gems/` beside it holds themes, which are edited, too."""
        self.source = folder / "site"
        self.warm = folder / "warm"
        self.cold = folder / "cold"
        self._backup = folder / "backup"
        # How many renderings the store saved so far.
        self.kept = 0
        shutil.copytree(source, self.source, symlinks=True)
        self.gems = folder / "gems"
        self._environment = dict(ENVIRONMENT)
        if (source.parent / "gems").exists():
            shutil.copytree(source.parent / "gems", self.gems)
            self._environment["GEM_PATH"] = str(self.gems)
        self.random = random.Random(seed)
        self._clock = 1_790_000_000
        self._session = Session(_SETTLED)

    def _files(self, *endings: str) -> list[Path]:
        wanted = endings or TEXT_ENDINGS
        return sorted(
            path
            for root in (self.source, self.gems)
            for path in root.rglob("*")
            if path.is_file()
            and not path.is_symlink()
            and path.name.endswith(wanted)
            and ".jekyl" not in str(path)
        )

    def _touch(self, path: Path) -> None:
        self._clock += 1
        os.utime(path, (self._clock, self._clock))

    def edit(self) -> str:
        """One random edit; what it was."""
        shutil.rmtree(self._backup, ignore_errors=True)
        for folder in (self.source, self.gems):
            if folder.exists():
                shutil.copytree(folder, self._backup / folder.name, symlinks=True)
        edits: list[Callable[[], str]] = [
            self._append, self._append, self._append, self._change_front_matter,
            self._change_front_matter, self._delete, self._rename, self._add_post, self._add_page,
            self._change_config, self._change_data, self._replace_line, self._add_static,
            self._add_layout_or_include, self._change_style, self._change_a_letter,
        ]  # fmt: skip
        edit = self.random.choice(edits)
        # There may be nothing left to change.
        return edit() if self._files(".md", ".html", ".markdown") else self._add_page()

    def _append(self) -> str:
        path = self.random.choice(self._files(".md", ".html", ".markdown"))
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n{self.random.choice(SNIPPETS)}\n")
        self._touch(path)
        return f"append to {path.name}"

    def _replace_line(self) -> str:
        path = self.random.choice(self._files(".md", ".html", ".markdown"))
        lines = path.read_text(encoding="utf-8", errors="surrogateescape").split("\n")
        lines[self.random.randrange(len(lines))] = self.random.choice(SNIPPETS)
        path.write_text("\n".join(lines), encoding="utf-8", errors="surrogateescape")
        self._touch(path)
        return f"replace a line of {path.name}"

    def _change_a_letter(self) -> str:
        """Its size and the time of its last change stay."""
        path = self.random.choice(self._files(".md", ".html", ".markdown", ".yml"))
        there, content = path.stat(), bytearray(path.read_bytes())
        places = [place for place, byte in enumerate(content) if byte in b"aeiou"]
        if places:
            content[self.random.choice(places)] = self.random.choice(b"aeiou")
            path.write_bytes(content)
            os.utime(path, ns=(there.st_atime_ns, there.st_mtime_ns))
        return f"a letter of {path.name}"

    def _change_front_matter(self) -> str:
        path = self.random.choice(self._files(".md", ".html", ".markdown"))
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        line = self.random.choice(
            (
                f"title: Title {self.random.randrange(50)}", f"tags: [a{self.random.randrange(5)}, b]",
                f"layout: {self.random.choice(('default', 'post', 'page', 'none', 'nope'))}",
                f"permalink: /p{self.random.randrange(20)}/", f"date: 2024-0{self.random.randrange(1, 9)}-03",
                "published: false", f"categories: c{self.random.randrange(4)}", "x: 1",
            )
        )  # fmt: skip
        path.write_text(
            f"---\n{line}\n---\n{text.split('---', 2)[-1]}", encoding="utf-8", errors="surrogateescape"
        )
        self._touch(path)
        return f"front matter of {path.name}: {line}"

    def _change_style(self) -> str:
        styles = self._files(".scss", ".sass", ".css")
        if not styles:
            return self._append()
        path = self.random.choice(styles)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n.a{self.random.randrange(99)} {{ color: red; }}\n")
        self._touch(path)
        return f"style {path.name}"

    def _delete(self) -> str:
        path = self.random.choice(self._files())
        path.unlink()
        return f"delete {path.name}"

    def _rename(self) -> str:
        path = self.random.choice(self._files())
        path.rename(path.with_name(f"{path.stem}-{self.random.randrange(100)}{path.suffix}"))
        return f"rename {path.name}"

    def _add_post(self) -> str:
        day = self.random.randrange(10, 28)
        path = self.source / "_posts" / f"2024-05-{day}-post-{self.random.randrange(100)}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\nlayout: default\n---\nNew {self.random.choice(SNIPPETS)}\n", encoding="utf-8")
        self._touch(path)
        return f"add {path.name}"

    def _add_page(self) -> str:
        path = self.source / f"page-{self.random.randrange(100)}.md"
        path.write_text(f"---\nlayout: default\n---\n{self.random.choice(SNIPPETS)}\n", encoding="utf-8")
        self._touch(path)
        return f"add {path.name}"

    def _add_static(self) -> str:
        path = self.source / f"file-{self.random.randrange(100)}.txt"
        path.write_text(f"{self.random.random()}", encoding="utf-8")
        self._touch(path)
        return f"add {path.name}"

    def _add_layout_or_include(self) -> str:
        folder, name = self.random.choice(
            (("_layouts", "default"), ("_layouts", "post"), ("_includes", "extra"))
        )
        path = self.source / folder / f"{name}.html"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"<i>{self.random.choice(SNIPPETS)}</i>{{{{ content }}}}", encoding="utf-8")
        self._touch(path)
        return f"write {folder}/{name}.html"

    def _change_config(self) -> str:
        path = self.source / "_config.yml"
        line = self.random.choice(
            (
                f"title: Site {self.random.randrange(9)}",
                f"extra: {self.random.randrange(9)}",
                "permalink: pretty",
            )
        )
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(f"{text}\n{line}\n", encoding="utf-8")
        self._touch(path)
        return f"config: {line}"

    def _change_data(self) -> str:
        path = self.source / "_data" / f"more{self.random.randrange(3)}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"value: {self.random.randrange(99)}\n", encoding="utf-8")
        self._touch(path)
        return f"data {path.name}"

    def build(self, *, is_fresh: bool) -> None:
        """Build on the last build, through the store or in memory, and cold; both trees must be equal.

        An edit after which nothing builds is taken back.

        Args:
            is_fresh: as a new process would; the next build is the first of one that goes on.
        """
        if is_fresh:
            self._session = Session(_SETTLED)
        else:
            time.sleep(2 * _SETTLED)
        warm = self._build(self.warm, None if is_fresh else self._session)
        shutil.rmtree(self.cold, ignore_errors=True)
        cold = self._build(self.cold, None, disable_disk_cache=True)
        # The text of an error may speak of the destination; that there is one must be the same.
        assert isinstance(warm, BuildResult) == isinstance(cold, BuildResult), (warm, cold)
        if isinstance(cold, BuildResult):
            assert tree(self.warm) == tree(self.cold)
            self.kept += len(cold.rendered) - len(warm.rendered) if isinstance(warm, BuildResult) else 0
        elif self._backup.exists():
            for folder in (self.source, self.gems):
                if folder.exists():
                    shutil.rmtree(folder)
                    shutil.copytree(self._backup / folder.name, folder, symlinks=True)

    def _build(
        self, destination: Path, session: Session | None, **settings: object
    ) -> BuildResult | JekyliteError:
        collector = Collector()
        try:
            config = load_config(
                self.source,
                overrides={"destination": str(destination), **settings},
                environ=self._environment,
                collector=collector,
            )
            return build(config, collector, BuildOptions(environ=self._environment), session)
        except JekyliteError as error:
            return error


def tree(root: Path) -> dict[str, bytes]:
    """Every file below `root` with its bytes."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() or path.is_symlink()
    }
