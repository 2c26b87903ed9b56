"""What was chosen together with `/interview start`, so that it is not asked for in the place right after.

The set-up asks for one choice after the other; a command can answer all of them at once, and the questions
that it has answered would arrive behind it. They are left out once each, for a minute. If the process dies in
between they are shown, which changes nothing.
"""

from __future__ import annotations

import time

from bot.port import Outgoing, Shown

SECONDS = 60.0


class Given:
    """Names of choices by account, "" for the offer to begin."""

    def __init__(self) -> None:
        self._given: dict[str, tuple[float, set[str]]] = {}

    def expect(self, account: str, choices: set[str]) -> None:
        """These are answered already."""
        self._given[account] = (time.monotonic() + SECONDS, choices)

    def answers(self, account: str, outgoing: Outgoing) -> bool:
        """Whether a message only asks for what is answered already; once for each choice."""
        if outgoing.shown not in (Shown.CHOICE, Shown.READY) or account not in self._given:
            return False
        until, choices = self._given[account]
        if time.monotonic() > until:
            del self._given[account]
            return False
        if outgoing.choice not in choices:
            return False
        choices.discard(outgoing.choice)
        return True
