"""Drives a practice through its machine: people by seat, results at once, a clock of its own."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.interview.practice import actions as do
from core.interview.practice import events as ev
from core.interview.practice.machine import receive
from core.interview.practice.roles import assign
from core.interview.practice.state import Kind, Stage, State
from core.interview.practice.values import Played
from core.interview.values import Criterion, Finding, Heard, Level

START = 1_800_000_000_000
LEVELS = tuple((criterion, 4) for criterion in Criterion)
FINDINGS = tuple(Finding(criterion, 2) for criterion in Criterion)


def opened(at: int = START, seed: int = 0, **more: object) -> ev.Opened:
    return ev.Opened(at, seed, "nurse", Level.MID, **more)  # type: ignore[arg-type]


@dataclass
class Driver:
    """A practice under way. `shown` are the actions of the newest event."""

    state: State = field(default_factory=State)
    at: int = START
    log: list[ev.Event] = field(default_factory=list)
    shown: tuple[do.Action, ...] = ()

    def send(self, event: ev.Event) -> tuple[do.Action, ...]:
        self.state, self.shown = receive(self.state, event)
        self.log.append(event)
        self.at = max(self.at, event.at)
        return self.shown

    def tick(self, seconds: float = 1) -> int:
        self.at += round(seconds * 1000)
        return self.at

    def request(self, kind: Kind) -> int:
        return next(open_.request for open_ in self.state.open if open_.kind is kind)

    # ── the usual way ────────────────────────────────────────────────────────────────────────────

    def lobby(self, members: int = 3, *, consented: bool = True) -> Driver:
        self.send(opened(self.at, consented=consented))
        for seat in range(2, members + 1):
            self.send(ev.Joined(self.tick(), seat, Played(), consented))
        return self

    def begun(self, members: int = 3, *, consented: bool = True) -> Driver:
        self.lobby(members, consented=consented).send(ev.Begun(self.tick(), 1))
        return self.made()

    def made(self) -> Driver:
        cast = assign(self.state)
        self.send(ev.RoundMade(self.tick(), self.request(Kind.ROUND), cast, "q", "content", "edition"))
        return self

    @property
    def candidate(self) -> int:
        return self.state.round.cast.candidate

    @property
    def interviewer(self) -> int:
        assert self.state.round.cast.interviewer is not None
        return self.state.round.cast.interviewer

    def answering(self, members: int = 3) -> Driver:
        self.begun(members).send(ev.AnswerStarted(self.tick(), self.candidate))
        return self

    def scoring(self, members: int = 3) -> Driver:
        self.answering(members)
        return self.says_and_is_done()

    def says_and_is_done(self) -> Driver:
        self.send(ev.TextSent(self.tick(), self.candidate, f"answer-{self.state.number}"))
        self.send(ev.Done(self.tick(), self.candidate))
        return self

    def judged(self) -> Driver:
        self.send(ev.Judged(self.tick(), self.request(Kind.JUDGE), FINDINGS, "bank"))
        return self

    def scores(self, seat: int) -> tuple[do.Action, ...]:
        """A whole card at once."""
        judges = seat != self.candidate
        words = (f"top-{seat}", f"tip-{seat}") if judges else ("", "")
        return self.send(ev.Scored(self.tick(), seat, LEVELS, *words))

    def all_score(self) -> Driver:
        for seat in self.state.round.cast.seats:
            if self.state.is_present(seat):
                self.scores(seat)
        return self

    def revealed(self, members: int = 3) -> Driver:
        self.scoring(members).judged().all_score()
        assert self.state.stage is Stage.REVEALED
        return self

    def whole_round(self) -> Driver:
        """From a round that was just made to its reveal."""
        self.send(ev.AnswerStarted(self.tick(), self.candidate))
        self.says_and_is_done().judged().all_score()
        return self

    def next_round(self) -> Driver:
        self.send(ev.MovedOn(self.tick(), self.state.present[0]))
        return self.made()

    def transcribes(self, heard: Heard = Heard.CLEAR) -> tuple[do.Action, ...]:
        request = self.request(Kind.TRANSCRIBE)
        words = f"heard-{request}" if heard is Heard.CLEAR else ""
        return self.send(ev.Transcribed(self.tick(), request, heard, words))
