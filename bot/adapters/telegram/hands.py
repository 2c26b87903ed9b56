"""Hands in what somebody does: the same update always under the same name, so that it counts once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.adapters.telegram.place import Place
from bot.adapters.telegram.sender import PLATFORM
from bot.adapters.telegram.updates import Who
from bot.adapters.telegram.waiting import Waiting
from bot.port import Account, Incoming, Kind, Practice

NOBODY, NOWHERE = Account(PLATFORM, ""), Place(0)


def account_of(who: Who) -> Account:
    """A person's account."""
    return Account(PLATFORM, who.id)


@dataclass(frozen=True, slots=True)
class Hands:
    """The hands of one person for one update."""

    practice: Practice
    waiting: Waiting
    account: Account = NOBODY
    update: str = ""
    place: Place = NOWHERE

    def of(self, who: Who, update: str) -> Hands:
        """The hands of somebody else."""
        return replace(self, account=account_of(who), update=update, place=who.place)

    async def does(
        self, kind: Kind, value: str = "", *, choice: str = "", part: int = 0, step: str = ""
    ) -> None:
        """Hands one thing in; `step` tells several of one update apart. Raises Refused and StorageFault."""
        await self._submit(Incoming(self.account, self._name(step), kind, value, choice, part=part))

    async def says(self, clip: bytes) -> None:
        """Hands a recording in. Raises Refused and StorageFault."""
        await self._submit(Incoming(self.account, self._name(""), Kind.VOICE, clip=clip))

    async def _submit(self, incoming: Incoming) -> None:
        # Somebody can have two accounts here: the answer goes where the question came from.
        await self.practice.submit(replace(incoming, chat=str(self.place)))
        self.waiting.watch(self.account, self.place)

    def _name(self, step: str) -> str:
        return f"{self.update}:{step}" if step else self.update
