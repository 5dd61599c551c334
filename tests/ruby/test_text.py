"""URLs, slugs, case and JSON as Ruby and Jekyll's gems write them."""

from __future__ import annotations

import pytest

from jekylite.ruby.json import GeneratorError, generate
from jekylite.ruby.slugs import slugify, transliterate
from jekylite.ruby.strings import capitalize, downcase
from jekylite.ruby.uri import URI, InvalidURIError, cgi_escape, normalize_component

URLS = [
    ("/a b/é.html", "/a%20b/%C3%A9.html"),
    ("/x/../y/./z", "/y/z"),
    ("/../a", "/a"),
    ("/a%20b", "/a%20b"),
    ("/100%", "/100%25"),
    ("/a%2Fb", "/a%2Fb"),
    ("HTTP://ExAmple.com:80/%7Eann", "http://example.com/~ann"),
    ("https://ex.com", "https://ex.com/"),
    (
        "https://ann:pw@ex.com:8080/a?x=1&y=ä b#f é",
        "https://ann:pw@ex.com:8080/a?x=1&y=%C3%A4%20b#f%20%C3%A9",
    ),
    ("https://ex.com/?a=1+2%2B3", "https://ex.com/?a=1+2%2B3"),
    ("https://münchen.de/", "https://xn--mnchen-3ya.de/"),
    ("/ﬁ①", "/%EF%AC%81%E2%91%A0"),
    ("/e\u0301", "/%C3%A9"),
    ("", ""),
]


@pytest.mark.parametrize(("url", "normal"), URLS)
def test_a_url_is_normalized_as_addressable_does(url: str, normal: str) -> None:
    assert URI(url).normalized() == normal


@pytest.mark.parametrize(
    ("url", "words"),
    [("a b:c", "Invalid scheme format: 'a b'"), ("http:", "Absolute URI missing hierarchical segment"),
     ("https://ex.com:port/", "Invalid port number"), (":a", "ambiguous path: ':a'"), ("https://a b/", "Invalid character in host: 'a b'")],
)  # fmt: skip
def test_what_is_no_url_is_refused_with_addressables_words(url: str, words: str) -> None:
    with pytest.raises(InvalidURIError, match=words):
        URI(url)


def test_only_a_scheme_makes_a_url_absolute() -> None:
    assert [URI(url).is_absolute for url in ("mailto:a@b", "https://x", "//x", "/x", "x?a:b")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_text_is_escaped_for_queries_and_for_urls() -> None:
    assert cgi_escape("a b+c~é*'") == "a+b%2Bc~%C3%A9%2A%27"
    assert normalize_component("foo, bar [baz] {x}\\") == "foo,%20bar%20[baz]%20%7Bx%7D%5C"


SLUGS = [
    ("The _config.yml", ("the-config-yml", "the-_config.yml", "the-_config.yml", "the-config-yml")),
    ("Über É: 中文 हिन्दी", ("über-é-中文-हिन्दी", "über-é-中文-हिन्दी", "über-é:-中文-हिन्दी", "ber")),
    ("--a--", ("a", "a", "-a-", "a")),
    ("①½", ("", "", "①½", "")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "slugs"), SLUGS)
def test_a_slug_keeps_what_its_mode_allows(text: str, slugs: tuple[str, ...]) -> None:
    assert tuple(slugify(text, mode) for mode in ("default", "pretty", "raw", "ascii")) == slugs


def test_accents_of_latin_letters_are_dropped_and_the_rest_is_a_question_mark() -> None:
    assert transliterate("Ünïcödé Straße Œuvre Łódź Привет") == "Unicode Strasse OEuvre Lodz ??????"


def test_case_is_mapped_without_a_final_sigma() -> None:
    assert downcase("ΑΣ") == "ασ"
    assert capitalize("éCOLE ΑΣ") == "École ασ"
    assert capitalize("ǆ") == "ǅ"


def test_json_has_no_spaces_and_keeps_slashes_and_letters() -> None:
    assert generate({"a": [1, None, 2.0, True], 5: '</é\u2028\x01"\\'}) == (
        '{"a":[1,null,2.0,true],"5":"</é\u2028\\u0001\\"\\\\"}'
    )
    with pytest.raises(GeneratorError):
        generate(float("nan"))
