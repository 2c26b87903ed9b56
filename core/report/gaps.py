"""Gaps, rules and findings in words, as phrases.

The rule: what a gap is called completes "a good answer ...", as a domain's key points do, so that one
sentence serves for all of them; whatever an event may hold has words here, also what no rule makes today.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.interview.rubric import BEST, CEILINGS, NEEDED, table
from core.interview.state import State, Turn, TurnKind
from core.interview.values import (
    Criterion,
    Decision,
    Finding,
    Gap,
    GapKind,
    Question,
    Reason,
    Rule,
    Shape,
    Star,
    Unjudged,
)
from core.report.model import Found, Phrase, Words
from core.report.sheet import quotes

SPECIFICS = ("number", "example", "name")

# Every reason a level can have below the best: what `rubric` measures for it.
REASONS = frozenset(
    f"because-{criterion.value}-{field}"
    for criterion in Criterion
    for shape in Shape
    for row in table(criterion, shape)
    for field, _ in (*row.least, *row.most)
) | {"because-substance-wrong", "because-substance-declined"}
# What holds a level down although it is told well, and what is said of talk with nothing on topic.
HELD_DOWN = frozenset(
    f"because-{criterion.value}-{field}"
    for criterion, row in CEILINGS
    for field, _ in (*row.least, *row.most)
) - {"because-substance-wrong"}
EMPTY = frozenset(f"because-{criterion.value}-empty" for criterion, field, _ in NEEDED if field == "told")
REASONS |= HELD_DOWN | EMPTY
FULL = frozenset(f"because-{criterion.value}-full" for criterion in Criterion)
# Reasons whose sentences have no figure in them, so that they may stand where levels are hidden.
WITHOUT_FIGURES = (
    (FULL - {"because-substance-full"})
    | HELD_DOWN
    | EMPTY
    | {
        "because-substance-declined",
        "because-structure-result",
        "because-structure-action",
        "because-structure-context",
        "because-structure-ordered",
        "because-structure-sorts",
        "because-communication-marked",
    }
)


def gap_words(gap: Gap, question: Question) -> Words:
    """What a good answer does where this gap is."""
    known = {
        GapKind.STAR: tuple(Star),
        GapKind.VAGUE: SPECIFICS,
        GapKind.POINT: (),
        GapKind.CONTRADICTION: (),
    }[gap.kind]
    if gap.name in known:
        return Phrase(f"report-gap-{gap.kind.value}-{gap.name}")
    point = next((point.text for point in question.points if point.id == gap.name), None)
    if gap.kind is GapKind.POINT and point is not None:
        return point
    return Phrase(f"report-gap-{gap.kind.value}")


def why_asked(decision: Decision | None, before: Turn, question: Question, *, given: bool = False) -> Phrase:
    """Why a follow-up came after the turn `before`; `given` where its answer had what was asked for."""
    if decision is None or decision.rule is Rule.MOVE_ON:
        return Phrase("report-why-unknown")
    declined = before.examination is not None and before.examination.declined
    if decision.rule is Rule.RESTATE and declined:
        return Phrase("report-why-restate-declined")
    key = f"report-why-{decision.rule.value.replace('_', '-')}"
    if decision.rule in (Rule.ASK_MISSING, Rule.ASK_SPECIFIC):
        gap = decision.gap
        key += "-given" if given else ""
        return Phrase(key, (("gap", gap_words(gap, question) if gap else Phrase("report-gap-point")),))
    return Phrase(key)


def why_ended(state: State, number: int, turn: Turn) -> Phrase | None:
    """Why nothing more was asked after a slot's last turn; None where it was skipped or left open."""
    decision = turn.decision
    if decision is not None and decision.rule is Rule.MOVE_ON:
        declined = turn.examination is not None and turn.examination.declined
        if declined and decision.reason is Reason.ASKED_ENOUGH:
            return Phrase("report-ended-declined")
        if decision.reason is Reason.COMPLETE and turn.kind is TurnKind.QUESTION:
            return Phrase("report-ended-complete-at-once")
        return Phrase(f"report-ended-{decision.reason.value.replace('_', '-')}")
    if turn.skipped or turn.done_at is None:
        return None
    later = any(other.slot > turn.slot for other in state.turns[number + 1 :])
    return Phrase("report-ended-moved-on" if later else "report-ended-stopped")


def anchor(criterion: Criterion, level: int, question: Question) -> Words:
    """What a level looks like: the question's own anchor where it has one."""
    own = (text for named, at, text in question.anchors if (named, at) == (criterion, level))
    return next(own, Phrase(f"rubric-{criterion.value}-{level}"))


def next_anchor(found: Found, level: int, question: Question) -> Words:
    """What the next better level looks like."""
    return anchor(found.criterion, min(level + 1, BEST), question)


def found(finding: Finding, question: Question, answers: Sequence[str], *, levels: bool) -> Found:
    """A finding as the report has it."""
    if isinstance(finding.level, Unjudged):
        because = Phrase(f"because-{finding.level.value.replace('_', '-')}")
        return Found(finding.criterion, None, finding.level, None, because, (), finding.by)
    return Found(
        finding.criterion,
        finding.level if levels else None,
        None,
        anchor(finding.criterion, finding.level, question),
        _because(finding, levels=levels),
        quotes(finding.receipts, answers),
        finding.by,
        (finding.lowest, finding.highest) if levels and finding.lowest else None,
    )


def _because(finding: Finding, *, levels: bool) -> Phrase | None:
    """The reason's sentence; None where there is none by that name, or it must not be shown."""
    if finding.because not in (REASONS | FULL if levels else WITHOUT_FIGURES):
        return None
    if finding.because in WITHOUT_FIGURES:
        return Phrase(finding.because)
    return Phrase(finding.because, (("shown", finding.shown), ("of", finding.of)))


def advice(finding: Finding) -> Phrase:
    """What to do differently next time."""
    if finding.because in REASONS:
        return Phrase(finding.because.replace("because-", "report-advice-", 1))
    return Phrase(f"report-advice-{finding.criterion.value}")
