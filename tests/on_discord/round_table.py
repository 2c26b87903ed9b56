"""People who practise as a group in Discord, and what they can read of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.fakes.discord_server.person import Person
from tests.fakes.discord_server.server import DiscordServer
from tests.fakes.discord_server.world import APPLICATION, DM, Channel, Interaction, Message
from tests.on_discord.house import ANSWER, thread_of

LEVELS = "Give levels"
WORDS = "Best and next time"
NEITHER = 0  # what somebody may who looks after nothing


@dataclass
class RoundTable:
    """Everybody, in the thread of their practice once it is open."""

    server: DiscordServer
    ward: Channel
    people: dict[str, Person]
    shown: int = 0  # the round that was played last

    @classmethod
    def of(cls, server: DiscordServer, *names: str) -> RoundTable:
        people = {name: server.person(name) for name in names}
        for one in people.values():
            one.user.may = NEITHER
        ward = server.text_channel(server.guild("ward", *people.values()))
        return cls(server, ward, people)

    @property
    def thread(self) -> Channel:
        return thread_of(self.server)

    def __getitem__(self, name: str) -> Person:
        return self.people[name]

    async def gathers(self, domain: str = "nurse") -> Message:
        """The first opens a practice, the others join it; the lobby."""
        host, *others = self.people.values()
        opened = await host.goes_to(self.ward).runs("/practice open", domain=domain)
        await host.answered(opened, f"The practice is in <#{self.thread.id}>.")
        for one in self.people.values():
            one.goes_to(self.thread)
        lobby = await host.expects("Practice: ")
        for one in others:
            await one.presses("Join", lobby)
            await one.expects_edit(lobby, f"· {one.user.name.capitalize()}")
        return lobby

    async def round(self, number: int) -> Message:
        """The message that says who plays what in a round."""
        anyone = next(iter(self.people.values()))

        def there() -> Message | None:
            found = [one for one in anyone.sees(self.thread) if one.words.startswith(f"**Round {number}**")]
            return found[-1] if found else None

        message: Message = await self.server.world.until(there)
        return message

    def roles(self, message: Message) -> tuple[Person, Person, list[Person]]:
        """Candidate, interviewer and observers of a round."""
        plays = re.findall(r"^(Candidate|Interviewer|Observer): (\w+)", message.words, re.MULTILINE)
        by = [(role, self.people[who.lower()]) for role, who in plays if who.lower() in self.people]
        candidate = next(one for role, one in by if role == "Candidate")
        interviewer = next(one for role, one in by if role == "Interviewer")
        return candidate, interviewer, [one for role, one in by if role == "Observer"]

    async def with_button(self, label: str) -> Message:
        """The newest message of the thread with a button of that label."""

        def there() -> Message | None:
            found = [one for one in self.thread.messages.values() if one.only_for is None]
            return next((m for m in reversed(found) if any(b["label"] == label for b in m.buttons)), None)

        message: Message = await self.server.world.until(there)
        return message

    async def alone(self, who: Person, wanted: str) -> Message:
        """What somebody alone is shown, in the thread or in their direct messages."""

        def found() -> Message | None:
            mine = [one for one in everything(self.server, who) if wanted in one.words]
            return mine[-1] if mine else None

        message: Message = await self.server.world.until(found)
        return message

    async def scores(self, who: Person, number: int, level: int, secret: str = "") -> Interaction:
        """Fills a whole card in by its windows."""
        card = await self.alone(who, f"Round {number}: ")
        card = await self.alone(who, f"Round {number}: your card") if secret else card
        if not secret:
            card = await self.alone(who, f"Round {number}: how do you rate")
        one = await who.fills(await who.presses(LEVELS, card), *[str(level)] * 5)
        if secret:
            one = await who.fills(await who.presses(WORDS, card), f"top {secret}", f"tip {secret}")
        return one


def everything(server: DiscordServer, who: Person) -> list[Message]:
    """All that the bot ever showed to one person alone, oldest first."""
    found = []
    for channel in server.world.channels.values():
        direct = channel.kind == DM and who.user.id in channel.members
        found += [
            one
            for one in channel.messages.values()
            if one.author == APPLICATION and (direct or one.only_for == who.user.id)
        ]
    return sorted(found, key=lambda one: one.id)


__all__ = ["ANSWER", "RoundTable", "everything"]
