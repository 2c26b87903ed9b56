"""Reviews, redos and levels of one's own through the port, over a real store with the real bank."""

from __future__ import annotations

import pytest

from bot.port import Incoming, Kind, Outgoing, Query, Shown
from core.interview.errors import Refused
from core.interview.values import Criterion
from tests.bot.person import Person, questions, texts_of

GENERAL = (
    "In my last job on a surgical ward I was responsible for twelve patients. I noticed one was getting "
    "worse, so I measured his blood pressure and called the doctor at once. As a result he was treated "
    "within ten minutes."
)
UNKNOWN = "I do not know."
DAYS = 24 * 3600
BEGINS = (
    "The same question once more. Your first answer stays as it is; the report puts the two side by side."
)


async def redo(person: Person, part: int = 0, value: str = "", update: str = "redo") -> list[Outgoing]:
    await person.practice.submit(Incoming(person.account, update, Kind.REDO, value, part=part))
    await person.practice.settled(person.account, 10)
    return await person.sees()


async def practised(person: Person, domain: str = "nurse", answered: int = 1) -> list[str]:
    """An interview stopped after so many questions that were not known; these questions."""
    await person.begins(domain)
    shown = await person.says("I like it.")
    asked: list[str] = []
    for _ in range(answered):
        asked += questions(shown)
        await person.says(UNKNOWN)
        shown = await person.says(UNKNOWN)
    await person.does(Kind.STOP)
    return asked


async def test_nothing_is_due_before_anything_was_answered(person: Person) -> None:
    assert texts_of(await person.does(Kind.REVIEW)) == [
        "Nothing is due for review yet. Questions come back once you have answered them in an interview: "
        "weak ones after a day or two, strong ones after weeks."
    ]


async def test_right_after_an_interview_it_says_when_the_next_question_comes_back(person: Person) -> None:
    await practised(person)
    (said,) = texts_of(await person.does(Kind.REVIEW))
    # The clock stands at 2027-01-15; what was not known comes back the next day.
    assert said == "Nothing is due for review. The next question comes back tomorrow (2027-01-16)."
    assert await person.reads(Query.REVIEW) == said


async def test_due_questions_of_all_domains_come_back_as_one_short_interview(person: Person) -> None:
    asked = [*await practised(person, answered=2), *await practised(person, "data_scientist", 3)]
    person.clock.pass_(2 * DAYS)
    assert await person.reads(Query.REVIEW) == "5 questions are due again (Data scientist, Nurse)."
    history = await person.practice.view(person.account, Query.HISTORY, "nurse")
    assert [block.text for block in history if block.ref] == ["2027-01-15 · Nurse · Mid"]
    began = await person.does(Kind.REVIEW)
    assert began[0].text == (
        "4 questions are due again. No warm-up, five minutes at most; answer as you would in an interview. "
        "One more is due after these."
    )
    assert began[1].head.startswith("Review 1 of 4 · Nurse · ")
    again = [began[1].text]
    for _ in range(4):
        again += questions(
            shown := await person.does(Kind.SKIP) if len(again) > 1 else await review_one(person)
        )
    assert len(again) == 4
    assert set(again[:2]) == set(asked[:2])  # the longest due first
    assert set(again[2:]) < set(asked[2:])
    assert shown[-1].shown is Shown.REPORT
    assert (await person.titles(Query.REPORT))[0] == "Your review"
    assert "· Review" in await person.reads(Query.HISTORY)
    # What was answered again comes back another day; what was skipped is still due.
    assert await person.reads(Query.REVIEW) == "4 questions are due again (Data scientist, Nurse)."


async def review_one(person: Person) -> list[Outgoing]:
    await person.says(UNKNOWN)
    return await person.says(UNKNOWN)


async def test_a_review_meets_whoever_is_in_the_middle_of_an_interview_where_they_are(person: Person) -> None:
    question = questions(await person.begins())
    shown = await person.does(Kind.REVIEW)
    assert texts_of(shown)[0].startswith("Your interview is still open")
    assert questions(shown) == question


