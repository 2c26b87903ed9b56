"""The whole report for printing: the card on the first page, then everything that stands behind it.

The rule: it is the report in words (`core.report.text`) with more room: answers at greater length, and for
every finding the reason and the quotations that show it, with their time where they were spoken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.interview.delivery import clock
from core.interview.state import TurnKind
from core.report import text
from core.report.drawing.card import Card, alt, card
from core.report.model import FollowUp, Found, Outcome, Quote, Report, SlotView
from core.report.saying import Saying, excerpt, whole
from core.texts.blocks import Block, Style
from core.texts.catalog import Texts

ANSWER_WORDS = 150


@dataclass(frozen=True, slots=True)
class Printed:
    """A paragraph: a `Style`, or one of those that `report.typ` knows besides; `value` of a meter.

    `lead` goes before the text of a finding.
    """

    style: str
    text: str
    value: int = 0
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed; `foot` stands on every page, `alt` says what the card on the first one shows."""

    card: Card
    alt: str
    foot: str
    body: tuple[Printed, ...]


def paper(report: Report, texts: Texts) -> Paper:
    """The report for printing."""
    say, drawn = Saying(texts), card(report, texts)
    facts = report.facts
    foot = say("drawing-foot", title=facts.domain, date=facts.date)
    return Paper(drawn, alt(drawn, texts), foot, tuple(_body(report, say)))


def _body(report: Report, say: Saying) -> Iterator[Printed]:
    yield from _blocks(text.before_questions(report, say))
    for slot in report.slots:
        yield from _slot(slot, say)
    yield from _blocks(text.after_questions(report, say))


def _blocks(blocks: Iterable[Block]) -> Iterator[Printed]:
    yield from (Printed(block.style.value, block.text, block.value) for block in blocks)


def _slot(slot: SlotView, say: Saying) -> Iterator[Printed]:
    phase = say("report-slot", number=slot.number, phase=say(f"phase-{slot.phase.value}"))
    yield Printed("question", say.words(slot.question))
    yield Printed("label", phase)
    if slot.answer.strip():
        yield Printed("quote", excerpt(slot.answer, ANSWER_WORDS))
    if slot.outcome is not Outcome.ANSWERED and not slot.follow_ups:
        yield Printed("text", say(f"report-outcome-{slot.outcome.value}"))
    if slot.hinted:
        yield Printed("note", say("report-hinted"))
    for follow_up in slot.follow_ups:
        yield from _follow_up(follow_up, say)
    for block in text.content(slot, say):
        yield Printed("label" if block.style is Style.TEXT else block.style.value, block.text)
    if slot.findings:
        yield Printed("label", say("report-findings"))
    for found in slot.findings:
        yield from _found(found, say)
    if slot.model_answer:
        yield Printed("label", say("report-model-answer-like" if slot.generated else "report-model-answer"))
        yield Printed("model", slot.model_answer)


def _follow_up(follow_up: FollowUp, say: Saying) -> Iterator[Printed]:
    why = say.words(follow_up.why)
    if follow_up.kind is TurnKind.PROBE:
        yield Printed("follow-up", follow_up.question)
    yield Printed("note", why)
    if follow_up.answer.strip():
        yield Printed("quote", excerpt(follow_up.answer, ANSWER_WORDS))
    if follow_up.outcome is not Outcome.ANSWERED:
        yield Printed("note", say(f"report-outcome-follow-up-{follow_up.outcome.value}"))


def _found(found: Found, say: Saying) -> Iterator[Printed]:
    name = say.name(found)
    if found.unjudged is not None:
        name = say("report-level-unjudged", criterion=name)
    yield Printed("finding", say.reason(found), lead=say("drawing-lead", name=name))
    yield from (Printed("receipt", _receipt(quote, say)) for quote in found.quotes)


def _receipt(quote: Quote, say: Saying) -> str:
    if quote.from_ms is None:
        return say("drawing-receipt", quote=whole(quote))
    return say("drawing-receipt-at", quote=whole(quote), at=clock(quote.from_ms))
