"""Who may come in next."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from core.worker.room import Full, Room


async def test_no_more_come_in_than_there_are_places() -> None:
    room, inside, most = Room(3), 0, 0

    async def visit() -> None:
        nonlocal inside, most
        async with room.place():
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(visit() for _ in range(20)))
    assert most == 3


async def test_whoever_wants_to_be_alone_waits_for_all_and_is_not_overtaken() -> None:
    room, seen = Room(2), list[str]()

    async def visit(name: str, *, alone: bool = False) -> None:
        async with room.place(alone=alone):
            seen.append(f"{name} in")
            await asyncio.sleep(0)
            seen.append(f"{name} out")

    await asyncio.gather(visit("a"), visit("b"), visit("c", alone=True), visit("d"))
    assert seen == ["a in", "b in", "a out", "b out", "c in", "c out", "d in", "d out"]


async def test_whoever_comes_again_goes_before_those_who_wait() -> None:
    room, seen = Room(1), list[str]()

    async def visit(name: str, *, again: bool = False) -> None:
        async with room.place(again=again):
            seen.append(name)
            await asyncio.sleep(0)

    await asyncio.gather(visit("a"), visit("b"), visit("c"), visit("d", again=True))
    assert seen == ["a", "d", "b", "c"]


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 6)), max_size=20), st.integers(1, 4))
async def test_every_place_is_given_back_whoever_leaves_when(
    visits: list[tuple[bool, bool, int]], size: int
) -> None:
    room = Room(size)

    async def visit(*, alone: bool, again: bool) -> None:
        async with room.place(alone=alone, again=again):
            await asyncio.sleep(0)
            await asyncio.sleep(0)

    running = [(asyncio.create_task(visit(alone=a, again=b)), leaves) for a, b, leaves in visits]
    for step in range(7):
        for task, leaves in running:
            if leaves == step:
                task.cancel()
        await asyncio.sleep(0)
    await asyncio.gather(*(task for task, _ in running), return_exceptions=True)
    async with asyncio.timeout(5):
        await asyncio.gather(*(visit(alone=True, again=False) for _ in range(2)))


async def test_whoever_asks_for_much_does_not_keep_the_others_waiting() -> None:
    room, seen = Room(1), list[str]()

    async def visit(whose: str) -> None:
        async with room.place(whose=whose):
            seen.append(whose)
            await asyncio.sleep(0)

    await asyncio.gather(*(visit(whose) for whose in "aaaaabbc"))
    assert "".join(seen) == "abcabaaa"


async def test_a_room_with_too_many_before_its_door_sends_the_next_one_away() -> None:
    room = Room(1, most_waiting=2)

    async def visit() -> str:
        try:
            async with room.place():
                await asyncio.sleep(0)
        except Full:
            return "sent away"
        return "was inside"

    seen = await asyncio.gather(*(visit() for _ in range(5)))
    assert seen == ["was inside", "was inside", "was inside", "sent away", "sent away"]
    assert (room.waiting, room.inside) == (0, 0)
