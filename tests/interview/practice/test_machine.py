"""What each rule of the practice's machine says, event by event."""

from __future__ import annotations

import pytest

from core.interview.actions import CancelTimer, Drop, SetTimer, Unused
from core.interview.errors import IllegalEvent
from core.interview.practice import actions as do
from core.interview.practice import events as ev
from core.interview.practice.machine import TABLE, fold, receive
from core.interview.practice.state import Kind, Stage, State
from core.interview.practice.values import Card, Cast, Ending, Light, Void
from core.interview.values import Criterion, Heard
from tests.interview.practice.driver import FINDINGS, LEVELS, START, Driver, opened

MINUTE = 60_000


def test_a_practice_opens_with_its_host_in_a_lobby_that_closes_after_a_quarter_of_an_hour() -> None:
    state, actions = receive(State(), opened())
    assert (state.stage, state.host, state.present) == (Stage.LOBBY, 1, (1,))
    assert actions == (do.ShowLobby(), SetTimer("idle", START + 15 * MINUTE))


def test_whoever_joins_is_added_to_the_one_message_of_the_lobby() -> None:
    driver = Driver().lobby(1)
    assert do.ShowLobby() in driver.send(ev.Joined(driver.tick(), 2))
    assert driver.state.present == (1, 2)
    assert do.named(do.ShowLobby()) == "lobby"


def test_a_seventh_has_no_place() -> None:
    driver = Driver().lobby(6)
    assert driver.send(ev.Joined(driver.tick(), 7)) == (do.Tell("practice-full"),)


def test_a_seat_that_skips_a_number_is_illegal() -> None:
    driver = Driver().lobby(2)
    with pytest.raises(IllegalEvent):
        driver.send(ev.Joined(driver.tick(), 5))
    assert driver.state.present == (1, 2)


def test_alone_the_host_is_offered_an_interview_of_their_own() -> None:
    driver = Driver().lobby(1)
    assert driver.send(ev.Begun(driver.tick(), 1))[0] == do.OfferInterview(1)
    assert driver.state.stage is Stage.LOBBY


def test_only_the_host_begins() -> None:
    driver = Driver().lobby(3)
    assert driver.send(ev.Begun(driver.tick(), 2)) == (do.Tell("practice-host-only"),)


def test_a_round_shows_its_roles_to_all_and_its_papers_to_the_interviewer_alone() -> None:
    driver = Driver().begun(3)
    assert driver.state.round.cast == Cast(1, 2, (3,))
    began = driver.state.round.began_at
    assert driver.shown == (
        do.ShowRound(1),
        do.Brief(2, 1),
        SetTimer("briefing:1", began + 3 * MINUTE),
    )


def test_with_two_there_is_no_observer_but_the_bot() -> None:
    assert Driver().begun(2).state.round.cast == Cast(1, 2, ())


def test_a_cast_that_leaves_somebody_out_is_illegal() -> None:
    driver = Driver().lobby(3)
    driver.send(ev.Begun(driver.tick(), 1))
    with pytest.raises(IllegalEvent):
        driver.send(ev.RoundMade(driver.at, driver.request(Kind.ROUND), Cast(1, 2), "q", "c", "e"))


def test_the_lights_go_on_at_one_one_and_a_half_and_two_minutes_as_edits_of_one_message() -> None:
    driver = Driver().begun(2)
    started = driver.tick()
    assert driver.send(ev.AnswerStarted(started, 1)) == (
        do.ShowLights(1, Light.OFF),
        CancelTimer("briefing:1"),
        SetTimer("light:1:green", started + 60_000),
        SetTimer("light:1:amber", started + 90_000),
        SetTimer("light:1:red", started + 120_000),
        SetTimer("answer:1", started + 300_000),
    )
    shown = driver.send(ev.TimerFired(started + 60_000, "light:1:green"))
    assert shown == (do.ShowLights(1, Light.GREEN), CancelTimer("light:1:green"))
    driver.send(ev.TimerFired(started + 90_000, "light:1:amber"))
    assert driver.send(ev.TimerFired(started + 120_000, "light:1:red"))[0] == do.ShowLights(1, Light.RED)
    assert {do.named(do.ShowLights(1, light)) for light in Light} == {"lights:1"}