async def test_a_redo_asks_the_question_of_the_report_and_compares_both_answers(person: Person) -> None:
    asked = await practised(person, answered=2)
    first = await person.reads(Query.REPORT)
    of = (await person.practice.situation(person.account)).interview
    await person.does(Kind.OPEN)  # a set-up that nothing came of makes room
    shown = await redo(person, part=2, value=of)
    assert shown[0].text == BEGINS
    assert questions(shown) == [asked[1]]
    await person.goes_through(GENERAL)
    lines = [block.text for block in await person.practice.view(person.account, Query.REPORT)]
    start = lines.index("Your two attempts")
    assert lines[start + 1] == "First attempt, 2027-01-15: 8 words, one follow-up"
    assert lines[start + 2] == "I do not know. I do not know."
    assert lines[start + 3].startswith("Second attempt, 2027-01-15: ")
    assert lines[start + 4].startswith("In my last job on a surgical ward")
    assert any(line.startswith("Substance: 1 → ") for line in lines)
    old = [block.text for block in await person.practice.view(person.account, Query.REPORT, of)]
    assert [line for line in first.split("\n") if line not in old] == []  # the first is as it was
    assert "Question 2, answered again on 2027-01-15" in old


async def test_without_a_number_it_is_the_question_that_the_report_names(person: Person) -> None:
    await practised(person)
    report = await person.practice.view(person.account, Query.REPORT)
    place = next(number for number, block in enumerate(report) if block.text == "Answer this one again")
    assert report[place].ref == "question-1"
    assert questions(await redo(person)) == [report[place + 1].text]


async def test_a_question_that_is_not_there_or_not_one_s_own_cannot_be_redone(person: Person) -> None:
    sentence = (
        "That question cannot be asked again: it was never put to you, or its report is not there any more. "
        "Open a report of yours and choose one of its questions."
    )
    await practised(person)
    of = (await person.practice.situation(person.account)).interview
    for part, value in ((9, ""), (1, "another"), (-1, ""), (3, of)):
        assert texts_of(await redo(person, part, value, f"{part}{value}")) == [sentence]
    other = Person(person.practice, person.clock, account=type(person.account)("test", "grace"))
    assert texts_of(await redo(other, 1, of, "other")) == [sentence]


async def up_to_the_end(person: Person, wish: str = "yes") -> list[Outgoing]:
    """An interview with one answer, up to what follows the last question to the interviewer."""
    await person.practice.prefer(person.account, "self_rating", wish)
    await person.begins()
    await person.says("I like it.")
    await person.says(UNKNOWN)
    await person.says(UNKNOWN)
    for _ in range(3):
        await person.does(Kind.SKIP)
    return await person.does(Kind.SKIP)


async def rates(person: Person, criterion: str, level: str) -> list[Outgoing]:
    return await person.does(Kind.RATE, level, criterion)


async def test_levels_of_one_s_own_are_asked_before_the_report_and_stand_beside_it(person: Person) -> None:
    shown = await up_to_the_end(person)
    assert (shown[-1].shown, shown[-1].choice) == (Shown.RATING, "relevance")
    assert [option.value for option in shown[-1].options] == ["1", "2", "3", "4", "5"]
    waiting = (await person.practice.situation(person.account)).rating
    assert waiting is not None
    assert waiting.choice == "relevance"
    for criterion, level in (("relevance", "6"), ("relevance", "good"), ("charm", "3")):
        with pytest.raises(Refused):
            await rates(person, criterion, level)
    for named in Criterion:
        shown = await rates(person, named, "5")
    assert shown[-1].shown is Shown.REPORT
    lines = (await person.reads(Query.REPORT)).split("\n")
    start = lines.index("How you saw it")
    assert lines[start + 2] == "Substance: you said 5, judged 1.0: you rated it 4.0 higher"
    assert "How well you know yourself" in await person.titles(Query.HISTORY)


async def test_asking_for_the_report_is_enough_to_get_it(person: Person) -> None:
    await up_to_the_end(person)
    assert (await person.titles(Query.REPORT))[0] == "Your practice interview: Nurse"
    assert texts_of(await rates(person, "relevance", "3"))[-1].startswith("Levels of your own are taken only")


async def test_nobody_is_asked_who_did_not_wish_it(person: Person) -> None:
    assert [message.shown for message in await up_to_the_end(person, "no")] == [Shown.REPORT]
