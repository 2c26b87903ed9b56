"""Practices of groups through the port: over a real store, with a platform that keeps all it ever showed."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.health import health
from bot.ingest import Allowance
from bot.port import Account
from bot.practices.ingest import checked
from bot.practices.jobs import AllJobs
from bot.practices.port import PracticeIncoming, PracticeKind, PracticeShown
from core.interview.errors import DrawingFault, ModelFault, Refused
from core.interview.ports import Material
from core.interview.values import Criterion, Finding
from core.interviewers.bank.bank import Bank
from core.report.drawing.press import Job, Press
from core.texts.catalog import texts
from storage.tables import clips
from tests.bot.group import ANSWER, Table, table
from tests.fakes.group import PLATFORM, GroupReceiver

K, S = PracticeKind, PracticeShown


@pytest_asyncio.fixture
async def at(tmp_path: Path) -> AsyncIterator[Table]:
    async with table(tmp_path) as found:
        yield found


@pytest.fixture(autouse=True)
def nothing_drawn(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """No picture can be made, but in the test that looks for one: each takes a process of its own."""

    async def fails(_press: Press, _job: Job) -> bytes:
        raise DrawingFault("drawing-failed")

    if "picture" not in request.node.name:
        monkeypatch.setattr(Press, "draw", fails)


def said_to(at: Table, where: str) -> str:
    return "\n".join(text for there, text in at.group.seen if there == where)


async def test_a_lobby_is_one_message_with_everybody_in_it(at: Table) -> None:
    await at.gathers("ada", "bob", "eve")
    (lobby,) = at.group.in_("room")
    assert lobby.text.splitlines() == [
        "Practice: Nurse, Mid level",
        "· Ada (host)",
        "· Bob",
        "· Eve",
        "Everybody here? The host presses Start. You can still join later.",
        "[Join|join]",
        "[Leave|leave]",
        "[Start|begin]",
    ]


async def test_the_papers_go_to_the_interviewer_alone(at: Table) -> None:
    practice = await at.gathers("ada", "bob", "eve")
    await at.does("ada", K.BEGIN)
    candidate, interviewer, observers = at.roles()
    papers = at.stands(interviewer, S.BRIEF)
    question = papers.splitlines()[1].removeprefix("Ask: ")
    assert "A good answer covers:" in papers
    for where in ("room", candidate, *observers):
        assert question not in said_to(at, where)
    assert [notice.shown for notice in await at.reads(interviewer, practice)] == [S.BRIEF]
    assert [notice.shown for notice in await at.reads(candidate, practice)] == [S.PART]


async def test_a_round_by_text_from_the_question_to_the_reveal(at: Table) -> None:
    await at.gathers("ada", "bob")
    await at.does("ada", K.BEGIN)
    candidate, interviewer, _ = at.roles()
    await at.does(candidate, K.START)
    await at.does(candidate, K.TEXT, value=ANSWER)
    await at.does(interviewer, K.TEXT, value="How did you measure his blood pressure?")
    await at.does(candidate, K.DONE)
    await at.scores(interviewer, 4, "of bob")
    assert at.stands("room", S.PROGRESS).splitlines()[1:3] == [
        f"· {candidate.title()}: not yet",
        f"· {interviewer.title()}: in",
    ]
    await at.scores(candidate, 5)
    reveal = at.stands("room", S.REVEAL)
    own = f"{interviewer.title()} 4, {candidate.title()} about themself 5"
    assert all(f"{name}: {own}" in reveal for name in ("Relevance", "Depth", "Structure"))
    assert f"{interviewer.title()}, what was best: top of bob" in reveal
    assert "A model answer: " in reveal
    told = at.stands(interviewer, S.FOLLOW_UPS)
    assert '· "How did you measure his blood pressure?": good, it reacts to what was said.' in told
    assert at.group.in_(candidate, S.FOLLOW_UPS) == []


async def test_the_picture_of_a_reveal_comes_with_it(at: Table) -> None:
    await at.gathers("ada", "bob")
    await at.does("ada", K.BEGIN)
    candidate, interviewer, _ = at.roles()
    await at.does(candidate, K.TEXT, value=ANSWER)
    await at.does(candidate, K.DONE)
    await at.scores(candidate, 5)
    await at.scores(interviewer, 3, "x")
    (picture,) = at.group.files
    assert picture.content.startswith(b"\x89PNG")
    assert f"{interviewer.title()} 3" in picture.alt


async def test_nothing_of_a_sealed_card_is_in_the_export_of_another(at: Table) -> None:
    await at.gathers("ada", "bob")
    await at.does("ada", K.BEGIN)
    candidate, interviewer, _ = at.roles()
    await at.does(candidate, K.TEXT, value=ANSWER)
    await at.does(candidate, K.DONE)
    await at.scores(interviewer, 4, "canary")
    for who, there in ((candidate, False), (interviewer, True)):
        exported = await at.house.practice.export(Account(PLATFORM, who))
        assert ("canary" in str(exported)) is there
        (kept,) = exported["practices"]
        assert (ANSWER in str(kept["words"])) is (who == candidate)


async def test_open_practices_are_known_by_where_they_are(at: Table) -> None:
    await at.gathers("ada", "bob")
    await at.gathers("eve", chat="room/thread")
    (lobby,) = at.group.in_("room", S.LOBBY)
    await at.does("eve", K.STOP, "room/thread")
    (place,) = await at.house.practice.practices.places(PLATFORM)
    assert (place.chat, place.since) == ("room", lobby.id)


async def test_a_recording_goes_once_it_was_heard_or_nobody_waits_for_it(at: Table) -> None:
    await at.gathers("ada", "bob", "eve")
    await at.does("ada", K.BEGIN)
    first = at.roles()[0]
    await at.does(first, K.CONSENT)
    await at.does(first, K.VOICE, clip=b"heard")
    at.ears.open.clear()  # the next one is not listened to while somebody goes
    at.group.does(first, K.VOICE, clip=b"never heard of again")
    at.group.does(first, K.LEAVE)
    await GroupReceiver(at.group, at.house.practice.practices).receive()
    at.ears.open.set()
    await at.takes()
    assert at.ears.heard[0] == "heard"
    async with at.house.store.read() as tx:
        kept = (await tx.clips._work.run(clips.select())).all()
    assert len(kept) == 2
    assert all(row.content is None for row in kept)


class Slow(Bank):
    """The bank as an interviewer that takes its time, and fails at first."""

    instant = False
    fails = 0

    async def judge(self, material: Material) -> tuple[Finding, ...]:
        if self.fails:
            self.fails -= 1
            raise ModelFault("went-wrong")
        return await super().judge(material)


@pytest.mark.parametrize(("fails", "taken_by_the_bank"), [(1, 0), (3, 1)])
async def test_a_slow_interviewer_judges_beside_the_conversation(
    at: Table, monkeypatch: pytest.MonkeyPatch, fails: int, taken_by_the_bank: int
) -> None:
    desk, slow = at.house.mailbox._practices, Slow(texts())
    slow.fails = fails
    assert desk
    monkeypatch.setattr(desk.fulfil, "_interviewer", slow)
    jobs = at.house.works._jobs
    assert isinstance(jobs, AllJobs)
    monkeypatch.setattr(jobs._practices, "_pauses", (0.0,))
    await at.gathers("ada", "bob")
    await at.does("ada", K.BEGIN)
    candidate, interviewer, _ = at.roles()
    await at.does(candidate, K.TEXT, value=ANSWER)
    await at.does(candidate, K.DONE)
    await at.scores(candidate, 5)
    await at.scores(interviewer, 3, "x")
    assert "the bot " in at.stands("room", S.REVEAL)
    assert (await health(at.house.store)).jobs_failed == taken_by_the_bank


async def test_the_lights_are_edits_of_one_message(at: Table) -> None:
    await at.gathers("ada", "bob")
    await at.does("ada", K.BEGIN)
    await at.does(at.roles()[0], K.START)
    lights = []
    for seconds in (0, 60, 30, 30):
        await at.passes(seconds)
        (message,) = at.group.in_("room", S.LIGHTS)
        lights.append(message.notice.light)
    assert lights == ["off", "green", "amber", "red"]


async def test_the_line_on_recordings_comes_before_the_first_and_once_a_channel(at: Table) -> None:
    await at.gathers("ada", "bob")
    await at.does("ada", K.BEGIN)
    candidate, interviewer, _ = at.roles()
    assert "90 days" in at.stands("room", S.CONSENT)
    await at.does(candidate, K.VOICE, clip=b"too early")
    assert "Recordings need your agreement first." in said_to(at, candidate)
    assert at.ears.heard == []
    await at.does(candidate, K.CONSENT)
    await at.does(candidate, K.VOICE, clip=ANSWER.encode())
    await at.does(candidate, K.DONE)
    await at.scores(interviewer, 3, "x")
    await at.scores(candidate, 3)
    assert at.ears.heard == [ANSWER]
    assert "150 words a minute" in at.stands(candidate, S.DELIVERY)
    assert "words a minute" not in said_to(at, "room") + said_to(at, interviewer)
    await at.does("ada", K.STOP)
    await at.gathers(candidate, interviewer)
    await at.does(candidate, K.BEGIN)
    assert len(at.group.in_("room", S.CONSENT)) == (1 if at.roles()[0] == candidate else 2)


async def test_a_second_practice_in_a_channel_is_refused_and_one_in_a_thread_is_not(at: Table) -> None:
    first = await at.gathers("ada", "bob")
    await at.does("eve", K.OPEN)
    assert "A practice is open here already." in said_to(at, "eve")
    await at.does("eve", K.OPEN, "room/thread", channel="room")
    assert await at.house.practice.practices.open_at(PLATFORM, "room") == first
    assert at.group.in_("room/thread", S.LOBBY)


async def test_whoever_does_not_take_part_sees_nothing_and_is_told_to_join(at: Table) -> None:
    practice = await at.gathers("ada", "bob")
    await at.does("ada", K.BEGIN)
    with pytest.raises(Refused, match="practice-join-first"):
        await at.reads("mallory", practice)
    await at.does("mallory", K.TEXT, value="hello")
    await at.does("mallory", K.VOICE, clip=b"hello")
    await at.does("mallory", K.STOP)
    assert said_to(at, "mallory").count("You do not take part in this practice.") == 3
    with pytest.raises(Refused, match="practice-gone"):
        await at.reads("ada", "practice:nowhere")


async def test_a_moderator_takes_somebody_out_without_taking_part(at: Table) -> None:
    await at.gathers("ada", "bob", "eve")
    await at.does("mod", K.REMOVE, who="bob", moderator=True)
    assert "Bob was taken out." in said_to(at, "room")
    await at.does("bob", K.JOIN)
    assert "You were taken out of this practice." in said_to(at, "bob")
    await at.does("mod", K.REMOVE, who="nobody", moderator=True)
    assert "Nobody of that name takes part here." in said_to(at, "mod")


async def test_private_messages_that_do_not_arrive_can_be_read(at: Table) -> None:
    at.group.closed |= {"ada", "bob"}
    practice = await at.gathers("ada", "bob")
    await at.does("ada", K.BEGIN)
    (papers,) = await at.reads(at.roles()[1], practice)
    assert papers.shown is S.BRIEF


async def test_a_card_is_filled_in_bit_by_bit_as_edits_of_one_message(at: Table) -> None:
    practice = await at.gathers("ada", "bob")
    await at.does("ada", K.BEGIN)
    candidate, interviewer, _ = at.roles()
    await at.does(candidate, K.TEXT, value=ANSWER)
    await at.does(candidate, K.DONE)
    await at.does(interviewer, K.CARD, levels=(("depth", "2"),))
    await at.does(interviewer, K.CARD, levels=(("depth", "4"),), top="calm")
    (card,) = at.group.in_(interviewer, S.CARD)
    form = card.notice.form
    assert form is not None
    assert [line.level for line in form.lines] == ["", "", "4", "", ""]
    assert (form.words, form.top, form.tip, form.whole) == (True, "calm", "", False)
    (own,) = await at.reads(candidate, practice)
    assert own.form is not None
    assert (own.form.words, own.form.top) == (False, "")
    await at.does(interviewer, K.CARD)
    assert "There is nothing in that card." in said_to(at, interviewer)


async def test_a_candidate_who_does_not_begin_is_passed_over_by_the_clock(at: Table) -> None:
    await at.gathers("ada", "bob", "eve")
    await at.does("ada", K.BEGIN)
    first = at.roles()[0]
    await at.passes(181)
    assert f"{first.title()} did not answer in time." in said_to(at, "room")
    assert at.roles()[0] != first


async def test_a_practice_in_which_nothing_happens_closes_by_the_clock(at: Table) -> None:
    await at.gathers("ada", "bob")
    await at.passes(901)
    assert "Nothing happened for a quarter of an hour" in at.stands("room", S.CLOSED)
    assert await at.house.practice.practices.open_at(PLATFORM, "room") == ""


# ── being forgotten, and how long it is kept ─────────────────────────────────────────────────────


async def test_somebody_forgotten_in_the_middle_is_gone_and_the_others_go_on(at: Table) -> None:
    practice = await at.gathers("ada", "bob", "eve")
    await at.does("ada", K.BEGIN)
    candidate, interviewer, (observer,) = at.roles()
    await at.does(candidate, K.TEXT, value=ANSWER)
    await at.does(candidate, K.DONE)
    await at.scores(interviewer, 1, "canary-of-the-forgotten")
    await at.forgets(interviewer)
    await at.scores(candidate, 5)
    await at.scores(observer, 3, "that stays")
    reveal = at.stands("room", S.REVEAL)
    assert "top that stays" in reveal
    assert interviewer.title() not in reveal
    assert "canary-of-the-forgotten" not in said_to(at, "room")
    with pytest.raises(Refused):
        await at.reads(interviewer, practice)


async def test_somebody_forgotten_after_it_is_gone_from_what_is_kept(at: Table) -> None:
    practice = await at.gathers("ada", "bob")
    await at.does("ada", K.BEGIN)
    candidate, interviewer, _ = at.roles()
    await at.does(candidate, K.TEXT, value=ANSWER)
    await at.does(candidate, K.DONE)
    await at.scores(candidate, 5)
    await at.scores(interviewer, 3, "that stays")
    await at.does("ada", K.STOP)
    await at.forgets(candidate)
    async with at.house.store.read() as tx:
        assert [member.name for member in await tx.practices.members(practice)] == [interviewer.title()]
        texts = await tx.practices.words_of(practice, (await tx.practices.members(practice))[0].person)
    assert sorted(texts.values()) == ["tip that stays", "top that stays"]


async def test_a_practice_is_forgotten_when_its_channel_s_time_is_over(at: Table) -> None:
    practices = at.house.practice.practices
    await practices.set(PLATFORM, "room", "retention", "7", moderator=True)
    practice = await at.gathers("ada", "bob")
    await at.does("ada", K.STOP)
    for days, there in ((6, True), (2, False)):
        at.clock.pass_(days * 24 * 3600)
        await at.house.works.sweep()
        async with at.house.store.read() as tx:
            assert (await tx.practices.get(practice) is not None) is there
    await at.does("ada", K.STOP, practice=practice)
    assert "This practice is not there any more." in said_to(at, "ada")


async def test_what_holds_for_a_channel_is_set_by_those_who_manage_it(at: Table) -> None:
    practices = at.house.practice.practices
    with pytest.raises(Refused, match="practice-permission"):
        await practices.set(PLATFORM, "room", "level", "senior", moderator=False)
    with pytest.raises(Refused, match="refused-setting"):
        await practices.set(PLATFORM, "room", "level", "wizard", moderator=True)
    await practices.set(PLATFORM, "room", "level", "senior", moderator=True)
    chosen = {one.name: one.chosen for one in await practices.settings(PLATFORM, "room")}
    assert chosen == {
        "domain": "general_behavioral",
        "level": "senior",
        "retention": "90",
        "question": "off",
        "question_hour": "09:00",
        "question_zone": "UTC",
    }
    await at.gathers("ada")
    assert "Senior level" in at.stands("room", S.LOBBY)


async def test_agreement_is_not_told_before_twenty_levels(at: Table) -> None:
    await at.gathers("ada", "bob")
    await at.does("ada", K.BEGIN)
    practices = at.house.practice.practices
    for _ in range(2):
        candidate, interviewer, _ = at.roles()
        await at.does(candidate, K.TEXT, value=ANSWER)
        await at.does(candidate, K.DONE)
        await at.scores(candidate, 2)
        await at.scores(interviewer, 4, "x")
        before = await practices.agreement(Account(PLATFORM, "ada"))
        await at.does("ada", K.NEXT)
    assert "not yet" in before[1].text or "weighted kappa" in before[1].text
    nobody = await practices.agreement(Account(PLATFORM, "nobody"))
    assert nobody[1].text == ("With the panel: not yet. It needs 20 levels that both gave; there are 0.")


# ── the whole of it ──────────────────────────────────────────────────────────────────────────────


async def test_four_people_two_rotations_a_leaving_and_restarts_in_the_middle(
    at: Table, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is lost, nothing is seen before its time, and the order holds."""
    caplog.set_level(logging.INFO)
    people = ["ada", "bob", "eve", "joe"]
    await at.gathers(*people)
    await at.does("ada", K.BEGIN)
    secrets: list[str] = []
    for number in range(1, 9):
        candidate, interviewer, observers = at.roles()
        judges = [interviewer, *observers]
        if number in (1, 5):
            await at.does(candidate, K.CONSENT)
            await at.does(candidate, K.START)
            await at.does(candidate, K.VOICE, clip=ANSWER.encode())
        else:
            await at.does(candidate, K.TEXT, value=ANSWER)
        await at.does(interviewer, K.TEXT, value="Who else called the doctor?")
        await at.does(candidate, K.DONE)
        mine = {judge: f"canary-{number}-{judge}" for judge in judges}
        for judge in judges:
            await at.scores(judge, 1 + number % 5, mine[judge])
            if judge == judges[0] and number == 2:
                await at.restarts()
            sealed(at, mine, number)
        if number == 3:  # killed with what everybody sent kept and nothing of it done
            at.engine.dead = True
            await at.scores(candidate, 3)
            sealed(at, mine, number)
            await at.restarts()
            await at.takes()
        else:
            await at.scores(candidate, 3)
        reveal = at.stands("room", S.REVEAL)
        assert all(f"top {secret}" in reveal and f"tip {secret}" in reveal for secret in mine.values())
        secrets += mine.values()
        if number == 6:
            await at.does("joe", K.LEAVE)
        await at.does(judges[0] if judges[0] != "joe" else candidate, K.NEXT)
    reveals = [
        text.splitlines()[0] for where, text in at.group.seen if where == "room" and "all cards" in text
    ]
    assert [line.split(":")[0] for line in reveals] == [f"Round {number}" for number in range(1, 9)]
    assert "joe" not in at.roles()[0:2]
    everything = b"".join(file.read_bytes() for file in at.settings.data_dir.rglob("*") if file.is_file())
    for secret in secrets:
        assert secret.encode() not in everything
        assert secret not in caplog.text


