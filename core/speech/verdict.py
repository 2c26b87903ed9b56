"""What is said about a delivery: a helpful sentence for each thing worth saying, with where it happened.

The rule: a sentence names what was heard, where, and one thing to try; it never names the person, an accent
or a mistake of theirs. First comes the pace, then fillers, pauses and length; what is good is said once.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.interview.delivery import Delivery, Remark, Standing

Values = tuple[tuple[str, str | int], ...]
SLOW = (Standing.LOW, Standing.TOO_LOW)
FAST = (Standing.HIGH, Standing.TOO_HIGH)
APART = 1.15  # times the whole answer's rate, from which on one stretch of it is named


def remarks(delivery: Delivery) -> tuple[Remark, ...]:
    """The sentences about a delivery, the most telling first; where nothing could be judged, why."""
    if not delivery.judged:
        return (Remark(_why_not(delivery)),)
    return (*_pace(delivery), *_fillers(delivery), *_pauses(delivery), *_length(delivery))


def _why_not(delivery: Delivery) -> str:
    return "delivery-not-judged"


def clock(ms: int) -> str:
    """A time as minutes and seconds.

    >>> clock(42_700), clock(125_000)
    ('0:42', '2:05')
    """
    return f"{ms // 60_000}:{ms // 1000 % 60:02}"


def _pace(delivery: Delivery) -> Iterator[Remark]:
    return iter(())


def _fillers(delivery: Delivery) -> Iterator[Remark]:
    return iter(())


def _pauses(delivery: Delivery) -> Iterator[Remark]:
    return iter(())


def _length(delivery: Delivery) -> Iterator[Remark]:
    return iter(())
