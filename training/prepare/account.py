"""What is told of each file: what was read, mended and left out, each with a few examples.

The rule: nothing happens to a row that is not counted here; `kept` and the drops add up to `read` and
what was added by taking cells apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from training.prepare.rows import Field, Mend, Place, Table

EXAMPLES = 3


@dataclass(slots=True)
class Tally:
    """How often something happened, with the first examples."""

    count: int = 0
    examples: list[dict[str, str]] = field(default_factory=list)

    def add(self, example: dict[str, str]) -> None:
        """Counts one more; an example that says what another one says is not kept."""
        self.count += 1
        told = [{**known, "line": ""} for known in self.examples]
        if len(self.examples) < EXAMPLES and {**example, "line": ""} not in told:
            self.examples.append(example)


@dataclass(slots=True)
class Account:
    """One table of a file: how it was read, and what became of its rows.

    `columns` has the header's name for each field, `unknown` the columns nothing is known of, `notes` the
    text keys of remarks with their values. `added` are rows made from cells with several
    answers, `cells` those in which anything was mended.
    """

    file: str
    sheet: str
    licence: str
    source: str
    taught: bool
    encoding: str = ""
    separator: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    read: int = 0
    added: int = 0
    kept: int = 0
    cells: int = 0
    mends: dict[str, Tally] = field(default_factory=dict)
    drops: dict[str, Tally] = field(default_factory=dict)
    notes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The file, with the sheet where there are several."""
        return f"{self.file} [{self.sheet}]" if self.sheet else self.file

    @property
    def dropped(self) -> int:
        """The rows that were left out."""
        return sum(tally.count for tally in self.drops.values())

    def dropped_as(self, reason: str) -> int:
        """The rows that were left out for one reason."""
        return self.drops[reason].count if reason in self.drops else 0

    def mended(self, place: Place, column: Field, mends: Iterable[Mend]) -> None:
        """Counts what was mended in one cell."""
        mends = tuple(mends)
        self.cells += bool(mends)
        for mend in mends:
            example = {"line": str(place.line), "column": column, "before": mend.before, "after": mend.after}
            self.mends.setdefault(mend.kind, Tally()).add(example)

    def drop(self, place: Place, reason: str, text: str, of: str = "") -> None:
        """Counts a row that is left out; `of` names the row that stays in its place."""
        example = {"line": str(place.line), "text": text[:100], **({"of": of} if of else {})}
        self.drops.setdefault(reason, Tally()).add(example)

    def note(self, key: str, **values: str | int) -> None:
        """Keeps a remark: a text key and its values."""
        self.notes.append({"key": key, "values": values})


def opened(table: Table, licence: str, source: str, *, taught: bool) -> Account:
    """The account of a table, before its rows are read."""
    return Account(table.file, table.sheet, licence, source, taught, table.encoding, table.separator)
