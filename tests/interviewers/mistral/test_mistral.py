"""What becomes of requests when the model's process is busy, cannot load, ends, or talks nonsense."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
import pytest

from core.interview.errors import ModelFault
from core.interviewers.mistral import mistral
from core.interviewers.mistral.mistral import Health, Mistral
from core.interviewers.mistral.options import Options
from core.interviewers.prompted.model import Completion, Message, Request

pytestmark = pytest.mark.process
COMMAND = (sys.executable, "-m", "tests.interviewers.mistral.odd_worker")
Make = Callable[..., Mistral]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    for file in ("config.json", "model.safetensors"):
        (tmp_path / file).touch()
    return tmp_path


@pytest.fixture
async def make(base: Path) -> AsyncIterator[Make]:
    made: list[Mistral] = []

    def one(**more: Any) -> Mistral:
        made.append(Mistral(Options(str(base), **more), command=COMMAND))
        return made[-1]

    yield one
    for model in made:
        await model.close()


def request(whim: str, interview: str = "") -> Request:
    return Request((Message("user", whim),), {"type": "object"}, 8, interview)


async def said(model: Mistral, whim: str, interview: str = "") -> str:
    """The text that came back, or the key of the fault."""
    try:
        return (await model.complete(request(whim, interview))).text
    except ModelFault as fault:
        return fault.key


def done(base: Path) -> list[str]:
    """What the processes did, in order."""
    file = base / "diary"
    return file.read_text().splitlines() if file.exists() else []


async def until(holds: Callable[[], bool]) -> None:
    while not holds():  # noqa: ASYNC110 - another process does it
        await asyncio.sleep(0.01)


async def test_the_process_starts_with_the_first_request_and_serves_the_next_ones(
    make: Make, base: Path
) -> None:
    model = make()
    assert (model.running_on, done(base)) == ("", [])
    assert [await said(model, word) for word in ("a", "b")] == ["a", "b"]
    assert done(base) == ["start", "a", "b"]
    assert model.running_on == "cpu 4-bit"


async def test_an_answer_comes_with_what_it_cost(make: Make) -> None:
    answer = await make().complete(request("a"))
    assert answer == Completion("a", 3, 2, 1, answer.seconds)
    assert answer.seconds > 0


async def test_it_can_be_started_before_anybody_asks(make: Make, base: Path) -> None:
    model = make()
    await model.start()
    assert done(base) == ["start"]


async def test_a_process_that_ends_is_replaced_and_the_request_is_asked_again(make: Make, base: Path) -> None:
    model = make()
    assert await said(model, "once") == "once"
    assert done(base) == ["start", "once", "start", "once"]


@pytest.mark.parametrize("whim", ["crash", "lie"])
async def test_a_request_that_ends_the_process_each_time_is_given_up_and_the_others_go_on(
    make: Make, base: Path, whim: str
) -> None:
    model = make()
    ended, other = await asyncio.gather(said(model, whim, "a"), said(model, "b", "b"))
    assert (ended, other) == ("mistral-worker-fails", "b")
    assert done(base).count(whim) == 3
    assert await said(model, "c") == "c"


async def test_a_request_that_is_refused_says_why(make: Make) -> None:
    with pytest.raises(ModelFault) as caught:
        await make().complete(request("refuse"))
    assert (caught.value.key, caught.value.values) == ("mistral-too-long", {"tokens": 9, "most": 8})


async def test_what_cannot_be_loaded_is_told_with_its_numbers_and_not_tried_again_at_once(
    make: Make, base: Path
) -> None:
    model = make(bits=8)
    for _ in range(2):
        with pytest.raises(ModelFault) as caught:
            await model.complete(request("a"))
        assert caught.value.key == "mistral-no-memory-card"
        assert caught.value.values == {"needed": 9, "free": 8, "weights": 7, "rows": 1}
    assert done(base) == ["start"]


async def test_after_a_rest_what_could_not_be_loaded_is_tried_again(
    make: Make, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mistral, "REST_S", 0.0)
    model = make(bits=16)
    assert [await said(model, "a"), await said(model, "a")] == ["mistral-unusable", "mistral-unusable"]
    assert done(base) == ["start", "start"]


async def test_a_folder_that_is_not_there_is_told_without_a_process(tmp_path: Path) -> None:
    model = Mistral(Options(str(tmp_path / "no" / "where")), command=COMMAND)
    assert await said(model, "a") == "mistral-no-folder"
    await model.close()


async def test_more_than_may_wait_are_sent_away_at_once(make: Make, base: Path) -> None:
    model = make(most_interviews=1, most_waiting=2)
    waiting = [asyncio.create_task(said(model, "hold", "a")) for _ in range(3)]
    await until(lambda: "hold" in done(base))
    assert await said(model, "a", "b") == "mistral-busy"
    assert await model.health() == Health("cpu 4-bit", 7, 0, 2, running=1, waiting=2)
    for task in waiting:
        task.cancel()


async def test_nobody_waits_behind_the_many_requests_of_somebody_else(make: Make, base: Path) -> None:
    model = make(most_interviews=1)
    await model.start()
    many = [said(model, f"a{n}", "a") for n in range(4)]
    await asyncio.gather(*many, said(model, "b0", "b"), said(model, "b1", "b"))
    assert done(base)[1:] == ["a0", "b0", "a1", "b1", "a2", "a3"]


async def test_whoever_stops_waiting_stops_the_work_and_leaves_the_process(make: Make, base: Path) -> None:
    model = make()
    waiting = asyncio.create_task(said(model, "hold"))
    await until(lambda: "hold" in done(base))
    waiting.cancel()
    await until(lambda: "cancel" in done(base))
    assert await said(model, "a") == "a"
    assert done(base).count("start") == 1


async def test_a_process_that_does_not_stop_when_told_is_ended(
    make: Make, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mistral, "STOP_S", 0.01)
    model = make()
    waiting = asyncio.create_task(said(model, "hold"))
    await until(lambda: "hold" in done(base))
    psutil.Process(model.pid).suspend()
    waiting.cancel()
    assert await said(model, "a") == "a"
    assert done(base).count("start") == 2


async def test_loading_goes_on_when_whoever_waited_for_it_gives_up(make: Make, base: Path) -> None:
    model = make()
    waiting = asyncio.create_task(said(model, "a"))
    await until(lambda: "start" in done(base))
    waiting.cancel()
    assert await said(model, "b") == "b"
    assert done(base).count("start") == 1


async def test_the_process_is_given_no_secrets(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GREENROOM_MASTER_KEY", "HF_TOKEN", "OPENAI_API_KEY"):
        monkeypatch.setenv(name, "hush")
    model = make()
    await model.start()
    assert "hush" not in psutil.Process(model.pid).environ().values()


async def test_it_is_of_no_use_after_it_was_closed(make: Make) -> None:
    model = make()
    assert await said(model, "a") == "a"
    waiting = asyncio.create_task(said(model, "hold"))
    await asyncio.sleep(0)
    await model.close()
    assert await waiting == "mistral-worker-fails"
    assert await said(model, "a") == "mistral-worker-fails"


async def test_words_do_not_reach_the_log(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    model = make()
    await said(model, "crash")
    assert json.dumps(caplog.text).count("crash") == 0
