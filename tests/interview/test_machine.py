"""A person's way through the machine, one promise a test."""

from __future__ import annotations

import pytest

from core.interview import actions as do
from core.interview import events as ev
from core.interview.errors import IllegalEvent
from core.interview.machine import fold, receive
from core.interview.state import Kind, PartStatus, Stage, State, TurnKind
from core.interview.values import Choice, Decision, Heard, Length, Reason, Rule
from tests.interview.driver import (
    COMPLETE,
    DECLINED,
    FINDINGS,
    NO_RESULT,
    OFF_TOPIC,
    RESULT,
    SECOND,
    SILENT,
    START,
    TWO_GAPS,
    Driver,
    a_plan,
    asked,
    said,
)


def stage(driver: Driver) -> Stage:
    return driver.state.stage


def judged(driver: Driver) -> list[int]:
    return [found.slot for found in driver.state.judged]


def taken(driver: Driver) -> list[str]:
    return [part.words for part in driver.state.turn.taken]


def kinds(driver: Driver) -> list[str]:
    return [turn.kind.value for turn in driver.state.turns]


def test_choices_are_offered_one_after_the_other_until_all_are_made() -> None:
    driver = Driver()
    offered = [
        driver.send(ev.Opened(START, 1, 3_000)),
        driver.send(ev.Chosen(START, Choice.LEVEL, "senior")),
        driver.send(ev.Chosen(START, Choice.DOMAIN, "nurse")),
        driver.send(ev.Chosen(START, Choice.LENGTH, "short")),
    ]
    assert offered == [
        (do.OfferChoice(Choice.DOMAIN),),
        (do.OfferChoice(Choice.DOMAIN),),
        (do.OfferChoice(Choice.LENGTH),),
        (do.OfferChoice(None),),
    ]


def test_beginning_before_all_choices_are_made_is_answered_and_changes_nothing() -> None:
    driver = Driver()
    driver.send(ev.Opened(START, 1, 3_000))
    before = driver.state
    assert driver.send(ev.Begun(START)) == (do.Say("reply-choose-first"),)
    assert driver.state == before


def test_a_whole_interview_goes_from_set_up_to_the_report() -> None:
    driver = Driver().to_own_questions()
    assert stage(driver) is Stage.OWN_QUESTIONS
    driver.say()
    shown = driver.settle()
    assert do.ShowReport() in shown
    assert stage(driver) is Stage.REPORTED
    assert kinds(driver) == ["warm_up", "question", "question", "question", "question", "own"]
    assert judged(driver) == [0, 1, 2, 3]


def test_the_warm_up_is_neither_examined_nor_judged() -> None:
    driver = Driver().set_up()
    shown = driver.say()
    assert asked(shown) == [1]
    assert not [action for action in shown if isinstance(action, do.Examine | do.Judge)]


def test_a_missing_result_is_asked_for_and_then_the_next_question_comes() -> None:
    driver = Driver().warmed_up()
    driver.say()
    assert driver.examine(NO_RESULT) == (do.Word(2 + 1, 0, RESULT),)
    driver.word()
    assert driver.state.turn.kind is TurnKind.PROBE
    assert driver.state.turn.gap == RESULT
    driver.answer(COMPLETE)
    assert kinds(driver) == ["warm_up", "question", "probe", "question"]


@pytest.mark.parametrize(("difficulty", "probes"), [(1, 1), (2, 2), (3, 2)])
def test_a_slot_has_no_more_probes_than_its_difficulty_allows(difficulty: int, probes: int) -> None:
    driver = Driver(difficulty=difficulty).warmed_up()
    driver.answer(TWO_GAPS)
    while driver.state.turn.slot == 0:
        driver.answer(TWO_GAPS)
    assert kinds(driver).count("probe") == probes


