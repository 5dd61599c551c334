"""Never a write outside the destination, never a read outside source and theme.

A table of paths that try. Each is built (many in one site where they cannot hide each other) with
a folder full of secrets beside the source; afterwards nothing there has changed, nothing new lies
anywhere but in the destination, and no output has seen a secret.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jekylite.build import build
from jekylite.config.load import load_config
from jekylite.diagnostics import Collector
from jekylite.errors import JekyliteError
from jekylite.model import permalink
from jekylite.paths import is_within, join_below, leads_outside

SECRET = "the-secret-of-the-neighbour"

# What a permalink, a slug, a title, a category or the name of a file may hold.
NAMES = [
    "../up.html",
    "../../up.html",
    "../../../../../../../../up.html",
    "/../up.html",
    "/..",
    "..",
    ".",
    "./.",
    "./../up.html",
    "a/../../up.html",
    "a/b/../../../up.html",
    "/a/./../../up.html",
    "....//....//up.html",
    "..../up.html",
    ".../...//up.html",
    "..//..//up.html",
    "//up.html",
    "///up.html",
    "//host/share/up.html",
    "/etc/passwd",
    "/tmp/up.html",
    "/etc/ssh/authorized_keys",
    "~/up.html",
    "~root/up.html",
    "/~/../../up.html",
    "%2e%2e/up.html",
    "%2e%2e%2fup.html",
    "%2E%2E%2Fup.html",
    "/%2e%2e/%2e%2e/up.html",
    "..%2fup.html",
    "..%2f..%2fup.html",
    ".%2e/up.html",
    "%2e./up.html",
    "a%2f..%2f..%2fup.html",
    "%2fetc%2fpasswd",
    "%252e%252e/up.html",
    "%252e%252e%252fup.html",
    "%c0%ae%c0%ae/up.html",
    "%c0%af..%c0%afup.html",
    "%ef%bc%8e%ef%bc%8e/up.html",
    "．．/up.html",
    "․․/up.html",
    "‥/up.html",
    "..\\up.html",
    "..\\..\\up.html",
    "a\\..\\..\\up.html",
    "%5c..%5cup.html",
    "C:/up.html",
    "C:\\up.html",
    "c:up.html",
    "\\\\host\\share\\up.html",
    "file:///etc/passwd",
    "http://host/../up.html",
    "/a/..;/up.html",
    "/..;/up.html",
    "..?/up.html",
    "..#/up.html",
    "/up.html?../../x",
    "/up.html#../../x",
    " ../up.html",
    "../ up.html",
    ".. /up.html",
    "\t../up.html",
    "a\n../up.html",
    "..\n/up.html",
    "a%0a../up.html",
    "a%0d%0a../up.html",
    "$HOME/up.html",
    "${HOME}/up.html",
    "`id`/up.html",
    "$(id)/up.html",
    "|id",
    "*",
    "a/*/../../up.html",
    "{a,../b}/up.html",
    "-rf",
    "--/up.html",
    "CON",
    "nul.html",
    "a:b.html",
    "_site/../../up.html",
    "../_site/up.html",
    "../_site2/up.html",
    "../_sitex/../up.html",
    ".git/hooks/post-commit",
    ".htaccess",
    "../.bashrc",
    "日本/../../up.html",
    "‮/up.html",
    "é/../../up.html",
]

INCLUDES = [
    "../outside/secret.html",
    "../../outside/secret.html",
    "../../../../../../../../etc/passwd",
    "./../outside/secret.html",
    "a/../../outside/secret.html",
    "/etc/passwd",
    "//etc/passwd",
    "....//outside/secret.html",
    "..%2foutside/secret.html",
    "%2e%2e/outside/secret.html",
    "..\\outside\\secret.html",
    "~/secret.html",
    "link.html",
    "folder/secret.html",
    "chain.html",
    "absolute.html",
    "file:///etc/passwd",
    "a/./../../outside/secret.html",
    "secret.html/../../outside/secret.html",
    ".//../outside/secret.html",
    "{{ page.up }}",
    "{{ page.up }}/secret.html",
    "{{ page.link }}",
]

FOLDERS = [
    "..",
    "../outside",
    "../../",
    "/",
    "/etc",
    "../../../../etc",
    "~",
    "./../outside",
    "a/../../outside",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_url_stays_below_the_destination(name: str, tmp_path: Path) -> None:
    root = "/site/_site"
    url = permalink.sanitize(name)
    for destination in (
        permalink.page_destination(url, ".html"),
        permalink.document_destination(url, ".html"),
        permalink.static_file_destination(url),
        permalink.static_file_destination(f"/{name}"),
    ):
        assert not destination.startswith("/")
        assert ".." not in destination.split("/")
        assert is_within(os.path.normpath(f"{root}/{destination}"), root)


@pytest.mark.parametrize("name", [*NAMES, *INCLUDES, *FOLDERS])
def test_a_joined_name_stays_below_its_root(name: str) -> None:
    assert is_within(os.path.normpath(join_below("/site", name)), "/site")


def test_a_name_with_a_nul_is_refused() -> None:
    with pytest.raises(JekyliteError, match="NUL"):
        join_below("/site", "a\0b")


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """`site` with a page, and `outside` beside it with secrets in every form."""
    outside = tmp_path / "outside"
    for folder in ("", "_layouts", "_includes", "_data", "_posts", "sub"):
        (outside / folder).mkdir(exist_ok=True)
        (outside / folder / "secret.html").write_text(f"---\ntitle: x\n---\n{SECRET}")
    (outside / "_data/secret.yml").write_text(f"key: {SECRET}")
    (outside / "_posts/2024-01-01-secret.md").write_text(SECRET)
    (outside / "secret.txt").write_text(SECRET)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("---\n---\nhome")
    return tmp_path


def _files(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): os.readlink(path)
        if path.is_symlink()
        else path.read_text(errors="replace")
        for path in sorted(root.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def _is_cache(path: str) -> bool:
    """A cache folder in the place that `cache_dir` comes to, which is below the source."""
    return path.startswith("site/") and ("/.jekylite-cache/" in path or path.endswith("/.gitignore"))


def _build(world: Path) -> None:
    """Build the site; an error is as good as an answer, a leak or a stray file is none."""
    before = _files(world)
    try:
        build(load_config(world / "site", overrides={"destination": str(world / "site/_site")}), Collector())
    except JekyliteError:
        pass
    after = _files(world)
    for path, content in before.items():
        assert after[path] == content
    for path in after.keys() - before.keys():
        assert path.startswith(("site/_site/", "site/.jekylite-cache/")) or _is_cache(path), path
        assert SECRET not in after[path], path
        assert not os.path.realpath(world / path).startswith(str(world / "outside")), path


@pytest.mark.parametrize("how", ["permalink", "slug", "title", "categories", "file name"])
def test_no_name_leads_out_of_the_destination(how: str, world: Path) -> None:
    posts = world / "site/_posts"
    posts.mkdir()
    for number, name in enumerate(NAMES):
        quoted = "".join(f"\\u{ord(char):04x}" for char in name)
        file = world / f"site/{number}.html"
        if how == "permalink":
            file.write_text(f'---\npermalink: "/{number}/{quoted}"\n---\nx')
        elif how == "file name":
            try:
                (world / "site" / f"{number}{name.replace('/', '%2f')}").write_text("x")
            except OSError:
                continue
        else:
            (posts / f"2024-01-{number % 28 + 1:02}-{number}.md").write_text(
                f'---\n{how}: "{quoted}"\n---\nx'
            )
    _build(world)


@pytest.mark.parametrize("name", NAMES)
def test_a_permalink_alone_does_not_lead_out(name: str, world: Path) -> None:
    quoted = "".join(f"\\u{ord(char):04x}" for char in name)
    (world / "site/evil.md").write_text(f'---\npermalink: "{quoted}"\n---\nx')
    _build(world)


@pytest.mark.parametrize("tag", ["include", "include_relative"])
@pytest.mark.parametrize("name", INCLUDES)
def test_an_include_does_not_read_outside(tag: str, name: str, world: Path) -> None:
    site = world / "site"
    for folder in (site, site / "_includes"):
        folder.mkdir(exist_ok=True)
        (folder / "link.html").symlink_to(
            "../outside/secret.html" if folder == site else "../../outside/secret.html"
        )
        (folder / "absolute.html").symlink_to(world / "outside/secret.html")
        (folder / "chain.html").symlink_to("absolute.html")
        (folder / "folder").symlink_to(world / "outside")
    (site / "page.html").write_text(
        f"---\nup: ../outside/secret.html\nlink: link.html\n---\n{{% {tag} {name} %}}"
    )
    _build(world)


@pytest.mark.parametrize("key", ["layouts_dir", "includes_dir", "data_dir", "collections_dir", "cache_dir"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_of_the_configuration_lies_in_the_source(key: str, folder: str, world: Path) -> None:
    (world / "site/_config.yml").write_text(
        f'{key}: "{folder}"\ncollections: {{posts: {{}}, sub: {{output: true}}}}\n'
    )
    (world / "site/page.html").write_text(
        "---\nlayout: secret\n---\n{{ site.data }}{{ site.posts }}"
        + ("" if key == "cache_dir" else "{% include secret.html %}")
    )
    _build(world)


@pytest.mark.parametrize(
    "link",
    [
        "page.html",
        "static.txt",
        "folder",
        "_layouts",
        "_layouts/secret.html",
        "_includes",
        "_includes/secret.html",
        "_data",
        "_data/secret.yml",
        "_data/folder",
        "_posts",
        "_posts/2024-01-01-x.md",
        "_notes",
        "_notes/x.md",
        "_notes/x.txt",
        "_drafts",
        "sub/_posts",
        "loop",
    ],
)
def test_a_symbolic_link_does_not_lead_out(link: str, world: Path) -> None:
    site = world / "site"
    (site / "_config.yml").write_text("collections: {notes: {output: true}}\nshow_drafts: true\n")
    (site / "use.html").write_text(
        "---\nlayout: secret\n---\n{{ site.data }}{% for p in site.posts %}{{ p.content }}{% endfor %}"
        "{% for p in site.notes %}{{ p.content }}{% endfor %}"
        "{% for p in site.pages %}{{ p.path }}{{ p.content }}{% endfor %}"
    )
    path = site / link
    path.parent.mkdir(parents=True, exist_ok=True)
    outside = world / "outside"
    targets = {
        "folder": outside,
        "loop": site,
        "_notes": outside / "sub",
        "_drafts": outside / "_posts",
        "sub/_posts": outside / "_posts",
        "_posts/2024-01-01-x.md": outside / "_posts/2024-01-01-secret.md",
        "_data/folder": outside / "_data",
        "_data/secret.yml": outside / "_data/secret.yml",
        "static.txt": outside / "secret.txt",
        "_notes/x.txt": outside / "secret.txt",
    }
    same_name = outside / link if (outside / link).is_dir() else outside / "secret.html"
    path.symlink_to(targets.get(link, same_name))
    _build(world)


def test_a_link_that_leads_to_itself_is_outside(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/out").symlink_to("../elsewhere")

    assert leads_outside(str(tmp_path / "in/out"), (str(tmp_path / "in"),))
    assert not leads_outside(str(tmp_path / "in/file"), (str(tmp_path / "in"),))
