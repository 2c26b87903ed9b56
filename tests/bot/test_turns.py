"""One at a time, and the lowest number first."""

from __future__ import annotations

import asyncio

from bot.turns import Turns


async def test_the_lowest_number_that_waits_comes_next_whenever_it_came() -> None:
    turns, done, go = Turns(), list[int](), asyncio.Event()

    async def works(number: int) -> None:
        async with turns.turn(number):
            await go.wait()
            done.append(number)

    async with asyncio.TaskGroup() as group:
        group.create_task(works(7))
        await asyncio.sleep(0)
        for number in (9, 3, 5):
            group.create_task(works(number))
        await asyncio.sleep(0)
        go.set()
    assert done == [7, 3, 5, 9]


async def test_whoever_gives_up_waiting_holds_nobody_up() -> None:
    turns = Turns()
    async with turns.turn(1):
        given_up = asyncio.create_task(turns.turn(2).__aenter__())
        await asyncio.sleep(0)
        given_up.cancel()
    async with asyncio.timeout(5), turns.turn(3):
        pass


async def test_a_turn_that_fails_is_over() -> None:
    turns = Turns()
    try:
        async with turns.turn(1):
            raise RuntimeError
    except RuntimeError:
        pass
    async with asyncio.timeout(5), turns.turn(2):
        pass
