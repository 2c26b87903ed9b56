"""The named steps of the way of one message, and the traps that end the process at one of them.

The rule: a trap stands around the program's own functions and changes nothing of what they do; the process
ends by SIGKILL, from within, exactly there.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from typing import Any

from bot import clock, engine, ingest, jobs, works
from bot.delivery import Delivery
from bot.fulfil import Fulfil
from bot.mailbox import Mailbox
from storage.store import Store, Transaction

STEPS = {
    "start: opened": "the database is open, the engine is not there yet",
    "start: swept": "what was left undone was asked for again",
    "keep: begun": "something came in, and nothing of it is kept",
    "keep: written": "it is written and not committed",
    "keep: committed": "it is kept; nobody was woken, and nothing was acknowledged",
    "conversation: asked": "the engine is about to be told of a wake-up",
    "conversation: queued": "the engine has the wake-up; nothing was acknowledged",
    "conversation: begun": "a wake-up begins",
    "take: written": "an attempt is counted and not committed",
    "take: committed": "the attempt is counted, the work has not begun",
    "work: begun": "a message is about to be worked on",
    "work: written": "events, words, messages, timers, jobs and the mark are written and not committed",
    "work: committed": "all of that is committed, and nothing that follows was set going",
    "work: followed": "what follows was set going",
    "refusal: written": "what the person is told instead is written and not committed",
    "refusal: committed": "it is committed, and nothing that follows was set going",
    "conversation: ended": "nothing is left to do, and the engine does not know",
    "job: asked": "the engine is about to be told of a job",
    "job: queued": "the engine has the job",
    "job: begun": "a job begins",
    "job-take: written": "its attempt is counted and not committed",
    "job-take: committed": "its attempt is counted, the work has not begun",
    "job-result: worked out": "the interviewer has answered, and nothing of it is written",
    "job-result: written": "the result is an inbox row and the job is closed, not committed",
    "job-result: committed": "the result is kept, and nobody was woken",
    "job: ended": "the job is over, and the engine does not know",
    "send: asked": "the engine is about to be told that there is something to send",
    "send: queued": "the engine knows that there is something to send",
    "send: begun": "sending begins",
    "letter-take: written": "an attempt to send is counted and not committed",
    "letter-take: committed": "the attempt is counted, the platform was not asked",
    "letter: sending": "the platform is about to be asked",
    "letter: sent": "the platform has the message, and we do not know",
    "letter-record: written": "that it was sent is written and not committed",
    "letter-record: committed": "that it was sent is recorded",
    "send: ended": "nothing is left to send, and the engine does not know",
    "ring: written": "a timer that is due became an inbox row, not committed",
    "ring: committed": "it became one, and nobody was woken",
}
# Between asking the platform and the record of its answer, where a message may be sent once more.
BETWEEN = frozenset({"letter: sent", "letter-record: written"})
PLACE: ContextVar[str] = ContextVar("place", default="")


class Trap:
    """Counts the steps from when it is armed, and ends the process the `nth` time that `step` is reached."""

    def __init__(self, step: str = "", nth: int = 1) -> None:
        assert not step or step in STEPS
        self.step = step
        self.nth = nth
        self.armed = False
        self.reached: Counter[str] = Counter()

    def __call__(self, step: str) -> None:
        if not self.armed or not step:
            return
        self.reached[step] += 1
        if step == self.step and self.reached[step] == self.nth:
            os.kill(os.getpid(), signal.SIGKILL)


def set_traps(trap: Trap) -> None:
    """Puts `trap` at every step of this process."""
    _at_transactions(trap)
    for owner, name, place in (
        (ingest, "keep", "keep"),
        (Mailbox, "_take", "take"),
        (Mailbox, "_work", "work"),
        (Mailbox, "_settle", "refusal"),
        (jobs, "take", "job-take"),
        (jobs.Jobs, "_attempt", "job-result"),
        (Delivery, "_take", "letter-take"),
        (Delivery, "_settle", "letter-record"),
        (clock, "ring", "ring"),
    ):
        _around(owner, name, _in_place(trap, place))
    _around(works.Works, "after", _with_ends(trap, "", "work: followed"))
    _around(works.Works, "sweep", _with_ends(trap, "", "start: swept"))
    _around(engine, "_enqueue", _asking(trap))
    _around(Fulfil, "result", _worked_out(trap))
    _at_workflows(trap)


Work = Callable[..., Awaitable[Any]]


def _around(owner: Any, name: str, wrapped: Callable[[Work], Work]) -> None:
    setattr(owner, name, wrapped(getattr(owner, name)))


def _with_ends(trap: Trap, before: str, after: str) -> Callable[[Work], Work]:
    def wrapped(work: Work) -> Work:
        async def within(*args: Any, **more: Any) -> Any:
            trap(before)
            found = await work(*args, **more)
            trap(after)
            return found

        return within

    return wrapped


def _in_place(trap: Trap, place: str) -> Callable[[Work], Work]:
    """Tells the transactions within where they are."""

    def wrapped(work: Work) -> Work:
        async def within(*args: Any, **more: Any) -> Any:
            with _placed(place):
                trap(f"{place}: begun")
                return await work(*args, **more)

        return within

    return wrapped


@contextmanager
def _placed(place: str) -> Iterator[None]:
    token = PLACE.set(place)
    try:
        yield
    finally:
        PLACE.reset(token)


def _at_transactions(trap: Trap) -> None:
    begin = Store.begin

    @asynccontextmanager
    async def within(store: Store) -> AsyncIterator[Transaction]:
        async with begin(store) as tx:
            yield tx
            trap(f"{PLACE.get()}: written")
        trap(f"{PLACE.get()}: committed")

    setattr(Store, "begin", within)  # noqa: B010 - a method, which may not be assigned to


def _asking(trap: Trap) -> Callable[[Work], Work]:
    def wrapped(work: Work) -> Work:
        async def within(name: str, *args: Any) -> None:
            queue = name.partition("-")[0]  # a worker's own queue has its name behind the queue's
            trap(f"{queue}: asked")
            await work(name, *args)
            trap(f"{queue}: queued")

        return within

    return wrapped


def _worked_out(trap: Trap) -> Callable[[Work], Work]:
    def wrapped(work: Work) -> Work:
        async def within(*args: Any, **more: Any) -> Any:
            found = await work(*args, **more)
            trap(f"{PLACE.get()}: worked out")
            return found

        return within

    return wrapped


def _at_workflows(trap: Trap) -> None:
    at_work = engine.DbosEngine.at_work

    @asynccontextmanager
    async def within(self: engine.DbosEngine, queue: str, key: str) -> AsyncIterator[works.Runs]:
        async with at_work(self, queue, key) as runs:
            trap(f"{queue}: begun")
            yield runs
        trap(f"{queue}: ended")

    setattr(engine.DbosEngine, "at_work", within)  # noqa: B010 - as above
