"""`./run train score` once its words are read: who is compared, on what, and where the figures go."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from rich.console import Console

from core.interviewers.mistral.mistral import Mistral
from core.interviewers.mistral.options import Bits, Options
from core.texts.catalog import texts
from training.errors import TrainingFault
from training.score.askers import Asker, OfTheBank, People, Prompting, Written, generic_line
from training.score.comparison import ALL
from training.score.rows import read_rows
from training.score.scoring import score, write
from training.score.showing import terminal

TUNED, BASE = "tuned", "base"
MARK = "greenroom.json"
CONTEXT = 2048  # tokens; a prompt for a follow-up takes a few hundred
SHOWN = (ALL, "source")  # in the terminal; the page has all


@dataclass(frozen=True, slots=True)
class Loading:
    """The folder of a tuned interviewer, if one is to be compared, and how it is loaded (see `Options`)."""

    run: Path | None = None
    bits: Bits = 4
    threads: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: `data` are prepared folders, of which `split` is meant, or files.

    `questions` are "NAME=FILE", for interviewers that run elsewhere.
    """

    data: Sequence[Path]
    split: str
    out: Path
    questions: Sequence[str] = ()
    loading: Loading = Loading()


def run(wanted: Wanted, console: Console) -> None:
    """Scores, shows the tables and writes the folder. Raises TrainingFault or ModelFault."""
    said = texts()
    rows = [row for one in wanted.data for row in read_rows(_file(one, wanted.split))]
    tuned = _models(wanted.loading)
    askers: list[Asker] = [*tuned, *_written(wanted.questions), OfTheBank(), generic_line(), People()]

    def note(name: str) -> None:
        console.print(said.say("score-asking", {"name": name}), soft_wrap=True)

    scored = score(rows, askers, said, control=bool(tuned), note=note)
    write(scored, wanted.out, said, command())
    for part in scored.found.parts:
        if part.by in SHOWN:
            console.print(terminal(part, said))
    console.print(said.say("score-written", {"folder": str(wanted.out)}), soft_wrap=True)


def bits_of(number: int) -> Bits:
    """How many bits a weight has, checked. Raises TrainingFault."""
    for bits in get_args(Bits):
        if bits == number:
            return cast(Bits, bits)
    raise TrainingFault("score-other-bits", given=number)


def command() -> str:
    """The command line as it was typed, without where the program lies."""
    return " ".join(["./run train", *sys.argv[1:]])


def _models(loading: Loading) -> list[Prompting]:
    """The tuned interviewer, then its base alone."""
    if loading.run is None:
        return []
    folder = loading.run / "adapter" if (loading.run / "adapter").is_dir() else loading.run
    try:
        mark = json.loads((folder / MARK).read_text(encoding="utf-8"))
        base, revision = str(mark["base"]), str(mark.get("base_revision") or "")
    except (OSError, ValueError, KeyError, TypeError):
        raise TrainingFault("score-not-tuned", folder=str(loading.run)) from None

    def options(adapter: str) -> Options:
        return Options(base, revision, adapter, bits=loading.bits, context=CONTEXT, threads=loading.threads)

    return [
        Prompting(TUNED, lambda: Mistral(options(str(folder)))),
        Prompting(BASE, lambda: Mistral(options(""))),
    ]


def _written(named: Sequence[str]) -> list[Written]:
    found = []
    for one in named:
        name, mark, file = one.partition("=")
        if not mark or not name or not file:
            raise TrainingFault("score-not-named", given=one)
        found.append(Written(name, Path(file)))
    return found


def _file(data: Path, split: str) -> Path:
    return data / f"{split}.jsonl" if data.is_dir() else data
