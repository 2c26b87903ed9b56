"""The report as a document: one small interview word for word, and what must never be in one."""

from __future__ import annotations

import re

import pytest

from core.interview.ports import Tip
from core.interview.values import Criterion, Finding, Receipt, Scores, Unjudged
from core.report.model import REMOVED
from core.report.text import ANSWER_WORDS, document, grammar
from core.report.view import build
from core.texts.blocks import Document, Style
from core.texts.catalog import texts
from tests.report.practice import FIRST, PATH, STORY, WISH, Practice, a_practice, examined, judged

WHOLE = """\
title: Your practice interview: Baker
text: Mid level, short interview, 2023-11-14, 8 minutes.
text: You answered 3 of 4 questions. 3 follow-ups were asked. You skipped one.
heading: How ready these answers are
strong: Nearly ready
text: The ground is there; the biggest upgrades below would lift it.
text: On average 3.5 of 5; substance 3.0; the weakest criterion 2.5. 50 % of the criteria could be judged.
note: This is practice advice about these answers. It is no forecast of whether you would be hired.
heading: What went best
strong: Substance, question 1: 5 of 5
text: 2 of 2 points that matter are there.
quote: I worked in Leeds
heading: Your biggest upgrade
strong: Substance, question 4: 1 of 5
text: You said you do not know this one. Saying so is better than guessing; it is a point to learn.
text: Read the model answer below, put it away, and explain it in your own words.
heading: Answer this one again
strong: The oven fails. What now?
text: What a good answer here does; take what is true for you:
item: says where you worked
item: says what you want
heading: The five criteria
meter 4/5: Relevance: 4.0 of 5, judged in 2 of 4 questions
note: The answer stays with the question, with a detour or two.
meter 3/5: Substance: 3.0 of 5, judged in 3 of 4 questions
note: About half of what matters is there.
meter 4/5: Depth: 4.0 of 5, judged in 2 of 4 questions
note: Details of two sorts show how it was or how it works.
meter 3/5: Structure: 2.5 of 5, judged in 2 of 4 questions
note: A line can be followed, with a part missing or little to guide the listener.
meter 4/5: Communication: 4.0 of 5, judged in 1 of 4 questions
note: Direct and readable, with small lengths.
heading: 1. Who are you?
quote: I worked in Leeds. I baked rye bread for six years.
note: Follow-up: What do you want? (A good answer says what you want; with this yours does.)
text: What your answer does:
item: says where you worked: “I worked in Leeds”
item: says what you want: “To learn”
text: How it was judged:
item: Relevance 4 of 5: 3 of 13 words answer something else.
item: Substance, Depth 5 of 5
item: Structure 2 of 5: One word such as "first", "because" or "then" guides the listener; 2 would carry the line.
item: Communication 4 of 5: 17 words come before the answer begins.
text: One good way to answer it, not the only one:
text: Model answer 0.
heading: 2. Tell me about a burnt batch.
quote: One night I burnt two hundred loaves because I forgot the timer.
note: Follow-up: How did it end? (A good answer tells how it ended and what changed; with this yours does.)
note: Follow-up: What do you want? (A good answer says what you want.) You skipped it.
text: What your answer does:
item: says where you worked: “One night I burnt two hundred loaves”
item: tells how it ended and what changed: “We sold the rest”
text: What a fuller answer does as well (if yours did, it was not recognised):
item: says what you want
text: How it was judged:
item: Relevance 4 of 5: 1 of 12 words answers something else.
item: Substance 3 of 5
item: Depth 3 of 5: The details are all of one sort; another sort (a number, a name, an example, a deed, a reason) would show more.
item: Structure 3 of 5: The situation cannot be made out: where and when was it, and what was at stake?
item: Not judged (Communication): Too little was said about the question to judge this.
text: One good way to answer it, not the only one:
text: Model answer 1.
heading: 3. How do you proof dough?
text: You skipped this one. Its model answer is shown once you have tried it.
heading: 4. The oven fails. What now?
quote: I don't know.
note: Put another way because you said you did not know.
text: What a good answer does (none of it was recognised in yours):
item: says where you worked
item: says what you want
text: How it was judged:
item: Substance 1 of 5: You said you do not know this one. Saying so is better than guessing; it is a point to learn.
item: Not judged (Relevance, Depth, Structure, Communication): Too little was said about the question to judge this.
text: One good way to answer it, not the only one:
text: Model answer 3.
heading: Your own questions
text: You asked:
quote: How big is the team?
text: Two more that would fit:
item: What sells best?
item: When does the day end?
heading: Delivery
text: You typed your answers. Pace, pauses and fillers can only be measured in spoken ones; nothing about them is guessed here.
note: Judged by fixed rules against the question's own key points. Every quotation is from your answers.
"""  # noqa: E501  # the document's lines as they are


