"""Keeps tokens and words out of the log, at every level.

The rule: the libraries below log addresses with the token in them, and at their finest level what people
wrote; they are silenced, since what is worth knowing is logged here, and where somebody lets them speak all
the same, what they say is left out. What others say has the token taken out of it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

SILENCED = ("httpx", "httpcore", "telegram", "aiolimiter")
HIDDEN, LEFT_OUT = "(token)", "(left out)"


@contextmanager
def discreet(*secrets: str) -> Iterator[None]:
    """Keeps `secrets` out of the log until the end of the block."""
    kept = [secret for secret in secrets if secret]
    levels = {name: logging.getLogger(name).level for name in SILENCED}
    make = logging.getLogRecordFactory()

    def record(*args: Any, **kwargs: Any) -> logging.LogRecord:
        made = make(*args, **kwargs)
        if made.name.partition(".")[0] in SILENCED:
            made.msg, made.args, made.exc_info = LEFT_OUT, (), None
            return made
        try:
            said = made.getMessage()
        except Exception:  # whoever logged it made a mistake, which is not to end what they were at
            made.msg, made.args = LEFT_OUT, ()
            return made
        if any(secret in said for secret in kept):
            made.msg, made.args = hidden(said, kept), ()
        return made

    for name in SILENCED:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    logging.setLogRecordFactory(record)
    try:
        yield
    finally:
        if logging.getLogRecordFactory() is record:
            logging.setLogRecordFactory(make)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


def hidden(said: str, secrets: list[str]) -> str:
    """What was said, without the secrets."""
    for secret in secrets:
        said = said.replace(secret, HIDDEN)
    return said
