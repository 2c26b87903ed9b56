"""What runs in the speech worker, `python -m core.speech.worker ORDER`: sounds in, what was heard out.

    parent -> worker   a line of JSON ({"job", "language", "words", "bytes"}), then so many bytes of sound
    worker -> parent   {"ready": ...} or {"fault": ...} once, then for each job, in any order, a line of JSON

The rule: low priority, no network, and the end as soon as whoever started it is gone. No word is written
anywhere but into the answer, and a fault is told by its type.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any, BinaryIO

from core.speech.confining import die_with_parent
from core.speech.order import Order

NICE = 10
_LOCK = threading.Lock()
Tell = Callable[[dict[str, Any]], None]


def main() -> None:
    """Loads what the order names, then works until standard input ends."""
    die_with_parent()
    os.nice(NICE)
    answers = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a library that prints does not talk into the answers

    def tell(message: dict[str, Any]) -> None:
        _write(answers, json.dumps(message).encode() + b"\n")

    from core.speech.ear import Ear  # noqa: PLC0415 - half a second, at the low priority

    order = Order(**json.loads(sys.argv[1]))
    try:
        ear = Ear(order)
    except (RuntimeError, ValueError, OSError, MemoryError, KeyError) as error:
        tell({"fault": type(error).__name__})
        return
    tell({"ready": True, "device": ear.device, "compute": ear.compute})
    with ThreadPoolExecutor(order.at_once) as pool:
        while line := sys.stdin.buffer.readline():
            job = json.loads(line)
            pool.submit(_work, ear, job, _exactly(sys.stdin.buffer, job["bytes"]), tell)


def _work(ear: Any, job: dict[str, Any], sound: bytes, tell: Tell) -> None:
    import numpy as np  # noqa: PLC0415 - as above

    try:
        samples = np.frombuffer(sound, dtype=np.int16)
        heard = ear.hear(samples, job["language"], words=job["words"])
    except Exception as error:  # whatever a model raises is this job's trouble, not the worker's
        tell({"job": job["job"], "fault": type(error).__name__})
    else:
        tell({"job": job["job"], "heard": asdict(heard)})


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


if __name__ == "__main__":
    main()
