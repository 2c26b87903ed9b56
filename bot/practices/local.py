"""The port's `Practices` over a store and an engine: what adapters hold of groups in channels."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence

from bot.ears import Ears
from bot.port import Account, Place, Setting
from bot.practices import ingest
from bot.practices.fulfil import Fulfil
from bot.practices.ledger import FORGOTTEN
from bot.practices.letters import Letters
from bot.practices.notices import Notices
from bot.practices.own_time import SET, mine
from bot.practices.port import Notice, PracticeIncoming
from bot.practices.room import LOOKED_AT, Rooms, load
from bot.practices.settings import ASKED_AT, DAY_MS, ChannelSettings
from bot.practices.step import Desk
from bot.works import Engine
from core.domains.loader import Loaded
from core.interview.errors import Refused, StorageFault
from core.interview.ports import Interviewer
from core.interview.practice.agreement import ENOUGH, Pair, shown, with_bot, with_panel
from core.interview.practice.state import Round
from core.interview.values import Speech
from core.language.measuring import measure
from core.texts.blocks import Block, Document, Style
from core.texts.catalog import Texts
from storage.practices import is_question, new_question_id, question_place
from storage.rows import Arrival, Channel, Practice
from storage.store import Store, Transaction

log = logging.getLogger(__name__)

PLATFORM = "clock"  # of rows that nobody sent


def practice_desk(  # noqa: PLR0913, PLR0917 - what a practice is worked on with
    domains: Loaded,
    texts: Texts,
    interviewer: Interviewer,
    bank: Interviewer,
    across: Callable[[Speech], str],
    now: Callable[[], int],
    *,
    listens: bool = True,
) -> Desk:
    """What the mailbox works on practices with."""
    notices = Notices(texts, lambda id_: domains.get(id_).title, across)
    settings = ChannelSettings(texts, domains)
    return Desk(Rooms(), Fulfil(domains, interviewer, bank, measure), notices, settings, now, listens)


class Told:
    """Tells practices, by rows of their own, what somebody does elsewhere."""

    def __init__(self, store: Store, engine: Engine, now: Callable[[], int]) -> None:
        self._store = store
        self._engine = engine
        self.now = now

    async def leave(self, person: str) -> None:
        """Takes a person, who is about to be forgotten, out of all practices, those that are over too."""
        async with self._store.begin() as tx:
            practices = await tx.practices.of_person(person, questions=True)
            for practice, seat in practices:
                gone = json.dumps({"seat": seat})
                update = f"{FORGOTTEN}:{practice.id}:{seat}"
                arrival = Arrival(PLATFORM, update, practice.id, FORGOTTEN, gone)
                await tx.inbox.add(practice.id, arrival, self.now())
        for practice, _ in practices:
            await self.wake(practice.id)

    async def wake(self, conversation: str) -> None:
        """Asks for a practice to be worked on; what was kept is found by the sweep in any case."""
        try:
            await self._engine.wake(conversation)
        except StorageFault as fault:
            log.error("conversation %s waits: %s", conversation, fault.key)


class LocalPractices:
    """Implements `bot.practices.port.Practices`."""

    def __init__(  # noqa: PLR0913, PLR0917 - the parts a port stands on
        self, store: Store, told: Told, desk: Desk, letters: Letters, ears: Ears, texts: Texts
    ) -> None:
        self._store = store
        self._told = told
        self._desk = desk
        self._letters = letters
        self._ears = ears
        self._texts = texts

    async def submit(self, incoming: PracticeIncoming) -> str:
        """Keeps what came in, and asks for it to be worked on. Raises Refused and StorageFault."""
        practice, new = await ingest.keep(self._store, incoming, self._desk.now(), self._ears.allowance)
        if new:
            await self._told.wake(practice)
        return practice

    async def mine(self, account: Account, practice: str) -> Sequence[Notice]:
        """What is for this person alone at the moment. Raises Refused for whoever is no member."""
        async with self._store.read() as tx:
            person = await tx.people.find(account.platform, account.id)
            seat = await tx.practices.seat(practice, person) if person else 0
            if not seat and is_question(practice):
                raise Refused("own-time-first")
            if not seat:
                gone = await tx.practices.get(practice) is None
                raise Refused("practice-gone" if gone else "practice-join-first")
            if is_question(practice):
                return await self._answers(tx, practice, seat)
            state = (await load(tx, practice, self._desk.rooms.get(practice))).state
            question = await self._desk.fulfil.question(tx, state, state.number)
            payloads = self._desk.notices.mine(state, seat, question)
            return [await self._letters.notice(tx, practice, one, private=True) for one in payloads]

    async def _answers(self, tx: Transaction, question: str, seat: int) -> Sequence[Notice]:
        """What a member may see of the channel's question."""
        payload = await mine(tx, self._desk, question, seat)
        return [await self._letters.notice(tx, question, payload, private=True)]

    async def open_at(self, platform: str, chat: str) -> str:
        """The id of the open practice in a chat, "" where there is none."""
        async with self._store.read() as tx:
            return await tx.practices.open_at(platform, chat) or ""

    async def places(self, platform: str) -> Sequence[Place]:
        """Where practices are open on a platform, with the id of the first message of each."""
        async with self._store.read() as tx:
            return [await _place(tx, practice) for practice in await tx.practices.open_on(platform)]

    async def settings(self, platform: str, channel: str) -> Sequence[Setting]:
        """What can be set for a channel, and how it is set."""
        async with self._store.read() as tx:
            found = await tx.channels.find(platform, channel)
        return self._desk.settings.all(found.content if found else "{}")

    async def set(self, platform: str, channel: str, setting: str, value: str, *, moderator: bool) -> None:
        """Sets one thing for a channel. Raises Refused without the right to, or for what there is not."""
        if not moderator:
            raise Refused("practice-permission")
        now = self._desk.now()
        async with self._store.begin() as tx:
            found = await tx.channels.find_or_create(platform, channel, now)
            await tx.channels.keep(found.id, self._desk.settings.with_(found.content, setting, value, now))

    async def agreement(self, account: Account) -> Document:
        """How far a person's levels agree with the panel's and the bot's, over their newest practices."""
        rounds: list[tuple[Round, int]] = []
        async with self._store.read() as tx:
            person = await tx.people.find(account.platform, account.id)
            for practice, seat in (await tx.practices.of_person(person) if person else [])[:LOOKED_AT]:
                state = (await load(tx, practice.id, self._desk.rooms.get(practice.id))).state
                rounds += [(round_, seat) for round_ in state.rounds]
        say = self._texts.say
        return (
            Block(Style.TITLE, say("practice-agreement-title")),
            Block(Style.TEXT, self._agreed("panel", with_panel(rounds))),
            Block(Style.TEXT, self._agreed("bot", with_bot(rounds))),
            Block(Style.NOTE, say("practice-agreement-note")),
        )

    def _agreed(self, with_: str, pairs: Sequence[Pair]) -> str:
        found, count = shown(pairs), len(pairs)
        if found is None:
            key = "not-yet" if count < ENOUGH else "same"
            return self._texts.say(f"practice-agreement-{with_}-{key}", {"count": count})
        return self._texts.say(f"practice-agreement-{with_}", {"kappa": f"{found:.2f}", "count": count})

    async def tidy(self) -> None:
        """What the hour asks for: questions that are due, practices that were kept long enough."""
        async with self._store.read() as tx:
            channels = await tx.channels.all()
        await self._ask(channels)
        await self._let_go(channels)

    async def _ask(self, channels: Sequence[Channel]) -> None:
        """Sets the questions that are due, by rows of their own; one that is still open is let end first."""
        now, settings, new = self._desk.now(), self._desk.settings, list[str]()
        due = [(one, at) for one in channels if (at := settings.due(one.content, now))]
        for channel, at in due:
            question = new_question_id(now)
            async with self._store.begin() as tx:
                if await tx.practices.open_at(channel.platform, question_place(channel.place)) is not None:
                    continue
                update = f"{SET}:{channel.id}:{at}"
                row = Arrival(PLATFORM, update, question, SET, json.dumps({"channel": channel.id}))
                await tx.inbox.add(channel.id, row, now)
                now_kept = await tx.channels.get(channel.id)
                kept = {**json.loads(now_kept.content if now_kept else "{}"), ASKED_AT: at}
                await tx.channels.keep(channel.id, json.dumps(kept))
            new.append(question)
        for question in new:
            await self._told.wake(question)

    async def _let_go(self, channels: Sequence[Channel]) -> None:
        """Forgets the practices that were kept for as long as their channel says."""
        now = self._desk.now()
        async with self._store.read() as tx:
            over = [
                practice
                for channel in channels
                for practice in await tx.practices.over(
                    channel.id, now - self._desk.settings.days(channel.content) * DAY_MS
                )
            ]
        for practice in over:
            self._desk.rooms.drop(practice)
            await self._store.forget(practice)


async def _place(tx: Transaction, practice: Practice) -> Place:
    """Where a practice is open; it is nobody's, so its account has no id."""
    messages = await tx.outbox.after(practice.id, practice.id, 0)
    since = next((message.message for message in messages if message.message), "")
    chat = messages[0].place.chat if messages else ""
    return Place(Account(practice.platform, ""), chat, since, practice.opened_at)
