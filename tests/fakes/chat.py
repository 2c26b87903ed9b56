"""A chat platform and its adapter, as small as they can be: what Telegram and Discord are to Greenroom.

The platform numbers updates and messages and can lose a connection; the adapter is a receiver (update ->
`Incoming`, acknowledged once it is kept), a sender (`Letter` -> message) and a rendering (plain text).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from bot.port import (
    Account,
    Incoming,
    Kind,
    Letter,
    Option,
    Outgoing,
    Practice,
    Query,
    Undeliverable,
)
from core.interview.errors import GreenroomError
from core.texts.blocks import Document
from core.texts.catalog import Texts

PLATFORM = "chat"
COMMANDS = {
    f"/{kind}": kind
    for kind in (Kind.OPEN, Kind.BEGIN, Kind.HINT, Kind.REPEAT, Kind.SKIP, Kind.PAUSE, Kind.RESUME, Kind.STOP)
}


@dataclass(frozen=True, slots=True)
class Update:
    """What the platform tells the adapter: somebody wrote something, or pressed a button."""

    id: int
    chat: str
    text: str = ""
    button: str = ""


@dataclass
class ChatPlatform:
    """The platform's side: updates that wait until they are acknowledged, messages that were sent.

    `outages` are raised, one a request, before anything is sent; `lost_answers` after it.
    """

    updates: list[Update] = field(default_factory=list)
    messages: dict[str, list[str]] = field(default_factory=dict)
    nonces: dict[str, str] = field(default_factory=dict)
    outages: list[Exception] = field(default_factory=list)
    lost_answers: int = 0
    blocked: set[str] = field(default_factory=set)
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def somebody_does(self, chat: str, text: str = "", button: str = "") -> Update:
        update = Update(next(self._ids), chat, text, button)
        self.updates.append(update)
        return update

    def post(self, chat: str, text: str, nonce: str) -> str:
        """Posts a message, once for each nonce; returns its id."""
        if self.outages:
            raise self.outages.pop(0)
        if chat in self.blocked:
            raise Undeliverable
        if nonce not in self.nonces:
            self.nonces[nonce] = f"message-{next(self._ids)}"
            self.messages.setdefault(chat, []).append(text)
        if self.lost_answers:
            self.lost_answers -= 1
            raise ConnectionError(text)
        return self.nonces[nonce]


class ChatSender:
    """The sender: one message of the platform for each of ours."""

    platform = PLATFORM

    def __init__(self, chats: ChatPlatform) -> None:
        self._chats = chats

    async def send(self, letter: Letter) -> str:
        return self._chats.post(letter.to, rendered(letter.outgoing), letter.nonce)


class ChatReceiver:
    """The receiver: every update is kept first and acknowledged then; what cannot be taken is said."""

    def __init__(self, chats: ChatPlatform, practice: Practice, texts: Texts) -> None:
        self._chats = chats
        self._practice = practice
        self._texts = texts

    async def receive(self) -> None:
        """Takes what waits, in order. Raises StorageFault where nothing can be kept: it all waits on."""
        while self._chats.updates:
            update = self._chats.updates[0]
            try:
                await self._practice.submit(incoming(update))
            except GreenroomError as error:
                sentence = self._texts.say(error.key, error.values)
                self._chats.post(update.chat, sentence, f"refusal-{update.id}")
            self._chats.updates.pop(0)

    async def reads(self, chat: str, query: Query) -> None:
        """Answers a question about oneself with what can be read at any time."""
        document = await self._practice.view(Account(PLATFORM, chat), query)
        self._chats.post(chat, "\n".join(lines(document)), f"view-{chat}-{query}")


def incoming(update: Update) -> Incoming:
    """An update as the port has it."""
    account, number = Account(PLATFORM, update.chat), str(update.id)
    if update.button:
        choice, _, value = update.button.partition("=")
        return Incoming(account, number, Kind.CHOOSE, value, choice)
    kind = COMMANDS.get(update.text)
    return Incoming(account, number, kind or Kind.TEXT, "" if kind else update.text, complete=kind is None)


def rendered(outgoing: Outgoing) -> str:
    """A message as plain text: nothing of it is markup."""
    said = " ".join(part for part in (outgoing.head, outgoing.text) if part)
    return "\n".join([said, *(_button(option) for option in outgoing.options)])


def _button(option: Option) -> str:
    return f"[{option.label}]"


def lines(document: Document) -> list[str]:
    """A document as lines."""
    return [block.text for block in document]
