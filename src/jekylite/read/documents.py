"""Files of collections: posts, drafts and other documents → Document.

Source: Jekyll 4.4.1 document.rb (`read`, `read_post_data`), readers/post_reader.rb,
collection.rb (`read`), publisher.rb.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cmp_to_key, partial

from jekylite import front_matter
from jekylite.config.merge import deep_merge
from jekylite.errors import FrontMatterError, JekyliteError, Location
from jekylite.model import excerpt
from jekylite.model.collection import Collection
from jekylite.model.document import CollectionSettings, Document, date_and_slug, dateless_slug, in_order
from jekylite.model.excerpt import Excerpt
from jekylite.model.page import Page
from jekylite.model.permalink import without_trailing_dots
from jekylite.model.static_file import StaticFile
from jekylite.paths import relative
from jekylite.read.dates import local_date, no_date
from jekylite.read.matter import read_matter
from jekylite.read.scan import Entry, files_below
from jekylite.read.shelf import document_of
from jekylite.read.surroundings import Surroundings
from jekylite.read.text import decode, read_bytes, read_if_front_matter
from jekylite.ruby import times, yaml
from jekylite.ruby.values import compare, inspect, to_s


def read_posts(folder: str, posts: CollectionSettings, around: Surroundings) -> Iterator[Document]:
    """The posts of one `_posts` folder (`/sub/_posts`), those that are published and not in the future."""
    return _read_publishable(folder, date_and_slug, posts, around)


def read_drafts(folder: str, posts: CollectionSettings, around: Surroundings) -> Iterator[Document]:
    """The drafts of one `_drafts` folder (`/sub/_drafts`), as posts dated by the file's last change."""
    return _read_publishable(folder, dateless_slug, posts, around)


def read_collection(collection: Collection, around: Surroundings) -> None:
    """Fill `collection` with the documents and files below its folder, in its order."""
    settings = collection.settings
    docs = []
    kind = document_of(settings.label)
    entries = files_below(
        collection.directory,
        f"/{settings.relative_directory}",
        around.entry_filter,
        around.shelf,
        hidden=True,
    )
    for entry in entries:
        item = around.shelf.bring(kind, entry.path, partial(_read_entry, entry, settings, around))
        if isinstance(item, StaticFile):
            collection.files.append(item)
        elif item and (around.unpublished or item.data.get("published") is not False):
            docs.append(item)
    collection.reorder(_arranged(docs, settings, around))
    for document in collection.docs:
        set_date(document, around)
        document.is_published = _is_wanted(document, around) and not _is_future(document, around)


def _read_entry(
    entry: Entry, settings: CollectionSettings, around: Surroundings
) -> Document | StaticFile | None:
    content = read_if_front_matter(entry.path)
    if content is None:
        return _static_file(entry, settings, around)
    return _read_document(entry.path, content, settings, around)


def _static_file(entry: Entry, settings: CollectionSettings, around: Surroundings) -> StaticFile:
    folder = entry.name.rpartition("/")[0]
    stat = os.stat(entry.path)
    directory = f"{settings.relative_directory}/{folder}"
    shown = f"{directory.rstrip('/')}/{entry.name.rpartition('/')[2]}"
    return StaticFile(
        entry.path,
        directory,
        entry.name.rpartition("/")[2],
        mtime_ns=stat.st_mtime_ns,
        size=stat.st_size,
        is_link=entry.is_link,
        collection=settings,
        defaults=around.defaults.for_path(shown, settings.label),
    )


def _read_publishable(
    folder: str, named: Callable[[str], object], posts: CollectionSettings, around: Surroundings
) -> Iterator[Document]:
    kind = document_of(posts.label)
    entries = files_below(f"{around.source}{folder}", folder, around.entry_filter, around.shelf, named=named)
    for entry in entries:
        document = around.shelf.bring(kind, entry.path, partial(_read_post, entry.path, posts, around))
        if document is None or not _is_wanted(document, around):
            continue
        # With `future` nobody asks for the date before the posts are sorted, which shows: see `in_order`.
        if around.future or not _is_future(document, around):
            yield document
        else:
            around.collector.warn(
                f"{document.relative_path} has a future date",
                at=front_matter.place_of_key(entry.path, relative(entry.path, around.source), "date"),
                hint="build with --future, or set `future: true`",
                topic="Skipping",
                code="JL207",
            )


def _read_post(path: str, posts: CollectionSettings, around: Surroundings) -> Document | None:
    return _read_document(path, read_bytes(path), posts, around)


