"""What a person practised before, read from the events of their earlier interviews."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.fulfil import Met
from core.domains.due import Review
from core.interview.codec import decode
from core.interview.machine import fold
from core.interview.state import SlotFindings, State, TurnKind
from core.interview.values import Level
from storage.rows import Interview
from storage.store import Transaction

LOOKED_AT = 50  # interviews; what was met longer ago counts as new

Key = tuple[str, str]
"""A question: its domain's id and its own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """When a question was asked last, in which interview, and the id of its words if it was worded there."""

    at: int
    interview: str
    words: str = ""


@dataclass
class Practised:
    """Every question asked, when last, and how each answer was judged; `level` is the newest interview's."""

    last: dict[Key, Asked] = field(default_factory=dict)
    reviews: list[Review] = field(default_factory=list)
    level: Level | None = None


async def practised(tx: Transaction, person: str) -> Practised:
    """What a person was asked in any domain, in practices, reviews and redos alike."""
    found = Practised()
    for interview in await tx.interviews.interviews_of(person, LOOKED_AT):
        if interview.open:
            continue
        state = await state_of(tx, interview)
        found.level = found.level or (state.choices.level if state.judged else None)
        for turn in state.turns:
            if turn.kind is TurnKind.QUESTION:
                asked = Asked(turn.asked_at, interview.id, turn.words)
                key = _key(state, turn.slot)
                found.last[key] = max(asked, found.last.get(key, asked), key=lambda one: one.at)
        found.reviews += _reviews(state)
    return found


async def met_before(tx: Transaction, person: str, domain: str) -> Met:
    """When each question of `domain` was last met, and how it was answered."""
    found = await practised(tx, person)
    last = {question: asked.at for (of, question), asked in found.last.items() if of == domain}
    return Met(last, tuple(review for review in found.reviews if review.domain == domain))


async def state_of(tx: Transaction, interview: Interview) -> State:
    """An interview's state, folded from its events."""
    stored = await tx.events.load(interview.person, interview.id)
    return fold(decode(event.type, event.version, event.payload) for event in stored)


def _key(state: State, slot: int) -> Key:
    assert state.plan is not None
    return state.slots[slot].domain or state.plan.domain, state.slots[slot].question


def _reviews(state: State) -> list[Review]:
    at = state.ended_at or state.begun_at
    means = ((judged.slot, _mean(judged)) for judged in state.judged)
    keyed = ((*_key(state, slot), mean) for slot, mean in means if mean)
    return [Review(question, at, mean, domain) for domain, question, mean in keyed]


def _mean(judged: SlotFindings) -> float:
    levels = [finding.level for finding in judged.findings if isinstance(finding.level, int)]
    return sum(levels) / len(levels) if levels else 0.0
