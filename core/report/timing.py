"""The seconds of receipts: where in its recording a quotation was said.

The rule: a time is only given where the words are the transcript's own, in one recording; a correction, typed
words and words that were removed have none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.interview.receipts import timed
from core.interview.state import Turn
from core.interview.values import Coverage, Examination, Finding, Receipt, Speech
from core.report.model import REMOVED
from core.report.sheet import Sheet

Parts = Sequence[tuple[str, Speech | None]]


def with_times(sheet: Sheet) -> Sheet:
    """The sheet with the seconds of every receipt filled in, as far as they are known."""
    parts = [_parts(turn, sheet.answers[number]) for number, turn in enumerate(sheet.state.turns)]
    if not any(speech for of_turn in parts for _, speech in of_turn):
        return sheet
    turns = tuple(
        replace(turn, examination=_examination(turn.examination, parts)) if turn.examination else turn
        for turn in sheet.state.turns
    )
    judged = tuple(
        replace(one, findings=tuple(_finding(finding, parts) for finding in one.findings))
        for one in sheet.state.judged
    )
    return replace(sheet, state=replace(sheet.state, turns=turns, judged=judged))


def _parts(turn: Turn, answer: str) -> Parts:
    """The parts of an answer, each a line of it; none where lines and parts do not fit together."""
    lines = answer.split("\n")
    if len(lines) != len(turn.taken):  # something typed in several lines
        return ()
    return [
        (line, None if part.corrected or line == REMOVED else part.speech)
        for line, part in zip(lines, turn.taken, strict=True)
    ]


def _examination(examination: Examination, parts: Sequence[Parts]) -> Examination:
    between = examination.contradiction
    if between is not None:
        between = replace(between, earlier=_timed(between.earlier, parts), now=_timed(between.now, parts))
    covered = tuple(Coverage(one.gap, _timed(one.receipt, parts)) for one in examination.covered)
    return replace(examination, covered=covered, contradiction=between)


def _finding(finding: Finding, parts: Sequence[Parts]) -> Finding:
    return replace(finding, receipts=tuple(_timed(receipt, parts) for receipt in finding.receipts))


def _timed(receipt: Receipt, parts: Sequence[Parts]) -> Receipt:
    return timed(receipt, parts[receipt.turn]) if 0 <= receipt.turn < len(parts) else receipt
