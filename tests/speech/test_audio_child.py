"""The child that decodes is used once, can do nothing but decode, and never outlives anybody."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # ships no stubs
import pytest

from core.interview.errors import Refused, SpeechFault
from core.speech import child
from core.speech.audio import Decoder, Limits
from core.speech.child import Child, Ended
from core.speech.wire import Verdict
from core.texts.catalog import texts
from tests.speech.clips import encode, talk, tone

MODULE = "core.speech.decoding"


@pytest.fixture
async def decoder() -> AsyncIterator[Decoder]:
    made = Decoder()
    yield made
    await made.close()
    assert children() == []


def children() -> list[psutil.Process]:
    """The decoding children of this process, dead ones that nobody waited for among them."""
    found = []
    for process in psutil.Process().children():
        if process.status() == psutil.STATUS_ZOMBIE or MODULE in process.cmdline():
            found.append(process)
    return found


async def spare() -> psutil.Process:
    """The child that waits, once it is there."""
    await until(lambda: len(children()) == 1)
    (found,) = children()
    return found


async def until(holds: Callable[[], bool]) -> None:
    """Looks again until it is so, half a minute at most."""
    for _ in range(1500):
        if holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come to be so in half a minute")


async def test_nothing_is_started_before_the_first_recording() -> None:
    Decoder()
    assert children() == []


async def test_a_child_is_used_once_and_the_next_one_waits(decoder: Decoder) -> None:
    clip = encode(tone(1.0), "ogg")
    seen = set()
    for _ in range(3):
        assert (await decoder.decode(clip)).length_ms == 1_000
        seen.add((await spare()).pid)
    assert len(seen) == 3


async def test_a_spare_child_that_was_killed_costs_nothing(decoder: Decoder) -> None:
    clip = encode(tone(1.0), "ogg")
    await decoder.decode(clip)
    dead = await spare()
    dead.kill()
    await until(lambda: not psutil.pid_exists(dead.pid))
    assert (await decoder.decode(clip)).length_ms == 1_000


async def test_recordings_read_side_by_side_are_those_read_one_by_one(decoder: Decoder) -> None:
    clips = [encode(talk(0.5 + 0.1 * number), "ogg") for number in range(6)]
    together = await asyncio.gather(*(decoder.decode(clip) for clip in clips))
    alone = [await decoder.decode(clip) for clip in clips]
    assert [sound.samples.tobytes() for sound in together] == [sound.samples.tobytes() for sound in alone]


async def test_whoever_gives_up_takes_the_child_along(decoder: Decoder) -> None:
    clip = b"OggS" * 1_000_000  # FFmpeg looks for a page in here for seconds
    task = asyncio.create_task(decoder.decode(clip))
    await asyncio.sleep(1.0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await decoder.close()
    assert children() == []


async def test_a_child_over_its_time_is_killed_and_a_sentence_said(decoder: Decoder) -> None:
    begun = time.monotonic()
    with pytest.raises(Refused) as caught:
        await decoder.decode(b"OggS" * 5_000_000, Limits(timeout_s=1))
    assert caught.value.key == "speech-too-heavy"
    assert isinstance(caught.value.__cause__, Ended)
    assert time.monotonic() - begun < 10


async def test_a_child_that_is_killed_while_it_decodes_is_replaced(decoder: Decoder) -> None:
    clip = encode(talk(*[2.5, -0.5] * 10), "ogg")
    unhurt = await decoder.decode(clip)
    killed = await spare()
    killed.suspend()  # so that it does not end before it is killed
    task = asyncio.create_task(decoder.decode(clip))
    await asyncio.sleep(0.1)
    killed.kill()
    assert (await task).samples.tobytes() == unhurt.samples.tobytes()


async def test_a_closed_decoder_takes_nothing_any_more(decoder: Decoder) -> None:
    await decoder.decode(encode(tone(1.0), "ogg"))
    await decoder.close()
    with pytest.raises(SpeechFault):
        await decoder.decode(encode(tone(1.0), "ogg"))


async def test_a_child_that_cannot_be_started_is_a_fault_with_a_sentence(
    decoder: Decoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for program in ("/no/such/python", "/bin/false"):
        monkeypatch.setattr(sys, "executable", program)
        with pytest.raises(SpeechFault) as caught:
            await decoder.decode(encode(tone(1.0), "ogg"))
        assert texts().say(caught.value.key).startswith("Recordings cannot be read at the moment.")


async def test_a_child_sees_no_token_and_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GREENROOM_MASTER_KEY", "a secret")
    monkeypatch.setenv("TELEGRAM_TOKEN", "another")
    started = await Child.start()
    (seen,) = children()
    environment = seen.environ()
    await started.end()
    assert "PATH" in environment
    assert not {"GREENROOM_MASTER_KEY", "TELEGRAM_TOKEN"} & set(environment)


async def test_an_answer_longer_than_allowed_is_not_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer = await impostor(monkeypatch, tmp_path, f"pack({Verdict.SOUND.value}, 0, 101) + bytes(202)", 100)
    assert isinstance(answer, Ended)
    answer = await impostor(monkeypatch, tmp_path, f"pack({Verdict.SOUND.value}, 0, 100) + bytes(9999)", 100)
    assert not isinstance(answer, Ended) and answer.samples == bytes(200)
    answer = await impostor(monkeypatch, tmp_path, "pack(77, 0, 0)", 100)
    assert isinstance(answer, Ended)
    answer = await impostor(monkeypatch, tmp_path, f"pack({Verdict.SOUND.value}, 0, 100) + bytes(199)", 100)
    assert isinstance(answer, Ended)


async def impostor(
    monkeypatch: pytest.MonkeyPatch, folder: Path, says: str, most: int
) -> child.Answer | Ended:
    """What comes of a child that says READY and then the bytes of the expression `says`."""
    program = folder / "impostor"
    program.write_text(
        f"#!{sys.executable}\nimport os\nfrom core.speech.wire import ANSWER, READY\npack = ANSWER.pack\n"
        f"os.write(1, READY)\nos.read(0, 1000)\nos.write(1, {says})\n"
    )
    program.chmod(0o700)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "executable", str(program))
        started = await Child.start()
    try:
        return await started.decode(b"clip", "ogg", most=most, memory_mb=512, timeout_s=9)
    except Ended as ended:
        return ended


CONFINED = """
import socket, sys
from core.worker.confining import confine
confine(256, 5)
def outcome(deed):
    try:
        deed()
    except (OSError, ValueError, MemoryError) as error:
        return type(error).__name__ + " " + str(getattr(error, "errno", ""))
    return "done"
