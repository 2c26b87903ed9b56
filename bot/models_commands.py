"""`./run models list` and `./run models pull`: the speech models, and bringing one with a bar.

The rule: a model is fetched here or by a click on the page, and never by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from bot.settings import Settings
from core.interview.errors import SpeechFault
from core.speech.models import MODELS, Weights
from core.texts.catalog import texts


def listing(settings: Settings) -> Iterator[str]:
    """A line for each model, the chosen one marked with a star."""
    names = list(MODELS)
    if settings.speech_model not in MODELS and not settings.speech_url:
        names.append(settings.speech_model)
    for name in names:
        mark = "*" if name == settings.speech_model else " "
        yield f"{mark} {_standing(Weights(name))}"


def pull(settings: Settings, name: str, console: Console) -> None:
    """Fetches the model `name`, the chosen one where it is "", with a bar where there is a terminal.

    Raises SpeechFault, with what to do.
    """
    weights = Weights(name or settings.speech_model)
    if weights.name not in MODELS and not weights.present():
        raise SpeechFault("models-unknown", name=weights.name, names=", ".join(MODELS))
    if not weights.present():
        OnTerminal(weights, console).fetch(lambda _percent: None)
    console.print(texts().say("models-fetched", {"name": weights.name}), soft_wrap=True)


class OnTerminal:
    """Weights whose fetching also shows on a terminal how far it is."""

    def __init__(self, weights: Weights, console: Console) -> None:
        self._weights = weights
        self._console = console

    @property
    def megabytes(self) -> int:
        """See `Weights`."""
        return self._weights.megabytes

    def present(self) -> bool:
        """See `Weights`."""
        return self._weights.present()

    def fetch(self, progress: Callable[[int], None]) -> None:
        """See `Weights`."""
        label = texts().say("models-fetching", {"name": self._weights.name, "megabytes": self.megabytes})
        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self._console) as bar:
            task = bar.add_task(label, total=100)

            def note(percent: int) -> None:
                bar.update(task, completed=percent)
                progress(percent)

            self._weights.fetch(note)


def _standing(weights: Weights) -> str:
    if weights.present():
        return texts().say("models-present", {"name": weights.name, "folder": weights.folder()})
    return texts().say("models-missing", {"name": weights.name, "megabytes": weights.megabytes})