def _read_document(
    path: str, content: bytes, settings: CollectionSettings, around: Surroundings
) -> Document | None:
    """The document of a file; None if its text cannot be decoded (said so)."""
    shown = relative(path, around.source)
    relative_path = relative(path, around.collections_path)
    extension = os.path.splitext(path)[1]
    is_draft = settings.label == "posts" and settings.relative_directory not in relative_path
    data: dict[str, object] = {"draft": is_draft}
    document = Document(
        path, relative_path, settings, data, converter_ext=around.converters.output_ext(extension)
    )
    special = "_drafts" if is_draft else settings.relative_directory
    data["categories"] = _folders_above(relative_path, special, document.basename)
    around.hooks.fire(settings.label, "post_init", document)
    around.hooks.fire("documents", "post_init", document)
    try:
        if document.is_yaml:
            _read_as_data(document, content, around, shown)
        elif _read_front_matter(document, content, around, shown):
            _complete(document, around, shown)
    except UnicodeDecodeError as error:
        around.collector.error(
            JekyliteError(
                f"could not read file: invalid byte sequence in {around.encoding.upper()} ({error.reason})"
                f" at byte {error.start}",
                at=Location.of_byte(shown, error),
                hint=f"save it as {around.encoding.upper()}; it is left out",
                code="JL204",
            ),
            topic="Error",
        )
        return None
    return document


def _folders_above(relative_path: str, special: str, basename: str) -> list[object]:
    """The folders above `_posts` are categories."""
    if relative_path.startswith(special):
        return []
    above = relative_path.partition(special)[0].split("/")
    return [name for name in above if name and name not in (special, basename)]


def _read_as_data(document: Document, content: bytes, around: Surroundings, shown: str) -> None:
    """A document that is YAML: its whole text is its data, it has no content."""
    loaded = yaml.load(decode(content, around.encoding), shown)
    document.data = loaded if isinstance(loaded, dict) else {}
    document.content = None


def _read_front_matter(document: Document, content: bytes, around: Surroundings, shown: str) -> bool:
    """Take in defaults, front matter and body; False if the front matter is of no use (said so)."""
    defaults = around.defaults.for_path(document.relative_path, document.label)
    if defaults:
        _merge(document, defaults, around, shown, "front matter defaults")
    matter = read_matter(decode(content, around.encoding), shown)
    document.begin_again(matter.body)
    document.body_line = matter.body_line
    error = matter.error or _wrong_categories(matter.data, document.path, shown)
    if error is not None:
        if around.strict_front_matter:
            raise error
        around.collector.error(error, topic="Error")
        return False
    _merge(document, matter.data, around, shown, "YAML front matter")
    return True


def _wrong_categories(data: Mapping[str, object], path: str, shown: str) -> FrontMatterError | None:
    given = data.get("categories")
    if given is None or isinstance(given, str | list):
        return None
    return FrontMatterError(
        "could not read file: `categories` is neither a list nor text",
        at=front_matter.place_of_key(path, shown, "categories"),
        hint="write `categories: [one, two]`",
        code="JL206",
    )


def _merge(
    document: Document, other: Mapping[str, object], around: Surroundings, shown: str, what: str
) -> None:
    """Lay `other` over the data: categories are united, a date is read as a time of the site's zone."""
    ours = document.data.get("categories")
    given = other.get("categories")
    if given is not None and isinstance(ours, list):
        other = {**other, "categories": _united(ours, given)}
    document.data = deep_merge(document.data, other)
    is_new = other.get("date") is not None
    if is_new or ("date" in document.data and not isinstance(document.data["date"], datetime)):
        document.data["date"] = _date(document.data["date"], document, around, shown, what)


def _date(value: object, document: Document, around: Surroundings, shown: str, what: str) -> datetime:
    found = local_date(value, around.zone)
    if found is None:
        is_own = what == "YAML front matter"
        at = front_matter.place_of_key(document.path, shown, "date") if is_own else Location(shown)
        raise no_date(value, document.relative_path, at, what)
    return found


def _united(ours: object, others: object) -> list[object]:
    """Both lists, each member once; text splits at blanks."""
    united: list[object] = []
    for values in (ours, others.split() if isinstance(others, str) else others):
        items = values if isinstance(values, list) else [values]
        united.extend(item for item in items if item not in united)
    return united


def _complete(document: Document, around: Surroundings, shown: str) -> None:
    """Add what the file name and the rest of the data say: title, date, slug, categories, tags, excerpt."""
    data = document.data
    dated = date_and_slug(document.basename)
    undated = dateless_slug(document.basename)
    extension: str | None = None
    slug = document.basename_without_ext
    if dated:
        day, slug, extension = dated
        is_now = _is_now(data.get("date"), around.time)
        if is_now:
            around.shelf.leave_out()
        if is_now or data.get("date") in (None, False):
            data["date"] = _date(day, document, around, shown, "filename")
    elif undated:
        slug, extension = undated
    slug = without_trailing_dots(slug)
    _set_default(data, "title", _title(slug))
    _set_default(data, "slug", slug)
    _set_default(data, "ext", extension)
    # As texts, but beside what was given: `categories: [9]` comes to 9 and "9".
    given = data.get("categories")
    names = [*(given if isinstance(given, list) else []), *_gathered(data, "category", "categories")]
    data["categories"] = _united(given, [to_s(name) for name in names])
    data["tags"] = _gathered(data, "tag", "tags")
    if data.get("excerpt") in (None, False):
        cut_excerpt(document, around)


