"""The command line of training: `./run train prepare`, `finetune`, `score`, `publish`.

The rule: what goes wrong ends in one clear sentence on stderr and exit code 1, never in a traceback; what a
step needs is imported when it runs, so that `--help` answers at once.
"""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

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
def prepare(  # noqa: PLR0913, PLR0917 - an option each
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files (xlsx, csv, jsonl, parquet), folders of them, or hub:OWNER/NAME.", show_default=False
        ),
    ] = None,
    out: Annotated[Path, typer.Option(help="The folder to write.")] = Path("data/interviews"),
    config: Annotated[
        Path | None,
        typer.Option(help="Names of columns, spellings, licences; see training/configs/columns.toml"),
    ] = None,
    labelled: Annotated[
        list[str] | None,
        typer.Option(help="A file whose labelled answers teach findings too; again for each."),
    ] = None,
    have_the_right: Annotated[
        bool,
        typer.Option("--i-have-the-right", help="You may teach from every file given, whatever its licence."),
    ] = False,
    seed: Annotated[int, typer.Option(help="What the split is drawn with.")] = 1,
    domain: Annotated[
        list[str] | None,
        typer.Option(help="A domain to compose answers from; again for each, all without it."),
    ] = None,
    no_domains: Annotated[
        bool, typer.Option("--no-domains", help="Compose nothing from the domains.")
    ] = False,
    task: Annotated[
        list[str] | None, typer.Option(help="probe, finding or correction; again for each, all without it.")
    ] = None,
    echoes: Annotated[
        int,
        typer.Option(
            min=0, help="So many more follow-ups for each answer: people's forms, about its own words."
        ),
    ] = 0,
    push: Annotated[str, typer.Option(help="Put it on the hub too, as OWNER/NAME.")] = "",
) -> None:
    """Reads interview files, mends and sorts them, and writes what an interviewer can be tuned on."""

    def step() -> None:
        from training.prepare.command import Asked, prepare_command

        prepare_command(
            Asked(
                tuple(sources or ()),
                out,
                config,
                tuple(labelled or ()),
                have_the_right,
                seed,
                () if no_domains else tuple(domain) if domain else None,
                tuple(task or ()),
                push,
                echoes,
            )
        )

    _run(step)


# --- finetune ------------------------------------------------------------------------------------------


@app.command()
def finetune(
    config: Annotated[str, typer.Argument(help="A file, or the name of one that comes along.")],
    out: Annotated[Path, typer.Option(help="A folder for the adapter and the curves.")],
    data: Annotated[Path | None, typer.Option(help="What prepare wrote.")] = None,
) -> None:
    """Tunes a model on what was prepared; started again after it was stopped, it goes on."""

    def step() -> None:
        from training.finetune.command import finetune_command

        finetune_command(config, out, data)

    _run(step)


@app.command()
def small(
    folder: Annotated[Path, typer.Argument(help="A folder with triples.json.")],
    out: Annotated[Path, typer.Option(help="A folder for base and adapter.")],
) -> None:
    """Makes the small Mistral of the tests anew: tokenizer, base, adapter. Takes a quarter of an hour."""

    def step() -> None:
        from training.small.making import make

        make(folder, out)

    _run(step)


@app.command()
def beginner(
    data: Annotated[Path, typer.Argument(help="What prepare wrote.")],
    out: Annotated[Path, typer.Option(help="A folder for the model.")],
) -> None:
    """Makes a small Mistral that has read and copied but never interviewed, to show what tuning adds."""

    def step() -> None:
        from training.small.beginning import begin

        begin(data, out)

    _run(step)


# --- score ---------------------------------------------------------------------------------------------


@app.command()
def score(  # noqa: PLR0913, PLR0917 - a command has as many options as it has
    data: Annotated[list[Path], typer.Argument(help="What `prepare` wrote: folders, or files of theirs.")],
    run: Annotated[Path | None, typer.Option(help="The folder of a tuned interviewer, to compare.")] = None,
    split: Annotated[str, typer.Option(help="Which split of a folder.")] = "test",
    out: Annotated[Path, typer.Option(help="Where tables, figures and picture go.")] = Path("scores"),
    questions: Annotated[
        list[str] | None, typer.Option(help="NAME=FILE: questions that another interviewer worded.")
    ] = None,
    bits: Annotated[int, typer.Option(help="Bits of a weight of the base: 4, 8, 16 or 32.")] = 4,
    threads: Annotated[int, typer.Option(help="Of the processor; all where 0.")] = 0,
) -> None:
    """Compares what interviewers ask with what people asked, and writes tables and a picture."""

    def step() -> None:
        from rich.console import Console

        from training.score import command

        loading = command.Loading(run, command.bits_of(bits), threads)
        command.run(command.Wanted(data, split, out, questions or (), loading), Console())

    _run(step)


# --- publish -------------------------------------------------------------------------------------------


@app.command()
def publish(  # noqa: PLR0913, PLR0917 - a command has as many options as it has
    run: Annotated[Path, typer.Argument(help="The folder of a tuned interviewer.")],
    data: Annotated[Path, typer.Option(help="The folder of data that it was tuned on.")],
    to: Annotated[Path, typer.Option(help="The folder to publish into.")],
    scores: Annotated[Path | None, typer.Option(help="A folder that `score` wrote.")] = None,
    merge: Annotated[
        bool, typer.Option("--merge", help="With base and adapter as one bf16 model, for llama.cpp and vLLM.")
    ] = False,
    push: Annotated[str, typer.Option(help="OWNER/NAME: put it on the hub, too.")] = "",
    public: Annotated[bool, typer.Option("--public", help="Where it is new there, for everybody.")] = False,
) -> None:
    """Puts a tuned interviewer, with its card and figures, into a folder or on the hub."""

    def step() -> None:
        from training.publish import publishing
        from training.publish.tuned import tuned

        wish = publishing.Wish(scores, merge, push)
        publishing.publish(tuned(run, data), to, wish, texts())
        typer.echo(texts().say("publish-written", {"folder": str(to)}))
        if push:
            address = publishing.push(to, push, public=public)
            typer.echo(texts().say("publish-pushed", {"address": address}))

    _run(step)


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
