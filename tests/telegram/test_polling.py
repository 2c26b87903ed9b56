"""What is confirmed to Telegram: only what is kept, in order, whatever comes in between."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update
from telegram.error import InvalidToken

from bot.adapters.telegram.lanes import Lanes
from bot.adapters.telegram.polling import Pace, Polling, Window
from core.interview.errors import Unwritable


def said(number: int, by: int = 5) -> dict[str, Any]:
    somebody = {"id": by, "is_bot": False, "first_name": "Ana"}
    chat = {"id": by, "type": "private", "first_name": "Ana"}
    return {
        "update_id": number,
        "message": {"message_id": number, "date": 0, "chat": chat, "from": somebody, "text": "x"},
    }


def updates(*numbers: int) -> list[Update]:
    return [Update(number) for number in numbers]


def test_an_update_is_confirmed_once_all_before_it_are() -> None:
    window = Window()
    assert len(window.new(updates(5, 6, 7))) == 3
    window.done(6)
    assert (window.offset, window.busy) == (None, True)
    window.done(5)
    assert (window.offset, window.busy) == (7, True)
    window.done(7)
    assert (window.offset, window.busy) == (8, False)


def test_what_is_in_hand_or_just_done_is_not_taken_again() -> None:
    window = Window()
    window.new(updates(5, 6))
    window.done(5)
    assert [one.update_id for one in window.new(updates(5, 6, 7))] == [7]


def test_numbers_may_begin_anew_below_after_a_quiet_week() -> None:
    window = Window()
    window.new(updates(900))
    window.done(900)
    assert [one.update_id for one in window.new(updates(17))] == [17]
    window.done(17)
    assert window.offset == 18


@given(st.permutations(range(8)))
def test_in_whatever_order_they_are_done_nothing_undone_is_confirmed(order: Sequence[int]) -> None:
    window, undone = Window(), set(range(8))
    window.new(updates(*range(8)))
    for number in order:
        window.done(number)
        undone.discard(number)
        assert (window.offset or 0) <= min(undone, default=8)
    assert window.offset == 8


class Api:
    """As much of a bot as polling needs: gives out what waits, until it is confirmed."""

    def __init__(self, *waiting: dict[str, Any]) -> None:
        self.waiting = list(waiting)
        self.unreadable = 0
        self.empty = asyncio.Event()

    async def delete_webhook(self, *, drop_pending_updates: bool) -> None:
        assert not drop_pending_updates
        raise InvalidToken  # as of a server without webhooks

    async def get_updates(self, offset: int | None, limit: int, wait: int, **_more: object) -> list[Update]:
        self.waiting = [one for one in self.waiting if one["update_id"] >= (offset or 0)]
        if not self.waiting:
            self.empty.set()
            await asyncio.sleep(wait)
        if self.unreadable:
            self.unreadable -= 1
            raise TypeError
        return [Update.de_json(one) for one in self.waiting[:limit]]

    async def do_api_request(self, endpoint: str, arguments: dict[str, Any]) -> list[dict[str, Any]]:
        assert endpoint == "getUpdates"
        return self.waiting


async def polled(api: Api, take: Any) -> None:
    """Receives until nothing waits any more."""
    polling = Polling(api, take, Lanes(), Pace(pause=0.001, probation=0))  # type: ignore[arg-type]
    running = asyncio.create_task(polling.run())
    await asyncio.wait_for(api.empty.wait(), 20)
    running.cancel()
    await asyncio.wait([running])


async def test_what_cannot_be_kept_is_tried_until_it_is_and_keeps_its_place() -> None:
    taken: list[int] = []
    faults = [Unwritable("storage-full", code="FULL") for _ in range(3)]

    async def take(update: Update) -> None:
        if update.update_id == 2 and faults:
            raise faults.pop()
        taken.append(update.update_id)

    await polled(Api(said(1), said(2), said(3)), take)
    assert taken == [1, 2, 3]


async def test_whoever_is_slow_holds_up_nobody_but_themself() -> None:
    taken: list[int] = []
    go_on = asyncio.Event()

    async def take(update: Update) -> None:
        if update.update_id == 1:
            await go_on.wait()
        taken.append(update.update_id)
        if update.update_id == 3:
            go_on.set()

    await polled(Api(said(1), said(2), said(3, by=6)), take)
    assert taken == [3, 1, 2]


@pytest.mark.parametrize("unreadable", [1, 3])
async def test_an_update_of_no_known_form_holds_up_nothing(unreadable: int) -> None:
    taken: list[int] = []

    async def take(update: Update) -> None:
        taken.append(update.update_id)

    api = Api(said(1), {"update_id": 2, "message": {"message_id": 2}}, said(3))
    api.unreadable = unreadable
    await polled(api, take)
    assert taken == [1, 2, 3]
