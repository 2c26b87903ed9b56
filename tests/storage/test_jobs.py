"""Jobs and leases."""

from __future__ import annotations

import pytest

from storage.faults import Gone
from storage.store import Store


async def an_interview(store: Store) -> tuple[str, str]:
    async with store.begin() as tx:
        person = await tx.people.create(1_000)
        return person, await tx.interviews.create(person, 1_000)


async def test_a_request_has_one_job(store: Store) -> None:
    person, interview = await an_interview(store)
    async with store.begin() as tx:
        first = await tx.jobs.add(person, interview, 3, "Examine", 1_000)
        assert first is not None
        assert await tx.jobs.add(person, interview, 3, "Examine", 2_000) is None
        second = await tx.jobs.add(person, interview, 4, "Judge", 2_000)
        assert [(job.id, job.request, job.kind) for job in await tx.jobs.all_open()] == [
            (first, 3, "Examine"),
            (second, 4, "Judge"),
        ]


async def test_a_job_is_open_until_it_is_done_or_given_up(store: Store) -> None:
    person, interview = await an_interview(store)
    async with store.begin() as tx:
        ids = [await tx.jobs.add(person, interview, number, "Judge", 1_000) for number in (1, 2)]
        done, failed = await tx.jobs.all_open()
        assert [await tx.jobs.count_attempt(done) for _ in range(3)] == [1, 2, 3]
        await tx.jobs.settle(done)
        await tx.jobs.settle(failed, failed=True)
        assert [await tx.jobs.open(id_) for id_ in ids if id_] == [None, None]
        assert (await tx.jobs.count("open"), await tx.jobs.count("failed")) == (0, 1)


async def test_a_job_hangs_on_an_interview_of_its_person(store: Store) -> None:
    _, interview = await an_interview(store)
    stranger, _ = await an_interview(store)
    with pytest.raises(Gone):
        async with store.begin() as tx:
            await tx.jobs.add(stranger, interview, 1, "Judge", 1_000)


async def test_a_lease_has_one_holder_until_its_time_is_over(store: Store) -> None:
    async with store.begin() as tx:
        assert await tx.leases.take("telegram", "one", 1_000, 11_000)
        assert not await tx.leases.take("telegram", "other", 10_999, 21_000)
        assert await tx.leases.take("telegram", "one", 9_000, 19_000)
        assert await tx.leases.holder("telegram", 18_999) == "one"
        assert await tx.leases.holder("telegram", 19_000) is None
        assert await tx.leases.take("telegram", "other", 19_000, 29_000)


async def test_a_lease_is_given_back_by_its_holder_only(store: Store) -> None:
    async with store.begin() as tx:
        await tx.leases.take("telegram", "one", 1_000, 11_000)
        await tx.leases.give_back("telegram", "other")
        assert await tx.leases.holder("telegram", 2_000) == "one"
        await tx.leases.give_back("telegram", "one")
        assert await tx.leases.take("telegram", "other", 2_000, 12_000)
