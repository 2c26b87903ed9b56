"""Four people practise together in a group: what each sees, presses and says, on the local Telegram."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from bot.bootstrap import House
from core.interview.values import Criterion
from tests.fakes.telegram.people import Seat
from tests.fakes.telegram.server import TelegramServer
from tests.fakes.telegram.world import Post, Room
from tests.fakes.transcriber import Dictation
from tests.telegram.conftest import Opens
from tests.telegram.scene import GENERAL
from tests.web.conftest import Ticking

NAMES = ("Ana", "Bo", "Cy", "Di")
CANARY = "zibeline"  # stands in every word that a card holds, and nowhere else


@dataclass
class Member:
    """Somebody with a seat in the group and a private chat."""

    name: str
    here: Seat  # in the group
    alone: Seat
    rounds: int = 0
    said: list[str] = field(default_factory=list)


class Party:
    """A group and who is in it, as a scene needs them."""

    def __init__(self, telegram: TelegramServer, names: tuple[str, ...] = NAMES, topic: bool = False) -> None:
        self.telegram = telegram
        self.room: Room = telegram.group("Team", forum=topic)
        self.topic = next(iter(self.room.topics)) if topic else None
        self.members = [self._member(name) for name in names]

    def _member(self, name: str) -> Member:
        alone = self.telegram.person(name)
        return Member(name, self.telegram.joins(self.room, alone, self.topic), alone)

    @property
    def host(self) -> Member:
        return self.members[0]

    def of(self, name: str) -> Member:
        return next(one for one in self.members if one.name == name)

    async def opens(self) -> None:
        """A lobby in which everybody is."""
        self.host.here.says("/practice open nurse")
        await self.host.here.reads("(host)")
        for one in self.members[1:]:
            one.here.presses("Join")
            await self.host.here.reads(f"· {one.name}")
        self.host.here.presses("Start")

    async def cast(self, number: int) -> tuple[Member, Member]:
        """Who is candidate and interviewer of a round."""
        post = await self.host.here.reads(f"Round {number}\n")
        lines = dict(line.split(": ", 1) for line in post.text.splitlines() if ": " in line)
        asks = lines["Interviewer"].split(".")[0]
        return self.of(lines["Candidate"]), self.of(asks)

    def newest(self, fragment: str) -> Post:
        """The bot's newest message in the group with something in it."""
        return next(post for post in reversed(self.host.here.posts) if fragment in post.text)

    async def answered(self, candidate: Member, *follow_ups: tuple[Member, str]) -> None:
        """The candidate answers by text, is asked more, and is done."""
        candidate.here.presses("Start answering")
        await candidate.here.reads(f"{candidate.name} is answering")
        candidate.here.says(GENERAL, reply_to=self.newest("is answering"))
        for who, words in follow_ups:
            who.here.says(words, reply_to=self.newest("is answering"))
            await self.host.here.reads(words)
        candidate.here.presses("Done")

    async def fills_in(self, one: Member, number: int, candidate: Member) -> None:
        """Somebody's whole card, in private."""
        what = "how do you rate your own answer" if one is candidate else "your card of"
        card = await one.alone.reads(f"Round {number}: {what}")
        first, *others = Criterion
        label = next(name for name in card.buttons if name.lower().startswith(first.value))
        await one.alone.hears(one.alone.presses(label, of=card))
        level = next(name for name in self._now(one, card).buttons if name.startswith("4 · "))
        data = str(self._now(one, card).button(level)["callback_data"])  # type: ignore[index]
        await one.alone.hears(one.alone.presses(level, of=card))
        for criterion in others:
            pressed = one.alone.presses_data(card.message, data.replace(first.value, criterion.value))
            await one.alone.hears(pressed)
        card = self._now(one, card)
        if one is candidate:
            return
        for button, question in (
            ("What was best", "What was best about"),
            ("For next time", "What should be"),
        ):
            one.alone.presses(button, of=card)
            asked = await one.alone.reads(question)
            words = f"{CANARY} {button.lower()} by {one.name} in {number}"
            one.said.append(words)
            one.alone.says(words, reply_to=asked)
        await one.alone.reads("Your card is in")

    def _now(self, one: Member, card: Post) -> Post:
        return Post(one.alone.room.messages[card.id])

    def leaks(self) -> list[str]:
        """What of cards was ever to be seen in the group."""
        return [post.text for post in self.room.journal if CANARY in post.text]

    async def goes_round(self, number: int) -> Member:
        """One whole round; its candidate."""
        candidate, interviewer = await self.cast(number)
        await interviewer.alone.reads(f"Round {number}: your papers")
        leaks = len(self.leaks())
        await self.answered(candidate, (interviewer, "How many patients were you responsible for that day?"))
        for one in self.members:
            await self.fills_in(one, number, candidate)
            if one is not self.members[-1]:
                assert len(self.leaks()) == leaks, "a card was seen before all were in"
        await self.host.here.reads(f"Round {number}: all cards of {candidate.name}'s answer")
        await interviewer.alone.reads(f"Round {number}: your follow-ups, for you alone")
        candidate.rounds += 1
        return candidate


