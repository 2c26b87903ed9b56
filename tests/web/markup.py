"""A page as a tree, and what every page has to be: readable by a screen reader, free of inline code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

VOID = frozenset({"meta", "link", "input", "br", "hr", "img", "path", "circle", "line", "polyline", "source"})
NAMED = ("a", "button", "dialog", "nav", "section", "svg", "textarea", "input")


@dataclass
class Element:
    """An element of a page."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    def everything(self) -> Iterator[Element]:
        """This element and all within."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.everything()

    def find(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of a tag that have these attributes; `class_` and `id_` for names Python keeps."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            one
            for one in self.everything()
            if one.tag == tag and all(value in one[name].split(" ") for name, value in wanted.items())
        ]

    @property
    def raw(self) -> str:
        """All text within, as it stands."""
        return "".join(one if isinstance(one, str) else one.raw for one in self.children)

    @property
    def text(self) -> str:
        """All text within, with white space as a browser shows it."""
        return " ".join(self.raw.split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.at = Element("root", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(element)
        if tag not in VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.at.children.append(Element(tag, {name: value or "" for name, value in attrs}, self.at))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.at.tag == tag, f"</{tag}> closes <{self.at.tag}>"
        self.at = self.at.parent or self.root

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def read(html: str) -> Element:
    """A page as a tree; fails where an element is not closed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.at is reader.root, f"<{reader.at.tag}> is not closed"
    return reader.root


def check(page: Element) -> None:
    """What is asked of every page."""
    assert faults(page) == []


def faults(page: Element) -> list[str]:
    """What is wrong with a page, for a screen reader or for the content security policy."""
    return [*_landmarks(page), *_names(page), *_ids(page), *_inline(page)]


def _landmarks(page: Element) -> Iterator[str]:
    for tag, times in (("html", 1), ("h1", 1), ("main", 1), ("header", None), ("nav", None), ("title", None)):
        found = len(page.find(tag))
        if not found or (times and found != times):
            yield f"{found} <{tag}>"
    if not page.find("html")[0]["lang"]:
        yield "no language"
    if not page.find("a", class_="skip", href="#main"):
        yield "no skip link"
    levels = [int(one.tag[1]) for one in page.everything() if one.tag in {"h1", "h2", "h3"}]
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield "a heading's level is left out"


def _names(page: Element) -> Iterator[str]:
    ids = {one["id"]: one for one in page.everything() if one["id"]}
    labels = {one["for"] for one in page.find("label")}
    for one in page.everything():
        if one.tag not in NAMED or one["type"] == "hidden" or one["aria-hidden"] == "true":
            continue
        by = " ".join(ids[id_].text for id_ in one["aria-labelledby"].split())
        wrapped = one.parent is not None and one.parent.tag == "label" and one.parent.text
        own = one.text if one.tag in {"a", "button"} else ""
        if not (one["aria-label"] or by or own or wrapped or one["id"] in labels):
            yield f"<{one.tag} id={one['id']!r}> has no name"


def _ids(page: Element) -> Iterator[str]:
    ids = [one["id"] for one in page.everything() if one["id"]]
    yield from (f"id {id_} stands twice" for id_ in set(ids) if ids.count(id_) > 1)
    for one in page.everything():
        for name in ("for", "aria-describedby", "aria-labelledby"):
            yield from (f"{name}={id_} leads nowhere" for id_ in one[name].split() if id_ not in ids)


def _inline(page: Element) -> Iterator[str]:
    for one in page.everything():
        if one.tag == "style" or (
            one.tag == "script" and (one.text or not one["src"].startswith("/static/"))
        ):
            yield f"inline <{one.tag}>"
        yield from (
            f"{name} on <{one.tag}>" for name in one.attributes if name == "style" or name[:2] == "on"
        )
        for name in ("src", "href", "action"):
            if one[name] and not one[name].startswith(("/", "#")):
                yield f"{name}={one[name]} leads elsewhere"
