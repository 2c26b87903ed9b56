"""What an answer has and lacks, from which the machine chooses the follow-up.

The rule: gaps stand in the order in which a good interviewer would ask. A story without a result is asked for
the result before anything else, then for what the person did, then for the situation if nothing of it is
there; of its key points not all are demanded, since no story has everything. An explanation's points are
asked for in the order of the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.interview.ports import Material
from core.interview.values import (
    Contradiction,
    Coverage,
    Examination,
    Gap,
    GapKind,
    Heard,
    Question,
    Receipt,
    Shape,
    Star,
)
from core.interviewers.bank.account import Account, account, clash
from core.language.specifics import lacking
from core.language.tokens import read

ENOUGH_OF_A_STORY = 70  # percent of a story's points from which on no more of them are asked for


def heard(text: str) -> Heard:
    """Whether there are words: nothing but blanks is silent, nothing with a letter is unintelligible."""
    if not text.strip():
        return Heard.SILENT
    return Heard.CLEAR if any(character.isalnum() for character in text) else Heard.UNINTELLIGIBLE


def bare(material: Material) -> Examination:
    """The examination of an answer that belongs to no question: only whether it was heard."""
    newest = material.here[-1].answer
    return Examination(heard(newest), on_topic=True, declined=False, words=len(read(newest).tokens))


def examine(material: Material, question: Question) -> Examination:
    """What the slot's answers have and lack, seen from the newest one."""
    whole = account(material, question)
    newest = whole.answers[-1]
    text = newest.text
    if heard(text) is not Heard.CLEAR:
        return Examination(heard(text), on_topic=True, declined=False, words=0)
    return Examination(
        heard=Heard.CLEAR,
        on_topic=whole.on_topic,
        declined=newest.declined,
        words=len(newest.index.reading.tokens),
        covered=tuple(covered(whole)),
        missing=tuple(missing(whole)),
        vague=vague(whole),
        contradiction=contradiction(material),
    )


def covered(account: Account) -> Iterator[Coverage]:
    """The parts of a story and the key points that are there, with where each is first said."""
    for part, receipts in account.parts.items():
        yield Coverage(Gap(GapKind.STAR, part.value), receipts[0])
    for id, receipts in account.covered.items():
        yield Coverage(Gap(GapKind.POINT, id), receipts[0])


def missing(account: Account) -> Iterator[Gap]:
    """The gaps in the order in which they are to be asked for; one asked for and answered is none."""
    if account.question.shape is Shape.STORY:
        yield from (Gap(GapKind.STAR, part.value) for part in _missing_parts(account))
        if _enough_of_a_story(account):
            return
    for point in account.question.points:
        if point.id not in account.covered and point.id not in account.answered:
            yield Gap(GapKind.POINT, point.id)


def _missing_parts(account: Account) -> Iterator[Star]:
    had = {*account.parts, *account.answered}
    yield from (part for part in (Star.RESULT, Star.ACTION) if part not in had)
    if Star.SITUATION not in had and Star.TASK not in had:
        yield Star.SITUATION


def _enough_of_a_story(account: Account) -> bool:
    return 100 * len(account.covered) >= ENOUGH_OF_A_STORY * len(account.question.points)


def vague(account: Account) -> Gap | None:
    """What to ask for where all the slot's content holds no number, name or example."""
    content = [answer.quote(sentence) for answer in account.answers for sentence in answer.content]
    name = lacking("\n".join(content), account.names)
    return Gap(GapKind.VAGUE, name) if name else None


def contradiction(material: Material) -> Contradiction | None:
    """What the newest answer says against an earlier one, in this slot or before."""
    found = clash(material)
    if found is None:
        return None
    (earlier, then), (newest, now) = found
    return Contradiction(
        Receipt(earlier.turn, then.start, then.end), Receipt(newest.turn, now.start, now.end)
    )
