"""Reads tables that people keep in spreadsheets: CSV of any encoding and separator, and workbooks.

The rule: the header is the first of the first lines in which a known column is named; the encoding is UTF-8
(or UTF-16 by its mark) where the bytes are that, else what spreadsheets write in the West, chosen by what it
makes of the bytes above 127; the separator is the one under which the most columns are known.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]

from training.errors import TrainingFault
from training.prepare.rows import Table

SEPARATORS = (",", ";", "\t", "|")
TITLES = 10  # lines above a header in which a title or a remark may stand
LONGEST = 1 << 24  # characters of a cell; more is a quotation mark that was never closed
_MARKS = ((b"\xff\xfe\x00\x00", "utf-32"), (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"))
_MARKS_MORE = ((b"\xfe\xff", "utf-16"),)
# Letters and marks of Western texts, by which one of the two old encodings is told from the other.
_USUAL = frozenset("‘’“”–—…•·éèêëàâäáîïíôöóûüúçñß£€©®°½¼¾§«»ÉÈÀÄÖÜ\u00a0")
_OLD = ("cp1252", "mac_roman")


def read_csv(file: Path, known: Callable[[str], bool]) -> Iterator[Table]:
    """The table in a text file.

    Raises OSError, and TrainingFault where there is none or none of its columns is known.
    """
    text, encoding = decoded(file.read_bytes())
    separator = _separator(text, known)
    lines = _numbered(text, separator)
    found = _header(lines, known)
    if found is None:
        raise TrainingFault("prepare-no-header", file=str(file), seen=_seen(_numbered(text, separator)))
    _, header = found
    yield Table(str(file), "", header, lines, encoding, separator)


def read_xlsx(file: Path, known: Callable[[str], bool]) -> Iterator[Table]:
    """The tables on the sheets of a workbook that are shown and name a known column.

    Raises what openpyxl raises, and TrainingFault where no sheet has one.
    """
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    try:
        found = False
        for sheet in book.worksheets:
            lines = _cells(sheet.iter_rows(values_only=True))
            header = _header(lines, known) if sheet.sheet_state == "visible" else None
            if header is not None:
                found = True
                yield Table(str(file), sheet.title if len(book.worksheets) > 1 else "", header[1], lines)
        if not found:
            raise TrainingFault("prepare-no-header", file=str(file), seen=", ".join(book.sheetnames))
    finally:
        book.close()


def decoded(raw: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding.

    >>> decoded("caf\\u00e9".encode("mac_roman")), decoded("caf\\u00e9".encode("cp1252"))
    (('café', 'mac_roman'), ('café', 'cp1252'))
    """
    for mark, encoding in (*_MARKS, *_MARKS_MORE):
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace"), encoding
    if raw[1::2].count(0) > len(raw) // 4:  # UTF-16 without its mark
        return raw.decode("utf-16-le", errors="replace"), "utf-16"
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        texts = {encoding: raw.decode(encoding, errors="replace") for encoding in _OLD}
        best = max(_OLD, key=lambda encoding: sum(map(texts[encoding].count, _USUAL)))
        return texts[best], best


def _separator(text: str, known: Callable[[str], bool]) -> str:
    def named(separator: str) -> tuple[int, int]:
        tops = list(zip(_numbered(text, separator), range(TITLES), strict=False))
        return max(((sum(map(known, top)), len(top)) for (_, top), _ in tops), default=(0, 0))

    return max(SEPARATORS, key=named)


def _numbered(text: str, separator: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The records of a text with the line each begins on."""
    csv.field_size_limit(LONGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    line = 1
    for record in reader:
        yield line, tuple(record)
        line = reader.line_num + 1


def _cells(rows: Iterable[Sequence[object]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for line, row in enumerate(rows, start=1):
        yield line, tuple("" if cell is None else str(cell) for cell in row)


def _header(
    lines: Iterator[tuple[int, tuple[str, ...]]], known: Callable[[str], bool]
) -> tuple[int, tuple[str, ...]] | None:
    for _, (line, cells) in zip(range(TITLES), lines, strict=False):
        if any(map(known, cells)):
            return line, cells
    return None


def _seen(lines: Iterator[tuple[int, tuple[str, ...]]]) -> str:
    return ", ".join(cell[:40] for cell in next(lines, (0, ()))[1]) or "-"
