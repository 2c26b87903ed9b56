"""Words a question or a probe with a model, and takes them only where they hold.

The rule: the machine has decided what is asked for; the model words it from what it is shown of the answers.
Its words pass the guard and are one plain line that asks nothing private and repeats nothing that was not
shown; words that do not are refused by name, the model is told why and may try once more, and then the bank
words it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from core.interview.guard import MOST_WORDS, refusals
from core.interview.ports import Material, Measure
from core.interview.values import Gap, GapKind, Question, Refusal
from core.interviewers.bank.account import clash
from core.interviewers.prompted.asking import Ask, Asker
from core.interviewers.prompted.extracts import SEAM, Extract, extracts, harmless
from core.interviewers.prompted.fit import repeats, unfit
from core.interviewers.prompted.model import Message
from core.interviewers.prompted.suspects import suspicious
from core.interviewers.prompts import prompts
from core.interviewers.prompts.answers import Worded
from core.interviewers.prompts.gaps import gap_text
from core.interviewers.prompts.prompts import Task, Turn
from core.language.phrases import any_of, plain
from core.language.tokens import content_stems, read

TRIES = 2
WARMER = 0.7  # temperature of the second try, at which other words come
MOST_QUESTION_WORDS = 40  # a question opens a subject, so it may be longer than a probe
TAKEN_UP = 3  # earlier turns a generated question may take up

# What a model is told of its first words; the reasons of which it can make something.
TOLD = {
    Refusal.TOO_LONG: "Shorter.",
    Refusal.NOT_ONE_QUESTION: "Exactly one question mark.",
    Refusal.SHARES_NOTHING: "Take up a word of the candidate.",
    Refusal.NEAR_DUPLICATE: "Ask something that was not asked before.",
    Refusal.LEADS: "Do not suggest an answer.",
    Refusal.PRAISES: "No praise.",
    Refusal.PRIVATE: "Nothing private.",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """Words that hold, or None, and why others were refused."""

    text: str | None
    refused: tuple[Refusal, ...]


# A question may be put as a request, without a question mark.
_REQUESTS = any_of(["(?:tell me|describe|explain|walk me|talk me|take me|give me an example)"])

Check = Callable[[str], Sequence[Refusal]]


class Words:
    """Words probes and questions."""

    def __init__(self, asker: Asker, measure: Measure, level: Callable[[Material], str]) -> None:
        self._asker, self._measure, self._level = asker, measure, level

    async def probe(self, material: Material, question: Question, gap: Gap) -> Outcome | None:
        """A follow-up for `gap`; None where nothing of the newest answer can be shown to a model."""
        shown = extracts(material, question)
        if not shown or not shown[-1].text:
            return None
        turns = _turns(shown, material, gap)
        point = next((point.text for point in question.points if point.id == gap.name), "")
        messages = prompts.probe(
            material.domain.role, self._level(material), material.asked, turns, gap_text(gap, point)
        )
        return await self._tried(
            Task.PROBE, material, messages, lambda text: self._probe(text, material, shown)
        )

    async def question(self, material: Material, topic: str) -> Outcome:
        """The question of a generated slot, on `topic`: the question as the bank would ask it."""
        turns = _before(material)
        messages = prompts.question(material.domain.role, self._level(material), topic, turns)
        return await self._tried(
            Task.QUESTION, material, messages, lambda text: self._question(text, material, topic)
        )

    async def _tried(
        self, task: Task, material: Material, messages: tuple[Message, ...], check: Check
    ) -> Outcome:
        refused: list[Refusal] = []
        ask = Ask(task, messages, material.interview)
        for number in range(TRIES):
            if number:
                ask = replace(ask, messages=_told(messages, refused), temperature=WARMER, seed=number)
            answer = await self._asker.ask(ask)
            if isinstance(answer, Worded):
                text = " ".join(answer.question.split())
                found = check(text)
                if not found:
                    return Outcome(text, tuple(dict.fromkeys(refused)))
                refused += found
            else:
                assert isinstance(answer, Refusal)
                refused.append(answer)
                if answer is Refusal.NO_ANSWER:
                    break  # whoever does not answer is not asked again while somebody waits
        return Outcome(None, tuple(dict.fromkeys(refused)))

    def _probe(self, text: str, material: Material, shown: Sequence[Extract]) -> list[Refusal]:
        """Why a probe is refused."""
        said = shown[-1]
        earlier = [turn.asked for turn in (*material.before, *material.here)]
        found = [Refusal(name) for name in refusals(self._measure(text, said.answer, earlier))]
        if Refusal.SHARES_NOTHING not in found and not content_stems(read(text)) & content_stems(
            read(said.text)
        ):
            found.append(Refusal.SHARES_NOTHING)
        if any(repeats(text, extract.left_out, extract.text) for extract in shown):
            found.append(Refusal.OBEYS)
        return [*dict.fromkeys([*found, *unfit(text)])]

    def _question(self, text: str, material: Material, topic: str) -> list[Refusal]:
        """Why a question is refused: it must be about the topic, and it may be longer than a probe."""
        earlier = [turn.asked for turn in (*material.before, *material.here)]
        newest = material.before[-1].answer if material.before else ""
        draft = self._measure(text, newest, earlier)
        shared = len(content_stems(read(text)) & content_stems(read(topic)))
        words = draft.words - max(0, MOST_QUESTION_WORDS - MOST_WORDS)
        marks = draft.question_marks or int(bool(_REQUESTS.search(plain(text))))
        draft = replace(draft, words=words, shared_words=shared, question_marks=marks)
        found = [Refusal(name) for name in refusals(draft)]
        return [*dict.fromkeys([*found, *unfit(text)])]


def _turns(shown: Sequence[Extract], material: Material, gap: Gap) -> list[Turn]:
    """The slot's turns as they are shown; two statements that do not fit together are both among them."""
    turns = [(extract.asked, extract.text) for extract in shown if extract.text]
    if gap.kind is not GapKind.CONTRADICTION or not (found := clash(material)):
        return turns
    earlier, now = ((said, said.answer[span.start : span.end]) for said, span in found)
    if now[1] not in turns[-1][1] and not suspicious(now[1], cued=True):
        turns[-1] = (turns[-1][0], now[1] + SEAM + turns[-1][1])
    if earlier[0].turn not in {extract.turn for extract in shown} and not suspicious(earlier[1], cued=True):
        turns.insert(0, (earlier[0].asked, earlier[1]))
    return turns


def _before(material: Material) -> list[Turn]:
    """What the last answers before this slot say of themselves, as far as it can be shown."""
    turns = [(said.asked, harmless(said)) for said in material.before[-TAKEN_UP:]]
    return [(asked, answer) for asked, answer in turns if answer]


def _told(messages: tuple[Message, ...], refused: Sequence[Refusal]) -> tuple[Message, ...]:
    """The messages with what was wrong with the first try at their end."""
    *others, last = messages
    reasons = [TOLD[reason] for reason in dict.fromkeys(refused) if reason in TOLD]
    return *others, Message(last.role, "\n".join([last.content, *reasons]))
