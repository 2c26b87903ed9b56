"""The inbox and the outbox."""

from __future__ import annotations

import pytest

from storage.faults import Gone
from storage.interviews import conversation_of
from storage.rows import Arrival, Delivery, Message, NewMessage, Place, Received
from storage.store import Store

HERE = Place("telegram")


def arrival(update_id: str, conversation: str, payload: str = "{}") -> Arrival:
    return Arrival("telegram", update_id, conversation, "text", payload)


async def somebody(store: Store) -> str:
    async with store.begin() as tx:
        return await tx.people.create(1_000)


async def test_an_update_is_kept_once(store: Store) -> None:
    person = await somebody(store)
    async with store.begin() as tx:
        first = await tx.inbox.add(person, arrival("9", person), 1_000)
        second = await tx.inbox.add(person, arrival("10", person), 1_000)
        assert await tx.inbox.add(person, arrival("9", person), 2_000) is None
    assert first is not None
    assert second is not None
    assert second > first


async def test_updates_are_worked_on_in_the_order_of_arrival(store: Store) -> None:
    person = await somebody(store)
    order = []
    async with store.begin() as tx:
        for update_id in ("77", "9", "10"):
            await tx.inbox.add(person, arrival(update_id, person, update_id), 1_000)
    while True:
        async with store.begin() as tx:
            row = await tx.inbox.lowest_undone(person)
            if row is None:
                break
            order.append(row.payload)
            await tx.inbox.done(person, row.id)
    assert order == ["77", "9", "10"]


async def test_a_conversation_waits_until_its_last_update_is_done_or_failed(store: Store) -> None:
    one, other = await somebody(store), await somebody(store)
    async with store.begin() as tx:
        first = await tx.inbox.add(one, arrival("1", conversation_of(one)), 1_000)
        second = await tx.inbox.add(other, arrival("2", conversation_of(other)), 1_000)
        assert first and second
        assert set(await tx.inbox.conversations_with_undone()) == {one, other}
        await tx.inbox.done(one, first)
        assert list(await tx.inbox.conversations_with_undone()) == [other]
        await tx.inbox.fail(other, second)
        assert list(await tx.inbox.conversations_with_undone()) == []
        assert list(await tx.inbox.failed()) == [second]


async def test_attempts_are_counted_and_come_back_with_the_update(store: Store) -> None:
    person = await somebody(store)
    async with store.begin() as tx:
        id_ = await tx.inbox.add(person, arrival("1", person, "hello"), 1_234)
        assert id_
        assert await tx.inbox.count_attempt(person, id_) == 1
        assert await tx.inbox.count_attempt(person, id_) == 2
        row = await tx.inbox.lowest_undone(person)
    assert row == Received(id_, "telegram", person, person, "text", "hello", 1_234, 2)


async def test_a_stranger_cannot_settle_an_update(store: Store) -> None:
    person, stranger = await somebody(store), await somebody(store)
    async with store.begin() as tx:
        id_ = await tx.inbox.add(person, arrival("1", person), 1_000)
        assert id_
        await tx.inbox.done(stranger, id_)
        await tx.inbox.fail(stranger, id_)
        assert await tx.inbox.count_attempt(stranger, id_) == 0
        row = await tx.inbox.lowest_undone(person)
    assert row is not None
    assert row.attempts == 0


async def test_an_update_of_nobody_is_refused(store: Store) -> None:
    with pytest.raises(Gone):
        async with store.begin() as tx:
            await tx.inbox.add("nobody", arrival("1", "nobody"), 1_000)


async def test_messages_are_numbered_within_their_conversation(store: Store) -> None:
    one, other = await somebody(store), await somebody(store)
    async with store.begin() as tx:
        assert await tx.outbox.last(one, one) == 0
        assert await tx.outbox.add(one, one, [NewMessage("text", "a")], HERE, 1_000) == 1
        assert await tx.outbox.add(other, other, [NewMessage("text", "b")], HERE, 1_000) == 1
        assert await tx.outbox.add(one, one, [NewMessage("report", "c")], HERE, 2_000) == 2
        assert await tx.outbox.last(one, one) == 2
        after = await tx.outbox.after(one, one, 1)
        limited = await tx.outbox.after(one, one, 0, limit=1)
    assert [(row.sequence, row.kind, row.payload) for row in after] == [(2, "report", "c")]
    assert [row.payload for row in limited] == ["a"]


