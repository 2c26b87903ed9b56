"""`domains new`, `show`, `try` and the confusion table, as somebody at a terminal meets them."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.command_line import app
from bot.domains_commands import check, confusion_table
from bot.domains_quality import assess, misspelt
from core.domains.loader import load_file

ANSWER = (
    "I look at the cable first, because a frayed cable stretches, and then at the pads. With hydraulic brakes"
    " there may be air in the line, so I look for a leak.\n"
)


@pytest.fixture
def mechanic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "own").mkdir()
    monkeypatch.setenv("GREENROOM_DOMAINS", str(tmp_path / "own"))
    file = tmp_path / "own" / "bike-mechanic.toml"
    assert run("new", str(file)).exit_code == 0
    return file


def run(*arguments: str, typed: str = ""):  # type: ignore[no-untyped-def]  # click's result, of no public type
    return CliRunner().invoke(app, ["domains", *arguments], input=typed)


def test_a_new_domain_is_clean_and_can_be_practised_at_once(mechanic: Path) -> None:
    lines, good = check(mechanic)
    assert good
    assert [line for line in lines if str(mechanic) in line] == []
    assert lines[-1] == "1 domain can be used. No faults."
    own = [question.id for question in load_file(mechanic).questions if not question.inherited]
    assert own == ["brakes-that-failed"]
    assert "bike-mechanic: Bike mechanic." in run("list").output


def test_a_new_domain_never_takes_the_place_of_a_file(mechanic: Path) -> None:
    again = run("new", str(mechanic))
    assert again.exit_code == 1
    assert again.output.strip() == f"{mechanic} is there already. Give another name, or move it away."


def test_a_new_domain_has_a_name_that_is_an_id(tmp_path: Path) -> None:
    assert "and `Bike Mechanic` is none" in run("new", str(tmp_path / "Bike Mechanic.toml")).output
    assert "cannot be written" in run("new", str(tmp_path / "none" / "bike.toml")).output
    assert list(tmp_path.iterdir()) == []


def test_without_a_file_a_new_domain_is_printed(mechanic: Path) -> None:
    assert run("new").output == mechanic.read_text()


def test_a_domain_is_shown_by_phase_with_what_it_inherits(mechanic: Path) -> None:
    shown = run("show", "bike-mechanic").output
    assert shown.startswith("Bike mechanic (bike-mechanic): Repairs, safety,")
    assert "  brakes-that-failed [2]\n    A customer says that the brakes feel soft" in shown
    assert ", inherited]" in shown


def test_doctor_tells_what_is_wrong_with_the_flow_and_the_texts(
    mechanic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "flow.toml").write_text("[flow.short]\ntechnical = { preset = 3, generated = 0 }\n")
    (tmp_path / "own.ftl").write_text("ask-thank = Cheers.\n")
    monkeypatch.setenv("GREENROOM_FLOW", str(tmp_path / "flow.toml"))
    monkeypatch.setenv("GREENROOM_TEXTS", str(tmp_path))
    monkeypatch.setenv("GREENROOM_DATA_DIR", str(tmp_path / "data"))
    looked = CliRunner().invoke(app, ["doctor", "--plain"])
    said = "".join(looked.output.split())
    assert looked.exit_code == 1
    assert "Theflowforalldomains(GREENROOM_FLOW)hasafault:" in said
    assert "Thereisnotext`ask-thank`.Didyoumean`ask-thanks`?" in said


def test_a_question_is_shown_with_all_that_belongs_to_it(mechanic: Path) -> None:
    shown = run("show", "bike-mechanic", "brakes-that-failed").output
    for part in (
        "Hint: Say what you would look at first",
        "Point looks: looks at",
        "Probe for tests: How would",
    ):
        assert part in shown
    assert "(+6)" in shown


def test_what_is_not_there_is_named_with_what_is_near(mechanic: Path) -> None:
    assert "There is no domain `bike`. Choose one of: " in run("show", "bike").output
    missing = run("try", "bike-mechanic", "brakes-that-fail", typed=ANSWER)
    assert (missing.exit_code, "Did you mean `brakes-that-failed`?" in missing.output) == (1, True)


def test_trying_an_answer_tells_what_was_found_the_levels_and_the_follow_up(mechanic: Path) -> None:
    tried = run("try", "bike-mechanic", "brakes-that-failed", typed=ANSWER)
    assert tried.exit_code == 0
    assert "  + looks at cables, pads and the line: “" in tried.output
    assert "  - asks what is felt, and since when\n" in tried.output
    assert "Substance: 2. 1 of 3 points that matter is there." in tried.output
    # (5 + 4 x 2 + 4 x 3 + 4 + 4) / 11
    assert "\nWorth 3.00 beside other answers: particulars 0, what anybody could say 0\n" in tried.output
    assert tried.output.endswith(
        "What follows: rule 3 (a part is missing)\n"
        "A good answer asks what is felt, and since when, so it would ask:\n"
        "  What would you want to hear from the customer first?\n"
    )


def test_a_complete_answer_is_let_go(mechanic: Path) -> None:
    answer = load_file(mechanic).questions[0].model_answer
    tried = run("try", "bike-mechanic", "brakes-that-failed", typed=answer).output
    assert tried.endswith("What follows: rule 6 (move on)\n")


def test_no_answer_is_no_answer(mechanic: Path) -> None:
    tried = run("try", "bike-mechanic", "brakes-that-failed", typed=" \n")
    assert (tried.exit_code, "There is no answer." in tried.output) == (1, True)


def test_the_confusion_table_counts_where_else_a_point_is_found(mechanic: Path) -> None:
    lines, good = confusion_table(mechanic)
    assert good
    assert lines[0].startswith("bike-mechanic: 1 questions; a point is found in ")
    assert lines[1].startswith("  brakes-that-failed /32: asks ")


def test_the_assessment_of_a_file_is_the_one_candidates_get(mechanic: Path) -> None:
    domain = load_file(mechanic)
    seen = assess(domain, domain.questions[0], ANSWER)
    assert (seen.points, seen.missing, seen.on_topic) == (frozenset({"looks"}), ("asks", "tests"), True)


def test_words_are_misspelt_where_nobody_knows_them_and_british_ones_are_known() -> None:
    assert misspelt(["brake", "colour", "organise", "recieve"]) == {"recieve": "receive"}
    assert misspelt([]) == {}
