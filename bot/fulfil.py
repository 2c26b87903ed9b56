"""Answers the machine's requests: each `Request` becomes the event that brings its result.

Used inside the mailbox's step with an instant interviewer. What is decided here by the machine's own
rules (the plan, the rule that fires, the guard) is put into the event and never decided again. What an
interviewer gives is looked at, whoever it is, and the bank takes the place of what does not hold; the event
says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.checked import checked
from bot.room import Room
from core.domains.contents import Print, printed
from core.domains.due import Review, due
from core.domains.loader import Loaded
from core.interview import actions as do
from core.interview import events as ev
from core.interview.checking import correction_refused, debrief_refused, named
from core.interview.codec import dump
from core.interview.follow_up import decide, so_far
from core.interview.guard import refusals
from core.interview.planning import plan
from core.interview.ports import Corrected, Interviewer, Material, Measure, Wording
from core.interview.state import TurnKind
from core.interview.values import Domain, Gap, Question, Refusal
from core.report.outline import outline
from core.report.view import build
from core.texts.catalog import Texts, texts
from storage.ids import new_id

# Limits of the guard that a question of its own need not keep: it answers nothing, and may be a request.
OF_PROBES = frozenset({Refusal.TOO_LONG, Refusal.NOT_ONE_QUESTION, Refusal.SHARES_NOTHING})


@dataclass(frozen=True, slots=True)
class Met:
    """What the person practised before: when each question was last met, and how it went."""

    last: Mapping[str, int] = field(default_factory=dict)
    reviews: Sequence[Review] = ()


NOTHING_MET = Met()


@dataclass(frozen=True, slots=True)
class Note:
    """A text that is said with a result, by its key."""

    key: str
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """An event and the texts it names, to be committed with it.

    `clip` is the recording that was listened to and how many milliseconds it has.
    """

    event: ev.Event
    words: Mapping[str, str] = field(default_factory=dict)
    contents: Mapping[str, str] = field(default_factory=dict)
    note: Note | None = None
    clip: tuple[str, int] | None = None


class Fulfil:
    """Fulfils requests with `interviewer`; `bank` takes over what the interviewer could not do."""

    def __init__(
        self,
        domains: Loaded,
        interviewer: Interviewer,
        bank: Interviewer,
        measure: Measure,
        said: Texts | None = None,
    ) -> None:
        self._domains = domains
        self._texts = said or texts()
        self._interviewer = interviewer
        self._bank = bank
        self._measure = measure
        self._prints: dict[str, Print] = {}

    def at_once(self, request: do.Request) -> bool:
        """Whether the request is answered without waiting, so that it may be inside the mailbox's step."""
        by = self._interviewer
        match request:
            case do.MakePlan() | do.Judge(by_bank=True) | do.Draw(plain=True):
                return True
            case do.Transcribe():
                return False
            case do.Examine():
                return by.instant or by.examines_at_once
            case do.Draw():
                return by.instant or not by.debriefs
            case _:
                return by.instant

    async def result(self, room: Room, request: do.Request, now: int, met: Met = NOTHING_MET) -> Result:
        """The event that answers `request`. Raises FaultyDomains or Refused where a domain is gone."""
        match request:
            case do.MakePlan():
                return self._planned(room, request, now, met)
            case do.Examine():
                return await self._examined(room, request, now)
            case do.Word():
                return await self._worded(room, request, now)
            case do.Judge():
                return await self._judged(room, request, now)
            case do.Draw():
                return await self._drawn(room, request, now)
            case do.Transcribe():
                raise TypeError("recordings are listened to by `listening`")

    def _planned(self, room: Room, request: do.MakePlan, now: int, met: Met) -> Result:
        choices = room.state.choices
        assert choices.level and choices.length
        domain = self._domains.get(choices.domain)
        prints = self.print_of(domain)
        made = plan(
            domain,
            choices.level,
            choices.length,
            room.state.seed,
            met.last,
            due(met.reviews, now).questions,
            prints.hashes,
        )
        named = {made.warm_up, *(slot.content for slot in made.slots)}
        contents = {hash_: text for hash_, text in prints.contents.items() if hash_ in named}
        contents[prints.edition.hash] = prints.edition.text
        made = replace(made, edition=prints.edition.hash)
        return Result(ev.Planned(now, request.request, made), contents=contents)

    def print_of(self, domain: Domain) -> Print:
        """A domain as it goes into plans, made once."""
        return self._prints.get(domain.id) or self._prints.setdefault(domain.id, printed(domain))

    async def _examined(self, room: Room, request: do.Examine, now: int) -> Result:
        found = await self._interviewer.examine(self._material(room, room.state.turn.slot))
        decision = decide(found, so_far(room.state, now))
        return Result(ev.Examined(now, request.request, found, decision))

    async def _worded(self, room: Room, request: do.Word, now: int) -> Result:
        material = self._material(room, request.slot)
        if request.gap is None:
            wording = await self._question(room, material)
        else:
            wording = await self._probe(room, material, request.gap)
        words = new_id(now)
        event = ev.Worded(now, request.request, words, wording.by, named(wording.refused))
        return Result(event, words={words: wording.text})

    async def _question(self, room: Room, material: Material) -> Wording:
        """The interviewer's question, or the domain's own where the guard refuses it."""
        wording = await self._interviewer.word_question(material)
        refused = tuple(why for why in self._refused(room, wording, "") if why not in OF_PROBES)
        if not refused:
            return wording
        instead = await self._bank.word_question(material)
        return replace(instead, refused=(*wording.refused, *refused))

    async def _probe(self, room: Room, material: Material, gap: Gap) -> Wording:
        """The interviewer's probe, or the domain's own where the guard refuses it."""
        wording = await self._interviewer.word_probe(material, gap)
        refused = self._refused(room, wording, material.here[-1].answer)
        if not refused:
            return wording
        instead = await self._bank.word_probe(material, gap)
        return replace(instead, refused=(*wording.refused, *refused))

    def _refused(self, room: Room, wording: Wording, answer: str) -> tuple[str, ...]:
        """What the guard has against words; the bank asks it itself and ends at the domain's wording."""
        if wording.by == self._bank.name:
            return ()
        earlier = [room.asked(turn) for turn in room.state.turns]
        return refusals(self._measure(wording.text, answer, earlier))

    async def _judged(self, room: Room, request: do.Judge, now: int) -> Result:
        material = self._material(room, request.slot)
        judge = self._bank if request.by_bank else self._interviewer
        findings = await judge.judge(material)
        if judge.name == self._bank.name:
            late = (Refusal.NO_ANSWER.value,) if judge is not self._interviewer else ()
            return Result(ev.Judged(now, request.request, findings, judge.name, late))
        findings = await checked(material, findings, self._bank)
        corrected = self._corrections(material, await judge.correct(material) or Corrected())
        words = {new_id(now): dump(corrected.corrections)} if corrected.corrections else {}
        kept, refused = next(iter(words), ""), corrected.refused
        event = ev.Judged(now, request.request, findings, judge.name, (), kept, refused)
        return Result(event, words=words)

    @staticmethod
    def _corrections(material: Material, given: Corrected) -> Corrected:
        """The corrections that hold, and why the others do not."""
        texts_ = {said.turn: said.answer for said in material.here}
        looked_at = [(one, correction_refused(one, texts_)) for one in given.corrections]
        kept = tuple(one for one, why in looked_at if why is None)
        return Corrected(kept, (*named(given.refused), *(why.value for _, why in looked_at if why)))

    async def _drawn(self, room: Room, request: do.Draw, now: int) -> Result:
        """The report, with what the interviewer has to say about it."""
        plainly = ev.Drawn(now, request.request)
        if not self._interviewer.debriefs:
            return Result(plainly)
        if request.plain:
            return Result(replace(plainly, refused=(Refusal.NO_ANSWER.value,)))
        domain = room.domain
        matter = outline(build(room.sheet), self._texts, room.interview.id, domain.role)
        debrief = await self._interviewer.debrief(matter) if matter else None
        if matter is None or debrief is None:
            return Result(plainly)
        against = debrief_refused(debrief, matter) if debrief.summary else ()
        plainly = replace(plainly, refused=(*named(debrief.refused), *(why.value for why in against)))
        if against or not debrief.summary:
            return Result(plainly)
        words = new_id(now)
        event = replace(plainly, debrief=words, by=self._interviewer.name)
        return Result(event, words={words: dump(debrief)})

    def _material(self, room: Room, slot: int) -> Material:
        """What an interviewer sees of a slot; what could not be heard is left out once something was."""
        turns = list(enumerate(room.state.turns))
        here = [number for number, turn in turns if turn.slot == slot and turn.done_at is not None]
        heard = [number for number in here if room.state.turns[number].scored] or here[-1:]
        before = [number for number, turn in turns if turn.slot < slot and turn.scored]
        question: Question | None = room.question(slot) if 0 <= slot < len(room.state.slots) else None
        level = room.state.choices.level
        assert level is not None
        return Material(
            domain=room.domain_of(slot),
            level=level,
            question=question,
            asked=_asked(room, slot) or (question.text if question else ""),
            here=tuple(room.said(number) for number in heard),
            before=tuple(room.said(number) for number in before),
            interview=room.interview.id,
        )


def _asked(room: Room, slot: int) -> str:
    """The slot's question as the person saw it."""
    for _, turn in room.state.of_slot(slot):
        if turn.kind is TurnKind.QUESTION:
            return room.asked(turn)
    return ""
