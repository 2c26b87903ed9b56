"""Corrects the grammar and fluency of what a person said, one sentence at a time.

The rule: a correction changes how something was said and never what: its words stand in the sentence,
numbers, denials and the trade's words stay, and of the words that carry the content at most one is another.
Marks and capitals alone are no correction, since a transcript has them by chance.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.interview.ports import Corrected, Correction, Material
from core.interview.values import Refusal
from core.interviewers.bank.words import words
from core.interviewers.prompted.asking import Ask, Asker
from core.interviewers.prompted.extracts import Extract, extracts
from core.interviewers.prompted.fit import plain_words
from core.interviewers.prompts import answers
from core.interviewers.prompts.answers import Slip
from core.interviewers.prompts.data import changed, places
from core.interviewers.prompts.prompts import Task, correction
from core.language.measuring import measure
from core.language.naming import find_names
from core.language.negation import is_negator
from core.language.tokens import Reading, Span, carries_content, read

MOST_SENTENCES = 8  # of a slot's answers that are looked at, the longest ones, since slips need room
FEWEST_WORDS = 4  # of a sentence that is looked at
MOST_CORRECTIONS = 5  # of a slot that are kept
MOST_OTHER_WORDS = 1  # content words that a correction may replace
MOST_REASON_WORDS = 30
AT_ONCE = 3  # sentences a model is asked about at the same time

_NUMBERS = words("numbers_above_one")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer, at `start` of the turn's text."""

    turn: int
    start: int
    text: str


class Corrects:
    """Corrects with a model."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    async def corrected(self, material: Material) -> Corrected:
        """The corrections that hold, in the order of the answers, and why others were refused."""
        if material.question is None or not material.here:
            return Corrected()
        looked_at = _sentences(extracts(material, material.question))
        gate = asyncio.Semaphore(AT_ONCE)

        async def of(sentence: Sentence) -> list[Correction | Refusal]:
            async with gate:
                return await self._of(sentence, material)

        found = [one for some in await asyncio.gather(*map(of, looked_at)) for one in some]
        kept = [one for one in found if isinstance(one, Correction)][:MOST_CORRECTIONS]
        refused = [one for one in found if isinstance(one, Refusal)]
        self._asker.tally.refused(material.interview, Task.CORRECTION, refused)
        self._asker.tally.taken(material.interview, Task.CORRECTION, len(kept))
        return Corrected(tuple(kept), tuple(dict.fromkeys(refused)))

    async def _of(self, sentence: Sentence, material: Material) -> list[Correction | Refusal]:
        ask = Ask(Task.CORRECTION, correction(sentence.text), material.interview)
        answer = await self._asker.ask(ask)
        if not isinstance(answer, answers.Corrected):
            assert isinstance(answer, Refusal)
            return [answer]
        return list(_held(sentence, answer.corrections, material.domain.terms))


def _held(sentence: Sentence, slips: Sequence[Slip], terms: Sequence[str]) -> Iterator[Correction | Refusal]:
    """The corrections of one sentence that hold, each place once, and why others do not."""
    end = 0
    for slip in slips:
        place = next((at for at in places(slip.from_, sentence.text) if at[0] >= end), None)
        if place is None:
            yield Refusal.CHANGES_NOTHING
            continue
        old = sentence.text[place[0] : place[1]]
        reason = refusal(old, slip.to, slip.why, terms)
        if reason is not None:
            yield reason
            continue
        end = place[1]
        start = sentence.start + place[0]
        yield Correction(
            sentence.turn, start, sentence.start + end, " ".join(slip.to.split()), slip.why.strip()
        )


def refusal(old: str, new: str, why: str, terms: Sequence[str]) -> Refusal | None:
    """Why `new` may not stand in the place of `old`; None where it may. `terms` are the trade's words."""
    before, after = read(old), read(new)
    if [t.word for t in before.tokens] == [t.word for t in after.tokens]:
        return Refusal.CHANGES_NOTHING
    if not plain_words(new.strip() or "-") or changed(old) or not plain_words(why.strip()):
        return Refusal.OUTSIDE_SCHEMA
    draft = measure(why, "", ())
    if draft.praises or draft.obeys or draft.words > MOST_REASON_WORDS:
        return Refusal.PRAISES if draft.praises else Refusal.OUTSIDE_SCHEMA
    same = _fixed(before, terms) == _fixed(after, terms)
    return None if same and _near(before, after) else Refusal.CHANGES_MUCH


def _fixed(reading: Reading, terms: Sequence[str]) -> tuple[list[str], bool, list[str]]:
    """What a correction leaves as it is: numbers, whether something is denied, the trade's words."""
    numbers = [t.word for t in reading.tokens if t.word in _NUMBERS or any(map(str.isdigit, t.word))]
    denied = any(is_negator(t.word) for t in reading.tokens)
    return numbers, denied, sorted(name for name, _ in find_names(tuple(terms), reading))


def _near(before: Reading, after: Reading) -> bool:
    """Whether nearly all words with content are still there, and hardly any came."""
    old = {t.stem for t in before.tokens if carries_content(t)}
    new = {t.stem for t in after.tokens if carries_content(t)}
    longer = len(after.tokens) > 2 * len(before.tokens) + 3
    emptied = bool(old) and not after.tokens
    few = max(len(old - new), len(new - old)) <= MOST_OTHER_WORDS
    return few and not longer and not emptied


def _sentences(shown: Sequence[Extract]) -> list[Sentence]:
    """The sentences that are looked at, in their order."""
    found = [
        Sentence(extract.turn, span.start + place.start, text)
        for extract in shown
        for span in extract.spans
        for place, text in _parts(extract.answer[span.start : span.end])
        if len(text.split()) >= FEWEST_WORDS
    ]
    longest = sorted(found, key=lambda sentence: -len(sentence.text))[:MOST_SENTENCES]
    return [sentence for sentence in found if sentence in longest]


def _parts(text: str) -> Iterator[tuple[Span, str]]:
    for sentence in read(text).sentences:
        yield Span(sentence.start, sentence.end), text[sentence.start : sentence.end]
