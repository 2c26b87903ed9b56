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
DAYS = 24 * 3600
BEGINS = (
    "The same question once more. Your first answer stays as it is; the report puts the two side by side."
)


async def redo(person: Person, part: int = 0, value: str = "", update: str = "redo") -> list[Outgoing]:
    await person.practice.submit(Incoming(person.account, update, Kind.REDO, value, part=part))
    await person.practice.settled(person.account, 10)
    return await person.sees()


async def practised(person: Person, answer: str = GENERAL) -> list[str]:
    """A whole interview; the questions of its slots, in order."""
    shown = [*await person.begins(), *await person.goes_through(answer)]
    return [m.text for m in shown if m.head.removeprefix("Thank you. ").startswith("Question")]


async def test_nothing_is_due_before_anything_was_answered(person: Person) -> None:
    assert texts_of(await person.does(Kind.REVIEW)) == [
        "Nothing is due for review yet. Questions come back once you have answered them in an interview: "
        "weak ones after a day or two, strong ones after weeks."
    ]


async def test_right_after_an_interview_it_says_when_the_next_question_comes_back(person: Person) -> None:
    await practised(person)
    (said,) = texts_of(await person.does(Kind.REVIEW))
    assert said.startswith("Nothing is due for review. The next question comes back ")
    assert (await person.reads(Query.REVIEW)) == said


async def test_due_questions_of_all_domains_come_back_as_one_short_interview(person: Person) -> None:
    asked = await practised(person)
    await person.begins("data_scientist")
    shown = await person.goes_through("I do not know.")
    asked += [m.text for m in shown if m.head.removeprefix("Thank you. ").startswith("Question")]
    person.clock.pass_(60 * DAYS)
    assert (await person.reads(Query.REVIEW)).endswith("questions are due again (Data scientist, Nurse).")
    began = await person.does(Kind.REVIEW)
    assert began[0].text.startswith("4 questions are due again. No warm-up, five minutes at most")
    assert began[1].head.startswith("Review 1 of 4 · ")
    again = [began[1].text]
    for _ in range(20):
        shown = await person.says(GENERAL)
        again += [m.text for m in shown if "Review " in m.head]
        if shown[-1].shown is Shown.REPORT:
            break
    assert len(again) == 4
    assert set(again) <= set(asked)
    assert (await person.titles(Query.REPORT))[0] == "Your review"
    assert "· Review" in await person.reads(Query.HISTORY)


async def test_what_was_reviewed_well_is_not_due_the_next_day(person: Person) -> None:
    await practised(person)
    person.clock.pass_(60 * DAYS)
    before = (await person.practice.view(person.account, Query.REVIEW))[0].value
    await person.does(Kind.REVIEW)
    await person.goes_through(GENERAL)
    after = (await person.practice.view(person.account, Query.REVIEW))[0].value
    assert (before, after) == (4, 0)


async def test_a_review_meets_whoever_is_in_the_middle_of_an_interview_where_they_are(person: Person) -> None:
    question = questions(await person.begins())
    shown = await person.does(Kind.REVIEW)
    assert texts_of(shown)[0].startswith("Your interview is still open")
    assert questions(shown) == question


async def test_a_set_up_that_nothing_came_of_makes_room_for_a_redo(person: Person) -> None:
    await practised(person)
    await person.does(Kind.OPEN)
    assert texts_of(await redo(person))[0] == BEGINS


