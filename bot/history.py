"""What a person practised before, read from the events of their earlier interviews."""

from __future__ import annotations

from bot.fulfil import Met
from core.domains.due import Review
from core.interview.codec import decode
from core.interview.machine import fold
from core.interview.state import SlotFindings, State, TurnKind
from storage.rows import Interview
from storage.store import Transaction

LOOKED_AT = 50  # interviews; what was met longer ago counts as new


async def met_before(tx: Transaction, person: str, domain: str) -> Met:
    """When each question of `domain` was last met, and how it was answered."""
    last: dict[str, int] = {}
    reviews: list[Review] = []
    for interview in await tx.interviews.interviews_of(person, LOOKED_AT):
        if interview.domain != domain or interview.open:
            continue
        state = await state_of(tx, interview)
        for question, at in _asked(state):
            last[question] = max(at, last.get(question, 0))
        reviews += _reviews(state)
    return Met(last, tuple(reviews))


async def state_of(tx: Transaction, interview: Interview) -> State:
    """An interview's state, folded from its events."""
    stored = await tx.events.load(interview.person, interview.id)
    return fold(decode(event.type, event.version, event.payload) for event in stored)


def _asked(state: State) -> list[tuple[str, int]]:
    asked = (turn for turn in state.turns if turn.kind is TurnKind.QUESTION)
    return [(state.slots[turn.slot].question, turn.asked_at) for turn in asked]


def _reviews(state: State) -> list[Review]:
    at = state.ended_at or state.begun_at
    means = ((judged.slot, _mean(judged)) for judged in state.judged)
    return [Review(state.slots[slot].question, at, mean) for slot, mean in means if mean]


def _mean(judged: SlotFindings) -> float:
    levels = [finding.level for finding in judged.findings if isinstance(finding.level, int)]
    return sum(levels) / len(levels) if levels else 0.0
