"""Data folders where something is wrong: a small disk, one that is read-only, somebody else's."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class Disk:
    """A small file system of its own at `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self, but: int = 0) -> None:
        """Leaves `but` bytes free."""
        with self._ballast.open("ab", buffering=0) as ballast:
            try:
                while ballast.write(bytes(4_096)):
                    pass
            except OSError:
                pass
        os.truncate(self._ballast, max(0, self._ballast.stat().st_size - but))

    def free(self) -> None:
        """Makes room again."""
        self._ballast.unlink()

    def read_only(self, *, on: bool) -> None:
        """Refuses to write, or no longer."""
        subprocess.run(["mount", "-o", f"remount,{'ro' if on else 'rw'}", self.folder], check=True)


@contextmanager
def disk(folder: Path, size: str = "2m") -> Iterator[Disk]:
    """A disk of `size`; skips the test where none can be made."""
    folder.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    if not made or made.returncode != 0:
        pytest.skip("a small disk takes the right to mount one")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def everything_in(folder: Path) -> dict[str, bytes]:
    """The files of a folder with what is in them, but for the lock, which holds nothing."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "owner.lock"]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def is_root() -> bool:
    """Whether permissions stop nobody here."""
    return os.geteuid() == 0
