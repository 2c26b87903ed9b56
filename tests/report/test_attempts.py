"""Two attempts at one question, side by side, each as it was."""

from __future__ import annotations

from dataclasses import replace

from core.interview import events as ev
from core.interview.planning import once_more
from core.interview.state import Kind
from core.interview.values import Again, Choice, Purpose, Receipt, Scores
from core.report.as_json import plain
from core.report.attempts import attempts
from core.report.model import Direction
from core.report.sheet import Sheet
from core.report.text import document
from core.report.view import build
from core.speech.interview import spoken
from core.texts.catalog import texts
from tests.report.practice import PATH, QUESTIONS, RESULT, WISH, Practice, a_practice, examined, judged
from tests.speech.spoken import evenly

BETTER = "First I threw the bread away, then I rang the shop. Since then a second timer stands on the oven."


def a_redo(slot: int = 1, scores: Scores = Scores.SHOW) -> Practice:
    """The story once more: its end and what was wished are there now, where it was is not."""
    redo = Practice()
    redo.at += 86_400_000
    again = Again("first", slot)
    redo.send(ev.Opened(redo.tick(), 1, 3_000, Purpose.REDO, again))
    for choice, value in ((Choice.DOMAIN, "nurse"), (Choice.LEVEL, "mid"), (Choice.SCORES, scores)):
        redo.send(ev.Chosen(redo.at, choice, value))
    redo.send(ev.Begun(redo.at))
    slots = [replace(a_practice().state.slots[slot], domain="nurse", edition="edition")]
    redo.send(ev.Planned(redo.at, redo.request(Kind.PLAN).request, once_more(slots, "nurse")))
    return redo


def answered(redo: Practice) -> Practice:
    end = Receipt(0, 63, 96)
    redo.reply(BETTER, examined([(RESULT, end), (WISH, end)], [PATH]))
    redo.ask("Where was it?")
    redo.skip()
    redo.found(judged(4, 4, 2, 3, 4, at=end))
    return redo.draw()


def sheet_of(redo: Practice, slot: int = 1) -> Sheet:
    made = redo.sheet()
    asked = (QUESTIONS[slot].text, *made.asked[1:])
    return replace(made, questions=(QUESTIONS[slot],), asked=asked, first=a_practice().sheet())


def section(sheet: Sheet, title: str) -> list[str]:
    lines = [block.text for block in document(build(sheet), texts())]
    return lines[lines.index(title) :]


def test_both_answers_stand_side_by_side_with_what_moved_and_what_closed() -> None:
    assert section(sheet_of(answered(a_redo())), "Your two attempts")[:16] == [
        "Your two attempts",
        "First attempt, 2023-11-14: 22 words, 2 follow-ups",
        "One night I burnt two hundred loaves because I forgot the timer. We sold the rest and I bought a "
        "second timer.",
        "Second attempt, 2023-11-15: 20 words, one follow-up",
        BETTER,
        "Relevance: 4 → 4 of 5 (the same)",
        "Substance: 3 → 4 of 5 (better)",
        "Depth: 3 → 2 of 5 (lower)",
        "Structure: 3 → 3 of 5 (the same)",
        "Communication: not judged → 4 of 5",
        "New in the second attempt, and missing in the first:",
        "says what you want: “a second timer stands on the oven”",
        "There in the first attempt, and not recognised in the second:",
        "says where you worked",
        "What went best",
        "Substance, question 1: 4 of 5",
    ]


def test_the_first_report_tells_of_what_was_answered_again_and_stays_as_it_was() -> None:
    first = a_practice().sheet()
    alone = [block.text for block in document(build(first), texts())]
    later = [
        block.text
        for block in document(build(replace(first, later=(sheet_of(answered(a_redo())),))), texts())
    ]
    start = later.index("Question 2, answered again on 2023-11-15")
    assert later[start + 2].startswith("One night I burnt two hundred loaves")
    assert [line for line in alone if line not in later] == []


def test_without_levels_it_says_in_words_what_moved() -> None:
    shown = section(sheet_of(answered(a_redo(scores=Scores.HIDE))), "Your two attempts")
    assert shown[5:10] == [
        "Relevance: about the same",
        "Substance: better",
        "Depth: lower",
        "Structure: about the same",
        "Communication: nothing to compare with yet",
    ]


def test_the_json_has_both_attempts() -> None:
    (pair,) = plain(build(sheet_of(answered(a_redo()))), texts())["attempts"]
    assert (pair["number"], pair["first"]["date"], pair["second"]["date"]) == (2, "2023-11-14", "2023-11-15")
    assert pair["moved"][1] == {"criterion": "substance", "direction": "up", "before": 3, "after": 4}


def test_a_skipped_first_attempt_has_no_answer_beside_the_second() -> None:
    (pair,) = attempts(sheet_of(answered(a_redo(slot=2)), slot=2))
    assert pair.first.answers == ()
    assert {move.direction for move in pair.moved} == {Direction.UNKNOWN}


def test_how_both_were_spoken_is_compared_where_both_were_spoken() -> None:
    first = Practice(seed=1).set_up()
    first.speak(" ".join(["word"] * 100), evenly((100, 60_000)))
    first.examine(examined([(PATH, Receipt(1, 0, 4))]))
    first.found(judged(3, 3, 3, 3, 3, at=Receipt(1, 0, 4)))
    first.stop()
    redo = a_redo(slot=0)
    redo.speak(" ".join(["word"] * 140), evenly((140, 60_000)))
    redo.examine(examined([(PATH, Receipt(0, 0, 4))]))
    redo.found(judged(3, 3, 3, 3, 3, at=Receipt(0, 0, 4)))
    redo.draw()
    sheet = sheet_of(redo, 0)
    before = replace(first.sheet(), spoken=spoken(first.state))
    shown = section(replace(sheet, first=before, spoken=spoken(redo.state)), "Your two attempts")
    assert "Pace: 100 → 140 words a minute" in shown
    assert "Fillers: 0.0 → 0.0 a minute" in shown


def test_an_ordinary_interview_has_no_attempts() -> None:
    assert attempts(a_practice().sheet()) == ()
