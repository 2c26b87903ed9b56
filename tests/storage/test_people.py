"""People, their accounts and settings."""

from __future__ import annotations

import pytest

from storage.faults import Gone
from storage.rows import Account
from storage.store import Store


async def test_an_account_seen_again_is_the_same_person(store: Store) -> None:
    async with store.begin() as tx:
        first = await tx.people.find_or_create("telegram", "4711", 1_000)
    async with store.begin() as tx:
        assert await tx.people.find_or_create("telegram", "4711", 2_000) == first
        assert await tx.people.find("telegram", "4711") == first


async def test_the_same_id_on_another_platform_is_another_person(store: Store) -> None:
    async with store.begin() as tx:
        one = await tx.people.find_or_create("telegram", "4711", 1_000)
        other = await tx.people.find_or_create("discord", "4711", 1_000)
    assert one != other


async def test_platform_and_account_do_not_run_into_each_other(store: Store) -> None:
    async with store.begin() as tx:
        await tx.people.find_or_create("tele", "gram1", 1_000)
        assert await tx.people.find("telegram", "1") is None


async def test_account_ids_come_back_in_clear_to_send_to(store: Store) -> None:
    async with store.begin() as tx:
        person = await tx.people.find_or_create("telegram", "4711", 1_000)
        assert await tx.people.add_account(person, "discord", "Zoë \udc80", 2_000)
        accounts = await tx.people.accounts_of(person)
    assert list(accounts) == [Account("telegram", "4711", 1_000), Account("discord", "Zoë \udc80", 2_000)]


async def test_an_account_that_belongs_to_somebody_is_not_given_away(store: Store) -> None:
    async with store.begin() as tx:
        owner = await tx.people.find_or_create("telegram", "4711", 1_000)
        other = await tx.people.create(1_000)
        assert not await tx.people.add_account(other, "telegram", "4711", 2_000)
        assert await tx.people.find("telegram", "4711") == owner


async def test_a_transaction_that_raises_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        async with store.begin() as tx:
            await tx.people.find_or_create("telegram", "4711", 1_000)
            raise ZeroDivisionError
    async with store.read() as tx:
        assert await tx.people.find("telegram", "4711") is None


async def test_reading_cannot_write(store: Store) -> None:
    async with store.read() as tx:
        with pytest.raises(RuntimeError):
            await tx.people.create(1_000)


async def test_ids_sort_by_the_time_they_were_made_at(store: Store) -> None:
    async with store.begin() as tx:
        ids = [await tx.people.create(now) for now in (1_700_000_000_000, 9_999, 1_700_000_000_001)]
    assert sorted(ids) == [ids[1], ids[0], ids[2]]
    assert {len(id_) for id_ in ids} == {32}


async def test_settings_are_kept_per_person_and_replaced_whole(store: Store) -> None:
    async with store.begin() as tx:
        one, other = await tx.people.create(1_000), await tx.people.create(1_000)
        assert await tx.settings.of(one) == {}
        await tx.settings.keep(one, {"length": "long", "goals": ["sre", "日本"]})
        await tx.settings.keep(one, {"length": "short"})
        assert await tx.settings.of(one) == {"length": "short"}
        assert await tx.settings.of(other) == {}


async def test_somebody_unknown_is_gone(store: Store) -> None:
    async with store.begin() as tx:
        with pytest.raises(Gone) as caught:
            await tx.settings.of("nobody")
        assert await tx.people.resolve("nobody") is None
    assert caught.value.key == "storage-gone"
