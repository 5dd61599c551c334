"""Texts that look like front matter, Liquid, Markdown, permalinks and configurations, more or less."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from jekylite.config.schema import KEYS
from jekylite.liquid import JekyllEnvironment

Texts = SearchStrategy[str]

any_text: Texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
odd_text: Texts = st.text("\0\t\r\n\x0b\x0c\x85\xa0\u2028\u200b\ufeff\U0001f600ßİ０é日a1 -", max_size=6)


def joined(pieces: SearchStrategy[str], most: int = 25) -> Texts:
    """Pieces one after the other."""
    return st.lists(pieces, max_size=most).map("".join)


def mutated(texts: Texts, pieces: SearchStrategy[str]) -> Texts:
    """A text from which parts were cut and into which pieces were put."""
    edits = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 8), pieces), max_size=4)

    def apply(text: str, changes: list[tuple[float, int, str]]) -> str:
        for place, cut, piece in changes:
            at = int(place * len(text))
            text = text[:at] + piece + text[at + cut :]
        return text

    return st.builds(apply, texts, edits)


# --- YAML -------------------------------------------------------------------------------------

yaml_piece: Texts = st.one_of(
    st.sampled_from([
        "---", "---\n", "...", "...\n", "\n", "\r\n", "- ", "? ", ": ", ":", "key: ", "a:\n", "  ", "\t",
        "#", " # c\n",
        "[", "]", "{", "}", ", ", "&a ", "*a", "<<: *a\n", "!ruby/object:X ", "!!str ", "!!float ",
        "!!binary ", "|\n",
        ">-\n", "|2\n", "'", '"', '"\\x41"', '"\\u12"', "%YAML 1.1\n", "@", "`", "~", "null", "yes", "true",
        "0x1F",
        "0o17", "017", "1_000", "1,000", "12:30", "12:30:45.5", "1e3", ".inf", "-.Inf", ".nan", "2024-03-04",
        "2024-03-04 05:06:07 +0800", "2024-13-45", "0000-00-00", "9999-12-31 23:59:60",
        "2024-03-04T05:06:07Z", ":sym",
        "title: T\n", "date: 2024-03-04\n", "tags: [a, b]\n", "permalink: /x/\n", "\ufeff",
    ]),
    any_text,
    odd_text,
)  # fmt: skip
front_matter: Texts = st.one_of(
    joined(yaml_piece),
    st.builds("---\n{}\n---\n{}".format, joined(yaml_piece), any_text),
    st.builds("---\n{}".format, joined(yaml_piece)),
)

# --- Liquid -----------------------------------------------------------------------------------

_FILTERS = sorted(set(JekyllEnvironment().registry) - {"sample"})  # one answers by chance
value: Texts = st.one_of(
    st.sampled_from([
        "1", "0", "-3", "2.5", "-0.0", "1e3", "'a'", '"b c"', "''", "nil", "true", "false", "empty",
        "blank", "(1..3)",
        "(n..huge)", "(1..9999999999)", "page", "page.title", "page.tags", "page.date", "list",
        "list.first", "list[0]",
        "list[-1]", "list.size", "posts", "posts[0].title", "hash", "hash.a", "hash['b'].c", "hash[n]", "n",
        "f", "s",
        "t", "day", "yes", "no", "none", "empty_list", "huge", "forloop.index", "forloop",
        "forloop.parentloop.index",
        "tablerowloop.col", "include.x", "missing", "missing.a.b", "99999999999999999999",
        "'%Y-%m-%d %H:%M %z %10N'",
        "'title'", "'n'", "'i.n > 1'", "'i'", "'2024-03-04'", "'a,b'", "','", "'pretty'", "'[1, 2'",
    ]),
    st.builds("'{}'".format, st.text("ab<>&%\\.- é\n", max_size=6)),
    st.integers(-(10**6), 10**6).map(str),
)  # fmt: skip
call: Texts = st.builds(
    lambda name, given: f" | {name}" + (f": {', '.join(given)}" if given else ""),
    st.sampled_from(_FILTERS),
    st.lists(value, max_size=3),
)
filtered: Texts = st.builds(lambda first, calls: first + "".join(calls), value, st.lists(call, max_size=3))
condition: Texts = st.builds(
    lambda parts, last: "".join(parts) + last,
    st.lists(
        st.builds(
            "{} {} {} {} ".format,
            value,
            st.sampled_from(["==", "!=", "<", ">", "<=", ">=", "contains", "<>", "=", "&&"]),
            value,
            st.sampled_from(["and", "or"]),
        ),
        max_size=2,
    ),
    value,
)
_NAMES = st.sampled_from(["x", "y", "n", "s", "list", "forloop", "i"])
_LOOP = st.builds(
    "{} in {}{}".format,
    _NAMES,
    value,
    joined(
        st.sampled_from(
            [" reversed", " limit: 2", " offset: 1", " offset: continue", " limit: n", " cols: 2"]
        ),
        3,
    ),
)


def _blocks(inner: Texts) -> Texts:
    return st.one_of(
        st.builds(
            "{{% if {} %}}{}{{% elsif {} %}}{}{{% else %}}{}{{% endif %}}".format,
            condition,
            inner,
            condition,
            inner,
            inner,
        ),
        st.builds("{{% unless {} %}}{}{{% endunless %}}".format, condition, inner),
        st.builds(
            "{{% case {} %}}{{% when {}, {} %}}{}{{% else %}}{}{{% endcase %}}".format,
            value,
            value,
            value,
            inner,
            inner,
        ),
        st.builds("{{% for {} %}}{}{{% else %}}{}{{% endfor %}}".format, _LOOP, inner, inner),
        st.builds("{{% tablerow {} %}}{}{{% endtablerow %}}".format, _LOOP, inner),
        st.builds("{{% capture {} %}}{}{{% endcapture %}}".format, _NAMES, inner),
        st.builds("{{% ifchanged %}}{}{{% endifchanged %}}".format, inner),
        st.builds("{{% comment %}}{}{{% endcomment %}}".format, inner),
        st.builds("{{% raw %}}{}{{% endraw %}}".format, inner),
        st.builds("{{% highlight ruby linenos %}}{}{{% endhighlight %}}".format, inner),
        joined(inner, 4),
    )


_SIMPLE: Texts = st.one_of(
    filtered.map("{{{{ {} }}}}".format),
    filtered.map("{{{{- {} -}}}}".format),
    st.builds("{{% assign {} = {} %}}".format, _NAMES, filtered),
    st.builds("{{% cycle {}, {} %}}".format, value, value),
    st.builds("{{% {} {} %}}".format, st.sampled_from(["increment", "decrement"]), _NAMES),
    st.sampled_from(["{% break %}", "{% continue %}", "{% link a.md %}", "{% post_url 2024-01-02-a %}"]),
    st.builds(
        "{{% include {}.html x={} y={} %}}".format,
        st.sampled_from(["a", "b", "c", "no", "{{ s }}"]),
        value,
        value,
    ),
    any_text,
)
liquid_piece: Texts = st.one_of(
    st.sampled_from(["{%", "%}", "{{", "}}", "{%-", "-%}", "|", ":", ",", ".", "[", "]", "(", "..", ")",
    "'", '"', "=", "}"]),
    value,
    odd_text,
)  # fmt: skip
liquid: Texts = st.one_of(
    st.recursive(_SIMPLE, _blocks, max_leaves=12),
    mutated(st.recursive(_SIMPLE, _blocks, max_leaves=8), liquid_piece),
    joined(liquid_piece),
)

# --- Markdown ---------------------------------------------------------------------------------

markdown_piece: Texts = st.one_of(
    st.sampled_from([
        "a", "word ", "*", "**", "_", "__", "***", "`", "``", "~~", "[", "]", "(", ")", "](", "](b", "][",
        "][a]", "![",
        "[^1]", "[^1]: note\n", "[a]: b\n", "[a]: <b> 'c'\n", "*[a]: b\n", "<", ">", "<b>", "</b>", "<br/>",
        "<b c=\"d\">",
        "<div>\n", "</div>\n", "<p>", "<div markdown=\"1\">\n", "<!--", "-->", "<?", "?>", "<a@b.c>",
        "<http://a.b>",
        "<script>\n", "</script>", "<pre>", "&", "&amp;", "&#65;", "&#x;", "&bogus;", "\\", "\\*", "\\\\",
        "--", "---", "...",
        "<<", ">>", "\"", "'", "$$", "$$a$$", "{:", "}", "{: .a #b}", "{:.a}\n", "{:toc}\n",
        "{::nomarkdown}", "{::comment}",
        "{:/}", "{:/comment}\n", "{:a: .b}\n", "# ", "## a\n", "a {#b}\n", "a\n===\n", "a\n---\n",
        "* * *\n", "> ", ">", "- ", "* ",
        "+ ", "1. ", "12. ", "- [ ] ", "- [x] ", "    ", "  ", " ", "\t", "```\n", "```ruby\n", "~~~\n",
        "~~~ a\n", ": ", "a\n: b\n",
        "|", "|a|b|\n", "|-|:-:|\n", "a|b\n", "\n", "\n\n", "  \n", "\\\n", "^\n", "http://a.b/c",
        "www.a.b", "a_b_c", "1*2*3",
        "(c)", "*[", "[[", "]]",
    ]),
    any_text,
    odd_text,
)  # fmt: skip
markdown: Texts = joined(markdown_piece, 40)
repeated_markdown: Texts = joined(markdown_piece, 4).map(lambda piece: piece[:24])
repeated_liquid: Texts = joined(st.one_of(liquid_piece, _SIMPLE), 3).map(lambda piece: piece[:40])
repeated_yaml: Texts = joined(yaml_piece, 4).map(lambda piece: piece[:24])

# --- Permalinks -------------------------------------------------------------------------------

_PATH_PIECE: Texts = st.one_of(
    st.sampled_from([
        "/", "//", ".", "..", "../", "./", "~", "\\", "%2e", "%2E%2e", "%2F", "%5c", "%00", "%",
        "%e6%97%a5", "%ff", "%25",
        "a", "b.html", ".html", "index", "?", "#", ":", " ", "\0", "日", "\x85", "A", "&", "+", "C:", "con",
        "...", "-", "_",
        "\udcff", "\ufeff",
    ]),
    st.text("/.%2eEfF5cC0:a", max_size=8),
)  # fmt: skip
permalink: Texts = st.builds(
    lambda pattern, values: "\n".join([pattern.replace("\n", ""), *(one.replace("\n",
    "") for one in values)]),
    joined(
        st.one_of(
            _PATH_PIECE,
            st.sampled_from([
                ":title", ":slug", ":name", ":path", ":categories", ":slugified_categories", ":year",
                ":month", ":y_day",
                ":output_ext", ":basename", ":collection", ":nothing", ":title_", ":short_day", ":w_year",
            ]),
        ),
        12,
    ),
    st.lists(joined(_PATH_PIECE, 8), max_size=3),
)  # fmt: skip

# --- Configurations ---------------------------------------------------------------------------

_yaml_value: Texts = st.recursive(
    st.one_of(
        st.sampled_from([
            "1", "0", "-1", "99999999999999999999", "true", "false", "null", "''", "text", "a/b", "../..",
            "/", "*", "**/*", "[]",
            "{}", "pretty", "/:title/", "/:nothing", "2024-03-04", "12:30", "1.5", ".nan", "'%00'",
            "Europe/Lisbon", "Nowhere/At",
            "jekyll-feed", "jekyll-sitemap", "jekyll-seo-tag", "jekyll-paginate", "jekyll-archives",
            "strict", "GFM", "kramdown",
            "commonmark", "utf-8", "latin-1", "posts", "\"\\0\"", "\"\\ud800\"",
        ]),
        st.text("ab:/.-_*[]{}'\" é", max_size=6),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(
            st.tuples(
                st.sampled_from([
                    "output", "permalink", "scope", "values", "path", "type", "layout", "title", "a",
                    "posts", "notes", "error_mode",
                    "step_limit", "output_limit", "toc_levels", "hard_wrap", "syntax_highlighter",
                    "smart_quotes", "style",
                    "sass_dir", "sort_by", "order", "enabled", "per_page", "headers",
                ]),
                inner,
            ),
            max_size=3,
        ).map(lambda pairs: "{" + ", ".join(f"{key}: {text}" for key, text in pairs) + "}"),
    ),
    max_leaves=6,
)  # fmt: skip
config: Texts = st.one_of(
    st.lists(
        st.tuples(st.sampled_from([key.name for key in KEYS]), _yaml_value),
        max_size=4,
        unique_by=lambda pair: pair[0],
    ).map(lambda pairs: "".join(f"{key}: {text}\n" for key, text in pairs)),
    joined(yaml_piece, 12),
)