def drawn(document: Document) -> str:
    lines = (
        f"{b.style.value} {b.value}/{b.of}: {b.text}"
        if b.style is Style.METER
        else f"{b.style.value}: {b.text}"
        for b in document
    )
    return "\n".join(lines) + "\n"


def the_report(practice: Practice, *, forgotten: bool = False) -> str:
    return drawn(document(build(practice.sheet(forgotten=forgotten)), texts()))


def section(drawn: str, title: str) -> list[str]:
    """The lines under a heading."""
    after = drawn.split(f"heading: {title}\n", 1)[1]
    return after.split("heading: ", 1)[0].splitlines()


def test_a_small_interview_reads_word_for_word_like_this() -> None:
    assert the_report(a_practice()) == WHOLE


def test_hidden_scores_show_no_level_no_meter_and_no_count_of_what_was_said() -> None:
    shown = the_report(a_practice(Scores.HIDE))
    assert "of 5" not in shown
    assert "meter" not in shown
    assert "Mean level" not in shown
    # What digits are left: the date, the minutes, the questions' numbers, and the model answers' own.
    lines = [line for line in shown.splitlines() if re.search(r"\d", line)]
    assert lines == [
        "text: Mid level, short interview, 2023-11-14, 8 minutes.",
        "text: You answered 3 of 4 questions. 3 follow-ups were asked. You skipped one.",
        "strong: Substance, question 1",
        "strong: Substance, question 4",
        "heading: 1. Who are you?",
        "text: Model answer 0.",
        "heading: 2. Tell me about a burnt batch.",
        "text: Model answer 1.",
        "heading: 3. How do you proof dough?",
        "heading: 4. The oven fails. What now?",
        "text: Model answer 3.",
    ]


def test_hidden_scores_still_say_in_words_how_it_was() -> None:
    shown = the_report(a_practice(Scores.HIDE))
    assert "item: Structure: One part of a story or one step is clear, the rest is not." in shown
    assert "item: Substance: You said you do not know this one." in shown
    assert "strong: Nearly ready" in shown


def test_removed_words_change_nothing_but_the_words() -> None:
    whole = the_report(a_practice()).splitlines()
    forgotten = the_report(a_practice(), forgotten=True).splitlines()
    kept = [line for line in whole if line.startswith(("strong", "heading", "meter", "note", "text"))]
    lost = [line for line in forgotten if line.startswith(("strong", "heading", "meter", "note", "text"))]
    assert [line for line in lost if REMOVED not in line] == [
        line for line in kept if "Follow-up:" not in line
    ]
    assert len([line for line in lost if line.startswith(f"note: Follow-up: {REMOVED} (")]) == 3
    assert "Leeds" not in "".join(forgotten)


def test_a_skipped_question_never_shows_its_model_answer() -> None:
    assert "Model answer 2" not in the_report(a_practice())


def test_the_own_answer_stands_before_the_model_answer() -> None:
    lines = section(the_report(a_practice()), "1. Who are you?")
    own = lines.index("quote: I worked in Leeds. I baked rye bread for six years.")
    assert own < lines.index("text: Model answer 0.")


def test_a_long_answer_is_shown_in_part() -> None:
    practice = Practice().set_up()
    practice.reply("word " * 500, examined([(PATH, Receipt(1, 0, 4))]), judged(3, 3, 3, 3, 3))
    lines = section(the_report(practice.stop()), "1. Who are you?")
    assert lines[0] == "quote: " + "word " * ANSWER_WORDS + "…"


def test_an_interview_stopped_early_says_what_was_not_reached_and_asks_to_answer_nothing_there() -> None:
    practice = Practice().set_up()
    practice.reply(STORY, examined([(PATH, Receipt(1, 0, 9))]), judged(5, 5, 5, 5, 5, at=Receipt(1, 0, 9)))
    shown = the_report(practice.stop())
    assert "You stopped early; 2 questions were not reached." in shown
    assert "Not enough to say" in shown
    assert section(shown, "2. Tell me about a burnt batch.") == [
        "text: The interview was stopped before this answer was complete, so it was not judged.",
    ]
    assert "3. " not in shown


def test_where_nothing_is_below_the_best_level_no_upgrade_is_made_up() -> None:
    practice = Practice().set_up()
    practice.reply(STORY, examined([(PATH, Receipt(1, 0, 9))]), judged(5, 5, 5, 5, 5, at=Receipt(1, 0, 9)))
    shown = the_report(practice.stop())
    assert section(shown, "Your biggest upgrade") == [
        "text: Nothing that was judged is below the best level. "
        "Try a higher level or a longer interview next.",
    ]
    assert "Answer this one again" not in shown


