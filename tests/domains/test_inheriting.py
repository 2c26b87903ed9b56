"""A file that inherits is read as what it says itself and, behind that, what it does not replace."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.domains.contents import content_of, edition_from, edition_of
from core.domains.faults import Fault
from core.domains.loader import read_file, read_text
from core.interview.values import Domain, Length
from core.texts.catalog import texts
from tests.domains.samples import REST, VALID

HEIR = """\
title = "Pastry chef"
role = "pastry chef"
summary = "Cakes."
inherits = "baker"
"""
OWN = """
[[question]]
id = "glaze"
phase = "technical"
difficulty = 3
shape = "explanation"
text = "How do you glaze a cake?"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "baker.toml").write_text(VALID)
    return tmp_path


def heir(folder: Path, text: str, name: str = "pastry") -> Domain | tuple[Fault, ...]:
    (folder / f"{name}.toml").write_text(text)
    return read_file(folder / f"{name}.toml")


def good(read: Domain | tuple[Fault, ...]) -> Domain:
    assert isinstance(read, Domain), [fault.told(texts()) for fault in read]
    return read


def faults(read: Domain | tuple[Fault, ...]) -> list[tuple[int, str]]:
    assert not isinstance(read, Domain)
    for fault in read:
        assert fault.told(texts())
    return [(fault.line, fault.key) for fault in read]


def test_what_is_left_out_of_the_file_is_inherited(folder: Path) -> None:
    domain = good(heir(folder, HEIR))
    assert (domain.id, domain.title, domain.role, domain.summary) == (
        "pastry",
        "Pastry chef",
        "pastry chef",
        "Cakes.",
    )
    assert domain.terms == ("levain", "couche")
    assert domain.skills == ("lamination",)
    assert domain.warm_ups == ("How did you come to baking?", "Tell me about your first bread.")
    assert len(domain.own_questions) == 4
    assert dict(domain.flow)[Length.SHORT][0].phase == "behavioral"
    assert [question.id for question in domain.questions[:2]] == ["burnt-batch", "next-skill"]
    assert len(domain.questions) == 11
    assert all(question.inherited for question in domain.questions)


def test_own_terms_skills_and_questions_come_first_and_nothing_twice(folder: Path) -> None:
    lists = 'terms = ["ganache", "Levain"]\nskills = ["tempering"]\n'
    domain = good(heir(folder, HEIR + lists + OWN + REST))
    assert domain.terms == ("ganache", "Levain", "couche")
    assert domain.skills == ("tempering", "lamination")
    assert [(question.id, question.inherited) for question in domain.questions[:2]] == [
        ("glaze", False),
        ("burnt-batch", True),
    ]


def test_a_question_with_the_same_id_takes_the_place_of_the_inherited_one(folder: Path) -> None:
    domain = good(heir(folder, HEIR + OWN.replace('"glaze"', '"dough-3"') + REST))
    assert [question.text for question in domain.questions if question.id == "dough-3"] == [
        "How do you glaze a cake?"
    ]
    assert len(domain.questions) == 11


def test_inherited_questions_can_be_left_out(folder: Path) -> None:
    domain = good(heir(folder, HEIR + 'leave_out = ["dough-1"]\n' + OWN + REST))
    assert "dough-1" not in [question.id for question in domain.questions]
    assert len(domain.questions) == 11


def test_own_warm_ups_stand_alone(folder: Path) -> None:
    own = 'warm_ups = ["Which was your first cake?", "Describe a good kitchen."]\n'
    assert good(heir(folder, HEIR + own)).warm_ups == (
        "Which was your first cake?",
        "Describe a good kitchen.",
    )


def test_where_a_question_came_from_is_no_part_of_what_is_kept(folder: Path) -> None:
    inherited, own = good(heir(folder, HEIR)), good(read_file(folder / "baker.toml"))
    assert content_of(inherited.questions[0]) == content_of(own.questions[0])
    assert [question.inherited for question in edition_from(edition_of(inherited).text).questions] == [
        False
    ] * 11


def test_a_file_may_add_to_the_bundled_one_of_its_own_name(tmp_path: Path) -> None:
    domain = good(heir(tmp_path, HEIR.replace("baker", "nurse") + OWN + REST, "nurse"))
    assert domain.title == "Pastry chef"
    assert [question.inherited for question in domain.questions[:2]] == [False, True]


# what is added to or changed in HEIR, then (line, text key) of each fault
FAULTS: dict[str, tuple[str, list[tuple[int, str]]]] = {
    "the other is unknown": (HEIR.replace("baker", "bakers"), [(4, "domains-inherits-unknown")]),
    "it is its own base": (HEIR.replace("baker", "pastry"), [(4, "domains-inherits-unknown")]),
    "the id is no text": (HEIR.replace('"baker"', "3"), [(4, "domains-kind")]),
    "the other inherits too": (HEIR.replace("baker", "confectioner"), [(4, "domains-inherits-chain")]),
    "the other has faults": (HEIR.replace("baker", "broken"), [(4, "domains-inherits-faulty")]),
    "the other is no TOML": (HEIR.replace("baker", "torn"), [(4, "domains-inherits-faulty")]),
    "its own title is missing": (HEIR.replace('title = "Pastry chef"\n', ""), [(1, "domains-key-missing")]),
    "what is left out is unknown": (
        HEIR + 'leave_out = [\n"dough-2",\n"dough-77"]',
        [(4, "domains-flow-questions"), (7, "domains-leave-out-unknown")],
    ),
    "what is left out is replaced": (
        HEIR + 'leave_out = ["dough-2"]' + OWN.replace("glaze", "dough-2") + REST,
        [(5, "domains-leave-out-replaced")],
    ),
    "too much is left out for the inherited flow": (
        HEIR + 'leave_out = ["dough-2"]',
        [(4, "domains-flow-questions")],
    ),
    "its own list is none": (HEIR + 'terms = "ganache"', [(5, "domains-kind")]),
}


@pytest.mark.parametrize("text, expected", FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_with_inheriting_is_told(
    folder: Path, text: str, expected: list[tuple[int, str]]
) -> None:
    (folder / "confectioner.toml").write_text(HEIR)
    (folder / "broken.toml").write_text(VALID.replace('role = "baker"', ""))
    (folder / "torn.toml").write_text("title = ")
    assert faults(heir(folder, text)) == expected


def test_two_that_inherit_from_each_other_are_both_told(folder: Path) -> None:
    (folder / "pastry.toml").write_text(HEIR.replace("baker", "cook"))
    assert faults(heir(folder, HEIR.replace("baker", "pastry"), "cook")) == [(4, "domains-inherits-chain")]
    assert faults(read_file(folder / "pastry.toml")) == [(4, "domains-inherits-chain")]


def test_nothing_can_be_left_out_without_inheriting() -> None:
    text = VALID.replace('role = "baker"', 'role = "baker"\nleave_out = ["dough-1"]')
    assert faults(read_text(text, "baker.toml")) == [(3, "domains-leave-out-alone")]
