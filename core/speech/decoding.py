"""What runs in the decoding child, `python -m core.speech.decoding`: one clip in, its samples out, the end.

The rule: between the request, which comes from Greenroom, and the first byte of the clip, which comes from
anybody, the child gives up all it does not need for good: it can open no file and no connection, write no
file, and take only so much memory and time. Whatever FFmpeg makes of the clip after that stays in here.
"""

from __future__ import annotations

import io
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer

from core.speech.resampling import Resampler
from core.speech.wire import ANSWER, RATE, READY, REQUEST, WIDTH, Verdict
from core.worker.confining import confine, die_with_parent

CODECS = frozenset(
    {"opus", "vorbis", "flac", "aac", "alac", "mp3", "mp3float"}
    | {"pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le", "pcm_alaw", "pcm_mulaw"}
    | {"adpcm_ms", "adpcm_ima_wav"}
)
RATES = range(4_000, 192_001)  # a forged rate of 1 Hz would make 16,000 samples of each one
CHANNELS = range(1, 9)
BAD_PACKETS = 500  # with so many that do not decode, the rest is not waited for
PIECE = 1 << 20
LOST_S = 0.5  # seconds missing from which sound counts as cut short


class TooLong(Exception):
    """More samples than the limit."""


class Unfit(Exception):
    """No recording of a voice: a codec, a rate or a number of channels that no microphone makes."""


@dataclass(slots=True)
class Decoded:
    """Samples as they come (16 kHz, mono, 16 bit), with what tells whether some are missing.

    `lasts` is what the file says of its own length in seconds, None where it says nothing.
    """

    most: int
    lasts: float | None
    samples: bytearray
    begins: float | None = None
    ends: float = 0.0
    broken: float = 0.0

    def add(self, data: bytes) -> None:
        """Appends samples; raises TooLong above the limit, so that it is passed by one frame at most."""
        self.samples += data
        if len(self.samples) > self.most * WIDTH:
            raise TooLong

    def note(self, frame: AudioFrame) -> float:
        """Keeps the frame's place in time; gives the seconds of it that the file calls padding."""
        lasts = frame.samples / frame.sample_rate
        base = float(frame.time_base or 0)
        if frame.pts is not None:
            begins = frame.pts * base
            self.begins = begins if self.begins is None else min(self.begins, begins)
            self.ends = max(self.ends, begins + lasts)
        return max(0.0, lasts - frame.duration * base) if frame.duration else 0.0

    def drop(self, seconds: float) -> None:
        """Takes `seconds` off the end: less than one frame, which is all a forged file can win."""
        count = round(seconds * RATE) * WIDTH
        del self.samples[max(0, len(self.samples) - count) :]

    @property
    def seconds(self) -> float:
        """The length of what is there."""
        return len(self.samples) / WIDTH / RATE

    @property
    def is_cut_short(self) -> bool:
        """Whether by the file's length, its time stamps or its broken packets LOST_S or more is missing."""
        spans = self.ends - (self.begins or 0.0)
        missing = max((self.lasts or 0.0) - self.seconds, spans - self.seconds, self.broken)
        return missing >= LOST_S


