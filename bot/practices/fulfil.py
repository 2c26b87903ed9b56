"""Answers the requests of a practice's machine: who plays what, the question, the judging, the weighing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.checked import checked
from bot.practices.room import Room, past
from core.domains.contents import Print, edition_from, printed, question_from
from core.domains.loader import Loaded
from core.interview.guard import refusals
from core.interview.ports import Interviewer, Material, Measure, Said
from core.interview.practice import actions as do
from core.interview.practice import events as ev
from core.interview.practice.choosing import choose
from core.interview.practice.roles import assign
from core.interview.practice.state import Round, State
from core.interview.values import Domain, Question
from storage.store import Transaction

REMOVED = "(removed)"


class Fulfil:
    """Fulfils requests with `interviewer`; `bank` stands in for what of it does not hold.

    `measure` is what the guard measures follow-ups with.
    """

    def __init__(
        self, domains: Loaded, interviewer: Interviewer, bank: Interviewer, measure: Measure
    ) -> None:
        self._domains = domains
        self._interviewer = interviewer
        self._bank = bank
        self._measure = measure
        self._prints: dict[str, Print] = {}

    def at_once(self, request: do.Request) -> bool:
        """Whether the request is answered without waiting, inside the mailbox's step."""
        match request:
            case do.Transcribe():
                return False
            case do.Judge():
                return self._interviewer.instant
            case _:
                return True

    async def result(
        self, tx: Transaction, room: Room, request: do.Request, texts: Mapping[str, str], now: int
    ) -> ev.Event:
        """The event that answers `request`; `texts` are the words it names. Raises FaultyDomains."""
        match request:
            case do.MakeRound():
                return await self._made(tx, room, request, now)
            case do.Judge(number, round_number):
                material = await self.material(tx, room.state, round_number, texts)
                return await self.judged(material, number, lambda: now)
            case do.Weigh(number, round_number):
                return await self._weighed(tx, room.state, number, round_number, texts, now)
            case do.Transcribe():
                raise TypeError("recordings are listened to by `jobs`")

    def domain(self, id_: str) -> Domain:
        """A domain as it is now. Raises FaultyDomains."""
        return self._domains.get(id_)

    async def question(self, tx: Transaction, state: State, number: int) -> Question | None:
        """The question of a round, as it was when the round was made."""
        if not 1 <= number <= state.number:
            return None
        content = state.rounds[number - 1].content
        return question_from((await tx.contents.get([content]))[content])

    async def material(
        self, tx: Transaction, state: State, number: int, texts: Mapping[str, str]
    ) -> Material:
        """What there is to judge of a round's answer."""
        round_, question = state.rounds[number - 1], await self.question(tx, state, number)
        assert question is not None
        said = Said(0, question.text, answer_of(round_, texts))
        domain = await self._edition(tx, round_)
        return Material(domain, state.level, question, question.text, (said,), ())

    async def judged(
        self, material: Material, request: int, now: Callable[[], int], judge: Interviewer | None = None
    ) -> ev.Judged:
        """The findings on an answer, of the interviewer or of `judge`; it may take its time."""
        judge = judge or self._interviewer
        findings = await judge.judge(material)
        if judge.name != self._bank.name:
            findings = await checked(material, findings, self._bank)
        return ev.Judged(now(), request, findings, judge.name)

    async def _made(self, tx: Transaction, room: Room, request: do.MakeRound, now: int) -> ev.RoundMade:
        state, cast = room.state, assign(room.state)
        domain = self._domains.get(state.domain)
        print_ = self._prints.get(domain.id) or self._prints.setdefault(domain.id, printed(domain))
        question = choose(
            domain,
            state.level,
            state.seed + state.number,
            {one.question for one in state.rounds},
            await self._met(tx, room.practice, cast.candidate),
        )
        content = print_.hashes[question.id]
        await tx.contents.put({content: print_.contents[content], print_.edition.hash: print_.edition.text})
        return ev.RoundMade(now, request.request, cast, question.id, content, print_.edition.hash)

    async def _met(self, tx: Transaction, practice: str, seat: int) -> frozenset[str]:
        known = await tx.practices.get(practice)
        person = await tx.practices.person(practice, seat)
        if known is None or person is None:
            return frozenset()
        return (await past(tx, practice, known.channel, person)).met

    async def _weighed(  # noqa: PLR0913, PLR0917 - as above
        self, tx: Transaction, state: State, request: int, number: int, texts: Mapping[str, str], now: int
    ) -> ev.Weighed:
        """Each follow-up against what had been said by then, and against what was asked before it."""
        round_ = state.rounds[number - 1]
        question = await self.question(tx, state, number)
        earlier, weighed = [question.text] if question else [], []
        for one in round_.follow_ups:
            text = texts.get(one.words, REMOVED)
            answer = answer_of(round_, texts, one.after)
            weighed.append(refusals(self._measure(text, answer, earlier)))
            earlier.append(text)
        return ev.Weighed(now, request, tuple(weighed))

    async def _edition(self, tx: Transaction, round_: Round) -> Domain:
        found = await tx.contents.get([round_.edition])
        return edition_from(found[round_.edition])


def answer_of(round_: Round, texts: Mapping[str, str], parts: int | None = None) -> str:
    """The answer of a round, a line each part; of the first `parts` of all where that is given."""
    taken = [part for part in round_.parts[:parts] if part in round_.taken]
    return "\n".join(texts.get(part.words, REMOVED) for part in taken)
