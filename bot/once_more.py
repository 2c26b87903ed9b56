"""What is asked once more: the questions that are due again, of any domain, and one question of a report.

The rule: a review asks what a domain has today, in the words it was asked in before where it was worded for
the person; a redo asks exactly what was asked, whatever became of its domain. Neither touches what was
before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.fulfil import Fulfil
from bot.history import Practised, practised
from bot.room import Room, load
from core.domains.due import due_at
from core.domains.loader import Loaded
from core.interview.errors import Refused
from core.interview.planning import PROBES, REVIEW_SLOTS, once_more
from core.interview.state import Stage, TurnKind
from core.interview.values import Again, Domain, Level, Plan, Question, Scores, Slot
from core.report.highlights import redo as redo_of
from core.report.model import REMOVED
from core.report.sheet import Sheet
from core.report.slots import slot_views
from core.report.timing import with_times
from storage.ids import new_id
from storage.store import Transaction


@dataclass(frozen=True, slots=True)
class OnceMore:
    """What an interview of questions asked before is set up with; `more` are due beyond those in the plan."""

    plan: Plan
    level: Level
    words: Mapping[str, str] = field(default_factory=dict, repr=False)
    contents: Mapping[str, str] = field(default_factory=dict, repr=False)
    scores: Scores | None = None
    again: Again | None = None
    more: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that is to come back at `at`, in milliseconds since the epoch."""

    at: int
    domain: str
    question: str


def waiting(known: Practised, domains: Loaded) -> list[Waiting]:
    """Every question that comes back, the longest due first; what its domain has no longer does not."""
    times = due_at(known.reviews)
    found = [Waiting(at, *key) for key, at in times.items() if _question(domains, *key)]
    return sorted(found, key=lambda one: (one.at, one.domain, one.question))


async def review(
    tx: Transaction, person: str, domains: Loaded, fulfil: Fulfil, now: int
) -> OnceMore | Waiting | None:
    """The questions due at `now`; where none is, the one that comes back next, or None if none ever does."""
    known = await practised(tx, person)
    all_ = waiting(known, domains)
    due = [one for one in all_ if one.at <= now]
    if not due or known.level is None:
        return all_[0] if all_ else None
    slots: list[Slot] = []
    words: dict[str, str] = {}
    contents: dict[str, str] = {}
    for one in due[:REVIEW_SLOTS]:
        asked = known.last[one.domain, one.question]
        texts = await tx.words.of_interview(person, asked.interview) if asked.words else {}
        id_ = new_id(now) if asked.words else ""
        words |= {id_: texts.get(asked.words, REMOVED)} if id_ else {}
        slot, named = _slot(fulfil, domains.get(one.domain), one.question, id_)
        slots.append(slot)
        contents.update(named)
    kept = {slot.domain for slot in slots}
    plan = once_more(slots, kept.pop() if len(kept) == 1 else "")
    return OnceMore(plan, known.level, words, contents, more=len(due) - len(slots))


def _slot(fulfil: Fulfil, domain: Domain, id: str, words: str) -> tuple[Slot, dict[str, str]]:
    """A slot with a question as its domain has it, and the contents it names."""
    question = next(question for question in domain.questions if question.id == id)
    print_ = fulfil.print_of(domain)
    slot = Slot(
        phase=question.phase,
        question=id,
        content=print_.hashes[id],
        difficulty=question.difficulty,
        generated=question.generated,
        probe_limit=PROBES[question.difficulty - 1],
        domain=domain.id,
        edition=print_.edition.hash,
        words=words,
    )
    return slot, {slot.content: print_.contents[slot.content], slot.edition: print_.edition.text}


def _question(domains: Loaded, domain: str, id: str) -> Question | None:
    if domain not in domains.domains:
        return None
    return next((question for question in domains.get(domain).questions if question.id == id), None)


async def redo(tx: Transaction, person: str, of: str, number: int, now: int) -> OnceMore:
    """Question `number` of the interview `of` once more, from 1; for 0 the one its report says, for "" the
    newest interview that has a report. Raises Refused where there is no such question.
    """
    room = await _reported(tx, person, of)
    slot = (_named(room) if number == 0 else number - 1) if room else None
    if room is None or slot is None or not 0 <= slot < len(room.state.slots):
        raise Refused("refused-redo")
    asked = [turn for _, turn in room.state.of_slot(slot) if turn.kind is TurnKind.QUESTION]
    planned, plan, level = room.state.slots[slot], room.state.plan, room.state.choices.level
    text = room.asked(asked[0]) if asked else ""
    if plan is None or level is None or not asked or (planned.generated and text in (REMOVED, "")):
        raise Refused("refused-redo")
    if planned.generated and not asked[0].words:  # it was skipped before it was worded
        raise Refused("refused-redo")
    words = new_id(now) if planned.generated else ""
    domain, edition = planned.domain or plan.domain, planned.edition or plan.edition
    once = replace(planned, domain=domain, edition=edition, words=words)
    contents = {hash_: room.contents[hash_] for hash_ in (once.content, edition)}
    return OnceMore(
        once_more([once], domain),
        level,
        {words: text} if words else {},
        contents,
        room.state.choices.scores,
        Again(room.interview.id, slot),
    )


async def _reported(tx: Transaction, person: str, of: str) -> Room | None:
    """The interview of the person, or their newest with a report where none is named."""
    for interview in await tx.interviews.interviews_of(person):
        if of in ("", interview.id) and not interview.open:
            room = await load(tx, interview)
            if room.state.stage is Stage.REPORTED:
                return room
    return None


def _named(room: Room) -> int | None:
    """The slot that the report of an interview says to answer again."""
    sheet = with_times(sheet_of(room))
    found = redo_of(sheet, slot_views(sheet))
    return found.slot - 1 if found else None


def sheet_of(room: Room) -> Sheet:
    """An interview with its words and nothing else."""
    turns: Sequence[int] = range(len(room.state.turns))
    return Sheet(
        state=room.state,
        domain=room.domain,
        asked=tuple(room.asked(room.state.turns[turn]) for turn in turns),
        answers=tuple(room.answer(room.state.turns[turn]) for turn in turns),
        questions=tuple(room.question(slot) for slot in range(len(room.state.slots))),
    )
