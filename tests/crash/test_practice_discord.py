"""Four people practise as a group in Discord while the program is killed: nothing is lost or seen too soon.

Every top and every tip is a word that stands nowhere else. Until the reveal of its round no message but its
author's own holds it, and no log line and no file ever does. Twice the process dies by SIGKILL: with an
answer half given and more said while nobody was there, and with the cards half in.

    ./run test tests/crash/test_practice_discord.py      four rounds
    ./run soak tests/crash/test_practice_discord.py      eight: two rotations of four people
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from tests.crash.answers import CANARY, canary, in_clear
from tests.crash.discord_party import Lives
from tests.fakes.discord_server.person import Person
from tests.fakes.discord_server.server import DiscordServer, discord_server
from tests.fakes.discord_server.validator import NO_SPECS, specs
from tests.fakes.discord_server.world import DM, Message
from tests.on_discord.round_table import ANSWER, LEVELS, WORDS, RoundTable

pytestmark = pytest.mark.process


@dataclass(frozen=True)
class Plan:
    """How many rounds there are, and in which the program dies twice, after which somebody leaves."""

    rounds: int
    half_said: int
    half_scored: int
    leaves_after: int


SHORT, LONG = Plan(4, 2, 3, 3), Plan(8, 2, 5, 6)
FOLLOW_UP = "Who else called the doctor?"


@pytest.mark.parametrize("plan", [SHORT, pytest.param(LONG, marks=pytest.mark.soak)], ids=["short", "long"])
async def test_four_people_take_turns_one_leaves_and_the_program_is_killed_twice(
    tmp_path: Path, plan: Plan
) -> None:
    if specs() is None:
        pytest.skip(NO_SPECS)
    async with discord_server(specs=specs(), patched=False) as server:
        server.world.clock.stands()
        evening = Evening(server, tmp_path, plan)
        async with evening.lives:
            await evening.begins()
            for number in range(1, plan.rounds + 1):
                await evening.plays(number)
            assert evening.lives.count == 2
            await evening.has_lost_nothing()
            await evening.lives.kill()
        assert in_order(evening)
        evening.nothing_is_readable()
        server.validator.flawless()


class Evening:
    """A practice from its lobby to the last reveal, through as many lives as it takes."""

    def __init__(self, server: DiscordServer, folder: Path, plan: Plan) -> None:
        self.server = server
        self.plan = plan
        self.folder = folder
        self.lives = Lives(folder, "", server)
        self.at = RoundTable.of(server, "ada", "bob", "eve", "joe")
        self.said = {name: Counter[str]() for name in self.at.people}  # with what they wrote into their cards
        self._secrets = 0

    async def begins(self) -> None:
        await self._lives()
        lobby = await self.at.gathers()
        await self.at["ada"].presses("Start", lobby)

    async def plays(self, number: int) -> None:
        """A whole round."""
        shown = await self.at.round(number)
        candidate, interviewer, observers = self.at.roles(shown)
        await candidate.presses("Start answering", shown)
        lights = await self._seen(candidate, "is answering.", shown)
        await self._answers(number, candidate, interviewer, shown)
        await self._seen(candidate, FOLLOW_UP, shown)
        await candidate.presses("Done", lights)
        mine: dict[str, str] = {}
        first, second, *others = (interviewer, *observers)
        await asyncio.gather(*(self._scores(judge, number, mine) for judge in (first, second)))
        self._sealed(mine)
        if number == self.plan.half_scored:
            await self._dies()
            self._sealed(mine)
            self.nothing_is_readable()
            await self._lives()
        await asyncio.gather(*(self._scores(judge, number, mine) for judge in others))
        self._sealed(mine)
        await self.at.scores(candidate, number, 5)
        words = await self._revealed(number, candidate)
        assert all(f"top {secret}" in words and f"tip {secret}" in words for secret in mine.values())
        if number == self.plan.leaves_after:
            await self.at["joe"].runs("/practice leave")
            await self._seen(self.at["ada"], "Joe left.", shown)
        if number < self.plan.rounds:
            await self.at["ada"].presses("Next", await self.at.with_button("Next"))

    def nothing_is_readable(self) -> None:
        """No log line and no file of the program holds a word of a card."""
        assert not CANARY.search(self.lives.log.read_text())
        assert in_clear(self.folder / "data") == []

    async def has_lost_nothing(self) -> None:
        """All that anybody said or wrote is kept of them, once."""
        for name, person in self.at.people.items():
            one = await person.runs("/interview export")
            file = (await person.answered(one, lambda message: bool(message.files), 60)).files[0]
            (practice,) = json.loads(file.content)["practices"]
            assert Counter(practice["words"].values()) == self.said[name]

    async def _answers(self, number: int, candidate: Person, interviewer: Person, shown: Message) -> None:
        """By voice in the first round of each rotation, by replies in the others."""
        if number in (1, 5):
            agree = [one for one in candidate.sees() if one.id > shown.id and "Press Agree" in one.words]
            for line in agree:
                await candidate.presses("Agree", line)
            candidate.speaks(ANSWER.encode())
            self.said[candidate.user.name][ANSWER] += 1
        else:
            self._says(candidate, ANSWER, shown)
        if number == self.plan.half_said:
            await self._dies()
            self._says(candidate, "And nobody was left alone.", shown)
        self._says(interviewer, FOLLOW_UP, shown)
        if number == self.plan.half_said:
            await self._lives()

    def _says(self, who: Person, text: str, to: Message) -> None:
        who.says(text, replies_to=to)
        self.said[who.user.name][text] += 1

    async def _scores(self, judge: Person, number: int, mine: dict[str, str]) -> None:
        """A judge's whole card."""
        self._secrets += 1
        secret = mine[judge.user.name] = canary(self._secrets)
        card = await self.at.alone(judge, f"Round {number}: your card")
        await judge.fills(await judge.presses(LEVELS, card), *["4"] * 5)
        await judge.fills(await judge.presses(WORDS, card), f"top {secret}", f"tip {secret}")
        self.said[judge.user.name].update((f"top {secret}", f"tip {secret}"))

    async def _revealed(self, number: int, who: Person) -> str:
        """The words of a round's reveal, which may take several messages."""
        first = await self._seen(who, f"Round {number}: all cards", None)
        last = await self.server.world.until(
            lambda: next((m for m in who.sees() if m.id >= first.id and _has(m, "Next")), None), 60
        )
        return "\n".join(one.words for one in who.sees() if first.id <= one.id <= last.id)

    async def _seen(self, who: Person, words: str, below: Message | None) -> Message:
        floor = below.id if below else 0

        def there() -> Message | None:
            found = [one for one in who.sees(self.at.thread) if one.id > floor and words in one.words]
            return next((one for one in found if one.author not in self._authors), None)

        message: Message = await self.server.world.until(there, 60)
        return message

    @property
    def _authors(self) -> set[int]:
        return {one.user.id for one in self.at.people.values()}

    def _sealed(self, mine: dict[str, str]) -> None:
        """Nobody but its author has anything of a card in front of them."""
        for name, secret in mine.items():
            owner = self.at[name]
            for channel in self.server.world.channels.values():
                direct = channel.kind == DM and owner.user.id in channel.members
                for one in channel.messages.values():
                    own = direct or one.only_for == owner.user.id
                    assert own or secret not in "\n".join((one.words, *one.history)), one
            for interaction in self.server.world.interactions.values():
                assert interaction.user == owner.user.id or secret not in str(interaction.modal)

    async def _lives(self) -> None:
        await self.lives.born(dictation=True)
        gateway = self.server.gateway
        anew = self.lives.identified
        await self.server.world.until(lambda: gateway.identified > anew and gateway.connected, 60)
        await self.server.world.until(lambda: bool(self.server.world.commands), 60)

    async def _dies(self) -> None:
        await self.lives.kill()


def in_order(evening: Evening) -> bool:
    """Whether the rounds were revealed one after the other, each once."""
    heads = [one for one in evening.at.thread.messages.values() if ": all cards of" in one.words]
    named = [f"Round {number}: all cards" in one.words for number, one in enumerate(heads, 1)]
    return len(heads) == evening.plan.rounds and all(named) and all(a.id < b.id for a, b in pairwise(heads))


def _has(message: Message, label: str) -> bool:
    return any(one["label"] == label for one in message.buttons)
