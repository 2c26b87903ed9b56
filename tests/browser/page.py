"""The practice page in a real browser, as a person uses it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright, expect

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ANSWER = (
    "In my last job on a surgical ward I was responsible for twelve patients. I noticed one was getting "
    "worse, so I measured his blood pressure and called the doctor at once. As a result he was treated "
    "within ten minutes."
)


def chromium_path() -> str:
    """Where the browser is."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "chromium is needed: sudo apt install chromium"
    return found


class Chromium:
    """Starts the browser; `async with Chromium() as browser`."""

    async def __aenter__(self) -> Browser:
        self._playwright = await async_playwright().start()
        self._browser = await self._playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        return self._browser

    async def __aexit__(self, *_: object) -> None:
        await self._browser.close()
        await self._playwright.stop()


@dataclass(frozen=True)
class Person:
    """Somebody at one tab. `address` is where Greenroom is served, with a slash at the end."""

    page: Page
    address: str

    async def goes(self, path: str = "") -> None:
        """Opens a page."""
        await self.page.goto(self.address + path)

    async def begins(self, domain: str = "nurse", length: str = "short") -> None:
        """Chooses on the front page and begins."""
        await self.goes()
        await self.page.locator(f"input[name=domain][value={domain}]").check()
        await self.page.locator(f"input[name=length][value={length}]").check()
        await self.page.get_by_role("button", name="Begin").click()
        await expect(self.answer).to_be_visible()

    async def answers(self, text: str = ANSWER) -> None:
        """Types an answer and sends it; returns when it stands in the conversation with what follows it."""
        own = await self.own.count()
        await self.answer.fill(text)
        await self.page.get_by_role("button", name="Send", exact=True).click()
        await expect(self.own).to_have_count(own + 1)
        await expect(self.page.locator("article.own:last-child")).to_have_count(0)

    async def presses(self, name: str) -> None:
        """Presses a button below the answer."""
        await self.page.get_by_role("button", name=name, exact=True).click()

    async def goes_through(self, text: str = ANSWER) -> int:
        """Answers up to the report; how many answers it took."""
        for count in range(1, 40):
            await self.answers(text)
            asked = self.page.locator("#conversation article.question:last-child")
            await expect(self.over.or_(asked)).not_to_have_count(0)  # the end is told before it is drawn
            if await self.over.count():
                return count
        raise AssertionError("no report after forty answers")

    async def last_question(self) -> str:
        """The question that is open."""
        return (await self.questions.last.locator(".text").inner_text()).strip()

    async def numbers(self) -> list[int]:
        """The sequences of the messages that are shown, in order."""
        found: list[str] = await self.page.locator("#conversation article").evaluate_all(
            "all => all.map(one => one.dataset.id)"
        )
        return [int(number) for number in found]

    @property
    def answer(self) -> Locator:
        return self.page.locator("#answer")

    @property
    def problem(self) -> Locator:
        return self.page.locator("#problem")

    @property
    def lost(self) -> Locator:
        return self.page.locator("#lost")

    @property
    def own(self) -> Locator:
        return self.page.locator("#conversation article.own")

    @property
    def questions(self) -> Locator:
        return self.page.locator("#conversation article.question")

    @property
    def over(self) -> Locator:
        return self.page.locator("#desk.over")


async def somebody(browser: Browser, address: str, **options: Any) -> Person:
    """A person of their own with one tab; `options` are the browser context's."""
    return await a_tab(await browser.new_context(**options), address)


async def a_tab(context: BrowserContext, address: str) -> Person:
    """One more tab of the same person. What goes wrong in a script fails the test that opened it."""
    page = await context.new_page()
    page.on("pageerror", _fail)
    return Person(page, address)


def _fail(error: object) -> None:
    raise AssertionError(f"a script failed: {error}")
