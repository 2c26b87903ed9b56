"""The step `prepare`: from interview files to a data set, in the order in which it is told.

The rule: everything is read and worked out before anything is written; the same files, config and seed give
the same data set.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.domains.loader import bundled
from core.interviewers.prompts.answers import written
from core.interviewers.prompts.prompts import Task
from training.errors import TrainingFault
from training.prepare import reading
from training.prepare.account import Account, opened
from training.prepare.assembling import TAUGHT, Assembled, from_domains, from_rows
from training.prepare.likeness import Left, groups, plain, unlike
from training.prepare.report import Report, Sorted, by_file
from training.prepare.rows import Row, Split
from training.prepare.sorting import Drop
from training.prepare.spelling import Spelling, read_spelling
from training.prepare.splitting import SEED, group_id, leaks, split_of
from training.prepare.targets.echoes import echoes
from training.prepare.targets.taught import Example
from training.prepare.targets.triples import source_of
from training.prepare.understanding import Understanding
from training.prepare.writing import hash_of, lines_of, write

COMPILED = 90  # percent of its rows that a file shares with others from which on it was compiled of them
FEW = 20  # rows below which that is not told

COPIES = (Drop.DUPLICATE, Drop.NEAR_DUPLICATE)
PURITY = {Split.TRAIN: 0, Split.VALIDATION: 1, Split.TEST: 2}  # what is like something purer is left out

Tell = Callable[[str, dict[str, str | int]], None]
"""Told the text key of what is being done, and its values."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is asked for. `right` says that whoever runs it may teach from every file given."""

    sources: tuple[str, ...]
    out: Path
    config: Path | None = None
    labelled: tuple[str, ...] = ()
    right: bool = False
    seed: int = SEED
    domains: tuple[str, ...] | None = None  # None for all
    tasks: tuple[Task, ...] = TAUGHT
    echoes: int = 0  # for each answer of the train and the validation split


def prepare(options: Options, tell: Tell) -> Report:
    """Reads, mends, sorts, composes, splits and writes.

    Raises TrainingFault where something cannot be read or may not be taught, or where nothing is left.
    """
    spelling = read_spelling(options.config)
    accounts, rows = _read(options, spelling, tell)
    tell("prepare-comparing", {"count": len(rows)})
    kept, left = unlike(rows, spelling.config.alike)
    _book(accounts, kept, left)
    made = _assembled(options, spelling, kept, tell)
    report = _split(options, spelling, accounts, made)
    scoring = _scoring(options, spelling, kept)
    report.scoring = len(scoring)
    lines = lines_of(report.rows)
    report.hash = hash_of(lines)
    if report.rows:
        tell("prepare-writing", {"folder": str(options.out)})
        write(options.out, lines, scoring, report)
    return report


def _read(options: Options, spelling: Spelling, tell: Tell) -> tuple[list[Account], list[Row]]:
    understanding = Understanding(spelling)
    given = reading.sources(options.sources), reading.sources(options.labelled)
    for source in given[1]:
        licence, _ = spelling.licence(source)
        if not options.right and not spelling.may_be_taught(licence):
            raise TrainingFault("prepare-not-allowed", file=source, licence=licence)
    accounts: list[Account] = []
    rows: list[Row] = []
    for source in dict.fromkeys([*given[0], *given[1]]):
        tell("prepare-reading", {"file": source})
        licence, owner = spelling.licence(source)
        taught = options.right or spelling.may_be_taught(licence)
        for table in reading.tables(source, lambda name: spelling.column(name) is not None):
            account = opened(table, licence, owner, taught=taught)
            accounts.append(account)
            with reading.told(source):
                rows += understanding.rows(table, account, labelled=source in given[1])
    return accounts, rows


