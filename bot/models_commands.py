"""`./run models list` and `./run models pull`: the speech models, and bringing one.

The rule: a model is fetched here or by a click on the page, and never by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

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
        _fetch(weights, console)
    console.print(texts().say("models-fetched", {"name": weights.name}), soft_wrap=True)


def _fetch(weights: Weights, console: Console) -> None:
    label = texts().say("models-fetching", {"name": weights.name, "megabytes": weights.megabytes})
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(label, total=100)
        weights.fetch(lambda percent: bar.update(task, completed=percent))


def _standing(weights: Weights) -> str:
    if weights.present():
        return texts().say("models-present", {"name": weights.name, "folder": weights.folder()})
    return texts().say("models-missing", {"name": weights.name, "megabytes": weights.megabytes})