def main() -> None:
    """Waits for one request on standard input, answers on standard output, ends."""
    die_with_parent()
    os.nice(5)  # behind the conversation, before the transcription it is waited for by
    av.logging.set_level(av.logging.PANIC)
    _answer_once_unlimited()
    os.write(1, READY)
    container, most, memory_mb, seconds, length = REQUEST.unpack(_read(REQUEST.size))
    confine(memory_mb, seconds)
    verdict, decoded = judge(_read(length), container.rstrip(b"\0").decode("ascii"), most)
    samples = decoded.samples if decoded else bytearray()
    _write(ANSWER.pack(verdict, bool(decoded and decoded.is_cut_short), len(samples) // WIDTH))
    _write(samples)
    os._exit(0)  # what a damaged clip left behind is not taken apart any more


def judge(clip: bytes, container: str, most: int) -> tuple[Verdict, Decoded | None]:
    """Decodes; whatever goes wrong in doing so is a verdict on the clip."""
    try:
        decoded = decode(clip, container, most)
    except TooLong:
        return Verdict.TOO_LONG, None
    except MemoryError:
        return Verdict.TOO_HEAVY, None
    except Exception:  # FFmpeg's bindings raise nearly every kind there is
        return Verdict.UNREADABLE, None
    if decoded is None:
        return Verdict.NO_SOUND, None
    return (Verdict.SOUND if decoded.samples else Verdict.UNREADABLE), decoded


def decode(clip: bytes, container: str, most: int) -> Decoded | None:
    """The first sound track of `clip` as 16 kHz mono; None if it has none.

    Raises TooLong above `most` samples, Unfit, and what FFmpeg raises.
    """
    options = {
        "protocol_whitelist": "none",  # there is no protocol of that name
        "format_whitelist": av.ContainerFormat(container, "r").name,
        "codec_whitelist": ",".join(CODECS),
        "max_streams": "16",
    }
    file = io.BytesIO(clip)
    with av.open(file, "r", format=container, options=options, metadata_errors="replace") as opened:
        if not opened.streams.audio:
            return None
        stream = opened.streams.audio[0]
        _check(stream)
        stream.codec_context.thread_count = 1
        decoded = Decoded(most, _declared(opened, stream), bytearray())
        _pour(opened, stream, decoded)
        return decoded


def _check(stream: AudioStream) -> None:
    context = stream.codec_context
    if context is None or context.codec.name not in CODECS:
        raise Unfit
    if context.sample_rate not in RATES or context.channels not in CHANNELS:
        raise Unfit


def _declared(opened: InputContainer, stream: AudioStream) -> float | None:
    """What the file says of its own length in seconds; an MP3's is a guess from its bit rate."""
    if opened.format.name == "mp3":
        return None
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return opened.duration / av.time_base if opened.duration is not None else None


def _pour(opened: InputContainer, stream: AudioStream, decoded: Decoded) -> None:
    """Decodes the track into `decoded`, past packets that do not decode, up to BAD_PACKETS of them."""
    resampler: Resampler | None = None
    padding = 0.0
    for frame in _frames(opened, stream, decoded):
        if frame.sample_rate not in RATES or frame.layout.nb_channels not in CHANNELS:
            raise Unfit
        if resampler is None or not resampler.takes(frame):  # a track may change its rate on its way
            decoded.add(resampler.end() if resampler else b"")
            resampler = Resampler(frame)
        padding = decoded.note(frame)
        decoded.add(resampler.convert(frame))
    decoded.add(resampler.end() if resampler else b"")
    if opened.format.name.startswith("mov"):  # the other demuxers cut the encoder's padding off themselves
        decoded.drop(padding)


def _frames(opened: InputContainer, stream: AudioStream, decoded: Decoded) -> Iterator[AudioFrame]:
    bad = 0
    packets = opened.demux(stream)
    while bad < BAD_PACKETS:
        try:
            packet = next(packets, None)
            if packet is None:
                return
        except av.FFmpegError as error:
            _give_up_without_memory(error)
            return  # the container ends in garbage; its own length tells what is missing
        try:
            frames = packet.decode()
        except av.FFmpegError as error:
            _give_up_without_memory(error)
            bad += 1
            decoded.broken += float((packet.duration or 0) * (packet.time_base or 0))
        else:
            yield from frames


def _give_up_without_memory(error: av.FFmpegError) -> None:
    if isinstance(error, MemoryError):
        raise error


def _answer_once_unlimited() -> None:
    """Decodes a silence of our own, so that all that loads late is there before nothing can be opened."""
    size = 2 * RATE // 10
    head = b"RIFF%sWAVEfmt " % (36 + size).to_bytes(4, "little")
    kind = struct.pack("<IHHIIHH", 16, 1, 1, RATE, RATE * WIDTH, WIDTH, 8 * WIDTH)
    silence = head + kind + b"data" + size.to_bytes(4, "little") + bytes(size)
    if judge(silence, "wav", RATE)[0] is not Verdict.SOUND:
        raise SystemExit(1)


def _read(size: int) -> bytes:
    """Exactly `size` bytes of standard input; ends the process when the parent is gone."""
    data = bytearray()
    while len(data) < size:
        piece = os.read(0, min(size - len(data), PIECE))
        if not piece:
            os._exit(0)
        data += piece
    return bytes(data)


def _write(data: bytes | bytearray) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(1, rest) :]


if __name__ == "__main__":
    main()
