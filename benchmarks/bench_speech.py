"""What hearing a recording costs, from its bytes to its transcript; ./run bench speech

With GREENROOM_SPEECH_MODEL=FOLDER a model of real size (benchmarks/whisper_base.py makes one from nothing) is
measured against bare faster-whisper; memory and the event loop are measured with the tests' tiny one.

The rule: the worker and the decoding child are there already, as for a person who speaks for the second time,
and bare faster-whisper has its model loaded. Both hear the same bytes with the same settings.
"""

from __future__ import annotations

import asyncio
import io
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
import psutil  # type: ignore[import-untyped]
from faster_whisper import WhisperModel  # type: ignore[import-untyped]
from faster_whisper.vad import VadOptions  # type: ignore[import-untyped]

from benchmarks.frame import Missing, Row, at_most, figure, medians, ratio
from core.speech.audio import Decoder, decode
from core.speech.ear import BEAM, GAP_MS, MARGIN_MS
from core.speech.order import Order, available_cores, order_for
from core.speech.transcriber import Listener
from core.speech.voice import voice
from core.speech.wire import RATE
from tests.speech.clips import encode
from tests.speech.tiny import MODEL, clip

SPOKEN = ("budget", "engineers")  # 26 s with their pauses: one window of Whisper
TOKENS = 64  # of a window: some 45 words in 20 s of speech
AT_ONCE = 4
FEW, MANY = 10, 1000
LAG_S = 20.0
TICK_S = 0.005


@dataclass
class Held:
    """A listener in an event loop of its own, to be called from outside."""

    listener: Listener
    loop: asyncio.AbstractEventLoop

    def hear(self, recording: bytes, times: int = 1) -> None:
        """Hears `times` of it at once."""
        self.loop.run_until_complete(self._hear(recording, times))

    async def _hear(self, recording: bytes, times: int) -> None:
        await asyncio.gather(*(self.listener.transcribe(recording, "en") for _ in range(times)))

    def one_after_the_other(self, recording: bytes, times: int) -> None:
        """Hears it so many times."""
        for _ in range(times):
            self.hear(recording)

    def close(self) -> None:
        """Ends the worker."""
        self.loop.run_until_complete(self.listener.close())
        self.loop.close()


def held(order: Order) -> Held:
    """A listener that was used once."""
    loop = asyncio.new_event_loop()
    made = Held(Listener(lambda: order), loop)
    made.hear(clip("thanks"))
    return made


def bench_whole_path() -> Iterator[Row]:
    """From bytes to transcript against bare faster-whisper, on a model of real size."""
    order, recording = order_for(_real()), _recording()
    ours, model = held(order), _bare(order)
    yield ratio(
        "speech.whole_path_against_bare",
        lambda: ours.hear(recording),
        lambda: _hear_bare(model, recording),
        at_most(1.1),
    )
    ours.close()


def bench_several() -> Iterator[Row]:
    """Notes at once against one after the other."""
    ours, recording = held(order_for(_real())), _recording()
    yield ratio(
        "speech.four_at_once",
        lambda: ours.hear(recording, AT_ONCE),
        lambda: ours.one_after_the_other(recording, AT_ONCE),
        at_most(1.0),
        rounds=3,
    )
    ours.close()


def bench_parts() -> Iterator[Row]:
    """Where the time goes: each part alone, in the way the worker does it."""
    recording, order = _recording(), order_for(_real())
    loop = asyncio.new_event_loop()
    decoder = Decoder()
    sound = loop.run_until_complete(decoder.decode(recording)).samples.astype(np.float32) / np.float32(32768)
    model = _bare(order)
    features = model.feature_extractor(sound)[:, :3000]
    encoded = model.encode(features)
    prompt = [50_258, 50_259, 50_359, 50_363]
    words = [list(range(1_000, 1_000 + TOKENS))]
    seconds = medians(
        {
            "decoding": lambda: loop.run_until_complete(decoder.decode(recording)),
            "voice": lambda: voice(sound),
            "features": lambda: model.feature_extractor(sound),
            "encoder": lambda: model.encode(features),
            # CTranslate2 keeps half of the length for what is written
            "decoder": lambda: model.model.generate(encoded, [prompt], beam_size=BEAM, max_length=2 * TOKENS),
            "word_times": lambda: model.model.align(encoded, prompt[:3], words, 3000),
        },
        rounds=5,
    )
    loop.run_until_complete(decoder.close())
    loop.close()
    for part, taken in seconds.items():
        yield figure(f"speech.part_{part}", taken * 1000, "ms")


