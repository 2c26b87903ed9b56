"""One person on two platforms, killed in between: one order of answers, and one report."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import httpx
import pytest

from tests.crash.answers import answer, number_of
from tests.crash.guests import HIDDEN, MAIN
from tests.crash.lives import lives
from tests.crash.retelling import kept
from tests.crash.terminal import LIMIT
from tests.crash.test_telegram_kills import settings
from tests.crash.visiting import SET_UP
from tests.fakes.telegram.fixtures import spec_file, telegram
from tests.fakes.telegram.people import Seat
from tests.fakes.telegram.server import TelegramServer

__all__ = ["spec_file", "telegram"]

pytestmark = pytest.mark.process


def a_free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Page:
    """Somebody's browser without script; it waits until a server is there."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def gets(self, path: str) -> str:
        async with asyncio.timeout(LIMIT):
            while True:
                try:
                    page = await self._http.get(path)
                except httpx.TransportError:
                    await asyncio.sleep(0.05)
                    continue
                if page.status_code == 503:  # it is worked on; the page looks again by itself
                    continue
                assert page.status_code == 200, page.text
                return page.text

    async def sends(self, on: str, path: str, **fields: str) -> str:
        """Fills in the form of the page `on` and sends it to `path`."""
        form = dict(HIDDEN.findall(await self.gets(on)))
        sent = await self._http.post(path, data=form | fields, follow_redirects=True)
        assert sent.status_code == 200, sent.text
        return sent.text

    async def answers(self) -> list[int | None]:
        """The numbers of what is kept of them, in order."""
        exported = (await self._http.get("/export")).json()
        return [number_of(text) for interview in kept(exported).interviews for text in interview.answers]


async def goes_on(ana: Seat, numbers: list[int]) -> None:
    """Answers in Telegram until the report is there; notes the number of each answer."""
    while True:
        number = numbers[-1] + 1
        numbers.append(number)
        ana.reads_all()
        ana.says(answer(number))
        await ana.expects(lambda post: bool(post.button("✓ Done") or post.button("PDF")), "what comes next")
        if any(post.button("PDF") for post in ana.posts[-3:]):
            return


async def test_an_interview_of_the_page_goes_on_in_telegram_after_a_kill(
    telegram: TelegramServer, data: Path
) -> None:
    port = a_free_port()
    ana, numbers = telegram.person("Ana"), [1]
    where = f"http://127.0.0.1:{port}"
    async with (
        lives(data, settings(telegram, GREENROOM_PORT=str(port))) as many,
        httpx.AsyncClient(base_url=where, timeout=LIMIT) as http,
    ):
        page, life = Page(http), await many.started()
        await page.sends("/", "/begin", **SET_UP)
        await page.sends("/interview", "/interview/act", kind="text", text=answer(1))
        shown = await page.sends("/settings", "/link/code")
        code = shown.partition('class="code">')[2].partition("<")[0]
        ana.says(f"/link {code}")
        await ana.reads("joined with your other one")
        life.kill()
        assert await life.ended() == -9
        await many.started()
        ana.says("/repeat")
        await ana.expects(lambda post: bool(post.button("✓ Done")), "the question again")
        await goes_on(ana, numbers)
        assert await page.answers() == numbers
        report = MAIN.findall(await page.gets("/report"))[0]
        cited = {number_of(line) for line in report.split("<blockquote")} - {None}
        assert cited
        assert cited <= set(numbers)
