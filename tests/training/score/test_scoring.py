"""A whole comparison: what is in it, how it is shown, and what is written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from core.texts.catalog import texts
from tests.training.score.made import Made, file_of
from training.errors import TrainingFault
from training.score.askers import People, generic_line
from training.score.comparison import Comparison
from training.score.rows import Row, read_rows
from training.score.scoring import Scored, score, write
from training.score.showing import markdown, terminal

PNG = b"\x89PNG\r\n"


@dataclass(frozen=True)
class Echo:
    """Asks about the last word of the answer."""

    name: str = "tuned"

    def ask(self, rows: Sequence[Row]) -> list[str]:
        return [f"What about the {row.answer.rstrip('.').split()[-1]}?" for row in rows]


@dataclass(frozen=True)
class Written:
    """Asks the same."""

    name: str
    text: str

    def ask(self, rows: Sequence[Row]) -> list[str]:
        return [self.text] * len(rows)


@pytest.fixture
def rows(tmp_path: Path) -> tuple[Row, ...]:
    return read_rows(
        file_of(
            tmp_path,
            Made(answer="We lost the file.", asked="What about the backup of the file?", group="g1"),
            Made(answer="We lost the file.", asked="Who lost the file?", group="g1"),
            Made(answer="She ran the ward.", asked="Who ran the ward then?", group="g2", source="domains"),
            Made(answer="I love maps.", asked="Which maps?", group="g3", source="domains", role="pilot"),
        )
    )


@pytest.fixture
def scored(rows: tuple[Row, ...]) -> Scored:
    return score(rows, [Echo(), generic_line(), People()], texts())


@pytest.fixture
def found(scored: Scored) -> Comparison:
    return scored.found


def test_every_interviewer_is_asked_and_the_first_once_more_after_other_answers(scored: Scored) -> None:
    shuffled = "tuned, answers shuffled"
    assert list(scored.questions) == ["tuned", "generic line", "people", shuffled]
    assert scored.questions["tuned"][2] == "What about the ward?"
    assert scored.questions[shuffled][2] in ("What about the file?", "What about the maps?")


def test_figures_are_those_of_the_rows(found: Comparison) -> None:
    whole = found.parts[0].figures
    assert whole["tuned"]["relevance"].value == 1  # the one word of content is the answer's own
    assert whole["tuned"]["guard"].value == 1
    assert whole["tuned, answers shuffled"]["relevance"].value == 0
    assert whole["generic line"]["guard"].value == 0
    assert whole["generic line"]["self_repetition"].value == 1
    assert found.refusals["generic line"] == {"shares_nothing": 4}
    # what about the file | what about the ward | what about the maps: five different pairs of nine
    assert whole["tuned"]["distinct2"].value == pytest.approx(5 / 9)


def test_people_are_not_compared_with_themselves(found: Comparison) -> None:
    own = found.parts[0].figures["people"]
    assert "bleu" not in own and "rougeL" not in own
    assert {"relevance", "specificity", "form", "guard", "distinct2"} <= set(own)


def test_the_first_is_compared_with_each_other_one_on_the_same_draws(found: Comparison) -> None:
    gains = found.parts[0].differences
    assert set(gains) == {"generic line", "people", "tuned, answers shuffled"}
    assert gains["generic line"]["guard"].value == 1
    assert gains["generic line"]["guard"].above_zero
    assert "bleu" not in gains["people"]


def test_parts_are_by_source_role_and_phase_where_there_are_several(found: Comparison) -> None:
    parts = [(part.by, part.name, part.rows, part.prompts, part.groups) for part in found.parts]
    assert parts == [
        ("all", "", 4, 3, 3),
        ("source", "domains", 2, 2, 2),
        ("source", "triples", 2, 1, 1),
        ("role", "nurse", 3, 2, 2),
        ("role", "pilot", 1, 1, 1),
    ]


def test_the_same_rows_give_the_same_figures(rows: tuple[Row, ...], found: Comparison) -> None:
    assert score(rows, [Echo(), generic_line(), People()], texts()).found == found


def test_the_page_has_the_published_figures_and_what_they_were_taken_against(scored: Scored) -> None:
    page = markdown(scored.found, scored.first, texts(), "./run train score data")
    assert "| original, Mistral 7B (published) | 0.023 | 0.183 | – | 0.149 |" in page
    assert "| original, Phi-2 (published) | – | 0.380 | – | 0.340 |" in page
    assert "compared each output with the answer's own question or answer, not with a follow-up" in page
    assert "`./run train score data`" in page
    assert "| generic line | 4 |" in page  # what the guard refused


def test_words_of_people_cannot_break_a_table(tmp_path: Path) -> None:
    rows = read_rows(file_of(tmp_path, Made(question="a", answer="<b>\n# c")))
    page = markdown(
        score(rows, [Written("x | y", "<b> | c")], texts(), control=False).found, "x | y", texts()
    )
    assert "> **a** ‹b› # c\n" in page  # the prompt has no other marks
    assert "* x \\| y: &lt;b> \\| c" in page


def test_the_table_in_the_terminal_fits_its_width(found: Comparison) -> None:
    console = Console(width=90, record=True, file=StringIO())
    console.print(terminal(found.parts[0], texts()))
    shown = console.export_text()
    assert all(len(line) <= 90 for line in shown.splitlines())
    assert "0.183" in shown and "relevance" in shown and "…" not in shown


def test_what_is_written_is_whole(scored: Scored, tmp_path: Path) -> None:
    write(scored, tmp_path / "scores", texts(), "./run train score data")
    assert sorted(file.name for file in (tmp_path / "scores").iterdir()) == [
        "questions",
        "scores.json",
        "scores.md",
        "scores.png",
    ]
    kept = json.loads((tmp_path / "scores/scores.json").read_text(encoding="utf-8"))
    assert kept["parts"][0]["figures"]["tuned"]["guard"] == {"value": 1.0, "low": 1.0, "high": 1.0}
    assert kept["published"]["phi"] == {"rouge1": 0.38, "rougeL": 0.34}
    assert (tmp_path / "scores/scores.png").read_bytes().startswith(PNG)
    asked = (tmp_path / "scores/questions/tuned.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(asked[2]) == {"question": "What about the ward?"}
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_scores_replace_scores_and_nothing_else(scored: Scored, tmp_path: Path) -> None:
    write(scored, tmp_path / "scores", texts())
    write(scored, tmp_path / "scores", texts(), "again")
    assert "`again`" in (tmp_path / "scores/scores.md").read_text(encoding="utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(TrainingFault, match="train-not-ours"):
        write(scored, tmp_path / "mine", texts())
    assert (tmp_path / "mine/letter.txt").read_text(encoding="utf-8") == "dear"
