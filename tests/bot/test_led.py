"""An interview led by a model: what is kept of its work, and how the bank steps in."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pytest

from bot.bootstrap import House, assemble
from bot.jobs import Jobs
from bot.port import Incoming, Kind, Outgoing, Query, Shown
from bot.settings import Settings
from core.domains.loader import Loaded
from core.interview.ports import Corrected, Debrief, Outline, Wording
from core.interview.values import Criterion, Finding, Receipt
from core.language.measuring import measure
from storage.store import Store
from tests.bot.person import Clock, Person
from tests.fakes import scripted
from tests.fakes.engine import InlineEngine
from tests.fakes.scripted import Scripted

ANSWER = "I measured the patient's blood pressure and told the nurse in charge."
TITLE = "In other words"


class Counting(InlineEngine):
    """Counts the jobs it is asked for."""

    jobs = 0

    @property
    def at_work(self) -> bool:
        return bool(self._jobs)

    async def job(self, id_: int) -> None:
        self.jobs += 1
        await super().job(id_)


@dataclass
class Led:
    """Somebody in an interview led by `by`."""

    person: Person
    house: House
    engine: Counting
    by: Scripted

    async def lines(self, query: Query = Query.REPORT) -> list[str]:
        return (await self.person.reads(query)).split("\n")

    async def events(self, kind: str) -> list[dict[str, Any]]:
        """The payloads of the newest interview's events of a kind."""
        newest = (await self.person.practice.export(self.person.account))["interviews"][0]
        return [event["payload"] for event in newest["events"] if event["type"] == kind]

    async def settles(self) -> list[Outgoing]:
        """What is new once all jobs are done and what they brought was worked on."""
        while self.engine.at_work:
            await self.engine.stop()
        await self.person.practice.settled(self.person.account, 10)
        return await self.person.sees()

    async def says(self, text: str = ANSWER) -> list[Outgoing]:
        return [*await self.person.says(text), *await self.settles()]

    async def stops_after(self, answers: int) -> list[Outgoing]:
        for _ in range(answers):
            await self.says()
        return [*await self.person.does(Kind.STOP), *await self.settles()]


Opens = Callable[[Scripted], Awaitable[Led]]


@pytest.fixture
async def led(settings: Settings, loaded: Loaded) -> AsyncIterator[Opens]:
    """Opens an interview and answers the warm-up."""
    store = await Store.open(settings.database_url, settings.data_dir)
    engines: list[InlineEngine] = []

    async def opens(by: Scripted) -> Led:
        clock, engine = Clock(), Counting()
        engines.append(engine)
        house = assemble(store, settings, loaded, clock, engine, interviewer=by)
        await engine.start(house.works)
        person = Person(house.practice, clock)
        await person.begins()
        await person.says("I like looking after people.")
        return Led(person, house, engine, by)

    try:
        yield opens
    finally:
        for engine in engines:
            await engine.stop()
        await store.close()


async def test_what_a_model_did_stands_in_the_report_under_its_name(led: Opens) -> None:
    one = await led(Scripted())
    await one.stops_after(1)
    lines = await one.lines()
    at = lines.index(TITLE)
    assert lines[at + 1 : at + 6] == [
        "You answered 1 questions as a registered nurse.",
        "You told what you did.",
        "Say what came of it.",
        "With that you would be closer.",
        "Written by Mistral from what stands in this report. The verdict, the levels and the choice of what "
        "to do next are made by fixed rules and count where the two differ.",
    ]
    assert "[I → Myself] measured the patient's blood pressure and told the nurse in charge." in lines
    assert "It is what one says. (Mistral)" in lines
    did = lines[lines.index("Who did what") + 1]
    assert "Of the 5 levels given, Mistral gave 5. It wrote the words under “In other words” and one" in did
    assert did.endswith("a correction that said something else.")


async def test_the_events_hold_who_judged_and_how_surely_and_no_words(led: Opens) -> None:
    one = await led(Scripted())
    await one.stops_after(3)
    judged = (await one.events("Judged"))[0]
    assert (judged["by"], judged["refused"], judged["corrections_refused"]) == (
        "mistral",
        [],
        ["changes_much"],
    )
    assert {(found["by"], found["lowest"], found["highest"]) for found in judged["findings"]} == {("", 2, 4)}
    drawn = (await one.events("Drawn"))[0]
    assert (drawn["by"], drawn["refused"]) == ("mistral", [])
    assert "Myself" not in json.dumps(judged) and "came of it" not in json.dumps(drawn)


async def test_an_examination_at_once_is_no_job(led: Opens) -> None:
    one = await led(Scripted())
    before = one.engine.jobs
    await one.says()
    assert len(one.by.materials) == 1
    assert one.engine.jobs == before + 1  # the follow-up's words, or the judgement where there is none


async def test_a_model_is_told_whose_turn_it_is(led: Opens) -> None:
    one = await led(Scripted())
    await one.stops_after(1)
    interview = (await one.house.practice.situation(one.person.account)).interview
    assert {material.interview for material in one.by.materials} == {interview}
    assert [outline.interview for outline in one.by.outlines] == [interview]


