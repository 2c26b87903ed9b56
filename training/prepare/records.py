"""Reads tables that programs keep: one JSON object a line, and parquet.

The rule: a column is whatever name a record has; what is no text or number is no cell. A line that is no JSON
object becomes a row without cells, so that it is counted and told with its number.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path

from pyarrow import parquet  # type: ignore[import-untyped]

from training.errors import TrainingFault
from training.prepare.rows import Table

LOOKED_AT = 1000  # records in which the names of columns are looked for
BATCH = 4096


def read_jsonl(file: Path, known: Callable[[str], bool]) -> Iterator[Table]:
    """The table in a file of JSON lines.

    Raises OSError, UnicodeError, and TrainingFault where none of its columns is known.
    """

    def lines() -> Iterator[Mapping[str, object]]:
        with file.open(encoding="utf-8-sig") as stream:
            yield from map(_object, stream)

    yield table(str(file), lines(), known)


def read_parquet(file: Path, known: Callable[[str], bool]) -> Iterator[Table]:
    """The table in a parquet file. Raises what pyarrow raises, TrainingFault without a known column."""
    whole = parquet.ParquetFile(file)
    records = (record for batch in whole.iter_batches(BATCH) for record in batch.to_pylist())
    yield table(str(file), records, known)


def table(name: str, records: Iterable[Mapping[str, object]], known: Callable[[str], bool]) -> Table:
    """A table of records, with all columns that the first of them have."""
    stream = iter(records)
    first = list(islice(stream, LOOKED_AT))
    header = tuple(dict.fromkeys(column for record in first for column in record))
    if not any(map(known, header)):
        raise TrainingFault("prepare-no-header", file=name, seen=", ".join(header)[:200] or "-")
    return Table(name, "", header, _rows(chain(first, stream), header))


def _rows(
    records: Iterable[Mapping[str, object]], header: tuple[str, ...]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    for line, record in enumerate(records, start=1):
        yield line, tuple(_cell(record.get(column)) for column in header)


def _cell(value: object) -> str:
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _object(line: str) -> Mapping[str, object]:
    try:
        value = json.loads(line)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
