"""`./run models list` and `./run models pull`: the models that listen and interview, brought with a bar.

The rule: what listens is fetched here or by a click on the page, and never by itself; what interviews is
fetched here, or when it is first loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

from bot.interviewing import missing, named, options
from bot.settings import Settings
from core.interview.errors import ModelFault, SettingsFault, SpeechFault
from core.speech.models import MODELS, Weights
from core.texts.catalog import texts

INTERVIEWER = "interviewer"  # how the interviewer's model is named to `pull`


def listing(settings: Settings) -> Iterator[str]:
    """A line for each model, those of the settings marked with a star."""
    names = list(MODELS)
    if settings.speech_model not in MODELS and not settings.speech_url:
        names.append(settings.speech_model)
    for name in names:
        mark = "*" if name == settings.speech_model else " "
        yield f"{mark} {_standing(Weights(name))}"
    if settings.interviewer == "mistral":
        yield f"* {_interviewers(settings)}"


def pull(settings: Settings, name: str, console: Console) -> None:
    """Fetches the model `name`, those of the settings where it is "", with a bar where there is a terminal.

    Raises SpeechFault, ModelFault and SettingsFault, with what to do.
    """
    interviews = settings.interviewer == "mistral"
    if name != INTERVIEWER and (name or settings.speech == "on" or not interviews):
        _pull_speech(name or settings.speech_model, console)
    if name == INTERVIEWER and not interviews:
        raise SettingsFault("models-no-interviewer")
    if name in ("", INTERVIEWER) and interviews:
        _pull_interviewer(settings, console)


def _pull_speech(name: str, console: Console) -> None:
    weights = Weights(name)
    if weights.name not in MODELS and not weights.present():
        raise SpeechFault("models-unknown", name=weights.name, names=", ".join(MODELS))
    if not weights.present():
        OnTerminal(weights, console).fetch(lambda _percent: None)
    console.print(texts().say("models-fetched", {"name": weights.name}), soft_wrap=True)


def _pull_interviewer(settings: Settings, console: Console) -> None:
    """Base and adapter, each with a bar of its own."""
    if missing(settings):
        raise SettingsFault("interviewer-not-installed", **named(settings))
    from core.interviewers.mistral.weights import located  # noqa: PLC0415 - comes with its extra

    bars: dict[str, TaskID] = {}
    if not here_already(settings):
        with _progress(console) as progress:

            def note(name: str, percent: int) -> None:
                if name not in bars:
                    label = texts().say("models-fetching-interviewer", {"name": name})
                    bars[name] = progress.add_task(label, total=100)
                progress.update(bars[name], completed=percent)

            located(options(settings), note)
    console.print(texts().say("models-fetched-interviewer", {"name": whole_name(settings)}), soft_wrap=True)


@contextmanager
def _progress(console: Console) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        yield progress


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
        with _progress(self._console) as bar:
            task = bar.add_task(label, total=100)

            def note(percent: int) -> None:
                bar.update(task, completed=percent)
                progress(percent)

            self._weights.fetch(note)


def _standing(weights: Weights) -> str:
    if weights.present():
        return texts().say("models-present", {"name": weights.name, "folder": weights.folder()})
    return texts().say("models-missing", {"name": weights.name, "megabytes": weights.megabytes})


def _interviewers(settings: Settings) -> str:
    """The interviewer's model, and whether it is here."""
    names: dict[str, str | int] = {"name": whole_name(settings)}
    try:
        here = here_already(settings)
    except ModelFault as fault:
        return texts().say(fault.key, fault.values)
    return texts().say("models-interviewer-present" if here else "models-interviewer-missing", names)


def here_already(settings: Settings) -> bool:
    """Whether nothing of the interviewer's model has to be fetched. Raises ModelFault for a faulty folder."""
    from core.interviewers.mistral.weights import located, present  # noqa: PLC0415 - comes with its extra

    if missing(settings) or not present(options(settings)):
        return False
    located(options(settings), lambda _name, _percent: None)  # nothing is fetched; faults are found
    return True


def whole_name(settings: Settings) -> str:
    """The interviewer's model, base and adapter, as it is named to people."""
    wanted = options(settings)
    return " + ".join(filter(None, (wanted.base, wanted.adapter)))
