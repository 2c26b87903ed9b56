"""What can be wrong with a domain file, as values: where it is and which text says what to do about it.

Every fault is a value and none stops the reading, so that one report holds all faults of all files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.interview.errors import DomainFaults
from core.texts.catalog import Texts

Place = tuple[str | int, ...]
"""The way to a value in a file: table and key names, and numbers (from 0) within arrays."""


@dataclass(frozen=True, slots=True)
class Found:
    """A fault in parsed TOML, before its line is known. `key` names the text that `values` fill."""

    path: Place
    key: str
    values: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in a file. `line` counts from 1; `key` names the text that `values` fill.

    A remark is worth mending, and the file can be used as it is.
    """

    file: str
    line: int
    key: str
    values: Mapping[str, str | int]
    remark: bool = False

    def told(self, texts: Texts) -> str:
        """The fault as one line: file, line, what is wrong and what to write instead."""
        what = texts.say(self.key, self.values)
        key = "domains-remark" if self.remark else "domains-fault"
        return texts.say(key, {"file": self.file, "line": str(self.line), "what": what})


class FaultyDomains(DomainFaults):
    """Domain files cannot be used; `faults` holds every reason, in the order of files and lines."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("domains-faulty", count=len(faults), files=len({fault.file for fault in faults}))
        self.faults = tuple(faults)


def found(path: Place, key: str, **values: str | int) -> Found:
    """A fault at `path` whose text is `key`."""
    return Found(path, key, values)
