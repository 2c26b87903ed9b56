"""What the mailbox does with work that fails."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import pytest

from bot.bootstrap import assemble
from bot.port import Kind
from bot.settings import Settings
from core.domains.loader import Loaded
from core.interview.ports import Corrected, Debrief, Material, Outline, Wording
from core.interview.values import Examination, Finding, Gap
from core.interviewers.bank.bank import Bank
from storage.store import Store
from tests.bot.person import Clock, Person, questions, texts_of
from tests.fakes.engine import InlineEngine

CANARY = "xylophonequartz"


@dataclass
class Failing:
    """An interviewer that fails `failures` times before it works, with what was said in its error."""

    failures: int
    name: str = "failing"
    instant: bool = True
    examines_at_once: bool = True
    debriefs: bool = False
    calls: int = 0

    async def examine(self, material: Material) -> Examination:
        self.calls += 1
        if self.calls <= self.failures:
            raise RuntimeError(material.here[-1].answer)
        return await Bank().examine(material)

    async def word_question(self, material: Material) -> Wording:
        return await Bank().word_question(material)

    async def word_probe(self, material: Material, gap: Gap) -> Wording:
        return Wording("Great answer! Don't you think so? Really?", self.name)

    async def judge(self, material: Material) -> tuple[Finding, ...]:
        return await Bank().judge(material)

    async def correct(self, material: Material) -> Corrected | None:
        return None

    async def debrief(self, outline: Outline) -> Debrief | None:
        return None


async def a_person(store: Store, settings: Settings, loaded: Loaded, interviewer: Failing) -> Person:
    clock, engine = Clock(), InlineEngine()
    house = assemble(store, settings, loaded, clock, engine, interviewer=interviewer)
    await engine.start(house.works)
    person = Person(house.practice, clock)
    await person.begins()
    await person.says("I like looking after people.")
    return person


@pytest.mark.parametrize("failures", [1, 2])
async def test_work_that_fails_is_tried_again(settings: Settings, loaded: Loaded, failures: int) -> None:
    store = await Store.open(settings.database_url, settings.data_dir)
    try:
        person = await a_person(store, settings, loaded, Failing(failures))
        assert len(questions(await person.says("I measured his blood pressure."))) == 1
    finally:
        await store.close()


async def test_a_poison_message_is_given_up_after_three_attempts_and_blocks_nothing(
    settings: Settings, loaded: Loaded, caplog: pytest.LogCaptureFixture
) -> None:
    store = await Store.open(settings.database_url, settings.data_dir)
    try:
        person = await a_person(store, settings, loaded, Failing(3))
        with caplog.at_level(logging.DEBUG):
            shown = await person.says(f"{CANARY} is what I said.")
        assert ["Something went wrong" in text for text in texts_of(shown)] == [True]
        async with store.read() as tx:
            assert len(await tx.inbox.failed()) == 1
        assert len(questions(await person.says("I measured his blood pressure."))) == 1
        assert CANARY not in caplog.text
    finally:
        await store.close()


async def test_a_probe_the_guard_refuses_is_replaced_by_the_domain_s_own(
    settings: Settings, loaded: Loaded
) -> None:
    store = await Store.open(settings.database_url, settings.data_dir)
    try:
        person = await a_person(store, settings, loaded, Failing(0))
        shown = await person.says("I measured the patient's blood pressure and told the nurse in charge.")
        probes = [message.text for message in shown if message.head == "Follow-up"]
        while not probes:
            shown = await person.says("I measured the patient's blood pressure and told the nurse in charge.")
            probes = [message.text for message in shown if message.head == "Follow-up"]
        assert all("Great answer" not in probe for probe in probes)
    finally:
        await store.close()


async def test_stopping_and_pausing_come_between(settings: Settings, loaded: Loaded) -> None:
    store = await Store.open(settings.database_url, settings.data_dir)
    try:
        person = await a_person(store, settings, loaded, Failing(0))
        await person.does(Kind.PAUSE)
        assert "paused" in texts_of(await person.says("too early"))[0]
        assert len(questions(await person.does(Kind.RESUME))) == 1
    finally:
        await store.close()
