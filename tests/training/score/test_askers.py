"""Those who are compared."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from core.domains.loader import bundled
from core.interview.values import GapKind
from core.interviewers.prompted.model import Completion, Request
from core.interviewers.prompts.gaps import GAPS
from tests.training.score.made import Made, file_of
from training.errors import TrainingFault
from training.score.askers import OfTheBank, People, Prompting, Written, generic_line
from training.score.rows import read_rows


@dataclass
class Parrot:
    """A model that asks about the third word of the answer; what it was asked is kept."""

    name: str = "parrot"
    asked: list[Request] = field(default_factory=list)
    closed: bool = False
    broken: bool = False

    async def complete(self, request: Request) -> Completion:
        self.asked.append(request)
        if self.broken:
            return Completion("no JSON")
        said = request.messages[-1].content.split("<said>")[1].split("</said>")[0]
        return Completion(json.dumps({"question": f"Why {said.split()[2]}?"}))

    async def close(self) -> None:
        self.closed = True


def test_a_model_is_asked_once_for_each_prompt_and_closed(tmp_path: Path) -> None:
    parrot = Parrot()
    rows = read_rows(
        file_of(tmp_path, Made(answer="We had fun."), Made(answer="I was late."), Made(answer="We had fun."))
    )
    assert Prompting("tuned", lambda: parrot).ask(rows) == ["Why fun.?", "Why late.?", "Why fun.?"]
    assert [request.messages for request in parrot.asked] == [rows[0].messages, rows[1].messages]
    assert {request.temperature for request in parrot.asked} == {0.0}
    assert parrot.closed


def test_an_answer_that_is_no_question_is_none(tmp_path: Path) -> None:
    rows = read_rows(file_of(tmp_path, Made()))
    assert Prompting("tuned", lambda: Parrot(broken=True)).ask(rows) == [""]


def test_the_generic_line_and_people_need_no_model(tmp_path: Path) -> None:
    rows = read_rows(file_of(tmp_path, Made(), Made(asked="Who was late?")))
    assert generic_line().ask(rows) == ["Can you tell me more about that?"] * 2
    assert People().ask(rows) == ["How did you tell the team?", "Who was late?"]


@pytest.fixture(scope="module")
def bank() -> OfTheBank:
    return OfTheBank()


def test_the_bank_asks_a_domain_s_own_follow_up_for_the_gap_of_the_row(
    tmp_path: Path, bank: OfTheBank
) -> None:
    domain = bundled().domains["nurse"]
    question = next(one for one in domain.questions if {p.gap for p in one.probes} >= {one.points[0].id})
    own = next(probe.text for probe in question.probes if probe.gap == question.points[0].id)
    row = Made(question=question.text, missing=question.points[0].text, answer="I do not recall much.")
    (asked,) = bank.ask(read_rows(file_of(tmp_path, row)))
    assert asked.endswith(own)


def test_the_bank_asks_a_general_follow_up_where_no_domain_has_the_question(
    tmp_path: Path, bank: OfTheBank
) -> None:
    missing = GAPS[GapKind.VAGUE, "example"]
    rows = read_rows(file_of(tmp_path, Made(missing=missing), Made()))
    named, found = bank.ask(rows)
    assert named.endswith("Can you give one concrete example?")
    assert found.endswith("?") and found != named


def test_written_questions_are_read_in_the_order_of_the_rows(tmp_path: Path) -> None:
    rows = read_rows(file_of(tmp_path, Made(), Made()))
    file = tmp_path / "other.jsonl"
    file.write_text('{"question": "Why?"}\n{"question": "How?"}\n', encoding="utf-8")
    assert Written("other", file).ask(rows) == ["Why?", "How?"]
    with pytest.raises(TrainingFault, match="score-other-rows"):
        Written("other", file).ask(rows[:1])


@pytest.mark.parametrize("content", ["Why?", '{"text": "Why?"}', "[]"])
def test_a_file_without_questions_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "other.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(TrainingFault, match="score-no-questions"):
        Written("other", file).ask(read_rows(file_of(tmp_path, Made())))