import resource, os
print(outcome(lambda: open("/etc/hosts")))
print(outcome(lambda: open(sys.argv[1], "w")))
print(outcome(lambda: socket.socket()))
print(outcome(lambda: os.pipe()))
print(outcome(lambda: bytearray(300 << 20)))
print(outcome(lambda: bytearray(10 << 20)))
for kind in (resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE, resource.RLIMIT_CPU, resource.RLIMIT_CORE):
    print(resource.getrlimit(kind)[1] < 100)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="an address space has a limit on Linux only")
def test_a_confined_process_opens_nothing_and_takes_no_more_memory(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", CONFINED, str(tmp_path / "written")],
        capture_output=True,
        text=True,
        check=True,
    )
    too_many_open = "OSError 24"
    assert ran.stdout.split("\n") == [
        *[too_many_open] * 4,
        "MemoryError ",
        "done",
        *["True"] * 4,
        "",
    ]
    assert list(tmp_path.iterdir()) == []


ALL_OPEN = """
import io, sys, av
from core.speech import decoding
from core.worker.confining import confine
clip = sys.argv[1].encode()
def heard():
    try:
        with av.open(io.BytesIO(clip), "r", format="concat", options={"safe": "0"}) as opened:
            return sum(frame.samples for frame in opened.decode(opened.streams.audio[0]))
    except OSError as error:
        return error.errno
print(heard())
confine(512, 5)
print(heard())
"""


def test_ffmpeg_with_no_list_of_what_is_allowed_reads_a_named_file_and_confined_it_cannot(
    tmp_path: Path,
) -> None:
    canary = tmp_path / "canary.wav"
    canary.write_bytes(encode(tone(1.0, rate=16_000), "wav", 16_000))
    playlist = f"ffconcat version 1.0\nfile '{canary}'\n"
    ran = subprocess.run(
        [sys.executable, "-c", ALL_OPEN, playlist], capture_output=True, text=True, check=True
    )
    free, confined = ran.stdout.split()
    assert free == "16000"
    assert confined in ("24", "1094995529")  # too many open files, or FFmpeg's "invalid data" for the same


PARENT = """
import asyncio
from core.speech.child import Child
async def main():
    child = await Child.start()
    print(child._process.pid, flush=True)
    await asyncio.sleep(600)
asyncio.run(main())
"""


@pytest.mark.process
def test_a_child_dies_with_a_parent_that_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        waiting = psutil.Process(int(parent.stdout.readline()))
        assert MODULE in waiting.cmdline()
        os.kill(parent.pid, signal.SIGKILL)
        psutil.wait_procs([waiting], timeout=10)
        assert not waiting.is_running() or waiting.status() == psutil.STATUS_ZOMBIE