def test_a_decision_beyond_the_limits_is_illegal_whoever_made_it() -> None:
    driver = Driver(difficulty=1).warmed_up()
    driver.answer(TWO_GAPS)
    driver.say()
    before = driver.state
    one_too_many = ev.Examined(
        driver.at,
        driver.request(Kind.EXAMINE).request,
        TWO_GAPS,
        Decision(Rule.ASK_MISSING, Reason.GAP, RESULT),
    )
    with pytest.raises(IllegalEvent):
        driver.send(one_too_many)
    assert driver.state == before


def test_an_answer_off_topic_restates_the_question_once() -> None:
    driver = Driver().warmed_up()
    driver.answer(OFF_TOPIC)
    assert driver.state.turn.kind is TurnKind.RESTATED
    assert driver.state.turn.content == "content-0"
    driver.answer(OFF_TOPIC)
    assert kinds(driver) == ["warm_up", "question", "restated", "question"]
    assert driver.state.turns[2].decision == Decision(Rule.MOVE_ON, Reason.ASKED_ENOUGH)


def test_not_knowing_the_answer_to_a_probe_moves_on() -> None:
    driver = Driver().warmed_up()
    driver.answer(TWO_GAPS)
    driver.answer(DECLINED)
    assert kinds(driver) == ["warm_up", "question", "probe", "question"]


def test_a_silent_answer_is_asked_for_again_twice_and_is_never_judged() -> None:
    driver = Driver().warmed_up()
    for _ in range(3):
        driver.answer(SILENT)
    assert kinds(driver) == ["warm_up", "question", "again", "again", "question"]
    assert judged(driver) == []


def test_no_probe_is_asked_when_the_time_left_is_needed_for_the_slots_to_come() -> None:
    # 600 s in all, 3 slots of 120 s to come: at 241 s only 359 s are left for 360.
    driver = Driver().warmed_up()
    driver.at = driver.state.begun_at + 120 * SECOND
    driver.send(ev.HintAsked(driver.at))
    driver.at = driver.state.begun_at + 240 * SECOND
    driver.answer(NO_RESULT)
    assert driver.state.turns[1].decision == Decision(Rule.MOVE_ON, Reason.TIME_SHORT, RESULT)


def test_a_pause_does_not_use_up_the_time() -> None:
    driver = Driver().warmed_up()
    driver.send(ev.Paused(driver.tick()))
    driver.send(ev.Resumed(driver.tick(240)))
    driver.answer(NO_RESULT)
    assert driver.state.turns[1].decision == Decision(Rule.ASK_MISSING, Reason.GAP, RESULT)


def test_an_hour_away_without_a_word_does_not_use_up_the_time() -> None:
    driver = Driver().warmed_up()
    driver.tick(3_600)
    driver.answer(NO_RESULT)
    assert driver.state.turns[1].decision == Decision(Rule.ASK_MISSING, Reason.GAP, RESULT)
    # The hour counts as the longest answer, three minutes; the second is the warm-up.
    assert driver.state.elapsed_ms(driver.at) == 181 * SECOND


def test_a_clock_set_back_leaves_time_and_order_intact() -> None:
    driver = Driver().warmed_up()
    driver.at = START - 3_600 * SECOND
    driver.answer(NO_RESULT)
    assert driver.state.turn.kind is TurnKind.PROBE
    assert driver.state.elapsed_ms(driver.at) == 0


def test_a_generated_slot_is_worded_before_it_is_asked() -> None:
    driver = Driver(generated=frozenset({1})).set_up()
    driver.say()
    shown = driver.answer(COMPLETE)
    assert do.Word(4, 1, None) in shown
    assert driver.state.turn.words.startswith("worded-")
    assert driver.state.turn.content == "content-1"


