"""Data sets on the hub: read with `datasets`, written with `huggingface_hub`.

The rule: no code of a data set is run, and nothing is sent but the files that may be passed on. What fails is
told in a sentence that says what to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.worker.hub import client
from training.errors import TrainingFault
from training.prepare.records import table
from training.prepare.rows import Table

if TYPE_CHECKING:
    from huggingface_hub import HfApi

SENT = ("*.jsonl", "dataset.json", "README.md")
KEPT = ("scoring_only.jsonl",)  # what may not be passed on


def read_hub(name: str) -> Iterator[Table]:
    """The tables of `OWNER/NAME[@REVISION][:CONFIG]`, or of a local copy's folder: one a split.

    Raises TrainingFault where it cannot be fetched or holds code.
    """
    path, _, config = name.partition(":")
    path, _, revision = path.partition("@")
    for split, data in _loaded(path, config or None, revision or None).items():
        yield table(f"hub:{path}/{split}", data, lambda _: True)


def _loaded(path: str, config: str | None, revision: str | None) -> Any:
    # It takes seconds to import, and only who reads from the hub needs it.
    import datasets  # type: ignore[import-untyped]  # noqa: PLC0415

    client()
    datasets.disable_progress_bars()
    try:
        return datasets.load_dataset(path, config, revision=revision)
    except Exception as error:  # the hub's client and `datasets` fail in many ways
        raise TrainingFault("prepare-hub-unreadable", name=path, why=_why(error)) from None


def push(folder: Path, repo: str, api: HfApi | None = None) -> str:
    """Puts a written data set into the hub's repository `repo`, private where it is new; its address.

    Raises TrainingFault where that fails; what is in `folder` stays.
    """
    api = api or client().HfApi()
    try:
        made = api.create_repo(repo, repo_type="dataset", private=True, exist_ok=True)
        api.upload_folder(
            repo_id=made.repo_id,
            repo_type="dataset",
            folder_path=folder,
            allow_patterns=list(SENT),
            ignore_patterns=list(KEPT),
            commit_message="Add interview turns to tune on",
        )
    except Exception as error:
        key = "prepare-push-refused" if _status(error) in (401, 403) else "prepare-push-failed"
        raise TrainingFault(key, repo=repo, folder=str(folder), why=_why(error)) from None
    return str(made)


def _status(error: Exception) -> int:
    return int(getattr(getattr(error, "response", None), "status_code", 0) or 0)


def _why(error: Exception) -> str:
    """The kind of an error, with its status: never its own words, which may hold addresses and tokens."""
    status = _status(error)
    return f"{type(error).__name__}{f' {status}' if status else ''}"
