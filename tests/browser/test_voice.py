"""An answer by voice, from the microphone to the report, in a real browser with the tests' own small Whisper.

What each clip says and where it is silent is known (`tests/speech/tiny.py`); the browser plays it as its
microphone.
"""

from __future__ import annotations

import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import async_playwright, expect

from bot.bootstrap import build
from bot.loopback import page as serve
from bot.settings import Settings
from core.speech.audio import Decoder
from core.texts.catalog import texts
from tests.browser.page import FLAGS, Person, chromium_path
from tests.speech import tiny

pytestmark = pytest.mark.browser

HEARING = 60_000  # ms; the first note loads the model
SAID = "budget"


async def microphone(folder: Path, name: str) -> tuple[Path, int]:
    """A WAV of a clip, for the browser to play as its microphone, and how many milliseconds it has."""
    decoder = Decoder()
    try:
        sound = await decoder.decode(tiny.clip(name))
    finally:
        await decoder.close()
    file = folder / f"{name}.wav"
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(16_000)
        out.writeframes(sound.samples.tobytes())
    return file, sound.length_ms


@asynccontextmanager
async def speaking(folder: Path, *allowed: str) -> AsyncIterator[tuple[Person, int]]:
    """Somebody at the page, and how long their microphone plays SAID; `allowed` is what they allow."""
    wav, length_ms = await microphone(folder, SAID)
    flags = (
        *FLAGS,
        "--use-fake-device-for-media-stream",
        *(("--use-fake-ui-for-media-stream",) if allowed else ()),
        f"--use-file-for-fake-audio-capture={wav}%noloop",
    )
    settings = Settings(data_dir=folder / "data", speech_model=str(tiny.MODEL))
    async with (
        build(settings) as practice,
        serve(practice, texts(), 0) as address,
        async_playwright() as runs,
    ):
        context = await runs.chromium.launch_persistent_context(
            folder / "profile", executable_path=chromium_path(), args=flags, permissions=list(allowed)
        )
        try:
            yield Person(await context.new_page(), address), length_ms
        finally:
            await context.close()


async def test_an_answer_is_spoken_confirmed_followed_up_and_found_in_the_report(tmp_path: Path) -> None:
    async with speaking(tmp_path, "microphone") as (person, length_ms):
        page = person.page
        await person.begins()
        await person.answers("I like it when a shift is calm.")
        await page.get_by_role("button", name="Record your answer").click()
        await expect(page.locator(".recorder .time")).to_have_text("0:01")
        await page.wait_for_timeout(length_ms + 1_500)
        await page.get_by_role("button", name="Stop recording").click()
        await expect(page.locator(".recorder audio")).to_be_visible()
        await page.get_by_role("button", name="Send the recording").first.click()
        heard = page.locator("#heard")
        await expect(heard).to_be_visible(timeout=HEARING)
        assert tiny.bare(await heard.locator(".text").inner_text()) == tiny.bare(tiny.text(SAID))
        await expect(heard.locator(".across")).to_contain_text("words a minute")
        await page.get_by_role("button", name="Use this answer").click()
        await expect(person.own).to_have_count(2)
        await expect(person.questions).to_have_count(3, timeout=HEARING)
        await page.get_by_role("link", name="Stop", exact=True).click()
        await page.get_by_role("button", name="Stop and get the report").click()
        await page.get_by_role("link", name="Read the report").click()
        report = await page.inner_text("main")
        assert "words a minute" in report
        assert "at least" in report


async def test_a_recording_can_be_discarded_and_a_file_sent_instead(tmp_path: Path) -> None:
    async with speaking(tmp_path, "microphone") as (person, _):
        page = person.page
        await person.begins()
        await page.get_by_role("button", name="Record your answer").focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="Stop recording")).to_be_focused()
        await page.get_by_role("button", name="Pause recording").click()
        await expect(page.get_by_role("button", name="Go on recording")).to_be_focused()
        await page.get_by_role("button", name="Discard").click()
        await expect(page.get_by_role("button", name="Record your answer")).to_be_focused()
        file = tmp_path / "note.ogg"
        file.write_bytes(tiny.clip("nurse"))
        await page.get_by_text("Send a recording from a file").click()
        await page.locator("#sound").set_input_files(file)
        await page.locator("[data-is=upload]").click()
        await expect(page.locator("#heard")).to_be_visible(timeout=HEARING)
        assert tiny.bare(await page.locator("#heard .text").inner_text()) == tiny.bare(tiny.text("nurse"))


async def test_without_leave_to_use_the_microphone_a_sentence_says_what_to_do(tmp_path: Path) -> None:
    async with speaking(tmp_path) as (person, _):
        await person.begins()
        await person.page.get_by_role("button", name="Record your answer").click()
        await expect(person.page.locator(".recorder .alert")).to_contain_text("type your answer")
        await person.answers("Then I type it.")
