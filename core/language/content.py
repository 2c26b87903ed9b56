"""Which sentences of an answer carry content, and whether an answer declines to answer.

The rule it keeps: nothing a person adds to please, to order or to pad counts, and nothing said about the
matter is dropped on suspicion. A sentence is left out only where it repeats the question or itself, praises
the interviewer and says nothing else, orders the judge about, asks to talk of something else, lists keywords,
or has no words of its own.
"I follow the doctor's instructions" and "the system ignores the header" stay: an order begins with its verb
or with "you must".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from core.language.phrases import any_of, cues, plain
from core.language.tokens import Reading, Stretch, Token, as_reading, carries_content, is_past, read
from core.language.words import ARTICLES, STOP_WORDS, SUBJECTS

COPIED = 0.75  # share of a sentence's words that stand in the question in the same order
REPEATED = 0.85  # the same, against an earlier sentence of similar length
FEWEST_COPIED = 4  # words; a shorter sentence is no copy
LOOK_BACK = 60  # sentences a near repeat is looked for; an exact one is found at any distance
LEFT_AFTER_PRAISE = 2  # content words a sentence of praise may have besides
LIST_WORDS = 7  # words without function words, an article, verbs in the past or a subject that make a list
RUN = 10  # different content words in a row, without commas
LISTED_RUN = 13  # the same, with commas
SHORT_SENTENCES = 4  # sentences of keywords in a row
DECLINED_LEFT = 4  # content words of the clause that declines: what it is that one does not know
SAID_BESIDES = 1  # content words of that sentence's other clauses; none where somebody acts in them

# An order may begin behind one of these words or marks.
_BEFORE_ORDERS = frozenset(["and", "so", "now", "then", "please", "but", *",;:-—(\n\"'[{<>*#."])


class Excluded(StrEnum):
    """Why a sentence does not count."""

    QUESTION_COPY = "question_copy"
    FLATTERY = "flattery"
    INSTRUCTION = "instruction"
    STEERING = "steering"
    REPEAT = "repeat"
    KEYWORD_LIST = "keyword_list"
    FILLER = "filler"


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence and, if it does not count, why."""

    sentence: Stretch
    excluded: Excluded | None


def judge_sentences(text: str | Reading, asked: Sequence[str] = ()) -> tuple[Judged, ...]:
    """Each sentence of an answer with whether it counts; `asked` are the question and the probes so far.

    >>> [j.excluded for j in judge_sentences("Great question! I called her. Give me five points.")]
    [<Excluded.FLATTERY: 'flattery'>, None, <Excluded.INSTRUCTION: 'instruction'>]
    """
    reading = as_reading(text)
    questions = [_stems(r.words(s)) for r in map(read, dict.fromkeys(asked)) for s in r.sentences]
    keyword_rows = _keyword_rows(reading)
    earlier: list[list[str]] = []
    exact: set[tuple[str, ...]] = set()
    judged = []
    for number, sentence in enumerate(reading.sentences):
        stems = _stems(reading.words(sentence))
        excluded = _why_not(reading, sentence, questions)
        if excluded is None and (tuple(stems) in exact or _repeats(stems, earlier[-LOOK_BACK:])):
            excluded = Excluded.REPEAT
        if excluded is None and number in keyword_rows:
            excluded = Excluded.KEYWORD_LIST
        if len(stems) >= FEWEST_COPIED:
            earlier.append(stems)
            exact.add(tuple(stems))
        judged.append(Judged(sentence, excluded))
    return tuple(judged)


def instructions(text: str | Reading) -> tuple[Stretch, ...]:
    """The sentences that order the judge about.

    >>> [s.start for s in instructions("I called her. Give me five points.")]
    [14]
    """
    reading = as_reading(text)
    return tuple(sentence for sentence in reading.sentences if _orders(reading, sentence))


def content_only(text: str, asked: Sequence[str] = ()) -> str:
    """`text` with the sentences that do not count blanked out; offsets stay those of `text`.

    >>> content_only("Great question! I called her.")
    '              . I called her.'
    """
    pieces, end = [], 0
    for judged in judge_sentences(text, asked):
        if judged.excluded:
            start = judged.sentence.start
            pieces += [text[end:start], " " * (judged.sentence.end - start - 1) + "."]
            end = judged.sentence.end
    return "".join([*pieces, text[end:]])


def declined(text: str | Reading) -> bool:
    """Whether the whole answer only says that the person does not know or will not answer.

    >>> declined("Um, I don't know, sorry."), declined("I don't know the figure, but I would measure it.")
    (True, False)
    """
    reading = as_reading(text)
    declines = False
    for sentence in reading.sentences:
        kind = _declines(reading, sentence)
        if kind is False:
            return False
        declines = declines or kind is True
    return declines


def turns_away(text: str | Reading) -> bool:
    """Whether a sentence says that the person does not know, or asks to talk of something else.

    >>> turns_away("I know nothing about that. Let's talk about music."), turns_away("I asked her.")
    (True, False)
    """
    reading = as_reading(text)
    written = plain(reading.text)
    return any(
        _pattern("declined").search(written, s.start, s.end) or _pattern("steering").match(written, s.start)
        for s in reading.sentences
    )


def _why_not(reading: Reading, sentence: Stretch, questions: list[list[str]]) -> Excluded | None:
    words = reading.words(sentence)
    written = plain(reading.text[sentence.start : sentence.end])
    if _orders(reading, sentence):
        return Excluded.INSTRUCTION
    if _pattern("steering").match(written):
        return Excluded.STEERING
    if _only_praises(words, written, sentence.start):
        return Excluded.FLATTERY
    if all(t.word in _filler() for t in words):
        return Excluded.FILLER
    if _is_keyword_list(reading, sentence):
        return Excluded.KEYWORD_LIST
    return Excluded.QUESTION_COPY if _copies(_stems(words), questions) else None


