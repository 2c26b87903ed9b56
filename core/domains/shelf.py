"""The bundled domains, of which only the headings are read until somebody practises one.

The rule: whoever asks for a domain gets the whole of it, read and checked then, once. That the bundled ones
are sound is known from the tests, so that a start reads some lines of each and not megabytes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from core.domains.format import tidy
from core.interview.values import Domain


@dataclass(frozen=True, slots=True)
class Heading:
    """What a list shows of a domain."""

    id: str
    title: str
    summary: str


class Shelf(Mapping[str, Domain]):
    """Domains by id, each read with `read` when it is first asked for; what `read` raises goes through."""

    def __init__(self, ids: tuple[str, ...], read: Callable[[str], Domain]) -> None:
        self._ids = ids
        self._read = read
        self._whole: dict[str, Domain] = {}

    def __getitem__(self, id: str) -> Domain:
        if id not in self._ids:
            raise KeyError(id)
        if id not in self._whole:
            self._whole[id] = self._read(id)
        return self._whole[id]

    def __contains__(self, id: object) -> bool:  # the mixin's would read the file
        return id in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def heading_of(domain: Domain) -> Heading:
    """The heading of a domain that is read."""
    return Heading(domain.id, domain.title, domain.summary)


def read_heading(file: Path) -> Heading | None:
    """The heading of a file, from the lines before its first table; None where it cannot be read."""
    try:
        with file.open(encoding="utf-8") as lines:
            head = tomllib.loads("".join(takewhile(lambda line: not line.startswith("["), lines)))
        return Heading(file.stem, tidy(head["title"]), tidy(head["summary"]))
    except (OSError, ValueError, KeyError, AttributeError, RecursionError):
        return None
