"""What every worker does in its own process: jobs in, answers out.

The rule: low priority, no network, and the end as soon as whoever started it is gone. No word is written
anywhere but into the answer, and a fault is told by its type.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from core.worker.confining import die_with_parent

NICE = 10
_LOCK = threading.Lock()
Tell = Callable[[dict[str, Any]], None]


def begin() -> tuple[dict[str, Any], Tell]:
    """The order this worker was given, and how it tells its parent something; the first call of a worker."""
    die_with_parent()
    os.nice(NICE)
    answers = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a library that prints does not talk into the answers

    def tell(message: dict[str, Any]) -> None:
        _write(answers, json.dumps(message).encode() + b"\n")

    order: dict[str, Any] = json.loads(sys.argv[1])
    return order, tell


def jobs() -> Iterator[tuple[dict[str, Any], bytes]]:
    """Each job and the bytes that came with it, until standard input ends."""
    while line := sys.stdin.buffer.readline():
        job = json.loads(line)
        yield job, _exactly(sys.stdin.buffer, job.get("bytes", 0))


def _exactly(source: BinaryIO, count: int) -> bytes:
    data = source.read(count)
    if len(data) < count:  # whoever writes died in the middle
        os._exit(0)
    return data


def _write(descriptor: int, data: bytes) -> None:
    """All of it at once: lines of several threads do not mix."""
    with _LOCK:
        while data:
            data = data[os.write(descriptor, data) :]