def _stems(words: Sequence[Token]) -> list[str]:
    return [t.stem for t in words]


@cache
def _filler() -> frozenset[str]:
    return frozenset(cues("content_cues")["filler"])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return any_of(cues("content_cues")[name])


@cache
def _order() -> re.Pattern[str]:
    """An order, at the beginning of a clause."""
    data = cues("content_cues")
    head = str(data["order"]) + "?"
    return re.compile((head + "(?:" + "|".join(data["instruction"]) + r")(?!\w)").replace(" ", r"\s+"))


def _orders(reading: Reading, sentence: Stretch) -> bool:
    text = plain(reading.text[sentence.start : sentence.end])
    if _pattern("verdict").search(text):
        return True
    words = reading.words(sentence)
    starts = (here.start for before, here in pairwise(words) if _begins(reading.text, before, here))
    order = _order().match
    return any(order(text, start - sentence.start) for start in (words[0].start, *starts))


def _begins(text: str, before: Token, here: Token) -> bool:
    """Whether an order may begin at a word: behind a mark or a conjunction."""
    if before.word in _BEFORE_ORDERS:
        return True
    gap = text[before.end : here.start]
    return gap != " " and not _BEFORE_ORDERS.isdisjoint(gap)


def _only_praises(words: Sequence[Token], written: str, start: int) -> bool:
    matches = list(_pattern("flattery").finditer(written))
    if not matches:
        return False
    outside = [
        t
        for t in words
        if carries_content(t) and not any(m.start() <= t.start - start < m.end() for m in matches)
    ]
    return len([t for t in outside if t.word not in _filler()]) <= LEFT_AFTER_PRAISE


def _copies(stems: list[str], questions: list[list[str]]) -> bool:
    if len(stems) < FEWEST_COPIED:
        return False
    enough = COPIED * len(stems)
    return any(len(q) >= enough and LCSseq.similarity(stems, q) >= enough for q in questions)


def _repeats(stems: list[str], earlier: list[list[str]]) -> bool:
    if len(stems) < FEWEST_COPIED:
        return False
    return any(_alike(stems, e, REPEATED * max(len(stems), len(e))) for e in earlier)


def _alike(one: list[str], other: list[str], enough: float) -> bool:
    return min(len(one), len(other)) >= enough and LCSseq.similarity(one, other) >= enough


def _is_keyword_list(reading: Reading, sentence: Stretch) -> bool:
    words = reading.words(sentence)
    content = [t for t in words if t.word not in STOP_WORDS]
    if len(content) >= 4 and len({t.stem for t in content}) * 3 <= len(content):
        return True
    in_row = reading.text.count(",", sentence.start, sentence.end) * 3 >= len(words) * 2
    spoken = any(t.word in SUBJECTS | ARTICLES or (is_past(t.word) and not in_row) for t in words)
    function_words = sum(t.word in STOP_WORDS and t.word not in ("and", "or") for t in words)
    commas = reading.text.count(",", sentence.start, sentence.end)
    allowed = len(words) // 10 if commas * 3 >= len(words) else 0
    if len(words) >= LIST_WORDS and not spoken and function_words <= allowed:
        return True
    return _has_run(reading, sentence)


def _has_run(reading: Reading, sentence: Stretch) -> bool:
    """Whether different content words follow one another for longer than in any prose."""
    run: list[str] = []
    commas = 0
    for i in range(sentence.first, sentence.last):
        token = reading.tokens[i]
        if token.word in STOP_WORDS or is_past(token.word) or token.word.endswith(("ly", "ing")):
            run, commas = [], 0
            continue
        gap = reading.text[reading.tokens[i - 1].end : token.start] if run else ""
        run.append(token.stem)
        commas += any(c in gap for c in ",;/-&")
        if len(set(run)) >= (LISTED_RUN if commas * 3 >= len(run) else RUN):
            return True
    return False


def _keyword_rows(reading: Reading) -> set[int]:
    """The numbers of sentences that are one row of bare keywords: "Sepsis. Oxygen. Handover. SBAR." """
    rows: set[int] = set()
    row: list[int] = []
    for number, sentence in enumerate(reading.sentences):
        words = reading.words(sentence)
        bare = len(words) <= 3 and not any(t.word in STOP_WORDS or is_past(t.word) for t in words)
        row = [*row, number] if bare else []
        if len(row) >= SHORT_SENTENCES:
            rows.update(row)
    return rows


def _declines(reading: Reading, sentence: Stretch) -> bool | None:
    """True if the sentence declines, None if it says nothing, False if it says something."""
    words = reading.words(sentence)
    written = plain(reading.text[sentence.start : sentence.end])
    matches = [
        (m.start() + sentence.start, m.end() + sentence.start) for m in _pattern("declined").finditer(written)
    ]
    declining, says, beside = 0, 0, SAID_BESIDES  # content words of the clauses that decline, of the others
    for clause in reading.clauses_of(sentence):
        left = [
            t for t in reading.words(clause) if _says(t) and not any(a <= t.start < b for a, b in matches)
        ]
        if any(a < clause.end and clause.start < b for a, b in matches):
            declining += len(left)
        else:
            says += len(left)
            beside = 0 if any(t.word in SUBJECTS for t in reading.words(clause)) else beside
    if matches:
        return declining <= DECLINED_LEFT and says <= beside
    silent = says == 0 or _only_praises(words, written, sentence.start)
    return None if silent else False


def _says(token: Token) -> bool:
    return carries_content(token) and token.word not in _declined_words()


@cache
def _declined_words() -> frozenset[str]:
    return frozenset(cues("content_cues")["declined_words"])