async def test_a_redo_asks_the_question_of_the_report_and_compares_both_answers(person: Person) -> None:
    asked = await practised(person, "I do not know.")
    first = await person.reads(Query.REPORT)
    of = (await person.practice.situation(person.account)).interview
    shown = await redo(person, part=2, value=of)
    assert shown[0].text == BEGINS
    assert questions(shown) == [asked[1]]
    await person.goes_through(GENERAL)
    report = await person.practice.view(person.account, Query.REPORT)
    lines = [block.text for block in report]
    assert "Your two attempts" in lines
    start = lines.index("Your two attempts")
    assert lines[start + 1].startswith("First attempt, ")
    assert lines[start + 2] == "I do not know. I do not know."
    assert lines[start + 3].startswith("Second attempt, ")
    assert lines[start + 4].startswith("In my last job on a surgical ward")
    assert any(line.startswith("Substance: 1 → ") for line in lines)
    old = [block.text for block in await person.practice.view(person.account, Query.REPORT, of)]
    assert [line for line in first.split("\n") if line not in old] == []  # the first is as it was
    assert any(line.startswith("Question 2, answered again on ") for line in old)


async def test_without_a_number_it_is_the_question_that_the_report_names(person: Person) -> None:
    await practised(person)
    report = await person.practice.view(person.account, Query.REPORT)
    places = [number for number, block in enumerate(report) if block.text == "Answer this one again"]
    shown = await redo(person)
    assert questions(shown) == [report[places[0] + 1].text]


@pytest.mark.parametrize(("part", "value"), [(9, ""), (1, "another"), (-1, "")])
async def test_a_question_that_is_not_there_cannot_be_redone(person: Person, part: int, value: str) -> None:
    await practised(person)
    assert texts_of(await redo(person, part, value)) == [
        "That question cannot be asked again: it was never put to you, or its report is not there any more. "
        "Open a report of yours and choose one of its questions."
    ]


async def test_somebody_else_s_question_cannot_be_redone(person: Person) -> None:
    await practised(person)
    of = (await person.practice.situation(person.account)).interview
    other = Person(person.practice, person.clock, account=type(person.account)("test", "grace"))
    assert texts_of(await redo(other, 1, of, "other"))[0].startswith("That question cannot be asked again")


async def rates(person: Person, criterion: str, level: str) -> list[Outgoing]:
    return await person.does(Kind.RATE, level, criterion)


async def up_to_the_end(person: Person) -> list[Outgoing]:
    await person.practice.prefer(person.account, "self_rating", "yes")
    await person.begins()
    for _ in range(100):
        shown = await person.says(GENERAL)
        if shown[-1].shown in (Shown.RATING, Shown.REPORT):
            return shown
    raise AssertionError("no end after a hundred answers")


async def test_levels_of_one_s_own_are_asked_before_the_report_and_stand_beside_it(person: Person) -> None:
    shown = await up_to_the_end(person)
    assert (shown[-1].shown, shown[-1].choice) == (Shown.RATING, "relevance")
    assert [option.value for option in shown[-1].options] == ["1", "2", "3", "4", "5"]
    waiting = (await person.practice.situation(person.account)).rating
    assert waiting is not None
    assert waiting.choice == "relevance"
    for criterion in Criterion:
        shown = await rates(person, criterion, "5")
    assert shown[-1].shown is Shown.REPORT
    assert "How you saw it" in await person.titles(Query.REPORT)
    assert "How well you know yourself" in await person.titles(Query.HISTORY)


async def test_asking_for_the_report_is_enough_to_get_it(person: Person) -> None:
    await up_to_the_end(person)
    assert "readiness" not in await person.titles(Query.REPORT)
    assert (await person.titles(Query.REPORT))[0] == "Your practice interview: Nurse"
    assert texts_of(await rates(person, "relevance", "3"))[-1].startswith("Levels of your own are taken only")


async def test_a_level_that_there_is_not_is_refused(person: Person) -> None:
    await up_to_the_end(person)
    for criterion, level in (("relevance", "6"), ("relevance", "good"), ("charm", "3")):
        with pytest.raises(Refused):
            await rates(person, criterion, level)


async def test_nobody_is_asked_who_did_not_wish_it(person: Person) -> None:
    shown = [*await person.begins(), *await person.goes_through(GENERAL)]
    assert Shown.RATING not in {message.shown for message in shown}
