"""What the scenes have in common: a hurried patience, an answer, the way through an interview."""

from __future__ import annotations

from bot.adapters.telegram.polling import Pace
from bot.adapters.telegram.waiting import Patience
from tests.fakes.telegram.people import Seat

HASTE = Patience(action=0.05, look=0.05, renewed=0.1, sentence=0.1, taken=2, longest=30)
FIRST = Pace(pause=0.02, probation=0)
GENERAL = (
    "In my last job on a surgical ward I was responsible for twelve patients. I noticed one was getting "
    "worse, so I measured his blood pressure and called the doctor at once. As a result he was treated "
    "within ten minutes."
)


async def begins(ana: Seat, domain: str = "Nurse") -> None:
    """Sets a short interview up by its buttons, up to the warm-up."""
    ana.says("/interview")
    await ana.reads("What would you like to practise for?")
    ana.says(domain)
    await ana.reads("Which level fits you?")
    ana.presses("Mid")
    await ana.reads("How much time do you have?")
    ana.presses("Short · 4 questions, about 10 minutes")
    await ana.reads("All set")
    ana.presses("Begin")
    await ana.reads("To warm up, not scored:")


async def answers(ana: Seat, text: str = GENERAL) -> None:
    """Answers, and says that this was it."""
    ana.says(text)
    ana.presses("✓ Done")


async def goes_on(ana: Seat) -> None:
    """Answers everything the same until the report."""
    for _ in range(30):
        await answers(ana)
        post = await ana.expects(
            lambda post: bool(post.button("✓ Done") or post.button("JSON")), "a question"
        )
        if post.button("JSON"):
            return
    raise AssertionError("no report after thirty answers")
