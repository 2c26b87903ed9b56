"""Shows documents, files and menus as the answer to an interaction that was acknowledged before.

Setting the first message is idempotent (it takes the place of "is thinking"); what does not fit follows it.
"""

from __future__ import annotations

import io

import discord

from bot.adapters.discord.drawing import Post
from bot.adapters.discord.items import view
from bot.adapters.discord.shared import NOBODY, Interaction
from bot.port import Attachment


def files_of(attachments: tuple[Attachment, ...]) -> list[discord.File]:
    """Attachments as discord.py sends them; they are read once, so they are made for each attempt."""
    return [
        discord.File(io.BytesIO(one.content), one.name, description=one.alt or None) for one in attachments
    ]


async def show(interaction: Interaction, posts: list[Post], *, ephemeral: bool = True) -> None:
    """Shows messages in the place of the acknowledgement."""
    first, *rest = posts
    await interaction.edit_original_response(
        content=first.content or None,
        embed=first.embed,
        attachments=files_of(first.files),
        view=view(first.rows),
        allowed_mentions=NOBODY,
    )
    for post in rest:
        controls = view(post.rows)
        await interaction.followup.send(
            post.content,
            embed=post.embed or discord.utils.MISSING,
            files=files_of(post.files),
            view=controls or discord.utils.MISSING,
            ephemeral=ephemeral,
            allowed_mentions=NOBODY,
        )
