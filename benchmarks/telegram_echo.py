"""A bare echo bot of python-telegram-bot, with its own polling and no memory: what ours is held against.

python -m benchmarks.telegram_echo TOKEN URL
"""

from __future__ import annotations

import logging
import sys
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Sends back what it got."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main(token: str, url: str) -> None:
    """Polls until it is told to stop; updates are handled side by side, as ours are."""
    logging.disable()
    builder: Any = ApplicationBuilder().token(token).concurrent_updates(True)
    app = builder.base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:3])
