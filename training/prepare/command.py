"""The command `prepare`: what was asked for on the command line, and what is shown of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from core.interviewers.prompts.prompts import Task
from core.texts.catalog import texts
from training.errors import TrainingFault
from training.prepare.assembling import TAUGHT
from training.prepare.hub import push
from training.prepare.preparing import Options, prepare
from training.prepare.showing import show


@dataclass(frozen=True, slots=True)
class Asked:
    """The options as they were given; `domains` is None for all."""

    sources: tuple[str, ...]
    out: Path
    config: Path | None
    labelled: tuple[str, ...]
    right: bool
    seed: int
    domains: tuple[str, ...] | None
    tasks: tuple[str, ...]
    push: str
    echoes: int = 0


def prepare_command(asked: Asked) -> None:
    """Prepares, shows the report, and puts the data set on the hub where that was asked for.

    Raises TrainingFault where something cannot be done.
    """
    if not asked.sources and not asked.labelled and asked.domains == ():
        raise TrainingFault("prepare-nothing-given")
    console = Console()
    with console.status("") as status:

        def tell(key: str, values: dict[str, str | int]) -> None:
            status.update(texts().say(key, values))

        report = prepare(
            Options(
                asked.sources,
                asked.out,
                asked.config,
                asked.labelled,
                asked.right,
                asked.seed,
                asked.domains,
                _tasks(asked.tasks),
                asked.echoes,
            ),
            tell,
        )
    show(report, str(asked.out), console)
    if not report.rows:
        raise TrainingFault("prepare-nothing-left")
    if asked.push:
        console.print(texts().say("prepare-pushed", {"address": push(asked.out, asked.push)}))


def _tasks(names: tuple[str, ...]) -> tuple[Task, ...]:
    known = {task.value: task for task in TAUGHT}
    for name in names:
        if name not in known:
            raise TrainingFault("prepare-task-unknown", task=name, known=", ".join(known))
    return tuple(known[name] for name in names) or TAUGHT
