"""Where front matter ends, and what it holds."""

from __future__ import annotations

import pytest

from jekylite import front_matter
from jekylite.errors import FrontMatterError

SPLITS: dict[str, tuple[str, dict[str, object], str, int]] = {
    # text, data, body, the line on which the body begins
    "dashes on both sides": ("---\nt: a\n---\nb\n", {"t": "a"}, "b\n", 4),
    "dots close as well": ("---\nt: a\n...\nb\n", {"t": "a"}, "b\n", 4),
    "blank lines after the head belong to it": ("---\nt: a\n---\n\n  \n   b\n", {"t": "a"}, "   b\n", 6),
    "the body keeps its end": ("---\nt: a\n---\nb\n\n\n", {"t": "a"}, "b\n\n\n", 4),
    "an empty head": ("---\n---\nb", {}, "b", 3),
    "a head of one blank line": ("---\n\n---\nb", {}, "b", 4),
    "blanks after the dashes": ("---  \t\nt: a\n---   \nb", {"t": "a"}, "b", 4),
    "carriage returns": ("---\r\nt: a\r\n---\r\nb\r\n", {"t": "a"}, "b\r\n", 4),
    "no newline at the end": ("---\nt: a\n---", {"t": "a"}, "", 3),
    "an indented fence is YAML": ("---\nt: a\n ---\nu: b\n---\nc", {"t": "a ---", "u": "b"}, "c", 6),
    "dashes inside a block are text": ("---\nt: |\n  ---\n  a\n---\nb", {"t": "---\na\n"}, "b", 6),
    "false is an empty head": ("--- \nfalse\n---\nb", {}, "b", 4),
    "null is an empty head": ("---\n~\n---\nb", {}, "b", 4),
    "only the first document counts": ("---\nt: a\n--- \nb: c\n---\n", {"t": "a"}, "b: c\n---\n", 4),
}


@pytest.mark.parametrize(("text", "data", "body", "line"), SPLITS.values(), ids=SPLITS)
def test_a_head_is_cut_off(text: str, data: dict[str, object], body: str, line: int) -> None:
    assert front_matter.split(text, "p.md") == (data, body, line, True)


WITHOUT = {
    "no dashes": "b\n",
    "four dashes": "----\nt: a\n----\nb",
    "a blank line first": "\n---\nt: a\n---\nb",
    "a comment behind the dashes": "--- # c\nt: a\n---\nb",
    "never closed": "---\nt: a\nb",
    "closed with something behind": "---\nt: a\n--- x\nb",
    "a byte order mark": "\ufeff---\nt: a\n---\nb",
    "dashes alone": "---",
    "nothing": "",
}


@pytest.mark.parametrize("text", WITHOUT.values(), ids=WITHOUT)
def test_without_a_complete_head_the_whole_text_is_the_body(text: str) -> None:
    assert front_matter.split(text, "p.md") == ({}, text, 1, False)


@pytest.mark.parametrize(
    ("first", "begins"),
    [
        (b"---\n", True),
        (b"---  \t\r\nx", True),
        (b"---", False),
        (b"--- # c\n", False),
        (b"----\n", False),
        (b"\xef\xbb\xbf---\n", False),
        (b" ---\n", False),
        (b"", False),
    ],
)
def test_a_file_has_front_matter_if_its_first_line_is_dashes(first: bytes, begins: bool) -> None:
    assert front_matter.begins(first) is begins


def test_an_error_names_the_line_of_the_file() -> None:
    with pytest.raises(FrontMatterError) as raised:
        front_matter.split("---\ntitle: a\nbad: [1, 2\n---\nb", "sub/p.md")

    assert str(raised.value) == (
        "sub/p.md:3:6: front matter is not valid YAML: did not find expected ',' or ']'"
        " while parsing a flow sequence"
    )


@pytest.mark.parametrize(
    ("head", "kind"), [("- a\n- b", "a list"), ("words", "a single value"), ("12", "a single value")]
)
def test_what_is_no_mapping_is_refused(head: str, kind: str) -> None:
    with pytest.raises(front_matter.NotAMappingError, match=kind):
        front_matter.split(f"---\n{head}\n---\nb", "p.md")


def test_python_frontmatters_own_functions_take_the_handler() -> None:
    import frontmatter

    post = frontmatter.loads("---\nt: 010\n---\nb", handler=front_matter.JekyllHandler())

    assert (post["t"], post.content) == (8, "b")


def test_a_body_of_a_million_lines_is_walked_once() -> None:
    text = "---\n" + "a: 1\n" * 1_000_000

    assert front_matter.cut(text).present is False
