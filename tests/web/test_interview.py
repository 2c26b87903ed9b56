"""An interview through the page, by forms alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.web.app import app
from bot.bootstrap import build
from bot.settings import Settings
from core.texts.catalog import texts
from tests.fakes.engine import InlineEngine
from tests.web.browser import GENERAL, SET_UP, Browser
from tests.web.conftest import Ticking


async def test_the_front_page_leads_to_the_report(browser: Browser) -> None:
    await browser.goes_through()
    ready = browser.page.find("section", class_="over")[0]
    assert ready.find("h2")[0].text == "Your report is ready"
    report = await browser.opens(ready.find("a", class_="primary")[0]["href"])
    assert report.find("h1")[0].text == "Your practice interview: Nurse"
    assert len(report.find("p", class_="meter")) == 5
    assert report.find("h2")[0].text == "How ready these answers are"


async def test_begin_shows_the_warm_up_and_where_one_is(browser: Browser) -> None:
    await browser.begins()
    assert browser.path == "/interview"
    heads = [one.text for one in browser.page.find("p", class_="head")]
    assert heads == ["To warm up, not scored:"]
    assert (
        browser.page.find("section", id_="standing")[0].text
        == "Nurse Warm-up, not scored About 10 minutes left"
    )


async def test_an_answer_and_what_is_asked_next_stand_in_the_conversation(browser: Browser) -> None:
    await browser.begins()
    await browser.answers()
    assert browser.own == [GENERAL]
    assert len(browser.questions) == 2
    assert browser.page.find("section", id_="standing")[0].text.startswith("Nurse Question 1 of 4")
    assert browser.draft == ""


async def test_a_hint_is_given_and_what_was_typed_stays(browser: Browser) -> None:
    await browser.begins()
    await browser.answers()
    await browser.presses("hint", "I had just begun to")
    assert browser.page.find("article", class_="say")[-1].text.startswith("Hint: ")
    assert browser.draft == "I had just begun to"
    assert browser.status == 200


async def test_a_hint_is_offered_only_where_there_is_one(browser: Browser) -> None:
    await browser.begins()
    assert browser.page.find("button", value="hint") == []
    await browser.answers()
    assert len(browser.page.find("button", value="hint")) == 1


async def test_repeat_asks_the_same_once_more(browser: Browser) -> None:
    await browser.begins()
    await browser.presses("repeat")
    first, again = browser.questions
    assert first == again


async def test_skip_goes_on(browser: Browser) -> None:
    await browser.begins()
    await browser.presses("skip")
    assert len(set(browser.questions)) == 2


async def test_a_pause_is_shown_in_words_and_ends_with_resume(browser: Browser) -> None:
    await browser.begins()
    await browser.presses("pause")
    assert "Paused" in browser.page.find("section", id_="standing")[0].text
    assert browser.page.find("button", value="text") == []
    await browser.presses("resume")
    assert "Paused" not in browser.page.find("section", id_="standing")[0].text
    assert len(browser.page.find("button", value="text")) == 1


async def test_stop_asks_first_and_then_reports_what_was_answered(browser: Browser) -> None:
    await browser.begins()
    await browser.answers()
    await browser.answers()
    await browser.opens("/interview/stop")
    assert browser.page.find("h1")[0].text == "Stop here?"
    await browser.sends("/interview/act", browser.form("/interview/act") | {"kind": "stop"})
    assert browser.page.find("section", class_="over")[0].find("h2")[0].text == "Your report is ready"


async def test_stopping_without_an_answer_closes_it_and_offers_another(browser: Browser) -> None:
    await browser.begins()
    await browser.presses("stop")
    over = browser.page.find("section", class_="over")[0]
    assert over.find("h2")[0].text == "This interview is closed"
    assert over.find("a")[0]["href"] == "/"
    await browser.begins(domain="data_scientist")
    assert browser.page.find("strong")[0].text == "Data scientist"


async def test_an_open_interview_comes_first_on_the_front_page(browser: Browser) -> None:
    await browser.begins()
    await browser.opens("/")
    assert browser.page.find("h2", id_="open-heading")[0].text == "Go on where you were"
    assert browser.page.find("form", action="/begin") == []


async def test_begin_leads_to_the_interview_that_is_open_already(browser: Browser) -> None:
    await browser.opens("/")
    form = browser.form("/begin")
    await browser.begins()
    asked = browser.questions
    await browser.sends("/begin", form | {"update": "another"} | SET_UP | {"domain": "data_scientist"})
    assert browser.path == "/interview"
    assert browser.questions == asked


async def test_there_is_no_interview_page_before_an_interview(browser: Browser) -> None:
    await browser.opens("/interview")
    assert browser.path == "/"
    await browser.opens("/interview/stop")
    assert browser.path == "/"


@pytest.mark.parametrize(
    "wrong", [{"domain": ""}, {"domain": "astronaut"}, {"level": "<b>"}, {"length": "0"}]
)
async def test_what_is_not_offered_is_not_begun(browser: Browser, wrong: dict[str, str]) -> None:
    await browser.opens("/")
    await browser.sends("/begin", browser.form("/begin") | SET_UP | wrong)
    assert browser.status == 422
    assert browser.alert.startswith("Choose one of each first")
    radios = browser.page.find("input", type_="radio")
    kept = {radio["name"]: radio["value"] for radio in radios if "checked" in radio.attributes}
    assert kept == {choice: value for choice, value in SET_UP.items() if choice not in wrong}
    await browser.opens("/interview")
    assert browser.path == "/"


async def test_levels_can_be_hidden(browser: Browser) -> None:
    await browser.begins(scores="hide")
    await browser.answers()
    await browser.answers()
    await browser.presses("stop")
    report = await browser.opens("/report")
    assert report.find("h1")[0].text == "Your practice interview: Nurse"
    assert report.find("p", class_="meter") == []


class Resting(InlineEngine):
    """An engine that does nothing while it rests."""

    rests = False

    async def wake(self, conversation: str) -> None:
        if not self.rests:
            await super().wake(conversation)


async def test_an_interview_that_is_not_set_up_yet_never_shows_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.adapters.web.pages.PATIENCE", 0.01)
    engine = Resting()
    async with build(Settings(data_dir=tmp_path / "data"), Ticking(), engine) as practice:
        browser = Browser(app(practice, texts()))
        async with browser.http:
            await browser.goes_through()
            engine.rests = True
            await browser.begins()
            assert (browser.status, browser.path) == (503, "/interview")
            assert browser.page.find("h1")[0].text == "One moment"
            assert browser.own == []
            engine.rests = False
            monkeypatch.setattr("bot.adapters.web.pages.PATIENCE", 20.0)
            await browser.opens("/interview")
            assert (browser.status, len(browser.questions), browser.own) == (200, 1, [])
