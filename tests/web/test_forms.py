"""What forms send: kept once, refused with a sentence, lost never."""

from __future__ import annotations

import asyncio

import pytest

from bot.practice import LocalPractice
from core.interview.errors import Unwritable
from tests.web.browser import GENERAL, SET_UP, Browser


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There was nothing in that message."),
        (" \t\n", "There was nothing in that message."),
        ("\x00\x1b", "There was nothing in that message."),
        ("a" * 50_000, "That answer has 50,000 characters; 20,000 are the most that can be taken."),
    ],
)
async def test_a_refused_answer_stays_in_the_form_and_changes_nothing(
    browser: Browser, text: str, sentence: str
) -> None:
    await browser.begins()
    asked = browser.questions
    await browser.answers(text)
    assert browser.status == 422
    assert browser.alert.startswith(sentence)
    assert browser.draft.strip() == text.strip()
    await browser.opens("/interview")
    assert browser.questions == asked
    assert browser.own == []


@pytest.mark.parametrize(
    "text",
    [
        "\u202eright to left\u202c and مرحبا بالعالم",
        "👩‍⚕️👍🏽 " * 40 + "x",
        "'; DROP TABLE events; --",
        "<script>alert(1)</script> {role} { $hint } {{ 7*7 }} {% raw %} %s %(x)s [bold]",
        "\"><img src=x onerror=alert(1)> </textarea></p></article> ' & &amp; <!--",
        "I " + "very " * 3_000 + "much care.",
        "ａ︎" + "\u0300" * 500,
        "NaN null undefined None True 1e999",
        "one line\nanother line",
    ],
)
async def test_naughty_answers_are_shown_exactly_and_the_interview_goes_on(
    browser: Browser, text: str
) -> None:
    await browser.begins()
    await browser.answers()
    before = len(browser.questions)
    await browser.answers(text)
    assert browser.own[-1] == text
    assert len(browser.questions) > before
    await browser.presses("stop")
    await browser.opens("/report")
    await browser.opens("/why")
    await browser.opens("/grammar")


async def test_markup_in_what_was_typed_stays_text_in_the_field(browser: Browser) -> None:
    await browser.begins()
    await browser.answers()
    typed = '</textarea><script src="/static/x.js"></script>"onfocus="alert(1)'
    await browser.presses("hint", typed)
    assert browser.draft == typed
    assert [one["src"] for one in browser.page.find("script")] == ["/static/interview.js"]


async def test_a_line_break_at_the_beginning_of_a_draft_stays(browser: Browser) -> None:
    await browser.begins()
    await browser.answers()
    await browser.presses("hint", "\n\nafter two")
    assert browser.draft == "\n\nafter two"


async def test_the_same_form_sent_twice_counts_once(browser: Browser) -> None:
    await browser.begins()
    form = browser.form("/interview/act") | {"kind": "text", "text": GENERAL}
    await asyncio.gather(*(browser.http.post("/interview/act", data=form) for _ in range(3)))
    await browser.opens("/interview")
    assert browser.own == [GENERAL]
    assert len(browser.questions) == 2


async def test_a_page_from_the_browser_s_memory_can_send_another_answer(browser: Browser) -> None:
    await browser.begins()
    form = browser.form("/interview/act") | {"kind": "text"}
    await browser.sends("/interview/act", form | {"text": GENERAL})
    await browser.sends("/interview/act", form | {"text": "Something else, typed after going back."})
    assert browser.own == [GENERAL, "Something else, typed after going back."]


async def test_begin_sent_twice_begins_one_interview(browser: Browser, practice: LocalPractice) -> None:
    await browser.opens("/")
    form = browser.form("/begin") | SET_UP
    await asyncio.gather(*(browser.http.post("/begin", data=form) for _ in range(2)))
    await browser.opens("/interview")
    assert len(browser.questions) == 1
    exported = (await browser.http.get("/export")).json()
    assert len(exported["interviews"]) == 1


async def test_the_script_is_told_what_became_of_a_form(browser: Browser) -> None:
    await browser.begins()
    form = browser.form("/interview/act")
    asks = {"Accept": "application/json"}
    taken = await browser.http.post(
        "/interview/act", data=form | {"kind": "text", "text": GENERAL}, headers=asks
    )
    assert (taken.status_code, taken.json()["taken"], taken.json()["problem"]) == (200, True, "")
    assert len(taken.json()["update"]) == 22
    refused = await browser.http.post("/interview/act", data=form | {"kind": "text"}, headers=asks)
    assert (refused.status_code, refused.json()["taken"]) == (422, False)
    assert refused.json()["problem"].startswith("There was nothing in that message.")
    stale = await browser.http.post("/interview/act", data={"kind": "text"}, headers=asks)
    assert (stale.status_code, stale.json()["taken"]) == (403, False)


async def test_a_full_disk_is_said_and_what_was_typed_stays(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await browser.begins()
    fails(monkeypatch, "submit")
    await browser.answers()
    assert browser.status == 503
    assert "disk" in browser.alert
    assert browser.draft == GENERAL


async def test_where_nothing_can_be_read_either_what_was_typed_can_be_copied(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await browser.begins()
    form = browser.form("/interview/act")
    for part in ("submit", "situation", "news"):
        fails(monkeypatch, part)
    await browser.sends("/interview/act", form | {"kind": "text", "text": GENERAL})
    assert browser.status == 503
    assert browser.draft == GENERAL


async def test_what_is_kept_and_waits_is_not_left_in_the_form(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await browser.begins()
    fails(monkeypatch, "settled")
    await browser.answers()
    assert browser.status == 503
    assert browser.draft == ""


def fails(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    """Lets a part of the practice fail as on a full disk."""

    async def failing(*_: object) -> None:
        raise Unwritable("storage-disk-full", code="SQLITE_FULL")

    monkeypatch.setattr(LocalPractice, part, failing)


@pytest.mark.parametrize("fields", [{"kind": "open"}, {"kind": ""}, {"kind": "text", "update": "x" * 65}])
async def test_what_no_form_of_ours_sends_is_turned_away(browser: Browser, fields: dict[str, str]) -> None:
    await browser.begins()
    await browser.sends("/interview/act", browser.form("/interview/act") | fields)
    assert browser.status == 422
    assert browser.alert.startswith("That could not be understood")


async def test_a_file_in_place_of_a_text_is_turned_away(browser: Browser) -> None:
    await browser.begins()
    form = browser.form("/interview/act") | {"kind": "text"}
    response = await browser.http.post("/interview/act", data=form, files={"text": b"words"})
    assert response.status_code == 400
    assert "That could not be understood" in response.text
