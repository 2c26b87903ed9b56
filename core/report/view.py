"""`build`: from an interview's sheet to its report, by code alone.

The rule: levels, quotes and decisions are those in the events, and what is chosen to be shown first is chosen
by literal rules (`highlights`, `readiness`). What a model wrote stands by itself, under its name, and nothing
rests on it.
"""

from __future__ import annotations

from collections import Counter

from core.interview.delivery import Aim
from core.interview.readiness import evidence, readiness
from core.interview.rubric import Total
from core.interview.state import State, TurnKind
from core.interview.values import Purpose, Scores
from core.report.asking import is_question
from core.report.attempts import attempts
from core.report.corrections import corrections
from core.report.highlights import redo, strength, upgrade
from core.report.judges import judges
from core.report.model import (
    CriterionView,
    Debrief,
    Delivery,
    Facts,
    Figures,
    Outcome,
    Own,
    Phrase,
    Ready,
    Report,
    SlotView,
    SpokenTurn,
)
from core.report.recordings import recordings
from core.report.self_rating import self_rated
from core.report.sheet import Sheet
from core.report.slots import slot_views
from core.report.timing import with_times
from core.report.trend import date, earlier, totals_of, trend

SUGGESTIONS = 2
MINUTE_MS = 60_000


def build(sheet: Sheet) -> Report:
    """The report on an interview that has ended."""
    sheet = with_times(sheet)
    levels = sheet.state.choices.scores is Scores.SHOW
    totals = totals_of(sheet.state)
    slots = slot_views(sheet)
    tips = corrections(sheet.answers, sheet.tips, sheet.corrected)
    return Report(
        levels=levels,
        facts=_facts(sheet, slots),
        readiness=_ready(totals, levels=levels),
        strength=strength(sheet),
        upgrade=upgrade(sheet, slots),
        redo=redo(sheet, slots),
        criteria=tuple(_criterion(total, levels=levels) for total in totals),
        trend=trend(sheet.earlier, earlier(sheet.state, sheet.domain.title)),
        slots=slots,
        own=_own(sheet),
        delivery=_delivery(sheet),
        corrections=tips,
        judges=judges(sheet.state, sum(bool(tip.by) for tip in tips)),
        purpose=sheet.state.purpose,
        attempts=attempts(sheet),
        self_rated=self_rated(sheet.state.rated, totals) if levels else (),
        debrief=_debrief(sheet),
    )


def _debrief(sheet: Sheet) -> Debrief | None:
    said = sheet.debrief
    if said is None:
        return None
    return Debrief(said.by, said.summary, said.strength, said.upgrade, said.readiness)


def _facts(sheet: Sheet, slots: tuple[SlotView, ...]) -> Facts:
    state = sheet.state
    outcomes = Counter(slot.outcome for slot in slots)
    return Facts(
        domain=sheet.domain.title,
        level=state.choices.level,
        length=state.choices.length,
        date=date(state.begun_at),
        minutes=(_used_ms(state) + MINUTE_MS // 2) // MINUTE_MS,
        stopped=state.stopped,
        planned=len(state.slots),
        asked=sum(isinstance(slot.question, str) for slot in slots),
        answered=outcomes[Outcome.ANSWERED],
        skipped=outcomes[Outcome.SKIPPED],
        follow_ups=sum(turn.kind is TurnKind.PROBE for turn in state.turns),
    )


def _used_ms(state: State) -> int:
    last = state.turns[-1].asked_at if state.turns else state.begun_at
    return state.elapsed_ms(state.ended_at if state.ended_at is not None else last)


def _ready(totals: tuple[Total, ...], *, levels: bool) -> Ready:
    verdict = readiness(totals)
    shown = evidence(totals)
    figures = Figures(shown.overall, shown.substance, shown.lowest, shown.judged) if levels else None
    return Ready(verdict.verdict, verdict.row, shown.weakest, figures)


def _criterion(total: Total, *, levels: bool) -> CriterionView:
    level = (total.hundredths + 50) // 100
    return CriterionView(
        total.criterion,
        Phrase(f"rubric-{total.criterion.value}-{level}") if total.judged else None,
        total.hundredths if levels and total.judged else None,
        total.judged if levels else None,
        total.of if levels else None,
    )


def _own(sheet: Sheet) -> Own:
    """What the person asked, if it was a question; the suggestions go round with the interview's seed."""
    own = (
        sheet.answers[number]
        for number, turn in enumerate(sheet.state.turns)
        if turn.kind is TurnKind.OWN and turn.taken and not turn.skipped
    )
    asked = next(own, "")
    known = sheet.domain.own_questions if sheet.state.purpose is Purpose.PRACTICE else ()
    first = sheet.state.seed % len(known) if known else 0
    suggestions = ((*known, *known)[first : first + SUGGESTIONS])[: len(known)]
    return Own(asked if is_question(asked) else "", suggestions)


def _delivery(sheet: Sheet) -> Delivery:
    """How the answers came; in the warm-up and the own questions nothing is told of it."""
    state, spoken = sheet.state, sheet.spoken
    clips = [bool(part.clip) for turn in state.turns for part in turn.taken]
    turns = tuple(
        SpokenTurn(turn.slot + 1, measured.aim is Aim.FOLLOW_UP, measured, recordings(turn))
        for turn, measured in zip(state.turns, spoken.turns, strict=False)
        if measured is not None and 0 <= turn.slot < len(state.slots)
    )
    return Delivery(clips.count(False), clips.count(True), spoken.whole, turns, spoken.usual)
