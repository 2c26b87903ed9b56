"""The tiny Whisper of the tests and the clips it understands; what is said in them is known."""

from __future__ import annotations

import json
from pathlib import Path

FOLDER = Path(__file__).parent / "tiny_whisper"
MODEL = FOLDER / "model"
# What the model writes down word for word; a single short sentence ("thanks") it takes for another one.
NAMES = ("budget", "engineers", "nurse", "vague")
_CLIPS = json.loads((FOLDER / "clips" / "clips.json").read_text(encoding="utf-8"))
LEAD_MS = 500  # of silence before the first word


def clip(name: str) -> bytes:
    """The OGG of NAMES."""
    return (FOLDER / "clips" / f"{name}.ogg").read_bytes()


def text(name: str) -> str:
    """What is said in it."""
    return " ".join(_CLIPS[name]["texts"])


def pauses_ms(name: str) -> list[int]:
    """The exact silences between its sentences."""
    return [round(1000 * pause) for pause in _CLIPS[name]["pauses"]]


def bare(said: str) -> list[str]:
    """Its words without marks, in lower case: what can be compared."""
    return ["".join(filter(str.isalnum, word)).lower() for word in said.split()]
