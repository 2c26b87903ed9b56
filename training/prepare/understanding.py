"""Makes rows of a table: finds its columns, mends its cells, takes apart cells with several answers.

The rule: a table needs a column of questions and one of answers; everything else may be missing. A name that
is not known is told and taken for nothing, never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from core.interview.values import Phase
from training.errors import TrainingFault
from training.prepare.account import Account
from training.prepare.mending import DAMAGE, Mender
from training.prepare.rows import TEXTS, Field, Mend, Place, Quality, Row, Table
from training.prepare.sorting import Drop, Sorter
from training.prepare.spelling import Spelling, named

FEWEST_PARAGRAPHS = 4
FEWEST_WORDS = 18  # of each of several answers
EVENNESS = 1.7  # the longest of several answers is at most so many times as long as the shortest
HEADING = 45  # characters before a colon that are a heading at most
NAMES = (Field.ROLE, Field.PHASE, Field.QUALITY)
MOST_LINES = 25  # of a cell that a person wrote
ROWS_SHARE = 60  # percent of the lines with a separator from which on they are rows
LONG = 20  # words of an answer that hardly any person writes without a mark
MANY = 50  # such answers from which on the lack of commas is none of chance
BARE_SHARE = 10  # percent of them without any mark
_MARKS = re.compile("[.,;:!?]")
_QUALITIES = frozenset(quality.value for quality in Quality)
_PHASES = frozenset(phase.value for phase in Phase)


class Understanding:
    """Makes rows of tables by a spelling; what is told of each goes into its account."""

    def __init__(self, spelling: Spelling) -> None:
        self._spelling = spelling
        self._mender = Mender(spelling)
        self._sorter = Sorter(spelling)

    def rows(self, table: Table, account: Account, *, labelled: bool = False) -> Iterator[Row]:
        """The rows worth keeping. Raises TrainingFault where a column is missing."""
        places = self._columns(table, account)
        spellings = _Spellings()
        running = _Running(table.header)
        commas = _Commas()
        empty: Counter[Field] = Counter()
        width, wider = len(table.header), _Seldom()
        for line, cells in table.rows:
            account.read += 1
            wider.see(line, any(cell.strip() for cell in cells[width:]))
            for column in NAMES:
                if column in places and not _cell(cells, places[column]).strip():
                    empty[column] += 1
            running.see(cells)
            raw = {column: _cell(cells, at) for column, at in places.items()}
            commas.see(line, raw[Field.ANSWER])
            place = Place(table.file, table.sheet, line)
            if swallowed(raw[Field.ANSWER], table.separator):
                account.drop(place, Drop.RUNAWAY, raw[Field.ANSWER])
                continue
            base = replace(
                self._row(place, raw, account, spellings), licence=account.licence, labelled=labelled
            )
            for row in self._taken_apart(base, account):
                drop = self._sorter.reason(row)
                if drop is None:
                    yield row
                else:
                    account.drop(place, drop, self._sorter.shown(row, drop))
        spellings.tell(account)
        running.tell(account)
        commas.tell(account)
        for column, count in empty.items():
            account.note("prepare-note-empty-cells", count=count, column=account.columns[column])
        if wider.count:
            account.note("prepare-note-more-cells", count=wider.count, line=wider.line)

    def _columns(self, table: Table, account: Account) -> Mapping[Field, int]:
        places: dict[Field, int] = {}
        for at, name in enumerate(table.header):
            column = self._spelling.column(name)
            if column is not None and column not in places:
                places[column] = at
                account.columns[column] = name
            elif not self._spelling.means_nothing(name):
                account.unknown.append(name)
        missing = [column for column in (Field.QUESTION, Field.ANSWER) if column not in places]
        if missing:
            raise TrainingFault(
                "prepare-column-missing",
                file=account.name,
                column=missing[0],
                seen=", ".join(name for name in table.header if name)[:200] or "-",
            )
        return places

    def _row(self, place: Place, raw: Mapping[Field, str], account: Account, spellings: _Spellings) -> Row:
        texts: dict[Field, str] = {}
        damaged = False
        for column in TEXTS:
            text, mends = self._mender.mend(column, raw[column]) if raw.get(column) else ("", ())
            account.mended(place, column, mends)
            damaged |= any(mend.kind.startswith(DAMAGE) for mend in mends)
            texts[column] = text
        return Row(
            place,
            texts[Field.QUESTION],
            texts[Field.ANSWER],
            texts[Field.FOLLOW_UP],
            role=self._name(place, Field.ROLE, raw, account, self._spelling.roles, spellings),
            phase=self._phase(place, raw, account, spellings),
            quality=self._quality(place, raw, account, spellings),
            damaged=damaged,
        )

    def _name(  # noqa: PLR0913, PLR0917 - what is asked, and where it is told
        self,
        place: Place,
        column: Field,
        raw: Mapping[Field, str],
        account: Account,
        known: Mapping[str, str],
        spellings: _Spellings,
    ) -> str:
        written = raw.get(column, "")
        name = known.get(named(written), named(written))
        if written and spellings.differs(column, written, name):
            account.mended(place, column, [Mend(f"{column}_spelling", written, name)])
        return name

    def _phase(self, place: Place, raw: Mapping[Field, str], account: Account, spellings: _Spellings) -> str:
        name = self._name(place, Field.PHASE, raw, account, self._spelling.phases, spellings)
        if name in _PHASES or not name:
            return name
        spellings.unknown[Field.PHASE, raw[Field.PHASE]] += 1
        return ""

    def _quality(
        self, place: Place, raw: Mapping[Field, str], account: Account, spellings: _Spellings
    ) -> Quality:
        name = self._name(place, Field.QUALITY, raw, account, self._spelling.qualities, spellings)
        if name in _QUALITIES:
            return Quality(name)
        if name:
            spellings.unknown[Field.QUALITY, raw[Field.QUALITY]] += 1
        return Quality.UNRATED

    def _taken_apart(self, row: Row, account: Account) -> list[Row]:
        answers = several(row.answer)
        if len(answers) > 1:
            account.added += len(answers) - 1
            mend = Mend("several_answers", answers[0], answers[1])
            account.mended(row.place, Field.ANSWER, [mend])
        return [replace(row, answer=answer) for answer in answers]


@dataclass(slots=True)
class _Seldom:
    """How often something is, and where first."""

    count: int = 0
    line: int = 0

    def see(self, line: int, is_so: bool) -> None:
        self.count += is_so
        self.line = self.line or (line if is_so else 0)


class _Spellings:
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


def swallowed(cell: str, separator: str) -> bool:
    """Whether a cell of a text file holds the rows after it, since a quotation mark in it is never closed."""
    lines = cell.splitlines() if separator else []
    return len(lines) > MOST_LINES and 100 * sum(separator in line for line in lines) > ROWS_SHARE * len(
        lines
    )


def several(answer: str) -> tuple[str, ...]:
    """The answers in a cell: several even paragraphs without headings are answers of several people."""
    paragraphs = tuple(part for part in answer.split("\n\n") if part.strip())
    lengths = [len(part.split()) for part in paragraphs]
    if len(paragraphs) < FEWEST_PARAGRAPHS or min(lengths) < FEWEST_WORDS:
        return (answer,)
    headed = sum(":" in part[:HEADING] for part in paragraphs)
    even = max(lengths) <= EVENNESS * min(lengths)
    return paragraphs if even and headed < FEWEST_PARAGRAPHS - 1 else (answer,)


def _cell(cells: tuple[str, ...], at: int) -> str:
    return cells[at] if at < len(cells) else ""
