"""The rubric: five criteria of five levels, as literal tables over measured numbers.

The rules it keeps: only numbers come in (`Measures`), so the same numbers give the same levels whoever
the interviewer is; every level has one row that says what it takes, read from the top, level 1 being
what is left; a criterion that cannot be judged says why and gets no level; totals are means over what
was judged. All content numbers count on-topic words only, so that padding can lower a level and never
raise one. The anchors in words are `rubric-<criterion>-<level>`; the reason for a level names the first
thing that the next better level would have taken, `because-<criterion>-<field>`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from core.interview.values import Criterion, Finding, Heard, Shape, Unjudged

BEST = 5
WORST = 1


@dataclass(frozen=True, slots=True)
class Measures:
    """What was counted in the answers of one slot. Counts leave out fillers.

    Content is what is left without flattery, instructions, word lists, repetition and what merely copies
    the question; of it, on topic is what has to do with the question. `told` are the words on topic and
    those of the story, `words` these and what is shown to be about something else: words that can be
    called neither raise and lower nothing. `lead` counts the stray words before the first on-topic one,
    `longest` those of the longest turn. `kinds` are the different sorts among the `details` (numbers,
    names, examples, deeds, reasons, trade-offs), `concrete` those that only someone who was there can give
    (all but reasons and trade-offs), `sweeping` the claims about everything and everybody. `marks` are the
    different words that order an explanation, `sorts` the different kinds of these (order, reason, contrast
    ...), `sentences` those on topic or told. `context`, `action`, `result` and `ordered` are 0 or 1, and so
    is `marked`: whether the text has the punctuation without which sentence length cannot be judged.
    """

    answered: bool
    heard: Heard
    declined: bool
    shape: Shape
    words: int = 0
    topical: int = 0
    told: int = 0
    anchors: int = 0
    lead: int = 0
    longest: int = 0
    points: int = 0
    of: int = 0
    wrong: int = 0
    kinds: int = 0
    details: int = 0
    concrete: int = 0
    sweeping: int = 0
    marks: int = 0
    sorts: int = 0
    sentences: int = 0
    overlong: int = 0
    marked: int = 1
    context: int = 0
    action: int = 0
    result: int = 0
    ordered: int = 0

    @property
    def stray(self) -> int:
        """Percent of the words that are shown to have nothing to do with the question, rounded down."""
        return 100 * (self.words - self.told) // self.words if self.words else 0

    @property
    def solid(self) -> int:
        """The concrete details, each sweeping claim taking one away."""
        return max(0, self.concrete - self.sweeping)

    @property
    def share(self) -> int:
        """Percent of the reference's points covered, each wrong statement taking one away, rounded down."""
        return max(0, 100 * (self.points - self.wrong) // self.of) if self.of else 0

    @property
    def parts(self) -> int:
        """How many of context, action and result there are."""
        return self.context + self.action + self.result


@dataclass(frozen=True, slots=True)
class Row:
    """What a level takes: measured fields that are at least, and fields that are at most, a number."""

    level: int
    least: tuple[tuple[str, int], ...]
    most: tuple[tuple[str, int], ...] = ()

    def lacks(self, measures: Measures) -> tuple[str, int] | None:
        """The first field that falls short, with its limit; None where the level is reached."""
        for field, limit in self.least:
            if getattr(measures, field) < limit:
                return field, limit
        for field, limit in self.most:
            if getattr(measures, field) > limit:
                return field, limit
        return None


Table: TypeAlias = tuple[Row, ...]

RELEVANCE: Table = (
    Row(5, least=(("anchors", 3),), most=(("stray", 10),)),
    Row(4, least=(("anchors", 2),), most=(("stray", 25),)),
    Row(3, least=(("anchors", 1),), most=(("stray", 50),)),
    Row(2, least=(("anchors", 1),)),
)
SUBSTANCE: Table = (
    Row(5, least=(("share", 80),), most=(("wrong", 0),)),
    Row(4, least=(("share", 60),)),
    Row(3, least=(("share", 40),)),
    Row(2, least=(("share", 1),)),
)
DEPTH: Table = (
    Row(5, least=(("kinds", 3), ("solid", 5))),
    Row(4, least=(("kinds", 2), ("solid", 3))),
    Row(3, least=(("solid", 2),)),
    Row(2, least=(("details", 1),)),
)
STORY: Table = (
    Row(5, least=(("result", 1), ("action", 1), ("context", 1), ("ordered", 1))),
    Row(4, least=(("result", 1), ("action", 1), ("context", 1))),
    Row(3, least=(("action", 1), ("parts", 2))),
    Row(2, least=(("parts", 1),)),
)
EXPLANATION: Table = (
    Row(5, least=(("topical", 40), ("marks", 4), ("sorts", 3))),
    Row(4, least=(("topical", 30), ("marks", 3), ("sorts", 2))),
    Row(3, least=(("marks", 2),)),
    Row(2, least=(("marks", 1),)),
)
COMMUNICATION: Table = (
    Row(5, least=(("told", 40), ("marked", 1)), most=(("lead", 15), ("overlong", 0), ("longest", 300))),
    Row(4, least=(("told", 25),), most=(("lead", 30), ("overlong", 1), ("longest", 400))),
    Row(3, least=(("told", 15),), most=(("lead", 45), ("overlong", 2), ("longest", 600))),
    Row(2, least=(("told", 15),)),
)

# What holds a level up, or down, whatever its table says: how an explanation is led is no matter of a few
# words where its points are there, and what is empty or wrong is not told well.
FLOORS: tuple[tuple[Criterion, Shape, Row], ...] = (
    (Criterion.STRUCTURE, Shape.EXPLANATION, Row(4, least=(("sentences", 4), ("share", 80), ("marks", 1)))),
    (Criterion.STRUCTURE, Shape.EXPLANATION, Row(3, least=(("sentences", 3), ("share", 50)))),
    (Criterion.STRUCTURE, Shape.EXPLANATION, Row(2, least=(("share", 60),))),
    (Criterion.STRUCTURE, Shape.STORY, Row(2, least=(("share", 60),))),
)
CEILINGS: tuple[tuple[Criterion, Row], ...] = (
    (Criterion.RELEVANCE, Row(3, least=(("share", 1),))),
    (Criterion.STRUCTURE, Row(3, least=(("share", 1),))),
    (Criterion.DEPTH, Row(3, least=(("share", 1),))),
    (Criterion.COMMUNICATION, Row(3, least=(("share", 1),))),
    # However much is right beside it and however well it is led, who says several wrong things is not right.
    (Criterion.SUBSTANCE, Row(3, least=(), most=(("wrong", 1),))),
    (Criterion.SUBSTANCE, Row(2, least=(), most=(("wrong", 2),))),
    (Criterion.DEPTH, Row(4, least=(), most=(("wrong", 0),))),
    (Criterion.DEPTH, Row(3, least=(), most=(("wrong", 1),))),
    (Criterion.DEPTH, Row(2, least=(), most=(("wrong", 2),))),
    (Criterion.STRUCTURE, Row(4, least=(), most=(("wrong", 0),))),
    (Criterion.STRUCTURE, Row(3, least=(), most=(("wrong", 1),))),
    (Criterion.STRUCTURE, Row(2, least=(), most=(("wrong", 2),))),
)

# From so many words on, an answer with nothing on topic is empty talk and no sketch.
EMPTY_TALK = 40

# How many words a criterion needs before it can be judged, and which words count for it.
NEEDED: tuple[tuple[Criterion, str, int], ...] = (
    (Criterion.RELEVANCE, "longest", 3),
    (Criterion.SUBSTANCE, "longest", 3),
    (Criterion.DEPTH, "told", 8),
    (Criterion.STRUCTURE, "told", 15),
    (Criterion.COMMUNICATION, "told", 15),
)


@dataclass(frozen=True, slots=True)
class Grade:
    """A criterion's level or why it has none, with the reason's text key and its two numbers."""

    criterion: Criterion
    level: int | Unjudged
    because: str
    shown: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Total:
    """A criterion over a whole interview: the mean level in hundredths, and how many slots have one.

    `hundredths` is 0 where nothing was judged.
    """

    criterion: Criterion
    hundredths: int
    judged: int
    of: int


def grades(measures: Measures) -> tuple[Grade, ...]:
    """One grade for each criterion, in the rubric's order."""
    return tuple(_grade(criterion, field, needed, measures) for criterion, field, needed in NEEDED)


def table(criterion: Criterion, shape: Shape) -> Table:
    """The rows of a criterion, best first; structure has other rows for a story than an explanation."""
    if criterion is Criterion.STRUCTURE:
        return STORY if shape is Shape.STORY else EXPLANATION
    return {
        Criterion.RELEVANCE: RELEVANCE,
        Criterion.SUBSTANCE: SUBSTANCE,
        Criterion.DEPTH: DEPTH,
        Criterion.COMMUNICATION: COMMUNICATION,
    }[criterion]


def totals(slots: Iterable[Sequence[Finding]]) -> tuple[Total, ...]:
    """Each criterion's mean over the slots that have a level for it, in the rubric's order.

    `slots` holds one slot's findings each. A mean is rounded half up to a hundredth.
    """
    held = [list(findings) for findings in slots]
    return tuple(_total(criterion, held) for criterion in Criterion)


def _grade(criterion: Criterion, field: str, needed: int, measures: Measures) -> Grade:
    unjudged = _unjudged(criterion, measures)
    if unjudged is not None:
        return Grade(criterion, unjudged, f"because-{unjudged.value.replace('_', '-')}")
    if measures.declined:
        return _declined(criterion)
    if getattr(measures, field) < needed:
        if measures.longest >= EMPTY_TALK and not measures.told:
            return Grade(criterion, WORST, f"because-{criterion.value}-empty")
        return Grade(criterion, Unjudged.INSUFFICIENT_DATA, "because-insufficient-data")
    if criterion is Criterion.RELEVANCE and measures.told and not measures.anchors:
        return Grade(criterion, Unjudged.INSUFFICIENT_DATA, "because-relevance-unrecognised")
    return _level(criterion, measures)


def _unjudged(criterion: Criterion, measures: Measures) -> Unjudged | None:
    if not measures.answered:
        return Unjudged.NOT_ELICITED
    if measures.heard is not Heard.CLEAR:
        return Unjudged.UNSCOREABLE
    if criterion is Criterion.SUBSTANCE and not measures.of:
        return Unjudged.NOT_ELICITED
    return None


def _declined(criterion: Criterion) -> Grade:
    """Not knowing is a clear answer about substance and none about anything else."""
    if criterion is Criterion.SUBSTANCE:
        return Grade(criterion, WORST, "because-substance-declined")
    return Grade(criterion, Unjudged.INSUFFICIENT_DATA, "because-insufficient-data")


def _level(criterion: Criterion, measures: Measures) -> Grade:
    level, missed = _reached(table(criterion, measures.shape), measures)
    for held, shape, row in FLOORS:
        if (held, shape) == (criterion, measures.shape) and row.lacks(measures) is None:
            level = max(level, row.level)
    lowered = _lowered(criterion, level, measures)
    if lowered is not None:
        return lowered
    if missed is None:
        return Grade(criterion, level, f"because-{criterion.value}-full", *_numbers("", 0, measures))
    field, limit = missed
    if field == "share" and measures.wrong:  # what was wrong matters more than what was not said
        field, limit = "wrong", 0
    return Grade(criterion, level, f"because-{criterion.value}-{field}", *_numbers(field, limit, measures))


def _lowered(criterion: Criterion, level: int, measures: Measures) -> Grade | None:
    """The grade under the lowest ceiling that is below `level`; None where none is."""
    if not measures.of:
        return None
    lacking = [(row.level, row.lacks(measures)) for held, row in CEILINGS if held is criterion]
    held_down = [(limit, missed) for limit, missed in lacking if missed and limit < level]
    if not held_down:
        return None
    limit, (field, _) = min(held_down)
    return Grade(criterion, limit, f"because-{criterion.value}-{field}", *_numbers(field, 0, measures))


def _reached(rows: Table, measures: Measures) -> tuple[int, tuple[str, int] | None]:
    """The level of the first row that holds, and what the row above it lacked."""
    missed: tuple[str, int] | None = None
    for row in rows:
        lacking = row.lacks(measures)
        if lacking is None:
            return row.level, missed
        missed = lacking
    return WORST, missed


def _numbers(field: str, limit: int, measures: Measures) -> tuple[int, int]:
    """The two numbers of a reason's sentence: a percentage is told in what was counted for it."""
    if field == "stray":
        return measures.words - measures.told, measures.words
    if field in {"share", ""}:
        return measures.points, measures.of
    return getattr(measures, field), limit


def _total(criterion: Criterion, slots: Sequence[Sequence[Finding]]) -> Total:
    findings = [finding for slot in slots for finding in slot if finding.criterion is criterion]
    levels = [finding.level for finding in findings if isinstance(finding.level, int)]
    mean = (200 * sum(levels) + len(levels)) // (2 * len(levels)) if levels else 0
    return Total(criterion, mean, len(levels), len(findings))