def test_only_the_candidate_starts_answering() -> None:
    driver = Driver().begun(2)
    assert driver.send(ev.AnswerStarted(driver.tick(), 2)) == (do.Tell("practice-only-candidate"),)


def test_whoever_answers_right_away_has_started_with_it() -> None:
    driver = Driver().begun(2)
    driver.send(ev.TextSent(driver.tick(), 1, "answer"))
    assert driver.state.stage is Stage.ANSWERING
    assert [part.words for part in driver.state.round.taken] == ["answer"]


def test_what_the_interviewer_writes_is_a_follow_up_and_what_an_observer_writes_is_nothing() -> None:
    driver = Driver().answering(3)
    assert driver.send(ev.TextSent(driver.tick(), 2, "why")) == (do.ShowFollowUp(1, 1),)
    assert driver.send(ev.TextSent(driver.tick(), 3, "hm")) == (do.Tell("practice-only-candidate"),)
    assert [one.words for one in driver.state.round.follow_ups] == ["why"]


def test_a_recording_needs_consent_first_and_text_needs_none() -> None:
    driver = Driver().begun(2, consented=False)
    assert do.ShowConsent(1) in driver.shown
    assert driver.send(ev.VoiceSent(driver.tick(), 1, "clip")) == (do.Tell("practice-consent-first"),)
    assert driver.state.round.parts == ()
    driver.send(ev.Consented(driver.tick(), 1))
    assert do.Transcribe(2, 1, "clip") in driver.send(ev.VoiceSent(driver.tick(), 1, "clip"))


def test_the_answer_is_judged_once_all_of_it_was_heard() -> None:
    driver = Driver().answering(2)
    driver.send(ev.VoiceSent(driver.tick(), 1, "clip"))
    done = driver.send(ev.Done(driver.tick(), 1))
    assert not any(isinstance(action, do.Judge) for action in done)
    assert do.Judge(3, 1) in driver.transcribes()


def test_nothing_is_judged_where_nothing_could_be_heard() -> None:
    driver = Driver().answering(2)
    driver.send(ev.VoiceSent(driver.tick(), 1, "clip"))
    assert driver.transcribes(Heard.SILENT) == (do.TellSeat(1, "practice-unheard"),)
    driver.send(ev.Done(driver.tick(), 1))
    driver.all_score()
    assert driver.state.stage is Stage.REVEALED
    assert driver.state.round.findings == ()


def test_everybody_gets_a_card_and_the_channel_sees_only_whose_is_in() -> None:
    driver = Driver().scoring(3)
    done_at = driver.state.round.done_at
    assert done_at is not None
    assert driver.shown == (
        do.ShowProgress(1),
        do.ShowCard(1, 1),
        do.ShowCard(2, 1),
        do.ShowCard(3, 1),
        do.Judge(2, 1),
        CancelTimer("light:1:green"),
        CancelTimer("light:1:amber"),
        CancelTimer("light:1:red"),
        CancelTimer("answer:1"),
        SetTimer("scoring:1", done_at + 5 * MINUTE),
    )


def test_a_card_is_filled_in_bit_by_bit_and_the_newest_level_counts() -> None:
    driver = Driver().scoring(2)
    driver.send(ev.Scored(driver.tick(), 2, ((Criterion.DEPTH, 1),)))
    driver.send(ev.Scored(driver.tick(), 2, ((Criterion.RELEVANCE, 5), (Criterion.DEPTH, 3)), top="top"))
    assert driver.state.round.card_of(2) == Card(
        2, ((Criterion.RELEVANCE, 5), (Criterion.DEPTH, 3)), "top", whole=False
    )


def test_all_is_revealed_with_the_last_card_and_not_before_the_bot_is_done() -> None:
    driver = Driver().scoring(3).all_score()
    assert not driver.state.round.revealed
    assert do.ShowReveal(1) in driver.send(
        ev.Judged(driver.tick(), driver.request(Kind.JUDGE), FINDINGS, "bank")
    )
    assert driver.state.stage is Stage.REVEALED


