"""A whole interview in a chat with Telegram's own rules: from /start to the report, restarts in between."""

from __future__ import annotations

from bot.bootstrap import House
from tests.fakes.telegram.server import TelegramServer
from tests.telegram.conftest import Opens
from tests.telegram.scene import GENERAL, answers, begins, goes_on


async def test_from_the_start_to_the_report_by_text(telegram: TelegramServer, house: House) -> None:
    ana = telegram.person("Ana")
    ana.says("/start")
    await ana.reads("Hello! I interview you for practice")
    await ana.reads("What would you like to practise for?")
    await begins(ana)
    await answers(ana)
    await ana.reads("Question 1 of 4")
    await goes_on(ana)
    assert any("Your practice interview: Nurse" in post.text for post in ana.posts)
    assert "\n".join(telegram.refusals) == ""


async def test_a_restart_in_the_middle_loses_nothing(telegram: TelegramServer, opens: Opens) -> None:
    ana = telegram.person("Ana")
    async with opens():
        await begins(ana)
        await answers(ana)
        await ana.reads("Question 1 of 4")
        ana.says(GENERAL[:80])
        await telegram.read_all()
    ana.says(GENERAL[80:])
    ana.presses("✓ Done")
    async with opens():
        await ana.expects(lambda post: bool(post.button("✓ Done")), "what follows the answer")
        ana.says("/stop")
        report = await ana.reads("Your practice interview: Nurse")
        assert "1 of 4 questions" in report.text