def bench_memory() -> Iterator[Row]:
    """What the worker and this process hold after many notes against after a few."""
    ours = held(order_for(str(MODEL)))
    few = _memory(ours, FEW)
    many = _memory(ours, MANY - FEW)
    for place, goal in (("worker", at_most(1.1)), ("parent", at_most(1.1))):
        value = many[place] / few[place]
        yield figure(
            f"speech.memory_{place}_{MANY}_against_{FEW}", value, "x", goal, ours=many[place], peer=few[place]
        )
    ours.close()


def bench_loop() -> Iterator[Row]:
    """How late the event loop is while all cores listen."""
    ours = held(order_for(_model_at_hand()))
    lags = ours.loop.run_until_complete(_lags(ours, _recording()))
    yield figure("speech.loop_lag_p999", float(np.quantile(lags, 0.999)) * 1000, "ms", at_most(100))
    yield figure("speech.loop_lag_median", median(lags) * 1000, "ms")
    ours.close()


async def _lags(ours: Held, recording: bytes) -> list[float]:
    """How much later than asked the loop came back, again and again while notes are heard."""
    until, lags = time.monotonic() + LAG_S, list[float]()

    async def listen() -> None:
        while time.monotonic() < until:
            await ours.listener.transcribe(recording, "en")

    listening = [asyncio.create_task(listen()) for _ in range(available_cores() + 1)]
    while time.monotonic() < until:
        begun = time.perf_counter()
        await asyncio.sleep(TICK_S)
        lags.append(time.perf_counter() - begun - TICK_S)
    await asyncio.gather(*listening)
    return lags


def _memory(ours: Held, notes: int) -> dict[str, float]:
    """MiB resident after so many more notes."""
    names = ("budget", "thanks", "vague")
    for n in range(notes):
        ours.hear(clip(names[n % len(names)]))
    worker = ours.listener.worker
    assert worker is not None
    return {
        "worker": psutil.Process(worker.pid).memory_info().rss / 2**20,
        "parent": psutil.Process().memory_info().rss / 2**20,
    }


def _hear_bare(model: WhisperModel, recording: bytes) -> None:
    segments, _ = model.transcribe(
        io.BytesIO(recording),
        language="en",
        beam_size=BEAM,
        temperature=0.0,
        word_timestamps=True,
        condition_on_previous_text=False,
        vad_filter=True,
        vad_parameters=VadOptions(min_silence_duration_ms=GAP_MS, speech_pad_ms=MARGIN_MS),
    )
    for _ in segments:
        pass


def _bare(order: Order) -> WhisperModel:
    return WhisperModel(
        order.folder,
        device="cpu",
        compute_type="int8",
        cpu_threads=order.threads,
        num_workers=order.at_once,
        local_files_only=True,
    )


def _recording() -> bytes:
    """One voice note of SPOKEN, as Opus."""
    parts = [asyncio.run(decode(clip(name))).samples for name in SPOKEN]
    return encode(np.repeat(np.concatenate(parts), 48_000 // RATE), "ogg")


def _model_at_hand() -> str:
    return os.environ.get("GREENROOM_SPEECH_MODEL") or str(MODEL)


def _real() -> str:
    """A model of real size: the tiny one is so fast that only what is around it would be measured."""
    folder = os.environ.get("GREENROOM_SPEECH_MODEL", "")
    if not (Path(folder) / "model.bin").is_file():
        raise Missing("GREENROOM_SPEECH_MODEL must be the folder of a model; see benchmarks/whisper_base.py")
    return folder