def test_where_nothing_could_be_judged_the_report_says_so_and_invents_no_middle() -> None:
    practice = Practice().set_up()
    nothing = judged(*[Unjudged.INSUFFICIENT_DATA] * 5)
    practice.reply("Hm.", examined(missing=[]), nothing)
    shown = the_report(practice.stop())
    assert section(shown, "What went best") == [
        "text: Nothing stands out yet, and that is what practice is for. "
        "The next two sections say where to start."
    ]
    assert section(shown, "Your biggest upgrade")[0].startswith("text: Too little was said")
    assert section(shown, "The five criteria")[:2] == [
        "meter 0/5: Relevance",
        "note: Too little was said to judge this.",
    ]
    assert section(shown, "Answer this one again") == [
        "strong: Tell me about a burnt batch.",
        "text: Say it in three or four whole sentences this time. A rough answer is better than none.",
    ]


def test_a_best_level_of_three_is_not_praised() -> None:
    practice = Practice().set_up()
    practice.reply(STORY, examined([(PATH, Receipt(1, 0, 9))]), judged(2, 3, 2, 2, 2, at=Receipt(1, 0, 9)))
    assert section(the_report(practice.stop()), "What went best") == [
        "text: Nothing stands out clearly yet. This came closest:",
        "strong: Substance, question 1: 3 of 5",
        "text: About half of what matters is there.",
    ]


def test_a_redo_names_at_most_three_things_to_add() -> None:
    practice = Practice().set_up()
    practice.reply(STORY, examined(missing=[PATH, WISH]))
    practice.ask("Where did you work?")
    practice.reply("Here.", examined(missing=[PATH, WISH]))
    practice.ask("What do you want?")
    practice.reply("That.", examined(missing=[PATH, WISH]), judged(4, 1, 4, 4, 4))
    assert section(the_report(practice.stop()), "Answer this one again") == [
        "strong: Who are you?",
        "text: What a good answer here does; take what is true for you:",
        "item: says where you worked",
        "item: says what you want",
    ]


def test_an_upgrade_says_what_to_do_and_the_redo_does_not_say_it_again() -> None:
    shown = the_report(a_practice())
    advice = "text: Read the model answer below, put it away, and explain it in your own words."
    assert section(shown, "Your biggest upgrade")[-1] == advice
    assert advice not in section(shown, "Answer this one again")


def test_what_was_asked_for_and_answered_in_other_words_is_not_called_missing() -> None:
    practice = Practice().set_up()
    practice.reply(FIRST, examined([(PATH, Receipt(1, 0, 17))], [WISH]))
    practice.ask("What do you want?")
    practice.reply("To run the night shift.", examined([(PATH, Receipt(1, 0, 17))]), judged(4, 3, 4, 4, 4))
    lines = section(the_report(practice.stop()), "1. Who are you?")
    assert lines[2:6] == [
        "text: What your answer does:",
        "item: says where you worked: “I worked in Leeds”",
        "text: You were asked for this and answered in words of your own; compare with the model answer:",
        "item: says what you want",
    ]
    assert not any("was not recognised" in line for line in lines)


def test_an_upgrade_of_substance_names_what_was_not_recognised_though_it_was_answered() -> None:
    practice = Practice().set_up()
    practice.reply(FIRST, examined([(PATH, Receipt(1, 0, 17))], [WISH]))
    practice.ask("What do you want?")
    practice.reply("To run nights.", examined([(PATH, Receipt(1, 0, 17))]), judged(5, 2, 5, 5, 5))
    upgrade = build(practice.stop().sheet()).upgrade
    assert upgrade is not None
    assert (upgrade.slot, [missing.words for missing in upgrade.missing]) == (1, ["says what you want"])


def test_who_did_not_answer_the_follow_up_is_told_what_is_missing() -> None:
    practice = Practice().set_up()
    practice.reply(FIRST, examined([(PATH, Receipt(1, 0, 17))], [WISH]))
    practice.ask("What do you want?")
    practice.reply("Hm.", examined([(PATH, Receipt(1, 0, 17))], [WISH]), judged(4, 3, 4, 4, 4))
    lines = section(the_report(practice.stop()), "1. Who are you?")
    assert "text: What a fuller answer does as well (if yours did, it was not recognised):" in lines
    assert not any("words of your own" in line for line in lines)


