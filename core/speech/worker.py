"""What runs in the speech worker, `python -m core.speech.worker ORDER`: sounds in, what was heard out.

parent -> worker   {"job", "language", "words", "bytes"}, then so many bytes of sound
worker -> parent   {"ready", "device", "compute"}; {"job", "heard"} or {"job", "fault"}
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any

from core.speech.order import Order
from core.worker.serving import Tell, begin, jobs


def main() -> None:
    """Loads what the order names, then works until standard input ends."""
    given, tell = begin()

    from core.speech.ear import Ear  # noqa: PLC0415 - half a second, at the low priority

    order = Order(**given)
    try:
        ear = Ear(order)
    except (RuntimeError, ValueError, OSError, MemoryError, KeyError) as error:
        tell({"fault": type(error).__name__})
        return
    tell({"ready": True, "device": ear.device, "compute": ear.compute})
    with ThreadPoolExecutor(order.at_once) as pool:
        for job, sound in jobs():
            pool.submit(_work, ear, job, sound, tell)


def _work(ear: Any, job: dict[str, Any], sound: bytes, tell: Tell) -> None:
    import numpy as np  # noqa: PLC0415 - as above

    try:
        samples = np.frombuffer(sound, dtype=np.int16)
        heard = ear.hear(samples, job["language"], words=job["words"])
    except Exception as error:  # whatever a model raises is this job's trouble, not the worker's
        tell({"job": job["job"], "fault": type(error).__name__})
    else:
        tell({"job": job["job"], "heard": asdict(heard)})


if __name__ == "__main__":
    main()
