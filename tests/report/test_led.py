"""A report of an interview that a model led: its words, what it did, where the bank stepped in."""

from __future__ import annotations

from dataclasses import replace

from core.interview import events as ev
from core.interview.ports import Correction, Debrief, Tip
from core.interview.state import Kind
from core.interview.values import Criterion, Finding, Receipt, Refusal, Scores, Unjudged
from core.report import text, why
from core.report.as_json import plain
from core.report.drawing.paper import paper
from core.report.model import REMOVED, Judges, Refused, Work
from core.report.outline import outline
from core.report.sheet import Sheet
from core.report.view import build
from core.texts.catalog import texts
from tests.report.practice import FIRST, PATH, RESULT, STORY, WISH, Practice, a_practice, examined, judged

WORKED = Receipt(1, 0, 17)
CORRECTION = Correction(1, 21, 26, "have baked", "It goes on until today.")
DEBRIEF = Debrief(
    "mistral",
    "You told of Leeds and of a burnt batch.",
    "You said “I worked in Leeds”.",
    "Say how it ended.",
    "Nearly there.",
)


def led(scores: Scores = Scores.SHOW, *, forgotten: bool = False) -> Sheet:
    """Two questions: one the model judged but for depth, one in which the bank had to word and to judge."""
    practice = Practice(scores=scores, by="mistral").set_up()
    practice.reply(FIRST, examined([(PATH, WORKED)], [WISH]))
    practice.ask("You worked in Leeds: what do you want now?")
    practice.reply("To learn.", examined([(PATH, WORKED), (WISH, WORKED)]))
    own = Finding(Criterion.RELEVANCE, 4, (WORKED,), lowest=3, highest=4)
    sure = Finding(Criterion.SUBSTANCE, 4, (WORKED,), lowest=4, highest=4)
    instead = Finding(Criterion.DEPTH, 2, (WORKED,), by="bank", refused=("quote_not_found",))
    rest = judged(*[Unjudged.INSUFFICIENT_DATA] * 5)[3:]
    request = practice.request(Kind.JUDGE).request
    found = (own, sure, instead, *rest)
    practice.send(ev.Judged(practice.at, request, found, "mistral", (), "corrections", ("changes_much",)))
    practice.reply(STORY, examined([(PATH, Receipt(3, 0, 9))], [RESULT]))
    worded = practice.request(Kind.WORD).request
    practice.texts["instead"] = "How did it end?"
    practice.send(ev.Worded(practice.at, worded, "instead", "bank", ("praises", "quote_not_found")))
    practice.send(ev.Stopped(practice.tick()))
    request = practice.request(Kind.JUDGE).request
    practice.send(ev.Judged(practice.at, request, judged(3, 3, 3, 3, 3), "bank", ("no_answer",)))
    request = practice.request(Kind.DRAW).request
    practice.send(ev.Drawn(practice.at, request, "debrief", "mistral", ("contradicts",)))
    debrief = Debrief("mistral", REMOVED, REMOVED, REMOVED, REMOVED) if forgotten else DEBRIEF
    return replace(
        practice.sheet(forgotten=forgotten),
        corrected=() if forgotten else (("mistral", CORRECTION),),
        debrief=debrief,
    )


def lines(sheet: Sheet) -> list[str]:
    return [f"{block.style.value}: {block.text}" for block in text.document(build(sheet), texts())]


def section(shown: list[str], title: str) -> list[str]:
    """What stands under a heading."""
    after = shown[shown.index(f"heading: {title}") + 1 :]
    ends = [number for number, line in enumerate(after) if line.startswith("heading: ")]
    return after[: ends[0]] if ends else after


NOTE = (
    "note: Written by Mistral from what stands in this report. The verdict, the levels and the choice of "
    "what to do next are made by fixed rules and count where the two differ."
)


JUDGED = (
    "note: Judged by Mistral under fixed rules. Every quotation is from your answers, and the totals are "
    "computed, not guessed."
)


