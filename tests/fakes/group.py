"""A platform with channels, and its adapter for practices, as small as they can be.

The platform numbers updates and messages, keeps every text that anybody ever saw (`seen`), and lets messages
be edited. The adapter hands in presses and messages as `PracticeIncoming`s and shows notices as plain text,
one button a line: [label|act].
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace

from bot.port import Account, Attachment, Letter, NotSent, Undeliverable
from bot.practices.port import Notice, PracticeIncoming, PracticeKind, Practices, PracticeShown
from core.interview.errors import GreenroomError
from core.texts.catalog import texts

PLATFORM = "group"


@dataclass
class Shown:
    """A message as it stands now."""

    id: str
    chat: str
    notice: Notice

    @property
    def text(self) -> str:
        return rendered(self.notice)


@dataclass
class GroupPlatform:
    """The platform's side. `closed` are accounts that take no private messages."""

    updates: list[PracticeIncoming] = field(default_factory=list)
    messages: dict[str, Shown] = field(default_factory=dict)
    seen: list[tuple[str, str]] = field(default_factory=list)  # where, and what stood there
    closed: set[str] = field(default_factory=set)
    files: list[Attachment] = field(default_factory=list)
    busy: int = 0  # how many more messages are not taken
    _nonces: dict[str, str] = field(default_factory=dict)
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def does(self, somebody: str, kind: PracticeKind, chat: str = "room", **more: object) -> PracticeIncoming:
        """Somebody does something in a channel; it waits until the adapter takes it."""
        account, update = Account(PLATFORM, somebody), str(next(self._ids))
        incoming = PracticeIncoming(account, update, kind, chat=chat, name=somebody.title())
        self.updates.append(replace(incoming, **more))  # type: ignore[arg-type]
        return self.updates[-1]

    def post(self, to: str, notice: Notice, nonce: str, edits: str) -> str:
        """Posts a message, once for each nonce, or changes one; returns its id."""
        if self.busy:
            self.busy -= 1
            raise NotSent
        if to in self.closed:
            raise Undeliverable
        if nonce not in self._nonces:
            number = edits if edits in self.messages else f"m{next(self._ids)}"
            self._nonces[nonce] = number
            self.messages[number] = Shown(number, to, notice)
            self.seen.append((to, rendered(notice)))
        return self._nonces[nonce]

    def tells(self, who: str, text: str) -> None:
        """What is said at once to whoever did something that cannot be taken."""
        self.seen.append((who, text))

    def in_(self, chat: str, shown: PracticeShown | None = None) -> list[Shown]:
        """The messages that stand in a chat, or with a person."""
        there = [message for message in self.messages.values() if message.chat == chat]
        return [message for message in there if shown in (None, message.notice.shown)]


class GroupSender:
    """The sender: one message for each letter, an edit where it says so."""

    platform = PLATFORM

    def __init__(self, group: GroupPlatform) -> None:
        self._group = group

    async def send(self, letter: Letter) -> str:
        assert letter.notice is not None
        assert letter.notice.private == (letter.account is not None)
        self._group.files += letter.files
        return self._group.post(letter.to, letter.notice, letter.nonce, letter.edits)


class GroupReceiver:
    """The receiver: every update is kept first and acknowledged then; what cannot be taken is said."""

    def __init__(self, group: GroupPlatform, practices: Practices) -> None:
        self._group = group
        self._practices = practices

    async def receive(self) -> None:
        """Takes what waits, in order."""
        while self._group.updates:
            update = self._group.updates[0]
            try:
                await self._practices.submit(update)
            except GreenroomError as error:
                self._group.tells(update.account.id, texts().say(error.key, error.values))
            self._group.updates.pop(0)

    async def reads(self, who: str, practice: str) -> list[Notice]:
        """Somebody presses what reads: shown to them alone."""
        found = list(await self._practices.mine(Account(PLATFORM, who), practice))
        self._group.seen += [(who, rendered(notice)) for notice in found]
        return found


def rendered(notice: Notice) -> str:
    """A notice as plain text: nothing of it is markup."""
    buttons = [f"[{one.label}|{one.act or 'reads'}]" for one in notice.controls]
    return "\n".join(filter(None, [notice.head, notice.text, *buttons]))