async def test_words_of_the_bank_are_not_asked_after_twice(
    led: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counting(text: str, answer: Any, earlier: Any) -> Any:
        asked.append(text)
        return measure(text, answer, earlier)

    monkeypatch.setattr("bot.bootstrap.measure", counting)
    one = await led(Scripted(probe=lambda _material, _gap: Wording("What came of it?", "bank", ("leads",))))
    await one.stops_after(3)
    assert asked == []
    assert all(event["refused"] == ["leads"] for event in await one.events("Worded") if event["refused"])


async def test_a_follow_up_that_the_guard_refuses_is_the_bank_s_and_the_report_says_why(led: Opens) -> None:
    one = await led(Scripted(probe=lambda _material, _gap: Wording("Great! Why? Really?", scripted.NAME)))
    await one.stops_after(4)
    probes = [event for event in await one.events("Worded") if event["refused"]]
    assert probes and {event["by"] for event in probes} == {"bank"}
    assert {why for event in probes for why in event["refused"]} == {
        "not_one_question",
        "shares_nothing",
        "praises",
    }
    did = (await one.lines())[-2]
    assert "The built-in question bank stepped in for Mistral in question" in did
    assert "praise in a question" in did
    why = await one.lines(Query.WHY)
    assert any(
        line.startswith("Other words before were not taken:") or "times other words" in line for line in why
    )


async def test_a_level_that_does_not_hold_is_the_bank_s(led: Opens) -> None:
    made_up: dict[str, Any] = {"receipts": (Receipt(1, 0, 9_999),), "because": "so said the model"}

    def judges(material: Any) -> tuple[Finding, ...]:
        found = scripted.findings(material)
        return (*found[:2], replace(found[2], **made_up), *found[3:])

    one = await led(Scripted(judges=judges))
    await one.stops_after(2)
    for judged in await one.events("Judged"):
        depth = judged["findings"][list(Criterion).index(Criterion.DEPTH)]
        assert (depth["by"], depth["refused"], depth["lowest"]) == ("bank", ["quote_not_found"], 0)
        assert {found["by"] for found in judged["findings"]} == {"", "bank"}
        assert "so said" not in json.dumps(judged)


async def test_findings_of_the_wrong_number_are_the_bank_s(led: Opens) -> None:
    one = await led(Scripted(judges=lambda material: scripted.findings(material)[:3]))
    await one.stops_after(2)
    found = [found for judged in await one.events("Judged") for found in judged["findings"]]
    assert {(one["by"], *one["refused"]) for one in found} == {("bank", "outside_schema")}


async def test_corrections_of_words_that_are_not_there_are_not_kept(led: Opens) -> None:
    def corrects(material: Any) -> Corrected:
        good = scripted.corrected(material).corrections[0]
        return Corrected(
            (replace(good, start=5_000, end=5_001), replace(good, better="I"), good), ("new one",)
        )

    one = await led(Scripted(corrects=corrects))
    await one.stops_after(2)
    judged = await one.events("Judged")
    assert {tuple(one["corrections_refused"]) for one in judged} == {
        ("outside_schema", "changes_nothing", "changes_nothing")
    }
    assert sum(line.startswith("[I → Myself]") for line in await one.lines()) == 1  # said every time


LATE = "Not taken from the model: an answer that did not come in time."


async def test_a_report_does_not_wait_for_a_debrief_that_is_late(led: Opens) -> None:
    held = asyncio.Event()
    one = await led(Scripted(held=held, corrects=lambda _material: None))
    await one.says()
    await one.person.practice.submit(Incoming(one.person.account, "stop", Kind.STOP))
    async with asyncio.timeout(10):
        await one.by.asked.wait()
    one.person.clock.pass_(29)
    await one.engine.tick()
    assert not [message for message in await one.person.sees() if message.shown is Shown.REPORT]
    one.person.clock.pass_(1)
    await one.engine.tick()
    assert [message.shown for message in await one.person.sees()] == [Shown.REPORT]
    lines = await one.lines()
    assert TITLE not in lines and lines[-2].endswith(LATE)
    held.set()
    await one.engine.stop()
    assert await one.lines() == lines
    assert (await one.events("Drawn"))[0]["debrief"] == ""
    assert "You told what you did." not in json.dumps(await one.person.practice.export(one.person.account))


WRITES: tuple[tuple[dict[str, Any], str], ...] = (
    ({"strength": "You said “I cured everybody”."}, "a quotation that is not in your answers"),
    ({"readiness": "You are ready."}, "a summary that did not fit what was found"),
)


@pytest.mark.parametrize(("changed", "why"), WRITES)
async def test_a_debrief_that_does_not_hold_is_not_shown(
    led: Opens, changed: dict[str, Any], why: str
) -> None:
    def writes(outline: Outline) -> Debrief:
        return replace(scripted.debrief(outline), **changed)

    one = await led(Scripted(writes=writes, corrects=lambda _material: None))
    await one.stops_after(1)
    lines = await one.lines()
    assert TITLE not in lines
    assert lines[-2].endswith(f"Not taken from the model: {why}.")


async def test_a_debrief_that_fails_three_times_is_done_without(
    led: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.bootstrap.Jobs", partial(Jobs, pauses=()))  # a test does not wait

    def fails(_outline: Outline) -> Debrief:
        raise RuntimeError("xylophonequartz")

    one = await led(Scripted(writes=fails, corrects=lambda _material: None))
    shown = await one.stops_after(1)
    assert [message.shown for message in shown if message.shown is not Shown.QUESTION] == [Shown.REPORT]
    assert len(one.by.outlines) == 3
    assert (await one.lines())[-2].endswith(LATE)


async def test_whoever_wants_no_tips_on_grammar_gets_none_of_a_model_s(led: Opens) -> None:
    one = await led(Scripted())
    await one.stops_after(2)
    assert any("Myself" in line for line in await one.lines())
    assert any("(Mistral)" in line for line in await one.lines(Query.GRAMMAR))
    await one.person.practice.prefer(one.person.account, "grammar", "no")
    assert not any("Myself" in line for line in await one.lines())
