"""What the quality checks find in a file, each by a file that has it and one that has it not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from core.domains.faults import Found
from core.domains.loader import FOLDER, load_file
from core.domains.quality.answers import Seen, answers, confusion_of
from core.domains.quality.balance import balance
from core.domains.quality.duplicates import duplicates
from core.domains.quality.readability import grade, readability, syllables
from core.domains.quality.remarks import Tools, remarks
from core.domains.quality.source import Source, source_of
from core.domains.quality.spelling import spelling
from core.domains.quality.wording import wording
from core.interview.values import Domain, Length, Phase, Question, Quota
from core.texts.catalog import texts
from tests.domains.samples import VALID

TOP = dict.fromkeys(("relevance", "substance", "depth", "structure", "communication"), 5)
FLOUR = "How do you make dough number 4?"


def source(folder: Path, *changes: tuple[str, str], name: str = "baker", of: str = VALID) -> Source:
    for old, new in changes:
        assert old in of
        of = of.replace(old, new, 1)
    (folder / f"{name}.toml").write_text(of)
    return source_of(folder / f"{name}.toml", load_file(folder / f"{name}.toml"))


def told(found: Iterable[Found]) -> list[tuple[str, Mapping[str, str | int]]]:
    return [(one.key, one.values) for one in found]


def all_points(domain: Domain, question: Question, answer: str) -> Seen:
    own = answer == question.model_answer
    return Seen(frozenset(point.id for point in question.points) if own else frozenset(), levels=TOP)


# --- duplicates ----------------------------------------------------------------------------------------

DIFFERENT = [
    (f"How do you make dough number {number}?", text)
    for number, text in enumerate(
        [
            "Why does a cold kitchen slow the yeast down?",
            "Which flour would you buy for rye?",
            "What happens to gluten when you knead for long?",
            "How would you plan the ovens on a holiday morning?",
            "When is a loaf done, and how can you tell?",
            "What do you check when a delivery arrives?",
            "Which steps keep an allergen out of the next batch?",
            "How much water does a soft crumb need?",
            "What is the use of a starter?",
        ],
        start=1,
    )
]


def test_different_questions_are_no_duplicates(tmp_path: Path) -> None:
    assert list(duplicates([source(tmp_path, *DIFFERENT)], [])) == []


def test_a_question_asked_twice_is_told_at_the_second(tmp_path: Path) -> None:
    doubled = [*DIFFERENT[:-1], (DIFFERENT[-1][0], "So which flour would you buy for rye?")]
    [(_, found)] = duplicates([source(tmp_path, *doubled)], [])
    assert found.path == ("question", 10, "text")
    assert (found.key, found.values) == ("quality-duplicate", {"id": "dough-2"})


def test_a_question_of_another_domain_is_told_with_it(tmp_path: Path) -> None:
    here = source(tmp_path, *DIFFERENT)
    other = source(tmp_path, *DIFFERENT[:-1], ("dough number 9?", "a starter live?"), name="cook")
    found = [one.values for _, one in duplicates([here], [other])]
    assert {"id": "dough-2", "domain": "cook"} in found
    assert len(found) == 10


def test_a_file_is_not_compared_with_one_of_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    here, same = source(tmp_path, *DIFFERENT), source(tmp_path / "own", *DIFFERENT)
    assert list(duplicates([here], [same])) == []


def test_an_inherited_question_is_no_duplicate_of_its_origin(tmp_path: Path) -> None:
    here = source(tmp_path, *DIFFERENT)
    heir = 'title = "Cook"\nrole = "cook"\nsummary = "Food."\ninherits = "baker"\n'
    assert list(duplicates([here, source(tmp_path, name="cook", of=heir)], [])) == []


# --- length, grade -------------------------------------------------------------------------------------


def test_syllables_are_runs_of_vowels_without_a_silent_e() -> None:
    words = ("bread", "bake", "table", "degree", "escalation", "rhythm", "the")
    assert [syllables(word) for word in words] == [1, 1, 2, 2, 4, 1, 1]


def test_the_grade_is_flesch_and_kincaids() -> None:
    # 6 words, 1 sentence, 6 syllables: 0.39 * 6 + 11.8 * 1 - 15.59
    assert grade("The cat sat on the mat.") == pytest.approx(-1.45)
    # 4 words, 2 sentences, 9 syllables: 0.39 * 2 + 11.8 * 2.25 - 15.59
    assert grade("Every baker. Never tired!") == pytest.approx(11.74)
    assert grade("?") == 0


def test_a_short_a_long_and_a_hard_question_are_told(tmp_path: Path) -> None:
    hard = (
        "How do organisational considerations systematically influence"
        " interdepartmental prioritisation of preventative maintenance?"
    )
    here = source(
        tmp_path,
        ("How do you make dough number 1?", "Which flour is best?"),
        ("How do you make dough number 2?", "How do you make it " + "and then again " * 14 + "once?"),
        ("How do you make dough number 3?", hard),
    )
    keys = [(one.path, one.key) for one in readability(here)]
    assert keys == [
        (("question", 2, "text"), "quality-length"),
        (("question", 3, "text"), "quality-length"),
        (("question", 4, "text"), "quality-grade"),
    ]


# --- wording -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "about"),
    [
        ("How old are you, if I may ask?", "age"),
        ("In what year were you born?", "age"),
        ("Do you have any children at home?", "family"),
        ("Are you planning to start a family soon?", "family"),
        ("Are you married, or do you live alone?", "marriage"),
        ("What does your husband say about nights?", "marriage"),
        ("Which church do you belong to?", "religion"),
        ("Are you religious in any way?", "religion"),
        ("Do you have any health problems we should know of?", "health"),
        ("How many days were you off sick last year?", "health"),
        ("Where are you originally from?", "origin"),
        ("Is English your native language?", "origin"),
        ("Are you gay or straight?", "sexual orientation"),
        ("Whom did you vote for last time?", "politics"),
        ("Have you ever been arrested?", "money and record"),
    ],
)
def test_what_no_interviewer_may_ask_is_told(tmp_path: Path, asked: str, about: str) -> None:
    found = told(wording(source(tmp_path, (FLOUR, asked))))
    assert [(key, values["about"]) for key, values in found] == [("quality-illegal", about)]


@pytest.mark.parametrize(
    "asked",
    [
        "How do you calm a family that asks for news every ten minutes?",
        "A patient asks how old you are. What do you answer?",
        "How do you ask a patient about alcohol, smoking and their health?",
        "A guest tells you where they are from and that they are fasting. What do you do?",
    ],
)
def test_a_trades_own_questions_pass(tmp_path: Path, asked: str) -> None:
    assert told(wording(source(tmp_path, (FLOUR, asked)))) == []


@pytest.mark.parametrize(
    "asked",
    [
        "Don't you think that rye needs longer?",
        "You would let it rest overnight, wouldn’t you?",
        "A warm oven is enough for rye, right?",
        "Isn't it better to bake at night?",
    ],
)
def test_a_question_that_leads_is_told(tmp_path: Path, asked: str) -> None:
    assert [key for key, _ in told(wording(source(tmp_path, (FLOUR, asked))))] == ["quality-leading"]


def test_asking_what_is_right_or_who_says_no_does_not_lead(tmp_path: Path) -> None:
    for asked in ("How do you know that the crumb is right?", "What do you do when the chef says no?"):
        assert told(wording(source(tmp_path, (FLOUR, asked)))) == []


def test_words_that_leave_people_out_are_told_wherever_somebody_reads_them(tmp_path: Path) -> None:
    here = source(
        tmp_path,
        ("Bread and people.", "Bread for you guys."),
        ("One morning is enough.", "Say what he or she did."),
        ("word word word", "the chairman word"),
    )
    assert [(one.path[0], one.values["phrase"]) for one in wording(here)] == [
        ("summary", "guys"),
        ("question", "he or she"),
        ("question", "chairman"),
    ]


def test_a_probe_with_a_quotation_in_it_is_told(tmp_path: Path) -> None:
    here = source(tmp_path, ("What did you see first?", "Who said 'fire' first?"))
    assert told(wording(here)) == []
    here = source(tmp_path, ("What did you see first?", "Who said “fire” first?"))
    assert [one.path for one in wording(here)] == [("question", 0, "probe", 0, "text")]


# --- balance -------------------------------------------------------------------------------------------


def test_a_balanced_file_has_no_remark(tmp_path: Path) -> None:
    assert list(balance(source(tmp_path))) == []


def test_a_difficulty_with_too_few_questions_is_told(tmp_path: Path) -> None:
    easy = VALID.replace("difficulty = 3", "difficulty = 1")
    assert told(balance(source(tmp_path, of=easy))) == [
        ("quality-difficulty", {"difficulty": 3, "count": 0, "least": 2})
    ]


def test_a_phase_of_one_difficulty_is_told(tmp_path: Path) -> None:
    same = VALID.replace("difficulty = 1", "difficulty = 2").replace("difficulty = 3", "difficulty = 2")
    found = [
        values for key, values in told(balance(source(tmp_path, of=same))) if key.endswith("one-difficulty")
    ]
    assert found == [{"phase": "technical", "count": 10}]


def test_questions_no_flow_asks_are_told(tmp_path: Path) -> None:
    here = source(tmp_path)
    quotas = (Quota(Phase.BEHAVIORAL, 1, 0), Quota(Phase.TECHNICAL, 3, 0))
    without = replace(here, domain=replace(here.domain, flow=((Length.SHORT, quotas),)))
    assert told(balance(without)) == [("quality-never-asked", {"phase": "technical", "kind": "generated"})]


# --- spelling ------------------------------------------------------------------------------------------


def test_an_unknown_word_is_told_once_and_terms_capitals_and_cues_never(tmp_path: Path) -> None:
    here = source(
        tmp_path,
        ("One morning is enough.", "One mourning of levain with Xaver."),
        ("Begin with the flour.", "Begin with the mourning couches."),
        ('cues = ["timer"]', 'cues = ["mournings"]'),
    )
    asked: list[str] = []

    def misspelt(words: Iterable[str]) -> dict[str, str]:
        asked.extend(words)
        return {"mourning": "morning"}

    assert told(spelling(here, misspelt)) == [("quality-spelling", {"word": "mourning", "near": "morning"})]
    assert not {"levain", "couches", "Xaver", "mournings"} & set(asked)


# --- answers -------------------------------------------------------------------------------------------


def test_answers_that_prove_their_points_have_no_remark(tmp_path: Path) -> None:
    assert list(answers(source(tmp_path, *_answers()), all_points)) == []


def test_a_point_its_own_answer_does_not_show_is_told_at_the_point(tmp_path: Path) -> None:
    def assess(domain: Domain, question: Question, answer: str) -> Seen:
        seen = all_points(domain, question, answer)
        return Seen(seen.points - {"saves"}, ("result",) if "saves" in seen.points else (), levels=TOP)

    found = list(answers(source(tmp_path, *_answers()), assess))
    assert [(one.path, one.key) for one in found] == [
        (("question", 0, "point", 1), "quality-unproven"),
        (("question", 0, "model_answer"), "quality-part-missing"),
    ]


def test_an_answer_judged_below_the_top_or_off_topic_is_told(tmp_path: Path) -> None:
    def assess(domain: Domain, question: Question, answer: str) -> Seen:
        seen = all_points(domain, question, answer)
        if question.id == "dough-1":
            return Seen(seen.points, levels={**TOP, "substance": 4})
        return Seen(seen.points, on_topic=question.id != "dough-2", levels=TOP)

    found = told(answers(source(tmp_path, *_answers()), assess))
    assert found == [
        ("quality-not-top", {"mean": "4.8", "least": "4", "criterion": "substance", "level": 4}),
        ("quality-off-topic", {}),
    ]


def test_a_point_found_in_every_other_answer_is_told(tmp_path: Path) -> None:
    def assess(domain: Domain, question: Question, answer: str) -> Seen:
        own = all_points(domain, question, answer).points
        return Seen(own | ({"saves"} if question.id == "burnt-batch" else set()), levels=TOP)

    here = source(tmp_path, *_answers())
    assert told(answers(here, assess)) == [("quality-common", {"id": "saves", "count": 10, "tried": 10})]
    row = confusion_of(here.domain, here.domain.questions[0], assess)
    assert (row.tried, dict(row.points), len(row.mistaken)) == (
        10,
        {"notices": 0, "saves": 10, "learns": 0},
        10,
    )


def _answers() -> list[tuple[str, str]]:
    """Every answer another one, since the sample's are the same."""
    return [(f'"{"word " * 60}"', f'"number {number} {"word " * 60}"') for number in range(10)]


