"""The command line of training: `./run train prepare`, `finetune`, `score`, `publish`.

The rule: what goes wrong ends in one clear sentence on stderr and exit code 1, never in a traceback; what a
step needs is imported when it runs, so that `--help` answers at once.
"""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Callable

import typer

from core.interview.errors import GreenroomError
from core.texts.catalog import texts
from training.errors import TrainingFault

INTERRUPTED = 130  # what shells use for Ctrl-C

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="From interview files to a better interviewer: prepare, finetune, score, publish.",
)


@app.callback()
def _streams() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without a letter shows "?" in its place


# --- prepare -------------------------------------------------------------------------------------------


@app.command()
def prepare() -> None:
    """Reads interview files, mends and sorts them, and writes what an interviewer can be tuned on."""
    _run(_not_there)


# --- finetune ------------------------------------------------------------------------------------------


@app.command()
def finetune() -> None:
    """Tunes a model on what was prepared."""
    _run(_not_there)


# --- score ---------------------------------------------------------------------------------------------


@app.command()
def score() -> None:
    """Compares what interviewers ask with what people asked."""
    _run(_not_there)


# --- publish -------------------------------------------------------------------------------------------


@app.command()
def publish() -> None:
    """Puts a tuned interviewer into a folder or on the hub."""
    _run(_not_there)


# -------------------------------------------------------------------------------------------------------


def _not_there() -> None:
    raise TrainingFault("train-not-there")


def _run(step: Callable[[], None]) -> None:
    """Runs a step; an error of ours becomes its sentence and exit code 1."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # from here on Ctrl-C is answered
    try:
        step()
    except GreenroomError as error:
        typer.echo(texts().say(error.key, error.values), err=True)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo("\n" + texts().say("train-stopped"), err=True)
        raise typer.Exit(INTERRUPTED) from None
