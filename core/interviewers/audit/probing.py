"""Whether taking out of an answer what was asked for brings back the follow-up that asks for it.

The rule: a part or point that an interviewer finds is taken out where it says it found it, again and again
until it finds it no more; then it must be what is asked for next. To find it where nothing is left fails.
"""

from __future__ import annotations

from core.interview.follow_up import SoFar, decide
from core.interview.ports import Interviewer
from core.interview.values import Examination, Gap, GapKind, Rule, Shape, Star
from core.interviewers.audit.cases import Case, material
from core.language.tokens import read

TRIED = 2  # points of an answer that are taken out, one at a time


async def brought_back(interviewer: Interviewer, case: Case) -> tuple[bool, ...]:
    """For each part or point that was tried, whether the follow-up came back."""
    found = await interviewer.examine(material(case.domain, case.question, case.answer))
    gaps = [covered.gap for covered in found.covered if _asked_for(covered.gap, case.question.shape)]
    return tuple([await _comes_back(interviewer, case, found, gap) for gap in gaps[:TRIED]])


def _asked_for(gap: Gap, shape: Shape) -> bool:
    """Whether its lack is always asked about; of a story's points enough are enough."""
    if shape is Shape.STORY:
        return gap == Gap(GapKind.STAR, Star.RESULT.value)
    return gap.kind is GapKind.POINT


async def _comes_back(interviewer: Interviewer, case: Case, found: Examination, gap: Gap) -> bool:
    answer = case.answer
    for _ in range(max(1, len(read(answer).sentences))):
        place = next((covered.receipt for covered in found.covered if covered.gap == gap), None)
        if place is None:
            return _asks_for(found, gap)
        shorter = without_sentence(answer, place.start)
        if shorter == answer:
            return False  # it was found where there is nothing
        answer = shorter
        found = await interviewer.examine(material(case.domain, case.question, answer))
    return False


def _asks_for(found: Examination, gap: Gap) -> bool:
    """Whether the gap would be asked for, if nothing else were, or the question itself once more."""
    others = frozenset(missing for missing in found.missing if missing != gap)
    so_far = SoFar(again=0, restated=0, probes=0, probe_limit=1, asked=others, time_short=False)
    decision = decide(found, so_far)
    return decision.gap == gap or decision.rule in (Rule.RESTATE, Rule.ASK_AGAIN)


def without_sentence(answer: str, place: int) -> str:
    """`answer` without the sentence that stands at `place`; unchanged where there is none.

    >>> without_sentence("I called her. She came. We left.", 16)
    'I called her. We left.'
    """
    sentences = read(answer).sentences
    for number, sentence in enumerate(sentences):
        if sentence.start <= place < sentence.end:
            end = sentences[number + 1].start if number + 1 < len(sentences) else len(answer)
            return (answer[: sentence.start] + answer[end:]).strip()
    return answer
