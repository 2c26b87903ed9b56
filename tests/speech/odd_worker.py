"""Stands in for the speech worker: speaks its protocol, hears nothing, and misbehaves as the sound tells it.

    python -m tests.speech.odd_worker ORDER

The first sample of a sound says what to do (`Whim`), the second is given back as the length, so that every
answer can be told from every other. What it did is written to the file that the order names as its folder.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from enum import IntEnum
from pathlib import Path
from typing import Any


class Whim(IntEnum):
    """What a sound makes the worker do."""

    ANSWER = 0
    HANG = 1
    CRASH = 2
    KILLED = 3  # as the system does when memory is short
    NONSENSE = 4  # no JSON
    LIES = 5  # JSON, and not what was asked
    FAULT = 6  # an error of the model
    STRANGER = 7  # an answer to nobody before the right one
    SLOW = 8
    ONCE = 9  # a crash the first time only


def main() -> None:
    """Answers until standard input ends."""
    order = json.loads(sys.argv[1])
    diary = Path(order["folder"])
    note(diary, "start")
    if order["compute"] == "none":
        tell({"fault": "RuntimeError"})
        return
    if order["device"] == "auto" and order["compute"] == "no-card":
        os._exit(1)
    tell({"ready": True, "device": order["device"], "compute": order["compute"]})
    while line := sys.stdin.buffer.readline():
        job = json.loads(line)
        sound = memoryview(sys.stdin.buffer.read(job["bytes"])).cast("h")
        note(diary, f"{Whim(sound[0]).name} {sound[1]}")
        act(Whim(sound[0]), sound[1], job["job"], diary)


def act(whim: Whim, mark: int, job: int, diary: Path) -> None:
    match whim:
        case Whim.HANG:
            time.sleep(1000)
        case Whim.CRASH:
            os._exit(1)
        case Whim.KILLED:
            os.kill(os.getpid(), signal.SIGKILL)
        case Whim.NONSENSE:
            os.write(1, b"Segmentation fault\n")
            time.sleep(1000)
        case Whim.LIES:
            tell({"job": job, "heard": {"length_ms": "long"}})
            time.sleep(1000)
        case Whim.FAULT:
            tell({"job": job, "fault": "RuntimeError"})
        case Whim.STRANGER:
            tell({"job": 1_000_000, "heard": heard(mark)})
            tell({"job": job, "heard": heard(mark)})
        case Whim.SLOW:
            time.sleep(0.2)
            tell({"job": job, "heard": heard(mark)})
        case Whim.ONCE if diary.read_text().count(f"ONCE {mark}\n") == 1:
            os._exit(1)
        case _:
            tell({"job": job, "heard": heard(mark)})


def heard(mark: int) -> dict[str, Any]:
    return {"length_ms": mark, "voiced": [], "language": "en", "segments": []}


def tell(message: dict[str, Any]) -> None:
    os.write(1, json.dumps(message).encode() + b"\n")


def note(diary: Path, line: str) -> None:
    with diary.open("a") as file:
        file.write(f"{line}\n")


if __name__ == "__main__":
    main()
