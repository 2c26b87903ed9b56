"""One slot of a report: the question, the answer, what followed and what was found.

The rule: what was there and what was missing is taken from the last examination of the slot that heard
words, and never worked out again; in an answer about something else nothing was there. A model answer stands
only behind an own attempt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.interview.state import State, Turn, TurnKind
from core.interview.values import (
    Coverage,
    Decision,
    Examination,
    Gap,
    GapKind,
    Heard,
    Question,
    Scores,
    Shape,
    Star,
)
from core.report.gaps import found, gap_words, why_asked, why_ended
from core.report.model import Covered, FollowUp, Missing, Outcome, Phrase, Quote, SlotView, Words
from core.report.sheet import Sheet, quoted

Numbered = tuple[int, Turn]


def slot_views(sheet: Sheet) -> tuple[SlotView, ...]:
    """The slots that were reached, in order."""
    turns = ((slot, sheet.state.of_slot(slot)) for slot in range(len(sheet.state.slots)))
    return tuple(_view(sheet, slot, of_slot) for slot, of_slot in turns if of_slot)


def outcome(turn: Turn) -> Outcome:
    """What became of a turn."""
    if turn.skipped:
        return Outcome.SKIPPED
    if turn.scored:
        return Outcome.ANSWERED
    return Outcome.OPEN if turn.done_at is None else Outcome.UNHEARD


def slot_outcome(turns: tuple[Numbered, ...]) -> Outcome:
    """What became of a slot: answered if any of its turns was, else what became of the last one."""
    outcomes = [outcome(turn) for _, turn in turns]
    return Outcome.ANSWERED if Outcome.ANSWERED in outcomes else outcomes[-1]


def unshown(state: State, turn: Turn) -> bool:
    """Whether a question was skipped while it was being worded, so that the person never saw it."""
    return turn.kind is TurnKind.QUESTION and state.slots[turn.slot].generated and not turn.words


def _view(sheet: Sheet, slot: int, turns: tuple[Numbered, ...]) -> SlotView:
    question = sheet.questions[slot]
    first, last = turns[0], turns[-1]
    judged = next((judged for judged in sheet.state.judged if judged.slot == slot), None)
    examined = _examined(turns)
    became = slot_outcome(turns)
    levels = sheet.state.choices.scores is Scores.SHOW
    answered = _answered(turns, examined, question) if examined else frozenset()
    lacking = tuple(_missing(examined, question, answered)) if examined else ()
    return SlotView(
        number=slot + 1,
        phase=sheet.state.slots[slot].phase,
        question=_question(sheet, first),
        outcome=became,
        hinted=any(turn.hinted for _, turn in turns),
        answer=_answer(sheet, first),
        follow_ups=tuple(_follow_ups(sheet, question, turns)),
        ended=why_ended(sheet.state, *last),
        left=_left(last[1].decision, question),
        covered=tuple(_covered(examined, question, sheet)) if examined else (),
        missing=tuple(m for m in lacking if m.gap not in answered),
        in_own_words=tuple(m for m in lacking if m.gap in answered),
        findings=tuple(
            found(finding, question, sheet.answers, levels=levels)
            for finding in (judged.findings if judged else ())
        ),
        judged_by=judged.by if judged else "",
        generated=question.generated,
        model_answer=question.model_answer.strip() if became is Outcome.ANSWERED else "",
        worded_by=first[1].by,
        refused=first[1].refused,
    )


def _question(sheet: Sheet, first: Numbered) -> Words:
    number, turn = first
    return Phrase("report-question-unshown") if unshown(sheet.state, turn) else sheet.asked[number]


def _answer(sheet: Sheet, numbered: Numbered) -> str:
    number, turn = numbered
    return "" if turn.skipped else sheet.answers[number]


def _follow_ups(sheet: Sheet, question: Question, turns: tuple[Numbered, ...]) -> Iterator[FollowUp]:
    examined = _examined(turns)
    covered = examined.covered if examined and examined.on_topic else ()
    for (_, before), numbered in pairwise(turns):
        number, turn = numbered
        decision = before.decision
        yield FollowUp(
            kind=turn.kind,
            rule=decision.rule if decision else None,
            gap=turn.gap,
            why=why_asked(decision, before, question, given=_given(turn.gap, number, covered)),
            question=sheet.asked[number],
            short=_short(sheet.asked[number], question),
            outcome=outcome(turn),
            answer=_answer(sheet, numbered),
            by=turn.by,
            hinted=turn.hinted,
            sides=_sides(sheet, before, turn.gap),
            refused=turn.refused,
        )


def _short(asked: str, question: Question) -> str:
    """A follow-up in the domain's own words, unless a quotation leads into it."""
    own = (probe.text for probe in question.probes if asked.endswith(probe.text))
    return asked if '"' in asked else next(own, asked)


