"""Echoes: follow-ups that people asked, asked again after other answers, about a word of those.

The rule: the forms are people's and of the train split alone ("How did you come out of the ...?"), those few
that are most like all that people asked there; the word that fills one stands in the answer that is followed
up, behind an article or a possessive as in the form. Each echo passes the guard. They are composed data,
counted and scored apart from what people asked.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from statistics import fmean

from rouge_score.rouge_scorer import RougeScorer  # type: ignore[import-untyped]  # ships no stubs

from core.interview.guard import refusals
from core.interviewers.prompted.fit import unfit
from core.interviewers.prompts.answers import Worded
from core.language.measuring import measure
from core.language.tokens import content_stems, read
from core.language.words import STOP_WORDS
from training.prepare.report import Sorted
from training.prepare.rows import Split
from training.prepare.targets.taught import chance

SOURCE = "{source}, echoed"
ABOUT = "echo"
BEFORE = frozenset(["the", "my", "our", "your", "his", "her", "their", "this"])
SHORTEST = 4  # letters of a word that is taken up
MOST_WORDS = 16  # of a form
MOST_LIKE = 8  # forms that are used: so few that a small model learns each of them
ASKED_ABOUT = 2  # words of an answer, at most
# What more than one answer in fifteen says need not be looked up in this one, so it is not asked about.
LEAST = math.log(1 + 15)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|[^\sA-Za-z]")
_TO_YOU = re.compile(r"\byou\b", re.IGNORECASE)
_NO_NOUN = ("ing", "ly", "ed")


@dataclass(frozen=True, slots=True)
class Form:
    """A follow-up with one word left out of it."""

    before: str
    after: str
    several: bool

    def about(self, word: str) -> str:
        """The follow-up about a word."""
        return f"{self.before}{word}{self.after}"


def naming(text: str) -> Iterator[re.Match[str]]:
    """Where a text names something: a word behind an article or a possessive, with no other noun after it.

    >>> [found[0] for found in naming("I took the early train to my office, and the crowded one back.")]
    ['office']
    """
    found = list(_WORD.finditer(text))
    for before, word, after in zip(found, found[1:], [*found[2:], None], strict=False):
        follows = after[0].lower() if after else "."
        if before[0].lower() in BEFORE and _content(word[0]) and not _content(follows):
            yield word


def words(text: str) -> list[str]:
    """The words and marks of a text, in its order."""
    return _WORD.findall(text)


def echoes(rows: Sequence[Sorted], each: int) -> list[Sorted]:
    """`each` echoes for every answer of the train split, and of the validation split, that names something.

    The forms are those of the train split in both. What is scored is the test split, which gets none.
    """
    real = [row for row in rows if row.example.real]
    made = forms(row for row in real if row.split is Split.TRAIN)
    answers = {row.example.said: row for row in real if row.split is not Split.TEST}
    rare = _rarity(row.example.said for row in answers.values() if row.split is Split.TRAIN)
    return [echo for row in answers.values() for echo in islice(_of_answer(row, made, rare), each)]


def forms(rows: Iterable[Sorted]) -> list[Form]:
    """The forms in what people asked: one sentence that takes up one word of its answer and no other.

    They speak to the candidate ("you"), as most follow-ups do, and are those most like all that people asked.
    """
    found: dict[Form, None] = {}
    all_asked: list[str] = []
    for row in rows:
        assert isinstance(row.example.answer, Worded)
        asked = row.example.answer.question
        all_asked.append(asked)
        shared = content_stems(read(asked)) & content_stems(read(row.example.said))
        taken = [word for word in naming(asked) if content_stems(read(word[0])) <= shared]
        if len(shared) == len(taken) == 1 and len(asked.split()) <= MOST_WORDS:
            word = taken[0]
            if _TO_YOU.search(asked) and not re.search(r"[.?!]\s", asked):
                found[Form(asked[: word.start()], asked[word.end() :], _several(word[0]))] = None
    return _most_like(found, all_asked)


def _most_like(made: Iterable[Form], asked: Sequence[str]) -> list[Form]:
    """The forms with the greatest mean ROUGE-L against all that was asked, the first one first."""
    scorer = RougeScorer(["rougeL"], use_stemmer=True)

    def likeness(form: Form) -> float:
        return fmean(scorer.score(one, form.about(""))["rougeL"].fmeasure for one in asked)

    return sorted(made, key=likeness, reverse=True)[:MOST_LIKE]


def _of_answer(row: Sorted, made: Sequence[Form], rare: Mapping[str, float]) -> Iterator[Sorted]:
    """Echoes in an order of chance, which the answer fixes."""
    example = row.example
    said = Counter(word[0] for word in naming(example.said) if rare.get(word[0], LEAST) >= LEAST)
    rarest = max(rare.values(), default=LEAST)  # as rare is what the train split does not name
    best = sorted(said, key=lambda word: (-said[word] * rare.get(word, rarest), word))[:ASKED_ABOUT]
    for form in chance(example.said).sample(made, len(made)):
        fitting = [word for word in best if _several(word) is form.several]
        if not fitting:
            continue
        asked = form.about(fitting[0])
        draft = measure(asked, example.said, [example.question])
        if not refusals(draft) and not tuple(unfit(asked)):
            taught = replace(
                example,
                answer=Worded(question=asked),
                source=SOURCE.format(source=example.source),
                about=ABOUT,
                real=False,
            )
            yield replace(row, example=taught)


def _rarity(answers: Iterable[str]) -> dict[str, float]:
    """How rare a word is among the answers: its inverse document frequency."""
    each = [{word[0] for word in naming(answer)} for answer in answers]
    seen = Counter(word for named in each for word in named)
    return {word: math.log(1 + len(each) / count) for word, count in seen.items()}


def _content(word: str) -> bool:
    return (
        word.isalpha()
        and word.islower()
        and len(word) >= SHORTEST
        and word not in STOP_WORDS
        and not word.endswith(_NO_NOUN)
    )


def _several(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")
