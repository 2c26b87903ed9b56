"""Interviews, their events, words, contents and timers."""

from __future__ import annotations

import asyncio

import pytest

from core.interview.errors import Conflict, GreenroomError
from storage.faults import Gone
from storage.rows import Interview, NewEvent, NewMessage, Place, StoredEvent, Timer
from storage.store import Store

HELD = "an emoji \N{GRINNING FACE}, \u202eright-to-left\u202c, a NUL \x00 and half of one \ud83d"

HERE = Place("telegram")


def event(number: int) -> NewEvent:
    return NewEvent("Answered", 1, 1_000 + number, f'{{"number": {number}}}')


def stored(number: int) -> StoredEvent:
    return StoredEvent(number, "Answered", 1, 1_000 + number, f'{{"number": {number}}}')


async def start(store: Store, now: int = 1_000) -> tuple[str, str]:
    """A person and their open interview."""
    async with store.begin() as tx:
        person = await tx.people.create(now)
        return person, await tx.interviews.create(person, now)


async def test_the_open_interview_is_found_until_it_ends(store: Store) -> None:
    person, interview = await start(store)
    async with store.begin() as tx:
        await tx.interviews.choose_domain(person, interview, "nurse")
        assert await tx.interviews.open_of(person) == Interview(interview, person, "nurse", True, 1_000, None)
        await tx.interviews.end(person, interview, 2_000)
        assert await tx.interviews.open_of(person) is None
        await tx.interviews.end(person, interview, 3_000)
        ended = Interview(interview, person, "nurse", False, 1_000, 2_000)
        assert await tx.interviews.get(person, interview) == ended


async def test_a_person_has_one_open_interview_at_most(store: Store) -> None:
    person, _ = await start(store)
    with pytest.raises(Conflict):
        async with store.begin() as tx:
            await tx.interviews.create(person, 2_000)


async def test_interviews_are_listed_newest_first(store: Store) -> None:
    person, first = await start(store)
    async with store.begin() as tx:
        await tx.interviews.end(person, first, 1_500)
        second = await tx.interviews.create(person, 2_000)
        await tx.interviews.end(person, second, 2_500)
        third = await tx.interviews.create(person, 3_000)
        listed = [interview.id for interview in await tx.interviews.interviews_of(person)]
        newest = [interview.id for interview in await tx.interviews.interviews_of(person, limit=1)]
    assert listed == [third, second, first]
    assert newest == [third]


async def test_events_come_back_in_order_and_after_a_sequence(store: Store) -> None:
    person, interview = await start(store)
    async with store.begin() as tx:
        assert await tx.events.append(person, interview, 0, [event(1), event(2)]) == 2
        assert await tx.events.append(person, interview, 2, [event(3)]) == 3
        assert await tx.events.append(person, interview, 3, []) == 3
    async with store.read() as tx:
        assert await tx.events.load(person, interview) == [stored(1), stored(2), stored(3)]
        assert await tx.events.load(person, interview, after=2) == [stored(3)]


@pytest.mark.parametrize("expected", [0, 1, 3])
async def test_appending_after_another_sequence_than_the_last_conflicts(store: Store, expected: int) -> None:
    person, interview = await start(store)
    async with store.begin() as tx:
        await tx.events.append(person, interview, 0, [event(1), event(2)])
    with pytest.raises(Conflict):
        async with store.begin() as tx:
            await tx.events.append(person, interview, expected, [event(9)])
    async with store.read() as tx:
        assert await tx.events.load(person, interview) == [stored(1), stored(2)]


async def test_of_two_writers_at_once_exactly_one_wins(store: Store) -> None:
    person, interview = await start(store)

    async def write(number: int) -> bool:
        try:
            async with store.begin() as tx:
                await tx.events.append(person, interview, 0, [event(number)])
                await tx.outbox.add(person, person, [NewMessage("text", f"from {number}")], HERE, 1_000)
        except Conflict:
            return False
        return True

    won = await asyncio.gather(*(write(number) for number in range(1, 7)))
    async with store.read() as tx:
        events = await tx.events.load(person, interview)
        messages = await tx.outbox.after(person, person, 0)
    assert won.count(True) == 1
    winner = won.index(True) + 1
    assert [row.payload for row in events] == [f'{{"number": {winner}}}']
    assert [row.payload for row in messages] == [f"from {winner}"]


