"""Drives the machine in tests: answers its requests the way a shell would, with values made here."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.interview import actions as do
from core.interview import events as ev
from core.interview.actions import Action
from core.interview.follow_up import decide, so_far
from core.interview.machine import receive
from core.interview.planning import PROBES, once_more
from core.interview.state import Kind, Open, State
from core.interview.values import (
    SLOTS,
    Again,
    Choice,
    Criterion,
    Examination,
    Finding,
    Gap,
    GapKind,
    Heard,
    Length,
    Phase,
    Plan,
    Purpose,
    Slot,
    Unjudged,
)

SECOND = 1_000
START = 1_700_000_000_000
RESULT = Gap(GapKind.STAR, "result")
POINT = Gap(GapKind.POINT, "measures")

COMPLETE = Examination(Heard.CLEAR, on_topic=True, declined=False, words=80)
NO_RESULT = Examination(Heard.CLEAR, on_topic=True, declined=False, words=40, missing=(RESULT,))
TWO_GAPS = Examination(Heard.CLEAR, on_topic=True, declined=False, words=40, missing=(RESULT, POINT))
OFF_TOPIC = Examination(Heard.CLEAR, on_topic=False, declined=False, words=40, missing=(RESULT,))
DECLINED = Examination(Heard.CLEAR, on_topic=True, declined=True, words=3, missing=(RESULT,))
SILENT = Examination(Heard.SILENT, on_topic=False, declined=False, words=0)

FINDINGS = tuple(Finding(criterion, 3) for criterion in Criterion)
UNJUDGED = tuple(Finding(criterion, Unjudged.NOT_ELICITED) for criterion in Criterion)


def a_plan(length: Length, *, generated: frozenset[int] = frozenset(), difficulty: int = 2) -> Plan:
    """A plan of the right length whose slots' contents are named content-0, content-1, ..."""
    phases = [Phase.INTRODUCTION, Phase.BEHAVIORAL, Phase.TECHNICAL, Phase.SITUATIONAL]
    slots = tuple(
        Slot(
            phase=phases[min(number, 3)],
            question=f"question-{number}",
            content=f"content-{number}",
            difficulty=difficulty,
            generated=number in generated,
            probe_limit=PROBES[difficulty - 1],
        )
        for number in range(SLOTS[length])
    )
    return Plan("nurse", "warm-up", slots, budget_ms=600 * SECOND, slot_ms=120 * SECOND)


def once_more_plan(slots: int, domain: str = "") -> Plan:
    """The plan of a review or redo; its last question was worded for the person before."""
    words = [""] * (slots - 1) + ["asked-before"]
    planned = tuple(
        Slot(
            phase=Phase.TECHNICAL,
            question=f"question-{number}",
            content=f"content-{number}",
            difficulty=2,
            generated=bool(asked),
            probe_limit=2,
            domain=f"domain-{number}",
            edition=f"edition-{number}",
            words=asked,
        )
        for number, asked in enumerate(words)
    )
    return once_more(planned, domain)


@dataclass
class Driver:
    """One interview under way; `log` has its events, `shown` every action that was not a request."""

    length: Length = Length.SHORT
    generated: frozenset[int] = frozenset()
    difficulty: int = 2
    state: State = field(default_factory=State)
    at: int = START
    log: list[ev.Event] = field(default_factory=list)
    last: tuple[Action, ...] = ()

    def send(self, event: ev.Event) -> tuple[Action, ...]:
        self.state, self.last = receive(self.state, event)
        self.log.append(event)
        return self.last

    def tick(self, seconds: int = 1) -> int:
        self.at += seconds * SECOND
        return self.at

    def request(self, kind: Kind) -> Open:
        return next(open for open in self.state.open if open.kind is kind)

    def set_up(self) -> Driver:
        """Up to the warm-up question."""
        self.send(ev.Opened(self.tick(), seed=1, quiet_ms=3 * SECOND))
        self.send(ev.Chosen(self.tick(), Choice.DOMAIN, "nurse"))
        self.send(ev.Chosen(self.tick(), Choice.LEVEL, "mid"))
        self.send(ev.Chosen(self.tick(), Choice.LENGTH, self.length.value))
        self.send(ev.Begun(self.tick()))
        self.plan()
        return self

    def once_more(self, slots: int, again: Again | None = None) -> Driver:
        """A review of so many questions, or a redo of one; up to the first."""
        purpose = Purpose.REDO if again else Purpose.REVIEW
        self.send(ev.Opened(self.tick(), seed=1, quiet_ms=3 * SECOND, purpose=purpose, again=again))
        self.send(ev.Chosen(self.at, Choice.LEVEL, "mid"))
        self.send(ev.Begun(self.at))
        self.send(ev.Planned(self.at, self.request(Kind.PLAN).request, once_more_plan(slots)))
        return self

    def plan(self) -> None:
        plan = a_plan(self.length, generated=self.generated, difficulty=self.difficulty)
        self.send(ev.Planned(self.at, self.request(Kind.PLAN).request, plan))

    def warmed_up(self) -> Driver:
        """Up to the first slot's question."""
        self.set_up()
        self.say()
        if self.generated:
            self.word()
        return self

    def say(self, words: str = "words") -> tuple[Action, ...]:
        """A typed answer in one message."""
        self.send(ev.TextSent(self.tick(), words))
        return self.send(ev.Done(self.at))

    def examine(self, found: Examination = COMPLETE) -> tuple[Action, ...]:
        """The answer's examination, with the decision the rules make of it."""
        decision = decide(found, so_far(self.state, self.at))
        request = self.request(Kind.EXAMINE).request
        return self.send(ev.Examined(self.at, request, found, decision))

    def word(self) -> tuple[Action, ...]:
        return self.send(ev.Worded(self.at, self.request(Kind.WORD).request, f"worded-{self.at}", "bank"))

    def judge(self) -> tuple[Action, ...]:
        return self.send(ev.Judged(self.at, self.request(Kind.JUDGE).request, FINDINGS, "bank"))

    def answer(self, found: Examination = COMPLETE) -> tuple[Action, ...]:
        """A typed answer with its examination and whatever is worded or judged after it."""
        self.say()
        shown = self.examine(found)
        return (*shown, *self.settle())

    def settle(self) -> tuple[Action, ...]:
        """Answer every open judgement and wording."""
        shown: list[Action] = []
        while any(open.kind is Kind.JUDGE for open in self.state.open):
            shown += self.judge()
        while any(open.kind is Kind.WORD for open in self.state.open):
            shown += self.word()
        while any(open.kind is Kind.DRAW for open in self.state.open):
            shown += self.send(ev.Drawn(self.at, self.request(Kind.DRAW).request))
        return tuple(shown)

    def to_own_questions(self) -> Driver:
        self.warmed_up()
        for _ in self.state.slots:
            self.answer()
        return self


def asked(shown: tuple[Action, ...]) -> list[int]:
    """The turns whose questions were shown."""
    return [action.turn for action in shown if isinstance(action, do.Ask)]


def said(shown: tuple[Action, ...]) -> list[str]:
    """The keys of the texts that were shown."""
    return [action.key for action in shown if isinstance(action, do.Say)]
