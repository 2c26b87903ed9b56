"""Practice as a group in Discord: the thread, the rounds, and what each is shown alone."""

from __future__ import annotations

from tests.fakes.discord_server.server import DiscordServer
from tests.fakes.discord_server.world import PUBLIC_THREAD
from tests.fakes.transcriber import Dictation
from tests.on_discord.conftest import Opens
from tests.on_discord.round_table import ANSWER, RoundTable

MODAL = 9  # the type of a response


async def test_a_practice_opens_in_a_public_thread_with_a_lobby(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    at = RoundTable.of(discord_fake, "ada", "bob")
    async with opens():
        lobby = await at.gathers()
        assert at.thread.kind == PUBLIC_THREAD
        assert at.thread.parent == at.ward.id
        assert [one["label"] for one in lobby.buttons] == ["Join", "Leave", "Start"]
        assert "Ada (host)" in lobby.words
        await at["bob"].presses("Leave", lobby)
        await at["bob"].expects_edit(lobby, lambda one: "Bob" not in one.words)


async def test_a_round_goes_from_the_papers_to_the_reveal(discord_fake: DiscordServer, opens: Opens) -> None:
    at = RoundTable.of(discord_fake, "ada", "bob", "eve")
    async with opens(hearing=Dictation()):
        lobby = await at.gathers()
        await at["ada"].presses("Start", lobby)
        shown = await at.round(1)
        candidate, interviewer, (observer,) = at.roles(shown)
        papers = await at.alone(interviewer, "Round 1: your papers")
        assert papers.only_for == interviewer.user.id
        await candidate.presses("Agree", await candidate.expects("a voice answer is recorded"))
        await at.alone(candidate, "You can answer by voice")
        await candidate.presses("Start answering", shown)
        lights = await candidate.expects("is answering. Between one and two minutes")
        candidate.speaks(ANSWER.encode())
        await interviewer.fills(await interviewer.presses("Write here", shown), "Who else called the doctor?")
        await interviewer.expects("asks:")
        await candidate.presses("Done", lights)
        await interviewer.expects("Cards of round 1")
        await at.scores(interviewer, 1, 4, "of the interviewer")
        await at.scores(observer, 1, 3, "of the observer")
        await at.scores(candidate, 1, 5)
        reveal = await candidate.expects("all cards of")
        last = await at.with_button("Next")
        words = "\n".join(one.words for one in candidate.sees() if one.id >= reveal.id)
        for secret in ("top of the interviewer", "tip of the observer"):
            assert secret in words
        assert reveal.files[0].content.startswith(b"\x89PNG")
        await at.alone(candidate, "how your answer sounded")
        await at.alone(interviewer, "your follow-ups, for you alone")
        await observer.presses("Next", last)
        await at.round(2)
