"""What only the lax grammar can read is a warning in Jekyll's words, told once for a template."""

from __future__ import annotations

from jekylite.diagnostics import Collector
from jekylite.liquid import JekyllEnvironment, LocalSite


def test_a_warning_carries_the_line_of_the_file() -> None:
    template = JekyllEnvironment().from_string("\n{{ a b }}", path="post.md", body_line=5)
    (warning,) = template.warnings
    assert (
        warning.message == 'Liquid syntax error (line 6): Expected end_of_string but found id in "{{ a b }}"'
    )
    assert (str(warning.at), warning.topic) == ("post.md:6:1", "Liquid Warning")


def test_warnings_are_told_at_the_first_render_only_and_includes_tell_theirs() -> None:
    told = Collector()
    env = JekyllEnvironment(site=LocalSite({"w.html": "{{ 'a' 'b' }}"}, diagnostics=told))
    template = env.from_string("{{ x y }}{% include w.html %}", path="page.md")
    assert template.render() == "a"
    template.render()
    assert [str(item.at) for item in told.items] == ["page.md:1:1", "_includes/w.html:1:1"]


def test_a_template_that_the_strict_grammar_reads_has_no_warning() -> None:
    template = "{{ a.b | default: 'c' }}{{ x['y'][0] }}{% for i in (1 .. 3) reversed limit: 2 %}{% endfor %}"
    assert JekyllEnvironment().from_string(template).warnings == []
