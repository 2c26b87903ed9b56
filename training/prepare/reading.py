"""Reads the tables of interview files: by the ending of a file's name, or from the hub.

The rule: what cannot be read is told in a sentence before anything is written, and no code of a data set on
the hub is ever run. A folder stands for the files in it that can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from training.errors import TrainingFault
from training.prepare import hub, records, sheets
from training.prepare.rows import Table

HUB = "hub:"

READERS: dict[str, Callable[[Path, Callable[[str], bool]], Iterable[Table]]] = {
    ".csv": sheets.read_csv,
    ".tsv": sheets.read_csv,
    ".txt": sheets.read_csv,
    ".xlsx": sheets.read_xlsx,
    ".xlsm": sheets.read_xlsx,
    ".jsonl": records.read_jsonl,
    ".ndjson": records.read_jsonl,
    ".parquet": records.read_parquet,
}


def sources(given: Sequence[str]) -> tuple[str, ...]:
    """What was given, with the files of folders in the place of these, each once.

    Raises TrainingFault where there is nothing of that name, or nothing in a folder that can be read.
    """
    return tuple(dict.fromkeys(source for name in given for source in _inside(name)))


def tables(source: str, known: Callable[[str], bool]) -> Iterator[Table]:
    """The tables of one source; `known` tells the names of columns, by which a header is found.

    Raises TrainingFault where it cannot be read.
    """
    if source.startswith(HUB):
        yield from hub.read_hub(source.removeprefix(HUB))
        return
    file = Path(source)
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise TrainingFault("prepare-kind-unknown", file=source, known=", ".join(sorted(READERS)))
    with told(source):
        yield from reader(file, known)


@contextmanager
def told(source: str) -> Iterator[None]:
    """Turns what a reader's library raises for a damaged file into a sentence."""
    try:
        yield
    except (TrainingFault, KeyboardInterrupt, GeneratorExit):
        raise
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise TrainingFault("prepare-unreadable", file=source, why=why) from None
    except Exception as error:  # a damaged workbook or parquet file fails in many ways
        raise TrainingFault("prepare-damaged", file=source, why=type(error).__name__) from None


def _inside(name: str) -> Iterator[str]:
    if name.startswith(HUB):
        yield name
        return
    place = Path(name)
    if not place.exists():
        raise TrainingFault("prepare-missing", file=name)
    if not place.is_dir():
        yield name
        return
    files = sorted(
        file
        for file in place.rglob("*")
        if file.suffix.lower() in READERS and not file.name.startswith((".", "~"))
    )
    if not files:
        raise TrainingFault("prepare-folder-empty", folder=name, known=", ".join(sorted(READERS)))
    yield from map(str, files)