def _title(slug: str) -> str:
    """`hello-WORLD-foo_bar` → `Hello World Foo_bar`."""
    return " ".join(part.capitalize() for part in slug.rstrip("-").split("-"))


def _set_default(data: dict[str, object], key: str, value: object) -> None:
    if data.get(key) in (None, False):
        data[key] = value


def _is_now(date: object, now: datetime) -> bool:
    return isinstance(date, datetime) and int(date.timestamp()) == int(now.timestamp())


def _gathered(data: Mapping[str, object], singular: str, plural: str) -> list[object]:
    """The values of `tag`, else of `tags`: lists flat, text of the plural split at blanks, no nulls."""
    value = data.get(singular)
    if value in (None, False):
        value = data.get(plural)
        if isinstance(value, str):
            value = value.split()
        elif not isinstance(value, list):
            return []
    return list(_flat(value))


def _flat(value: object) -> Iterator[object]:
    if isinstance(value, list):
        for item in value:
            yield from _flat(item)
    elif value is not None:
        yield value


def set_date(document: Document, around: Surroundings) -> None:
    """A document without a date has that of the build, a draft that of its file."""
    if isinstance(document.data.get("date"), datetime):
        return
    if document.data.get("draft") not in (None, False):
        changed = os.stat(document.path).st_mtime_ns // 1_000_000_000
        document.data["date"] = times.at(changed, around.zone)
    else:
        document.data["date"] = around.time
        document.is_undated = True


def _is_wanted(document: Document, around: Surroundings) -> bool:
    return around.unpublished or document.data.get("published", True) not in (None, False)


def _is_future(document: Document, around: Surroundings) -> bool:
    """Is its date, in whole seconds, after that of the build, and is that not welcome?"""
    if around.future:
        return False
    set_date(document, around)
    date, now = document.date, around.time
    return date > now and int(date.timestamp()) > int(now.timestamp())


def _arranged(docs: list[Document], settings: CollectionSettings, around: Surroundings) -> list[Document]:
    """The order of a collection: `order`, `sort_by`, or by date and path."""
    order = settings.metadata.get("order")
    sort_by = settings.metadata.get("sort_by")
    docs = in_order(docs)
    if isinstance(order, list):
        by_path = {document.relative_path: document for document in docs}
        wanted = [f"{settings.relative_directory}/{to_s(entry)}" for entry in order]
        listed = [by_path.pop(path) for path in dict.fromkeys(wanted) if path in by_path]
        return [*listed, *by_path.values()]
    if isinstance(sort_by, str):
        return _sorted_by(docs, sort_by, around)
    return docs


def _sorted_by(docs: list[Document], key: str, around: Surroundings) -> list[Document]:
    def compared(one: Document, other: Document) -> int:
        left, right = one.data.get(key), other.data.get(key)
        if left is None and right is not None:
            return 1
        if left is not None and right is None:
            return -1
        return compare(left, right) or 0

    for document in docs:
        if document.data.get(key) is None:
            around.collector.warn(
                f"'{key}' not defined in {document.relative_path}",
                at=Location(relative(document.path, around.source)),
                hint=f"give it a `{key}`; without one it comes last",
                topic="Sort warning",
                code="JL209",
            )
    # `docs` come by date and path, and the sort is stable: that order rules among equals.
    return sorted(docs, key=cmp_to_key(compared))


def _end_of_excerpt(item: Document | Page, separator: str) -> Location:
    """Where the separator stands."""
    head = item.body[: item.body.find(separator)]
    column = len(head) - head.rfind("\n")
    return Location(item.relative_path, item.body_line + head.count("\n"), column)


def cut_excerpt(item: Document | Page, around: Surroundings) -> None:
    """Put the first part of the body into the data as `excerpt`, if the item wants one."""
    separator = item.data.get("excerpt_separator")
    separator = around.excerpt_separator if separator in (None, False) else to_s(separator)
    if not separator:
        return
    body, closed = excerpt.cut(item.body, separator, around.block_tags)
    item.data["excerpt"] = Excerpt(item, body)
    if closed:
        around.collector.warn(
            f"Excerpt modified in {item.relative_path}! Found a Liquid block containing the excerpt separator"
            f" {inspect(separator)}. The block has been modified with the appropriate closing tag.",
            at=_end_of_excerpt(item, separator),
            hint="define a custom excerpt or excerpt_separator in the document's front matter",
            topic="Warning",
            code="JL210",
        )
