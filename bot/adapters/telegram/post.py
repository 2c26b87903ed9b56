"""Sends one message of Telegram at a time: text with entities, a picture, a file, an edit, an action.

The rule: an answer is never lost to its looks. What Telegram does not take as it is drawn goes out once more
as plain text; what it will not take either is undeliverable. The library's errors come out as in `faults`.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from telegram import ChatMember, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, ReplyParameters
from telegram.constants import ChatAction
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.adapters.telegram.faults import NO_MESSAGE, UNCHANGED, meaning, says
from bot.adapters.telegram.place import Place
from bot.adapters.telegram.rendering import File, Part, Picture, Words, caption
from bot.adapters.telegram.styled import Styled, clipped, entities
from bot.port import NotSent, Undeliverable

log = logging.getLogger(__name__)

T = TypeVar("T")
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
TOAST_LIMIT = 200  # characters of an answer to a press (Bot API, answerCallbackQuery)


class Post:
    """Sends through a bot."""

    def __init__(self, bot: ExtBot[None]) -> None:
        self._bot = bot

    async def send(self, place: Place, part: Part, reply_to: int = 0) -> int:
        """Sends it; the message's number, 0 for a file that is not taken in any way.

        Raises NotSent, Undeliverable, or TelegramError where it may have been sent.
        """
        try:
            return await _mapped(lambda: self._send(place, part, reply_to))
        except BadRequest as error:
            log.warning("a message was not taken as it was drawn (%s)", _kind_of(error))
        try:
            return await _mapped(lambda: self._send(replace(place, topic=0), plain(part), 0))
        except BadRequest:
            if isinstance(part, Words):
                raise Undeliverable from None
        return 0  # the words beside a file are worth more than the file

    async def _send(self, place: Place, part: Part, reply_to: int) -> int:
        reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
        topic = place.topic or None
        match part:
            case Words(said, markup):
                message = await self._bot.send_message(
                    place.chat,
                    said.text,
                    entities=entities(said) or None,
                    reply_markup=markup,
                    reply_parameters=reply,
                    message_thread_id=topic,
                    link_preview_options=NO_PREVIEW,
                )
            case Picture(file):
                message = await self._bot.send_photo(
                    place.chat,
                    InputFile(file.content, file.name),
                    caption=caption(file) or None,
                    message_thread_id=topic,
                )
            case File(file):
                message = await self._bot.send_document(
                    place.chat,
                    InputFile(file.content, file.name),
                    caption=caption(file) or None,
                    message_thread_id=topic,
                )
        return message.message_id

    async def edit(self, place: Place, message: int, part: Words) -> bool:
        """Puts `part` in a message's place; False where the message is not there any more.

        An edit can be made twice without harm, so what is not known to have arrived is NotSent as well.
        """
        markup = part.markup if isinstance(part.markup, InlineKeyboardMarkup) else None
        return await self._edited(
            lambda: self._bot.edit_message_text(
                part.said.text,
                place.chat,
                message,
                entities=entities(part.said) or None,
                reply_markup=markup,
                link_preview_options=NO_PREVIEW,
            )
        )

    async def buttons(self, place: Place, message: int, markup: InlineKeyboardMarkup | None) -> bool:
        """Puts other buttons below a message, or none; False where the message is not there any more."""
        return await self._edited(
            lambda: self._bot.edit_message_reply_markup(place.chat, message, reply_markup=markup)
        )

    async def _edited(self, change: Callable[[], Awaitable[object]]) -> bool:
        try:
            await _mapped(change)
        except BadRequest as error:
            return says(error, UNCHANGED)
        except TelegramError:
            raise NotSent(1) from None
        return True

    async def delete(self, place: Place, message: int) -> None:
        """Takes a message away; it does not matter where that is not possible."""
        await self._ignoring(lambda: self._bot.delete_message(place.chat, message))

    async def acts(self, place: Place, action: ChatAction) -> None:
        """Shows for five seconds what the bot is at; it does not matter where that is not possible."""
        await self._ignoring(
            lambda: self._bot.send_chat_action(place.chat, action, message_thread_id=place.topic or None)
        )

    async def answers(self, query: str, toast: str = "", *, alert: bool = False) -> None:
        """Answers a press; one that is too old to be answered has been seen all the same."""
        text = clipped(toast, TOAST_LIMIT) or None
        await self._ignoring(lambda: self._bot.answer_callback_query(query, text, show_alert=alert or None))

    async def manages(self, place: Place, user: str) -> bool:
        """Whether somebody looks after a group; not where Telegram does not say so."""
        try:
            member = await _mapped(lambda: self._bot.get_chat_member(place.chat, int(user)))
        except (TelegramError, NotSent, Undeliverable):
            return False
        return member.status in (ChatMember.OWNER, ChatMember.ADMINISTRATOR)

    async def reachable(self) -> None:
        """Returns where Telegram answers. Raises NotSent where it does not."""
        try:
            await _mapped(self._bot.get_me)
        except TelegramError:
            raise NotSent(1) from None

    async def _ignoring(self, ask: Callable[[], Awaitable[object]]) -> None:
        try:
            await ask()
        except TelegramError as error:
            log.info("not done: %s", _kind_of(error))


async def _mapped(ask: Callable[[], Awaitable[T]]) -> T:
    try:
        return await ask()
    except TelegramError as error:
        found = meaning(error)
    if isinstance(found, TelegramError):
        raise found
    raise found from None


def plain(part: Part) -> Part:
    """Without what Telegram may not have liked."""
    return Words(Styled(part.said.text)) if isinstance(part, Words) else File(part.file)


def _kind_of(error: TelegramError) -> str:
    return "gone" if says(error, *NO_MESSAGE) else type(error).__name__
