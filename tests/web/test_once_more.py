"""Reviews, redos and levels of one's own by forms alone."""

from __future__ import annotations

from starlette.applications import Starlette

from bot.practice import LocalPractice
from tests.web.browser import Browser
from tests.web.conftest import Ticking

UNKNOWN = "I do not know."


async def practised(browser: Browser) -> None:
    """An interview in which one question was answered, up to its end."""
    await browser.begins()
    await browser.answers("I like it.")
    await browser.answers(UNKNOWN)
    await browser.answers(UNKNOWN)
    for _ in range(4):
        await browser.presses("skip")


async def test_whoever_never_practised_is_offered_no_review(browser: Browser) -> None:
    page = await browser.opens("/")
    assert page.find("section", class_="review") == []


async def test_the_front_page_says_when_the_next_question_is_due(browser: Browser) -> None:
    await practised(browser)
    (card,) = (await browser.opens("/")).find("section", class_="review")
    assert "The next question comes back tomorrow" in card.text
    assert card.find("form") == []


async def test_a_question_is_answered_again_from_the_report(browser: Browser) -> None:
    await practised(browser)
    await browser.opens("/report")
    fields = browser.form("/redo") | {"number": "1"}
    await browser.sends("/redo", fields)
    assert browser.path == "/interview"
    (again,) = browser.questions
    await browser.answers()
    while not browser.page.find("section", class_="over"):
        await browser.answers()
    page = await browser.opens("/report")
    (beside,) = page.find("div", class_="beside")
    _, first, second = (column.text for column in beside.find("div"))
    assert first.split()[:2] == ["First", "attempt,"]
    assert UNKNOWN in first
    assert second.split()[:2] == ["Second", "attempt,"]
    assert "surgical ward" in second
    await browser.sends("/redo", fields)  # the same form again: nothing new is asked
    assert browser.questions[0] == again
    assert browser.page.find("section", class_="over")


async def test_a_level_is_given_or_the_rest_is_skipped(browser: Browser, practice: LocalPractice) -> None:
    await browser.opens("/settings")
    await browser.sends("/settings", browser.form("/settings") | {"self_rating": "yes"})
    await practised(browser)
    (desk,) = browser.page.find("section", class_="rating")
    assert "Relevance: how well did it go, from 1 to 5?" in desk.text
    assert [button["value"] for button in desk.find("button")] == ["1", "2", "3", "4", "5", "skip"]
    await browser.sends("/interview/rate", browser.form("/interview/rate") | {"level": "4"})
    assert "Substance: how well did it go" in browser.page.find("section", class_="rating")[0].text
    skip = browser.form("/interview/rate") | {"kind": "skip"}
    await browser.sends("/interview/act", skip)
    assert browser.page.find("section", class_="over")
    page = await browser.opens("/report")
    assert "How you saw it" in page.text


async def test_nonsense_is_refused(browser: Browser) -> None:
    await practised(browser)
    await browser.opens("/report")
    await browser.sends("/redo", browser.form("/redo") | {"number": "two"})
    assert browser.status == 422
    await browser.opens("/report")
    await browser.sends("/redo", browser.form("/redo") | {"number": "1", "proof": "made up"})
    assert browser.status == 403


async def test_what_is_due_is_reviewed_and_stands_in_the_history(site: Starlette, clock: Ticking) -> None:
    browser = Browser(site)
    async with browser.http:
        await practised(browser)
        clock.pass_(2 * 24 * 3600)
        (card,) = (await browser.opens("/")).find("section", class_="review")
        assert "One question is due again (Nurse)." in card.text
        await browser.sends("/review", browser.form("/review"))
        assert browser.path == "/interview"
        assert len(browser.questions) == 1
        await browser.answers(UNKNOWN)
        await browser.answers(UNKNOWN)
        assert browser.page.find("section", class_="over")
        page = await browser.opens("/history")
        headings = [one.text for one in page.find("h3")]
        assert [heading.split(" · ")[1] for heading in headings] == ["Review", "Nurse"]
        await browser.opens("/")
        await browser.sends("/review", {**browser.form("/begin")})  # nothing is due any more
        assert browser.path == "/"