@pytest.mark.parametrize("turns", [1, pytest.param(2, marks=pytest.mark.soak)])
async def test_four_take_turns_and_every_card_is_sealed_until_all_are_in(
    telegram: TelegramServer, house: House, turns: int
) -> None:
    party = Party(telegram)
    await party.opens()
    for number in range(1, 4 * turns + 1):
        await party.goes_round(number)
        party.host.here.presses("Next")
    assert [one.rounds for one in party.members] == [turns] * 4
    seen = "\n".join(post.text for post in party.room.journal)
    assert [words for one in party.members for words in one.said if words not in seen] == []
    party.host.here.presses("Stop")
    await party.host.here.reads("The practice was stopped.")


async def test_a_restart_in_the_middle_changes_nothing(telegram: TelegramServer, opens: Opens) -> None:
    party = Party(telegram, NAMES[:3])
    async with opens():
        await party.opens()
        candidate, interviewer = await party.cast(1)
        candidate.here.presses("Start answering")
        await candidate.here.reads(f"{candidate.name} is answering")
        candidate.here.says(GENERAL, reply_to=party.newest("is answering"))
        await telegram.read_all()
    async with opens():
        candidate.here.presses("Done")
        for one in party.members:
            await party.fills_in(one, 1, candidate)
        await party.host.here.reads(f"Round 1: all cards of {candidate.name}'s answer")
    del interviewer


async def test_in_a_forum_the_practice_lives_in_its_topic(telegram: TelegramServer, house: House) -> None:
    party = Party(telegram, NAMES[:2], topic=True)
    await party.opens()
    await party.cast(1)
    assert {post.message.get("message_thread_id") for post in party.host.here.posts} == {party.topic}


async def test_my_part_is_a_way_into_the_private_chat_and_tells_only_members(
    telegram: TelegramServer, house: House
) -> None:
    party = Party(telegram, NAMES[:3])
    await party.opens()
    _, interviewer = await party.cast(1)
    link = interviewer.here.opens("My part")
    assert link.startswith("https://t.me/")
    interviewer.alone.reads_all()
    interviewer.alone.says(f"/start {link.partition('start=')[2]}")
    await interviewer.alone.reads("Round 1: your papers")
    stranger = telegram.person("Eve")
    stranger.says(f"/start {link.partition('start=')[2]}")
    await stranger.reads("You do not take part in this practice.")


async def test_a_card_of_an_earlier_round_fills_in_nothing(telegram: TelegramServer, house: House) -> None:
    party = Party(telegram, NAMES[:3])
    await party.opens()
    await party.goes_round(1)
    one = party.members[1]
    old = next(post for post in reversed(one.alone.posts) if post.text.startswith("Round 1: "))
    party.host.here.presses("Next")
    candidate, _ = await party.cast(2)
    await party.answered(candidate)
    await one.alone.reads("Round 2: ")
    data = f"y:{_practice(party)}:1:depth=1"
    await one.alone.hears(one.alone.presses_data(old.message, data), "of an earlier message")


async def test_whoever_does_not_take_part_is_told_so_and_changes_nothing(
    telegram: TelegramServer, house: House
) -> None:
    party = Party(telegram, NAMES[:2])
    await party.opens()
    await party.cast(1)
    eve = telegram.joins(party.room, telegram.person("Eve"))
    eve.presses("Start answering")
    await telegram.read_all()
    assert not [post for post in party.host.here.posts if "is answering" in post.text]


