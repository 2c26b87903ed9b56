"""How the way of a message does: what waits and what was given up, in numbers and ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from storage.rows import Delivery
from storage.store import Store

SHOWN = 10  # ids named of what was given up


@dataclass(frozen=True, slots=True)
class Health:
    """`failed` are ids of inbox rows that were given up; the rest are counts."""

    conversations_waiting: int
    failed: tuple[int, ...]
    jobs_open: int
    jobs_failed: int
    unsent: int
    send_failed: int


async def health(store: Store) -> Health:
    """Looks at everything at one moment. Raises StorageFault."""
    async with store.read() as tx:
        return Health(
            conversations_waiting=len(await tx.inbox.conversations_with_undone()),
            failed=tuple(await tx.inbox.failed()),
            jobs_open=await tx.jobs.count("open"),
            jobs_failed=await tx.jobs.count("failed"),
            unsent=await tx.outbox.count(Delivery.UNSENT),
            send_failed=await tx.outbox.count(Delivery.FAILED),
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say; `key` names its sentence."""

    good: bool
    key: str
    values: tuple[tuple[str, str | int], ...] = ()


def findings(found: Health) -> Iterator[Finding]:
    """What `doctor` says of it: what waits is in order, what was given up wants looking at."""
    counts = {"waiting": found.conversations_waiting, "jobs": found.jobs_open, "unsent": found.unsent}
    for name, count in counts.items():
        yield Finding(True, f"doctor-{name}", (("count", count),))
    if found.failed:
        ids = ", ".join(str(id_) for id_ in found.failed[:SHOWN])
        yield Finding(False, "doctor-failed", (("count", len(found.failed)), ("ids", ids)))
    if found.jobs_failed:
        yield Finding(False, "doctor-jobs-failed", (("count", found.jobs_failed),))
    if found.send_failed:
        yield Finding(False, "doctor-send-failed", (("count", found.send_failed),))
