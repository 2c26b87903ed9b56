"""Answers by voice through the port: heard, confirmed, counted once, and never anything else's fault."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.bootstrap import House, build, build_house
from bot.hearing import hears
from bot.port import Account, Ears, Incoming, Kind, Outgoing, Shown
from bot.settings import Settings
from core.interview.errors import Refused, SpeechFault
from core.texts.catalog import texts
from storage.tables import clips
from tests.bot.person import Clock, Person, questions, texts_of
from tests.fakes.engine import InlineEngine
from tests.fakes.transcriber import Dictation

SAID = (
    "In my last job on a surgical ward I was responsible for twelve patients. I noticed one was getting "
    "worse, so I measured his blood pressure and called the doctor at once. As a result he was treated "
    "within ten minutes. That is why I applied to your surgical ward."
)
Opens = Callable[..., AbstractAsyncContextManager[tuple[Person, House]]]


@pytest.fixture
def opens(tmp_path: Path) -> Opens:
    """A person in their warm-up, in a house that hears with a transcriber."""

    @asynccontextmanager
    async def opened(
        hearing: Dictation, sure: float | None = None, **chosen: int
    ) -> AsyncIterator[tuple[Person, House]]:
        clock, settings = Clock(), Settings(data_dir=tmp_path / "data", **chosen)
        senses = hears(settings, texts(), hearing, sure=sure)
        async with build_house(settings, clock, InlineEngine(), senses=senses) as house:
            person = Person(house.practice, clock)
            await person.begins()
            yield person, house

    return opened


async def speaks(person: Person, said: str | bytes, update: str = "voice") -> list[Outgoing]:
    """Sends a recording as a complete answer; what comes back once it was listened to."""
    person.clock.pass_(1)
    clip = said if isinstance(said, bytes) else said.encode()
    await person.practice.submit(Incoming(person.account, update, Kind.VOICE, complete=True, clip=clip))
    return await hears_back(person)


async def hears_back(person: Person) -> list[Outgoing]:
    """What is new once nothing is being listened to any more."""
    for _ in range(500):
        await person.practice.settled(person.account, 10)
        if not (await person.practice.situation(person.account)).listening:
            return await person.sees()
        await asyncio.sleep(0.01)
    raise AssertionError("still listening")


async def takes(person: Person, kind: Kind, part: int = 1, value: str = "") -> list[Outgoing]:
    """Says something about what was heard."""
    person.clock.pass_(1)
    await person.practice.submit(Incoming(person.account, f"{kind}-{part}", kind, value, part=part))
    await person.practice.settled(person.account, 10)
    return await person.sees()


async def sound_of(house: House, person: Person) -> list[bytes | None]:
    """The sealed sounds that are still kept."""
    async with house.store.read() as tx:
        found = await tx.clips._work.run(clips.select())
        return [row.content for row in found]


async def test_what_was_heard_is_shown_before_anything_follows_from_it(opens: Opens) -> None:
    async with opens(Dictation()) as (person, house):
        shown = await speaks(person, SAID)
        assert questions(shown) == []
        heard = shown[-1]
        assert (heard.shown, heard.part, heard.text) == (Shown.TRANSCRIPT, 1, SAID)
        situation = await house.practice.situation(person.account)
        assert situation.heard is not None
        assert situation.heard.text == SAID
        assert heard.about.startswith("150 words a minute, 0 % of the time pauses, no fillers heard.")


async def test_once_it_is_confirmed_the_interview_goes_on_and_the_sound_is_gone(opens: Opens) -> None:
    async with opens(Dictation()) as (person, house):
        await speaks(person, SAID)
        assert await sound_of(house, person) == [None]
        await takes(person, Kind.USE)
        person.clock.pass_(1)
        await house.works.tick()
        shown = await person.sees()
        assert len(questions(shown)) == 1
        assert (await house.practice.situation(person.account)).heard is None
        words = (await house.practice.export(person.account))["interviews"][0]["words"]
        assert SAID in words.values()


async def test_a_correction_takes_the_place_of_what_was_heard(opens: Opens) -> None:
    async with opens(Dictation()) as (person, house):
        await speaks(person, "I was responsible for twelve patience.")
        await takes(person, Kind.CORRECT, value="I was responsible for twelve patients.")
        echoes = [
            message.text
            for message in await house.practice.news(person.account, 0)
            if message.shown is Shown.ECHO
        ]
        assert echoes == ["I was responsible for twelve patients."]


async def test_whoever_says_it_again_is_judged_by_the_second_recording_alone(opens: Opens) -> None:
    hearing = Dictation()
    async with opens(hearing) as (person, house):
        await speaks(person, "Something else entirely.")
        again = await takes(person, Kind.AGAIN)
        assert texts_of(again) == ["That part is gone. Say it again whenever you are ready."]
        shown = await speaks(person, SAID, "second")
        assert shown[-1].part == 2
        await takes(person, Kind.USE, part=2)
        state = await house.practice.export(person.account)
        assert hearing.heard == ["Something else entirely.", SAID]
        taken = [event for event in state["interviews"][0]["events"] if event["type"] == "TranscriptUsed"]
        assert [event["payload"]["part"] for event in taken] == [2]


async def test_the_same_recording_sent_twice_is_listened_to_once(opens: Opens) -> None:
    hearing = Dictation()
    async with opens(hearing) as (person, house):
        await speaks(person, SAID)
        await speaks(person, SAID)
        assert hearing.heard == [SAID]
        assert len(await sound_of(house, person)) == 1


async def test_a_silent_recording_is_asked_for_again_and_scores_nothing(opens: Opens) -> None:
    async with opens(Dictation()) as (person, house):
        shown = await speaks(person, b" ")
        assert "Nothing could be heard in that recording." in texts_of(shown)
        person.clock.pass_(5)
        await house.works.tick()
        export = await house.practice.export(person.account)
        assert [e for e in export["interviews"][0]["events"] if e["type"] == "Examined"] == []


async def test_a_recording_that_cannot_be_taken_counts_as_never_sent(opens: Opens) -> None:
    hearing = Dictation(Refused("speech-no-sound"))
    async with opens(hearing) as (person, house):
        shown = await speaks(person, SAID)
        assert any("no sound in it" in text for text in texts_of(shown))
        typed = await person.says(SAID)
        assert len(questions(typed)) == 1
        assert await sound_of(house, person) == [None]


async def test_where_nobody_can_listen_the_person_is_told_and_types_on(opens: Opens) -> None:
    hearing = Dictation(SpeechFault("speech-no-weights", name="base", megabytes=145))
    async with opens(hearing) as (person, _house):
        shown = await speaks(person, SAID)
        assert any("./run models pull" in text for text in texts_of(shown))
        assert len(questions(await person.says(SAID))) == 1


async def test_a_transcriber_that_breaks_is_asked_again(opens: Opens) -> None:
    hearing = Dictation(RuntimeError("zqxv"))
    async with opens(hearing) as (person, _house):
        person.clock.pass_(1)
        shown = await speaks(person, SAID)
        assert shown[-1].text == SAID


async def test_a_sure_transcript_is_taken_without_asking_where_the_setting_says_so(opens: Opens) -> None:
    async with opens(Dictation(probability=0.95), 0.9) as (person, house):
        await speaks(person, SAID)
        person.clock.pass_(1)
        await house.works.tick()
        await house.practice.settled(person.account, 10)
        seen = await house.practice.news(person.account, 0)
        assert [message.text for message in seen if message.shown is Shown.ECHO] == [SAID]
        assert any(message.shown is Shown.QUESTION and "Question 1" in message.head for message in seen)


async def test_an_unsure_transcript_is_still_asked_about(opens: Opens) -> None:
    async with opens(Dictation(probability=0.85), 0.9) as (person, _house):
        shown = await speaks(person, SAID)
        assert shown[-1].shown is Shown.TRANSCRIPT


async def test_of_one_person_one_recording_is_listened_to_at_a_time(opens: Opens) -> None:
    hearing = Dictation()
    async with opens(hearing) as (person, house):
        hearing.open.clear()
        for number in range(3):
            person.clock.pass_(1)
            clip = f"Part number {number} of what I say.".encode()
            await house.practice.submit(Incoming(person.account, f"part-{number}", Kind.VOICE, clip=clip))
        hearing.open.set()
        await hears_back(person)
        assert hearing.at_once == 1
        assert len(hearing.heard) == 3


async def test_stop_comes_between_while_a_recording_waits_and_lets_go_of_its_sound(opens: Opens) -> None:
    hearing = Dictation()
    async with opens(hearing) as (person, house):
        await person.says(SAID)
        await person.says(SAID)
        hearing.open.clear()
        person.clock.pass_(1)
        await house.practice.submit(Incoming(person.account, "v", Kind.VOICE, clip=SAID.encode()))
        await person.does(Kind.STOP)
        assert (await house.practice.situation(person.account)).stage == "reported"
        hearing.open.set()
        for _ in range(100):
            if await sound_of(house, person) == [None]:
                return
            await asyncio.sleep(0.01)
        raise AssertionError("the sound is still kept")


@pytest.mark.parametrize(
    ("clip", "told"),
    [
        (b"", "refused-voice-empty"),
        (bytes(100_001), "refused-voice-large"),
    ],
)
async def test_an_empty_or_too_large_recording_is_refused_and_changes_nothing(
    opens: Opens, clip: bytes, told: str
) -> None:
    async with opens(Dictation(), speech_bytes=100_000) as (person, house):
        before = await house.practice.export(person.account)
        with pytest.raises(Refused, match=told):
            await house.practice.submit(Incoming(person.account, "v", Kind.VOICE, clip=clip))
        assert await house.practice.export(person.account) == before


async def test_whoever_spoke_for_a_day_s_minutes_types_until_tomorrow(opens: Opens) -> None:
    minute = " ".join(["word"] * 150)
    async with opens(Dictation(), speech_daily_minutes=1) as (person, house):
        await speaks(person, minute)
        with pytest.raises(Refused, match="refused-voice-day"):
            await house.practice.submit(Incoming(person.account, "more", Kind.VOICE, clip=b"more"))
        person.clock.pass_(24 * 3600)
        await speaks(person, "And so on.", "tomorrow")


async def test_without_ears_a_recording_is_refused_in_a_sentence(tmp_path: Path) -> None:
    settings, clock = Settings(data_dir=tmp_path / "data", speech="off"), Clock()
    async with build(settings, clock, InlineEngine()) as practice:
        person = Person(practice, clock)
        await person.begins()
        with pytest.raises(Refused, match="refused-voice-off"):
            await practice.submit(Incoming(person.account, "v", Kind.VOICE, clip=b"sound"))
        assert (await practice.hearing()).ears is Ears.OFF


async def test_a_kept_clip_stays_and_opens_for_nobody_else(opens: Opens) -> None:
    async with opens(Dictation()) as (person, house):
        await house.practice.prefer(person.account, "keep_clips", "yes")
        kept = next(one for one in await house.practice.settings(person.account) if one.name == "keep_clips")
        assert kept.chosen == "yes"
        await speaks(person, SAID)
        (clip,) = (await house.practice.export(person.account))["clips"]
        assert clip["length_ms"] == len(SAID.split()) * 400
        async with house.store.begin() as tx:
            me, ben = [await tx.people.find_or_create("test", name, 1) for name in ("ada", "ben")]
            assert await tx.clips.get(ben, clip["id"]) is None
            assert await tx.clips.get(me, clip["id"]) == SAID.encode()
        await house.practice.prefer(person.account, "keep_clips", "no")
        assert await sound_of(house, person) == [None]


def test_an_account_is_never_shown() -> None:
    assert "ada" not in repr(Incoming(Account("test", "ada"), "1", Kind.VOICE, clip=b"ada"))
