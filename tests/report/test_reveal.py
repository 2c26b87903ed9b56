"""The picture of a reveal: what is on it, and that it can be drawn."""

from __future__ import annotations

from dataclasses import replace

from core.interview.practice.state import Round
from core.interview.practice.values import Card, Cast
from core.interview.values import Criterion, Finding, Unjudged
from core.report.drawing.press import Job, Press
from core.report.drawing.reveal import Given, Written, alt, reveal
from core.texts.catalog import texts

NAMES = {1: "Ada", 2: "Bob", 3: "Eve"}
WORDS = {"t2": "Calm and clear.", "p2": "Name the result in numbers.", "t3": "The example."}
ROUND = Round(
    Cast(1, 2, (3,)),
    "q",
    "c",
    "e",
    began_at=0,
    revealed_at=1,
    cards=(
        Card(1, tuple((one, 5) for one in Criterion), whole=True),
        Card(2, tuple((one, 3) for one in Criterion), "t2", "p2", whole=True),
        Card(3, ((Criterion.DEPTH, 1),), "t3"),
    ),
    findings=(Finding(Criterion.DEPTH, 2), Finding(Criterion.STRUCTURE, Unjudged.NOT_ELICITED)),
    judged_by="bank",
)


def test_every_level_stands_beside_whose_it_is() -> None:
    rows = {row.name: row for row in reveal(ROUND, 3, NAMES, WORDS, "Why?", texts()).rows}
    assert rows["Depth"].given == (
        Given("Bob", 3, "3"),
        Given("Eve", 1, "1"),
        Given("Ada, about themself", 5, "5", own=True),
        Given("The bot", 2, "2"),
    )
    assert [given.who for given in rows["Structure"].given] == ["Bob", "Ada, about themself"]


def test_what_was_written_stands_with_who_wrote_it() -> None:
    drawn = reveal(ROUND, 3, NAMES, WORDS, "Why?", texts())
    assert drawn.written == (
        Written("Bob", "Calm and clear.", "Name the result in numbers."),
        Written("Eve", "The example.", ""),
    )
    assert (drawn.title, drawn.facts) == ("Round 3: Ada's answer", "Scored by 2 members and the bot")


def test_somebody_forgotten_has_no_name_and_no_words_in_it() -> None:
    drawn = reveal(ROUND, 3, {1: "Ada"}, {}, "Why?", texts())
    assert drawn.written[0] == Written("(removed)", "(removed)", "(removed)")


def test_the_words_beside_the_picture_say_what_it_shows() -> None:
    told = alt(reveal(ROUND, 3, NAMES, WORDS, "Why?", texts()), texts())
    assert told.startswith("Round 3: Ada's answer. Relevance: Bob 3, Ada, about themself 5.")
    assert "Bob, for next time: Name the result in numbers." in told


def test_where_nobody_gave_a_level_it_says_so() -> None:
    bare = replace(ROUND, cards=(), findings=())
    assert reveal(bare, 1, NAMES, WORDS, "Why?", texts()).rows[0].none == "nobody judged it"


async def test_it_is_drawn_as_a_picture() -> None:
    drawn = await Press().draw(Job("reveal.typ", "png", reveal(ROUND, 3, NAMES, WORDS, "Why?", texts())))
    assert drawn.startswith(b"\x89PNG")
