"""What the tiny Whisper learns from: windows of spoken sentences, with where in them each token is said.

The features are faster-whisper's own, zero-padded as it does, so that what is learnt is what will be heard.
"""
# mypy: ignore-errors
# What runs here needs torch's environment and not the project's.

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
from faster_whisper.feature_extractor import FeatureExtractor
from tokenizers import Tokenizer

from tests.speech.tiny_whisper.espeak import RATE, Spoken, spoken
from tests.speech.tiny_whisper.sentences import ALL, ANSWERS
from tests.speech.tiny_whisper.tokens import TIMESTAMPS

FRAMES_A_SECOND = 100
POSITIONS_A_SECOND = 50  # the encoder halves the frames
WINDOW_FRAMES = 3000
VOICES = ("en-us", "en-gb-x-rp", "en-us-nyc", "en-gb-scotland")
TIMBRES = (
    "",
    "+m1",
    "+m2",
    "+m4",
    "+m7",
    "+f1",
    "+f2",
    "+f4",
    "+Andy",
    "+Annie",
    "+linda",
    "+adam",
    "+edward",
)
IGNORED = -100  # a label that is not learnt
FILTERS = FeatureExtractor().mel_filters
HANN = np.hanning(401)[:-1].astype(np.float32)

Times = tuple[float, float]


@dataclass(frozen=True)
class Clip:
    """A spoken sentence as mel power (80 x frames of 10 ms), its tokens and when each is said."""

    text: str
    mel: np.ndarray
    ids: list[int]
    times: list[Times]
    begins: float
    ends: float


@dataclass(frozen=True)
class Window:
    """One example. `said` has for each label when it is said, None for none.

    `frames` has the token of each position.
    """

    mel: np.ndarray
    ids: list[int]
    labels: list[int]
    said: list[Times | None]
    frames: np.ndarray


@dataclass(frozen=True)
class Batch:
    """Windows as arrays of the same length. `attend` marks for each label the positions where it is said."""

    mel: np.ndarray
    ids: np.ndarray
    labels: np.ndarray
    frames: np.ndarray
    attend: np.ndarray
    first_position: int


def power(sound: np.ndarray) -> np.ndarray:
    """Mel power of `sound` without the logarithm, so that clips and noise can be added."""
    padded = np.pad(sound, (200, 360))
    count = (len(padded) - 400) // 160 + 1
    frames = np.lib.stride_tricks.sliding_window_view(padded, 400)[::160][:count] * HANN
    spectrum = np.abs(np.fft.rfft(frames, axis=1)) ** 2
    return (FILTERS @ spectrum.T).astype(np.float32)[:, :-1]