def test_when_time_is_up_what_is_in_the_cards_is_revealed() -> None:
    driver = Driver().scoring(3)
    driver.send(ev.Scored(driver.tick(), 2, ((Criterion.DEPTH, 2),)))
    assert do.ShowReveal(1) in driver.send(ev.TimerFired(driver.tick(300), "scoring:1"))
    assert driver.state.round.cards == (Card(2, ((Criterion.DEPTH, 2),)),)
    late = ev.Judged(driver.tick(), 2, FINDINGS, "bank")
    assert driver.send(late) == (Drop(Unused.NOT_AWAITED),)


def test_the_host_may_go_on_before_all_cards_are_in_and_others_may_not() -> None:
    driver = Driver().scoring(3)
    assert driver.send(ev.MovedOn(driver.tick(), 3)) == (do.Tell("practice-host-only"),)
    assert do.ShowReveal(1) in driver.send(ev.MovedOn(driver.tick(), 1))


def test_a_level_there_is_not_is_illegal() -> None:
    driver = Driver().scoring(2)
    for levels in (((Criterion.DEPTH, 6),), ((Criterion.DEPTH, 2), (Criterion.DEPTH, 3))):
        with pytest.raises(IllegalEvent):
            driver.send(ev.Scored(driver.tick(), 2, levels))


def test_the_candidate_gives_levels_of_their_own_and_no_words() -> None:
    driver = Driver().scoring(2)
    told = driver.send(ev.Scored(driver.tick(), 1, top="brilliant"))
    assert told == (do.Tell("practice-own-levels-only"),)
    driver.send(ev.Scored(driver.tick(), 1, LEVELS, top="brilliant"))
    assert driver.state.round.card_of(1) == Card(1, LEVELS, whole=True)


def test_follow_ups_are_weighed_and_shown_to_whoever_asked_them_alone() -> None:
    driver = Driver().answering(2)
    driver.send(ev.TextSent(driver.tick(), 2, "why"))
    driver.says_and_is_done().judged()
    driver.all_score()
    refused = (("leads",),)
    shown = driver.send(ev.Weighed(driver.tick(), driver.request(Kind.WEIGH), refused))
    assert do.ShowFollowUps(2, 1) in shown
    assert driver.state.round.follow_ups[0].refused == ("leads",)


def test_after_a_reveal_anybody_goes_on_and_the_candidate_changes() -> None:
    driver = Driver().revealed(3)
    driver.send(ev.MovedOn(driver.tick(), 3))
    assert driver.made().state.round.cast.candidate != 1


# ── leaving and joining ──────────────────────────────────────────────────────────────────────────


def test_a_candidate_who_leaves_ends_the_round_and_somebody_else_is_candidate() -> None:
    for driver in (Driver().begun(3), Driver().answering(3)):
        shown = driver.send(ev.Left(driver.tick(), 1))
        assert driver.state.round.void is Void.LEFT
        assert do.MakeRound(2) in shown
        assert driver.made().candidate in (2, 3)


def test_for_an_interviewer_who_leaves_an_observer_steps_in_and_gets_the_papers() -> None:
    driver = Driver().answering(3)
    assert do.Brief(3, 1) in driver.send(ev.Left(driver.tick(), 2))
    assert driver.state.round.cast == Cast(1, 3, ())
    assert driver.state.stage is Stage.ANSWERING


def test_where_nobody_can_step_in_the_bot_asks_and_the_answer_goes_on() -> None:
    driver = Driver().answering(2)
    driver.send(ev.Left(driver.tick(), 2))
    assert driver.state.round.cast == Cast(1, None, ())
    driver.says_and_is_done().judged()
    driver.scores(1)
    assert driver.state.stage is Stage.REVEALED


def test_before_the_answer_whoever_is_left_alone_waits_in_the_lobby_with_an_offer() -> None:
    driver = Driver().begun(2)
    assert do.OfferInterview(1) in driver.send(ev.Left(driver.tick(), 2))
    assert driver.state.stage is Stage.LOBBY


def test_an_observer_who_leaves_is_only_one_fewer() -> None:
    driver = Driver().answering(3)
    driver.send(ev.Left(driver.tick(), 3))
    assert driver.state.round.cast == Cast(1, 2, ())


def test_the_card_of_somebody_who_leaves_stays_and_nobody_waits_for_the_rest_of_it() -> None:
    driver = Driver().scoring(3).judged()
    driver.send(ev.Scored(driver.tick(), 3, ((Criterion.DEPTH, 2),)))
    driver.scores(1)
    driver.scores(2)
    assert do.ShowReveal(1) in driver.send(ev.Left(driver.tick(), 3))
    assert driver.state.round.card_of(3) == Card(3, ((Criterion.DEPTH, 2),))


