"""What a report says, chosen by code from the events: facts, highlights, follow-ups and their reasons."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.interview import events as ev
from core.interview.readiness import Verdict
from core.interview.rubric import totals
from core.interview.state import Kind, TurnKind
from core.interview.values import (
    Contradiction,
    Criterion,
    Examination,
    Finding,
    Gap,
    GapKind,
    Heard,
    Probe,
    Receipt,
    Rule,
    Scores,
    Unjudged,
)
from core.report.model import REMOVED, Outcome, Phrase, Quote
from core.report.sheet import quoted
from core.report.trend import totals_of
from core.report.view import build
from tests.interview.driver import SILENT
from tests.report.practice import (
    BAKER,
    FIRST,
    PATH,
    QUESTIONS,
    STORY,
    WISH,
    Practice,
    a_practice,
    examined,
    judged,
)

WORKED = Receipt(1, 0, 17)


def one_slot(findings: tuple[Finding, ...], by: str = "bank") -> Practice:
    """An interview stopped after its first question was judged."""
    practice = Practice(by=by).set_up()
    practice.reply(FIRST, examined([(PATH, WORKED), (WISH, WORKED)]))
    practice.found(findings, by)
    return practice.stop()


def test_the_same_sheet_gives_the_same_report() -> None:
    assert build(a_practice().sheet()) == build(a_practice().sheet())


def test_the_facts_are_counted_from_the_events() -> None:
    facts = build(a_practice().sheet()).facts
    assert (facts.domain, facts.level, facts.length, facts.date) == ("Baker", "mid", "short", "2023-11-14")
    # Eight answers of a minute each and two skips of a second.
    assert facts.minutes == 8
    assert (facts.planned, facts.asked, facts.answered, facts.skipped) == (4, 4, 3, 1)
    assert (facts.follow_ups, facts.stopped) == (3, False)


def test_a_pause_does_not_count_as_time_used() -> None:
    practice = Practice().set_up()
    practice.send(ev.Paused(practice.tick()))
    practice.send(ev.Resumed(practice.tick(3_600)))
    practice.reply(FIRST, examined([(PATH, WORKED)]), judged(3, 3, 3, 3, 3))
    assert build(practice.stop().sheet()).facts.minutes == 2  # two answers of a minute each


def test_a_skipped_question_counts_as_not_judged_in_the_totals() -> None:
    found = {total.criterion: total for total in totals_of(a_practice().state)}
    # Substance: levels 5, 3 and 1 in three of four slots.
    substance = found[Criterion.SUBSTANCE]
    assert (substance.hundredths, substance.judged, substance.of) == (300, 3, 4)


def test_questions_that_were_not_reached_count_against_the_evidence() -> None:
    report = build(one_slot(judged(5, 5, 5, 5, 5, at=WORKED)).sheet())
    assert report.readiness.verdict is Verdict.NOT_ENOUGH
    assert report.readiness.figures is not None
    assert report.readiness.figures.judged == 25


def test_the_strength_is_the_highest_level_and_substance_wins_among_equals() -> None:
    best = build(one_slot(judged(5, 4, 5, 3, 5, at=WORKED)).sheet()).strength
    assert best is not None
    assert (best.slot, best.found.criterion, best.strong) == (1, Criterion.DEPTH, True)
    best = build(one_slot(judged(5, 5, 5, 5, 5, at=WORKED)).sheet()).strength
    assert best is not None
    assert best.found.criterion is Criterion.SUBSTANCE
    assert best.found.quotes == (Quote(1, "I worked in Leeds"),)


def test_a_finding_without_a_quote_is_no_strength() -> None:
    assert build(one_slot(judged(5, 5, 5, 5, 5)).sheet()).strength is None


def test_a_level_of_two_is_no_strength() -> None:
    assert build(one_slot(judged(2, 2, 2, 2, 2, at=WORKED)).sheet()).strength is None


def three_slots(*levels: tuple[int | Unjudged, ...]) -> Practice:
    """Three answers, all there as far as points go, with these levels, then stopped."""
    practice = Practice().set_up()
    for number, of_slot in enumerate(levels, start=1):
        at = Receipt(number, 0, 8)
        practice.reply(FIRST, examined([(PATH, at), (WISH, at)]), judged(*of_slot, at=at))
    return practice.stop()


def test_form_is_never_praised_over_wrong_or_empty_content() -> None:
    best = build(three_slots((5, 1, 5, 5, 5), (5, 2, 5, 5, 5)).sheet()).strength
    assert best is None
    best = build(three_slots((5, 2, 5, 5, 5), (3, 3, 2, 2, 2)).sheet()).strength
    assert best is not None
    assert (best.slot, best.found.criterion, best.strong) == (2, Criterion.SUBSTANCE, False)


def test_where_substance_has_no_level_relevance_decides_what_may_be_praised() -> None:
    unknown = Unjudged.NOT_ELICITED
    assert build(three_slots((2, unknown, 5, 5, 5)).sheet()).strength is None
    best = build(three_slots((3, unknown, 5, 5, 5)).sheet()).strength
    assert best is not None
    assert best.found.criterion is Criterion.DEPTH


def test_good_content_is_praised_before_better_form() -> None:
    best = build(three_slots((5, 4, 3, 5, 5)).sheet()).strength
    assert best is not None
    assert (best.found.criterion, best.found.level) == (Criterion.SUBSTANCE, 4)


def test_strength_upgrade_and_redo_are_three_questions_where_others_are_nearly_as_good() -> None:
    report = build(three_slots((5, 5, 2, 5, 5), (5, 4, 3, 5, 5), (5, 4, 3, 5, 5)).sheet())
    assert report.strength and report.upgrade and report.redo
    # Depth is 2 * (3 + 2 + 2) short, substance 3 * (0 + 1 + 1). The depth of the first is one level lower,
    # but it is named as the strength; the second and the third have as much to gain, the second is taken.
    assert (report.strength.slot, report.upgrade.slot, report.redo.slot) == (1, 2, 3)
    assert report.upgrade.found.criterion is Criterion.DEPTH


def test_an_answer_that_is_much_weaker_is_upgrade_and_redo() -> None:
    report = build(three_slots((5, 5, 5, 5, 5), (5, 1, 1, 5, 5), (5, 4, 4, 5, 5)).sheet())
    assert report.upgrade and report.redo
    assert (report.upgrade.slot, report.redo.slot) == (2, 2)
    assert report.redo.advice == Phrase("report-advice-substance")


def test_signposts_do_not_outweigh_content() -> None:
    report = build(three_slots((5, 5, 5, 1, 5), (5, 3, 5, 5, 5)).sheet())
    assert report.upgrade is not None
    # Structure of an explanation is 4 short, substance 3 * 2.
    assert (report.upgrade.slot, report.upgrade.found.criterion) == (2, Criterion.SUBSTANCE)


def test_the_upgrade_is_in_the_lowest_criterion_and_there_in_the_weakest_answer() -> None:
    practice = Practice().set_up()
    practice.reply(FIRST, examined([(PATH, WORKED), (WISH, WORKED)]), judged(1, 4, 4, 3, 4, at=WORKED))
    practice.reply(STORY, examined([(PATH, WORKED)]), judged(5, 4, 4, 2, 4, at=WORKED))
    step = build(practice.stop().sheet()).upgrade
    assert step is not None
    # Relevance has the lowest single level but is 4 + 0 short of the best; structure is 2 + 3 short.
    assert (step.slot, step.found.criterion, step.found.level) == (2, Criterion.STRUCTURE, 2)
    assert step.next == Phrase("rubric-structure-3")


def test_among_equally_low_criteria_substance_is_the_upgrade_and_names_what_was_missing() -> None:
    practice = Practice().set_up()
    practice.reply(FIRST, examined([(PATH, WORKED)]), judged(2, 2, 2, 2, 2, at=WORKED))
    report = build(practice.stop().sheet())
    assert report.upgrade is not None and report.redo is not None
    assert report.upgrade.found.criterion is Criterion.SUBSTANCE
    assert [missing.words for missing in report.upgrade.missing] == ["says what you want"]
    assert (report.redo.question, report.redo.advice) == (
        "Who are you?",
        Phrase("report-advice-substance"),
    )


def test_a_redo_advises_by_what_was_lacking() -> None:
    report = build(a_practice().sheet())
    assert report.redo is not None
    assert (report.redo.slot, report.redo.advice) == (4, Phrase("report-advice-substance-declined"))


def test_a_redo_names_all_that_was_missing_whatever_the_upgrade_is() -> None:
    practice = Practice().set_up()
    practice.reply(FIRST, examined([(PATH, WORKED)]), judged(5, 4, 1, 5, 5, at=WORKED))
    report = build(practice.stop().sheet())
    assert report.upgrade and report.redo
    assert (report.upgrade.found.criterion, report.upgrade.missing) == (Criterion.DEPTH, ())
    assert [missing.words for missing in report.redo.add] == ["says what you want"]


def test_a_follow_up_tells_the_rule_the_gap_and_the_answer() -> None:
    first, second = build(a_practice().sheet()).slots[1].follow_ups
    assert (first.kind, first.rule, first.gap) == (
        TurnKind.PROBE,
        Rule.ASK_MISSING,
        Gap(GapKind.STAR, "result"),
    )
    assert first.why == Phrase("report-why-ask-missing-given", (("gap", Phrase("report-gap-star-result")),))
    assert (first.question, first.answer) == (
        "How did it end?",
        "We sold the rest and I bought a second timer.",
    )
    assert (second.outcome, second.answer) == (Outcome.SKIPPED, "")
    assert second.why == Phrase("report-why-ask-missing", (("gap", "says what you want"),))


@pytest.mark.parametrize(
    ("asked", "short"),
    [
        ("Let me ask a little more about this. What do you want?", "What do you want?"),
        (
            'You said "I worked in Leeds". What do you want?',
            'You said "I worked in Leeds". What do you want?',
        ),
        ("Where will that lead?", "Where will that lead?"),
    ],
)
def test_a_follow_up_is_told_without_what_only_led_into_it(asked: str, short: str) -> None:
    practice = Practice().set_up()
    practice.reply(FIRST, examined([(PATH, WORKED)], [WISH]))
    practice.ask(asked)
    practice.reply("To learn.", examined([(PATH, WORKED)]), judged(4, 4, 4, 4, 4))
    sheet = practice.stop().sheet()
    first = replace(sheet.questions[0], probes=(Probe("wish", "What do you want?"),))
    (told,) = build(replace(sheet, questions=(first, *sheet.questions[1:]))).slots[0].follow_ups
    assert (told.question, told.short) == (asked, short)


def test_the_reason_why_nothing_more_was_asked_is_told() -> None:
    slots = build(a_practice().sheet()).slots
    assert [slot.ended and slot.ended.key for slot in slots] == [
        "report-ended-complete",
        None,  # the follow-up was skipped, which is said there
        None,  # the question was skipped
        "report-ended-declined",
    ]


def test_where_nothing_was_open_no_follow_up_is_said_to_have_been_asked() -> None:
    practice = Practice().set_up()
    practice.reply(FIRST, examined([(PATH, WORKED), (WISH, WORKED)]), judged(4, 4, 4, 4, 4))
    slot = build(practice.stop().sheet()).slots[0]
    assert slot.ended == Phrase("report-ended-complete-at-once")


def test_spent_follow_ups_leave_their_gap_open() -> None:
    practice = Practice().set_up()
    for text in ("Once.", "Twice.", "Thrice."):
        missing = [Gap(GapKind.POINT, "path"), WISH, Gap(GapKind.STAR, "result")]
        practice.reply(text, examined(missing=missing))
        if any(open_.kind is Kind.WORD for open_ in practice.state.open):
            practice.ask("And?")
    practice.found(judged(3, 3, 3, 3, 3))
    slot = build(practice.stop().sheet()).slots[0]
    assert slot.ended == Phrase("report-ended-probes-spent")
    assert slot.left == Phrase("report-gap-star-result")


def test_moving_on_while_a_follow_up_is_worded_is_told_as_such() -> None:
    practice = Practice().set_up()
    practice.reply(FIRST, examined([(PATH, WORKED)], [WISH])).skip()
    practice.found(judged(3, 3, 3, 3, 3))
    slot = build(practice.stop().sheet()).slots[0]
    assert slot.ended == Phrase("report-ended-moved-on")
    assert (slot.outcome, slot.model_answer) == (Outcome.ANSWERED, "Model answer 0.")


def test_an_answer_that_was_not_heard_has_no_findings_and_no_model_answer() -> None:
    practice = Practice().set_up()
    for _ in range(3):
        practice.reply("...", SILENT)
    practice.reply(STORY, examined([(PATH, Receipt(4, 0, 9))]), judged(3, 3, 3, 3, 3))
    slot = build(practice.stop().sheet()).slots[0]
    assert (slot.outcome, slot.findings, slot.model_answer) == (Outcome.UNHEARD, (), "")
    assert [follow_up.rule for follow_up in slot.follow_ups] == [Rule.ASK_AGAIN, Rule.ASK_AGAIN]
    assert slot.ended == Phrase("report-ended-asked-enough")


def test_a_contradiction_is_shown_with_its_two_sides() -> None:
    practice = Practice().set_up()
    between = Contradiction(Receipt(0, 0, 4), Receipt(1, 0, 17))
    found = Examination(Heard.CLEAR, on_topic=True, declined=False, words=40, contradiction=between)
    practice.reply(FIRST, found)
    practice.ask("Which is right?")
    practice.reply("The second.", examined([(PATH, WORKED)]), judged(3, 3, 3, 3, 3))
    (follow_up,) = build(practice.stop().sheet()).slots[0].follow_ups
    assert follow_up.rule is Rule.ASK_CONTRADICTION
    assert [side.text for side in follow_up.sides] == ["Fine", "I worked in Leeds"]


def test_in_an_answer_about_something_else_nothing_was_there() -> None:
    practice = Practice().set_up()
    astray = replace(examined([(PATH, WORKED)], [WISH]), on_topic=False)
    practice.reply(FIRST, astray).reply("Bread.", astray, judged(1, 1, 1, 1, 1))
    slot = build(practice.stop().sheet()).slots[0]
    assert slot.covered == ()
    assert [missing.gap for missing in slot.missing] == [PATH, WISH]
    assert slot.follow_ups[0].why == Phrase("report-why-restate")


def test_story_parts_are_not_listed_for_an_explanation() -> None:
    practice = Practice().set_up()
    result = Gap(GapKind.STAR, "result")
    practice.reply(FIRST, examined([(result, WORKED), (PATH, WORKED)]), judged(3, 3, 3, 3, 3))
    assert [covered.gap for covered in build(practice.stop().sheet()).slots[0].covered] == [PATH]


def test_a_generated_question_skipped_unseen_is_neither_asked_nor_shown() -> None:
    practice = Practice(generated=frozenset({1})).set_up()
    practice.reply(FIRST, examined([(PATH, WORKED)]), judged(3, 3, 3, 3, 3)).skip()
    report = build(practice.stop().sheet())
    assert report.slots[1].question == Phrase("report-question-unshown")
    assert (report.slots[1].outcome, report.slots[1].model_answer) == (Outcome.SKIPPED, "")
    assert (report.facts.asked, report.facts.skipped) == (2, 1)


def test_a_taken_hint_is_told() -> None:
    practice = Practice().set_up()
    practice.send(ev.HintAsked(practice.tick()))
    practice.reply(FIRST, examined([(PATH, WORKED)]), judged(3, 3, 3, 3, 3))
    assert [slot.hinted for slot in build(practice.stop().sheet()).slots] == [True, False]


def test_a_question_of_its_own_anchor_is_judged_in_its_words() -> None:
    practice = one_slot(judged(3, 3, 3, 3, 3, at=WORKED))
    question = replace(QUESTIONS[0], anchors=((Criterion.DEPTH, 3, "Names the flour."),))
    sheet = replace(practice.sheet(), questions=(question, *QUESTIONS[1:]))
    anchors = [finding.anchor for finding in build(sheet).slots[0].findings]
    assert anchors[2] == "Names the flour."
    assert anchors[3] == Phrase("rubric-structure-3")


def test_hidden_levels_are_gone_from_the_report_itself() -> None:
    report = build(a_practice(Scores.HIDE).sheet())
    assert not report.levels
    assert report.readiness.figures is None
    assert [criterion.hundredths for criterion in report.criteria] == [None] * 5
    findings = [finding for slot in report.slots for finding in slot.findings]
    assert [finding.level for finding in findings] == [None] * 15
    assert {finding.because for finding in findings if finding.because} == {
        Phrase("because-depth-full"),
        Phrase("because-structure-context"),
        Phrase("because-substance-declined"),
        Phrase("because-insufficient-data"),
    }


def test_removed_words_keep_the_choices_of_strength_and_upgrade() -> None:
    whole, forgotten = (build(a_practice().sheet(forgotten=gone)) for gone in (False, True))
    assert whole.strength and forgotten.strength and whole.upgrade and forgotten.upgrade
    assert (forgotten.strength.slot, forgotten.strength.found.criterion) == (1, Criterion.SUBSTANCE)
    assert forgotten.strength.found.quotes == (Quote(1, REMOVED),)
    assert forgotten.upgrade.slot == whole.upgrade.slot
    assert forgotten.facts == whole.facts
    assert forgotten.criteria == whole.criteria


@pytest.mark.parametrize(
    ("receipt", "quote"),
    [
        (Receipt(0, 0, 3), None),  # nothing there
        (Receipt(1, 0, 3), Quote(1, "One", goes_on=True)),
        (Receipt(1, 0, 99), None),  # beyond the text
        (Receipt(2, 40, 50), Quote(2, REMOVED)),  # beyond the text that is left
        (Receipt(9, 0, 3), None),  # no such turn
    ],
)
def test_a_quote_is_what_was_said_or_that_it_was_removed(receipt: Receipt, quote: Quote | None) -> None:
    assert quoted(receipt, ("", "One two.", f"Kept.\n{REMOVED}")) == quote


def test_the_suggested_own_questions_go_round_with_the_seed() -> None:
    assert build(a_practice(seed=2).sheet()).own.suggestions == (
        "When does the day end?",
        "Who starts the ovens?",
    )
    lonely = replace(BAKER, own_questions=("Only this?",))
    assert build(replace(a_practice().sheet(), domain=lonely)).own.suggestions == ("Only this?",)


def test_where_the_bank_judged_for_another_interviewer_it_is_told() -> None:
    practice = Practice(by="mistral").set_up()
    practice.reply(FIRST, examined([(PATH, WORKED)], [WISH]))
    practice.ask("What do you want?")
    practice.reply("To learn.", examined([(PATH, WORKED), (WISH, WORKED)]))
    practice.found(judged(3, 3, 3, 3, 3), by="mistral")
    practice.reply(STORY, examined([(PATH, WORKED)]))
    practice.found(judged(3, 3, 3, 3, 3), by="bank")
    judges = build(practice.stop().sheet()).judges
    assert (judges.name, judges.stepped_in) == ("mistral", (2,))


def test_an_interview_of_the_bank_alone_has_nobody_to_step_in_for() -> None:
    judges = build(a_practice().sheet()).judges
    assert (judges.name, judges.stepped_in) == ("bank", ())


def test_what_could_not_be_judged_says_why() -> None:
    practice = one_slot(judged(*[Unjudged.UNSCOREABLE] * 5))
    found = build(practice.sheet()).slots[0].findings[0]
    assert (found.level, found.anchor, found.unjudged) == (None, None, Unjudged.UNSCOREABLE)
    assert found.because == Phrase("because-unscoreable")


def test_the_totals_are_those_of_the_rubric() -> None:
    findings = judged(3, 4, 5, 2, 1)
    nothing = judged(*[Unjudged.NOT_ELICITED] * 5)
    assert totals_of(one_slot(findings).state) == totals([findings, nothing, nothing, nothing])
