"""What hears inside the speech worker: Silero finds the voice, faster-whisper the words.

The rule: only the worker imports this, since it brings onnxruntime, CTranslate2 and NumPy. Nothing here
reaches for the network: the model is a folder.

Silences of `GAP_MS` and more are cut out before Whisper hears the clip, since it makes words up in them and
each window of 30 s costs the same whether full or not; the words' times are those of the clip all the same.
Decoding has no chance in it (temperature 0), so that the same clip gives the same words whatever else runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import ctranslate2  # type: ignore[import-untyped]
import numpy as np
from faster_whisper import WhisperModel  # type: ignore[import-untyped]
from faster_whisper.transcribe import Segment as Decoded  # type: ignore[import-untyped]
from numpy.typing import NDArray

from core.interview.ports import HeardWord
from core.speech.impression import Impression, Segment
from core.speech.order import Order
from core.speech.voice import Span, voice
from core.speech.wire import RATE

GAP_MS = 2000  # a silence this long is cut out; faster-whisper's own default
MARGIN_MS = 400  # what is left of it on either side; likewise
BEAM = 5  # Whisper's own width (Radford et al. 2022, section 4.5)

# What each device computes with, the best it knows first.
PRECISIONS = {"cuda": ("float16", "int8_float16", "int8", "float32"), "cpu": ("int8", "float32")}


class Ear:
    """A loaded model. Several threads may use it at once."""

    def __init__(self, order: Order) -> None:
        """Raises what CTranslate2 raises: RuntimeError or ValueError for a model or device it cannot use."""
        self.device = device_for(order.device)
        self.compute = compute_for(order.compute, self.device)
        self._model = None
        if order.folder:
            self._model = WhisperModel(
                order.folder,
                device=self.device,
                compute_type=self.compute,
                cpu_threads=order.threads,
                num_workers=order.at_once,
                local_files_only=True,
            )
            self._try_out(self._model)

    @staticmethod
    def _try_out(model: WhisperModel) -> None:
        """A missing GPU library ends the process at the first use: better now than with somebody's answer."""
        model.encode(np.zeros((model.feature_extractor.mel_filters.shape[0], 3000), dtype=np.float32))

    def hear(self, samples: NDArray[np.int16], language: str | None, *, words: bool = True) -> Impression:
        """The voice in `samples` (16 kHz, mono) and, unless only that is asked for, the words."""
        sound = samples.astype(np.float32) / np.float32(32768)
        voiced = voice(sound)
        length_ms = len(samples) * 1000 // RATE
        if not voiced or not words or self._model is None:
            return Impression(length_ms, voiced, language or "")
        if language not in self._model.supported_languages:
            language = None
        pieces = _pieces(voiced, length_ms)
        decoded, info = self._model.transcribe(
            np.concatenate([sound[_sample(start) : _sample(end)] for start, end in pieces]),
            language=language,
            beam_size=BEAM,
            temperature=0.0,
            word_timestamps=True,
            condition_on_previous_text=False,  # a mistake in one window does not become a loop in the next
        )
        segments = tuple(_segment(one, pieces) for one in decoded)
        return Impression(length_ms, voiced, info.language, segments)


def device_for(asked: str) -> str:
    """cuda or cpu: what is asked for, or what is there."""
    if asked != "auto":
        return asked
    return "cuda" if ctranslate2.get_cuda_device_count() else "cpu"


def compute_for(asked: str, device: str) -> str:
    """What to compute with on `device`: what is asked for, or the best it knows."""
    if asked != "auto":
        return asked
    known = ctranslate2.get_supported_compute_types(device)
    return next(one for one in PRECISIONS[device] if one in known)


def _pieces(voiced: Sequence[Span], length_ms: int) -> list[Span]:
    """The stretches Whisper hears: the voice with its margins, silences under GAP_MS left in."""
    pieces: list[Span] = []
    for start, end in voiced:
        if pieces and start - pieces[-1][1] < GAP_MS - MARGIN_MS:
            pieces[-1] = (pieces[-1][0], min(end + MARGIN_MS, length_ms))
        else:
            pieces.append((max(start - MARGIN_MS, 0), min(end + MARGIN_MS, length_ms)))
    return pieces


def _sample(ms: int) -> int:
    return ms * RATE // 1000


def _segment(decoded: Decoded, pieces: Sequence[Span]) -> Segment:
    words = tuple(_words(decoded, pieces))
    return Segment(words, decoded.avg_logprob, decoded.no_speech_prob, decoded.compression_ratio)


def _words(decoded: Decoded, pieces: Sequence[Span]) -> Iterator[HeardWord]:
    for word in decoded.words or ():
        start, end = _in_clip(word.start, word.end, pieces)
        yield HeardWord(word.word.strip(), start, end, float(word.probability))


def _in_clip(start: float, end: float, pieces: Sequence[Span]) -> Span:
    """The milliseconds of the clip of a word's seconds in the pieces put together.

    A word lies in the piece where its middle is, so that none is stretched over a silence that was cut out.
    """
    middle = (start + end) * 500
    begun = 0  # where the piece begins in the pieces put together
    for first, last in pieces:
        if middle < begun + last - first or (first, last) == pieces[-1]:
            shift = first - begun
            first_ms, last_ms = (min(max(round(t * 1000) + shift, first), last) for t in (start, end))
            return first_ms, last_ms
        begun += last - first
    raise AssertionError
