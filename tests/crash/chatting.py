"""People who practise in Telegram while the bot is killed again and again.

The rule: a chatter sees messages and nothing else. What stands in a message decides what they do; a message
that they have seen already, with the same words and buttons, is one that was sent again, and is counted and
left alone. Every answer has a number; whatever was said has to be kept exactly once and in its place.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.crash.answers import answer, number_of
from tests.crash.killing import backwards
from tests.crash.retelling import Kept, kept
from tests.fakes.telegram.people import Seat
from tests.fakes.telegram.server import TelegramServer
from tests.fakes.telegram.spec import Json
from tests.fakes.telegram.world import Post

DOMAINS = ("nurse", "data_scientist", "software_development_engineer")
APART = 10_000  # numbers of answers between two people
PATIENCE = 180.0  # seconds until somebody says that nothing happens any more
LEAST = 0  # answers that somebody has given, and more, who leaves
SEEN = 12  # messages back that one is held against
LEVEL, SHORT = ":level:mid", "short"
Look = tuple[str, tuple[str, ...]]  # a message's words, and what its buttons say to the bot
BEGIN, DONE, PDF = "Begin", "✓ Done", "PDF"


@dataclass
class Chatter:
    """One of them. `typed` are the numbers of all answers, in order; `again` what was sent to them again."""

    seat: Seat
    number: int
    length: str = SHORT
    typed: list[int] = field(default_factory=list)
    updates: int = 0
    reports: int = 0
    again: list[str] = field(default_factory=list)
    closing: bool = False
    leaving: bool = False  # they stop in the middle, once everything of theirs was answered

    def __post_init__(self) -> None:
        self._random = random.Random(self.number)
        self._seen: deque[Look] = deque(maxlen=SEEN)
        self._once_more: set[Look] = set()  # of one letter, which may be several messages
        self._next = self.number * APART

    async def practises(self) -> None:
        """One interview after the other, until it is `closing` and the last has its report."""
        while not self.closing:
            self._says(f"/interview {self._random.choice(DOMAINS)}")
            while not await self._goes_on():
                pass

    async def _goes_on(self) -> bool:
        """Does what the next message asks for; True where that is the end."""
        post = await self.seat.expects(lambda post: post.change == "sent", "the next message", PATIENCE)
        if self._is_again(post):
            return False
        if post.button(DONE) and self.leaving and len(self.typed) > LEAST:
            return True
        if post.button(DONE):
            self._answers(post)
        elif post.button(BEGIN):
            self._presses(post, BEGIN)
        elif post.button(PDF):
            self.reports += 1
            return True
        else:
            for button in choices_in(post, (LEVEL, f":length:{self.length}")):
                self._presses_data(post, button["callback_data"])
        return False

    def _is_again(self, post: Post) -> bool:
        """Whether they have seen it before; what follows at once of the same letter is not counted again."""
        look = (post.text, tuple(str(one.get("callback_data")) for row in post.rows for one in row))
        if look not in self._seen:
            self._seen.append(look)
            self._once_more.clear()
            return False
        if not self._once_more or look in self._once_more:
            self.again.append(post.text)
            self._once_more.clear()
        self._once_more.add(look)
        return True

    def _answers(self, question: Post) -> None:
        """In one message or two; then they press Done, or are quiet."""
        for _ in range(self._random.choice((1, 1, 2))):
            number, self._next = self._next, self._next + 1
            self.typed.append(number)
            self._says(answer(number))
        if self._random.random() < 0.8:
            self._presses(question, DONE)

    def _says(self, text: str) -> None:
        self.updates += 1
        self.seat.says(text)

    def _presses(self, post: Post, label: str) -> None:
        button = post.button(label)
        assert button
        self._presses_data(post, button["callback_data"])

    def _presses_data(self, post: Post, data: str) -> None:
        self.updates += 1
        self.seat.presses_data(post.message, data)

    async def exported(self) -> Kept:
        """Everything kept about them, as the bot gives it out."""
        self.seat.reads_all()
        self._says("/export")
        post = await self.seat.expects(lambda post: "document" in post.message, "the export", PATIENCE)
        return kept(json.loads(self.seat.file(post).content))


def choices_in(post: Post, choices: tuple[str, ...]) -> Iterator[Json]:
    """The button of each choice that a chatter takes."""
    for row in post.rows:
        for button in row:
            if str(button.get("callback_data")).endswith(choices):
                yield button


@dataclass(slots=True)
class Figures:
    """What came of it: what must be 0, and what was done."""

    chats: int = 0
    updates: int = 0
    answers: int = 0
    interviews: int = 0
    lost: int = 0
    doubled: int = 0
    out_of_order: int = 0
    given_up: int = 0
    again: int = 0  # letters that were sent again

    def __str__(self) -> str:
        return (
            f"{self.chats} chats, {self.updates} updates, {self.answers} answers, {self.interviews} reports: "
            f"{self.lost} lost, {self.doubled} counted twice, {self.out_of_order} out of order, "
            f"{self.given_up} given up"
        )

    @property
    def flawless(self) -> bool:
        return self.answers > 0 and not (self.lost or self.doubled or self.out_of_order or self.given_up)


class Crowd:
    """Many at once. Whatever one of them misses is raised by `check`."""

    def __init__(self, telegram: TelegramServer, chats: int, length: str = SHORT) -> None:
        self.all = [Chatter(telegram.person(f"P{number}"), number, length) for number in range(chats)]
        self._tasks: list[asyncio.Task[None]] = []

    def begins(self) -> None:
        """All of them begin."""
        self._tasks = [asyncio.create_task(one.practises()) for one in self.all]

    def check(self) -> None:
        """Raises what somebody ran into."""
        for task in self._tasks:
            if task.done() and not task.cancelled():
                task.result()

    @property
    def reports(self) -> int:
        """How many reports all of them have had."""
        return sum(one.reports for one in self.all)

    async def finishes(self, *, reports: bool) -> Figures:
        """Lets everybody come to their report, or to their next question, and counts what is kept."""
        for one in self.all:
            one.closing, one.leaving = True, not reports
        await asyncio.gather(*self._tasks)
        found = Figures(chats=len(self.all))
        for one in self.all:
            self._count(found, one, await one.exported())
        return found

    async def leaves(self) -> None:
        """Ends, wherever everybody is."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @staticmethod
    def _count(found: Figures, one: Chatter, exported: Kept) -> None:
        numbers = [number_of(text) for interview in exported.interviews for text in interview.answers]
        found.updates += one.updates
        found.answers += len(one.typed)
        found.interviews += one.reports
        found.lost += len(set(one.typed) - set(numbers))
        found.doubled += len(numbers) - len(set(numbers))
        found.out_of_order += backwards(numbers)
        found.given_up += exported.given_up
        found.again += len(one.again)
