"""What can go wrong between a bot and Telegram, planned by a test or drawn from a seed.

The rule: a fault is drawn when a request has come in, before anything of it is done; "before" and "after" say
whether the request has its effect.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

POLLING = "getUpdates"


class Kind(StrEnum):
    """The kinds of faults."""

    TOO_MANY = "too many"  # 429 with retry_after
    BROKEN = "broken"  # 5xx, no effect
    BROKEN_AFTER = "broken after"  # 5xx, though it had its effect
    RESET = "reset"  # the connection is reset, no effect
    RESET_AFTER = "reset after"
    SILENT = "silent"  # no answer ever, no effect
    SILENT_AFTER = "silent after"
    SLOW = "slow"  # an answer, late
    NO_JSON = "no json"  # a proxy's page for an answer, with 502


EFFECTIVE = frozenset({Kind.BROKEN_AFTER, Kind.RESET_AFTER, Kind.SILENT_AFTER, Kind.SLOW})
QUICK = tuple(kind for kind in Kind if kind not in (Kind.SILENT, Kind.SILENT_AFTER))


@dataclass(frozen=True, slots=True)
class Fault:
    """One of them. `seconds` is how late, how long silent, or the `retry_after`."""

    kind: Kind
    seconds: float = 0
    status: int = 502

    @property
    def effective(self) -> bool:
        """Whether the request has its effect."""
        return self.kind in EFFECTIVE


@dataclass
class Faults:
    """The schedule. `met` counts what came about, by method and kind."""

    planned: list[tuple[str, Fault]] = field(default_factory=list)
    met: Counter[tuple[str, Kind]] = field(default_factory=Counter)
    _random: random.Random | None = None
    _share: float = 0
    _most: int = 0
    _kinds: Sequence[Kind] = ()
    _silence: float = 0
    _methods: frozenset[str] = frozenset()

    def plan(self, kind: Kind, method: str = "", *, seconds: float = 0, status: int = 502) -> None:
        """The next request of a method (of any, without one) meets this."""
        self.planned.append((method, Fault(kind, seconds, status)))

    def schedule(
        self,
        seed: int,
        share: float,
        most: int,
        kinds: Sequence[Kind] = QUICK,
        *,
        silence: float = 8,
        methods: Sequence[str] = (),
    ) -> None:
        """From now on a share of the requests (to these methods) meet faults from a seed, `most` in all."""
        self._random, self._share, self._kinds = random.Random(seed), share, kinds
        self._most, self._silence, self._methods = self.count + most, silence, frozenset(methods)

    def stop(self) -> None:
        """Nothing goes wrong any more."""
        self._random = None
        self.planned.clear()

    @property
    def count(self) -> int:
        """How many came about."""
        return self.met.total()

    def draw(self, method: str) -> Fault | None:
        """What a request meets."""
        fault = self._next_planned(method) or self._drawn(method)
        if fault:
            self.met[method, fault.kind] += 1
        return fault

    def _next_planned(self, method: str) -> Fault | None:
        for index, (wanted, fault) in enumerate(self.planned):
            if wanted in ("", method):
                del self.planned[index]
                return fault
        return None

    def _drawn(self, method: str) -> Fault | None:
        if (
            self._random is None
            or self.count >= self._most
            or (self._methods and method not in self._methods)
        ):
            return None
        if self._random.random() >= self._share:
            return None
        kind = self._random.choice(self._kinds)
        seconds = {
            Kind.TOO_MANY: 1.0,
            Kind.SLOW: self._random.uniform(0, 0.3),
            Kind.SILENT: self._silence,
            Kind.SILENT_AFTER: self._silence,
        }
        return Fault(kind, seconds.get(kind, 0), self._random.choice((500, 502, 503, 504)))
