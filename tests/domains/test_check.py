"""The report of `domains check` and the lines of `domains list`."""

from __future__ import annotations

from pathlib import Path

from core.domains.check import listing, load, report
from core.texts.catalog import texts
from tests.domains.samples import VALID


def test_a_good_file_is_summed_up_by_phase_and_difficulty(tmp_path: Path) -> None:
    (tmp_path / "baker.toml").write_text(
        VALID.replace('cues = ["timer"]', 'cues = ["a", "b", "c", "d", "e", "f"]')
    )
    lines = report(load(tmp_path), texts())
    assert lines[:3] == (
        "baker: “Baker”, 11 questions",
        "  behavioral: 1 preset, 0 generated; difficulty 1: 0, 2: 1, 3: 0",
        "  technical: 9 preset, 1 generated; difficulty 1: 4, 2: 3, 3: 3",
    )
    assert lines[3].startswith(
        "  32 points have fewer than 6 cues: burnt-batch.notices, burnt-batch.saves, next"
    )
    assert lines[4:] == ("1 domain can be used. No faults.",)


def test_faults_come_first_and_are_counted(tmp_path: Path) -> None:
    (tmp_path / "baker.toml").write_text(VALID)
    (tmp_path / "broken.toml").write_text("title = Baker\n")
    (tmp_path / "cook.toml").write_text(VALID.replace('role = "baker"', 'role = ""'))
    lines = report(load(tmp_path), texts())
    assert lines[0] == (
        f"{tmp_path}/broken.toml:1: Not valid TOML at column 9: Invalid value."
        " Correct this place; quotes, brackets and equals signs must match."
    )
    assert lines[1] == (
        f"{tmp_path}/cook.toml:2: `role` is empty."
        " Write a text, or take the entry out if the key may be left out."
    )
    assert lines[-1] == "1 domain can be used. 2 faults in 2 files."


def test_one_file_can_be_checked_alone(tmp_path: Path) -> None:
    (tmp_path / "baker.toml").write_text(VALID)
    (tmp_path / "broken.toml").write_text("title = ")
    assert report(load(tmp_path / "baker.toml"), texts())[-1] == "1 domain can be used. No faults."
    assert report(load(tmp_path / "broken.toml"), texts())[-1] == "0 domains can be used. 1 fault in 1 file."


def test_the_list_has_one_line_for_each_domain(tmp_path: Path) -> None:
    (tmp_path / "baker.toml").write_text(VALID)
    (tmp_path / "broken.toml").write_text("title = ")
    assert listing(load(tmp_path), texts()) == ("baker: Baker. Bread and people.",)
