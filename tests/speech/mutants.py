"""Damaged recordings without end: `mutant(seed)` is always the same one.

The rule: every container is damaged in every way: cut off, bits turned, figures driven to their extremes,
stretches gone, doubled, exchanged, zeroed, or filled with another container's bytes; one to three at a time.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

from tests.speech.clips import encode, mux, talk, tone
from tests.speech.hostile import film

Damage = Callable[[random.Random, bytearray], None]

HEADER = 600  # bytes in which most of what a container says of itself is
EXTREMES = [fill * size for fill in (b"\x00", b"\xff", b"\x7f", b"\x80") for size in (1, 2, 4, 8)]


@cache
def originals() -> dict[str, bytes]:
    """What is damaged, by its kind: one of each container, and what differs inside."""
    sound = talk(0.5, -0.2, 0.5)
    made = {kind: encode(sound, kind) for kind in ("ogg", "webm", "m4a", "mp3", "flac")}
    return {
        **made,
        "wav": encode(talk(0.5, -0.2, 0.5, rate=8_000), "wav", 8_000),
        "wav-adpcm": mux(tone(1.0, rate=8_000), "wav", "adpcm_ima_wav", 8_000, {}),
        "ogg-flac": mux(sound, "ogg", "flac", 48_000, {}),
        "webm-length": encode(sound, "webm", live="0"),
        "m4a-parts": encode(sound, "m4a", movflags="frag_keyframe+empty_moov"),
        "m4a-alac": mux(tone(0.5, rate=16_000), "ipod", "alac", 16_000, {}),
        "mp4-film": film("mp4", "mpeg4", "aac"),
        "webm-film": film("webm", "libvpx", "libopus"),
    }


def mutant(seed: int) -> tuple[str, bytes]:
    """The kind of the original, and what became of it."""
    chance = random.Random(seed)
    kinds = list(originals())
    kind = kinds[seed % len(kinds)]
    clip = bytearray(originals()[kind])
    for _ in range(chance.randint(1, 3)):
        chance.choice(DAMAGES)(chance, clip)
    return kind, bytes(clip)


def _place(chance: random.Random, clip: bytearray) -> int:
    """Anywhere, every other time in the header."""
    most = len(clip) if chance.random() < 0.5 else min(HEADER, len(clip))
    return chance.randrange(max(1, most))


def _stretch(chance: random.Random, clip: bytearray) -> slice:
    begin = _place(chance, clip)
    return slice(begin, begin + chance.choice((1, 2, 4, 16, 64, 256, 1_024, max(1, len(clip) // 3))))


def _cut_off(chance: random.Random, clip: bytearray) -> None:
    del clip[_place(chance, clip) :]


def _turn_bits(chance: random.Random, clip: bytearray) -> None:
    for _ in range(chance.choice((1, 2, 8, 64))):
        if clip:
            clip[_place(chance, clip)] ^= 1 << chance.randrange(8)


def _drive(chance: random.Random, clip: bytearray) -> None:
    for _ in range(chance.choice((1, 1, 2, 4))):
        place, extreme = _place(chance, clip), chance.choice(EXTREMES)
        clip[place : place + len(extreme)] = extreme


def _drop(chance: random.Random, clip: bytearray) -> None:
    del clip[_stretch(chance, clip)]


def _zero(chance: random.Random, clip: bytearray) -> None:
    stretch = _stretch(chance, clip)
    clip[stretch] = bytes(len(clip[stretch]))


def _double(chance: random.Random, clip: bytearray) -> None:
    stretch = _stretch(chance, clip)
    clip[stretch.start : stretch.start] = clip[stretch] * chance.choice((1, 1, 2, 50))


def _exchange(chance: random.Random, clip: bytearray) -> None:
    one, other = sorted((_place(chance, clip), _place(chance, clip)))
    length = min(other - one, len(clip) - other, 256)
    clip[one : one + length], clip[other : other + length] = (
        clip[other : other + length],
        clip[one : one + length],
    )


def _noise(chance: random.Random, clip: bytearray) -> None:
    stretch = _stretch(chance, clip)
    clip[stretch] = chance.randbytes(len(clip[stretch]))


def _graft(chance: random.Random, clip: bytearray) -> None:
    other = originals()[chance.choice(list(originals()))]
    begin = chance.randrange(len(other))
    clip[_place(chance, clip) :] = other[begin:]


def _grow(chance: random.Random, clip: bytearray) -> None:
    clip += chance.choice((b"\x00", b"\xff", bytes(clip[-64:]))) * chance.choice((1, 100, 10_000))


DAMAGES: tuple[Damage, ...] = (
    *(_cut_off, _turn_bits, _drive, _drive, _drop, _zero),
    *(_double, _exchange, _noise, _graft, _grow),
)
