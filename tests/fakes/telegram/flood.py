"""How much Telegram takes of one bot (Bot API, FAQ): 30 messages a second in all, 20 a minute in a group.

The rule: what is over that is refused with 429 and the seconds until there is room, and has no effect.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field


@dataclass
class Flood:
    """Counts messages in sliding windows. `refused` is how many were too many."""

    a_second: int = 30
    a_minute_in_a_group: int = 20
    refused: int = 0
    _all: deque[float] = field(default_factory=deque)
    _groups: defaultdict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def wait(self, chat: int, now: float) -> int:
        """The whole seconds until a message to `chat` is taken; 0 where it is taken now, and counted."""
        windows = [(self._all, self.a_second, 1.0)]
        if chat < 0:  # the numbers of groups are negative
            windows.append((self._groups[chat], self.a_minute_in_a_group, 60.0))
        waits = [_until_room(window, most, seconds, now) for window, most, seconds in windows]
        if any(waits):
            self.refused += 1
            return max(1, math.ceil(max(waits)))
        for window, _, _ in windows:
            window.append(now)
        return 0


def _until_room(window: deque[float], most: int, seconds: float, now: float) -> float:
    while window and window[0] <= now - seconds:
        window.popleft()
    return window[0] + seconds - now if len(window) >= most else 0