class TestAnAnswerInSeveralParts:
    def test_everything_until_done_is_one_answer(self) -> None:
        driver = Driver().warmed_up()
        driver.send(ev.TextSent(driver.tick(), "a"))
        driver.send(ev.TextSent(driver.tick(), "b"))
        driver.send(ev.Done(driver.tick()))
        assert taken(driver) == ["a", "b"]

    def test_quiet_ends_the_answer_and_only_the_newest_timer_counts(self) -> None:
        driver = Driver().warmed_up()
        first = driver.send(ev.TextSent(driver.tick(), "a"))
        second = driver.send(ev.TextSent(driver.tick(), "b"))
        names = [a.name for a in (*first, *second) if isinstance(a, do.SetTimer)]
        assert driver.send(ev.TimerFired(driver.tick(3), names[0])) == (do.Drop(do.Unused.TIMER_OUTDATED),)
        driver.send(ev.TimerFired(driver.tick(), names[1]))
        assert stage(driver) is Stage.EXAMINING

    def test_the_quiet_time_is_the_one_the_interview_was_opened_with(self) -> None:
        driver = Driver().warmed_up()
        shown = driver.send(ev.TextSent(driver.tick(), "a"))
        assert do.SetTimer("quiet:2", driver.at + 3 * SECOND) in shown

    def test_what_arrives_while_the_answer_is_examined_still_belongs_to_it(self) -> None:
        driver = Driver().warmed_up()
        driver.say("a")
        outdated = driver.request(Kind.EXAMINE).request
        driver.send(ev.TextSent(driver.tick(), "b"))
        assert stage(driver) is Stage.ANSWERING
        late = ev.Examined(driver.at, outdated, COMPLETE, Decision(Rule.MOVE_ON, Reason.COMPLETE))
        assert driver.send(late) == (do.Drop(do.Unused.NOT_AWAITED),)
        driver.send(ev.Done(driver.tick()))
        assert taken(driver) == ["a", "b"]

    def test_what_arrives_while_the_next_question_is_worded_takes_the_answer_up_again(self) -> None:
        driver = Driver(generated=frozenset({1})).set_up()
        driver.say()
        driver.say()
        driver.examine(COMPLETE)
        driver.judge()
        driver.send(ev.TextSent(driver.tick(), "one more thing"))
        assert (driver.state.stage, driver.state.turn.slot) == (Stage.ANSWERING, 0)
        assert judged(driver) == []
        driver.send(ev.Done(driver.at))
        driver.examine(COMPLETE)
        driver.settle()
        assert judged(driver) == [0]

    def test_what_arrives_after_the_next_question_belongs_to_that_one(self) -> None:
        driver = Driver().warmed_up()
        driver.answer(COMPLETE)
        driver.send(ev.TextSent(driver.tick(), "late"))
        assert [part.words for part in driver.state.turns[1].parts] == ["words"]
        assert [part.words for part in driver.state.turns[2].parts] == ["late"]

    def test_done_without_an_answer_is_told_so(self) -> None:
        driver = Driver().warmed_up()
        assert said(driver.send(ev.Done(driver.tick()))) == ["reply-nothing-yet"]


