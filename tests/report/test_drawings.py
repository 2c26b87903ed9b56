"""The report as JSON, the reasons behind it, and its language tips."""

from __future__ import annotations

import json

from core.interview.ports import Tip
from core.interview.values import Scores
from core.report.as_json import canonical, plain
from core.report.corrections import corrections
from core.report.model import REMOVED
from core.report.saying import marked
from core.report.view import build
from core.report.why import document
from core.texts.catalog import texts
from tests.report.practice import a_practice

KEYS = {
    "": "attempts corrections criteria debrief delivery facts judges levels own purpose readiness redo "
    "schema self_rated slots strength trend upgrade",
    "facts": "answered asked date domain follow_ups length level minutes planned skipped stopped",
    "readiness": "figures row verdict weakest",
    "strength": "found slot strong",
    "upgrade": "advice found missing next slot",
    "redo": "add advice question slot",
    "own": "asked suggestions",
    "delivery": "spoken turns typed usual whole",
    "judges": "name stepped_in work",
}
SLOT_KEYS = (
    "answer covered ended findings follow_ups generated hinted in_own_words judged_by left missing "
    "model_answer number outcome phase question refused worded_by"
)
FINDING_KEYS = "anchor because by criterion level quotes spread unjudged"
FOLLOW_UP_KEYS = "answer by gap hinted kind outcome question refused rule short sides why"


def why(scores: Scores = Scores.SHOW) -> list[str]:
    report = build(a_practice(scores).sheet())
    return [f"{block.style.value}: {block.text}" for block in document(report, texts())]


def test_the_json_has_exactly_the_keys_of_its_schema() -> None:
    found = plain(build(a_practice().sheet()), texts())
    assert found["schema"] == "greenroom-report/1"
    for place, keys in KEYS.items():
        assert " ".join(sorted(found[place] if place else found)) == keys
    slot = found["slots"][0]
    assert " ".join(sorted(slot)) == SLOT_KEYS
    assert " ".join(sorted(slot["findings"][0])) == FINDING_KEYS
    assert " ".join(sorted(slot["follow_ups"][0])) == FOLLOW_UP_KEYS


def test_the_json_holds_values_and_whole_sentences() -> None:
    found = json.loads(canonical(build(a_practice().sheet()), texts()))
    finding = found["slots"][0]["findings"][3]
    assert finding == {
        "criterion": "structure",
        "level": 2,
        "unjudged": None,
        "anchor": "One part of a story or one step is clear, the rest is not.",
        "because": 'One word such as "first", "because" or "then" guides the listener; '
        "2 would carry the line.",
        "quotes": [
            {
                "turn": 1,
                "text": "I worked in Leeds",
                "from_ms": None,
                "to_ms": None,
                "goes_on": False,
                "part": None,
            }
        ],
        "by": "",
        "spread": None,
    }
    assert found["readiness"]["figures"] == {"overall": 350, "substance": 300, "lowest": 250, "judged": 50}


def test_the_json_text_is_the_same_for_the_same_report() -> None:
    first, second = (canonical(build(a_practice().sheet()), texts()) for _ in range(2))
    assert first == second
    assert first.startswith('{"attempts":[],"corrections":[],"criteria":[{"anchor":"The answer stays')


def test_the_json_without_levels_has_none() -> None:
    found = plain(build(a_practice(Scores.HIDE).sheet()), texts())
    assert [criterion["hundredths"] for criterion in found["criteria"]] == [None] * 5
    assert {finding["level"] for slot in found["slots"] for finding in slot["findings"]} == {None}
    assert found["readiness"]["figures"] is None


def test_why_tells_the_rule_of_a_follow_up() -> None:
    lines = why()
    at = lines.index("text: Tell me about a burnt batch.")
    assert lines[at + 1 : at + 7] == [
        "item: Rule 3 (a part is missing). "
        "A good answer tells how it ended and what changed; with this yours does.",
        "note: How did it end?",
        "quote: We sold the rest and I bought a second timer.",
        "item: Rule 3 (a part is missing). A good answer says what you want.",
        "note: What do you want?",
        "note: You skipped it.",
    ]


def test_why_tells_anchor_reason_and_quote_of_a_level() -> None:
    lines = why()
    at = lines.index("strong: Depth: 5 of 5")
    assert lines[at + 1 : at + 4] == [
        "text: Looks like this: "
        "Numbers, names, examples or deeds throughout: someone who did it is speaking.",
        "text: There are details of several sorts, and enough of them.",
        "quote: I baked rye bread for six years",
    ]


def test_why_without_levels_tells_no_level() -> None:
    lines = why(Scores.HIDE)
    assert "strong: Depth" in lines
    assert not [line for line in lines if "of 5" in line or "13 words" in line]


def test_a_tip_is_marked_in_its_sentence_with_its_reason() -> None:
    text = "It is late. He go to school. Bye."
    (found,) = corrections([text], [(Tip(15, 17, "goes", "Verb."),)])
    assert (found.turn, found.why) == (0, "Verb.")
    assert marked(found.pieces) == "He [go → goes] to school."


def test_a_word_too_much_and_one_too_few_are_marked_as_such() -> None:
    extra = corrections(["He is is here."], [(Tip(3, 8, "is", "Twice."),)])
    assert marked(extra[0].pieces) == "He is [- is] here."
    short = corrections(["He is in garden."], [(Tip(6, 8, "in the", "Article."),)])
    assert marked(short[0].pieces) == "He is in [+ the] garden."


def test_a_reason_is_told_once_and_three_at_most() -> None:
    answers = ["aa. bb. cc.", "dd. ee."]
    tips = [
        (Tip(0, 2, "A", "One."), Tip(4, 6, "B", "One."), Tip(8, 10, "C", "Two.")),
        (Tip(0, 2, "D", "Three."), Tip(4, 6, "E", "Four.")),
    ]
    found = corrections(answers, tips)
    assert [(one.turn, marked(one.pieces), one.why) for one in found] == [
        (0, "[aa → A].", "One."),
        (0, "[cc → C].", "Two."),
        (1, "[dd → D].", "Three."),
    ]


def test_removed_words_have_no_tips() -> None:
    assert corrections([REMOVED], [(Tip(20, 22, "x", "y"),)]) == ()
