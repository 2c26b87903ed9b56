"""What a command or a press does, and how Discord is answered: stored first, acknowledged then.

Discord waits three seconds. What changes something is kept as an inbox row within a budget and acknowledged
right after; over budget the person is asked to repeat it. Looking something up stores nothing and is
acknowledged first; a window has to be the first answer there is, and opening one is looking something up.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.adapters.discord.places import lane
from bot.adapters.discord.shared import Interaction, Shared, account_of, chat_of, privately
from bot.port import Incoming, Kind, Query
from core.interview.errors import GreenroomError


class Ack(StrEnum):
    """How an interaction is answered."""

    WORD = "word"  # kept, then a private word that it was
    QUIET = "quiet"  # kept, then nothing: the message that was pressed stays as it is
    READ = "read"  # acknowledged, then looked up and shown privately
    PUBLIC = "public"  # acknowledged, then looked up and shown to everybody
    WINDOW = "window"  # a window opens; what is written there comes as another interaction


@dataclass(frozen=True, slots=True)
class Way:
    """What happens. `waits` for the person's own messages that are still being fetched: they came before."""

    ack: Ack
    kind: Kind | None = None
    query: Query | None = None
    waits: bool = False


COMMANDS: Mapping[str, Way] = {
    "start": Way(Ack.WORD, Kind.OPEN),
    "stop": Way(Ack.WORD, Kind.STOP),
    "pause": Way(Ack.WORD, Kind.PAUSE),
    "resume": Way(Ack.WORD, Kind.RESUME),
    "hint": Way(Ack.WORD, Kind.HINT),
    "skip": Way(Ack.WORD, Kind.SKIP, waits=True),
    "repeat": Way(Ack.WORD, Kind.REPEAT),
    "done": Way(Ack.WORD, Kind.DONE, waits=True),
    "review": Way(Ack.WORD, Kind.REVIEW),
    "redo": Way(Ack.WORD, Kind.REDO),
    "status": Way(Ack.READ, query=Query.STATUS),
    "report": Way(Ack.READ, query=Query.REPORT),
    "history": Way(Ack.READ, query=Query.HISTORY),
    "why": Way(Ack.READ, query=Query.WHY),
    "domains": Way(Ack.READ, query=Query.DOMAINS),
    "privacy": Way(Ack.READ, query=Query.PRIVACY),
    "settings": Way(Ack.READ),
    "link": Way(Ack.READ),
    "export": Way(Ack.READ),
    "practise": Way(Ack.WORD, Kind.TEXT),
}
PRESSES: Mapping[str, Way] = {
    "begin": Way(Ack.QUIET, Kind.BEGIN),
    "choose": Way(Ack.QUIET, Kind.CHOOSE),
    "start": Way(Ack.WORD, Kind.OPEN),
    "done": Way(Ack.QUIET, Kind.DONE, waits=True),
    "hint": Way(Ack.QUIET, Kind.HINT),
    "skip": Way(Ack.QUIET, Kind.SKIP, waits=True),
    "pause": Way(Ack.QUIET, Kind.PAUSE),
    "resume": Way(Ack.QUIET, Kind.RESUME),
    "stopnow": Way(Ack.QUIET, Kind.STOP),
    "use": Way(Ack.QUIET, Kind.USE),
    "again": Way(Ack.QUIET, Kind.AGAIN),
    "rate": Way(Ack.QUIET, Kind.RATE),
    "redo": Way(Ack.WORD, Kind.REDO),
    "correct": Way(Ack.WINDOW),
    "answer": Way(Ack.WINDOW),
    "forget": Way(Ack.WINDOW),
    "stop": Way(Ack.READ),
    "set": Way(Ack.READ),
    "report": Way(Ack.READ, query=Query.REPORT),
    "why": Way(Ack.READ, query=Query.WHY),
    "pdf": Way(Ack.READ),
    "json": Way(Ack.READ),
    "export": Way(Ack.READ),
    "share": Way(Ack.PUBLIC, query=Query.REPORT),
}
WINDOWS: Mapping[str, Way] = {
    "correct": Way(Ack.QUIET, Kind.CORRECT),
    "answer": Way(Ack.QUIET, Kind.TEXT),
    "forget": Way(Ack.READ),
}


async def keep(  # noqa: PLR0913 - one interaction, from its check to its acknowledgement
    shared: Shared,
    interaction: Interaction,
    way: Way,
    incomings: list[Incoming],
    *,
    of: str | None = None,
    word: str = "",
    until: float | None = None,
) -> bool:
    """Keeps what came in, then acknowledges it: with `word`, or without one. Whether it was kept.

    `of` is the interview that what was pressed belongs to; `until` when the budget ends, by the loop's clock.
    """
    account = str(interaction.user.id)
    shared.reach.put(account, interaction)
    try:
        async with asyncio.timeout_at(until or deadline(shared)):
            if of is not None and not await _belongs(shared, interaction, of):
                await privately(interaction, shared.say("discord-not-yours"))
                return False
            if way.waits:
                await shared.open.wait()
                await shared.lanes.idle(lane(chat_of(interaction, shared.places), account))
            for incoming in incomings:
                await shared.practice.submit(incoming)
    except TimeoutError:
        await privately(interaction, shared.say("discord-repeat"))
        return False
    except GreenroomError as error:
        await privately(interaction, shared.sentence(error))
        return False
    await acknowledge(shared, interaction, way.ack, word)
    return True


def deadline(shared: Shared) -> float:
    """When the budget of an interaction that comes now ends, by the loop's clock."""
    return asyncio.get_running_loop().time() + shared.budget


async def belongs(shared: Shared, interaction: Interaction, of: str) -> bool:
    """Whether what was pressed belongs to its presser's interview; they are told where it does not."""
    try:
        async with asyncio.timeout_at(deadline(shared)):
            theirs = await _belongs(shared, interaction, of)
    except TimeoutError:
        await privately(interaction, shared.say("discord-repeat"))
        return False
    if not theirs:
        await privately(interaction, shared.say("discord-not-yours"))
    return theirs


async def _belongs(shared: Shared, interaction: Interaction, of: str) -> bool:
    """By the newest interview of whoever pressed it, as the port has it now."""
    return (await shared.practice.situation(account_of(interaction.user))).interview == of


async def acknowledge(shared: Shared, interaction: Interaction, ack: Ack, word: str = "") -> None:
    """The one answer that Discord waits for, but for windows."""
    match ack:
        case Ack.WORD:
            await privately(interaction, word or shared.say("discord-taken"))
        case Ack.QUIET:
            await interaction.response.defer()
        case Ack.READ:
            await interaction.response.defer(ephemeral=True, thinking=True)
        case Ack.PUBLIC:
            await interaction.response.defer(ephemeral=False, thinking=True)
        case Ack.WINDOW:
            raise ValueError(ack)


def incoming(  # noqa: PLR0913 - what a press can carry
    shared: Shared,
    interaction: Interaction,
    kind: Kind,
    value: str = "",
    *,
    choice: str = "",
    part: int = 0,
    complete: bool = False,
) -> Incoming:
    """An interaction as the port has it; its id is the update's."""
    return Incoming(
        account_of(interaction.user),
        str(interaction.id),
        kind,
        value,
        choice,
        complete,
        chat_of(interaction, shared.places),
        part=part,
    )
