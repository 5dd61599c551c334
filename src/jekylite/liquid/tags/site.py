"""Tags that ask the site: `include`, `include_relative`, `link`, `post_url`, `highlight`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from liquid.ast import Node as EngineNode
from liquid.expression import Expression as EngineExpression
from liquid.token import Token

from jekylite.liquid.blocks import BlockTag, Stream, Tag
from jekylite.liquid.context import MAX_DEPTH, Context, IncludeSource
from jekylite.liquid.errors import TemplateError, bare
from jekylite.liquid.expressions import Expression, Literal, parse
from jekylite.liquid.filters.urls import relative_url
from jekylite.liquid.literals import MethodLiteral
from jekylite.liquid.nodes import Block, Node, Render, Write
from jekylite.ruby.values import inspect, to_s

if TYPE_CHECKING:
    from jekylite.liquid.environment import JekyllEnvironment
    from jekylite.liquid.template import JekyllTemplate

_PARAMETER = re.compile(
    r"""([\w-]+)\s*=\s*
    (?:"([^"\\]*(?:\\.[^"\\]*)*)"|'([^'\\]*(?:\\.[^'\\]*)*)'|([\w.-]+))
    (?=\s|\Z)\s*""",
    re.A | re.X,
)
_VARIABLE_NAME = re.compile(
    r"(?P<name>[^{]*(?:\{\{\s*[\w\-.]+\s*(?:\|.*)?\}\}[^\s{}]*)+)(?P<parameters>.*)", re.A | re.S
)
_FILE_NAME = re.compile(r"^[\w/.\-()+~#@]+$", re.A | re.M)
_DOTS_AND_SLASHES = re.compile(r"[./]{2,}")
_SPACE = re.compile(r"\s+", re.A)


class IncludeTag(Tag):
    """`{% include file.html name="text" other=variable %}`.

    Source: Jekyll 4.4.1 tags/include.rb.
    """

    name = "include"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        markup = markup.strip()
        variable = _VARIABLE_NAME.match(markup) if "{{" in markup else None
        parameters: str | None
        if variable:
            name = variable["name"].strip()
            parameters = variable["parameters"].strip()
        else:
            words = _SPACE.split(markup, maxsplit=1)
            name = words[0]
            parameters = words[1] if len(words) > 1 else None
        given = None if parameters is None else self._read_parameters(parameters)
        return IncludeNode(token, self.env, self.name, name, given)

    def _read_parameters(self, text: str) -> list[tuple[str, Expression]]:
        parameters: list[tuple[str, Expression]] = []
        at = len(text) - len(text.lstrip())
        while at < len(text):
            found = _PARAMETER.match(text, at)
            if not found:
                raise bare(
                    f"Invalid syntax for include tag:\n\n{text}\n\nValid syntax:\n\n{_example(self.name)}\n\n"
                )
            name, double, single, variable = found.groups()
            if double is not None:
                parameters.append((name, Literal(double.replace('\\"', '"'))))
            elif single is not None:
                parameters.append((name, Literal(single.replace("\\'", "'"))))
            else:
                parameters.append((name, parse(variable, self.env.strictness)))
            at = found.end()
        return parameters


class IncludeRelativeTag(IncludeTag):
    """`{% include_relative file.html %}`: beside the page."""

    name = "include_relative"


def _example(tag: str) -> str:
    return f"{{% {tag} file.ext param='value' param2='value' %}}"


class IncludeNode(Node):
    """Renders another file in the scope of this one, with `include` set if there are parameters."""

    __slots__ = ("environment", "name", "parameters", "tag")

    def __init__(
        self,
        token: Token,
        environment: JekyllEnvironment,
        tag: str,
        name: str,
        parameters: list[tuple[str, Expression]] | None,
    ) -> None:
        super().__init__(token)
        self.environment = environment
        self.tag = tag
        self.name = name
        self.parameters = parameters

    @property
    def static_name(self) -> str | None:
        """The file's name in the include folders, None if only rendering can tell."""
        return None if "{{" in self.name or self.tag != "include" else self.name

    def compile(self) -> Render:
        find = self._compile_find()
        tag_token = self.token
        given = None
        if self.parameters is not None:
            given = [(name, value.compile()) for name, value in self.parameters]

        def render(context: Context, write: Write) -> bool | None:
            source = find(context)
            if context.include_depth >= MAX_DEPTH:
                raise TemplateError("Nesting too deep", code="JL307")
            context.budget.step()
            outer: object = None
            if given is not None:
                context.enter()
                outer = context.cover("include", {name: _value(value(context)) for name, value in given})
            context.include_depth += 1
            try:
                interrupted = context.environment.included(source, context).run(context, write)
            except TemplateError as fault:
                fault.include_tokens.append(tag_token)
                raise
            context.include_depth -= 1
            if given is not None:
                context.uncover("include", outer)
                context.depth -= 1
            return interrupted

        return render

    def _compile_find(self) -> Callable[[Context], IncludeSource]:
        tag = self.tag
        name_of = inner_text(self.environment, self.name)
        look_for = _beside_the_page if tag == "include_relative" else _in_the_folders

        def find(context: Context) -> IncludeSource:
            name = name_of(context)
            if not _FILE_NAME.search(name) or _DOTS_AND_SLASHES.search(name):
                raise bare(
                    "Invalid syntax for include tag. File contains invalid characters or sequences:\n\n"
                    f"  {name}\n\nValid syntax:\n\n  {_example(tag)}\n\n"
                )
            source, folders = look_for(name, context)
            if source is None:
                raise bare(
                    f"Could not locate the included file '{name}' in any of {inspect(list(folders))}. "
                    "Ensure it exists in one of those directories and, if it is a symlink, "
                    "does not point outside your site source.",
                    code="JL306",
                    hint=_meant(context, "include", name),
                )
            return source

        return find

    def expressions(self) -> Iterable[EngineExpression]:
        return [value for _, value in self.parameters or ()]


def _meant(context: Context, tag: str, name: str) -> str | None:
    """The hint of a name that is near to one that is there."""
    meant = context.site.nearest(tag, name)
    return f"did you mean `{{% {tag} {meant} %}}`?" if meant else None


def _in_the_folders(name: str, context: Context) -> tuple[IncludeSource | None, Sequence[str]]:
    context.note_include(name)
    return context.site.include(name), context.site.include_folders()


def _beside_the_page(name: str, context: Context) -> tuple[IncludeSource | None, Sequence[str]]:
    context.note_link("include_relative", name)
    source = context.site.include_relative(name, context.page_path)
    return source, [context.page_path.rpartition("/")[0]]


def _value(value: object) -> object:
    return "" if isinstance(value, MethodLiteral) else value


def inner_text(environment: JekyllEnvironment, written: str) -> Callable[[Context], str]:
    """A closure for text inside a tag that may hold outputs: `{% include {{ page.card }} %}`."""
    if "{{" not in written and "{%" not in written:
        return lambda context: written
    parsed: list[JekyllTemplate] = []

    def text(context: Context) -> str:
        if not parsed:
            parsed.append(environment.inner(written))
        return parsed[0].run_to_text(context)

    return text


class LinkTag(Tag):
    """`{% link _posts/2024-01-02-hello.md %}` → the URL of a file of the site.

    Source: Jekyll 4.4.1 tags/link.rb.
    """

    name = "link"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        return LinkNode(token, self.env, markup.strip())


class LinkNode(Node):
    """The URL of a source path, which may be written with variables."""

    __slots__ = ("environment", "path")

    def __init__(self, token: Token, environment: JekyllEnvironment, path: str) -> None:
        super().__init__(token)
        self.environment = environment
        self.path = path

    def compile(self) -> Render:
        path_of = inner_text(self.environment, self.path)

        def render(context: Context, write: Write) -> None:
            path = path_of(context)
            context.note_link("link", path)
            url = context.site.link(path)
            if url is None:
                raise bare(
                    f"Could not find document '{path}' in tag 'link'.\n\n"
                    "Make sure the document exists and the path is correct.\n",
                    code="JL308",
                    hint=_meant(context, "link", path),
                )
            write(to_s(relative_url(url, context=context)))

        return render


_POST_NAME = re.compile(r"^(.+/)*(\d+-\d+-\d+)-(.*)$", re.A | re.M)


class PostName:
    """`[dir/]2024-01-02-slug`, as `post_url` names a post.

    Raises:
        ValueError: there is no date, or nothing behind it.

    Source: Jekyll 4.4.1 tags/post_url.rb.
    """

    __slots__ = ("_pattern", "date", "slug")

    def __init__(self, name: str) -> None:
        found = _POST_NAME.search(name.removeprefix("/"))
        if not found:
            raise ValueError(name)
        folder, self.date, self.slug = found[1] or "", found[2], found[3]
        file = rf"{self.date}-{re.escape(self.slug)}\.[^.]+"
        self._pattern = re.compile(rf"^_posts/{folder}{file}|^{folder}_posts/?{file}", re.M)

    def names(self, relative_path: str) -> bool:
        """Whether the post at that path, relative to the source, is meant."""
        return self._pattern.search(relative_path) is not None


class PostUrlTag(Tag):
    """`{% post_url 2024-01-02-hello %}` → the URL of a post; the name may be written with variables."""

    name = "post_url"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        return PostUrlNode(token, self.env, markup.strip())


class PostUrlNode(Node):
    """The URL of the post of that name."""

    __slots__ = ("environment", "name")

    def __init__(self, token: Token, environment: JekyllEnvironment, name: str) -> None:
        super().__init__(token)
        self.environment = environment
        self.name = name

    def compile(self) -> Render:
        name_of = inner_text(self.environment, self.name)

        def render(context: Context, write: Write) -> None:
            name = name_of(context)
            context.note_link("post_url", name)
            _refuse_undated(name)
            url = context.site.post_url(name)
            if url is None:
                raise bare(
                    f"Could not find post \"{name}\" in tag 'post_url'.\n"
                    "Make sure the post exists and the name is correct.\n",
                    code="JL308",
                    hint=_meant(context, "post_url", name),
                )
            write(to_s(relative_url(url, context=context)))

        return render


def _refuse_undated(name: str) -> None:
    try:
        PostName(name)
    except ValueError:
        raise bare(
            f"Could not parse name of post \"{name}\" in tag 'post_url'.\n"
            " Make sure the post exists and the name is correct.\n"
            " Jekyll::Errors::InvalidPostNameError: "
            f"'{name}' does not contain valid date and/or title.\n"
        ) from None


_HIGHLIGHT = re.compile(r"""^([a-zA-Z0-9.+#_-]+)((\s+\w+(=(\w+|"([0-9]+\s)*[0-9]+"))?)*)$""", re.A | re.M)
_OPTION = re.compile(r"""(\w+)(?:=(?:"([^"]*)"|(\w+)))?""", re.A)


class HighlightTag(BlockTag):
    """`{% highlight ruby linenos mark_lines="1 2" %}…{% endhighlight %}`.

    Source: Jekyll 4.4.1 tags/highlight.rb.
    """

    name = "highlight"
    end = "endhighlight"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        found = _HIGHLIGHT.search(markup.strip())
        if not found:
            raise bare(
                "Syntax Error in tag 'highlight' while parsing the following markup:\n\n"
                f'{markup}\n\nValid syntax: highlight <lang> [linenos] [mark_lines="3 4 5"]\n\n'
                "See https://jekyllrb.com/docs/liquid/tags/#code-snippet-highlighting for more details.\n",
                token,
            )
        options: dict[str, str | list[str]] = {}
        for name, quoted, word in _OPTION.findall(found[2]):
            options[name] = quoted.split() if quoted else word
        block = self.body(token, stream)
        self.branch(stream)
        return HighlightNode(token, found[1].lower(), options, block)


class HighlightNode(Node):
    """Code in a `<figure>`; what Liquid is in it is rendered first."""

    __slots__ = ("block", "language", "options")

    def __init__(
        self, token: Token, language: str, options: dict[str, str | list[str]], block: Block
    ) -> None:
        super().__init__(token)
        self.language = language
        self.options = options
        self.block = block
        self.blank = block.blank

    def compile(self) -> Render:
        body = self.block.compile()
        language = self.language
        line_numbers = "linenos" in self.options
        marked = self._marked_lines()
        css_name = language.replace("+", "-")
        head = f'<figure class="highlight"><pre><code class="language-{css_name}" data-lang="{language}">'
        is_blank = self.blank

        def render(context: Context, write: Write) -> bool | None:
            text, interrupted = context.budget.gather(body, context)
            if is_blank:
                return interrupted
            code = text.strip("\r\n")
            if isinstance(marked, TemplateError):
                raise marked
            html = context.site.highlight(code, language, line_numbers=line_numbers, mark_lines=marked)
            prefix = to_s(context.variables.get("highlighter_prefix"))
            suffix = to_s(context.variables.get("highlighter_suffix"))
            write(f"{prefix}{head}{html.removesuffix(chr(10))}</code></pre></figure>{suffix}")
            return interrupted

        return render

    def _marked_lines(self) -> Sequence[int] | TemplateError:
        lines = self.options.get("mark_lines")
        if lines is None:
            return ()
        if isinstance(lines, list):
            return [int(line) for line in lines]
        return bare("Syntax Error for mark_lines declaration. Expected a double-quoted list of integers.")

    def bodies(self) -> Iterable[EngineNode]:
        return (self.block,)


TAGS = (IncludeTag, IncludeRelativeTag, LinkTag, PostUrlTag, HighlightTag)
