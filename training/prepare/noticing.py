"""What shows only over a whole table: names spelled in many ways, marks or rows gone, cells too many.

The rule: what is noticed here is told and changes no row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from training.prepare.account import Account
from training.prepare.rows import Field
from training.prepare.spelling import named

LONG = 20  # words of an answer that hardly any person writes without a mark
MANY = 50  # such answers from which on the lack of commas is none of chance
BARE_SHARE = 10  # percent of them without any mark
_MARKS = re.compile("[.,;:!?]")


class Noticed:
    """Looks at the rows of a table, one after another; `names` says in which columns names stand."""

    def __init__(self, header: tuple[str, ...], names: Mapping[Field, int]) -> None:
        self.spellings = Spellings()
        self._running, self._commas, self._wider = _Running(header), _Commas(), _Seldom()
        self._width, self._names = len(header), names
        self._empty: Counter[Field] = Counter()

    def see(self, line: int, cells: tuple[str, ...], answer: str) -> None:
        """Looks at a row as it is written."""
        self._running.see(cells)
        self._commas.see(line, answer)
        self._wider.see(line, any(cell.strip() for cell in cells[self._width :]))
        for column, at in self._names.items():
            if at >= len(cells) or not cells[at].strip():
                self._empty[column] += 1

    def tell(self, account: Account) -> None:
        """Tells what was noticed."""
        for noticed in (self.spellings, self._running, self._commas):
            noticed.tell(account)
        for column, count in self._empty.items():
            account.note("prepare-note-empty-cells", count=count, column=account.columns[column])
        if self._wider.count:
            account.note("prepare-note-more-cells", count=self._wider.count, line=self._wider.line)


@dataclass(slots=True)
class _Seldom:
    """How often something is, and where first."""

    count: int = 0
    line: int = 0

    def see(self, line: int, is_so: bool) -> None:
        self.count += is_so
        self.line = self.line or (line if is_so else 0)


class Spellings:
    """How names are spelled in one table, and which are not known."""

    def __init__(self) -> None:
        self._first: dict[tuple[Field, str], str] = {}
        self.unknown: Counter[tuple[Field, str]] = Counter()

    def differs(self, column: Field, written: str, name: str) -> bool:
        """Whether a name is spelled in another way than it was first, or as something else."""
        first = self._first.setdefault((column, name), written.strip())
        return written != first or named(written) != name

    def tell(self, account: Account) -> None:
        """The names nothing is known of."""
        for (column, written), count in sorted(self.unknown.items()):
            account.note(f"prepare-note-unknown-{column}", written=written, count=count)


class _Commas:
    """Whether the marks within sentences are gone from a whole table, which nothing can bring back."""

    def __init__(self) -> None:
        self._long = self._commas = self._bare = 0
        self._bare_line = 0

    def see(self, line: int, answer: str) -> None:
        """Counts an answer, as it is written."""
        if len(answer.split()) < LONG:
            return
        self._long += 1
        self._commas += "," in answer
        if not _MARKS.search(answer):
            self._bare += 1
            self._bare_line = self._bare_line or line

    def tell(self, account: Account) -> None:
        """What is missing, where it is missing too often to be chance."""
        if self._long >= MANY and not self._commas:
            account.note("prepare-note-no-commas", count=self._long)
        elif 100 * self._bare >= BARE_SHARE * self._long > 0:
            account.note("prepare-note-no-marks", count=self._bare, of=self._long, line=self._bare_line)


class _Running:
    """A column of running numbers: whether numbers are missing in it, which tells that rows are."""

    def __init__(self, header: tuple[str, ...]) -> None:
        self._name = header[0] if header else ""
        self._last = 0
        self._first: int | None = None
        self._rows = 0
        self._rising = True

    def see(self, cells: tuple[str, ...]) -> None:
        number = cells[0].removesuffix(".0") if cells else ""
        if not number.isdecimal() or (self._first is not None and int(number) <= self._last):
            self._rising = False
            return
        self._last = int(number)
        self._first = self._last if self._first is None else self._first
        self._rows += 1

    def tell(self, account: Account) -> None:
        if not self._rising or self._first is None:
            return
        missing = self._last - self._first + 1 - self._rows
        if missing:
            account.note(
                "prepare-note-numbers", column=self._name, first=self._first, last=self._last, missing=missing
            )