def _book(accounts: Sequence[Account], kept: Iterable[Row], left: Iterable[Left]) -> None:
    """Tells each account what was left out because of other rows, and with which files it shares rows."""
    known = by_file(accounts)
    for row in kept:
        known[row.place.file, row.place.sheet].kept += 1
    shared: dict[tuple[str, str], Counter[str]] = {}
    for one in left:
        place = one.row.place
        account = known[place.file, place.sheet]
        account.drop(place, one.drop, one.row.answer, str(one.stays.place) if one.stays else "")
        if one.stays and one.drop in COPIES and one.stays.place.file != place.file:
            shared.setdefault((place.file, place.sheet), Counter())[one.stays.place.file] += 1
            there = one.stays.place
            shared.setdefault((there.file, there.sheet), Counter())[place.file] += 1
    for key, others in shared.items():
        account = known[key]
        for file, count in others.most_common():
            account.note("prepare-note-shared", count=count, file=file.rsplit("/", 1)[-1])
        share = round(100 * others.total() / max(1, account.kept + account.dropped_as(Drop.DUPLICATE)))
        if len(others) > 1 and share >= COMPILED and account.read >= FEW:
            account.note("prepare-note-compiled", share=min(share, 100))


def _assembled(options: Options, spelling: Spelling, rows: Sequence[Row], tell: Tell) -> Assembled:
    may = [row for row in rows if options.right or spelling.may_be_taught(row.licence)]
    made = from_rows(may, options.tasks)
    names = tuple(bundled().domains) if options.domains is None else options.domains
    if names:
        tell("prepare-composing", {"domains": len(names)})
        composed = from_domains(names, options.tasks)
        made.examples += composed.examples
        made.refused += composed.refused
    return made


def _split(options: Options, spelling: Spelling, accounts: list[Account], made: Assembled) -> Report:
    alike = spelling.config.alike
    examples = [*made.examples, *made.tested]
    # Only what is taught or tested with has a say in the groups: rows that are merely reported move nothing.
    pairs = [(plain(example.question), plain(example.said)) for example in examples]
    first = groups(pairs, alike.question)
    report = Report(accounts, options.seed, refused=made.refused)

    def placed(example: Example) -> Sorted:
        group = group_id(first[plain(example.question)])
        return Sorted(split_of(group, options.seed), group, example)

    sorted_ = [placed(example) for example in _once(made.examples)]
    sorted_ += [one for one in map(placed, _once(made.tested)) if one.split is Split.TEST]
    report.rows, report.leaks = _unleaked(sorted_, alike.question, alike.row)
    if len(report.rows) < len(sorted_):
        report.refused["triples", "leak"] += len(sorted_) - len(report.rows)
    report.rows += echoes(report.rows, options.echoes)
    return report


def _once(examples: Iterable[Example]) -> Iterable[Example]:
    """The examples without those that say what an earlier one says."""
    return {(example.messages, written(example.answer)): example for example in examples}.values()


def _unleaked(rows: Sequence[Sorted], question: int, answer: int) -> tuple[list[Sorted], int]:
    """The rows without those that are like one of a split that is kept purer, and how many texts were."""
    texts = [(row.split, row.example.question, row.example.said) for row in rows]
    found = list(leaks(texts, question, answer))
    gone = {min(leak.one, leak.other, key=lambda side: PURITY[side[0]]) for leak in found}
    kept = [
        row
        for row in rows
        if not {(row.split, plain(row.example.question)), (row.split, plain(row.example.said))} & gone
    ]
    return kept, len(gone)


def _scoring(options: Options, spelling: Spelling, rows: Sequence[Row]) -> tuple[str, ...]:
    """The rows that may not be taught from, as lines of JSON, in their order."""
    held = [row for row in rows if not (options.right or spelling.may_be_taught(row.licence))]
    first = groups([(plain(row.question), "") for row in held], spelling.config.alike.question)
    lines = []
    for row in held:
        group = group_id(first[plain(row.question)])
        line = {
            "question": row.question,
            "answer": row.answer,
            "role": row.role,
            "phase": row.phase,
            "quality": row.quality,
            "group": group,
            "source": source_of(row),
            "licence": row.licence,
        }
        lines.append(json.dumps(line, ensure_ascii=False))
    return tuple(lines)
