"""The transcriber of this machine: its worker is real, and killed while it works."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from core.interview.errors import SpeechFault
from core.interview.ports import Transcript
from core.speech.models import Weights
from core.speech.order import Order, order_for
from core.speech.transcriber import Listener
from tests.speech.tiny import MODEL, NAMES, clip

pytestmark = pytest.mark.process
ROOT = Path(__file__).parents[2]


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    made = Listener(lambda: order_for(str(MODEL)))
    yield made
    await made.close()


async def test_without_weights_a_note_is_refused_with_what_to_do_and_nothing_starts(tmp_path: Path) -> None:
    listener = Listener(lambda: order_for(Weights(str(tmp_path)).folder()))
    with pytest.raises(SpeechFault, match="speech-no-folder"):
        await listener.transcribe(clip("thanks"), "en")
    assert listener.worker is None
    await listener.close()


async def test_a_damaged_model_is_told_and_a_good_one_taken_later(tmp_path: Path) -> None:
    for file in MODEL.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes()[:1_000])
    listener = Listener(lambda: order_for(str(tmp_path)))
    with pytest.raises(SpeechFault, match="speech-model-unusable"):
        await listener.transcribe(clip("thanks"), "en")
    for file in MODEL.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    assert (await listener.transcribe(clip("thanks"), "en")).words
    await listener.close()


async def test_the_worker_has_low_priority_and_a_session_of_its_own(listener: Listener) -> None:
    await listener.transcribe(clip("thanks"), "en")
    assert listener.running_on == "cpu int8"
    pid = _pid(listener)
    assert os.getpriority(os.PRIO_PROCESS, pid) >= 10
    assert os.getsid(pid) == pid  # Ctrl-C in the terminal does not reach it


async def test_closing_leaves_no_process_behind() -> None:
    listener = Listener(lambda: order_for(str(MODEL)))
    before = _children()
    await listener.transcribe(clip("thanks"), "en")
    assert _children() > before
    await listener.close()
    assert _children() == before


def test_who_talks_to_people_loads_nothing_of_whisper() -> None:
    script = (
        "import asyncio, sys\n"
        "from core.speech.transcriber import Listener\n"
        "from core.speech.order import order_for\n"
        "from tests.speech.tiny import MODEL, clip\n"
        "async def main():\n"
        "    listener = Listener(lambda: order_for(str(MODEL)))\n"
        "    await listener.transcribe(clip('thanks'), 'en')\n"
        "    await listener.close()\n"
        "asyncio.run(main())\n"
        "heavy = {'faster_whisper', 'ctranslate2', 'onnxruntime', 'tokenizers', 'av', 'huggingface_hub'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_the_worker_ends_with_whoever_started_it_however_that_ends() -> None:
    script = (
        "import asyncio, os\n"
        "from core.speech.transcriber import Listener\n"
        "from core.speech.order import order_for\n"
        "from tests.speech.tiny import MODEL, clip\n"
        "async def main():\n"
        "    listener = Listener(lambda: order_for(str(MODEL)))\n"
        "    await listener.transcribe(clip('thanks'), 'en')\n"
        "    print(listener.worker.pid, flush=True)\n"
        "    await asyncio.sleep(100)\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))
        parent.send_signal(signal.SIGKILL)
        worker.wait(timeout=10)


async def test_killed_under_load_no_clip_is_lost_and_all_are_heard_the_same(listener: Listener) -> None:
    await _under_fire(listener, kills=6)


@pytest.mark.soak
async def test_killed_two_hundred_times_under_load_no_clip_is_lost(listener: Listener) -> None:
    await _under_fire(listener, kills=200)


async def _under_fire(listener: Listener, kills: int) -> None:
    """Clips on end from six people while the worker is killed, each time after at most 1.5 s, or six times
    what a clip takes: on a machine so busy that none could be finished, giving up would be right.
    """
    calm = {name: await listener.transcribe(clip(name), "en") for name in NAMES}
    begun = time.monotonic()
    assert await listener.transcribe(clip(NAMES[0]), "en") == calm[NAMES[0]]
    fire = asyncio.create_task(_kill(listener, kills, max(1.5, 6 * (time.monotonic() - begun))))
    heard = [
        outcome
        for one in await asyncio.gather(*(_talk(listener, fire.done, n) for n in range(6)))
        for outcome in one
    ]
    assert await fire == kills
    assert len(heard) >= 6
    assert [name for name, transcript in heard if transcript != calm[name]] == []
    print(f"\n{kills} kills, {len(heard)} clips heard, none lost, all as in peace")


async def _talk(listener: Listener, is_over: Callable[[], bool], seed: int) -> list[tuple[str, Transcript]]:
    chance, heard = random.Random(seed), list[tuple[str, Transcript]]()
    while not heard or not is_over():
        name = chance.choice(NAMES)
        heard.append((name, await listener.transcribe(clip(name), "en")))
    return heard


async def _kill(listener: Listener, kills: int, longest_s: float) -> int:
    chance, done, last = random.Random(7), 0, 0
    while done < kills:
        await asyncio.sleep(chance.uniform(0, longest_s))
        pid = listener.worker.pid if listener.worker else None
        if pid and pid != last:
            os.kill(pid, signal.SIGKILL)
            done, last = done + 1, pid
    return done


def test_the_order_takes_all_cores_and_a_few_clips_at_once() -> None:
    orders = {cores: order_for("m", cores=cores) for cores in (1, 2, 4, 6, 16)}
    assert {cores: (one.at_once, one.threads) for cores, one in orders.items()} == {
        1: (1, 1),
        2: (2, 2),
        4: (2, 4),
        6: (3, 4),
        16: (4, 4),
    }
    assert Order("m", "auto", "float16", 2, 3).on_processor() == Order("m", "cpu", "auto", 2, 3)


def _pid(listener: Listener) -> int:
    assert listener.worker is not None
    assert listener.worker.pid is not None
    return listener.worker.pid


def _children() -> set[int]:
    return {child.pid for child in psutil.Process().children(recursive=True)}