async def test_what_became_of_a_message_is_recorded(store: Store) -> None:
    person = await somebody(store)
    async with store.begin() as tx:
        await tx.outbox.add(person, person, [NewMessage("text", "a")], HERE, 1_000)
        await tx.outbox.add(person, person, [NewMessage("text", "b")], HERE, 1_000)
        first, second = await tx.outbox.after(person, person, 0)
        await tx.outbox.settle(person, first.id, Delivery.SENT, "81726")
        await tx.outbox.settle(person, second.id, Delivery.FAILED)
        assert await tx.outbox.next_unsent(person, "telegram") is None
        rows = await tx.outbox.after(person, person, 0)
    sent = Message(first.id, person, 1, person, "text", "a", 1_000, Delivery.SENT, "81726", None, HERE, 0)
    failed = Message(second.id, person, 2, person, "text", "b", 1_000, Delivery.FAILED, None, None, HERE, 0)
    assert rows == [sent, failed]


async def test_a_stranger_neither_reads_nor_settles_messages(store: Store) -> None:
    person, stranger = await somebody(store), await somebody(store)
    async with store.begin() as tx:
        await tx.outbox.add(person, person, [NewMessage("text", "a")], HERE, 1_000)
        (row,) = await tx.outbox.after(person, person, 0)
        await tx.outbox.settle(stranger, row.id, Delivery.SENT)
        assert await tx.outbox.after(stranger, person, 0) == []
        assert await tx.outbox.last(stranger, person) == 0
        assert [row.state for row in await tx.outbox.after(person, person, 0)] == [Delivery.UNSENT]


async def test_what_was_worked_on_is_kept_as_a_mark_without_its_words(store: Store) -> None:
    async with store.begin() as tx:
        person = await tx.people.create(1_000)
        update = Arrival("telegram", "7", person, "text", "what was said")
        id_ = await tx.inbox.add(person, update, 1_000)
        assert id_
        await tx.inbox.done(person, id_)
    (kept,) = (await store.export(person))["received"]
    assert (kept["state"], kept["payload"]) == ("done", None)
    async with store.begin() as tx:
        assert await tx.inbox.add(person, update, 2_000) is None


async def test_what_was_said_last_in_a_chat_is_found_behind_what_was_said_elsewhere(store: Store) -> None:
    person, thread = await somebody(store), Place("discord", "a thread")
    async with store.begin() as tx:
        for place in (Place("discord"), thread, Place("discord"), Place("discord", "another")):
            await tx.outbox.add(person, person, [NewMessage("text", "the same")], place, 1_000)
        here, there, again, elsewhere = await tx.outbox.after(person, person, 0)
        await tx.outbox.settle(person, here.id, Delivery.SENT, "101")
        await tx.outbox.settle(person, there.id, Delivery.SENT, "102")
        assert await tx.outbox.sent_before(again) == "101"
        assert await tx.outbox.sent_before(there) == ""
        assert await tx.outbox.sent_before(elsewhere) == ""


async def test_whoever_has_waited_longest_is_named_first(store: Store) -> None:
    people = [await somebody(store) for _ in range(12)]
    order = [people[at] for at in (7, 2, 11, 0, 5, 9, 1, 10, 3, 8, 4, 6)]
    async with store.begin() as tx:
        for number, person in enumerate((*order, *reversed(order))):
            await tx.inbox.add(person, arrival(str(number), person), 1_000)
            await tx.outbox.add(person, person, [NewMessage("text", "a")], HERE, 1_000)
        assert list(await tx.inbox.conversations_with_undone()) == order
        assert await tx.outbox.conversations_unsent() == [(person, "telegram") for person in order]
