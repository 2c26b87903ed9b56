"""What a report is made from: the folded state and the words behind the ids in it.

The rule: everything comes in as values, so the same sheet gives the same report, byte for byte. Where words
were removed, `REMOVED` stands in their place and whatever pointed into them is shown as removed too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.interview.delivery import Spoken
from core.interview.ports import Correction, Debrief, Tip
from core.interview.receipts import quote, trimmed
from core.interview.rubric import Total
from core.interview.state import State
from core.interview.values import Criterion, Domain, Level, Purpose, Question, Receipt
from core.report.model import REMOVED, Quote

NOTHING_SPOKEN = Spoken()


@dataclass(frozen=True, slots=True)
class Earlier:
    """An interview's totals, for the trend and the history. `at` is when it began, in ms since the epoch.

    `domain` is the title as it was then; `levels` whether its levels may be shown; `id` the interview's.
    `rated` are the levels the person gave themself.
    """

    at: int
    domain: str
    level: Level | None
    totals: tuple[Total, ...]
    levels: bool = True
    id: str = ""
    purpose: Purpose = Purpose.PRACTICE
    rated: tuple[tuple[Criterion, int], ...] = ()
    domain_id: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An interview with its words: `asked`, `answers` and `tips` by turn, `questions` by slot.

    `domain` is the domain as it was when the interview was planned. `earlier` may hold all interviews of
    the person in any order; those that began before this one count. `spoken` is how the answers came across,
    as `core.speech.interview.spoken` worked it out. `corrected` are an interviewer's own corrections with its
    name, `debrief` what it wrote, with `REMOVED` where its words are gone. Of a redo `first` is the interview
    with the first attempt; `later` are the sheets of what was answered again of this one, in any order.
    """

    state: State
    domain: Domain
    asked: tuple[str, ...]
    answers: tuple[str, ...]
    questions: tuple[Question, ...]
    tips: tuple[tuple[Tip, ...], ...] = ()
    earlier: tuple[Earlier, ...] = ()
    spoken: Spoken = NOTHING_SPOKEN
    first: Sheet | None = None
    later: tuple[Sheet, ...] = ()
    corrected: tuple[tuple[str, Correction], ...] = ()
    debrief: Debrief | None = None


def removed(text: str) -> bool:
    """Whether any part of an answer was removed, so that spans of it mean nothing any more."""
    return REMOVED in text.split("\n")


def quoted(receipt: Receipt, answers: Sequence[str]) -> Quote | None:
    """What was said there, in whole words; None where nothing was."""
    text = answers[receipt.turn] if 0 <= receipt.turn < len(answers) else ""
    said = REMOVED if removed(text) else quote(receipt, {receipt.turn: text})
    if not said:
        return None
    part = None if receipt.from_ms is None else text[: receipt.start].count("\n")  # each is a line of it
    return Quote(receipt.turn, said, receipt.from_ms, receipt.to_ms, _goes_on(receipt, text), part)


def _goes_on(receipt: Receipt, text: str) -> bool:
    """Whether a word follows without any mark between."""
    end = trimmed(receipt, text).end
    return not removed(text) and text[end - 1 : end].isalnum() and text[end:].lstrip()[:1].isalnum()


def quotes(receipts: Sequence[Receipt], answers: Sequence[str]) -> tuple[Quote, ...]:
    """The quotes of several receipts, each once."""
    found = (quoted(receipt, answers) for receipt in receipts)
    return tuple(dict.fromkeys(quote for quote in found if quote is not None))
