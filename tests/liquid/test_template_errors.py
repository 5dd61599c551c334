"""A fault names the file, its true line and column, and the includes that led there."""

from __future__ import annotations

import pytest

from jekylite.errors import IncludeError, LiquidError, Location
from jekylite.liquid import JekyllEnvironment, LocalSite
from jekylite.liquid.context import IncludeSource

INCLUDES = {
    "bad.html": "a\nb {{ 'x' | divided_by: 0 }}",
    "outer.html": "\n\n  {% include bad.html %}",
    "broken.html": "a\n {% if %}b",
    "again.html": "{% include again.html %}",
    "again_with.html": "{% include again_with.html n=1 %}",
}

# (template, line and column of the file, message); the text begins on line 4 of the file.
FAULTS = [
    ("ok\n {{ 1 | divided_by: 0 }}", "index.md:5:9", "Liquid error (line 5): divided by 0"),
    ("{% nosuch %}", "index.md:4:1", "Liquid syntax error (line 4): Unknown tag 'nosuch'"),
    ("a\nb{% if x %}\nc\n", "index.md:5:2", "Liquid syntax error (line 7): 'if' tag was never closed"),
    ("{% for i in (1..2) %}\n{% if i < 'a' %}{% endif %}{% endfor %}", "index.md:5:1",
     "Liquid error (line 5): comparison of Integer with String failed"),
    ("x {% raw %} y", "index.md:4:3", "Liquid syntax error (line 4): 'raw' tag was never closed"),
    ("x\n{{ a", "index.md:5:1",
     "Liquid syntax error (line 5): Variable '{{' was not properly terminated with regexp: /\\}\\}/"),
    ("{% if a %}{% endfor %}{% endif %}", "index.md:4:11",
     "Liquid syntax error (line 4): 'endfor' is not a valid delimiter for if tags. use endif"),
    ("{% else %}", "index.md:4:1", "Liquid syntax error (line 4): Unexpected outer 'else' tag"),
    ("{% for i in x %}{% else %}{% else %}{% endfor %}", "index.md:4:27",
     "Liquid syntax error (line 4): for tag does not expect 'else' tag"),
    ("\n{% capture c %}{{ 1 | plus }}{% endcapture %}", "index.md:5:23",
     "Liquid error (line 5): wrong number of arguments (given 1, expected 2)"),
    ("{% link nope.md %}", "index.md:4:1",
     ("Could not find document 'nope.md' in tag 'link'.\n\n"
      "Make sure the document exists and the path is correct.\n")),
]  # fmt: skip


def fault_of(template: str) -> LiquidError:
    with pytest.raises(LiquidError) as raised:
        JekyllEnvironment(INCLUDES).from_string(template, path="index.md", body_line=4).render({})
    return raised.value


@pytest.mark.parametrize(("template", "place", "message"), FAULTS)
def test_a_fault_is_placed_in_the_file(template: str, place: str, message: str) -> None:
    fault = fault_of(template)
    assert (str(fault.at), fault.message) == (place, message)


def test_a_fault_in_an_include_names_the_include_and_the_tags_that_led_there() -> None:
    fault = fault_of("\n {% include outer.html %}")
    assert str(fault.at) == "_includes/bad.html:2:12"
    assert [str(place) for place in fault.chain] == ["_includes/outer.html:3:3", "index.md:5:2"]
    assert fault.message == "Liquid error (_includes/bad.html line 2): divided by 0 included "


def test_an_include_that_cannot_be_parsed_is_named_too() -> None:
    fault = fault_of("{% include broken.html %}")
    assert str(fault.at) == "_includes/broken.html:2:2"
    assert [str(place) for place in fault.chain] == ["index.md:4:1"]


@pytest.mark.parametrize("name", ["again.html", "again_with.html"])
def test_an_include_of_itself_is_nesting_too_deep(name: str) -> None:
    fault = fault_of(f"{{% include {name} %}}")
    assert "Nesting too deep" in fault.message
    assert str(fault.at) == f"_includes/{name}:1:1"


def test_a_hundred_blocks_may_be_nested_and_not_one_more() -> None:
    env = JekyllEnvironment()
    assert env.from_string("{% if true %}" * 100 + "x" + "{% endif %}" * 100).render() == "x"
    with pytest.raises(LiquidError, match="Nesting too deep"):
        env.from_string("{% if true %}" * 101 + "{% endif %}" * 101)


def test_deep_data_is_a_template_error_not_a_crash() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(LiquidError, match="Nesting too deep"):
        JekyllEnvironment().from_string("{{ x | inspect }}").render({"x": deep})


def test_what_a_filter_lets_escape_is_an_error_with_a_place() -> None:
    env = JekyllEnvironment()
    env.add_filter("crash", lambda value: {}[value])
    with pytest.raises(LiquidError) as raised:
        env.from_string("\n{{ 1 | crash }}", path="a.md").render()
    assert str(raised.value.at) == "a.md:2:8"
    assert raised.value.message == "Liquid error (line 2): internal: KeyError: 1"


def test_an_integer_of_any_size_is_printed() -> None:
    template = "{% assign x = 10 %}{% for i in (1..13) %}{% assign x = x | times: x %}{% endfor %}{{ x }}"
    assert JekyllEnvironment().from_string(template).render().endswith("0" * 8192)


def test_an_error_of_the_site_keeps_its_place_and_the_tag_is_in_the_chain() -> None:
    class Unreadable(LocalSite):
        def include(self, name: str) -> IncludeSource | None:
            raise IncludeError("the include is not UTF-8", at=Location("_includes/x.html"))

    env = JekyllEnvironment(site=Unreadable())
    with pytest.raises(LiquidError) as raised:
        env.from_string("\n{% include x.html %}", path="a.md").render()
    assert str(raised.value) == "_includes/x.html: the include is not UTF-8"
    assert [str(place) for place in raised.value.chain] == ["a.md:2:1"]


@pytest.mark.parametrize(
    "tag", ["include {{ 1 | divided_by: 0 }}.html", "link {{ 'a' | append }}", "post_url {{ 1 | plus }}"]
)
def test_a_fault_in_the_text_of_a_tag_is_the_tags(tag: str) -> None:
    fault = fault_of(f"x\n{{% {tag} %}}")
    assert str(fault.at) == "index.md:5:1"
    assert fault.message.startswith("Liquid error (line 5): ")
