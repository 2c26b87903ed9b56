"""Documents as embeds: a report, a history, a policy, drawn with Discord's own markdown.

A message has one embed, which keeps it under the 6,000 characters that all embeds of a message may have.
"""

from __future__ import annotations

import discord

from bot.adapters.discord.plain import neutral, pieces, short
from core.texts.blocks import Block, Document, Style

TITLE_LIMIT, TEXT_LIMIT = 256, 4_000  # Discord: 256 and 4,096
COLOUR = 0x1F6F5C
FULL, EMPTY, UNJUDGED = "●", "○", "·"


def embeds(document: Document) -> list[discord.Embed]:
    """`document` as embeds, one for each message that it takes; at least one."""
    title = next((block.text for block in document if block.style is Style.TITLE), None)
    text = "\n".join(_line(block) for block in document if block.style is not Style.TITLE)
    drawn = [discord.Embed(description=page, colour=COLOUR) for page in pieces(text, TEXT_LIMIT)]
    drawn = drawn or [discord.Embed(colour=COLOUR)]
    if title:
        drawn[0].title = short(neutral(title), TITLE_LIMIT)
    return drawn


# What stands before and after a block, and what before every line of it.
AROUND = {Style.HEADING: ("\n**", "**"), Style.STRONG: ("**", "**"), Style.ITEM: ("- ", "")}
BEFORE_LINES = {Style.QUOTE: "> ", Style.NOTE: "-# "}


def _line(block: Block) -> str:
    text = neutral(block.text)
    if block.style is Style.METER:
        return f"{_meter(block)} {text}"
    if block.style in BEFORE_LINES:
        return "\n".join(f"{BEFORE_LINES[block.style]}{line}" for line in text.split("\n"))
    before, after = AROUND.get(block.style, ("", ""))
    return f"{before}{text}{after}"


def _meter(block: Block) -> str:
    """Dots, so that a level can be seen without colour; faint ones where nothing could be judged."""
    if not block.value:
        return UNJUDGED * block.of
    return FULL * block.value + EMPTY * (block.of - block.value)
