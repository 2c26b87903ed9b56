"""Speech by espeak-ng with the true time of every word: the library itself tells it while it speaks."""
# mypy: ignore-errors
# What runs here needs torch's environment and not the project's.

from __future__ import annotations

import ctypes
import ctypes.util
from dataclasses import dataclass
from functools import cache

import av
import numpy as np

RATE = 16_000
WORD, END = 1, 0  # kinds of events (speak_lib.h, espeak_EVENT_TYPE)
RETRIEVE = 1  # give the samples to the callback instead of playing them (AUDIO_OUTPUT_RETRIEVAL)
SPEED, PITCH, RANGE = 1, 3, 4  # parameters (espeak_PARAMETER)
FAINT = 2e-3  # below it a sample is silence


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("name", ctypes.c_char * 8),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


@dataclass(frozen=True)
class Spoken:
    """A spoken sentence: samples from -1 to 1, when sound begins and ends, where each word begins.

    `words` are (first character in the text, seconds).
    """

    text: str
    sound: np.ndarray
    begins: float
    ends: float
    words: list[tuple[int, float]]


class _Engine:
    def __init__(self) -> None:
        self._library = ctypes.CDLL(ctypes.util.find_library("espeak-ng") or "libespeak-ng.so.1")
        self.rate = self._library.espeak_Initialize(RETRIEVE, 200, None, 0)
        self._pieces: list[np.ndarray] = []
        self._words: list[tuple[int, int]] = []
        self._callback = _Callback(self._heard)  # kept: the library holds no reference
        self._library.espeak_SetSynthCallback(self._callback)

    def speak(
        self, text: str, voice: str, speed: int, pitch: int
    ) -> tuple[np.ndarray, list[tuple[int, float]]]:
        if self._library.espeak_SetVoiceByName(voice.encode()):
            raise LookupError(voice)
        for parameter, value in ((SPEED, speed), (PITCH, pitch), (RANGE, 50)):
            self._library.espeak_SetParameter(parameter, value, 0)
        self._pieces.clear()
        self._words.clear()
        data = text.encode()
        self._library.espeak_Synth(data, len(data) + 1, 0, 1, 0, 1, None, None)
        self._library.espeak_Synchronize()
        return np.concatenate(self._pieces), [(at, sample / self.rate) for at, sample in self._words]

    def _heard(self, samples, count, events) -> int:
        if samples and count > 0:
            self._pieces.append(np.ctypeslib.as_array(samples, shape=(count,)).copy())
        n = 0
        while events[n].type != END:
            if events[n].type == WORD:
                self._words.append((events[n].text_position - 1, events[n].sample))
            n += 1
        return 0


@cache
def _engine() -> _Engine:
    return _Engine()


def spoken(text: str, voice: str = "en-us", speed: int = 160, pitch: int = 50) -> Spoken:
    """`text` spoken by `voice` with `speed` words a minute. Raises LookupError for a voice there is not."""
    raw, words = _engine().speak(text, voice, speed, pitch)
    sound = _resampled(raw, _engine().rate)
    heard = np.flatnonzero(np.abs(sound) > FAINT)
    begins, ends = heard[0] / RATE, (heard[-1] + 1) / RATE
    words[0] = (words[0][0], max(words[0][1], begins))
    return Spoken(text, sound, begins, ends, words)


def _resampled(raw: np.ndarray, rate: int) -> np.ndarray:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    frame = av.AudioFrame.from_ndarray(raw[None].astype(np.int16), format="s16", layout="mono")
    frame.sample_rate = rate
    pieces = [one.to_ndarray()[0] for part in (frame, None) for one in resampler.resample(part)]
    return np.concatenate(pieces).astype(np.float32) / 32768