def test_a_candidate_who_leaves_during_the_scoring_is_scored_all_the_same() -> None:
    driver = Driver().scoring(3).judged()
    driver.send(ev.Left(driver.tick(), 1))
    driver.scores(2)
    driver.scores(3)
    assert driver.state.stage is Stage.REVEALED
    assert driver.state.round.void is None


def test_when_the_host_leaves_the_next_in_the_order_of_joining_is_host() -> None:
    driver = Driver().lobby(3)
    assert do.Announce("practice-new-host", 2) in driver.send(ev.Left(driver.tick(), 1))
    driver.send(ev.Joined(driver.tick(), 1))
    driver.send(ev.Left(driver.tick(), 2))
    assert driver.state.host == 3


def test_the_last_one_closes_the_door() -> None:
    driver = Driver().lobby(1)
    assert do.ShowClosed(Ending.EMPTY) in driver.send(ev.Left(driver.tick(), 1))
    assert driver.state.stage is Stage.CLOSED


def test_whoever_joins_before_the_answer_observes_and_later_waits_for_the_next_round() -> None:
    driver = Driver().begun(2)
    driver.send(ev.Joined(driver.tick(), 3))
    assert driver.state.round.cast == Cast(1, 2, (3,))
    driver.send(ev.AnswerStarted(driver.tick(), 1))
    assert driver.send(ev.Joined(driver.tick(), 4)) == (do.Announce("practice-joined-next", 4),)
    driver.says_and_is_done()
    assert driver.send(ev.Scored(driver.tick(), 4, LEVELS)) == (do.Tell("practice-not-in-round"),)


def test_whoever_comes_late_is_not_candidate_time_and_again() -> None:
    driver = Driver().revealed(2)
    driver.next_round().whole_round().next_round().whole_round()
    driver.send(ev.Joined(driver.tick(), 3))
    candidates = []
    for _ in range(3):
        candidates.append(driver.next_round().candidate)
        driver.whole_round()
    assert sorted(candidates) == [1, 2, 3]


def test_somebody_who_was_removed_stays_out() -> None:
    driver = Driver().lobby(3)
    assert do.Announce("practice-removed", 2) in driver.send(ev.Removed(driver.tick(), 1, 2))
    assert driver.send(ev.Joined(driver.tick(), 2)) == (do.Tell("practice-removed-stays-out"),)


def test_members_may_not_remove_or_stop_and_a_moderator_may_without_taking_part() -> None:
    driver = Driver().lobby(3)
    assert driver.send(ev.Removed(driver.tick(), 2, 3)) == (do.Tell("practice-host-only"),)
    assert driver.send(ev.Stopped(driver.tick(), 3)) == (do.Tell("practice-host-only"),)
    driver.send(ev.Removed(driver.tick(), 0, 1, moderator=True))
    assert driver.state.host == 2
    driver.send(ev.Stopped(driver.tick(), 0, moderator=True))
    assert driver.state.ending is Ending.STOPPED


def test_a_stranger_is_told_to_join_first() -> None:
    driver = Driver().answering(2)
    for event in (ev.TextSent(driver.at, 0, "hi"), ev.Done(driver.at, 9), ev.Stopped(driver.at, 0)):
        assert driver.send(event) == (do.Tell("practice-join-first"),)


# ── waiting in vain ──────────────────────────────────────────────────────────────────────────────


def test_a_candidate_who_does_not_begin_is_passed_over_and_the_second_time_gone() -> None:
    driver = Driver().begun(3)
    shown = driver.send(ev.TimerFired(driver.tick(180), "briefing:1"))
    assert do.Announce("practice-no-show", 1) in shown
    driver.made().whole_round().next_round().whole_round().next_round()
    assert driver.candidate == 1
    assert do.Announce("practice-no-show-gone", 1) in driver.send(
        ev.TimerFired(driver.tick(180), f"briefing:{driver.state.number}")
    )
    assert (driver.state.present, driver.state.host) == ((2, 3), 2)