def test_a_debrief_stands_after_what_code_chose_and_is_marked() -> None:
    shown = lines(led())
    headings = [line for line in shown if line.startswith("heading: ")]
    assert headings[:6] == [
        "heading: How ready these answers are",
        "heading: What went best",
        "heading: Your biggest upgrade",
        "heading: Answer this one again",
        "heading: In other words",
        "heading: The five criteria",
    ]
    assert section(shown, "In other words") == [
        "text: You told of Leeds and of a burnt batch.",
        "item: You said “I worked in Leeds”.",
        "item: Say how it ended.",
        "item: Nearly there.",
        NOTE,
    ]


def test_a_debrief_whose_words_are_gone_is_shown_as_removed() -> None:
    assert section(lines(led(forgotten=True)), "In other words") == [
        f"text: {REMOVED}",
        *[f"item: {REMOVED}"] * 3,
        NOTE,
    ]


def test_who_did_what_is_told_in_one_paragraph() -> None:
    assert section(lines(led()), "Who did what") == [
        "text: Of the 2 questions and follow-ups made for you, Mistral worded 1. "
        "Of the 8 levels given, Mistral gave 2. It wrote the words under “In other words” and one language "
        "correction. The built-in question bank stepped in for Mistral in questions 1, 2. "
        "Not taken from the model: a quotation that is not in your answers (2 times), praise in a question, "
        "a correction that said something else, an answer that did not come in time, a summary that did not "
        "fit what was found.",
        JUDGED,
    ]


def test_who_did_what_is_counted() -> None:
    refused = (
        Refused("quote_not_found", 2),
        Refused("praises", 1),
        Refused("no_answer", 1),
        Refused("changes_much", 1),
        Refused("contradicts", 1),
    )
    work = Work(0, 0, 1, 2, 2, 8, corrections=1, debrief=True, refused=refused)
    found = build(led()).judges
    assert found.work is not None and sorted(found.work.refused, key=lambda one: one.reason) == sorted(
        refused, key=lambda one: one.reason
    )
    assert replace(found, work=replace(found.work, refused=refused)) == Judges("mistral", (1, 2), work)


def test_the_bank_alone_did_all_there_was_to_do() -> None:
    report = build(a_practice().sheet())
    assert report.judges == Judges("bank", ())
    assert (report.debrief, report.corrections) == (None, ())


def test_a_model_of_which_nothing_was_taken_has_no_name() -> None:
    practice = Practice().set_up()
    practice.reply(FIRST, examined([(PATH, WORKED)]))
    request = practice.request(Kind.JUDGE).request
    practice.send(ev.Judged(practice.at, request, judged(3, 3, 3, 3, 3), "bank", ("no_answer",)))
    assert section(lines(practice.stop().sheet()), "Who did what") == [
        "text: A language model was asked first, and nothing of it was taken: all that was asked and judged "
        "is the built-in question bank's. Not taken from the model: an answer that did not come in time.",
        "note: Judged by fixed rules against the question's own key points. Every quotation is from your "
        "answers.",
    ]


SLIP = Tip(2, 8, "have worked", "It goes on.")


def test_corrections_stand_beside_the_tips_each_with_whose_it_is() -> None:
    tips = ((), (SLIP,))
    assert section(lines(replace(led(), tips=tips)), "Language") == [
        "item: I [worked → have worked] in Leeds.",
        "note: It goes on. (the checker)",
        "item: I [baked → have baked] rye bread for six years.",
        "note: It goes on until today. (Mistral)",
        "note: Language tips never change a level. They come from a checker that can be wrong; take what "
        "helps.",
        "note: What Mistral corrects is a suggestion too: a language model can be wrong where it sounds "
        "sure.",
    ]


def test_what_was_said_twice_is_corrected_once() -> None:
    twice = replace(led(), corrected=(("mistral", CORRECTION),) * 2)
    assert len(build(twice).corrections) == 1


