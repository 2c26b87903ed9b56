"""Answers by voice on the page, by forms alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.adapters.web.app import app
from bot.bootstrap import build_house
from bot.ears import Ears
from bot.hearing import hears
from bot.ingest import Allowance
from bot.settings import Settings
from core.interview.errors import SpeechFault
from core.texts.catalog import texts
from tests.fakes.engine import InlineEngine
from tests.fakes.transcriber import Dictation
from tests.web.browser import Browser
from tests.web.conftest import Ticking

SAID = "I have worked as a <b>nurse</b> for five years & two months."


class Shelf:
    """Weights that are missing until they are fetched; `fails` is what fetching ends with instead."""

    megabytes = 145

    def __init__(self, fails: Exception | None = None) -> None:
        self.here = False
        self.fails = fails

    def present(self) -> bool:
        return self.here

    def fetch(self, progress: object) -> None:
        if self.fails:
            raise self.fails
        self.here = True


@pytest_asyncio.fixture
async def speaker(tmp_path: Path) -> AsyncIterator[Browser]:
    settings = Settings(data_dir=tmp_path / "data")
    senses = hears(settings, texts(), Dictation(probability=0.4))
    async with build_house(settings, Ticking(), InlineEngine(), senses=senses) as house:
        browser = Browser(app(house.practice, texts()))
        async with browser.http:
            yield browser


async def speaks(browser: Browser, sound: bytes = SAID.encode()) -> None:
    """Sends a recording by the form for files, and waits until it was listened to."""
    form = browser.form("/interview/speak")
    response = await browser.http.post(
        "/interview/speak", data=form, files={"sound": ("answer.ogg", sound, "audio/ogg")}
    )
    browser._shows(response)
    for _ in range(200):
        await browser.opens("/interview")
        if "Listening to your recording" not in browser.page.text:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("still listening")


async def test_what_was_heard_is_shown_with_its_doubtful_words_and_can_be_used(speaker: Browser) -> None:
    await speaker.begins()
    await speaks(speaker)
    heard = speaker.page.find("section", id_="heard")[0]
    assert heard.find("p", class_="head")[0].text == "This is what was heard. Is it right?"
    assert heard.find("p", class_="text")[0].text == SAID
    assert [mark.text for mark in heard.find("mark")] == SAID.split()
    await speaker.sends("/interview/act", speaker.form("/interview/act") | {"kind": "use", "part": "1"})
    assert speaker.own == [SAID]
    assert speaker.page.find("section", id_="heard")[0].find("button") == []


async def test_what_was_heard_can_be_corrected(speaker: Browser) -> None:
    await speaker.begins()
    await speaks(speaker)
    right = "I have worked as a nurse for five years and two months."
    form = speaker.form("/interview/act") | {"kind": "correct", "part": "1", "correction": right}
    await speaker.sends("/interview/act", form)
    assert speaker.own == [right]


async def test_a_draft_stays_while_something_heard_is_used(speaker: Browser) -> None:
    await speaker.begins()
    await speaks(speaker)
    form = speaker.form("/interview/act") | {"kind": "again", "part": "1", "text": "not finished"}
    await speaker.sends("/interview/act", form)
    assert speaker.draft == "not finished"
    assert speaker.own == []


async def test_a_form_without_a_recording_is_told_so(speaker: Browser) -> None:
    await speaker.begins()
    form = speaker.form("/interview/speak")
    browser = await speaker.sends("/interview/speak", form)
    assert speaker.status == 422
    assert browser.find("h1")[0].text == "That did not work"
    speaker._shows(
        await speaker.http.post("/interview/speak", data=form, files={"sound": ("a.ogg", b"", "audio/ogg")})
    )
    assert speaker.alert.startswith("There was no sound in that recording.")


async def test_a_recording_that_is_too_large_is_refused_before_it_is_read(speaker: Browser) -> None:
    await speaker.begins()
    response = await speaker.http.post(
        "/interview/speak", content=b"", headers={"content-length": str(10**9)}
    )
    assert response.status_code == 413


async def test_a_recording_from_another_site_is_turned_away(speaker: Browser) -> None:
    await speaker.begins()
    response = await speaker.http.post(
        "/interview/speak",
        data=speaker.form("/interview/speak"),
        files={"sound": ("a.ogg", b"x", "audio/ogg")},
        headers={"origin": "https://elsewhere.example"},
    )
    assert response.status_code == 403


async def fetching(tmp_path: Path, shelf: Shelf) -> tuple[str, str]:
    """What the page says before weights are fetched, and after."""
    settings = Settings(data_dir=tmp_path / "data")
    senses = hears(settings, texts(), Dictation(), shelf)
    async with build_house(settings, Ticking(), InlineEngine(), senses=senses) as house:
        browser = Browser(app(house.practice, texts()))
        async with browser.http:
            before = await browser.begins()
            await browser.sends("/ears", browser.form("/interview/act"))
            for _ in range(200):
                await browser.opens("/interview")
                if "Fetching the speech model" not in browser.page.text:
                    break
                await asyncio.sleep(0.01)
            return before.text, browser.page.text


async def test_the_weights_are_fetched_after_a_click_whose_size_is_told(tmp_path: Path) -> None:
    before, after = await fetching(tmp_path, Shelf())
    assert "needs a speech model, about 145 MB, fetched once" in before
    assert "needs a speech model" not in after


async def test_weights_that_cannot_be_fetched_are_told_with_what_to_do(tmp_path: Path) -> None:
    fault = SpeechFault("speech-fetch-failed", name="base", megabytes=145)
    _, after = await fetching(tmp_path, Shelf(fault))
    assert "./run models pull" in after
    assert "needs a speech model, about 145 MB" in after


async def test_two_clicks_fetch_once() -> None:
    shelf = Shelf()
    ears = Ears(Allowance(listens=True), 300, texts(), shelf)
    await ears.fetch()
    first = ears._fetching
    await ears.fetch()
    assert ears._fetching is first
    assert first is not None
    await first
