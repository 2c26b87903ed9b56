"""Files made to harm whoever reads them: playlists posing as sound, bombs, forged headers.

The rule: each is small and made on the spot, and what it tries is its name. `canary` is a file, and
`address` a URL, that nothing may ask for.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

from tests.speech.clips import RATE, encode, frames, pause, tone

MARKS = {  # what each container begins with, so that a text behind it is taken for one
    "ogg": b"OggS\x00\x02",
    "webm": b"\x1aE\xdf\xa3\x84",
    "m4a": b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A mp42",
    "wav": b"RIFF\xff\xff\xff\xffWAVE",
    "flac": b"fLaC",
    "mp3": b"\xff\xfb\x90\x00",
    "tag": b"ID3\x04\x00\x00\x00\x00\x00\x00",
}


def playlists(canary: Path, address: str) -> dict[str, bytes]:
    """Texts that FFmpeg, left to itself, takes for a list of what to read; three also behind every mark."""
    texts = {
        "ffconcat-file": f"ffconcat version 1.0\nfile '{canary}'\n",
        "ffconcat-option": f"ffconcat version 1.0\nfile '{canary}'\noption safe 0\n",
        "ffconcat-url": f"ffconcat version 1.0\nfile '{address}/a.wav'\n",
        "concat-names": f"concat:{canary}|{canary}\n",
        "subfile-name": f"subfile,,start,0,end,100,,:{canary}\n",
        "file-name": f"file:{canary}\n",
        "path": f"{canary}\n",
        "hls-file": f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile://{canary}\n#EXT-X-ENDLIST\n",
        "hls-url": f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{address}/a.ts\n#EXT-X-ENDLIST\n",
        "hls-key": f'#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="{address}/k"\n#EXTINF:9,\n{address}/a.ts\n',
        "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n",
        "dash": (
            '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period>'
            f'<AdaptationSet mimeType="audio/mp4"><Representation id="1"><BaseURL>{address}/a.mp4</BaseURL>'
            "</Representation></AdaptationSet></Period></MPD>"
        ),
        "pls": f"[playlist]\nFile1={address}/a.mp3\nNumberOfEntries=1\n",
        "asx": f'<asx version="3.0"><entry><ref href="{address}/a.mp3"/></entry></asx>',
        "ram": f"rtsp://127.0.0.1/{canary.name}\n",
        "svg": f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{address}/a.png"/></svg>',
        "magnet": f"#EXTM3U\n#EXTINF:1,\nconcat:{address}/head|subfile,,start,0,end,9,,:{canary}\n",
    }
    bare = {name: text.encode() for name, text in texts.items()}
    behind = {
        f"{name}-behind-{mark}": start + b"\n" + text
        for name, text in bare.items()
        if name in ("ffconcat-file", "hls-url", "concat-names")
        for mark, start in MARKS.items()
    }
    return {**bare, **behind, "m4a-elsewhere": m4a_elsewhere(canary)}


def m4a_elsewhere(canary: Path) -> bytes:
    """An M4A whose sound is said to lie in another file (QuickTime's alias data references)."""
    path = str(canary).encode()
    alias = bytes(10) + b"\x01x".ljust(28, b"\0") + bytes(12) + bytes([len(canary.name)])
    alias += canary.name.encode().ljust(63, b"\0") + bytes(16) + struct.pack(">HH", 1, 1) + bytes(16)
    alias += struct.pack(">HH", 2, len(path)) + path + bytes(len(path) % 2) + b"\xff\xff\0\0" + bytes(40)
    entry = struct.pack(">I4sI", 12 + len(alias), b"alis", 0) + alias
    clip = bytearray(encode(tone(1.0), "m4a"))
    place = clip.index(b"url \x00\x00\x00\x01") - 4
    clip[place : place + 12] = entry
    for box in (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref"):
        size = clip.index(box) - 4
        grown = struct.unpack_from(">I", clip, size)[0] + len(entry) - 12
        struct.pack_into(">I", clip, size, grown)
    return bytes(clip)


@cache
def hours_of_silence(hours: int = 20) -> bytes:
    """An Ogg file of Opus packets of one byte: 120 ms of nothing each, 255 a page."""
    one = encode(pause(0.5), "ogg")
    second = one.index(b"OggS", 4)
    third = one.index(b"OggS", second + 4)
    serial = one[14:18]
    body = bytes([255]) + b"\x01" * 255 + b"\x19" * 255  # 0x19: twice 60 ms, and no bytes for either
    pages = [
        summed(b"OggS\x00\x00" + struct.pack("<Q4sII", 5760 * 255 * number, serial, number + 1, 0) + body)
        for number in range(1, hours * 3_600 * 1_000 // (120 * 255) + 1)
    ]
    return one[:third] + b"".join(pages)


def summed(page: bytes) -> bytes:
    """An Ogg page with its check sum (RFC 3533: polynomial 0x04c11db7, no reflection, over a sum of 0)."""
    total = 0
    for byte in page[:22] + bytes(4) + page[26:]:
        total = total << 8 & 0xFFFFFFFF ^ _SUMS[total >> 24 ^ byte]
    return page[:22] + struct.pack("<I", total) + page[26:]


def _sum_of(byte: int) -> int:
    total = byte << 24
    for _ in range(8):
        total = total << 1 & 0xFFFFFFFF ^ (0x04C11DB7 if total >> 31 else 0)
    return total


_SUMS = [_sum_of(byte) for byte in range(256)]


def packed_header(megabytes: int = 600) -> bytes:
    """A QuickTime header packed with zlib that is `megabytes` large when it is unpacked."""
    packer = zlib.compressobj(9, wbits=-15)
    one = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)  # stands for itself, so repeats
    sum_of_zeros = (megabytes << 20) % 65_521 << 16 | 1  # Adler-32
    packed = b"\x78\x01" + one * megabytes + b"\x03\x00" + struct.pack(">I", sum_of_zeros)
    data = box(b"cmvd", struct.pack(">I", megabytes << 20) + packed)
    return MARKS["m4a"] + box(b"moov", box(b"cmov", box(b"dcom", b"zlib") + data))


def box(name: bytes, content: bytes) -> bytes:
    """A box of an MP4 file."""
    return struct.pack(">I4s", 8 + len(content), name) + content


def nested(name: bytes, deep: int) -> bytes:
    """An MP4 whose boxes lie in one another."""
    content = b""
    for _ in range(deep):
        content = box(name, content)
    return MARKS["m4a"] + content


def wav(rate: int = 16_000, channels: int = 1, bits: int = 16, codec: int = 1, align: int = 2) -> bytes:
    """Two seconds of tone under a header of any figures."""
    sound = tone(2.0, rate=16_000).tobytes()
    kind = struct.pack("<HHIIHH", codec, channels, rate, rate * align & 0xFFFFFFFF, align, bits)
    chunks = b"fmt " + struct.pack("<I", 16) + kind + b"data" + struct.pack("<I", len(sound)) + sound
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def changed(clip: bytes, mark: bytes, beyond: int, new: bytes) -> bytes:
    """`clip` with `new` written `beyond` bytes after the first `mark`."""
    place = clip.index(mark) + len(mark) + beyond
    return clip[:place] + new + clip[place + len(new) :]


def flac(rate: int, channels: int = 1) -> bytes:
    """A FLAC whose header tells another rate and other channels than its frames."""
    clip = bytearray(encode(tone(1.0), "flac"))
    (figures,) = struct.unpack_from(">Q", clip, 18)  # 20 bits rate, 3 channels - 1, 5 bits - 1, 36 samples
    figures = figures & (1 << 41) - 1 | rate << 44 | channels - 1 << 41
    struct.pack_into(">Q", clip, 18, figures)
    return bytes(clip)


def film(container: str, codec: str, sound: str | None, width: int = 64) -> bytes:
    """Two seconds of moving grey with a sound track, or with none."""
    file = io.BytesIO()
    with av.open(file, "w", format=container) as made:
        picture = made.add_stream(codec, rate=10)
        assert isinstance(picture, VideoStream)
        picture.width, picture.height, picture.pix_fmt = width, width, "yuv420p"
        track = made.add_stream(sound, rate=RATE, layout="mono") if sound else None
        for number in range(20):
            grey = np.full((width, width, 3), number * 10, dtype=np.uint8)
            made.mux(picture.encode(av.VideoFrame.from_ndarray(grey, "rgb24")))
        made.mux(picture.encode(None))
        if isinstance(track, AudioStream):
            for frame in frames(tone(2.0), RATE):
                made.mux(track.encode(frame))
            made.mux(track.encode(None))
    return file.getvalue()


def _double(number: float) -> bytes:
    return struct.pack(">d", number)


def _webm_rate(number: float) -> bytes:
    return changed(encode(tone(1.0), "webm"), b"\xb5\x88", 0, _double(number))  # SamplingFrequency


FORGED: dict[str, Callable[[], bytes]] = {
    **{f"wav-rate-{rate}": partial(wav, rate) for rate in (0, 1, 100, 0x7FFFFFFF, 0xFFFFFFFF)},
    **{f"wav-channels-{n}": partial(wav, channels=n, align=2 * n & 0xFFFF) for n in (0, 9, 1000, 65_535)},
    "wav-bits-0": lambda: wav(bits=0),
    "wav-bits-65535": lambda: wav(bits=65_535),
    "wav-align-65535": lambda: wav(codec=2, bits=4, align=65_535),
    "wav-codec-unknown": lambda: wav(codec=0x4242),
    "flac-rate-1": lambda: flac(1),
    "flac-rate-655350": lambda: flac(655_350),
    "ogg-channels-255": lambda: changed(encode(tone(1.0), "ogg"), b"OpusHead", 1, b"\xff"),
    "ogg-mapping-255": lambda: changed(encode(tone(1.0), "ogg"), b"OpusHead", 10, b"\xff"),
    "webm-channels-1000": lambda: changed(encode(tone(1.0), "webm"), b"\x9f\x81", -1, b"\x82\x03\xe8"),
    "webm-rate-1": lambda: _webm_rate(1.0),
    "webm-rate-huge": lambda: _webm_rate(1e300),
    "webm-rate-nan": lambda: _webm_rate(float("nan")),
    "m4a-channels-1000": lambda: changed(encode(tone(1.0), "m4a"), b"mp4a", 16, b"\x03\xe8"),
    "m4a-rate-1": lambda: changed(encode(tone(1.0), "m4a"), b"mp4a", 24, b"\x00\x01\x00\x00"),
    "m4a-sizes-4-billion": lambda: changed(encode(tone(1.0), "m4a"), b"stsz", 8, b"\xff\xff\xff\xff"),
    "m4a-times-4-billion": lambda: changed(encode(tone(1.0), "m4a"), b"stts", 8, b"\xff\xff\xff\xff"),
    "m4a-chunks-4-billion": lambda: changed(encode(tone(1.0), "m4a"), b"stco", 4, b"\xff\xff\xff\xff"),
    "m4a-header-packed": packed_header,
    "m4a-10000-boxes-deep": lambda: nested(b"moov", 10_000),
    "m4a-1000-tracks": lambda: MARKS["m4a"] + box(b"moov", box(b"trak", b"") * 1_000),
    "webm-nothing-but-marks": lambda: b"\x1aE\xdf\xa3" * 100_000,
    "ogg-nothing-but-marks": lambda: b"OggS" * 100_000,
    "mp3-nothing-but-marks": lambda: b"\xff\xfb" * 1_000_000,
    "tag-without-an-end": lambda: b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + bytes(100_000),
    "flac-cover-4-gb": lambda: b"fLaC\x06\xff\xff\xff" + b"\xff" * 100_000,
}

TOO_LONG: dict[str, Callable[[], bytes]] = {
    "ogg-20-hours": hours_of_silence,
    "flac-10-minutes-of-silence": lambda: encode(pause(600.0, 8_000), "flac", 8_000),
    "mp3-6-minutes-of-silence": lambda: encode(pause(360.0, 8_000), "mp3", 8_000),
    "wav-rate-4000": lambda: encode(pause(320.0, 4_000), "wav", 4_000),
}
