"""Why each follow-up was asked and each level given, with every quote: what stands behind a report.

The rule: it says what the events say, which rule fired and what was counted, and adds nothing. Every figure
stands with its formula and the person's own numbers (`reckoning`), and the last section says where all of it
comes from.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.interview.state import TurnKind
from core.interview.values import GapKind, Purpose
from core.report import delivery, led, reckoning
from core.report.model import FollowUp, Found, Outcome, Phrase, Report, SlotView
from core.report.saying import (
    NO_CLIPS,
    Clips,
    Saying,
    cited,
    excerpt,
    heading,
    item,
    note,
    quoted,
    strong,
    text,
)
from core.texts.blocks import Block, Document, Style
from core.texts.catalog import Texts

ANSWER_WORDS = 40  # of the answer to a follow-up
UNRULED = ("report-ended-moved-on", "report-ended-stopped")
SPOKEN = ("rate", "pauses", "fillers")


def document(report: Report, texts: Texts, clips: Clips = NO_CLIPS) -> Document:
    """The reasons behind a report, question by question."""
    say = Saying(texts, clips)
    head = (
        Block(Style.TITLE, say("report-why-title", domain=report.facts.domain)),
        note(say("report-rules")),
        note(say("report-choice")),
    )
    slots = (block for slot in report.slots for block in _slot(slot, say))
    parts = (slots, reckoning.section(report, say), delivery.why(report.delivery, say), _sources(report, say))
    return (*head, *(block for part in parts for block in part))


def _sources(report: Report, say: Saying) -> Iterator[Block]:
    """Where the rules and the formulas come from."""
    yield heading(say("why-sources-title"))
    yield item(say("why-source-levels"))
    yield item(say("why-source-points"))
    yield item(say("why-source-story"))
    if report.purpose is Purpose.REVIEW:
        yield item(say("why-source-review"))
    if report.delivery.whole:
        yield from (item(say(f"why-source-{name}")) for name in SPOKEN)


def _slot(slot: SlotView, say: Saying) -> Iterator[Block]:
    yield heading(say("report-slot", number=slot.number, phase=say(f"phase-{slot.phase.value}")))
    yield text(say.words(slot.question))
    yield from led.worded(slot.worded_by, slot.refused, say)
    if slot.outcome is not Outcome.ANSWERED:
        yield text(say(f"report-outcome-{slot.outcome.value}"))
    if slot.outcome is Outcome.SKIPPED:
        yield note(say("why-skipped"))
    for follow_up in slot.follow_ups:
        yield from _follow_up(follow_up, say)
    if slot.ended:
        yield item(_ended(slot.ended, say))
    if slot.ended and slot.left:
        yield note(say("report-left", gap=say.words(slot.left)))
    for found in slot.findings:
        yield from _found(found, say)
    if slot.findings:
        yield note(_judge(slot, say))


def _ended(ended: Phrase, say: Saying) -> str:
    """Why nothing more was asked: by rule 6, unless the person went on or stopped before a rule was tried."""
    if ended.key in UNRULED:
        return say.words(ended)
    return say("report-rule", rule=say("report-rule-move-on"), why=say.words(ended))


def _judge(slot: SlotView, say: Saying) -> str:
    """Who counted what the levels rest on, and against how many key points."""
    gaps = [one.gap for one in slot.covered] + [one.gap for one in (*slot.missing, *slot.in_own_words)]
    points = {gap.name for gap in gaps if gap.kind is GapKind.POINT}
    return say("why-judged", by=led.named(slot.judged_by, say), points=len(points))


def _follow_up(follow_up: FollowUp, say: Saying) -> Iterator[Block]:
    rule = say(f"report-rule-{follow_up.rule.value.replace('_', '-')}") if follow_up.rule else ""
    why = say.words(follow_up.why)
    yield item(say("report-rule", rule=rule, why=why) if rule else why)
    yield from (block for side in follow_up.sides for block in cited(side, say))
    if follow_up.kind is TurnKind.PROBE:
        yield note(follow_up.question)
        yield from led.worded(follow_up.by, follow_up.refused, say)
    if follow_up.answer.strip():
        yield quoted(excerpt(follow_up.answer, ANSWER_WORDS))
    if follow_up.outcome is not Outcome.ANSWERED:
        yield note(say(f"report-outcome-follow-up-{follow_up.outcome.value}"))


def _found(found: Found, say: Saying) -> Iterator[Block]:
    name = say(f"rubric-{found.criterion.value}")
    if found.unjudged is not None:
        yield strong(say("report-level-unjudged", criterion=name))
    elif found.level is None:
        yield strong(name)
    else:
        yield strong(say("report-level-given", criterion=name, level=found.level))
    if found.anchor:
        yield text(say("report-anchor", anchor=say.words(found.anchor)))
    if found.because:
        yield text(say.words(found.because))
    yield from (block for quote in found.quotes for block in cited(quote, say))
    yield from led.judged(found, say)
