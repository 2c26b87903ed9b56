"""Interviewers side by side: figures with intervals, differences, by source, role and phase.

The rule: every interviewer answered the same rows; what is compared is what a person would have been asked,
an unusable answer of a model included (as "").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from training.score.diversity import distinct_2, self_repetition
from training.score.measures import NGRAMS, ROUGE, Marks, Ruler, bleu_of
from training.score.resampling import Drawn, Draws, Figure, Statistic, Sums, Values
from training.score.rows import Row

NEAR = ("bleu", *ROUGE)  # how near a question is to the person's; people have none of these
MEANS = (*ROUGE, "relevance", "specificity", "form", "guard")
MEASURES = ("bleu", *MEANS, "distinct2", "self_repetition")
PEOPLE = "people"

ALL = "all"
PARTS = ("source", "role", "phase")


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one source, role or phase, or all: figures by interviewer and measure, and differences.

    `differences` are those of the first interviewer to each other one (the paired draws).
    """

    by: str
    name: str
    rows: int
    prompts: int
    groups: int
    figures: Mapping[str, Mapping[str, Figure]]
    differences: Mapping[str, Mapping[str, Figure]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All parts, the whole first; why the guard refused whom how often; a few questions to look at."""

    parts: tuple[Part, ...]
    refusals: Mapping[str, Mapping[str, int]]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """What was asked and answered, and what each interviewer asked then."""

    asked: str
    answer: str
    questions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Marked:
    """One interviewer's question to one row, measured."""

    row: Row
    text: str
    marks: Marks


def compare(
    rows: Sequence[Row], questions: Mapping[str, Sequence[str]], first: str, examples: int = 6
) -> Comparison:
    """Compares interviewers by their `questions` to `rows` (one a row), `first` with each other one."""
    ruler = Ruler(rows)
    asked = {
        name: [Marked(row, text, ruler.marks(row, text)) for row, text in zip(rows, texts, strict=True)]
        for name, texts in questions.items()
    }
    parts = [_part(ALL, "", asked, first)]
    for by in PARTS:
        values = sorted({getattr(row, by) for row in rows})
        for value in values if len(values) > 1 else ():  # one alone is all of them
            own = {name: [m for m in many if getattr(m.row, by) == value] for name, many in asked.items()}
            parts.append(_part(by, value, own, first))
    refused = {
        name: dict(Counter(why for one in many for why in one.marks.refused)) for name, many in asked.items()
    }
    return Comparison(tuple(parts), refused, tuple(_examples(rows, questions, examples)))


def _part(by: str, name: str, asked: Mapping[str, Sequence[Marked]], first: str) -> Part:
    rows = [one.row for one in next(iter(asked.values()))]
    groups = len({row.group for row in rows})
    drawn = _drawn(asked, Draws(groups))
    figures = {
        system: {measure: one.figure for measure, one in drawn[system].items()} | _varied(many)
        for system, many in asked.items()
    }
    differences = {
        system: {measure: (drawn[first][measure] - one).figure for measure, one in own.items()}
        for system, own in drawn.items()
        if system != first
    }
    return Part(by, name, len(rows), len({row.prompt for row in rows}), groups, figures, differences)


def _drawn(asked: Mapping[str, Sequence[Marked]], draws: Draws) -> dict[str, dict[str, Drawn]]:
    """For each interviewer what is measured; people's own questions are not measured against themselves."""
    found: dict[str, dict[str, Drawn]] = {}
    for system, many in asked.items():
        sums = _sums(many)
        found[system] = {
            measure: draws.drawn(sums, statistic)
            for measure, statistic in STATISTICS.items()
            if system != PEOPLE or measure not in NEAR
        }
    return found


def _varied(many: Sequence[Marked]) -> dict[str, Figure]:
    firsts = list({one.row.prompt: one.text for one in reversed(many)}.values())
    return {
        "distinct2": Figure(distinct_2(firsts)),
        "self_repetition": Figure(self_repetition(firsts)),
    }


def _sums(many: Sequence[Marked]) -> Sums:
    """For each group how many rows it has, the sum of each of `MEANS`, and what BLEU is made of."""
    ordered = sorted(many, key=_group)
    return np.array([_sum(list(rows)) for _, rows in groupby(ordered, key=_group)], dtype=np.float64)


def _group(one: Marked) -> str:
    return one.row.group


def _sum(rows: Sequence[Marked]) -> list[float]:
    means = [sum(one.marks.means[measure] for one in rows) for measure in MEANS]
    counts = [one.marks.counts for one in rows]
    bleu = [sum(count.matches[at] for count in counts) for at in range(NGRAMS)]
    bleu += [sum(count.ngrams[at] for count in counts) for at in range(NGRAMS)]
    bleu += [sum(count.length for count in counts), sum(count.reference_length for count in counts)]
    return [float(len(rows)), *means, *bleu]


def _mean(measure: str) -> Statistic:
    column = 1 + MEANS.index(measure)
    return lambda sums: sums[:, column] / sums[:, 0]


def _bleu(sums: Sums) -> Values:
    return np.array([bleu_of(row) for row in sums[:, 1 + len(MEANS) :]])


STATISTICS: Mapping[str, Statistic] = {"bleu": _bleu, **{measure: _mean(measure) for measure in MEANS}}


def _examples(rows: Sequence[Row], questions: Mapping[str, Sequence[str]], most: int) -> list[Example]:
    """Rows of different groups, evenly over the file."""
    firsts = list({row.group: at for at, row in reversed(list(enumerate(rows)))}.values())
    step = max(1, len(firsts) // most) if most else 1
    chosen = sorted(firsts)[::step][:most]
    return [
        Example(
            rows[at].asked[0] if rows[at].asked else "",
            rows[at].answer,
            {name: texts[at] for name, texts in questions.items()},
        )
        for at in chosen
    ]
