"""Every browser is a person of its own, who can take everything along and be forgotten."""

from __future__ import annotations

import re

from tests.web.browser import GENERAL, Browser


async def test_two_browsers_never_see_each_other_s_things(browser: Browser, another: Browser) -> None:
    await browser.goes_through()
    link = browser.page.find("section", class_="over")[0].find("a")[0]["href"]
    await another.opens(link)
    assert another.status == 404
    assert another.alert.startswith("There is no such report of yours.")
    await another.opens(link + "/why")
    assert another.status == 404
    await another.opens("/history")
    assert another.page.find("h1")[0].text == "Nothing here yet"
    await another.opens("/interview")
    assert another.path == "/"
    assert (await another.http.get("/export")).json() == {}
    missing = await another.opens("/report/none")
    theirs = await another.opens(link)
    assert missing.text == theirs.text


async def test_an_export_is_a_file_with_every_answer(browser: Browser) -> None:
    await browser.begins()
    await browser.answers()
    response = await browser.http.get("/export")
    assert response.headers["content-type"] == "application/json"
    assert re.fullmatch(
        r'attachment; filename="greenroom-\d{4}-\d\d-\d\d\.json"', response.headers["content-disposition"]
    )
    assert GENERAL in response.text
    response.json()


async def test_forgetting_wants_the_word(browser: Browser) -> None:
    await browser.begins()
    await browser.answers()
    await browser.opens("/forget")
    await browser.sends("/forget", browser.form("/forget") | {"word": "yes"})
    assert browser.status == 422
    assert browser.alert == "Nothing was deleted. To delete everything, type “forget me” exactly like this."
    await browser.opens("/interview")
    assert browser.own == [GENERAL]


async def test_after_forgetting_nothing_is_left_and_one_starts_afresh(browser: Browser) -> None:
    await browser.begins()
    await browser.answers()
    token = browser.http.cookies["greenroom"]
    form = browser.form("/interview/act") | {"kind": "text", "text": GENERAL}
    await browser.opens("/forget")
    await browser.sends("/forget", browser.form("/forget") | {"word": " Forget  me "})
    assert browser.path == "/forgotten"
    assert browser.page.find("h1")[0].text == "Forgotten"
    assert browser.http.cookies["greenroom"] != token
    assert (await browser.http.get("/export")).json() == {}
    await browser.sends("/interview/act", form)  # a tab that was left open
    assert browser.status == 403
    await browser.begins()
    assert len(browser.questions) == 1
    assert browser.own == []


async def test_privacy_answers_without_an_interview_and_in_a_paused_one(browser: Browser) -> None:
    await browser.opens("/privacy")
    assert "encrypted" in browser.page.text
    await browser.begins()
    await browser.presses("pause")
    await browser.opens("/privacy")
    assert "encrypted" in browser.page.text
    assert browser.page.find("a", href="/export")
    assert browser.page.find("a", href="/forget")


async def test_recordings_are_kept_only_where_somebody_wants_it_and_until_they_do_not(
    browser: Browser,
) -> None:
    page = await browser.opens("/privacy")
    assert "A recording is deleted as soon as its words are written down." in page.text
    await browser.opens("/settings")
    await browser.sends("/settings", browser.form("/settings") | {"keep_clips": "yes"})
    assert browser.path == "/settings"
    assert "Your recordings are kept" in (await browser.opens("/privacy")).text
    await browser.opens("/settings")
    await browser.sends("/settings", browser.form("/settings") | {"keep_clips": "no"})
    assert "A recording is deleted as soon as" in (await browser.opens("/privacy")).text


async def test_settings_that_do_not_exist_are_refused_and_change_nothing(browser: Browser) -> None:
    await browser.opens("/settings")
    form = browser.form("/settings")
    await browser.sends("/settings", form | {"scores": "hide", "keep_clips": "perhaps"})
    assert browser.status == 422
    page = await browser.opens("/settings")
    assert [one["value"] for one in page.find("input", name="scores") if "checked" in one.attributes] == [
        "show"
    ]


async def test_two_browsers_joined_by_a_code_have_one_interview(browser: Browser) -> None:
    other = Browser(browser.app)
    async with other.http:
        await browser.begins()
        await browser.opens("/settings")
        await browser.sends("/link/code", browser.form("/link/code"))
        (code,) = browser.page.find("strong", class_="code")
        await other.opens("/settings")
        await other.sends("/link", other.form("/link") | {"code": "0000-0000"})
        assert "That code is not known" in other.page.text
        await other.sends("/link", other.form("/link") | {"code": code.text})
        assert "joined with your other one" in other.page.text
        await other.opens("/interview")
        await browser.opens("/interview")
        assert other.questions == browser.questions != []
