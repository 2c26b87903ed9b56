"""What is new in an interview, as server-sent events for the page's script.

The rule: an event's id is the message's sequence, so that whoever comes back is told what they missed and
nothing twice; every connection ends when the server does.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.adapters.web.front import Front, front
from bot.adapters.web.rendering import conversation, standing
from bot.adapters.web.visitor import Visitor, visitor
from core.interview.errors import StorageFault

HEARTBEAT = 5.0  # seconds until a browser or person that is gone is noticed, and the time left moves on
RETRY_MS = 1000


async def events(request: Request) -> Response:
    """The events of the interview that the page shows, above the last one it has seen."""
    house, who = front(request), visitor(request)
    await house.practice.situation(who.account)  # where nothing can be read, the status says so
    seen = request.headers.get("last-event-id") or request.query_params.get("after", "")
    after = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 19 else 0
    interview = request.query_params.get("interview", "")
    return StreamingResponse(_told(house, who, interview, after), media_type="text/event-stream")


async def _told(house: Front, who: Visitor, interview: str, after: int) -> AsyncIterator[str]:
    """Events until the server ends, or until the page shows what is no longer the person's interview."""
    yield f"retry: {RETRY_MS}\n\n"
    account, last = who.account, ""
    with suppress(StorageFault):  # the browser comes back, and is told then
        while not house.ending.is_set():
            situation = await house.practice.situation(account)
            if not interview or situation.interview != interview:
                yield event("elsewhere", "")
                return
            for message in await house.practice.news(account, max(after, situation.since)):
                after = message.sequence
                for shown in conversation([message]):
                    piece = house.piece("_message.html", message=shown)
                    yield event("message", piece, message.sequence)
            situation = await house.practice.situation(account)
            hearing = await house.practice.hearing()
            state = house.piece("_state.html", standing=standing(situation), hearing=hearing, proof=who.proof)
            yield event("state", state) if state != last else ": still here\n\n"
            last = state
            await _first(house.practice.news(account, after, HEARTBEAT), house.ending.wait())


async def _first(*waiting: Coroutine[Any, Any, Any]) -> None:
    """Waits for the first of several, and lets the others go. Raises what it raised."""
    tasks = [asyncio.ensure_future(one) for one in waiting]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


def event(name: str, data: str, sequence: int | None = None) -> str:
    """One event as it goes over the wire."""
    lines = [f"id: {sequence}"] if sequence is not None else []
    lines += [f"event: {name}", *(f"data: {line}" for line in data.splitlines() or [""])]
    return "\n".join(lines) + "\n\n"