def test_every_reason_for_which_something_is_refused_has_words() -> None:
    assert [one for one in Refusal if not texts().has(f"report-refused-{one.value.replace('_', '-')}")] == []


def test_what_the_checker_has_a_tip_on_is_not_corrected_again() -> None:
    told = replace(led(), tips=((), (replace(SLIP, start=20, end=24),)))
    assert [correction.by for correction in build(told).corrections] == [""]


def test_why_says_whose_words_a_question_is_in_and_how_surely_it_was_judged() -> None:
    shown = [f"{block.style.value}: {block.text}" for block in why.document(build(led()), texts())]
    at = shown.index("note: You worked in Leeds: what do you want now?")
    assert shown[at + 1] == "note: In the words of Mistral; what is asked for was decided by the rule."
    at = shown.index("note: How did it end?")
    assert shown[at + 1] == (
        "note: 2 times other words before were not taken: praise in a question, "
        "a quotation that is not in your answers."
    )
    assert "note: Judged several times over the same answers: from 3 to 4 of 5." in shown
    assert "note: Judged several times over the same answers: 4 of 5 each time." in shown
    assert "note: This one was judged by the built-in question bank." in shown
    assert [line for line in shown if line.startswith("note: Judged by")] == [
        "note: Judged by Mistral, by the rubric’s tables; substance against the 2 key points of its domain "
        "file.",
        "note: Judged by the built-in question bank, by the rubric’s tables; substance against the 2 key "
        "points of its domain file.",
    ]


def test_where_levels_are_hidden_no_spread_shows_them() -> None:
    report = build(led(Scores.HIDE))
    assert {found.spread for slot in report.slots for found in slot.findings} == {None}
    shown = [block.text for block in why.document(report, texts())]
    assert not [line for line in shown if "of 5" in line]


def test_the_json_holds_the_debrief_and_the_work() -> None:
    found = plain(build(led()), texts())
    assert found["debrief"]["by"] == "mistral"
    assert found["judges"]["work"]["refused"][0] == {"reason": "quote_not_found", "count": 2}
    assert found["corrections"][0]["by"] == "mistral"
    assert found["slots"][0]["findings"][0]["spread"] == [3, 4]


def test_the_paper_has_the_debrief_and_who_did_what() -> None:
    body = [printed.text for printed in paper(build(led()), texts()).body]
    assert body.index("In other words") < body.index("The five criteria") < body.index("Who did what")


def test_an_outline_holds_what_the_person_will_see() -> None:
    made = outline(build(led()), texts(), "an-id", "baker")
    assert made is not None
    assert (made.interview, made.role, made.readiness) == (
        "an-id",
        "baker",
        "Not enough to say. Too little was said to judge it fairly. Answer a few more questions in whole "
        "sentences.",
    )
    assert [(asked.number, asked.question, asked.missing) for asked in made.asked] == [
        (1, "Who are you?", ()),
        (2, "Tell me about a burnt batch.", ("tells how it ended and what changed", "says what you want")),
    ]
    assert [(shown.criterion.value, shown.level, shown.quotes) for shown in made.asked[0].findings] == [
        ("relevance", 4, ("I worked in Leeds",)),
        ("substance", 4, ("I worked in Leeds",)),
        ("depth", 2, ("I worked in Leeds",)),
    ]


def test_an_outline_without_levels_has_none_and_none_is_made_of_nothing() -> None:
    hidden = outline(build(led(Scores.HIDE)), texts(), "", "baker")
    assert hidden is not None
    assert {shown.level for asked in hidden.asked for shown in asked.findings} == {None}
    practice = Practice().set_up()
    practice.reply(FIRST, examined([(PATH, WORKED)]), judged(*[Unjudged.INSUFFICIENT_DATA] * 5))
    assert outline(build(practice.stop().sheet()), texts(), "", "baker") is None
