"""What people set for themselves."""

from __future__ import annotations

import pytest

from bot.port import Kind, Query, Shown
from bot.practice import LocalPractice
from core.interview.errors import Refused
from tests.bot.person import Person

CLUMSY = "I asked the patient what hurt. She don't want the medication, so I explained it again and called."


async def chosen(practice: LocalPractice, person: Person) -> dict[str, str]:
    return {one.name: one.chosen for one in await practice.settings(person.account)}


async def test_whoever_chose_nothing_has_the_first_value_of_everything(
    practice: LocalPractice, person: Person
) -> None:
    assert await chosen(practice, person) == {
        "pace": "default",
        "scores": "show",
        "grammar": "yes",
        "keep_clips": "no",
        "self_rating": "no",
    }
    for setting in await practice.settings(person.account):
        assert setting.text
        assert all(option.label for option in setting.options)


async def test_one_thing_is_set_and_the_rest_stays(practice: LocalPractice, person: Person) -> None:
    await practice.prefer(person.account, "pace", "100-150")
    await practice.prefer(person.account, "grammar", "no")
    assert (await chosen(practice, person))["pace"] == "100-150"
    assert (await chosen(practice, person))["scores"] == "show"


@pytest.mark.parametrize(("name", "value"), [("pace", "900-1"), ("colour", "red"), ("grammar", "")])
async def test_what_cannot_be_set_is_refused_and_changes_nothing(
    practice: LocalPractice, person: Person, name: str, value: str
) -> None:
    before = await chosen(practice, person)
    with pytest.raises(Refused, match="refused-setting"):
        await practice.prefer(person.account, name, value)
    assert await chosen(practice, person) == before


async def test_whoever_wants_no_levels_gets_a_report_without_them(
    practice: LocalPractice, person: Person
) -> None:
    await practice.prefer(person.account, "scores", "hide")
    await person.begins()
    await person.goes_through(CLUMSY)
    assert "of 5" not in await person.reads(Query.REPORT)


async def test_whoever_wants_no_tips_on_grammar_gets_none_in_the_report(
    practice: LocalPractice, person: Person
) -> None:
    await person.begins()
    shown = await person.goes_through(CLUMSY)
    assert shown[-1].shown is Shown.REPORT
    tips = "Language tips never change a level."
    assert tips in await person.reads(Query.REPORT)
    await practice.prefer(person.account, "grammar", "no")
    assert tips not in await person.reads(Query.REPORT)
    assert "doesn't" in await person.reads(Query.GRAMMAR)  # asked for, so wanted


async def test_a_setting_outlives_what_is_done(practice: LocalPractice, person: Person) -> None:
    await practice.prefer(person.account, "keep_clips", "yes")
    await person.does(Kind.OPEN)
    assert (await chosen(practice, person))["keep_clips"] == "yes"
