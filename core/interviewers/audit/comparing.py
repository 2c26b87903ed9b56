"""An interviewer's score beside people's labels, and beside the length of the answers alone.

The rule: the length of an answer is no part of the score, and it is shown next to it, since long answers are
often the good ones; pairs of nearly the same length say what is left where length says nothing. The questions
are judged as they stand, without key points, as questions that no domain file has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from core.domains.loader import Loaded
from core.interview.ports import Interviewer
from core.interview.values import Phase, Question, Shape
from core.interview.worth import worth
from core.interviewers.audit.cases import material
from core.interviewers.audit.figures import Figure, auc, interval
from core.interviewers.audit.labelled import GOOD, POOR, Labelled

CLOSE = 15  # percent of the longer one by which two answers' lengths differ less
GENERAL = "general_behavioral"  # judges where no domain has the role's name

_STORY = re.compile(
    r"\b(?:a|an|one|any|last|recent|specific) (?:\w+ )?"
    r"(?:time|situation|occasion|instance|example|experience)\b"
    r"|\b(?:tell|describe|share|recall)\b.{0,40}\b"
    r"you (?:\w+ )?(?:had|were|did|faced|handled|dealt|made|led)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scored:
    """A labelled answer with its score by the interviewer, and its length in words."""

    label: int
    score: int
    length: int


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of it, for the interviewer's score and for length: the AUC of good before poor, and the share
    of close pairs in the right order, None where there is no such pair. `pairs` is how many there are.
    """

    questions: int
    pairs: int
    auc: Figure
    auc_length: Figure
    close: Figure | None
    close_length: Figure | None


Score = Callable[[Scored], float]


async def scored(
    interviewer: Interviewer, loaded: Loaded, rows: Sequence[Labelled]
) -> tuple[tuple[Scored, ...], ...]:
    """The answers, those to the same question together."""
    titles = {heading.title.lower(): heading.id for heading in loaded.headings()}
    general = GENERAL if GENERAL in loaded.domains else next(iter(loaded.domains))
    groups: dict[str, list[Scored]] = defaultdict(list)
    for row in rows:
        domain = loaded.get(titles.get(row.role.lower(), general))
        found = await interviewer.judge(material(domain, question_of(row), row.answer))
        groups[row.asked].append(Scored(row.label, worth(found), row.length))
    return tuple(map(tuple, groups.values()))


def compared(groups: Sequence[Sequence[Scored]]) -> Compared:
    """The figures. There must be a good and a poor answer."""

    def of(score: Score) -> tuple[Figure, Figure | None]:
        whole = interval(groups, lambda drawn: _auc(drawn, score))
        assert whole is not None
        return whole, interval(groups, lambda drawn: _close(drawn, score))

    ours, close = of(lambda one: one.score)
    length, close_length = of(lambda one: one.length)
    pairs = sum(len(close_pairs(group)) for group in groups)
    return Compared(len(groups), pairs, ours, length, close, close_length)


def question_of(row: Labelled) -> Question:
    """The question as a domain file would have it, with nothing but its words."""
    shape = Shape.STORY if _STORY.search(row.question) else Shape.EXPLANATION
    return Question("labelled", Phase.BEHAVIORAL, 2, shape, row.question, (), (), "", "")


def close_pairs(group: Sequence[Scored]) -> list[tuple[Scored, Scored]]:
    """The pairs of answers with different labels and nearly the same length, the better one first."""
    pairs = []
    for one, other in combinations(group, 2):
        longer = max(one.length, other.length)
        if one.label != other.label and 100 * abs(one.length - other.length) < CLOSE * longer:
            pairs.append((one, other) if one.label > other.label else (other, one))
    return pairs


def _auc(groups: Sequence[Sequence[Scored]], score: Score) -> float | None:
    better = [score(one) for group in groups for one in group if one.label == GOOD]
    worse = [score(one) for group in groups for one in group if one.label == POOR]
    return auc(better, worse) if better and worse else None


def _close(groups: Sequence[Sequence[Scored]], score: Score) -> float | None:
    pairs = [pair for group in groups for pair in close_pairs(group)]
    if not pairs:
        return None
    won = sum((score(a) > score(b)) + (score(a) >= score(b)) for a, b in pairs)
    return won / (2 * len(pairs))
