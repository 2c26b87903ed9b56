"""The interview machine at the beginning and far into an interview; ./run bench machine"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks.frame import Row, at_most, figure, medians, ratio
from core.interview import events as ev
from core.interview.codec import decode, encode
from core.interview.machine import fold, receive
from core.interview.state import Kind, Stage, State, Turn, TurnKind
from core.interview.values import (
    Criterion,
    Decision,
    Examination,
    Finding,
    Heard,
    Phase,
    Plan,
    Reason,
    Rule,
    Slot,
)

EARLY, LATE = 2, 200  # turns
FOUND = Examination(Heard.CLEAR, on_topic=True, declined=False, words=80)
ON = Decision(Rule.MOVE_ON, Reason.COMPLETE)
FINDINGS = tuple(Finding(criterion, 4) for criterion in Criterion)


def a_plan(slots: int) -> Plan:
    """A plan of `slots` preset questions."""
    slot = Slot(Phase.TECHNICAL, "question", "content", 2, generated=False, probe_limit=2)
    return Plan("nurse", "warm-up", (slot,) * slots, 10**12, 0, "edition")


def begun(slots: int) -> State:
    """An interview of any length at its first question: the machine itself knows only three lengths."""
    return State(
        stage=Stage.ANSWERING,
        begun_at=1,
        plan=a_plan(slots),
        turns=(Turn(TurnKind.WARM_UP, -1, 1), Turn(TurnKind.QUESTION, 0, 1, content="content")),
    )


def answer(state: State, at: int) -> tuple[State, list[ev.Event]]:
    """One answer with all that follows it, to the next question."""
    events: list[ev.Event] = [ev.TextSent(at, f"words-{at}"), ev.Done(at)]
    for event in events:
        state, _ = receive(state, event)
    examined = ev.Examined(at, asked(state, Kind.EXAMINE), FOUND, ON)
    state, _ = receive(state, examined)
    judged = ev.Judged(at, asked(state, Kind.JUDGE), FINDINGS, "bank")
    state, _ = receive(state, judged)
    return state, [*events, examined, judged]


def asked(state: State, kind: Kind) -> int:
    """The number of the open request of this kind."""
    return next(open.request for open in state.open if open.kind is kind)


def at_turn(turn: int) -> tuple[State, list[ev.Event]]:
    """An interview that stands at `turn`, with its events since the first question."""
    state, log = begun(LATE + 10), []
    for number in range(turn - 1):
        state, events = answer(state, number)
        log += events
    return state, log


def one_more(turn: int) -> Callable[[], object]:
    """A run of one whole answer at `turn`."""
    state, _ = at_turn(turn)
    return lambda: answer(state, 1)


def bench_step() -> Iterator[Row]:
    """One answer (four events) with the state at hand, far into an interview against its beginning."""
    yield ratio("machine.step_200_against_2", one_more(LATE), one_more(EARLY), at_most(1.1), 15, 400)


def bench_fold() -> Iterator[Row]:
    """Reading back and folding the events of 200 answers, by the event, against those of 2."""
    _, late = at_turn(LATE)
    _, early = at_turn(EARLY + 1)
    start = begun(LATE + 10)

    def run(log: list[ev.Event]) -> Callable[[], object]:
        stored = [encode(event) for event in log]
        return lambda: fold((decode(*row) for row in stored), start)

    seconds = medians({"late": run(late), "early": run(early)}, 9, 5)
    late_s, early_s = seconds["late"] / len(late), seconds["early"] / len(early)
    yield figure("machine.fold_event_200_against_2", late_s / early_s, "x", ours=late_s, peer=early_s)
    yield figure("machine.fold_200_answers", 1000 * seconds["late"], "ms")
