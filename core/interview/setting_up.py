"""Steps: an interview is opened, its choices are made, its plan arrives."""

from __future__ import annotations

from dataclasses import replace

from core.interview.actions import MakePlan, OfferChoice
from core.interview.errors import IllegalEvent
from core.interview.events import Begun, Chosen, Opened, Planned
from core.interview.moves import NOT_AWAITED, Move, Reply, Taken, ask
from core.interview.state import Choices, Kind, State, Turn, TurnKind
from core.interview.values import SLOTS, Choice, Length, Level, Mode, Plan, Scores


def opened(state: State, event: Opened) -> Taken:
    state = replace(state, opened_at=event.at, seed=event.seed, quiet_ms=event.quiet_ms)
    return Move(state, (OfferChoice(state.choices.missing()),))


def chosen(state: State, event: Chosen) -> Taken:
    choices = choose(state.choices, event.choice, event.value)
    return Move(replace(state, choices=choices), (OfferChoice(choices.missing()),))


def choose(choices: Choices, choice: Choice, value: str) -> Choices:
    """The choices with one more made. Raises IllegalEvent for a value there is not."""
    try:
        match choice:
            case Choice.DOMAIN:
                return replace(choices, domain=value)
            case Choice.LEVEL:
                return replace(choices, level=Level(value))
            case Choice.LENGTH:
                return replace(choices, length=Length(value))
            case Choice.MODE:
                return replace(choices, mode=Mode(value))
            case Choice.SCORES:
                return replace(choices, scores=Scores(value))
    except ValueError:
        raise IllegalEvent("error-illegal-choice", choice=choice) from None


def begun(state: State, event: Begun) -> Taken:
    if state.choices.missing():
        return Reply("reply-choose-first")
    state = replace(state, begun_at=event.at).with_request(Kind.PLAN)
    return Move(state, (MakePlan(state.requests),))


def planned(state: State, event: Planned) -> Taken:
    if not state.awaited(event.request, Kind.PLAN):
        return NOT_AWAITED
    check_plan(state, event.plan)
    state = replace(state.closed(event.request), plan=event.plan)
    state, shown = ask(state, Turn(TurnKind.WARM_UP, -1, event.at, content=event.plan.warm_up))
    return Move(state, (shown,))


def check_plan(state: State, plan: Plan) -> None:
    """Raises IllegalEvent for a plan that is not of the chosen length and domain."""
    length = state.choices.length
    if length is None or len(plan.slots) != SLOTS[length] or plan.domain != state.choices.domain:
        raise IllegalEvent("error-illegal-plan")