class Teacher:
    """Makes batches. `takes` is how often each sentence is spoken, each time by another voice."""

    def __init__(self, tokenizer: Tokenizer, takes: int, seed: int) -> None:
        self._chance = random.Random(seed)
        self._noise = np.random.RandomState(seed)
        self._id = tokenizer.token_to_id
        self._first_time = tokenizer.get_vocab_size()
        self.text_tokens = tokenizer.get_vocab_size() - 9
        self._clips = {text: [self._speak(tokenizer, text) for _ in range(takes)] for text in ALL}

    def batch(self, size: int, frames: int, *, whole: bool = False) -> Batch:
        """`size` windows of at most `frames`, as they are or padded to the `whole` 30 s.

        Short ones are put anywhere in the 30 s, so that late positions are learnt at a short one's cost.
        """
        windows = [self._window(frames) for _ in range(size)]
        length = WINDOW_FRAMES if whole else frames + 20
        shifts = not whole and self._chance.random() < 0.6
        shift = self._chance.randint(0, (WINDOW_FRAMES - length) // 2) if shifts else 0
        return self._arrays(windows, length, shift)

    def _speak(self, tokenizer: Tokenizer, text: str) -> Clip:
        voice = self._chance.choice(VOICES) + self._chance.choice(TIMBRES)
        said = spoken(text, voice, self._chance.randint(125, 205), self._chance.randint(30, 75))
        encoded = tokenizer.encode(f" {text}")
        times = [_times(said, start - 1, end - 1) for start, end in encoded.offsets]
        sound = said.sound[: int((said.ends + 0.05) * RATE)]
        return Clip(text, power(sound), encoded.ids, times, said.begins, said.ends)

    def _texts(self, frames: int) -> list[str]:
        """A sentence, or in long windows mostly an answer, whole or its beginning."""
        if frames < 700 or self._chance.random() < 0.2:
            return [self._chance.choice(ALL)]
        answer = self._chance.choice(ANSWERS)
        whole = self._chance.random() < 0.75
        return list(answer if whole else answer[: self._chance.randint(2, 3)])

    def _window(self, frames: int) -> Window:
        chance = self._chance
        at = chance.uniform(0, 0.8 if chance.random() < 0.8 else 2)
        placed: list[tuple[float, Clip]] = []
        for text in self._texts(frames) if chance.random() > 0.03 else []:
            clip = chance.choice(self._clips[text])
            if (at + clip.ends + 0.3) * FRAMES_A_SECOND > frames:
                break
            at = round(at * FRAMES_A_SECOND) / FRAMES_A_SECOND
            placed.append((at, clip))
            at += clip.ends + chance.choice((0.1, 0.3, 0.6, 1.2, 2.0)) * chance.uniform(0.5, 1.2)
        if not placed:
            at = chance.uniform(0.5, frames / FRAMES_A_SECOND - 1)
        length = min(frames, int(at * FRAMES_A_SECOND) + chance.randint(2, 60))
        ids, labels, said = self._tokens(placed)
        return Window(self._mel(placed, length), ids, labels, said, _spoken_at(placed, length))

    def _mel(self, placed: list[tuple[float, Clip]], length: int) -> np.ndarray:
        chance = self._chance
        mel = np.zeros((80, length), np.float32)
        for at, clip in placed:
            first = round(at * FRAMES_A_SECOND)
            part = clip.mel[:, : length - first]
            mel[:, first : first + part.shape[1]] += part * 10 ** chance.uniform(-0.7, 0.4)
        if chance.random() < 0.4:  # even noise, louder or fainter, deep or high
            tilt = np.exp(chance.uniform(-2, 2) * np.linspace(-1, 1, 80))[:, None]
            mel += 10 ** chance.uniform(-7, -3) * tilt * self._noise.gamma(2.0, 0.5, size=mel.shape)
        mel = np.log10(np.maximum(mel, 1e-10))
        mel = (np.maximum(mel, mel.max() - 8) + 4) / 4
        if chance.random() < 0.5:  # a band that is missing
            band = chance.randint(0, 70)
            mel[band : band + chance.randint(1, 8)] = mel.mean()
        return mel

    def _tokens(self, placed: list[tuple[float, Clip]]) -> tuple[list[int], list[int], list[Times | None]]:
        """What goes into the decoder, what is to come out, and when that is said."""
        before = self._before() if placed and self._chance.random() < 0.12 else []
        ids = [*before, self._id("<|startoftranscript|>")]
        labels, said = [IGNORED] * len(before), [None] * len(before)
        end, plain = self._id("<|endoftext|>"), self._id("<|notimestamps|>")
        if not placed:
            return [*ids, plain], [*labels, self._id("<|nospeech|>"), end], [*said, None, None]
        timed = self._chance.random() < 0.6
        out, when = self._said(placed, timed=timed)
        over = placed[-1][0] + placed[-1][1].ends
        when.append((over, over + 0.2))  # the end, too, has its place: or it attends everywhere
        if timed:
            return ids + out, [*labels, *out, end], [*said, *when]
        return [*ids, plain, *out], [*labels, IGNORED, *out, end], [*said, None, *when]

    def _before(self) -> list[int]:
        """What was said in the window before."""
        texts = [self._chance.choice(ALL) for _ in range(self._chance.choice((1, 2)))]
        return [self._id("<|startofprev|>"), *(one for text in texts for one in self._clips[text][0].ids)]

    def _said(self, placed: list[tuple[float, Clip]], *, timed: bool) -> tuple[list[int], list[Times]]:
        out: list[int] = []
        when: list[Times] = []
        for at, clip in placed:
            first, last = at + clip.begins, at + clip.ends
            out += [self._time(first), *clip.ids, self._time(last)] if timed else clip.ids
            inner = [(at + start, at + end) for start, end in clip.times]
            around = [(first - 0.06, first + 0.06)], [(last - 0.06, last + 0.06)]
            when += [*around[0], *inner, *around[1]] if timed else inner
        return out, when

    def _time(self, seconds: float) -> int:
        return self._first_time + min(round(seconds * POSITIONS_A_SECOND), TIMESTAMPS - 1)

    def _arrays(self, windows: list[Window], length: int, shift: int) -> Batch:
        positions = length // 2
        longest = max(len(one.ids) for one in windows)
        mel = np.zeros((len(windows), 80, length), np.float32)
        ids = np.full((len(windows), longest), self._id("<|endoftext|>"))
        labels = np.full((len(windows), longest), IGNORED)
        frames = np.zeros((len(windows), positions), np.int64)
        attend = np.zeros((len(windows), longest, positions), np.float32)
        for n, one in enumerate(windows):
            mel[n, :, : one.mel.shape[1]] = one.mel
            ids[n, : len(one.ids)], labels[n, : len(one.labels)] = one.ids, one.labels
            known = one.frames[:positions]
            frames[n, : len(known)] = known
            for k, times in enumerate(one.said):
                if times and one.labels[k] != IGNORED:
                    first, last = (int(t * POSITIONS_A_SECOND) for t in times)
                    attend[n, k, max(first - 1, 0) : last + 2] = 1
        latest = self._first_time + TIMESTAMPS - 1
        for tokens in (ids, labels):
            timed = tokens >= self._first_time
            tokens[timed] = np.minimum(tokens[timed] + shift, latest)
        return Batch(mel, ids, labels, frames, attend, shift)


def _times(said: Spoken, start: int, end: int) -> Times:
    """When the characters `start:end` are said: their part of their word's time."""
    start += said.text[start : start + 1] == " "
    start = max(start, 0)
    n = max((n for n, (first, _) in enumerate(said.words) if first <= start), default=0)
    first, begins = said.words[n]
    after, ends = said.words[n + 1] if n + 1 < len(said.words) else (len(said.text), said.ends)
    letters = max(len(said.text[first:after].rstrip(" .,?!")), 1)
    one = begins + (ends - begins) * min((start - first) / letters, 0.9)
    other = begins + (ends - begins) * min((end - first) / letters, 1.0)
    return one, max(other, one + 0.04)


def _spoken_at(placed: list[tuple[float, Clip]], length: int) -> np.ndarray:
    """The text token said at each position, plus one; 0 for none."""
    frames = np.zeros((length + 1) // 2, np.int64)
    for at, clip in placed:
        for token, (start, end) in zip(clip.ids, clip.times, strict=True):
            first = int((at + start) * POSITIONS_A_SECOND)
            frames[first : max(int((at + end) * POSITIONS_A_SECOND), first + 1)] = token + 1
    return frames
