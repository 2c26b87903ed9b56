"""A story's parts are found in many trades, and only where they are told as having happened."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.interview.values import Star
from core.language.star import find_parts, star_spans
from core.language.tokens import Span

STORIES = [
    # (situation, task, action, result)
    (
        "Last year our payment service crashed on a Friday night.",
        "I was responsible for getting it back.",
        "I read the logs and rolled the release back.",
        "As a result we lost only ten minutes of orders.",
    ),
    (
        "When I was on the night shift a patient became short of breath.",
        "My job was to keep him safe until the doctor came.",
        "I sat him up, gave oxygen and called the registrar.",
        "He was stable within the hour and his wife thanked me.",
    ),
    (
        "In my previous role a customer called because her order was late.",
        "I had to find it before the weekend.",
        "I phoned the courier and then offered her a refund.",
        "She was happy in the end and she still orders from us.",
    ),
    (
        "There was a churn model that nobody trusted.",
        "The goal was to make it readable.",
        "I rebuilt it with fewer features and showed each weight.",
        "Churn dropped by 12 percent.",
    ),
    (
        "two years ago i worked at a small school",
        "we needed to get the parents on board",
        "so i wrote to each family and visited ten of them",
        "and in the end forty came",
    ),
    (
        "At a hotel in 2019 we had a double booking for a wedding.",
        "It was up to me to tell the couple.",
        "I apologised and moved them to the larger hall.",
        "They left happy, and the problem never happened again.",
    ),
]


@pytest.mark.parametrize("story", STORIES)
def test_a_whole_story_has_all_its_parts(story: tuple[str, str, str, str]) -> None:
    spans = star_spans(" ".join(story))
    assert [star.value for star in Star if not spans[star]] == []


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("left_out", list(Star))
def test_the_part_left_out_is_the_part_missing(story: tuple[str, str, str, str], left_out: Star) -> None:
    told = [part for star, part in zip(Star, story, strict=True) if star is not left_out]
    assert star_spans(" ".join(told))[left_out] == ()


def parts_of(text: str, asked: Star | None = None) -> list[tuple[Star, str]]:
    return [(p.star, text[p.span.start : p.span.end]) for p in find_parts(text, asked)]


def test_what_was_so_before_the_first_deed_is_the_situation() -> None:
    text = "One hotel got bookings for the wrong day. The guests called us about it. I added logs."
    assert parts_of(text) == [
        (Star.SITUATION, "One hotel got bookings for the wrong day"),
        (Star.SITUATION, "The guests called us about it"),
        (Star.ACTION, "I added logs"),
    ]


def test_a_sketch_with_a_number_before_the_first_deed_is_the_situation() -> None:
    text = "Billing, 40,000 lines of Perl, no tests. I wrote tests around ten invoices."
    assert parts_of(text)[0] == (Star.SITUATION, "Billing, 40,000 lines of Perl, no tests.")


@pytest.mark.parametrize(
    "text",
    [
        "Communication is very important. I listened to everybody.",
        "I was tired. I called the doctor.",
        "I called the doctor before the pressure dropped.",
        "Teamwork, trust, respect. I listened to everybody.",
    ],
)
def test_opinions_and_what_comes_later_set_no_scene(text: str) -> None:
    assert star_spans(text)[Star.SITUATION] == ()


def test_a_state_between_the_deeds_is_the_situation_and_one_behind_them_is_none() -> None:
    text = "I said four days. The old camera was in another country. I told my boss. He was angry."
    assert star_spans(text)[Star.SITUATION] == (Span(18, 55),)


@pytest.mark.parametrize(
    "text",
    ["In spring I wrote a report.", "In March 2023 I wrote a report.", "The year after, I wrote a report."],
)
def test_a_month_or_a_season_sets_the_scene(text: str) -> None:
    assert star_spans(text)[Star.SITUATION] != ()


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Then I showed her. After two week she do it alone.", "After two week she do it alone"),
        ("Then I showed her. Now she teach the next one.", "Now she teach the next one"),
        ("I called him. Two days later the fever went.", "Two days later the fever went"),
    ],
)
def test_how_it_is_some_time_later_is_the_result_in_whatever_form_of_the_verb(text: str, end: str) -> None:
    assert parts_of(text)[-1] == (Star.RESULT, end)


def test_the_answer_to_a_follow_up_for_the_end_needs_no_deed_before_it() -> None:
    text = "The daughter visited every day and the wound closed."
    assert star_spans(text)[Star.RESULT] == ()
    assert parts_of(text, Star.RESULT) == [(Star.RESULT, text[:-1])]


def test_the_answer_to_a_follow_up_for_the_scene_needs_no_deed_behind_it() -> None:
    text = "Its author had left, and the last changes had sent wrong invoices."
    assert star_spans(text)[Star.SITUATION] == ()
    assert parts_of(text, Star.SITUATION)[0][0] is Star.SITUATION


@pytest.mark.parametrize(
    "text",
    [
        "She was fine, I suppose.",
        "In the end it worked somehow.",
        "It all went well, you know how it is.",
    ],
)
def test_an_end_that_is_shrugged_off_is_no_result(text: str) -> None:
    assert star_spans(f"I called her. {text}")[Star.RESULT] == ()


@pytest.mark.parametrize(
    "text",
    ["We all moved on.", "I worked really hard.", "I gave 110 percent.", "We did our best.", "We managed."],
)
def test_effort_alone_is_no_action(text: str) -> None:
    assert star_spans(text)[Star.ACTION] == ()


def test_a_part_is_shown_by_the_clause_that_tells_it() -> None:
    text = "The site was slow, so I cached the menu. In the end pages loaded 40% faster."
    assert [(p.star, text[p.span.start : p.span.end]) for p in find_parts(text)] == [
        (Star.SITUATION, "The site was slow"),
        (Star.ACTION, "so I cached the menu"),
        (Star.RESULT, "In the end pages loaded 40% faster"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "I would call the doctor.",
        "I'd sit down with them and listen.",
        "I will fix it, and as a result we will be faster.",
        "You should always write tests.",
        "I am a hard worker and a team player.",
        "I know Python and SQL.",
        "",
        "😀",
    ],
)
def test_plans_and_claims_are_no_story(text: str) -> None:
    assert find_parts(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "I was nervous.",
        "I had three monitors.",
        "I worked at a bank.",
        "I didn't call anybody.",
        "I could have called the doctor.",
    ],
)
def test_states_and_things_not_done_are_no_action(text: str) -> None:
    assert star_spans(text)[Star.ACTION] == ()


@pytest.mark.parametrize(
    "text",
    [
        "We reduced the latency from 900 to 200 ms.",
        "Complaints fell by a third.",
        "The wound healed and the patient was discharged.",
        "We shipped two days early.",
        "It worked.",
        "The migration failed.",
        "I passed the exam.",
        "The report now takes four minutes.",
        "Since then we have had no more falls.",
        "They still use it.",
    ],
)
def test_outcomes_good_or_bad_are_results(text: str) -> None:
    assert star_spans(text)[Star.RESULT] != ()


@pytest.mark.parametrize(
    "text",
    [
        "We had to ship on time.",
        "I asked him what went well.",
        "I wanted to reduce the cost by half.",
        "He was restless and two sons disagreed.",
    ],
)
def test_wishes_and_circumstances_are_no_results(text: str) -> None:
    assert star_spans(text)[Star.RESULT] == ()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Last year on the ward I see the patient is worse, I call the doctor, he come and she go home.", []),
        ("Last year I speak with the team and we change it. Error go from 31 percent to 19 percent.", []),
        ("Last year I always call the doctor and I usually write it down.", ["action"]),
        ("Last year was hard. If she is worse I call the doctor.", ["action"]),
        ("In 2022 she fell. I could call the doctor.", ["action"]),
    ],
)
def test_a_story_in_the_present_has_actions_but_habits_and_conditions_have_not(
    text: str, missing: list[str]
) -> None:
    spans = star_spans(text)
    assert [s.value for s in (Star.ACTION,) if not spans[s]] == missing
    assert missing or spans[Star.RESULT]


@pytest.mark.parametrize(
    "ending",
    [
        "He died at ten past six with both daughters holding his hands.",
        "She went home two weeks later.",
        "Nothing bad came of it.",
        "No one came to harm.",
        "The daughter hugged me.",
        "It never happened again.",
        "We still use it today.",
        "Since then the ward does it every week.",
        "The council copied it.",
    ],
)
def test_what_became_of_others_is_the_result(ending: str) -> None:
    assert star_spans("Last winter he got worse. I rang the doctor. " + ending)[Star.RESULT] != ()


@pytest.mark.parametrize(
    "text",
    [
        "I rang the doctor. He listened. I wrote it down.",
        "I rang the doctor. He was on his thirteenth hour.",
        "I rang the doctor. What I'd do differently is ring him earlier.",
        "They disagreed about more treatment. I asked the doctor.",
        "I rang the doctor. What happened next?",
        "I rang the doctor. They should have listened.",
    ],
)
def test_what_others_do_on_the_way_or_feel_is_no_result(text: str) -> None:
    assert star_spans(text)[Star.RESULT] == ()


def test_what_was_not_done_is_no_action() -> None:
    assert star_spans("Last year it broke. i did not think about it. I don't call him.")[Star.ACTION] == ()


@given(st.text())
def test_any_text_has_its_parts_inside_it(text: str) -> None:
    for part in find_parts(text):
        assert 0 <= part.span.start < part.span.end <= len(text)
