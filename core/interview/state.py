"""The state of one interview: a fold over its events, and what can be read from it.

A state is a value. `machine.receive` makes the next one; nothing else does. Questions and answers are
named by content hash or words id, so a state never holds what was said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from core.interview.values import (
    Again,
    Choice,
    Criterion,
    Decision,
    Examination,
    Finding,
    Gap,
    Heard,
    Length,
    Level,
    Mode,
    Plan,
    Purpose,
    Scores,
    SelfRating,
    Slot,
    Speech,
)


class Stage(StrEnum):
    """Where an interview stands."""

    NEW = "new"
    SETTING_UP = "setting_up"
    PLANNING = "planning"
    WARMING_UP = "warming_up"
    ANSWERING = "answering"
    EXAMINING = "examining"
    WORDING = "wording"
    OWN_QUESTIONS = "own_questions"
    RATING = "rating"  # the person rates themself before they see what was judged
    JUDGING = "judging"
    DRAWING = "drawing"
    REPORTED = "reported"
    CLOSED = "closed"


class TurnKind(StrEnum):
    """Why a turn was asked."""

    WARM_UP = "warm_up"
    QUESTION = "question"
    PROBE = "probe"
    AGAIN = "again"  # nothing could be heard: the same question once more
    RESTATED = "restated"  # off topic: the same question put another way
    OWN = "own"  # the candidate's own questions


class PartStatus(StrEnum):
    """How far a part of an answer is."""

    TRANSCRIBING = "transcribing"
    HEARD = "heard"  # waits for the person to use, correct or say it again
    TAKEN = "taken"
    UNHEARD = "unheard"  # silent or unintelligible
    DISCARDED = "discarded"


PENDING = (PartStatus.TRANSCRIBING, PartStatus.HEARD)


class Kind(StrEnum):
    """What an open request is for."""

    PLAN = "plan"
    TRANSCRIBE = "transcribe"
    EXAMINE = "examine"
    WORD = "word"
    JUDGE = "judge"
    DRAW = "draw"


@dataclass(frozen=True, slots=True)
class Open:
    """A request nobody has answered yet; `about` is a part's or a slot's number, by its kind."""

    request: int
    kind: Kind
    about: int = 0
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A message of an answer. `number` counts through the interview; `words` is empty until known.

    `speech` is there for what was spoken; once the words are the person's correction (`corrected`), its
    numbers of words speak of the transcript and no longer of the words.
    """

    number: int
    status: PartStatus
    words: str = ""
    clip: str = ""
    speech: Speech | None = None
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, the answer and what was found in it.

    `content` names the question by its hash; `words` instead where it was worded for this person.
    `slot` is -1 in the warm-up and the plan's length for the candidate's own questions. `refused` lists why
    other words for it were not taken.
    """

    kind: TurnKind
    slot: int
    asked_at: int
    content: str = ""
    words: str = ""
    by: str = ""
    refused: tuple[str, ...] = ()
    gap: Gap | None = None
    parts: tuple[Part, ...] = ()
    hinted: bool = False
    skipped: bool = False
    done_at: int | None = None
    examination: Examination | None = None
    decision: Decision | None = None

    @property
    def taken(self) -> tuple[Part, ...]:
        """The parts that make the answer, in order."""
        return tuple(part for part in self.parts if part.status is PartStatus.TAKEN)

    @property
    def scored(self) -> bool:
        """Whether this turn's answer is to be judged: complete, and with words that could be heard."""
        heard = self.examination is None or self.examination.heard is Heard.CLEAR
        return self.done_at is not None and bool(self.taken) and heard

    @property
    def pending(self) -> bool:
        """Whether a part is still being heard or waits for its owner's word."""
        return any(part.status in PENDING for part in self.parts)


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen so far; the first three have no default."""

    domain: str = ""
    level: Level | None = None
    length: Length | None = None
    mode: Mode = Mode.TEXT
    scores: Scores = Scores.SHOW
    self_rating: SelfRating = SelfRating.SKIP

    def missing(self) -> Choice | None:
        """The next choice that has to be made."""
        if not self.domain:
            return Choice.DOMAIN
        if self.level is None:
            return Choice.LEVEL
        return Choice.LENGTH if self.length is None else None


@dataclass(frozen=True, slots=True)
class SlotFindings:
    """What was judged in one slot, and by whom; the rest is as `events.Judged` has it."""

    slot: int
    findings: tuple[Finding, ...]
    by: str
    refused: tuple[str, ...] = ()
    corrections: str = ""
    corrections_refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Debriefed:
    """The id of a debrief's words and who wrote it, both "" where there is none, and what was refused."""

    words: str = ""
    by: str = ""
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """Everything that is known of an interview. Times in ms since the epoch.

    `last_at` is the time of the last event that had an effect; `paused_ms` all time that does not count.
    `left` is the last slot that was left behind, answered or not; the warm-up is slot -1. `rated` are the
    person's own levels, in the order in which they were given.
    """

    stage: Stage = Stage.NEW
    purpose: Purpose = Purpose.PRACTICE
    again: Again | None = None
    seed: int = 0
    quiet_ms: int = 0
    opened_at: int = 0
    begun_at: int = 0
    last_at: int = 0
    ended_at: int | None = None
    choices: Choices = Choices()
    plan: Plan | None = None
    turns: tuple[Turn, ...] = ()
    left: int = -1
    judged: tuple[SlotFindings, ...] = ()
    debrief: Debriefed = Debriefed()
    rated: tuple[tuple[Criterion, int], ...] = ()
    open: tuple[Open, ...] = ()
    requests: int = 0
    parts: int = 0
    paused_at: int | None = None
    paused_ms: int = 0
    stopped: bool = False
    done_wanted: bool = False

    @property
    def turn(self) -> Turn:
        """The newest turn."""
        return self.turns[-1]

    @property
    def slots(self) -> tuple[Slot, ...]:
        return self.plan.slots if self.plan else ()

    @property
    def paused(self) -> bool:
        return self.paused_at is not None

    @property
    def unrated(self) -> Criterion | None:
        """The next criterion the person has given no level of their own."""
        rated = dict(self.rated)
        return next((criterion for criterion in Criterion if criterion not in rated), None)

    @property
    def rates(self) -> bool:
        """Whether the person is to be asked for levels of their own; where levels are hidden, never."""
        wanted = self.choices.self_rating is SelfRating.ASK and self.choices.scores is Scores.SHOW
        return wanted and self.purpose is Purpose.PRACTICE

    @property
    def ended(self) -> bool:
        return self.stage in (Stage.REPORTED, Stage.CLOSED)

    def of_slot(self, slot: int) -> tuple[tuple[int, Turn], ...]:
        """The slot's turns with their numbers, oldest first."""
        return tuple(reversed(tuple(self._backwards(slot))))

    def _backwards(self, slot: int) -> Iterator[tuple[int, Turn]]:
        """From the newest turn back until the slot is left behind: a slot's turns stand together."""
        for number in range(len(self.turns) - 1, -1, -1):
            if self.turns[number].slot < slot:
                return
            if self.turns[number].slot == slot:
                yield number, self.turns[number]

    def answered(self, slot: int) -> bool:
        """Whether the slot has a complete answer that could be heard."""
        return any(turn.scored for _, turn in self.of_slot(slot))

    def elapsed_ms(self, at: int) -> int:
        """The interview's own time at `at`: without pauses, never negative (clocks are set back)."""
        paused = self.paused_ms + (max(0, at - self.paused_at) if self.paused_at is not None else 0)
        return max(0, at - self.begun_at - paused)

    def awaited(self, request: int, kind: Kind) -> Open | None:
        """The open request with this number and kind."""
        return next((open for open in self.open if (open.request, open.kind) == (request, kind)), None)

    def with_turn(self, turn: Turn) -> State:
        """The state with its newest turn replaced."""
        return replace(self, turns=(*self.turns[:-1], turn))

    def with_request(self, kind: Kind, about: int = 0, gap: Gap | None = None) -> State:
        """The state with one more open request, whose number is the new `requests`."""
        number = self.requests + 1
        return replace(self, requests=number, open=(*self.open, Open(number, kind, about, gap)))

    def without(self, *kinds: Kind, about: int | None = None) -> State:
        """The state with the open requests of these kinds (and about this one thing) given up."""
        return replace(
            self,
            open=tuple(
                open
                for open in self.open
                if open.kind not in kinds or (about is not None and open.about != about)
            ),
        )

    def closed(self, request: int) -> State:
        """The state with one request answered."""
        return replace(self, open=tuple(open for open in self.open if open.request != request))
