"""What it takes to prepare interview files: 2,000 rows and 200,000, with near duplicates among them.

The rule: the rows are made, so nobody's words are needed; they have as many words and as much variety as real
ones, one in twenty is nearly another one, and one in fifty is damaged as real files are.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.frame import Row, at_most, figure
from training.prepare.preparing import Options, prepare

WARM, FEW, MANY = 200, 2_000, 200_000
WORDS = 4_000  # different words, as in a few thousand real answers
ANSWER = (25, 60)  # words
QUESTION = (6, 12)
ROWS_OF_A_QUESTION = 10
NEARLY = 20  # one row in so many is nearly an earlier one
DAMAGED = 50  # one in so many has letters read as Mac Roman
SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "je",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "qui",
    "ro",
    "su",
    "ta",
    "bre",
)


def bench_prepare() -> Iterator[Row]:
    """The processor's time for each row, reading to writing, and how it grows; and the memory it takes."""
    _taken(WARM)  # what is made once a process is no row's
    few, many = _taken(FEW), _taken(MANY)
    yield figure("prepare.2000_rows", few, "ms/row")
    yield figure("prepare.200000_rows", many, "ms/row")
    yield figure("prepare.growth", many / few, "x", at_most(1.3), ours=many, peer=few)
    yield figure("prepare.memory", getrusage(RUSAGE_SELF).ru_maxrss / 1024, "MB")


def _taken(count: int) -> float:
    """Milliseconds a row."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        source = place / "followqg.csv"
        with source.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([("Job Role", "Question", "Answer", "followUp"), *_rows(count)])
        begun = process_time()
        prepare(Options((str(source),), place / "out", domains=()), lambda _key, _values: None)
        return 1000 * (process_time() - begun) / count


def _rows(count: int) -> Iterator[tuple[str, str, str, str]]:
    chance = random.Random(count)
    words = sorted({"".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(2 * WORDS)})[
        :WORDS
    ]
    chance.shuffle(words)
    question = answer = ""
    for number in range(count):
        if number % ROWS_OF_A_QUESTION == 0:
            question = f"Why {' '.join(chance.choices(words, k=chance.randint(*QUESTION)))}?"
        said = chance.choices(words, k=chance.randint(*ANSWER))
        if number % NEARLY == 1:
            said = [*answer.split()[:-1], chance.choice(words)]
        answer = " ".join(said)
        shown = f"I {answer}."
        if number % DAMAGED == 2:
            shown = f"I\u201a\u00c4\u00f4m {answer}."
        yield "nurse", question, shown, f"How did the {said[3]} go?" if number % 4 < 2 else ""