class TestVoice:
    def heard(
        self, driver: Driver, heard: Heard = Heard.CLEAR, *, confirmed: bool = False
    ) -> tuple[do.Action, ...]:
        request = driver.request(Kind.TRANSCRIBE).request
        return driver.send(ev.Transcribed(driver.tick(), request, heard, "transcript", confirmed))

    def test_a_transcript_is_shown_and_waits_for_its_owner(self) -> None:
        driver = Driver().warmed_up()
        assert do.Transcribe(2, "clip") in driver.send(ev.VoiceSent(driver.tick(), "clip"))
        shown = self.heard(driver)
        assert do.ShowTranscript(2) in shown
        assert not [action for action in shown if isinstance(action, do.SetTimer)]
        assert taken(driver) == []
        driver.send(ev.TranscriptUsed(driver.tick(), 2))
        assert taken(driver) == ["transcript"]

    def test_done_said_early_completes_the_answer_once_the_transcript_is_used(self) -> None:
        driver = Driver().warmed_up()
        driver.send(ev.VoiceSent(driver.tick(), "clip"))
        assert said(driver.send(ev.Done(driver.tick()))) == ["answer-waits"]
        self.heard(driver)
        shown = driver.send(ev.TranscriptUsed(driver.tick(), 2))
        assert shown == (do.SetTimer("quiet:2", driver.at),)
        driver.send(ev.TimerFired(driver.at, "quiet:2"))
        assert stage(driver) is Stage.EXAMINING

    def test_a_correction_takes_the_place_of_the_transcript(self) -> None:
        driver = Driver().warmed_up()
        driver.send(ev.VoiceSent(driver.tick(), "clip"))
        self.heard(driver)
        driver.send(ev.TranscriptCorrected(driver.tick(), 2, "corrected"))
        assert taken(driver) == ["corrected"]

    def test_saying_it_again_throws_the_part_away(self) -> None:
        driver = Driver().warmed_up()
        driver.send(ev.VoiceSent(driver.tick(), "clip"))
        self.heard(driver)
        assert said(driver.send(ev.SaidAgain(driver.tick(), 2))) == ["say-it-again"]
        assert [part.status for part in driver.state.turn.parts] == [PartStatus.DISCARDED]
        assert said(driver.send(ev.Done(driver.tick()))) == ["reply-nothing-yet"]

    def test_a_sure_transcript_is_taken_by_itself_where_the_setting_says_so(self) -> None:
        driver = Driver().warmed_up()
        driver.send(ev.VoiceSent(driver.tick(), "clip"))
        self.heard(driver, confirmed=True)
        assert taken(driver) == ["transcript"]

    def test_a_silent_recording_never_becomes_an_answer(self) -> None:
        driver = Driver().warmed_up()
        driver.send(ev.VoiceSent(driver.tick(), "clip"))
        self.heard(driver, Heard.SILENT)
        assert taken(driver) == []
        assert said(driver.send(ev.TranscriptUsed(driver.tick(), 2))) == ["reply-nothing-heard"]

    def test_the_button_of_an_earlier_answer_is_told_that_it_is_closed(self) -> None:
        driver = Driver().warmed_up()
        driver.send(ev.VoiceSent(driver.tick(), "clip"))
        self.heard(driver)
        driver.send(ev.TranscriptUsed(driver.tick(), 2))
        driver.send(ev.Done(driver.tick()))
        driver.examine(COMPLETE)
        assert said(driver.send(ev.TranscriptUsed(driver.tick(), 2))) == ["reply-part-closed"]


class TestPause:
    def test_only_resuming_and_stopping_count_while_paused(self) -> None:
        driver = Driver().warmed_up()
        driver.send(ev.Paused(driver.tick()))
        before = driver.state
        assert said(driver.send(ev.TextSent(driver.tick(), "a"))) == ["reply-paused"]
        assert said(driver.send(ev.Skipped(driver.tick()))) == ["reply-paused"]
        assert driver.state == before

    def test_the_question_is_shown_again_on_resuming(self) -> None:
        driver = Driver().warmed_up()
        driver.send(ev.Paused(driver.tick()))
        assert do.Ask(1, do.Manner.RESUMED) in driver.send(ev.Resumed(driver.tick()))

    def test_results_arrive_during_a_pause_but_show_nothing(self) -> None:
        driver = Driver().warmed_up()
        driver.say()
        driver.send(ev.Paused(driver.tick()))
        shown = driver.examine(COMPLETE)
        assert asked(shown) == []
        assert stage(driver) is Stage.ANSWERING
        assert asked(driver.send(ev.Resumed(driver.tick()))) == [2]

    def test_stopping_during_a_pause_ends_the_interview(self) -> None:
        driver = Driver().warmed_up()
        driver.answer()
        driver.send(ev.Paused(driver.tick()))
        shown = (*driver.send(ev.Stopped(driver.tick())), *driver.settle())
        assert do.ShowReport() in shown


