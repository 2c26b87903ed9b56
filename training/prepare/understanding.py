"""Makes rows of a table: finds its columns, mends its cells, takes apart cells with several answers.

The rule: a table needs a column of questions and one of answers; everything else may be missing. A name that
is not known is told and taken for nothing, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from core.interview.values import Phase
from training.errors import TrainingFault
from training.prepare.account import Account
from training.prepare.cells import several, swallowed
from training.prepare.mending import DAMAGE, Mender
from training.prepare.noticing import Noticed, Spellings
from training.prepare.rows import TEXTS, Field, Mend, Place, Quality, Row, Table
from training.prepare.sorting import Drop, Sorter
from training.prepare.spelling import Spelling, named

NAMES = (Field.ROLE, Field.PHASE, Field.QUALITY)
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
        noticed = Noticed(table.header, {column: places[column] for column in NAMES if column in places})
        for line, cells in table.rows:
            account.read += 1
            raw = {column: _cell(cells, at) for column, at in places.items()}
            noticed.see(line, cells, raw[Field.ANSWER])
            place = Place(table.file, table.sheet, line)
            if swallowed(raw[Field.ANSWER], table.separator):
                account.drop(place, Drop.RUNAWAY, raw[Field.ANSWER])
                continue
            row = self._row(place, raw, account, noticed.spellings)
            yield from self._kept(replace(row, licence=account.licence, labelled=labelled), account)
        noticed.tell(account)

    def _kept(self, row: Row, account: Account) -> Iterator[Row]:
        for one in self._taken_apart(row, account):
            drop = self._sorter.reason(one)
            if drop is None:
                yield one
            else:
                account.drop(one.place, drop, self._sorter.shown(one, drop))

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

    def _row(self, place: Place, raw: Mapping[Field, str], account: Account, spellings: Spellings) -> Row:
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
        spellings: Spellings,
    ) -> str:
        written = raw.get(column, "")
        name = known.get(named(written), named(written))
        if written and spellings.differs(column, written, name):
            account.mended(place, column, [Mend(f"{column}_spelling", written, name)])
        return name

    def _phase(self, place: Place, raw: Mapping[Field, str], account: Account, spellings: Spellings) -> str:
        name = self._name(place, Field.PHASE, raw, account, self._spelling.phases, spellings)
        if name in _PHASES or not name:
            return name
        spellings.unknown[Field.PHASE, raw[Field.PHASE]] += 1
        return ""

    def _quality(
        self, place: Place, raw: Mapping[Field, str], account: Account, spellings: Spellings
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


def _cell(cells: tuple[str, ...], at: int) -> str:
    return cells[at] if at < len(cells) else ""
