"""Recordings, fetched from where Discord keeps them: never more than `LIMIT` bytes, whatever is declared.

The address of a recording expires; the message is asked for a fresh one then, once.
"""

from __future__ import annotations

import aiohttp
import discord

from core.interview.errors import Refused

LIMIT = 25_000_000  # bytes; the port has its own, smaller by default
SECONDS = 60.0
GONE = (403, 404, 410)


class Fetcher:
    """Fetches by a session of its own, since discord.py reads a whole file however large it is."""

    def __init__(self, connector: aiohttp.BaseConnector | None = None) -> None:
        timeout = aiohttp.ClientTimeout(total=SECONDS)
        own = connector is None
        self._session = aiohttp.ClientSession(connector=connector, connector_owner=own, timeout=timeout)

    async def close(self) -> None:
        await self._session.close()

    async def clip(self, message: discord.Message, attachment: discord.Attachment) -> bytes:
        """The bytes of a recording.

        Raises Refused where it is too large or gone, and what aiohttp raises.
        """
        if attachment.size > LIMIT:
            raise too_large()
        content = await self._read(attachment.url)
        if content is None:
            fresh = await self._fresh(message, attachment.id)
            content = await self._read(fresh.url) if fresh else None
        if content is None:
            raise Refused("discord-clip-gone")
        return content

    async def _read(self, address: str) -> bytes | None:
        """What is there; None where nothing is, or not any more."""
        async with self._session.get(address) as answer:
            if answer.status in GONE:
                return None
            answer.raise_for_status()
            content = bytearray()
            async for part in answer.content.iter_chunked(1 << 16):
                content += part
                if len(content) > LIMIT:
                    raise too_large()
            return bytes(content)

    async def _fresh(self, message: discord.Message, id_: int) -> discord.Attachment | None:
        try:
            again = await message.channel.fetch_message(message.id)
        except (discord.NotFound, discord.Forbidden):
            return None
        return next((one for one in again.attachments if one.id == id_), None)


def too_large() -> Refused:
    """What is said of a recording that is larger than can be taken."""
    return Refused("refused-voice-large", megabytes=LIMIT // 1_000_000)


def is_sound(attachment: discord.Attachment) -> bool:
    """Whether somebody may have recorded it; what it really is shows when it is decoded."""
    return attachment.is_voice_message() or (attachment.content_type or "").startswith("audio/")