class TestStop:
    def test_stopping_after_an_answer_brings_the_report_on_what_there_is(self) -> None:
        driver = Driver().warmed_up()
        driver.answer(NO_RESULT)
        driver.send(ev.Stopped(driver.tick()))
        driver.settle()
        assert stage(driver) is Stage.REPORTED
        assert judged(driver) == [0]

    def test_stopping_before_any_answer_closes_without_a_report(self) -> None:
        for driver in (Driver().set_up(), Driver().warmed_up()):
            assert said(driver.send(ev.Stopped(driver.tick()))) == ["closed-nothing"]
            assert stage(driver) is Stage.CLOSED

    def test_an_ended_interview_answers_everything_with_a_sentence(self) -> None:
        driver = Driver().set_up()
        driver.send(ev.Stopped(driver.tick()))
        assert said(driver.send(ev.TextSent(driver.tick(), "a"))) == ["reply-closed"]


class TestSkip:
    def test_a_skipped_question_is_not_judged(self) -> None:
        driver = Driver().warmed_up()
        shown = driver.send(ev.Skipped(driver.tick()))
        assert asked(shown) == [2]
        assert driver.state.turns[1].skipped
        assert not [action for action in shown if isinstance(action, do.Judge)]

    def test_skipping_a_probe_keeps_the_answer_before_it(self) -> None:
        driver = Driver().warmed_up()
        driver.answer(NO_RESULT)
        shown = driver.send(ev.Skipped(driver.tick()))
        assert [action.slot for action in shown if isinstance(action, do.Judge)] == [0]

    def test_skipping_everything_closes_without_a_report(self) -> None:
        driver = Driver().warmed_up()
        for _ in range(5):
            shown = driver.send(ev.Skipped(driver.tick()))
        assert said(shown) == ["closed-nothing"]
        assert stage(driver) is Stage.CLOSED

    def test_a_generated_question_skipped_while_being_worded_stays_in_the_record(self) -> None:
        driver = Driver(generated=frozenset({0, 1})).set_up()
        driver.say()
        driver.send(ev.Skipped(driver.tick()))
        assert [(t.slot, t.skipped) for t in driver.state.turns] == [(-1, False), (0, True)]
        assert stage(driver) is Stage.WORDING


class TestJudging:
    def test_what_is_still_open_at_the_deadline_is_asked_of_the_bank(self) -> None:
        driver = Driver().to_own_questions()
        driver.state = fold(driver.log[:-1])  # the last slot's judgement has not arrived
        late = driver.request(Kind.JUDGE).request
        driver.send(ev.Skipped(driver.tick()))
        assert stage(driver) is Stage.JUDGING
        shown = driver.send(ev.TimerFired(driver.tick(60), "judging"))
        assert shown == (do.Judge(late + 1, 3, by_bank=True),)
        assert driver.send(ev.Judged(driver.at, late, FINDINGS, "mistral")) == (
            do.Drop(do.Unused.NOT_AWAITED),
        )
        driver.settle()
        assert stage(driver) is Stage.REPORTED

    def test_findings_that_are_not_the_five_criteria_with_levels_1_to_5_are_illegal(self) -> None:
        driver = Driver().warmed_up()
        driver.say()
        driver.examine()
        request = driver.request(Kind.JUDGE).request
        with pytest.raises(IllegalEvent):
            driver.send(ev.Judged(driver.at, request, FINDINGS[:4], "bank"))


def test_a_plan_of_another_length_is_illegal() -> None:
    driver = Driver()
    driver.send(ev.Opened(START, 1, 3_000))
    driver.send(ev.Chosen(START, Choice.DOMAIN, "nurse"))
    driver.send(ev.Chosen(START, Choice.LEVEL, "entry"))
    driver.send(ev.Chosen(START, Choice.LENGTH, "short"))
    driver.send(ev.Begun(START))
    with pytest.raises(IllegalEvent):
        driver.send(ev.Planned(START, 1, a_plan(Length.LONG)))


def test_an_interview_cannot_be_opened_twice_and_nothing_comes_before_it() -> None:
    with pytest.raises(IllegalEvent):
        receive(State(), ev.Begun(START))
    with pytest.raises(IllegalEvent):
        receive(State(), ev.TimerFired(START, "quiet:0"))
    opened, _ = receive(State(), ev.Opened(START, 1, 3_000))
    with pytest.raises(IllegalEvent):
        receive(opened, ev.Opened(START, 1, 3_000))
