"""Stands in for the model's process: speaks its protocol, knows no words, and misbehaves as it is told.

    python -m tests.interviewers.mistral.odd_worker ORDER

What it does with a job is the content of the first message; what it did is written to the file `diary` in the
folder of the order's base.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any


def main() -> None:
    """Answers until standard input ends."""
    order = json.loads(sys.argv[1])
    diary = Path(order["base"]) / "diary"
    note(diary, "start")
    if order["bits"] == 8:
        tell({"fault": "mistral-no-memory-card", "values": {"needed": 9, "free": 8, "weights": 7, "rows": 1}})
        return
    if order["bits"] == 16:
        tell({"fault": "SafetensorError"})
        return
    tell({"ready": True, "device": "cpu", "bits": order["bits"], "context": order["context"]})
    held = list[int]()
    while line := sys.stdin.buffer.readline():
        job = json.loads(line)
        if "cancel" in job:
            note(diary, "cancel")
            tell({"job": job["cancel"], "cancelled": True})
            continue
        if "health" in job:
            tell({"job": job["job"], "process_mib": 7, "graphics_mib": 0, "kept_mib": 2})
            continue
        whim = job["messages"][0][1]
        note(diary, whim)
        if whim == "hold":
            held.append(job["job"])
            continue
        act(whim, job["job"], diary)
        if whim == "release":
            for number in held:
                tell(answer(number, "held"))


def act(whim: str, job: int, diary: Path) -> None:
    match whim:
        case "crash":
            os._exit(1)
        case "lie":
            tell({"job": job, "text": 5})
            time.sleep(1000)
        case "refuse":
            tell({"job": job, "refused": "mistral-too-long", "values": {"tokens": 9, "most": 8}})
        case "once" if diary.read_text().count("once\n") == 1:
            os._exit(1)
        case _:
            tell(answer(job, whim))


def answer(job: int, text: str) -> dict[str, Any]:
    return {"job": job, "text": text, "prompt_tokens": 3, "completion_tokens": 2, "cached_tokens": 1}


def tell(message: dict[str, Any]) -> None:
    os.write(1, json.dumps(message).encode() + b"\n")


def note(diary: Path, line: str) -> None:
    with diary.open("a") as file:
        file.write(f"{line}\n")


if __name__ == "__main__":
    main()