def sealed(at: Table, mine: dict[str, str], number: int) -> None:
    """Nobody but its owner has seen anything of a card of this round."""
    for owner, secret in mine.items():
        for where, text in at.group.seen:
            assert secret not in text or where == owner, (number, where)
    public = [text for where, text in at.group.seen if where == "room" and f"Round {number}:" in text]
    assert not any("all cards" in text for text in public)


async def test_every_level_has_its_words(at: Table) -> None:
    practice = await at.gathers("ada", "bob")
    await at.does("ada", K.BEGIN)
    await at.does(at.roles()[0], K.TEXT, value=ANSWER)
    await at.does(at.roles()[0], K.DONE)
    (card,) = await at.reads(at.roles()[1], practice)
    assert card.form is not None
    assert [line.criterion for line in card.form.lines] == list(Criterion)
    for line in card.form.lines:
        assert [option.value for option in line.options] == ["1", "2", "3", "4", "5"]
        assert all(option.about for option in line.options)


@pytest.mark.parametrize("text", ["Well told.\nBob, what was best: nothing", "Well told.\r\n\u2028Bob"])
def test_a_tip_stands_on_one_line_so_that_it_passes_for_nobody_elses(text: str) -> None:
    incoming = PracticeIncoming(Account("group", "ada"), "1", K.CARD, tip=text)
    kept = checked(incoming, "", Allowance())["tip"]
    assert kept.startswith("Well told. Bob")
    assert len(kept.splitlines()) == 1
