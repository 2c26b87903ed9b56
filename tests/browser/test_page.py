"""The practice page in a real browser: with the mouse, by keyboard alone, in two tabs, without script."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, expect

from bot.loopback import page as serve
from bot.practice import LocalPractice
from core.texts.catalog import texts
from tests.browser.page import ANSWER, Person, a_tab, somebody
from tests.web.markup import check, read

pytestmark = pytest.mark.browser

PATHS = ("", "interview", "report", "why", "history", "grammar", "privacy", "forget", "forgotten", "nowhere")
CONTRAST = """
() => {
  const shine = (colour) => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255);
    const linear = parts.map((part) => (part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4));
    return .2126 * linear[0] + .7152 * linear[1] + .0722 * linear[2];
  };
  const behind = (one) => {
    for (; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (!/, 0\\)$|transparent/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const faint = [];
  for (const one of document.querySelectorAll("body *")) {
    const says = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!says || !one.checkVisibility() || one.closest("svg")) continue;
    const [a, b] = [shine(getComputedStyle(one).color), shine(behind(one))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) faint.push(`${one.tagName}.${one.className} ${ratio.toFixed(2)}`);
  }
  return faint;
}
"""


async def test_from_the_front_page_to_the_printed_report(person: Person) -> None:
    await person.begins()
    await person.goes_through()
    assert await person.numbers() == sorted(set(await person.numbers()))
    await person.over.get_by_role("link", name="Read the report").click()
    await expect(person.page.get_by_role("heading", level=1)).to_have_text("Your practice interview: Nurse")
    await expect(person.page.get_by_role("button", name="Print")).to_be_visible()
    await person.page.emulate_media(media="print")
    await expect(person.page.get_by_role("navigation")).to_be_hidden()
    await expect(person.page.get_by_role("heading", name="The five criteria")).to_be_visible()
    assert (await person.page.pdf())[:5] == b"%PDF-"


async def test_by_keyboard_alone(person: Person) -> None:
    await person.goes()
    keys = person.page.keyboard
    await keys.press("Tab")
    await expect(person.page.locator(":focus")).to_have_text("Skip to the content")
    await keys.press("Enter")
    await keys.press("Tab")
    await expect(person.page.locator(":focus")).to_have_attribute("name", "domain")
    await keys.press("ArrowDown")
    await expect(person.page.locator("[name=domain]:checked")).to_have_count(1)
    await keys.press("Enter")  # in a radio button the Enter key sends the form
    await expect(person.answer).to_be_focused()
    await keys.type("I have always liked finding out why things break.")
    await keys.press("Control+Enter")
    await expect(person.own).to_have_count(1)
    await expect(person.answer).to_be_focused()
    await expect(person.answer).to_have_value("")
    await tabs_to(person, "Pause")
    await keys.press("Enter")
    await expect(person.page.locator(":focus")).to_have_text("Resume")
    await keys.press("Enter")
    await expect(person.page.locator(":focus")).to_have_text("Pause")
    await tabs_to(person, "Stop")
    await keys.press("Enter")
    await expect(person.page.locator(":focus")).to_have_text("Keep going")
    await keys.press("Escape")
    await expect(person.page.locator(":focus")).to_have_text("Stop")
    await keys.press("Enter")
    await keys.press("Shift+Tab")
    await keys.press("Enter")
    await expect(person.page.get_by_role("heading", name="This interview is closed")).to_be_visible()


async def tabs_to(person: Person, name: str) -> None:
    """Presses the Tab key until the focus is on what has this text."""
    for _ in range(12):
        await person.page.keyboard.press("Tab")
        if (await person.page.locator(":focus").inner_text()).strip() == name:
            return
    raise AssertionError(f"{name} cannot be reached by the Tab key")


async def test_without_script(chromium: Browser, address: str) -> None:
    person = await somebody(chromium, address, java_script_enabled=False)
    await person.begins()
    await person.goes_through()
    await expect(person.page.locator("[data-print]")).to_have_count(0)
    await person.over.get_by_role("link", name="Read the report").click()
    await expect(person.page.locator("[data-print]")).to_be_hidden()
    await person.begins("data_scientist")
    await person.page.get_by_role("link", name="Stop", exact=True).click()
    await person.page.get_by_role("button", name="Stop and get the report").click()
    await expect(person.page.get_by_role("heading", name="This interview is closed")).to_be_visible()


async def test_two_tabs_show_the_same_without_being_touched(person: Person) -> None:
    await person.begins()
    other = await a_tab(person.page.context, person.address)
    await other.goes("interview")
    await person.answers()
    await expect(other.own).to_have_count(1)
    assert await other.numbers() == await person.numbers()
    await other.presses("Pause")
    await expect(person.page.get_by_role("button", name="Resume")).to_be_visible()
    await person.presses("Resume")
    await expect(other.page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    await other.answers("What I did then was to write it down and to tell the team.")
    await expect(person.own).to_have_count(2)
    assert await other.numbers() == await person.numbers()


async def test_an_answer_is_sent_once_however_often_it_is_clicked(person: Person) -> None:
    await person.begins()
    await person.answer.fill(ANSWER)
    await person.page.get_by_role("button", name="Send", exact=True).dblclick()
    await expect(person.own).to_have_count(1)
    await expect(person.answer).to_have_value("")
    await person.page.reload()
    await expect(person.own).to_have_count(1)


async def test_a_refusal_is_told_beside_the_form_and_keeps_the_text(person: Person) -> None:
    await person.begins()
    await person.answer.fill("a" * 20_001)
    await person.presses("Send")
    await expect(person.problem).to_have_text(re.compile("20,000 are the most that can be taken"))
    await expect(person.answer).to_have_value("a" * 20_001)
    await person.answers("Shorter.")
    await expect(person.problem).to_be_empty()


async def test_a_lost_connection_is_told_and_heals(
    chromium: Browser, practice: LocalPractice, unused_tcp_port: int
) -> None:
    async with serve(practice, texts(), unused_tcp_port) as address:
        person = await somebody(chromium, address)
        await person.begins()
        await person.answers()
        before = await person.numbers()
    await expect(person.lost).to_have_text("Reconnecting … your answers are safe.")
    await person.answer.fill("Typed while nobody listened.")
    await person.presses("Send")
    await expect(person.problem).to_have_text(re.compile("What you typed is still here"))
    await expect(person.answer).to_have_value("Typed while nobody listened.")
    async with serve(practice, texts(), unused_tcp_port):
        await expect(person.lost).to_be_empty(timeout=10_000)
        await person.presses("Send")
        await expect(person.own).to_have_count(2)
        await expect(person.answer).to_have_value("")
        after = await person.numbers()
        assert after[: len(before)] == before
        assert after == sorted(set(after))


async def test_forgetting_ends_what_another_tab_shows(person: Person) -> None:
    await person.begins()
    other = await a_tab(person.page.context, person.address)
    await other.goes("forget")
    await other.page.get_by_label("Type “forget me” to go on").fill("forget me")
    await other.page.get_by_role("button", name="Delete everything").click()
    await expect(other.page.get_by_role("heading", level=1)).to_have_text("Forgotten")
    await expect(person.page.get_by_role("button", name="Begin")).to_be_visible(timeout=10_000)


async def test_tips_open_beside_what_is_being_typed(person: Person) -> None:
    await person.begins()
    await person.answers("I have went through this many times.")
    await person.answer.fill("a beginning")
    await person.page.get_by_role("link", name="Language tips on my last answer").click()
    await expect(person.page.get_by_role("dialog")).to_contain_text("gone")
    await person.page.get_by_role("button", name="Close").click()
    await expect(person.answer).to_have_value("a beginning")


async def test_markup_in_an_answer_runs_nothing(person: Person) -> None:
    await person.begins()
    naughty = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
    await person.answers(naughty)
    await expect(person.own.locator(".text")).to_have_text(naughty)
    await person.page.reload()
    await expect(person.own.locator(".text")).to_have_text(naughty)
    assert "run" not in await person.page.title()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_page_can_be_read_by_everybody(person: Person, scheme: str) -> None:
    """Names, landmarks, contrast, and no scrolling sideways on a phone."""
    await person.begins()
    await person.answers()
    await person.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in PATHS:
        await person.goes(path)
        check(read(await person.page.content()))
        assert await person.page.evaluate(CONTRAST) == [], path
        for width in (1280, 360):
            await person.page.set_viewport_size({"width": width, "height": 740})
            assert await person.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        if path == "interview":
            await person.page.get_by_role("link", name="Stop").click()
            await person.page.get_by_role("button", name="Stop and get the report").click()
            await expect(person.over).to_be_visible()


async def test_no_page_asks_for_anything_elsewhere(person: Person) -> None:
    asked: list[str] = []
    person.page.on("request", lambda request: asked.append(request.url))
    await person.begins()
    await person.answers()
    assert [url for url in asked if not url.startswith(person.address)] == []
