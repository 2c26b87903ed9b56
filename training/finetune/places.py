"""Where a run keeps what, and how it gets there: as a whole or not at all.

The rule: a file or a folder appears under its name when it is complete; before that it has another name, and
what a run that died left behind under such a name is removed by the next one.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.errors import TrainingFault

NEW = ".new"
LITTLE = 2**20  # bytes: a disk with less than this is full
MARK = "greenroom.json"


@dataclass(frozen=True, slots=True)
class Places:
    """The folder of one run and what is in it."""

    out: Path

    @property
    def adapter(self) -> Path:
        """What was tuned: there when the run is over."""
        return self.out / "adapter"

    @property
    def work(self) -> Path:
        """Checkpoints, by which a run goes on after it was stopped; gone when it is over."""
        return self.out / "work"

    @property
    def csv(self) -> Path:
        """The losses as numbers."""
        return self.out / "curves.csv"

    @property
    def png(self) -> Path:
        """The losses as a picture."""
        return self.out / "curves.png"

    def begin(self, config: dict[str, Any]) -> None:
        """Makes the folders, or sees that they are of the same run. Raises TrainingFault."""
        if self.adapter.exists():
            raise TrainingFault("train-done-already", folder=str(self.out))
        kept = self.work / "config.json"
        said = json.dumps(config, indent=2, sort_keys=True)
        if kept.exists() and kept.read_text(encoding="utf-8") != said:
            raise TrainingFault("train-other-run", folder=str(self.out))
        self.work.mkdir(parents=True, exist_ok=True)
        replace_text(kept, said)

    def newest(self, mark: str) -> Path | None:
        """The newest checkpoint that is whole. Those that are not are removed."""
        found = sorted(self.work.glob("checkpoint-*"), key=lambda one: int(one.name.rsplit("-", 1)[1]))
        for one in found:
            if not (one / mark).exists():
                shutil.rmtree(one)
        return next((one for one in reversed(found) if one.exists()), None)


def replace_text(file: Path, content: str | bytes) -> None:
    """Writes a file beside its place and puts it there."""
    new = file.with_name(file.name + NEW)
    try:
        new.write_bytes(content.encode() if isinstance(content, str) else content)
        new.replace(file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """A folder to write into that gets its name when the block ends well, and is gone if it does not."""
    new = folder.with_name(folder.name + NEW)
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        yield new
        for file in new.rglob("*"):
            if file.is_file():
                _settle(file)
        new.replace(folder)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def _settle(file: Path) -> None:
    with file.open("rb") as open_file:
        os.fsync(open_file.fileno())


def is_full(folder: Path) -> bool:
    """Whether the disk of `folder` has no room left."""
    return shutil.disk_usage(folder).free < LITTLE
