"""From files to a data set on the command line: the same each time, whole or not there, nothing leaked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from core.interviewers.prompts.prompts import VERSION, Task, read
from tests.training.prepare.making import write_csv, write_jsonl
from training.command_line import app

WORDS = """
budget ward campaign server handover contract refund roster audit warehouse patient client supplier deadline
invoice kitchen bridge garden choir library harbour museum factory hospital railway theatre orchard bakery
"""


def triples() -> list[dict[str, object]]:
    """Follow-ups on forty different questions."""
    made: list[dict[str, object]] = []
    words = WORDS.split()
    for n in range(40):
        one, two, three = (words[(n * step + n // 28) % len(words)] for step in (1, 5, 11))
        made.append(
            {
                "question": f"Why {one}, {two} or {three} number {n * 37}?",
                "answer": f"In {n} the {one} met the {two}: {n * 7} {three} cases of {n * 13} were mine.",
                "followUp": f"Who else saw the {one} that year?",
            }
        )
    return made


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["prepare", *map(str, arguments)])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "followqg"
    folder.mkdir()
    return write_jsonl(folder / "triples.jsonl", triples())


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def all_lines(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    return [
        (name, line) for name in ("train", "validation", "test") for line in lines(folder / f"{name}.jsonl")
    ]


def test_each_line_is_a_chat_whose_last_turn_the_interviewer_would_take(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run(source, "--no-domains", "--out", out)
    assert result.exit_code == 0, result.output
    made = all_lines(out)
    assert len(made) == 40
    for _, line in made:
        assert [message["role"] for message in line["messages"]] == ["system", "user", "assistant"]
        assert read(Task.PROBE, line["messages"][-1]["content"]) is not None
        assert (line["task"], line["source"], line["licence"]) == ("probe", "followqg", "MIT")
    card = json.loads((out / "dataset.json").read_text())
    assert card["prompts"] == VERSION
    assert sum(card["counts"]["split"].values()) == 40
    assert card["sources"][0]["taught"] is True
    assert card["hash"] in (out / "README.md").read_text()


def test_the_same_files_give_the_same_bytes_and_more_rows_move_no_others(
    source: Path, tmp_path: Path
) -> None:
    run(source, "--no-domains", "--out", tmp_path / "one")
    write_jsonl(source, reversed(triples()))
    run(source, "--no-domains", "--out", tmp_path / "two")
    first = {
        name: (tmp_path / "one" / name).read_bytes() for name in ("train.jsonl", "test.jsonl", "dataset.json")
    }
    assert first == {name: (tmp_path / "two" / name).read_bytes() for name in first}
    more = {
        "question": "Why do penguins not fly?",
        "answer": "They swim well, with those wings.",
        "followUp": "Where do they swim?",
    }
    write_jsonl(source, [more, *triples()])
    run(source, "--no-domains", "--out", tmp_path / "three")
    where = {line["group"]: name for name, line in all_lines(tmp_path / "one")}
    after = {line["group"]: name for name, line in all_lines(tmp_path / "three")}
    assert where.items() <= after.items()
    assert len(after) == len(where) + 1


def test_no_question_is_in_two_splits(source: Path, tmp_path: Path) -> None:
    again = [
        {**row, "answer": f"{row['answer']} And then a report of {n} pages."}
        for n, row in enumerate(triples())
    ]
    write_jsonl(source, [*triples(), *again])
    run(source, "--no-domains", "--out", tmp_path / "out")
    where: dict[str, set[str]] = {}
    for name, line in all_lines(tmp_path / "out"):
        where.setdefault(line["group"], set()).add(name)
    assert {len(names) for names in where.values()} == {1}
    assert {name for names in where.values() for name in names} == {"train", "validation", "test"}


def test_what_the_guard_refuses_is_only_tested_with(source: Path, tmp_path: Path) -> None:
    leading = [{**row, "followUp": "Don't you think the others had the harder part?"} for row in triples()]
    write_jsonl(source, leading)
    result = run(source, "--no-domains", "--out", tmp_path / "out")
    found = {name for name, _ in all_lines(tmp_path / "out")}
    assert found == {"test"}
    assert "40 of follow-ups that people asked" in result.output


def test_rows_under_another_licence_are_read_and_scored_but_never_taught(
    source: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "omdena"
    folder.mkdir()
    rows = [("Position/Role", "Question", "Answer", "Answer Quality")]
    rows += [
        ("Nurse", f"Why did you choose ward {n}?", f"I chose ward {n} for its {n} beds.", "Good")
        for n in range(9)
    ]
    rows += [("Nurse", f"A {triples()[3]['question']}", "It was a long story about the ward.", "Good")]
    held = write_csv(folder / "a.csv", rows)
    run(source, "--no-domains", "--out", tmp_path / "without")
    result = run(source, held, "--no-domains", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert {line["source"] for _, line in all_lines(tmp_path / "out")} == {"followqg"}
    assert len(lines(tmp_path / "out" / "scoring_only.jsonl")) == 10
    for name in ("train.jsonl", "validation.jsonl", "test.jsonl"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "without" / name).read_bytes()
    assert "Licence GPL-3.0: it is reported and scored with, and not taught from." in result.output
    refused = run(source, "--labelled", held, "--no-domains", "--out", tmp_path / "other")
    assert refused.exit_code == 1
    assert "--i-have-the-right" in refused.output
    assert not (tmp_path / "other").exists()
    allowed = run(
        source, "--labelled", held, "--i-have-the-right", "--no-domains", "--out", tmp_path / "other"
    )
    assert allowed.exit_code == 0, allowed.output
    assert not (tmp_path / "other" / "scoring_only.jsonl").exists()


def test_the_report_tells_what_became_of_every_row(source: Path, tmp_path: Path) -> None:
    junk: list[dict[str, object]] = [
        {"question": "Why here?", "answer": "n/a", "followUp": "x"},
        triples()[0],
    ]
    write_jsonl(source, [*triples(), *junk])
    result = run(source, "--no-domains", "--out", tmp_path / "out")
    assert "no words that mean anything" in result.output
    (file,) = json.loads((tmp_path / "out" / "report.json").read_text())["files"]
    assert (file["read"], file["kept"], file["dropped"]) == (42, 40, 2)
    assert file["drops"]["junk"]["examples"][0]["line"] == "41"
    assert file["drops"]["duplicate"]["count"] == 1


FAULTS: list[tuple[Sequence[str], str]] = [
    (["--no-domains"], "Give at least one file"),
    (["gone.csv"], "There is nothing at gone.csv"),
    (["--domain", "astronaut"], "There is no domain “astronaut”"),
    (["--task", "sing"], "There is no task “sing”"),
    (["--config", "gone.toml"], "cannot be read"),
]


@pytest.mark.parametrize(("arguments", "sentence"), FAULTS)
def test_what_goes_wrong_ends_in_a_sentence_and_nothing_is_written(
    arguments: Sequence[str], sentence: str, tmp_path: Path
) -> None:
    result = run(*arguments, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert sentence in result.output
    assert "Traceback" not in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_damaged_in_the_middle_leaves_the_old_data_set_as_it_was(
    source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(source, "--no-domains", "--out", out)
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    source.write_bytes(source.read_bytes() + b'{"question": "\xff\xfe"}\n')
    result = run(source, "--no-domains", "--out", out)
    assert result.exit_code == 1
    assert "cannot be read" in result.output
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["followqg", "out"]


def test_a_folder_that_prepare_did_not_write_is_never_replaced(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "photos"
    out.mkdir()
    (out / "cat.jpg").write_bytes(b"cat")
    result = run(source, "--no-domains", "--out", out)
    assert result.exit_code == 1
    assert (out / "cat.jpg").read_bytes() == b"cat"
