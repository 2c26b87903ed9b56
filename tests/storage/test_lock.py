"""One owner per data directory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core.interview.errors import Unwritable
from core.texts.catalog import texts
from storage.lock import Owned, own

ROOT = Path(__file__).parents[2]
OWNER = """
import sys
from pathlib import Path
from storage.lock import own
with own(Path(sys.argv[1])):
    print("owned", flush=True)
    sys.stdin.read()
"""


def test_the_second_owner_is_told(tmp_path: Path) -> None:
    with own(tmp_path / "data"):
        with pytest.raises(Owned) as caught, own(tmp_path / "data"):
            pass
        said = texts().say(caught.value.key, caught.value.values)
        assert said.startswith(f"Another Greenroom is already running on {tmp_path / 'data'}.")
    with own(tmp_path / "data"):
        pass


@pytest.mark.process
def test_a_killed_owner_leaves_the_folder_free(tmp_path: Path) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, tmp_path],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with owner:
        assert owner.stdout
        assert owner.stdout.readline() == "owned\n"
        with pytest.raises(Owned), own(tmp_path):
            pass
        owner.kill()
    with own(tmp_path):
        pass


def test_a_folder_that_cannot_be_owned_is_named(tmp_path: Path) -> None:
    (tmp_path / "owner.lock").mkdir()
    with pytest.raises(Unwritable) as caught, own(tmp_path):
        pass
    assert caught.value.key == "storage-folder"
