"""A person with something in every table, for the tests that are about all of it."""

from __future__ import annotations

from storage.practices import aside, new_practice_id
from storage.rows import Arrival, Delivery, NewEvent, NewMessage, Place
from storage.store import Store

HERE = Place("telegram", "chat-4711")


async def with_everything(store: Store, account: str, says: str, now: int = 1_000) -> tuple[str, str]:
    """A person who says `says` wherever something can be said, and their ended interview."""
    async with store.begin() as tx:
        person = await tx.people.find_or_create("telegram", account, now)
        await tx.settings.keep(person, {"goal": says})
        interview = await tx.interviews.create(person, now, "nurse")
        await tx.events.append(person, interview, 0, [NewEvent("Begun", 1, now, says)])
        await tx.events.append(person, interview, 1, [NewEvent("Answered", 1, now, f'{{"said": "{says}"}}')])
        await tx.words.put(person, interview, {f"words-of-{interview}": says})
        await tx.timers.set(person, interview, "quiet", now + 3_000)
        update = Arrival("telegram", f"update-of-{account}", person, "text", says)
        received = await tx.inbox.add(person, update, now)
        assert received
        await tx.inbox.fail(person, received)  # what is done is not kept
        await tx.outbox.add(person, person, [NewMessage("text", f"You said: {says}", interview)], HERE, now)
        await tx.clips.put(person, f"clip-of-{interview}", says.encode(), now)
        await tx.jobs.add(person, interview, 1, "Examine", now)
        message = await tx.outbox.next_unsent(person, "telegram")
        assert message
        await tx.outbox.settle(person, message.id, Delivery.SENT, f"message-to-{account}")
        await tx.interviews.end(person, interview, now + 5_000)
    return person, interview


async def in_a_practice(store: Store, person: str, says: str, now: int = 1_000) -> str:
    """An open practice in a channel of which `person` is a member, who says `says` there."""
    practice = new_practice_id(now)
    async with store.begin() as tx:
        channel = await tx.channels.find_or_create("telegram", says, now)
        await tx.channels.keep(channel.id, says)
        await tx.practices.create(practice, channel.id, "telegram", says, now)
        await tx.events.append(practice, practice, 0, [NewEvent("Opened", 1, now, f'{{"said": "{says}"}}')])
        await tx.practices.sit(practice, 1, person, says)
        await tx.practices.put_words(practice, person, {f"words-in-{practice}": says})
        await tx.outbox.add(person, aside(practice, person), [NewMessage("card", says)], HERE, now)
    return practice
