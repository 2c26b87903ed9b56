"""What every adapter does, whatever its platform: Telegram and Discord are added to `PLATFORMS`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.bootstrap import House, build_house
from bot.port import Kind, Query
from bot.settings import Settings
from core.domains.loader import Loaded
from tests.contracts.platforms import PLATFORMS, Somebody, Stage
from tests.fakes.engine import InlineEngine
from tests.web.browser import GENERAL
from tests.web.conftest import Ticking

MARKUP = "I said <b>no</b>, *firmly*, [bold]twice[/bold] & `once` {{ 7*7 }} to Dr. O'Neill on ward 7."


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest_asyncio.fixture
async def house(tmp_path: Path, stage: Stage) -> AsyncIterator[House]:
    settings = Settings(data_dir=tmp_path / "data")
    async with build_house(settings, Ticking(), InlineEngine(), stage.senders) as house:
        yield house


@pytest_asyncio.fixture(params=PLATFORMS)
async def ada(request: pytest.FixtureRequest, house: House, stage: Stage) -> AsyncIterator[Somebody]:
    async with PLATFORMS[request.param](house.practice, stage) as somebody:
        yield somebody


@pytest.fixture
def warm_ups(loaded: Loaded) -> tuple[str, ...]:
    return loaded.get("nurse").warm_ups


def asked(seen: str, loaded: Loaded) -> set[str]:
    """The questions of the domain that were shown, letter by letter."""
    return {question.id for question in loaded.get("nurse").questions if question.text in seen}


async def test_an_interview_begins_with_the_warm_up(ada: Somebody, warm_ups: tuple[str, ...]) -> None:
    await ada.begins()
    assert "To warm up, not scored:" in ada.sees()
    assert sum(warm_up in ada.sees() for warm_up in warm_ups) == 1


async def test_an_answer_leads_to_the_next_question(ada: Somebody, loaded: Loaded) -> None:
    await ada.begins()
    await ada.does(Kind.TEXT, GENERAL)
    assert "Question 1 of 4" in ada.sees()
    assert len(asked(ada.sees(), loaded)) == 1


async def test_a_whole_interview_ends_in_a_report(ada: Somebody) -> None:
    await ada.begins()
    for _ in range(30):
        await ada.does(Kind.TEXT, GENERAL)
        if "Your report is ready" in ada.sees():
            break
    await ada.reads(Query.REPORT)
    assert "Your practice interview: Nurse" in ada.sees()


async def test_what_arrives_twice_counts_once(ada: Somebody, loaded: Loaded) -> None:
    await ada.begins()
    await ada.does(Kind.SKIP)
    before = asked(ada.sees(), loaded)
    await ada.again()
    assert asked(ada.sees(), loaded) == before


async def test_a_hint_a_repetition_and_a_skip_are_answered(ada: Somebody, loaded: Loaded) -> None:
    await ada.begins()
    await ada.does(Kind.SKIP)
    await ada.does(Kind.HINT)
    assert "Hint: " in ada.sees()
    await ada.does(Kind.REPEAT)
    assert "Once more:" in ada.sees()
    await ada.does(Kind.SKIP)
    assert len(asked(ada.sees(), loaded)) == 2


async def test_while_paused_nothing_counts(ada: Somebody, loaded: Loaded) -> None:
    await ada.begins()
    await ada.does(Kind.PAUSE)
    await ada.does(Kind.TEXT, GENERAL)
    assert "what you just sent was not counted" in ada.sees()
    assert asked(ada.sees(), loaded) == set()
    await ada.does(Kind.RESUME)
    assert "We were here:" in ada.sees()


async def test_stopping_reports_what_was_answered(ada: Somebody) -> None:
    await ada.begins()
    await ada.does(Kind.SKIP)
    await ada.does(Kind.TEXT, GENERAL)
    await ada.does(Kind.STOP)
    await ada.reads(Query.REPORT)
    assert "Your practice interview: Nurse" in ada.sees()


async def test_an_answer_that_is_too_long_is_refused_with_its_length(ada: Somebody, loaded: Loaded) -> None:
    await ada.begins()
    await ada.does(Kind.TEXT, "a" * 50_000)
    assert "That answer has 50000 characters; 20000 are the most that can be taken." in ada.sees().replace(
        ",", ""
    )
    assert asked(ada.sees(), loaded) == set()


async def test_markup_in_an_answer_stays_what_was_typed(ada: Somebody, house: House) -> None:
    await ada.begins()
    await ada.does(Kind.SKIP)
    await ada.does(Kind.TEXT, MARKUP)
    await ada.does(Kind.STOP)
    await ada.reads(Query.REPORT)
    assert "I said <b>no</b>, *firmly*, [bold]twice[/bold] & `once` {{ 7*7 }}" in ada.sees()


async def test_privacy_can_be_read_in_every_state(ada: Somebody) -> None:
    await ada.reads(Query.PRIVACY)
    assert "encrypted with a key that is yours alone" in ada.sees()


async def test_nobody_else_sees_any_of_it(ada: Somebody, house: House, stage: Stage) -> None:
    await ada.begins()
    await ada.does(Kind.TEXT, "My word is xylophone.")
    for name, platform in PLATFORMS.items():
        async with platform(house.practice, stage if name != "chat" else Stage()) as grace:
            if type(grace) is not type(ada):
                await grace.reads(Query.HISTORY)
                assert "xylophone" not in grace.sees()
