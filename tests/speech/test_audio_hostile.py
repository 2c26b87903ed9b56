"""Whatever is sent as a recording is decoded or refused with a sentence; it reads and reaches nothing else.

./run soak tests/speech/test_audio_hostile.py -s      20,000 mutants, and what became of them as a table
"""

from __future__ import annotations

import asyncio
import os
import resource
import socket
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import av
import pytest

from core.interview.errors import Refused
from core.speech.audio import AT_ONCE, Decoder, Limits, Sound
from core.speech.child import Ended
from core.speech.containers import container_of
from core.texts.catalog import texts
from tests.speech.clips import encode, tone
from tests.speech.hostile import FORGED, TOO_LONG, film, hours_of_silence, playlists
from tests.speech.mutants import mutant, originals

DEFAULT = Limits()
SAMPLE = 156  # twelve of each original
MANY = 20_000
WORST_S = 10.0  # what is promised: decoded or refused by then


@pytest.fixture
async def decoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Decoder]:
    """A decoder whose children would leave temporary files where they are seen."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    made = Decoder()
    yield made
    await made.close()
    assert list(folder.iterdir()) == []


async def outcome(decoder: Decoder, clip: bytes, limits: Limits = DEFAULT) -> str:
    """decoded, a key of the texts, or how the child ended; always with a sentence where it is refused."""
    try:
        sound = await decoder.decode(clip, limits)
    except Refused as refused:
        assert len(texts().say(refused.key, refused.values)) > 40
        cause = refused.__cause__
        return f"killed: {cause.why}" if isinstance(cause, Ended) else refused.key
    assert isinstance(sound, Sound)
    assert limits.least_ms <= sound.length_ms <= limits.seconds * 1000
    return "decoded"


class Canary:
    """A file, and a port of this machine, that nothing may touch."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "canary.wav"
        self.file.write_bytes(encode(tone(1.0, rate=16_000), "wav", 16_000))
        os.utime(self.file, ns=(0, time.time_ns()))  # read long before it was written: the next reading shows
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.setblocking(False)
        self.address = f"http://127.0.0.1:{self._server.getsockname()[1]}"

    @property
    def was_read(self) -> bool:
        return self.file.stat().st_atime_ns != 0

    @property
    def was_called(self) -> bool:
        try:
            self._server.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        self._server.close()


@pytest.fixture
def canary(tmp_path: Path) -> Iterator[Canary]:
    made = Canary(tmp_path)
    yield made
    made.close()


def test_the_canary_tells_when_ffmpeg_reads_it_and_when_it_calls(canary: Canary, tmp_path: Path) -> None:
    lists = playlists(canary.file, canary.address)
    named_ogg = tmp_path / "note.ogg"  # FFmpeg looks into the text and not at the name
    named_ogg.write_bytes(lists["ffconcat-file"])
    with av.open(str(named_ogg), "r", options={"safe": "0"}) as opened:
        assert sum(frame.samples for frame in opened.decode(opened.streams.audio[0])) == 16_000
    named_m3u8 = tmp_path / "note.m3u8"
    named_m3u8.write_bytes(lists["hls-url"])
    reaching = {"protocol_whitelist": "file,http,tcp"}
    with pytest.raises(av.FFmpegError), av.open(str(named_m3u8), "r", options=reaching, timeout=0.5):
        pass
    assert canary.was_called
    if not canary.was_read:
        pytest.skip("this file system does not keep when a file was read")


async def test_a_playlist_posing_as_a_recording_reads_no_file_and_calls_nobody(
    decoder: Decoder, canary: Canary
) -> None:
    lists = playlists(canary.file, canary.address)
    assert len(lists) == 39
    for name, clip in lists.items():
        assert await outcome(decoder, clip) == "speech-unreadable", name
    assert not canary.was_called
    assert not canary.was_read


def test_a_bare_playlist_is_no_container_and_never_comes_to_ffmpeg(canary: Canary) -> None:
    bare = {
        name: clip for name, clip in playlists(canary.file, canary.address).items() if "-behind-" not in name
    }
    taken = [name for name, clip in bare.items() if container_of(clip) is not None]
    assert taken == ["m4a-elsewhere"]


@pytest.mark.parametrize("name", FORGED)
async def test_a_forged_header_is_decoded_or_refused(decoder: Decoder, name: str) -> None:
    assert not (await outcome(decoder, FORGED[name]())).startswith("killed")


@pytest.mark.parametrize(
    "name", [name for name in FORGED if name.startswith(("wav-rate", "wav-channels", "ogg-", "m4a-header"))]
)
async def test_rates_and_channels_no_microphone_has_are_refused(decoder: Decoder, name: str) -> None:
    assert await outcome(decoder, FORGED[name]()) in ("speech-unreadable", "speech-too-heavy")


