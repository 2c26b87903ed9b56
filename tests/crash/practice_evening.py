"""A group that practises in Telegram while the program is killed: what each says, and who has seen it.

The rule: people see messages and nothing else. Every top, every tip and every answer holds a word that stands
nowhere else, so that wherever it is found, it is known whose it is; a kill is a life's end by SIGKILL, while
people go on saying and pressing what they were about to.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from core.interview.values import Criterion
from tests.crash.answers import CANARY, answer, canary, in_clear
from tests.crash.chat_kills import interrupted
from tests.crash.lives import Life, Lives
from tests.fakes.telegram.server import TOKEN, TelegramServer
from tests.fakes.telegram.world import Post
from tests.telegram.test_practising import NAMES, Member, Party

PATIENCE = 120.0  # seconds until somebody says that nothing happens any more
FOLLOW_UP = "How many patients were you responsible for that day?"
REVEALED = re.compile(r"^Round (\d+): all cards of", re.MULTILINE)
ROUND = re.compile(r"^(?:Round |Cards of round )(\d+)", re.MULTILINE)
OWN, THEIRS = "how do you rate your own", "your card of"
WORDS = (("What was best", "What was best about", "top"), ("For next time", "What should be", "tip"))


@dataclass(slots=True)
class Plan:
    """What happens in which round. In the round `leaves` an observer goes whose card is in, and others' not.

    In the rounds `spoken` the answer begins with a voice note.
    """

    rounds: int
    dies_answering: frozenset[int]
    dies_scoring: frozenset[int]
    spoken: frozenset[int]
    leaves: int

    @property
    def kills(self) -> int:
        """How many there are."""
        return len(self.dies_answering) + len(self.dies_scoring)


@dataclass
class Evening:
    """A practice from its lobby to its end, through as many lives as the plan has kills."""

    telegram: TelegramServer
    lives: Lives
    plan: Plan
    kills: int = 0
    leaks: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    between: set[tuple[int, int]] = field(default_factory=set)  # sends that kills interrupted
    said: dict[str, list[str]] = field(default_factory=dict)  # the words of each one's answers
    cards: dict[str, list[str]] = field(default_factory=dict)  # and of their tops and tips

    def __post_init__(self) -> None:
        self.party = Party(self.telegram, NAMES)
        self.present = list(self.party.members)
        self.said = {one.name: [] for one in self.present}
        self.cards = {one.name: [] for one in self.present}
        self._agreed: list[Member] = []
        self._secrets = 0
        self._asked = 0  # requests of the program that were looked at
        self._sealed: dict[str, str] = {}  # a word of a card that is not revealed yet, and whose it is

    async def goes_by(self) -> None:
        """All of it; the last life is interrupted as a user would."""
        self.life: Life = await self.lives.forked()
        await self.party.opens()
        for number in range(1, self.plan.rounds + 1):
            await self._round(number)
        self.present[0].here.presses("Stop")  # host is who came first of those who are there
        await self._reads("The practice was stopped.")
        await self._compares_exports()
        self.leaks += _leaked(self.lives)
        await self.telegram.read_all(PATIENCE)
        self.life.interrupt()
        assert await self.life.ended() == 0, f"it did not end well; see {self.lives.log}"

    async def _round(self, number: int) -> None:
        await self._reads(f"Round {number}\n")
        candidate, interviewer = self._cast(number)
        await interviewer.alone.reads(f"Round {number}: your papers", within=PATIENCE)
        await self._answers(number, candidate, interviewer)
        observers = [one for one in self.present if one not in (candidate, interviewer)]
        await self._judge(number, [interviewer, *observers])
        if self.plan.leaves == number:
            await self._leaves(observers[-1])
        self._looks()
        await self._fills_in(candidate, number, ())
        await self._reveals(number)
        if number < self.plan.rounds:
            self.present[0].here.presses("Next")

    def _cast(self, number: int) -> tuple[Member, Member]:
        """Candidate and interviewer, as the round's message says."""
        post = self.party.newest(f"Round {number}\n")
        lines = dict(line.split(": ", 1) for line in post.text.splitlines() if ": " in line)
        return self.party.of(lines["Candidate"]), self.party.of(lines["Interviewer"].split(".")[0])

    async def _answers(self, number: int, candidate: Member, interviewer: Member) -> None:
        """Two parts and a follow-up between them; where the plan says so, it dies in the middle."""
        if number in self.plan.spoken:
            await self._agrees(candidate)
        candidate.here.presses("Start answering")
        await self._reads(f"{candidate.name} is answering")
        lights = self.party.newest("is answering")
        if number in self.plan.spoken:  # the program hears what stands in a recording's bytes
            candidate.here.sends_voice(self._part(candidate).encode(), reply_to=lights)
        else:
            candidate.here.says(self._part(candidate), reply_to=lights)
        if number in self.plan.dies_answering:
            await self._is_read_in_part()
            await self._dies()
        candidate.here.says(self._part(candidate), reply_to=lights)
        interviewer.here.says(FOLLOW_UP, reply_to=lights)
        if number in self.plan.dies_answering:
            self.life = await self.lives.forked()
        await self._reads(FOLLOW_UP)
        candidate.here.presses("Done", of=lights)

    async def _agrees(self, candidate: Member) -> None:
        """Once each, as the line on recordings asks for it."""
        if candidate not in self._agreed:
            self._agreed.append(candidate)
            await self._reads(f"{candidate.name}: a voice answer is recorded")
            await candidate.here.hears(candidate.here.presses("Agree"), within=PATIENCE)

    def _part(self, candidate: Member) -> str:
        """The next part of somebody's answer."""
        self.said[candidate.name].append(self._word())
        return answer(self._secrets)

    def _word(self) -> str:
        self._secrets += 1
        return canary(self._secrets)

    async def _judge(self, number: int, judges: list[Member]) -> None:
        """All fill in their cards at once; where the plan says so, it dies once the first words are in."""
        filling = [asyncio.create_task(self._fills_in(one, number, WORDS)) for one in judges]
        try:
            if number in self.plan.dies_scoring:
                await self.telegram.until(lambda: self._sealed, "the first words", PATIENCE)
                await self._is_read_in_part()
                await self._dies()
                self._looks()
                self.life = await self.lives.forked()
            await asyncio.gather(*filling)
        finally:
            for task in filling:
                task.cancel()
            await asyncio.gather(*filling, return_exceptions=True)

    async def _fills_in(self, one: Member, number: int, words: tuple[tuple[str, str, str], ...]) -> None:
        """A whole card, in private: five levels, then whatever of `words` is to be written."""
        alone, own = one.alone, THEIRS if words else OWN
        card = await alone.expects(
            lambda post: post.text.startswith(f"Round {number}: ") and own in post.text, "a card", PATIENCE
        )
        first, *others = Criterion
        label = next(name for name in card.buttons if name.lower().startswith(first.value))
        await alone.hears(alone.presses(label, of=card), within=PATIENCE)
        now = Post(alone.room.messages[card.id])
        level = next(name for name in now.buttons if name.startswith("4 · "))
        data = str((now.button(level) or {})["callback_data"])
        for criterion in (first, *others):
            pressed = alone.presses_data(card.message, data.replace(first.value, criterion.value))
            await alone.hears(pressed, within=PATIENCE)
        for button, question, what in words:
            alone.presses(button, of=card.id)
            asked = await alone.reads(question, within=PATIENCE)
            word = self._word()
            self.cards[one.name].append(word)
            self._sealed[word] = one.name
            alone.says(f"{what} {word}", reply_to=asked)
        if words:
            await alone.reads("Your card is in", within=PATIENCE)

    async def _leaves(self, one: Member) -> None:
        one.here.says("/practice leave")
        self.present.remove(one)
        await self._reads(f"{one.name} left.")

    async def _reveals(self, number: int) -> None:
        """Waits for a round's reveal to its end; every word of every card has to be in it."""
        group = self.party.host.here
        first = await group.reads(f"Round {number}: all cards of", within=PATIENCE)
        if not first.button("Next"):
            await group.expects(lambda post: bool(post.button("Next")), "Next", PATIENCE)
        self._looks(before=f"Round {number}: ")
        seen = "\n".join(post.text for post in self.party.room.journal)
        self.lost += [word for word in self._sealed if word not in seen]
        self._sealed.clear()

    def _looks(self, before: str = "") -> None:
        """No request may have had a word of a sealed card for anybody but its author; no file may ever.

        Where the reveal has come, which begins with `before`, what was asked until then is looked at.
        """
        for asked in self.telegram.asked[self._asked :]:
            self._asked += 1
            given, chat = asked.call.params, asked.call.params.get("chat_id")
            text = str(given.get("text", given.get("caption", "")))
            if before and chat == self.party.room.id and text.startswith(before):
                break
            said = json.dumps(given, ensure_ascii=False, default=str)
            self.leaks += [word for word in self._sealed if word in said and chat != self._home(word)]
        self.leaks += _leaked(self.lives)

    def _home(self, word: str) -> int:
        """The private chat of whoever wrote a word."""
        return self.party.of(self._sealed[word]).alone.room.id

    async def _is_read_in_part(self) -> None:
        """Waits until one more update was confirmed, so that something of what was done is kept."""
        updates = self.telegram.world.updates
        taken = updates.confirmed
        await self.telegram.until(lambda: updates.confirmed > taken, "an update is taken", PATIENCE)

    async def _dies(self) -> None:
        self.life.kill()
        assert await self.life.ended() == -9, f"it ended by itself; see {self.lives.log}"
        self.kills += 1
        self.between |= interrupted(self.lives.data, self.lives.settings)

    async def _reads(self, fragment: str) -> None:
        """Waits until something is seen in the group, new or as it was changed."""
        await self.party.host.here.reads(fragment, within=PATIENCE)

    async def _compares_exports(self) -> None:
        """Everybody's export has all that they said and wrote, once, and nothing of the others."""
        owners = {word: name for kept in (self.said, self.cards) for name in kept for word in kept[name]}
        for one in self.party.members:
            one.alone.reads_all()
            one.alone.says("/export")
            post = await one.alone.expects(lambda post: "document" in post.message, "the export", PATIENCE)
            exported: dict[str, Any] = json.loads(one.alone.file(post).content)
            (practice,) = exported["practices"]
            there = Counter(word for text in practice["words"].values() for word in set(CANARY.findall(text)))
            mine = {word for word, name in owners.items() if name == one.name}
            self.lost += sorted(mine - there.keys())
            self.doubled += [word for word, times in there.items() if times > 1]
            self.leaks += sorted(there.keys() - mine)

    @property
    def order(self) -> list[int]:
        """The rounds of the group's messages, as they were sent."""
        sent = [post for post in self.party.room.journal if post.change == "sent"]
        return [int(found[1]) for post in sent if (found := ROUND.search(post.text))]

    @property
    def reveals(self) -> list[int]:
        """The rounds whose cards were shown, as they were."""
        sent = [post.text for post in self.party.room.journal if post.change == "sent"]
        return [int(found[1]) for text in sent if (found := REVEALED.search(text))]

    @property
    def in_order(self) -> bool:
        """Whether nothing of a round was sent after something of a later one."""
        return all(later >= earlier for earlier, later in pairwise(self.order))

    def __str__(self) -> str:
        cards, answers = sum(map(len, self.cards.values())), sum(map(len, self.said.values()))
        return (
            f"{self.kills} kills, {len(self.reveals)} reveals, {answers} answers, {cards} tops and tips: "
            f"{len(self.lost)} lost, {len(self.doubled)} doubled, {len(self.leaks)} leaked, "
            f"{len(self.between)} sends interrupted"
        )


def _leaked(lives: Lives) -> Iterator[str]:
    """What of anybody's words, or of the token, stands in the log, or in clear in a file."""
    log = lives.log.read_text(encoding="utf-8", errors="replace")
    yield from CANARY.findall(log)
    yield from [TOKEN] * log.count(TOKEN.partition(":")[2])
    yield from in_clear(lives.data)
