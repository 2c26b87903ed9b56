"""What goes through the pipes between Greenroom and its decoding child.

parent -> child   REQUEST (the limits, the container, the clip's length), then the clip
child -> parent   READY once it waits; then ANSWER, then as many samples as it names, 16 bit a sample

The rule: both sides know every length before they read, so that neither holds more than its limit.
"""

from __future__ import annotations

import struct
from enum import IntEnum

RATE = 16_000  # samples a second of what comes back: one channel, 16 bit
WIDTH = 2  # bytes a sample

READY = b"R"
REQUEST = struct.Struct("=8sIIII")  # container, most samples, MiB, seconds, bytes of the clip
ANSWER = struct.Struct("=BBI")  # verdict, whether sound is missing, samples


class Verdict(IntEnum):
    """What the child says of a clip."""

    SOUND = 1
    TOO_LONG = 2
    NO_SOUND = 3
    UNREADABLE = 4
    TOO_HEAVY = 5
