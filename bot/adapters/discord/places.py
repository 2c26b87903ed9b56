"""Where people practise: whose private thread a chat is, and where somebody was last spoken to.

A direct message has no chat of its own: it is the account. What stands here is only a copy of what the port
knows, read again with every fresh connection, so that a restart loses nothing.
"""

from __future__ import annotations

from bot.port import Place, Practice

PLATFORM = "discord"
DIRECT = ""  # the chat of a direct message


class Places:
    """Chats by their owners, and the other way round. Accounts and chats are Discord's ids as text."""

    def __init__(self) -> None:
        self._owners: dict[str, str] = {}
        self._newest: dict[str, str] = {}

    async def load(self, practice: Practice) -> list[Place]:
        """Reads them again, oldest first, of interviews open or ended lately. Raises StorageFault."""
        found = list(reversed(await practice.places(PLATFORM)))
        for place in found:
            self.note(place.chat, place.account.id)
        return found

    def note(self, chat: str, account: str) -> None:
        """Somebody practises there now."""
        self._newest[account] = chat
        if chat:
            self._owners[chat] = account

    def owner(self, chat: str) -> str | None:
        """Whose private thread that is, None where it is nobody's."""
        return self._owners.get(chat)

    def chat_of(self, account: str) -> str:
        """Where somebody practises; direct messages where nothing else is known."""
        return self._newest.get(account, DIRECT)

    def forget(self, chat: str) -> None:
        """The thread is gone: its owner goes on in direct messages."""
        account = self._owners.pop(chat, None)
        if account is not None and self._newest.get(account) == chat:
            self._newest[account] = DIRECT


def lane(chat: str, account: str) -> str:
    """What is worked on in order: a thread, or somebody's direct messages."""
    return chat or account
