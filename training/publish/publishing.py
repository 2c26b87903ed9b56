"""`publish`: a tuned interviewer as a folder that others can load, here or on the hub.

The rule: the folder holds no row of data and no path of this machine; it is whole or not there; what goes to
the hub is exactly what is in the folder.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.texts.catalog import Texts
from core.worker.hub import client
from training.errors import TrainingFault
from training.publish.card import Extras, base_name, card
from training.publish.merging import merge
from training.publish.tuned import CARD, MARK, Tuned
from training.whole import whole_folder

if TYPE_CHECKING:
    from huggingface_hub import HfApi

MERGED = "merged"
SCORES, PICTURE = "scores.json", "scores.png"
PATHS = {"base_model_name_or_path": "adapter_config.json", "base": MARK}  # where the base is named


@dataclass(frozen=True, slots=True)
class Wish:
    """What goes along: the folder that `score` wrote, a merged model, the name it will have on the hub."""

    scores: Path | None = None
    merged: bool = False
    name: str = ""


def publish(one: Tuned, folder: Path, wish: Wish, texts: Texts) -> None:
    """Writes the folder.

    Raises TrainingFault where scores are not readable, nothing can be merged or the folder not written.
    """
    figures = _scores(wish.scores)
    with whole_folder(folder, MARK) as new:
        for file in one.files:
            shutil.copyfile(file, new / file.name)
        for key, file_name in PATHS.items():
            _rename_base(new / file_name, key, one)
        (new / CARD).write_text(json.dumps(one.data, indent=1) + "\n", encoding="utf-8")
        if wish.scores:
            for shown in (SCORES, PICTURE):
                shutil.copyfile(wish.scores / shown, new / shown)
        if wish.merged:
            merge(one, new / MERGED)
        extras = Extras(figures, wish.merged, wish.name or str(folder))
        (new / "README.md").write_text(card(one, extras, texts), encoding="utf-8")


def push(folder: Path, repository: str, *, public: bool = False, api: HfApi | None = None) -> str:
    """Puts a published folder on the hub, as a private repository where it is new; its address.

    Raises TrainingFault where the hub cannot be reached or does not take it.
    """
    hub = api or client().HfApi()
    try:
        made = hub.create_repo(repository, private=not public, exist_ok=True)
        hub.upload_folder(
            repo_id=made.repo_id, folder_path=folder, commit_message="Publish a tuned interviewer"
        )
    except Exception as error:  # the hub's client raises what its own libraries do
        status = getattr(getattr(error, "response", None), "status_code", 0)
        key = "publish-hub-refused" if status in (401, 403) else "publish-hub-failed"
        raise TrainingFault(key, repository=repository, folder=str(folder)) from None
    return str(made)


def _rename_base(file: Path, key: str, one: Tuned) -> None:
    """A base that is a folder is named without where it lies on this machine."""
    said = json.loads(file.read_text(encoding="utf-8"))
    said[key] = base_name(one)
    file.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")


def _scores(folder: Path | None) -> Mapping[str, Any] | None:
    if folder is None:
        return None
    try:
        return dict(json.loads((folder / SCORES).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        raise TrainingFault("publish-no-scores", folder=str(folder)) from None