async def test_words_come_back_as_they_were_said(store: Store) -> None:
    person, interview = await start(store)
    async with store.begin() as tx:
        await tx.words.put(person, interview, {"w1": HELD, "w2": "", "w3": "x" * 50_000})
    async with store.read() as tx:
        assert await tx.words.get(person, ["w1", "w2", "none"]) == {"w1": HELD, "w2": ""}
        assert await tx.words.of_interview(person, interview) == {"w1": HELD, "w2": "", "w3": "x" * 50_000}


async def test_more_words_than_a_statement_takes_parameters_are_read(store: Store) -> None:
    person, interview = await start(store)
    texts = {f"w{number}": f"said {number}" for number in range(1_201)}
    async with store.begin() as tx:
        await tx.words.put(person, interview, texts)
        assert await tx.words.get(person, texts) == texts


async def test_another_persons_interview_looks_like_none(store: Store) -> None:
    owner, interview = await start(store)
    async with store.begin() as tx:
        stranger = await tx.people.create(1_000)
        await tx.events.append(owner, interview, 0, [event(1)])
        await tx.words.put(owner, interview, {"w1": "mine"})
        await tx.timers.set(owner, interview, "quiet", 5_000)
    async with store.begin() as tx:
        assert await tx.events.load(stranger, interview) == []
        assert await tx.words.get(stranger, ["w1"]) == {}
        assert await tx.words.of_interview(stranger, interview) == {}
        assert await tx.interviews.get(stranger, interview) is None
        await tx.interviews.end(stranger, interview, 2_000)
        await tx.interviews.choose_domain(stranger, interview, "nurse")
        await tx.timers.cancel(stranger, interview, "quiet")
    async with store.read() as tx:
        assert await tx.interviews.open_of(owner) == Interview(interview, owner, None, True, 1_000, None)
        assert list(await tx.timers.due(5_000)) == [Timer(interview, owner, "quiet", 5_000)]


@pytest.mark.parametrize("attempt", ["append", "words", "timer", "a timer that is there"])
async def test_nothing_can_be_added_to_another_persons_interview(store: Store, attempt: str) -> None:
    owner, interview = await start(store)
    async with store.begin() as tx:
        stranger = await tx.people.create(1_000)
        await tx.timers.set(owner, interview, "quiet", 5_000)
    with pytest.raises(Gone):
        async with store.begin() as tx:
            if attempt == "append":
                await tx.events.append(stranger, interview, 0, [event(1)])
            elif attempt == "words":
                await tx.words.put(stranger, interview, {"w1": "not mine"})
            else:
                name = "quiet" if attempt == "a timer that is there" else "other"
                await tx.timers.set(stranger, interview, name, 1)
    async with store.read() as tx:
        assert list(await tx.timers.due(9_000)) == [Timer(interview, owner, "quiet", 5_000)]


async def test_a_content_is_kept_once_and_never_changes(store: Store) -> None:
    async with store.begin() as tx:
        await tx.contents.put({"h1": '{"text": "one"}', "h2": '{"text": "two"}'})
        await tx.contents.put({"h1": '{"text": "changed"}'})
        await tx.contents.put({})
    async with store.read() as tx:
        assert await tx.contents.get(["h1", "h2", "h3"]) == {
            "h1": '{"text": "one"}',
            "h2": '{"text": "two"}',
        }


async def test_a_timer_is_due_from_its_time_on_until_it_is_cancelled(store: Store) -> None:
    person, interview = await start(store)
    async with store.begin() as tx:
        assert await tx.timers.next_due() is None
        await tx.timers.set(person, interview, "quiet", 4_000)
        await tx.timers.set(person, interview, "quiet", 5_000)
        await tx.timers.set(person, interview, "end", 9_000)
        assert list(await tx.timers.due(4_999)) == []
        assert list(await tx.timers.due(5_000)) == [Timer(interview, person, "quiet", 5_000)]
        assert await tx.timers.next_due() == 5_000
        await tx.timers.cancel(person, interview, "quiet")
        assert [timer.name for timer in await tx.timers.due(9_000)] == ["end"]


async def test_a_failed_statement_undoes_the_whole_transaction(store: Store) -> None:
    person, interview = await start(store)
    with pytest.raises(GreenroomError):
        async with store.begin() as tx:
            await tx.events.append(person, interview, 0, [event(1)])
            await tx.words.put(person, interview, {"w1": "one"})
            await tx.words.put(person, interview, {"w1": "again"})
    async with store.read() as tx:
        assert await tx.events.load(person, interview) == []
        assert await tx.words.of_interview(person, interview) == {}