@pytest.mark.parametrize("name", TOO_LONG)
async def test_a_small_file_with_hours_in_it_is_stopped_at_the_limit(decoder: Decoder, name: str) -> None:
    assert await outcome(decoder, TOO_LONG[name]()) == "speech-too-long"


async def test_a_bomb_is_stopped_by_memory_or_time_where_no_length_stops_it(decoder: Decoder) -> None:
    assert len(hours_of_silence()) < 2_000_000
    hours = Limits(seconds=100_000, timeout_s=2)
    assert await outcome(decoder, hours_of_silence(), hours) == "killed: time"
    little = Limits(seconds=100_000, memory_mb=160, timeout_s=60)
    assert await outcome(decoder, hours_of_silence(), little) == "speech-too-heavy"


@pytest.mark.parametrize(
    ("container", "codec", "sound"),
    [("mp4", "mpeg4", "aac"), ("webm", "libvpx", "libopus"), ("mov", "mpeg4", "aac")],
)
async def test_of_a_film_the_sound_is_taken(decoder: Decoder, container: str, codec: str, sound: str) -> None:
    heard = await decoder.decode(film(container, codec, sound))
    assert heard.length_ms == pytest.approx(2_000, abs=20)


async def test_a_film_without_sound_or_in_another_container_is_refused(decoder: Decoder) -> None:
    assert await outcome(decoder, film("mp4", "mpeg4", None)) == "speech-no-sound"
    assert await outcome(decoder, film("avi", "mpeg4", "libmp3lame")) == "speech-unreadable"
    assert await outcome(decoder, film("mpegts", "mpeg4", "aac")) == "speech-unreadable"


async def test_the_originals_of_the_mutants_are_all_decoded(decoder: Decoder) -> None:
    assert {kind: await outcome(decoder, clip) for kind, clip in originals().items()} == dict.fromkeys(
        originals(), "decoded"
    )


async def test_a_sample_of_mutants_is_decoded_or_refused(decoder: Decoder) -> None:
    seen = await search(decoder, range(SAMPLE))
    assert sum(sum(tally.values()) for tally in seen.outcomes.values()) == SAMPLE
    assert 0 < seen.total("decoded") < SAMPLE


@pytest.mark.soak
async def test_twenty_thousand_mutants_are_decoded_or_refused(decoder: Decoder) -> None:
    seen = await search(decoder, range(MANY))
    print(seen.table())
    assert sum(sum(tally.values()) for tally in seen.outcomes.values()) == MANY
    assert max(seen.worst_s.values()) <= WORST_S
    assert seen.worst_mib <= DEFAULT.memory_mb


class Seen:
    """What became of mutants, by kind."""

    def __init__(self) -> None:
        self.outcomes: dict[str, Counter[str]] = defaultdict(Counter)
        self.worst_s: dict[str, float] = defaultdict(float)

    def total(self, outcome: str) -> int:
        return sum(tally[outcome] for tally in self.outcomes.values())

    @property
    def worst_mib(self) -> float:
        """The most memory a child ever held; Linux counts what this process had at its start in."""
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024

    def table(self) -> str:
        """kind, number, decoded, refused, killed for time, ended by itself, memory, worst seconds."""
        lines = [f"\n{'kind':12} {'number':>6} decoded refused heavy  time crash worst s"]
        for kind, tally in self.outcomes.items():
            heavy, slow, crash = (tally[key] for key in ("speech-too-heavy", "killed: time", "killed: crash"))
            refused = tally.total() - tally["decoded"] - heavy - slow - crash
            lines.append(
                f"{kind:12} {tally.total():6} {tally['decoded']:7} {refused:7} {heavy:5} {slow:5} {crash:5}"
                f" {self.worst_s[kind]:7.2f}"
            )
        return "\n".join([*lines, f"worst memory {self.worst_mib:.0f} MiB"])


async def search(decoder: Decoder, seeds: range) -> Seen:
    """Decodes the mutants of `seeds`, as many side by side as the decoder does."""
    seen, rest = Seen(), iter(seeds)

    async def take() -> None:
        for seed in rest:
            kind, clip = mutant(seed)
            begun = time.monotonic()
            seen.outcomes[kind][await outcome(decoder, clip)] += 1
            seen.worst_s[kind] = max(seen.worst_s[kind], time.monotonic() - begun)

    await asyncio.gather(*(take() for _ in range(AT_ONCE)))
    return seen
