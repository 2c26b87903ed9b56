"""Whoever stops waiting for the database leaves no connection behind, whenever that is."""

from __future__ import annotations

import asyncio
import gc
import random
from pathlib import Path

import pytest

from storage.store import Store

TASKS = 8


async def looks(store: Store, *, writes: bool) -> None:
    async with store.begin() if writes else store.read() as tx:
        await tx.interviews.get("nobody", "nothing")
        await tx.jobs.open(3)


@pytest.mark.parametrize("seed", range(4))
async def test_a_cancelled_statement_comes_to_its_end_and_its_connection_comes_back(
    tmp_path: Path, seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    moments = random.Random(seed)
    for _ in range(5):
        store = await Store.open(f"sqlite:///{tmp_path / 'greenroom.db'}", tmp_path)
        tasks = [asyncio.create_task(looks(store, writes=number % 2 == 0)) for number in range(TASKS)]
        for task in tasks:
            await asyncio.sleep(moments.random() * 0.004)
            task.cancel()
            await asyncio.sleep(0)
            task.cancel()  # once more while it makes order
        await asyncio.gather(*tasks, return_exceptions=True)
        await store.close()
        del store, tasks, task
        gc.collect()
    # What nobody holds is collected while it is under way: "Task was destroyed but it is pending!"
    assert caplog.messages == []
