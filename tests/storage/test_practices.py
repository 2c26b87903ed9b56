"""Practices in the store: whose words are whose, one open in a chat, what is left of somebody forgotten."""

from __future__ import annotations

import pytest

from core.interview.errors import Conflict
from storage.practices import aside, new_practice_id
from storage.rows import Delivery, Linking, NewEvent, NewMessage, Place
from storage.store import Store
from tests.storage.somebody import HERE, in_a_practice


async def person(store: Store, account: str, platform: str = "telegram", now: int = 1_000) -> str:
    async with store.begin() as tx:
        return await tx.people.find_or_create(platform, account, now)


async def test_a_second_practice_in_a_chat_conflicts_until_the_first_is_over(store: Store) -> None:
    first = await in_a_practice(store, await person(store, "1"), "here")
    second = new_practice_id(2_000)
    async with store.read() as tx:
        channel = await tx.channels.find("telegram", "here")
        assert await tx.practices.open_at("telegram", "here") == first
    assert channel
    with pytest.raises(Conflict):
        async with store.begin() as tx:
            await tx.practices.create(second, channel.id, "telegram", "here", 2_000)
    async with store.begin() as tx:
        await tx.practices.end(first, 3_000)
        await tx.practices.create(second, channel.id, "telegram", "here", 3_000)
        assert await tx.practices.open_at("telegram", "here") == second
        assert await tx.practices.over(channel.id, 3_001) == [first]


async def test_each_one_s_words_are_gone_with_them_and_the_others_stay(store: Store) -> None:
    ada, bob = await person(store, "1"), await person(store, "2")
    practice = await in_a_practice(store, ada, "ada says")
    async with store.begin() as tx:
        await tx.practices.sit(practice, 2, bob, "Bob")
        await tx.practices.put_words(practice, bob, {"b": "bob says"})
    await store.forget(ada)
    async with store.read() as tx:
        assert await tx.practices.words(practice, [f"words-in-{practice}", "b"]) == {"b": "bob says"}
        assert [(member.seat, member.name) for member in await tx.practices.members(practice)] == [(2, "Bob")]
        assert len(await tx.events.load(practice, practice)) == 1


async def test_a_practice_that_is_forgotten_takes_all_words_with_it_and_nobody(store: Store) -> None:
    ada = await person(store, "1")
    practice = await in_a_practice(store, ada, "ada says")
    await store.forget(practice)
    async with store.read() as tx:
        assert await tx.practices.of_person(ada) == []
        assert await tx.practices.words(practice, [f"words-in-{practice}"]) == {}
        assert await tx.people.find("telegram", "1") == ada


async def test_a_seat_is_found_for_its_person_alone(store: Store) -> None:
    ada, bob = await person(store, "1"), await person(store, "2")
    practice = await in_a_practice(store, ada, "x")
    async with store.begin() as tx:
        assert await tx.practices.seat(practice, ada) == 1
        assert await tx.practices.seat(practice, bob) == 0
        await tx.practices.sit(practice, 1, bob, "not my seat")
        assert [member.name for member in await tx.practices.members(practice)] == ["x"]


async def test_whoever_agreed_in_a_channel_has_agreed_there(store: Store) -> None:
    ada = await person(store, "1")
    practice = await in_a_practice(store, ada, "here")
    async with store.begin() as tx:
        channel = await tx.channels.find_or_create("telegram", "here", 1_000)
        assert not await tx.practices.consented(channel.id, ada)
        await tx.practices.consent(practice, ada)
        other = await tx.channels.find_or_create("telegram", "there", 1_000)
        assert await tx.practices.consented(channel.id, ada)
        assert not await tx.practices.consented(other.id, ada)


async def test_a_message_with_a_name_is_an_edit_of_the_one_that_arrived_under_it(store: Store) -> None:
    ada = await person(store, "1")
    practice = await in_a_practice(store, ada, "x")
    async with store.begin() as tx:
        for name in ("lobby", None, "lobby", "lobby"):
            await tx.outbox.add(practice, practice, [NewMessage("lobby", "{}", name=name)], HERE, 1_000)
        first, other, failed, newest = await tx.outbox.after(practice, practice, 0)
        assert await tx.outbox.edited(first) == ""
        await tx.outbox.settle(practice, first.id, Delivery.SENT, "m-1")
        await tx.outbox.settle(practice, other.id, Delivery.SENT, "m-2")
        await tx.outbox.settle(practice, failed.id, Delivery.FAILED)
        assert await tx.outbox.edited(newest) == "m-1"
        assert await tx.outbox.edited(other) == ""


async def test_a_linked_account_brings_its_practices(store: Store) -> None:
    older, younger = await person(store, "1"), await person(store, "2", "discord", 2_000)
    practice = await in_a_practice(store, younger, "said")
    async with store.begin() as tx:
        code = await tx.links.make_link_code(older, 1_000)
    async with store.begin() as tx:
        assert (await tx.links.redeem(code, "discord", "2", 1_000)).outcome is Linking.LINKED
    async with store.read() as tx:
        assert await tx.practices.seat(practice, older) == 1
        assert await tx.practices.words_of(practice, older) == {f"words-in-{practice}": "said"}
        (aside_,) = await tx.outbox.after(older, aside(practice, younger), 0)
        assert aside_.payload == "said"


async def test_an_export_has_one_s_own_words_and_doings_and_nobody_else_s(store: Store) -> None:
    ada, bob = await person(store, "1"), await person(store, "2")
    practice = await in_a_practice(store, ada, "ada says")
    async with store.begin() as tx:
        await tx.practices.sit(practice, 2, bob, "Bob")
        await tx.practices.put_words(practice, bob, {"b": "bob says"})
        scored = [NewEvent("Scored", 1, 2_000, f'{{"seat":{seat},"top":"{seat}"}}') for seat in (1, 2)]
        await tx.events.append(practice, practice, 1, scored)
    (exported,) = (await store.export(bob))["practices"]
    assert exported["words"] == {"b": "bob says"}
    assert [event["payload"] for event in exported["events"]] == [{"seat": 2, "top": "2"}]
    assert "ada" not in str(exported)


async def test_the_place_of_a_channel_stands_nowhere_in_clear(store: Store) -> None:
    async with store.begin() as tx:
        channel = await tx.channels.find_or_create("telegram", "-100", 1_000)
        await tx.channels.keep(channel.id, '{"domain": "nurse"}')
        (kept,) = await tx.channels.all()
        assert (kept.place, kept.content) == ("-100", '{"domain": "nurse"}')
        assert await tx.channels.find("discord", "-100") is None
        assert Place("telegram", kept.place)
