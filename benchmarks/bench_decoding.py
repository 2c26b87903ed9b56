"""What reading a recording costs, from its bytes to levelled samples, by container; ./run bench decoding

The rule: the child that decodes is there already, as it is for a person who speaks for the second time; what
the first one waits for is a row of its own. The peer of a row is PyAV on the same bytes in this process, with
no limits and no child, so that the rest is what safety and levelling cost.
"""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import Iterator
from statistics import median

import av
from av.audio.resampler import AudioResampler

from benchmarks.frame import ROUNDS, Row, figure
from core.speech.audio import Decoder
from core.speech.child import Child
from tests.speech.clips import KINDS, encode, talk

SECONDS = 60
READY_S = 0.5  # in which the next child is started, unmeasured


def bench_containers() -> Iterator[Row]:
    """Milliseconds for each second of sound; ours and peer are the seconds for all of it."""
    sound = talk(*[2.5, -0.5] * (SECONDS // 3))
    for kind in KINDS:
        ours, peer = asyncio.run(_measured(encode(sound, kind)))
        value = ours * 1000 / SECONDS
        yield figure(f"decoding.{kind}", value, "ms a second of sound", ours=ours, peer=peer)


def bench_start() -> Iterator[Row]:
    """A child from nothing to waiting for a recording."""
    yield figure("decoding.start_of_a_child", asyncio.run(_started()) * 1000, "ms")


async def _measured(clip: bytes) -> tuple[float, float]:
    """The median seconds of both, measured in turns."""
    decoder = Decoder()
    await decoder.decode(clip)
    ours, peer = [], []
    for _ in range(ROUNDS):
        await asyncio.sleep(READY_S)
        begun = time.perf_counter()
        await decoder.decode(clip)
        ours.append(time.perf_counter() - begun)
        await asyncio.sleep(READY_S)
        begun = time.perf_counter()
        _plainly(clip)
        peer.append(time.perf_counter() - begun)
    await decoder.close()
    return median(ours), median(peer)


async def _started() -> float:
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        child = await Child.start()
        taken.append(time.perf_counter() - begun)
        await child.end()
    return median(taken)


def _plainly(clip: bytes) -> int:
    count = 0
    resampler = AudioResampler(format="s16", layout="mono", rate=16_000)
    with av.open(io.BytesIO(clip), "r") as opened:
        for frame in opened.decode(opened.streams.audio[0]):
            count += sum(out.samples for out in resampler.resample(frame))
    return count
