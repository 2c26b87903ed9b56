"""Echoes: people's own forms about other answers' words, taught and never scored as people's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.interview.guard import refusals
from core.interviewers.prompts.answers import Worded
from core.language.measuring import measure
from tests.training.prepare.making import row
from training.prepare.report import Sorted
from training.prepare.rows import Split
from training.prepare.targets.echoes import MOST_LIKE, Form, echoes, forms, naming
from training.prepare.targets.triples import follow_ups

TURNS = (
    (Split.TRAIN, "I led the audit in May.", "What did you do in the audit?"),
    (Split.TRAIN, "We lost my keys and a day.", "Where did you find the keys?"),
    (Split.TRAIN, "I moved the rota by hand.", "Was it so? Did you like the rota?"),  # two sentences
    (Split.TRAIN, "I sold the mill.", "Who has the mill now?"),  # not to the candidate
    (
        Split.TRAIN,
        "I called the ward, then the school.",
        "Did you like the ward or the school?",
    ),  # two words of it
    (Split.VALIDATION, "I called the school.", "Why did you call the school?"),
    (Split.TEST, "I sold the bakery.", "When did you sell the bakery?"),
)


def rows(turns: Sequence[tuple[Split, str, str]] = TURNS) -> list[Sorted]:
    given = [row(f"Question {n}?", said, asked, n) for n, (_, said, asked) in enumerate(turns)]
    return [
        Sorted(split, str(n), follow_up.example)
        for n, ((split, *_), follow_up) in enumerate(zip(turns, follow_ups(given), strict=True))
    ]


def asked(one: Sorted) -> str:
    assert isinstance(one.example.answer, Worded)
    return one.example.answer.question


def test_a_word_is_named_behind_an_article_where_no_other_noun_follows() -> None:
    text = "My team ran the mill, this week too, and the going was hard."
    assert [word[0] for word in naming(text)] == ["team", "mill", "week"]


def test_a_form_is_a_follow_up_without_the_one_word_that_it_takes_up() -> None:
    train = [one for one in rows() if one.split is Split.TRAIN]
    assert forms(train) == [
        Form("Where did you find the ", "?", True),
        Form("What did you do in the ", "?", False),
    ]


def test_of_many_forms_those_are_taken_that_are_most_like_all_that_people_asked() -> None:
    def form(row: Sorted, asked: str) -> Sorted:
        return replace(row, example=replace(row.example, answer=Worded(question=asked)))

    audit = rows()[0]
    usual = [form(audit, f"What did you {verb} in the audit?") for verb in ("do", "see", "say", "try") * 2]
    more = [form(audit, f"What did you {verb} in the audit?") for verb in ("ask", "get", "put", "read")]
    strange = form(audit, "Honestly, would you call the audit fun?")
    made = forms([strange, *usual, *more])
    assert len(made) == MOST_LIKE
    assert all(one.before.startswith("What did you") for one in made)


def test_echoes_ask_in_forms_of_the_train_split_about_words_of_the_answer() -> None:
    others = [(Split.TRAIN, f"I went there {n} times.", "Why?") for n in range(30)]  # who name nothing
    made = echoes(rows((*TURNS, *others)), 2)
    assert {(one.split, asked(one)) for one in made} == {
        (Split.TRAIN, "What did you do in the audit?"),
        (Split.TRAIN, "Where did you find the keys?"),
        (Split.TRAIN, "What did you do in the rota?"),
        (Split.TRAIN, "What did you do in the mill?"),
        (Split.TRAIN, "What did you do in the school?"),  # as rare as the ward, and before it by its letters
        (Split.VALIDATION, "What did you do in the school?"),
    }
    for one in made:
        assert not refusals(measure(asked(one), one.example.said, [one.example.question]))
        assert (one.example.source, one.example.about, one.example.real) == ("a.csv, echoed", "echo", False)


def test_what_many_name_is_not_asked_about() -> None:
    others = [(Split.TRAIN, "I did it in the audit.", f"Why {n}?") for n in range(30)]
    assert "What did you do in the audit?" not in map(asked, echoes(rows((*TURNS, *others)), 2))


def test_there_is_no_echo_where_none_is_wanted_or_nobody_took_up_anything() -> None:
    assert echoes(rows(), 0) == []
    assert echoes([one for one in rows() if one.split is not Split.TRAIN], 3) == []