def test_where_nobody_answers_it_closes() -> None:
    driver = Driver().begun(2)
    driver.send(ev.TimerFired(driver.tick(180), "briefing:1"))
    driver.made()
    shown = driver.send(ev.TimerFired(driver.tick(180), "briefing:2"))
    assert do.ShowClosed(Ending.NOBODY) in shown


def test_a_candidate_who_begins_and_says_nothing_is_passed_over() -> None:
    driver = Driver().answering(3)
    driver.send(ev.TimerFired(driver.tick(300), "answer:1"))
    assert driver.state.round.void is Void.NO_SHOW


def test_an_answer_ends_by_itself_with_what_was_said() -> None:
    driver = Driver().answering(3)
    driver.send(ev.TextSent(driver.tick(), 1, "answer"))
    driver.send(ev.TimerFired(driver.tick(300), "answer:1"))
    assert driver.state.stage is Stage.SCORING


def test_where_nothing_is_said_for_a_while_it_closes_but_not_where_somebody_came_meanwhile() -> None:
    driver = Driver().lobby(1)
    driver.send(ev.Joined(START + 14 * MINUTE, 2))
    assert driver.send(ev.TimerFired(START + 15 * MINUTE, "idle")) == (Drop(Unused.TIMER_OUTDATED),)
    driver.send(ev.TimerFired(START + 29 * MINUTE, "idle"))
    assert driver.state.ending is Ending.IDLE


def test_an_old_round_s_timer_does_nothing_in_a_new_one() -> None:
    driver = Driver().revealed(2).next_round()
    assert driver.send(ev.TimerFired(driver.tick(), "briefing:1")) == (Drop(Unused.TIMER_OUTDATED),)


# ── the end, and being forgotten ─────────────────────────────────────────────────────────────────


def test_a_practice_that_is_stopped_during_the_scoring_shows_the_cards_first() -> None:
    driver = Driver().scoring(3)
    driver.scores(2)
    shown = [type(action) for action in driver.send(ev.Stopped(driver.tick(), 1))]
    assert shown.index(do.ShowReveal) < shown.index(do.ShowClosed)
    assert driver.state.round.revealed


def test_after_the_end_everything_is_answered_and_nothing_changes() -> None:
    driver = Driver().revealed(2)
    driver.send(ev.Stopped(driver.tick(), 1))
    before = driver.state
    assert driver.send(ev.Joined(driver.tick(), 3)) == (do.Tell("practice-closed"),)
    assert driver.send(ev.TimerFired(driver.tick(), "idle")) == (Drop(Unused.TIMER_OUTDATED),)
    assert driver.state == before


def test_somebody_forgotten_in_the_middle_is_gone_with_their_card_and_the_others_stay() -> None:
    driver = Driver().scoring(3).judged()
    driver.scores(2)
    driver.scores(3)
    driver.send(ev.Forgotten(driver.tick(), 3))
    assert [card.by for card in driver.state.round.cards] == [2]
    assert driver.state.present == (1, 2)
    assert driver.send(ev.Joined(driver.tick(), 3)) == (do.Tell("practice-removed-stays-out"),)


def test_a_candidate_forgotten_while_the_bot_judges_leaves_nothing_to_judge() -> None:
    driver = Driver().scoring(3)
    driver.scores(2)
    driver.scores(3)
    assert do.ShowReveal(1) in driver.send(ev.Forgotten(driver.tick(), 1))
    assert driver.state.round.findings == ()
    assert [part.words for part in driver.state.round.parts] == [""]


def test_somebody_forgotten_after_the_end_is_taken_out_of_it() -> None:
    driver = Driver().revealed(3)
    driver.send(ev.Stopped(driver.tick(), 1))
    driver.send(ev.Forgotten(driver.tick(), 2))
    assert [card.by for card in driver.state.round.cards] == [1, 3]
    assert driver.state.stage is Stage.CLOSED
    driver.send(ev.Forgotten(driver.tick(), 1))
    assert (driver.state.round.findings, driver.state.round.judged_by) == ((), "")


def test_the_log_folds_to_the_same_state_wherever_it_is_cut() -> None:
    driver = Driver().revealed(3).next_round()
    for cut in range(len(driver.log)):
        assert fold(driver.log[cut:], fold(driver.log[:cut])) == driver.state


def test_every_stage_has_a_row() -> None:
    assert set(TABLE) == set(Stage)
