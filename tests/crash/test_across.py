"""One person on two platforms, killed in between: one order of answers, and one report."""

from __future__ import annotations

import asyncio
import json
import re
import socket
from pathlib import Path

import httpx
import pytest

from tests.crash.answers import answer, number_of
from tests.crash.discord_party import Lives
from tests.crash.guests import HIDDEN, MAIN
from tests.crash.lives import lives
from tests.crash.retelling import kept
from tests.crash.terminal import LIMIT
from tests.crash.test_telegram_kills import settings
from tests.crash.visiting import SET_UP
from tests.fakes.discord_server.server import discord_server
from tests.fakes.discord_server.validator import NO_SPECS, specs
from tests.fakes.telegram.fixtures import spec_file, telegram
from tests.fakes.telegram.people import Seat
from tests.fakes.telegram.server import TelegramServer

__all__ = ["spec_file", "telegram"]

pytestmark = pytest.mark.process

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")


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


async def test_an_interview_of_discord_goes_on_in_telegram_after_a_kill(
    telegram: TelegramServer, tmp_path: Path
) -> None:
    if specs() is None:
        pytest.skip(NO_SPECS)
    ana, numbers = telegram.person("Ana"), [1]
    async with discord_server(specs=specs(), patched=False) as discord, Lives(tmp_path, "", discord) as many:
        await many.born(telegram=telegram.url, quiet_seconds=0.5)
        await discord.world.until(lambda: bool(discord.world.commands and discord.gateway.connected))
        ada = discord.person("ada")
        await ada.runs("/interview start", domain="nurse", level="mid", length="short")
        await ada.expects("To warm up")
        ada.says(answer(1))
        await ada.presses("Done")
        await ada.expects("Question 1 of 4")
        asked = await ada.runs("/interview link")
        shown = await ada.answered(asked, lambda message: bool(CODE.search(message.words)))
        code = CODE.search(shown.words)
        assert code
        ana.says(f"/link {code[0]}")
        await ana.reads("joined with your other one")
        await many.kill()
        await many.born(telegram=telegram.url, quiet_seconds=0.5)
        ana.says("/repeat")
        await ana.expects(lambda post: bool(post.button("✓ Done")), "the question again")
        await goes_on(ana, numbers)
        ana.reads_all()
        ana.says("/export")
        post = await ana.expects(lambda post: "document" in post.message, "the export")
        (one,) = kept(json.loads(ana.file(post).content)).interviews
        assert [number_of(text) for text in one.answers] == numbers
        assert one.reported
        await many.kill()
        assert discord.validator.violations == []


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
