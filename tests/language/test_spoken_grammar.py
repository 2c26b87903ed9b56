"""Grammar tips on transcripts: what learners say is caught and explained, and how people speak is no slip."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.bench_language import in_talk
from core.domains.loader import load_domains
from core.interview.ports import Grammar, Tip
from core.language.grammar import SpokenGrammar, TypedGrammar
from core.language.learner import is_plural, plural
from core.language.transcripts import bare
from core.language.weirpack import reasons, weirpack, weirs
from tests.language.learners import MORE, SLIPS

harper = pytest.importorskip("harper")

SPOKEN = SpokenGrammar()
MOST_FALSE_ALARMS = 2.3  # in 1,000 words
EVERY = 24  # question of a domain is looked at here; `./run bench language` looks at all of them

RIGHT = """\
He doesn't know and they don't.
He and she don't agree.
What he and I don't know we ask.
The doctors don't like it.
The people in my team don't like it.
The tools that don't work are replaced.
Does it depend on the day?
Things that depend on the day change.
It depends, of course, on the patient.
I have worked here since 2015, and since then I have led a team.
Since five nurses were ill, we called an agency.
We did many things and made a mistake.
The mistakes we did not see came back.
There is a lot of work and there is no doubt.
There is a list of items and a group of people.
There is more to it, and there is some data.
There is two weeks until the exam and twenty dollars on the table.
One of my strengths is patience.
One of us left, and one of my own stayed.
One of our best left, and one of the few remained.
One of my very old friends works there.
More and better tests are more expensive.
I saw it and have seen it, and I have come back.
All I had went wrong, and everything he had went to charity.
I explained the plan to him and explained why it matters.
He explained himself, and she explained her reasons.
I store them in a table and explain them with a chart.
The data suggested them as candidates.
We discussed it, talked about it and mentioned it.
I am in contact with the client and stayed in close contact with her.
I am glad that we agree, and they were agreed.
She researches the market and does her homework.
We went to an information session about a research project."""


def tipped(text: str, *terms: str) -> list[tuple[str, str]]:
    """What is found and what would be better."""
    return [(text[s.tip.start : s.tip.end], s.tip.better) for s in SPOKEN.slips(text, terms)]


def corrected(text: str) -> str:
    for slip in reversed(SPOKEN.slips(text)):
        text = text[: slip.tip.start] + slip.tip.better + text[slip.tip.end :]
    return text


@pytest.mark.parametrize(("said", "better"), SLIPS)
def test_what_learners_say_is_caught_and_put_right(said: str, better: str) -> None:
    assert corrected(f"{said}.") == f"{better}."


@pytest.mark.parametrize("said", MORE)
def test_other_forms_of_the_same_slips_are_caught_too(said: str) -> None:
    assert tipped(f"{said}.")


@pytest.mark.parametrize("said", [said for said, _ in SLIPS])
def test_it_is_caught_without_any_punctuation_in_the_middle_of_talk(said: str) -> None:
    text = f"well i was there for a while so um {said[0].lower()}{said[1:]} and then i left"
    assert tipped(text)


@pytest.mark.parametrize("said", [said for said, _ in SLIPS])
def test_every_tip_is_explained_in_a_sentence(said: str) -> None:
    assert {slip.tip.why[-1] for slip in SPOKEN.slips(f"{said}.")} <= {".", "?"}
    assert all(len(slip.tip.why.split()) > 2 for slip in SPOKEN.slips(f"{said}."))


@pytest.mark.parametrize("text", RIGHT.splitlines())
def test_what_is_right_is_let_be(text: str) -> None:
    assert tipped(text) == []


def test_harper_takes_the_pack_with_all_its_tests() -> None:
    assert harper.Linter().load_weirpack(weirpack(tests=True)) is None


def test_every_rule_of_the_pack_has_a_test_that_harper_runs() -> None:
    tested = {name.rsplit("_", 1)[0] for name, source in weirs(tests=True) if '\ntest "' in source}
    assert tested == set(reasons())


def test_every_rule_of_the_pack_has_its_reason() -> None:
    assert all(why.endswith(".") for why in reasons().values())
    assert {name.rsplit("_", 1)[0] for name, _ in weirs(tests=False)} == set(reasons())


@pytest.mark.parametrize(
    "text",
    [
        "i called the doctor because her oxygen fell and then i i called my my manager",
        "Um, so I, uh, I was, like, really late, you know.",
        "we used kubernetis and the postgress data base",  # as it was heard, so spelled by a transcriber
        "In order to do this, at this point in time, we basically decided. And. then it was good",
    ],
)
def test_how_people_speak_and_how_it_was_written_down_is_no_slip(text: str) -> None:
    assert tipped(text) == []


def test_a_tip_over_a_filler_or_a_repeat_stands_where_it_was_said() -> None:
    text = "So I have, um, I have, you know, went there."
    assert tipped(text) == [("went", "gone")]
    assert tipped("I discussed, uh, about the plan.") == [("discussed, uh, about", "discussed")]


def test_there_are_three_tips_at_most_in_the_order_of_the_text() -> None:
    port: Grammar = SPOKEN
    said = "I am agree. He don't know. It depends of him. I have went. One of my strength. I did a mistake."
    tips = port.tips(said, [])
    assert len(tips) == 3
    assert [tip.start for tip in tips] == sorted(tip.start for tip in tips)


def test_the_trades_own_words_are_never_flagged() -> None:
    assert tipped("He gave informations.") == [("informations", "information")]
    assert tipped("He gave informations.", "informations") == []


def test_typed_text_has_the_same_tips() -> None:
    said = "I am agree and it depends of him."
    assert [tip.better for tip in TypedGrammar().tips(said, [])] == ["agree", "on"]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Um, I I have, you know, went there.", "I have went there."),
        ("I was on the, I was on the ward.", "I was on the ward."),
        ("the um the team", "the team"),
        ("It was late, um.", "It was late."),
        ("um", ""),
        ("", ""),
        ("I like it.", "I like it."),
    ],
)
def test_fillers_and_repeats_are_taken_out(said: str, left: str) -> None:
    assert bare(said).text == left


PIECES = st.sampled_from([" ", ",", ".", "um", "uh", "like", "you know", "so", "I", "the", "-", "\n", "é"])


@given(st.lists(PIECES, max_size=14).map("".join))
def test_every_character_left_knows_where_it_stood(said: str) -> None:
    left = bare(said)
    assert "".join(said[place] for place in left.places) == left.text
    assert list(left.places) == sorted(set(left.places))


@pytest.mark.parametrize("punctuated", [True, False])
def test_model_answers_as_they_would_be_said_give_no_false_alarms(punctuated: bool) -> None:
    chance, alarms, words = random.Random(4), 0, 0
    for domain in load_domains("en", []).domains.values():
        for question in domain.questions[::EVERY]:
            said = in_talk(question.model_answer, chance)
            said = said if punctuated else re.sub(r"[.,;:!?]", "", said).lower()
            words += len(question.model_answer.split())
            alarms += len(SPOKEN.slips(said, (*domain.terms, *domain.skills)))
    assert words > 3_000
    assert 1_000 * alarms / words <= 0.5 < MOST_FALSE_ALARMS


def test_plurals() -> None:
    assert [plural(word) for word in ("idea", "boss", "policy", "day", "child", "match")] == [
        "ideas",
        "bosses",
        "policies",
        "days",
        "children",
        "matches",
    ]
    assert [is_plural(word) for word in ("ideas", "people", "boss", "status", "analysis", "gas")] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]


@settings(deadline=None)  # the first text waits for Harper to be built
@given(st.text(max_size=120))
def test_any_text_has_its_tips_inside_it(text: str) -> None:
    for tip in SPOKEN.tips(text, []):
        assert isinstance(tip, Tip) and 0 <= tip.start <= tip.end <= len(text)
