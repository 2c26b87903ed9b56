"""The measures of one follow-up, against numbers worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
import sacrebleu

from tests.training.score.made import Made, file_of
from training.score.diversity import distinct_2, self_repetition
from training.score.measures import Ruler, bleu_of, one_question
from training.score.rows import Row, read_rows


@pytest.fixture
def row(tmp_path: Path) -> Row:
    return read_rows(file_of(tmp_path, Made()))[0]


def test_nearness_is_counted_in_words_pairs_and_longest_sequence(row: Row) -> None:
    marks = Ruler([row]).marks(row, "How did you find the team?")  # one word of six is another
    assert marks.means["rouge1"] == pytest.approx(5 / 6)
    assert marks.means["rouge2"] == pytest.approx(3 / 5)
    assert marks.means["rougeL"] == pytest.approx(5 / 6)


def test_bleu_is_sacrebleu_s(row: Row) -> None:
    counts = Ruler([row]).marks(row, "How did you find the team?").counts
    assert counts.matches == (6, 4, 2, 0)  # the question mark is a word of its own
    assert counts.ngrams == (7, 6, 5, 4)
    assert (counts.length, counts.reference_length) == (7, 7)
    # (6/7 · 4/6 · 2/5 · 1/8) to the fourth root: no match of four words counts half a match of four
    bleu = bleu_of([*counts.matches, *counts.ngrams, counts.length, counts.reference_length])
    assert bleu == pytest.approx(0.411134, abs=1e-6)
    whole = sacrebleu.corpus_bleu(["How did you find the team?"], [["How did you tell the team?"]]).score
    assert bleu == pytest.approx(whole / 100)


def test_summed_counts_give_the_bleu_of_the_whole_file(tmp_path: Path) -> None:
    rows = read_rows(file_of(tmp_path, Made(), Made(asked="What happened after the delay?", answer="Well.")))
    texts = ["How did you find the team?", "What happened then?"]
    ruler = Ruler(rows)
    counts = [ruler.marks(row, text).counts for row, text in zip(rows, texts, strict=True)]
    sums = [sum(c.matches[n] for c in counts) for n in range(4)]
    sums += [sum(c.ngrams[n] for c in counts) for n in range(4)]
    sums += [sum(c.length for c in counts), sum(c.reference_length for c in counts)]
    expected = sacrebleu.corpus_bleu(texts, [[row.reference for row in rows]]).score
    assert bleu_of(sums) == pytest.approx(expected / 100)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("How did you tell the team?", 1.0),  # team; "tell" is a word of asking
        ("How did you find the team?", 0.5),
        ("What mistake was it?", 1.0),  # the question's word counts, too
        ("Can you tell me more about that?", 0.0),  # "told" stands in the answer, and is no content
        ("How do you think the team took it?", 1.0),  # think and took ask
        ("Why?", 0.0),
        ("", 0.0),
    ],
)
def test_relevance_is_the_share_of_content_words_that_were_said(row: Row, text: str, share: float) -> None:
    assert Ruler([row]).relevance(row, text) == share


def test_rare_words_make_a_question_specific(row: Row) -> None:
    ruler = Ruler([row])  # two documents: the answer and what the person asked
    assert ruler.specificity("Why was the delay long?") == 1 / 5  # delay stands in one of two; long in none
    assert ruler.specificity("How did the team find you?") == 0  # team stands in both
    assert ruler.specificity("") == 0


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("How did it end?", True),
        ("You led it. How did it end?", True),
        ("Didn't you ask?", True),
        ("Can't it wait?", True),
        ("What's next?", True),
        ("Describe this.", False),
        ("Tell me more?", False),
        ("Why? How?", False),
        ("Why? I see.", False),
        ("?", False),
        ("", False),
    ],
)
def test_one_question_has_one_mark_at_its_end_and_a_word_that_asks(text: str, is_one: bool) -> None:
    assert one_question(text) is is_one


def test_the_guard_says_what_could_not_be_asked(row: Row) -> None:
    marks = Ruler([row]).marks(row, "Great! Who paid? And when?")
    assert marks.means["guard"] == 0
    assert marks.refused == ("not_one_question", "shares_nothing", "praises")
    assert Ruler([row]).marks(row, "Who was told of the delay?").means["guard"] == 1


def test_an_answer_that_is_none_has_nothing(row: Row) -> None:
    marks = Ruler([row]).marks(row, "")
    assert set(marks.means.values()) == {0.0}


def test_distinct_pairs_of_words() -> None:
    # how did, did it, it end | how did, did it, it start: four different ones of six
    assert distinct_2(["How did it end?", "How did it start?"]) == 4 / 6
    assert distinct_2(["How did it end?"] * 3) == 3 / 9
    assert distinct_2(["Why?", ""]) == 0


def test_questions_that_share_four_words_in_a_row_repeat_each_other() -> None:
    assert self_repetition(["How did it end?", "So how did it end then?", "Who led it?"]) == 2 / 3
    assert self_repetition(["How did it end? How did it end?", "Why?"]) == 0  # itself is not another one
    assert self_repetition([]) == 0
