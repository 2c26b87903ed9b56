"""What is said about a delivery: a helpful sentence for each thing worth saying, with where it happened.

The rule: a sentence names what was heard, where, and one thing to try; it never names an accent or blames.
The pace comes first, then fillers, pauses and length; what is good is said in a few words.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.interview.delivery import Aim, Change, Delivery, Pace, Place, Remark, Standing, Window, clock

SLOW = (Standing.LOW, Standing.TOO_LOW)
FAST = (Standing.HIGH, Standing.TOO_HIGH)
APART = 1.15  # times the whole answer's rate, from which on one stretch of it is named


def remarks(delivery: Delivery) -> tuple[Remark, ...]:
    """The sentences about a delivery; where nothing could be judged, why."""
    if not delivery.judged:
        return (Remark("delivery-not-judged" if delivery.countable else "delivery-not-counted"),)
    return (*_pace(delivery), *_fillers(delivery), *_pauses(delivery), *_length(delivery))


def _pace(delivery: Delivery) -> Iterator[Remark]:
    standing, pace = delivery.rate_standing, delivery.pace
    unit = ("unit", pace.unit)
    rate = ("rate", pace.written(delivery.rate))
    change = delivery.change
    if change is not None and _leaves_the_band(change, pace):
        way = "up" if change.after > change.before else "down"
        before, after = pace.written(change.before), pace.written(change.after)
        yield Remark(
            f"delivery-changed-{way}",
            (*_at(change.place, delivery), ("after", after), ("before", before), unit),
        )
        return
    if standing is Standing.GOOD:
        yield Remark("delivery-rate-good", (rate, unit))
        return
    side = "slow" if standing in SLOW else "fast"
    far = standing in (Standing.TOO_LOW, Standing.TOO_HIGH)
    key = f"delivery-rate-{'too-' if far else ''}{side}"
    window = _apart(delivery, slow=side == "slow")
    if window is None:
        yield Remark(key, (rate, unit))
        return
    there = (*_at(window.place, delivery), ("to", clock(window.to_ms)), ("there", pace.written(window.rate)))
    yield Remark(f"{key}-there", (rate, unit, *there))


def _leaves_the_band(change: Change, pace: Pace) -> bool:
    """Whether one side of a change is not good; a change from good to good is left to the figures."""
    sides = (pace.band.standing(change.before), pace.band.standing(change.after))
    return any(side is not Standing.GOOD for side in sides)


def _apart(delivery: Delivery, *, slow: bool) -> Window | None:
    """The slowest or fastest stretch, where it is clearly slower or faster than the whole."""
    if not delivery.windows or not delivery.rate:
        return None
    if slow:
        slowest = min(delivery.windows, key=lambda window: window.rate)
        return slowest if slowest.rate * APART <= delivery.rate else None
    fastest = max(delivery.windows, key=lambda window: window.rate)
    return fastest if fastest.rate >= delivery.rate * APART else None


def _fillers(delivery: Delivery) -> Iterator[Remark]:
    standing, count = delivery.fillers_standing, delivery.sums.fillers
    if standing is Standing.NOT_JUDGED:
        return
    if not count:
        yield Remark("delivery-fillers-none")
        return
    a_minute = ("minute", f"{delivery.fillers_a_minute or 0:.1f}")
    key = "good" if standing is Standing.GOOD else "many" if standing is Standing.TOO_HIGH else "some"
    values: tuple[tuple[str, str | int], ...] = (("count", count), a_minute)
    if standing is not Standing.GOOD and delivery.cluster is not None:
        cluster = delivery.cluster
        where = (*_at(cluster.place, delivery), ("to", clock(cluster.to_ms)), ("there", cluster.count))
        yield Remark(f"delivery-fillers-{key}-there", (*values, *where))
    else:
        yield Remark(f"delivery-fillers-{key}", values)


def _pauses(delivery: Delivery) -> Iterator[Remark]:
    if delivery.pauses_standing is Standing.HIGH:
        yield Remark("delivery-pauses-much", (("percent", delivery.paused),))
    if delivery.long_pauses and delivery.aim is not Aim.INTERVIEW:
        longest = max(delivery.long_pauses, key=lambda pause: pause.ms)
        seconds = f"{longest.ms / 1000:.1f}"
        count = ("count", len(delivery.long_pauses))
        at = _at(longest.place, delivery)
        yield Remark("delivery-pauses-long", (count, ("seconds", seconds), *at))


def _length(delivery: Delivery) -> Iterator[Remark]:
    standing, length = delivery.length_standing, delivery.length
    if length is None or standing is Standing.NOT_JUDGED:
        return
    key = "short" if standing in SLOW else "long" if standing in FAST else "good"
    time = clock(delivery.seconds * 1000)
    yield Remark(f"delivery-length-{key}", (("time", time), ("minutes", int(length.high) // 60)))


def _at(place: Place, delivery: Delivery) -> tuple[tuple[str, str | int], ...]:
    """A place in values: the time, and which recording, 0 where there is only one."""
    return ("at", clock(place.at_ms)), ("recording", place.part + 1 if delivery.parts > 1 else 0)