@pytest.mark.parametrize("word", ["settings", "help", "remove"])
async def test_what_is_no_practice_is_answered_with_a_sentence(
    telegram: TelegramServer, house: House, word: str
) -> None:
    party = Party(telegram, NAMES[:2])
    party.host.here.says(f"/practice {word}")
    said = {
        "settings": "This group's settings for practice.",
        "help": "/practice open",
        "remove": "Answer a message of the one to be taken out",
    }
    await party.host.here.reads(said[word])


async def test_only_an_administrator_changes_a_groups_settings(
    telegram: TelegramServer, house: House
) -> None:
    party = Party(telegram, NAMES[:2])
    party.host.here.says("/practice settings")
    await party.host.here.reads("This group's settings")
    label = next(name for name in party.host.here.newest.buttons if "kept" in name)
    await party.host.here.hears(party.host.here.presses(label))
    other = party.members[1]
    await other.here.hears(other.here.presses("7 days"), "Only those who manage this channel")
    await party.host.here.hears(party.host.here.presses("7 days"), "Set.")
    assert [name for name in party.host.here.newest.buttons if "kept: 7 days" in name]


async def test_a_group_without_a_practice_is_shown_the_way_to_the_private_chat(
    telegram: TelegramServer, house: House
) -> None:
    party = Party(telegram, NAMES[:1])
    party.host.here.says("/practice join")
    await party.host.here.reads("No practice is open here.")
    party.host.here.says("hello", reply_to=party.host.here.newest)
    await party.host.here.reads("An interview is between you and me.")


def _practice(party: Party) -> str:
    """The short id of the practice, out of a button."""
    for post in reversed(party.host.here.posts):
        for row in post.rows:
            for button in row:
                if button.get("callback_data", "").startswith("t:"):
                    return str(button["callback_data"].split(":")[2])
    raise AssertionError("no practice")


async def test_an_answer_by_voice_is_agreed_to_first_and_heard(
    telegram: TelegramServer, opens: Opens
) -> None:
    party = Party(telegram, NAMES[:2])
    async with opens(Dictation()):
        await party.opens()
        candidate, _ = await party.cast(1)
        await party.host.here.reads("Press Agree to answer by voice")
        await candidate.here.hears(candidate.here.presses("Agree"))
        candidate.here.presses("Start answering")
        await candidate.here.reads(f"{candidate.name} is answering")
        candidate.here.sends_voice(GENERAL.encode(), 40, reply_to=party.newest("is answering"))
        await telegram.read_all()
        candidate.here.presses("Done")
        for one in party.members:
            await party.fills_in(one, 1, candidate)
        await party.host.here.reads(f"Round 1: all cards of {candidate.name}'s answer")
        await candidate.alone.reads("Round 1: how your answer sounded, for you alone")


async def test_a_groups_own_question_is_answered_in_private_and_sealed_until_then(
    telegram: TelegramServer, opens: Opens
) -> None:
    party = Party(telegram, NAMES[:2])
    clock = Ticking()
    async with opens(clock=clock) as house:
        for name, value in (("question", "daily"), ("domain", "nurse")):
            await house.practice.practices.set("telegram", str(party.room.id), name, value, moderator=True)
        for _ in range(25):  # hours
            clock.pass_(3_600)
            await house.works.tick()
            await house.works.sweep()
        question = await party.host.here.reads("Question for everybody: Nurse")
        party.host.here.unread = 0
        link = party.host.here.opens("Answer")
        for one in party.members:
            one.alone.says(f"/start {link.partition('start=')[2]}")
            asked = await one.alone.reads("Answer this message with what you would say")
            one.alone.says(f"{CANARY} of {one.name}", reply_to=asked)
            await telegram.read_all()
            assert party.leaks() == []
        host = party.host.alone
        host.says(f"/start {link.partition('start=')[2]}")
        await host.reads("You have answered.", f"{CANARY} of Ana", f"{CANARY} of Bo")
        assert question.text.startswith("Question for everybody: Nurse")
