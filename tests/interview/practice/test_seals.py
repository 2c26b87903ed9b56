"""What somebody may see before a reveal and after it."""

from __future__ import annotations

from dataclasses import replace

from core.interview.codec import dump
from core.interview.practice import events as ev
from core.interview.practice.seals import sealed
from core.interview.practice.state import Kind
from core.interview.practice.values import Card
from core.interview.values import Heard, Speech
from tests.interview.practice.driver import FINDINGS, Driver

SPEECH = Speech("en", 4_321, ((0, 4_000),), ())


def sealed_round() -> Driver:
    """Spoken, judged, with a follow-up; two of three cards are in."""
    driver = Driver().answering(3)
    driver.send(ev.VoiceSent(driver.tick(), 1, "clip"))
    request = driver.request(Kind.TRANSCRIBE)
    driver.send(ev.Transcribed(driver.tick(), request, Heard.CLEAR, "heard", SPEECH))
    driver.send(ev.TextSent(driver.tick(), 2, "why"))
    driver.send(ev.Done(driver.tick(), 1))
    driver.judged()
    driver.send(ev.Weighed(driver.tick(), driver.request(Kind.WEIGH), (("leads",),)))
    driver.scores(1)
    driver.scores(2)
    return driver


def test_before_the_reveal_everybody_sees_only_whose_card_is_whole() -> None:
    seen = sealed(sealed_round().state).round
    assert seen.cards == (Card(1, whole=True), Card(2, whole=True))
    assert (seen.findings, seen.judged_by) == ((), "")


def test_before_the_reveal_a_member_sees_their_own_card() -> None:
    state = sealed_round().state
    seen = sealed(state, 2).round
    assert seen.cards == (Card(1, whole=True), state.round.card_of(2))
    assert seen.findings == ()


def test_how_it_was_spoken_is_the_speaker_s_alone_also_afterwards() -> None:
    driver = sealed_round()
    driver.scores(3)
    assert sealed(driver.state, 1).round.parts[0].speech == SPEECH
    for viewer in (0, 2, 3):
        assert sealed(driver.state, viewer).round.parts[0].speech is None


def test_how_good_a_follow_up_was_is_the_asker_s_alone_also_afterwards() -> None:
    driver = sealed_round()
    driver.scores(3)
    assert sealed(driver.state, 2).round.follow_ups[0].refused == ("leads",)
    assert "leads" not in dump(sealed(driver.state))


def test_after_the_reveal_all_cards_are_there_for_all() -> None:
    driver = sealed_round()
    driver.scores(3)
    seen = sealed(driver.state).round
    assert seen.cards == driver.state.round.cards
    assert seen.findings == FINDINGS


def test_an_earlier_round_stays_open_while_the_next_is_sealed() -> None:
    driver = Driver().revealed(2).next_round()
    driver.send(ev.AnswerStarted(driver.tick(), driver.candidate))
    driver.says_and_is_done().scores(1)
    seen = sealed(driver.state)
    assert seen.rounds[0] == replace(driver.state.rounds[0])
    assert seen.rounds[1].cards == (Card(1, whole=True),)
