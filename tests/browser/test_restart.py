"""From the front page to the printed report in a real browser, with the server killed in the middle."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.browser.page import somebody

pytestmark = [pytest.mark.browser, pytest.mark.process]

ROOT = Path(__file__).parents[2]
HEALING = 20_000  # milliseconds for the page to find the new server


@asynccontextmanager
async def served(data: Path, port: int) -> AsyncIterator[asyncio.subprocess.Process]:
    """The program as `./run` starts it; killed at the end if it is still there."""
    settings = {"GREENROOM_DATA_DIR": str(data), "GREENROOM_PORT": str(port), "GREENROOM_NO_BROWSER": "1"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "serve"),
        cwd=ROOT,
        env=os.environ | settings,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout and process.stderr
    try:
        said = await process.stdout.readline()
        assert said.decode() == f"Greenroom is at http://127.0.0.1:{port}/\n", await process.stderr.read()
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_an_interview_outlives_its_server(
    chromium: Browser, tmp_path: Path, unused_tcp_port: int
) -> None:
    data, port = tmp_path / "data", unused_tcp_port
    person = await somebody(chromium, f"http://127.0.0.1:{port}/")
    async with served(data, port) as first:
        await person.begins()
        await person.answers()
        await person.answers()
        before, question = await person.numbers(), await person.last_question()
        first.send_signal(signal.SIGKILL)
        await first.wait()
        await expect(person.lost).not_to_be_empty()
        await person.answer.fill("I typed this while the server was away, and called the doctor.")
        await person.presses("Send")
        await expect(person.problem).not_to_be_empty()
    async with served(data, port) as second:
        await expect(person.lost).to_be_empty(timeout=HEALING)
        assert (await person.numbers(), await person.last_question()) == (before, question)
        await person.presses("Send")
        await expect(person.own).to_have_count(3)
        await expect(person.own.nth(2)).to_contain_text("I typed this while the server was away")
        assert await person.goes_through() > 0
        await person.goes("report")
        assert await person.page.title() == "Your practice interview: Nurse · Greenroom"
        await expect(person.page.locator("main")).to_contain_text("How ready these answers are")
        printed = await person.page.pdf()
        second.send_signal(signal.SIGTERM)
        assert await second.wait() == 0
    assert printed.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", printed)) >= 2