def _given(gap: Gap | None, number: int, covered: Sequence[Coverage]) -> bool:
    """Whether what a turn asked for was said in its answer or after it."""
    return any(coverage.gap == gap and coverage.receipt.turn >= number for coverage in covered)


def _sides(sheet: Sheet, before: Turn, gap: Gap | None) -> tuple[Quote, ...]:
    if gap is None or gap.kind is not GapKind.CONTRADICTION or before.examination is None:
        return ()
    between = before.examination.contradiction
    both = (quoted(receipt, sheet.answers) for receipt in (between.earlier, between.now)) if between else ()
    return tuple(quote for quote in both if quote is not None)


def _left(decision: Decision | None, question: Question) -> Words | None:
    return gap_words(decision.gap, question) if decision and decision.gap else None


def _examined(turns: tuple[Numbered, ...]) -> Examination | None:
    """The last examination that heard words; it speaks of the whole slot."""
    all_ = (turn.examination for _, turn in reversed(turns))
    return next((one for one in all_ if one is not None and one.heard is Heard.CLEAR), None)


def _covered(examined: Examination, question: Question, sheet: Sheet) -> Iterator[Covered]:
    for coverage in examined.covered if examined.on_topic else ():
        if coverage.gap.kind is GapKind.STAR and question.shape is not Shape.STORY:
            continue  # the parts of a story are nothing an explanation needs
        yield Covered(
            coverage.gap, gap_words(coverage.gap, question), quoted(coverage.receipt, sheet.answers)
        )


def _answered(turns: tuple[Numbered, ...], examined: Examination, question: Question) -> frozenset[Gap]:
    """The gaps that were asked for and are open no longer, though nothing by their name was recognised.

    Of a story with enough of its points the examination tells nothing more about the rest.
    """
    told = {gap.kind for gap in examined.missing} | {GapKind.STAR}
    if question.shape is Shape.EXPLANATION:
        told.add(GapKind.POINT)
    asked = (turn for _, turn in turns if turn.gap is not None and turn.scored)
    answering = (turn for turn in asked if turn.examination and not turn.examination.declined)
    gaps = frozenset(turn.gap for turn in answering if turn.gap is not None and turn.gap.kind in told)
    return gaps - frozenset(examined.missing) if examined.on_topic else frozenset()


def _missing(examined: Examination, question: Question, answered: frozenset[Gap]) -> Iterator[Missing]:
    """The parts of a story that were not recognised, then every key point that was not.

    The examination stops listing a story's points once enough are there; here a person wants them all.
    """
    there = {coverage.gap for coverage in examined.covered} if examined.on_topic else set()
    points = (Gap(GapKind.POINT, point.id) for point in question.points)
    open_ = {*examined.missing, *answered} - there
    parts = [Gap(GapKind.STAR, star.value) for star in Star if Gap(GapKind.STAR, star.value) in open_]
    for gap in (*parts, *(point for point in points if point not in there)):
        yield Missing(gap, gap_words(gap, question))