# --- all of them ---------------------------------------------------------------------------------------


def test_a_remark_has_its_line_and_does_not_fail_and_an_illegal_question_does(tmp_path: Path) -> None:
    asked = ("How do you make dough number 1?", "How old are you when you bake?")
    here = source(
        tmp_path, *_answers(), ("One morning is enough.", "One day for you guys."), asked, *DIFFERENT[1:]
    )
    found = remarks([here], [], Tools(all_points, lambda words: {}))
    assert [(fault.line, fault.key, fault.remark) for fault in found] == [
        (30, "quality-inclusive", True),
        (99, "quality-illegal", False),
    ]
    assert found[0].told(texts()) == (
        f"{tmp_path}/baker.toml:30: remark: `question.burnt-batch.hint` says “guys”."
        " Write everyone, people, colleagues instead."
    )
    assert "which asks the candidate about their age. No interviewer may ask that" in found[1].told(texts())


def test_every_remark_can_be_told() -> None:
    file = FOLDER.parent / "texts" / "en" / "quality.ftl"
    keys = [line.split(" =")[0] for line in file.read_text().splitlines() if line.startswith("quality-")]
    names = "where id domain count least most grade phrase about instead word near difficulty phase kind"
    values = dict.fromkeys([*names.split(), "part", "mean", "criterion", "level", "tried"], "x")
    assert len([key for key in keys if texts().say(key, values)]) >= 15
