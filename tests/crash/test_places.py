"""A data folder, a key, a database or a disk that cannot be used: a sentence, exit 1, nothing changed."""

from __future__ import annotations

import base64
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.crash.answers import answer, canary, number_of
from tests.crash.places import disk, everything_in, is_root
from tests.crash.retelling import read
from tests.crash.terminal import INTERVIEW, REPORT, Terminal, run

pytestmark = pytest.mark.process

OTHER_KEY = base64.b64encode(bytes(range(32))).decode()


def begun(data: Path) -> None:
    """An interview with its first answer in `data`."""
    with Terminal(data) as terminal:
        terminal.question()
        terminal.says(answer(0))
        assert terminal.end() == 0


def refused(data: Path, **settings: str) -> str:
    """What a start says that is refused; nothing in `data` changes by it."""
    before = everything_in(data)
    done = run(data, lines=answer(1), **settings)
    assert (done.code, done.out) == (1, "")
    assert "Traceback" not in done.err
    assert everything_in(data) == before
    return " ".join(done.err.split())


def test_another_a_missing_and_a_broken_master_key_are_refused_by_name(data: Path) -> None:
    begun(data)
    file = data / "master.key"
    key = file.read_bytes()
    assert refused(data, GREENROOM_MASTER_KEY=OTHER_KEY) == (
        "The master key is not the one this database was made with. "
        "Restore the right one, or the database that belongs to this one."
    )
    file.write_text(OTHER_KEY, encoding="utf-8")
    assert refused(data).startswith("The master key is not the one this database was made with.")
    file.write_bytes(b"\xff\x00")
    assert refused(data) == (
        f"The master key in {file} cannot be used: not a key. "
        "Restore it from a backup; without it nothing in the database can be read."
    )
    file.unlink()
    assert refused(data) == (
        f"The database has a master key, but {file} is missing. Restore it from a backup. "
        "To start anew instead, move the database file away as well."
    )
    file.write_bytes(key)
    with Terminal(data) as terminal:
        assert terminal.question().head.startswith("We were here: Question 1 of 4")


def test_a_database_that_is_none_is_refused_and_left_as_it_is(data: Path) -> None:
    begun(data)
    (data / "greenroom.db").write_bytes(b"not a database " * 400)
    for journal in data.glob("greenroom.db-*"):
        journal.unlink()
    assert refused(data).startswith("The database is damaged (SQLITE_NOTADB). Stop Greenroom and restore")


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    inside = run(tmp_path / "data", GREENROOM_DATA_DIR=str(tmp_path / "file" / "data"))
    assert (inside.code, inside.out) == (1, "")
    assert f"Greenroom cannot use {tmp_path}/file/data: Not a directory." in " ".join(inside.err.split())
    itself = run(tmp_path / "data", GREENROOM_DATA_DIR=str(tmp_path / "file"))
    assert (itself.code, itself.out) == (1, "")
    assert "GREENROOM_DATA_DIR cannot be" in itself.err


def test_a_folder_in_which_nobody_may_write_is_named(data: Path) -> None:
    if is_root():
        pytest.skip("permissions do not stop root; a read-only disk does, below")
    begun(data)
    data.chmod(0o500)
    try:
        assert "Permission denied" in refused(data)
    finally:
        data.chmod(0o700)


def test_a_read_only_disk_is_named_and_nothing_is_lost(tmp_path: Path) -> None:
    with disk(tmp_path / "small", "8m") as small:
        data = small.folder / "data"
        begun(data)
        small.read_only(on=True)
        assert "Read-only file system" in refused(data)
        small.read_only(on=False)
        with Terminal(data) as terminal:
            assert terminal.question().head.startswith("We were here: Question 1 of 4")


def test_a_full_disk_at_the_start_is_named_and_nothing_is_left_half_made(tmp_path: Path) -> None:
    with disk(tmp_path / "small", "8m") as small:
        data = small.folder / "data"
        data.mkdir()
        small.fill()
        full = run(data, lines=answer(0))
        assert (full.code, "Traceback" in full.err) == (1, False)
        assert "disk" in full.err or "No space left on device" in full.err
        small.free()
        with Terminal(data) as terminal:
            assert terminal.question().head == "To warm up, not scored:"


def test_a_disk_that_fills_up_in_the_middle_loses_nothing_it_replied_to(tmp_path: Path) -> None:
    """What was not kept may be typed again when there is room, and counts once."""
    with disk(tmp_path / "small", "8m") as small:
        data = small.folder / "data"
        with Terminal(data) as terminal:
            terminal.question()
            asked = terminal.says(answer(0))
            small.fill()
            for _ in range(3):
                terminal.write(answer(1))
                terminal.until("The disk is full, so nothing was saved.")
            small.free()
            terminal.write("/repeat")
            assert terminal.question().text == asked.text
            for number in range(2, 40):
                terminal.write(answer(number))
            terminal.until(REPORT)
            terminal.write("/quit")
            assert (terminal.end(), terminal.errors) == (0, "")
        file = tmp_path / "kept.json"
        assert run(data, "export", str(file)).code == 0
        (interview,) = read(file).interviews
        said = "\n".join(interview.answers)
        assert [said.count(canary(number)) > 0 for number in (0, 1, 2)] == [True, False, True]


LINES = re.compile(r"^> (At .*)$", re.MULTILINE)
PAGE = 4_096


def test_whoever_is_told_that_nothing_was_saved_can_type_it_again_and_is_counted_once(tmp_path: Path) -> None:
    """On a disk that is nearly full a message can be kept and the work on it fail: that is told apart."""
    with disk(tmp_path / "small", "8m") as small:
        data = small.folder / "data"
        with Terminal(data, *INTERVIEW[:-2], "long", "--plain") as terminal:
            terminal.question()
            for pages in range(30):
                small.fill(but=pages * PAGE)
                terminal.write(answer(pages))
                terminal.write("/help")
                terminal.until("leave; an open interview waits for you")
            small.free()
            terminal.write("/repeat")
            terminal.question()
            _, *pieces = LINES.split(terminal.shown)
        file = tmp_path / "kept.json"
        assert run(data, "export", str(file)).code == 0
        said = Counter(number_of(answer) for answer in read(file).interviews[0].answers)
    told = dict(zip(map(number_of, pieces[::2]), pieces[1::2], strict=True))
    refused = {number for number, text in told.items() if "nothing was saved" in text}
    waiting = {number for number, text in told.items() if "What you sent is kept" in text}
    assert refused
    assert waiting
    assert refused & said.keys() == set()
    assert max(said.values()) == 1
