"""A whole interview through the port, over a real store, with the real bank."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.bootstrap import assemble, build, domains
from bot.port import Account, Kind, Practice, Query, Shown
from bot.settings import Settings
from core.domains.loader import Loaded
from core.interview.errors import Refused
from core.interview.values import Question, Shape
from storage.store import Store
from tests.bot.person import Clock, Person, questions, texts_of
from tests.fakes.engine import InlineEngine

GENERAL = (
    "In my last job on a surgical ward I was responsible for twelve patients. I noticed one was getting "
    "worse, so I measured his blood pressure and called the doctor at once. As a result he was treated "
    "within ten minutes."
)


async def test_choices_come_one_after_the_other_and_the_warm_up_follows(person: Person) -> None:
    offered = await person.does(Kind.OPEN)
    assert [(message.shown, message.choice) for message in offered] == [(Shown.CHOICE, "domain")]
    assert {option.value for option in offered[0].options} >= {"nurse", "data_scientist"}
    await person.does(Kind.CHOOSE, "nurse", "domain")
    await person.does(Kind.CHOOSE, "senior", "level")
    ready = await person.does(Kind.CHOOSE, "short", "length")
    assert [message.shown for message in ready] == [Shown.READY]
    begun = await person.does(Kind.BEGIN)
    assert [message.head for message in begun] == ["To warm up, not scored:"]


async def test_four_questions_lead_to_a_report(person: Person) -> None:
    await person.begins()
    shown = await person.goes_through(GENERAL)
    heads = [
        head for message in shown if (head := message.head.removeprefix("Thank you. ")).startswith("Question")
    ]
    assert [head.split(" · ")[0] for head in heads] == [f"Question {n} of 4" for n in (1, 2, 3, 4)]
    assert shown[-1].shown is Shown.REPORT
    assert await person.titles(Query.REPORT)


async def test_what_was_left_out_is_asked_for(person: Person, loaded: Loaded) -> None:
    """Whatever story is asked, one without an outcome is asked for its outcome."""
    await person.begins(length="long")
    asked = await person.says("I have always liked looking after people.")
    stories = {q.text: q for q in loaded.get("nurse").questions if q.shape is Shape.STORY}
    while questions(asked)[-1] not in stories:
        asked = await person.does(Kind.SKIP)
    story = stories[questions(asked)[-1]]
    probe = await person.says(without_result(story))
    wanted = next(probe.text for probe in story.probes if probe.gap == "result")
    assert probe[-1].head == "Follow-up"
    assert probe[-1].text.endswith(wanted)


def without_result(question: Question) -> str:
    """The beginning of the model answer: its situation and first action."""
    sentences = question.model_answer.replace("\n", " ").split(". ")
    return ". ".join(sentences[: max(2, len(sentences) // 2)]) + "."


async def test_the_same_update_counts_once(person: Person) -> None:
    await person.begins()
    first = await person.does(Kind.TEXT, GENERAL, update="once")
    assert questions(first)
    assert await person.does(Kind.TEXT, GENERAL, update="once") == []


async def test_an_interview_goes_on_where_it_stood_after_a_restart(settings: Settings, clock: Clock) -> None:
    async with build(settings, clock, InlineEngine()) as practice:
        person = Person(practice, clock)
        await person.begins()
        question = questions(await person.says(GENERAL))
    async with build(settings, clock, InlineEngine()) as practice:
        again = Person(practice, clock, seen=person.seen)
        shown = await again.does(Kind.OPEN)
        assert questions(shown) == question
        assert (await again.goes_through(GENERAL))[-1].shown is Shown.REPORT


async def test_what_was_stored_and_not_worked_on_is_made_up_for_at_the_next_start(
    settings: Settings, clock: Clock, loaded: Loaded
) -> None:
    async with build(settings, clock, InlineEngine()) as practice:
        person = Person(practice, clock)
        await person.begins()
    store = await Store.open(settings.database_url, settings.data_dir)
    await keep_only(store, person, "kept-only")
    await store.close()
    async with build(settings, clock, InlineEngine()) as practice:
        again = Person(practice, clock, seen=person.seen)
        assert [message.head.split(" · ")[0] for message in await again.sees()] == [
            "Thank you. Question 1 of 4"
        ]


async def keep_only(store: Store, person: Person, update: str) -> None:
    """What a process does that dies right after it stored an answer."""
    from bot import ingest  # noqa: PLC0415
    from bot.port import Incoming  # noqa: PLC0415

    incoming = Incoming(person.account, update, Kind.TEXT, GENERAL, complete=True)
    assert await ingest.keep(store, incoming, person.clock()) is not None


async def test_a_running_interview_does_not_notice_that_its_domain_was_edited_or_deleted(
    settings: Settings, clock: Clock, loaded: Loaded
) -> None:
    store = await Store.open(settings.database_url, settings.data_dir)
    try:
        person = Person(await a_house(store, settings, loaded, clock), clock)
        await person.begins()
        person.practice = await a_house(store, settings, Loaded({}), clock)
        shown = await person.goes_through(GENERAL)
        known = {question.text for question in loaded.get("nurse").questions}
        assert len(known & set(questions(shown))) >= 3
        assert await person.titles(Query.REPORT)
    finally:
        await store.close()


async def a_house(store: Store, settings: Settings, loaded: Loaded, clock: Clock) -> Practice:
    engine = InlineEngine()
    house = assemble(store, settings, loaded, clock, engine)
    await engine.start(house.works)
    return house.practice


async def test_forgetting_in_the_middle_of_an_interview_leaves_nothing(person: Person) -> None:
    await person.begins()
    await person.says(GENERAL)
    await person.practice.forget(person.account)
    assert await person.practice.export(person.account) == {}
    person.seen = 0
    assert texts_of(await person.says(GENERAL)) == [
        "No interview is open. Start one, and the first question comes at once."
    ]


async def test_what_had_no_effect_is_not_kept(person: Person) -> None:
    await person.says(GENERAL)
    assert GENERAL not in json.dumps(await person.practice.export(person.account))


async def test_an_export_has_every_answer_in_words(person: Person) -> None:
    await person.begins()
    await person.says(GENERAL)
    assert GENERAL in json.dumps(await person.practice.export(person.account))


async def test_two_people_never_see_each_other_s_messages(person: Person, clock: Clock) -> None:
    other = Person(person.practice, clock, Account("test", "grace"))
    await person.begins()
    assert await other.sees() == []
    await other.begins("data_scientist")
    await other.says("I started out as an analyst.")
    assert await person.sees() == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "refused-empty"),
        (" \t\n", "refused-empty"),
        ("\x00\x1b", "refused-empty"),
        ("a" * 50_000, "refused-long"),
    ],
)
async def test_what_cannot_be_an_answer_is_refused_and_changes_nothing(
    person: Person, text: str, key: str
) -> None:
    await person.begins()
    with pytest.raises(Refused) as refused:
        await person.says(text)
    assert refused.value.key == key
    assert await person.sees() == []


@pytest.mark.parametrize(
    "text",
    [
        "\u202eright to left\u202c and مرحبا بالعالم",
        "👩‍⚕️👍🏽 " * 40,
        "'; DROP TABLE events; --",
        "<script>alert(1)</script> {role} { $hint } %s %(x)s [bold]",
        "\ud800 half a character",
        "I " + "very " * 3_000 + "much care.",
        "ａ︎" + "\u0300" * 500,
        "NaN null undefined None True 1e999",
    ],
)
async def test_naughty_answers_are_kept_exactly_and_the_interview_goes_on(person: Person, text: str) -> None:
    await person.begins()
    await person.says("I like it.")
    shown = await person.says(text)
    assert questions(shown)
    cleaned = text.replace("\ud800", "").strip()
    assert json.dumps(cleaned, ensure_ascii=False) in json.dumps(
        await person.practice.export(person.account), ensure_ascii=False
    )


async def test_a_domain_that_does_not_exist_is_named_and_nothing_changes(person: Person) -> None:
    await person.does(Kind.OPEN)
    shown = await person.does(Kind.CHOOSE, "astronaut", "domain")
    assert "astronaut" in shown[0].text
    assert [m.shown for m in await person.does(Kind.CHOOSE, "nurse", "domain")] == [Shown.CHOICE]


async def test_a_corrupt_domain_file_is_left_out_and_the_others_work(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "broken.toml").write_text('title = "Broken"\nquestion = 3\n', encoding="utf-8")
    settings = Settings(data_dir=tmp_path / "data", domains=folder)
    faults = domains(settings).faults
    assert {Path(fault.file).name for fault in faults} == {"broken.toml"}
    async with build(settings, clock, InlineEngine()) as practice:
        person = Person(practice, clock)
        offered = await person.does(Kind.OPEN)
        assert "broken" not in {option.value for option in offered[0].options}
        assert questions(await person.begins())


async def test_privacy_answers_in_every_state(person: Person) -> None:
    assert "encrypted" in await person.reads(Query.PRIVACY)
    await person.begins()
    await person.does(Kind.PAUSE)
    assert "encrypted" in await person.reads(Query.PRIVACY)
