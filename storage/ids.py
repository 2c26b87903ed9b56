"""Ids: random, and sorted by the time they were made at."""

from __future__ import annotations

import secrets


def new_id(now: int) -> str:
    """32 hexadecimal digits: 48 bits of `now` (ms since the epoch), then 80 random bits.

    The layout follows UUID version 7 (RFC 9562, section 5.7) without its version and variant bits.
    """
    return f"{now:012x}{secrets.token_hex(10)}"
