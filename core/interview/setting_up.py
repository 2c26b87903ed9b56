"""Steps: an interview is opened, its choices are made, its plan arrives."""

from __future__ import annotations

from dataclasses import replace

from core.interview.actions import Action, MakePlan, OfferChoice
from core.interview.advancing import next_slot
from core.interview.errors import IllegalEvent
from core.interview.events import Begun, Chosen, Opened, Planned
from core.interview.moves import NOT_AWAITED, Move, Reply, Taken, ask
from core.interview.planning import REVIEW_SLOTS
from core.interview.state import Choices, Kind, State, Turn, TurnKind
from core.interview.values import SLOTS, Choice, Length, Level, Mode, Plan, Purpose, Scores, SelfRating


def opened(state: State, event: Opened) -> Taken:
    if (event.purpose is Purpose.REDO) != (event.again is not None):
        raise IllegalEvent("error-illegal-event", stage=state.stage, event="Opened")
    state = replace(state, opened_at=event.at, seed=event.seed, quiet_ms=event.quiet_ms)
    state = replace(state, purpose=event.purpose, again=event.again)
    return Move(state, _offer(state))


def chosen(state: State, event: Chosen) -> Taken:
    state = replace(state, choices=choose(state.choices, event.choice, event.value))
    return Move(state, _offer(state))


def _offer(state: State) -> tuple[Action, ...]:
    """What to choose next; for a review or a redo everything is known."""
    return (OfferChoice(state.choices.missing()),) if state.purpose is Purpose.PRACTICE else ()


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
            case Choice.SELF_RATING:
                return replace(choices, self_rating=SelfRating(value))
    except ValueError:
        raise IllegalEvent("error-illegal-choice", choice=choice) from None


def begun(state: State, event: Begun) -> Taken:
    if not _all_chosen(state):
        return Reply("reply-choose-first")
    state = replace(state, begun_at=event.at).with_request(Kind.PLAN)
    return Move(state, (MakePlan(state.requests),))


def _all_chosen(state: State) -> bool:
    """A review or a redo needs a level, since whoever asks has to know it; the rest its plan brings."""
    if state.purpose is Purpose.PRACTICE:
        return state.choices.missing() is None
    return state.choices.level is not None


def planned(state: State, event: Planned) -> Taken:
    if not state.awaited(event.request, Kind.PLAN):
        return NOT_AWAITED
    check_plan(state, event.plan)
    state = replace(state.closed(event.request), plan=event.plan)
    if state.purpose is not Purpose.PRACTICE:
        return next_slot(state, event.at)
    state, shown = ask(state, Turn(TurnKind.WARM_UP, -1, event.at, content=event.plan.warm_up))
    return Move(state, (shown,), "warm_up")


def check_plan(state: State, plan: Plan) -> None:
    """Raises IllegalEvent for a plan that is not of the chosen length and domain.

    What is asked once more is asked in words that are there already.
    """
    unworded = any(slot.generated and not slot.words for slot in plan.slots)
    if (
        len(plan.slots) not in _lengths(state)
        or plan.domain != state.choices.domain
        or (unworded and state.purpose is not Purpose.PRACTICE)
    ):
        raise IllegalEvent("error-illegal-plan")


def _lengths(state: State) -> range:
    """How many slots a plan may have."""
    match state.purpose:
        case Purpose.REVIEW:
            return range(1, REVIEW_SLOTS + 1)
        case Purpose.REDO:
            return range(1, 2)
        case Purpose.PRACTICE:
            slots = SLOTS[state.choices.length] if state.choices.length else 0
            return range(slots, slots + 1)
