"""A folder that is whole or not there.

The rule: a step writes into a folder of another name beside its goal and puts it in place when it is done; a
kill, a full disk or an error leaves what was there before as it was. Only what a step itself wrote is
replaced.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from training.errors import TrainingFault


@contextmanager
def whole_folder(folder: Path, mark: str) -> Iterator[Path]:
    """A new folder to write into, which becomes `folder` at the end of the block.

    What was there is replaced if it is empty or has the file `mark`, which tells that a step wrote it. Raises
    TrainingFault where it is something else, and where nothing can be written.
    """
    if folder.exists() and not _ours(folder, mark):
        raise TrainingFault("train-not-ours", folder=str(folder))
    new: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        new.chmod(0o755)
        yield new
        _put(new, folder)
    except OSError as error:
        key = "train-folder-full" if error.errno == errno.ENOSPC else "train-folder-locked"
        raise TrainingFault(key, folder=str(folder)) from None
    finally:
        if new is not None:
            shutil.rmtree(new, ignore_errors=True)


def _ours(folder: Path, mark: str) -> bool:
    return folder.is_dir() and ((folder / mark).is_file() or not any(folder.iterdir()))


def _put(new: Path, folder: Path) -> None:
    old = new.with_name(f"{new.name}-old")
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
