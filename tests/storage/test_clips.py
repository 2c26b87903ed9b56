"""Recordings: sealed, counted, and gone once they were listened to."""

from __future__ import annotations

import pytest

from core.interview.errors import Conflict
from storage.store import Store

SOUND = bytes(range(256)) * 4


async def somebody(store: Store, account: str = "4711") -> str:
    async with store.begin() as tx:
        return await tx.people.find_or_create("telegram", account, 1_000)


async def test_a_recording_comes_back_byte_for_byte(store: Store) -> None:
    person = await somebody(store)
    async with store.begin() as tx:
        await tx.clips.put(person, "clip", SOUND, 1_000)
    async with store.read() as tx:
        assert await tx.clips.get(person, "clip") == SOUND


async def test_the_sound_goes_once_it_was_listened_to_unless_it_is_kept(store: Store) -> None:
    person = await somebody(store)
    async with store.begin() as tx:
        for id_ in ("gone", "kept"):
            await tx.clips.put(person, id_, SOUND, 1_000)
        await tx.clips.heard(person, "gone", 4_000)
        await tx.clips.heard(person, "kept", 5_000, keep=True)
    async with store.read() as tx:
        assert await tx.clips.get(person, "gone") is None
        assert await tx.clips.get(person, "kept") == SOUND


async def test_what_was_spoken_since_then_adds_up_for_each_person(store: Store) -> None:
    ada, ben = await somebody(store), await somebody(store, "4712")
    async with store.begin() as tx:
        for number, (person, at, length) in enumerate(
            ((ada, 1_000, 1), (ada, 2_000, 20), (ada, 3_000, 300), (ben, 3_000, 4_000))
        ):
            await tx.clips.put(person, f"clip-{number}", SOUND, at)
            await tx.clips.heard(person, f"clip-{number}", length)
        await tx.clips.put(ada, "unheard", SOUND, 4_000)
        assert await tx.clips.spoken_ms(ada, 2_000) == 320
        assert await tx.clips.spoken_ms(ben, 0) == 4_000


async def test_nobody_reads_ends_or_drops_another_s_recording(store: Store) -> None:
    ada, ben = await somebody(store), await somebody(store, "4712")
    async with store.begin() as tx:
        await tx.clips.put(ada, "clip", SOUND, 1_000)
        await tx.clips.heard(ben, "clip", 9_000)
        await tx.clips.drop_unheard(ben, ["clip"])
        assert await tx.clips.get(ben, "clip") is None
        assert await tx.clips.get(ada, "clip") == SOUND
        assert await tx.clips.spoken_ms(ada, 0) == 0


async def test_only_what_was_not_listened_to_is_dropped(store: Store) -> None:
    person = await somebody(store)
    async with store.begin() as tx:
        for id_ in ("kept", "unheard"):
            await tx.clips.put(person, id_, SOUND, 1_000)
        await tx.clips.heard(person, "kept", 5_000, keep=True)
        await tx.clips.drop_unheard(person, ["kept", "unheard"])
        assert await tx.clips.get(person, "kept") == SOUND
        assert await tx.clips.get(person, "unheard") is None


async def test_an_id_is_taken_once(store: Store) -> None:
    person = await somebody(store)
    async with store.begin() as tx:
        await tx.clips.put(person, "clip", SOUND, 1_000)
    with pytest.raises(Conflict):
        async with store.begin() as tx:
            await tx.clips.put(person, "clip", b"another", 1_000)