def test_a_level_held_down_for_want_of_points_says_so_once() -> None:
    found = tuple(
        Finding(one.criterion, one.level, one.receipts, f"because-{one.criterion.value}-share", 0, 2)
        for one in judged(3, 1, 3, 3, 3, at=Receipt(1, 0, 9))
    )
    practice = Practice().set_up().reply(STORY, examined(missing=[]), found)
    lines = section(the_report(practice.stop()), "1. Who are you?")
    assert lines[lines.index("text: How it was judged:") + 1 :][:2] == [
        "item: Relevance, Depth, Structure, Communication 3 of 5: None of the points that matter was "
        "recognised, and without one this goes no higher.",
        "item: Substance 1 of 5",
    ]


def test_a_quotation_that_breaks_off_has_an_ellipsis() -> None:
    practice = Practice().set_up()
    good = judged(4, 4, 4, 4, 4, at=Receipt(1, 19, 36))
    practice.reply(FIRST, examined([(PATH, Receipt(1, 0, 17))]), good)
    assert section(the_report(practice.stop()), "What went best")[-1] == "quote: I baked rye bread …"


def test_language_tips_stand_by_themselves_with_their_changes_marked() -> None:
    practice = a_practice()
    tips = ((), (Tip(2, 8, "have worked", "The perfect suits what goes on."),))
    shown = drawn(document(build(practice.sheet(tips=tips)), texts()))
    assert section(shown, "Language")[:2] == [
        "item: I [worked → have worked] in Leeds.",
        "note: The perfect suits what goes on.",
    ]


def test_language_tips_on_demand_say_so_when_there_are_none() -> None:
    assert drawn(grammar("All is fine.", (), texts())) == "text: No language tips for this answer.\n"


@pytest.mark.parametrize("criterion", list(Criterion))
def test_the_five_criteria_are_always_listed(criterion: Criterion) -> None:
    name = texts().say(f"rubric-{criterion.value}")
    assert any(name in line for line in section(the_report(a_practice()), "The five criteria"))


def a_slot(levels: tuple[int, ...], *answers: str) -> str:
    """The report on one answered question, then stopped."""
    practice = Practice().set_up()
    spans = [(gap, Receipt(1, 0, len(answers[0]))) for gap in (PATH, WISH)]
    practice.reply(answers[0], examined(spans), judged(*levels, at=Receipt(1, 0, 9)))
    return the_report(practice.stop())


def test_points_shown_by_the_same_words_quote_them_once_and_in_part() -> None:
    lines = section(
        a_slot((3, 3, 3, 3, 3), "one two three four five six seven eight nine ten eleven twelve end"),
        "1. Who are you?",
    )
    assert lines[2:4] == [
        "item: says where you worked: “one two three four five six seven eight nine ten eleven twelve …”",
        "item: says what you want (in the same words)",
    ]


def test_levels_that_need_no_reason_share_a_line() -> None:
    lines = section(a_slot((5, 5, 4, 5, 3), STORY), "1. Who are you?")
    assert lines[lines.index("text: How it was judged:") + 1 :][:3] == [
        "item: Relevance, Substance, Structure 5 of 5",
        "item: Depth 4 of 5: Details of two sorts show how it was or how it works.",
        "item: Communication 3 of 5: Understandable, with a slow start, long sentences or detours.",
    ]


def test_a_small_upgrade_is_called_small() -> None:
    assert section(a_slot((5, 5, 4, 5, 5), STORY), "Your biggest upgrade")[:2] == [
        "text: Nothing big; this would polish it:",
        "strong: Depth, question 1: 4 of 5",
    ]


def test_a_strength_quotes_the_longest_of_its_places() -> None:
    practice = Practice().set_up()
    short, long_ = Receipt(1, 0, 8), Receipt(1, 19, 51)
    good = Finding(Criterion.SUBSTANCE, 4, (short, long_), "because-substance-share", 2, 3)
    found = tuple(good if one.criterion is Criterion.SUBSTANCE else one for one in judged(4, 4, 4, 4, 4))
    practice.reply(FIRST, examined([(PATH, short)]), found)
    assert (
        section(the_report(practice.stop()), "What went best")[-1] == "quote: I baked rye bread for six years"
    )


def test_no_thank_you_is_not_printed_as_a_question() -> None:
    practice = a_practice()
    asked = next(id_ for id_, text in practice.texts.items() if text == "How big is the team?")
    practice.texts[asked] = "No questions, thank you."
    lines = section(the_report(practice), "Your own questions")
    assert lines == [
        "text: You had no question this time, which is fine in a practice. In an interview, asking one shows "
        "interest and helps you decide. Two that would fit:",
        "item: What sells best?",
        "item: When does the day end?",
    ]
