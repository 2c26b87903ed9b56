"""The weights of a Whisper: which there are, where they lie, and how they are brought.

The rule: nothing is fetched but by `fetch`, and only the files named here, at a pinned revision, so that what
was reviewed is what runs. Weights are CTranslate2's own format, which holds numbers and no code.
"""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.interview.errors import SpeechFault
from core.worker.hub import bar, client

FILES = ("config.json", "tokenizer.json", "model.bin")  # what a folder must have to be a model
VOCABULARIES = ("vocabulary.txt", "vocabulary.json")  # one of the two, by the age of the conversion

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Published:
    """A model of the hub. `size` is that of model.bin in bytes; the other files have below 3 MB."""

    repository: str
    revision: str
    size: int
    files: tuple[str, ...] = (*FILES, "vocabulary.txt")


_NEWER = (*FILES, "vocabulary.json", "preprocessor_config.json")

# The conversions faster-whisper itself names, each at the revision of November 2026. MIT, like Whisper.
MODELS = {
    "tiny": Published("Systran/faster-whisper-tiny", "d90ca5fe260221311c53c58e660288d3deb8d356", 75_538_270),
    "base": Published("Systran/faster-whisper-base", "ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66", 145_217_532),
    "small": Published(
        "Systran/faster-whisper-small", "536b0662742c02347bc0e980a01041f333bce120", 483_546_902
    ),
    "medium": Published(
        "Systran/faster-whisper-medium", "08e178d48790749d25932bbc082711ddcfdfbc4f", 1_527_906_378
    ),
    "large-v3": Published(
        "Systran/faster-whisper-large-v3", "edaa852ec7e145841d8ffdb056a99866b5f0a478", 3_087_284_237, _NEWER
    ),
    "turbo": Published(
        "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
        "0a363e9161cbc7ed1431c9597a8ceaf0c4f78fcf",
        1_617_884_929,
        _NEWER,
    ),
}


class Weights:
    """The weights of one model, named as in MODELS or by the folder that holds them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._published = MODELS.get(name)

    @property
    def megabytes(self) -> int:
        """How much is fetched where they are missing; 0 for a folder, which is not fetched."""
        return round(self._published.size / 1_000_000) if self._published else 0

    def present(self) -> bool:
        """Whether they are here."""
        return self._found() is not None

    def folder(self) -> str:
        """The folder that holds them. Raises SpeechFault where they are missing."""
        found = self._found()
        if found:
            return str(found)
        if self._published:
            raise SpeechFault("speech-no-weights", name=self.name, megabytes=self.megabytes)
        raise SpeechFault("speech-no-folder", folder=self.name)

    def fetch(self, progress: Callable[[int], None]) -> None:
        """Fetches what is missing, telling the percentage as it grows. Takes minutes: for a thread.

        Raises SpeechFault, with what to do.
        """
        if not self._published:
            self.folder()
            return
        try:
            _fetch(self._published, progress)
        except Exception as error:  # the hub's client raises what its own libraries do
            log.warning("the weights of %s were not fetched: %s", self.name, type(error).__name__)
            if isinstance(error, OSError) and error.errno == errno.ENOSPC:
                raise SpeechFault("speech-fetch-full", name=self.name, megabytes=self.megabytes) from None
            raise SpeechFault("speech-fetch-failed", name=self.name, megabytes=self.megabytes) from None

    def _found(self) -> Path | None:
        if not self._published:
            folder = Path(self.name).expanduser()
            return folder if _is_model(folder) else None
        one = self._published
        paths = [
            client().try_to_load_from_cache(one.repository, file, revision=one.revision) for file in one.files
        ]
        there = [path for path in paths if isinstance(path, str) and Path(path).exists()]
        return Path(there[0]).parent if len(there) == len(one.files) else None


def _is_model(folder: Path) -> bool:
    has_vocabulary = any((folder / file).is_file() for file in VOCABULARIES)
    return has_vocabulary and all((folder / file).is_file() for file in FILES)


def _fetch(one: Published, progress: Callable[[int], None]) -> None:
    for file in sorted(one.files, key="model.bin".__eq__):  # the large one last: none without the others
        client().hf_hub_download(
            one.repository,
            file,
            revision=one.revision,
            token=False,  # they are public; nobody's token goes along
            tqdm_class=bar(one.size, progress) if file == "model.bin" else bar(1, lambda _percent: None),
        )
    progress(100)
