"""The `greenroom` command line: `./run COMMAND`, `python -m bot COMMAND`.

The rule: what goes wrong ends in one clear sentence on stderr and an exit code, never in a traceback;
what a command needs is imported when it runs, so that `--help` answers at once.
"""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.settings import Settings, read
from core.interview.errors import GreenroomError
from core.texts.catalog import texts

INTERRUPTED = 130  # what shells use for Ctrl-C

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Interview practice you host yourself. Start with: ./run",
)
domains = typer.Typer(no_args_is_help=True, help="What can be practised.")
app.add_typer(domains, name="domains")
models = typer.Typer(no_args_is_help=True, help="The models that understand speech and interview.")
app.add_typer(models, name="models")

Plain = Annotated[bool, typer.Option("--plain", help="No colours.")]


@app.command()
def serve() -> None:
    """The practice page, on this machine only, until Ctrl-C. What ./run starts."""
    from bot.serving import serve as serving

    _run(lambda settings: serving(settings, typer.echo))


@app.command()
def interview(  # noqa: PLR0913, PLR0917 - an option each
    domain: Annotated[str, typer.Option(help="What to practise; see: ./run domains list")] = "",
    level: Annotated[str, typer.Option(help="entry, mid or senior")] = "",
    length: Annotated[str, typer.Option(help="short, standard or long: 4, 7 or 11 questions")] = "",
    scores: Annotated[str, typer.Option(help="show or hide levels in the report")] = "",
    aloud: Annotated[bool, typer.Option("--aloud", help="read questions aloud, with espeak-ng")] = False,
    plain: Plain = False,
) -> None:
    """An interview in the terminal, or over a pipe: one line is one answer.

    What is not given here is asked for. An interview left open goes on where it stood.
    """
    from bot.console import talk

    chosen = {"domain": domain, "level": level, "length": length, "scores": scores}
    given = {name: value for name, value in chosen.items() if value}
    _run(lambda settings: talk(settings, given, plain=plain, is_aloud=aloud))


@app.command()
def report(plain: Plain = False) -> None:
    """Your newest report."""
    _show("report", plain=plain)


@app.command()
def why(plain: Plain = False) -> None:
    """Why each follow-up of your newest report was asked and each level given."""
    _show("why", plain=plain)


@app.command()
def history(plain: Plain = False) -> None:
    """Your earlier interviews and how they went."""
    _show("history", plain=plain)


@app.command()
def export(file: Annotated[Path, typer.Argument(help="A new file to write.")]) -> None:
    """Everything kept about you, as JSON."""
    from bot.console import exported

    text = _run(exported)
    try:
        _write(file, json.dumps(text, ensure_ascii=False, indent=2))
    except OSError as error:
        _stop(texts().say("console-export-failed", {"file": str(file), "reason": error.strerror or ""}))
    typer.echo(texts().say("console-exported", {"file": str(file)}))


@app.command()
def forget(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete everything kept about you, at once and for good."""
    from bot.console import forgotten

    if not yes and not typer.confirm(texts().say("forget-confirm")):
        typer.echo(texts().say("console-forget-kept"))
        raise typer.Exit
    _run(forgotten)
    typer.echo(texts().say("console-forgotten"))


@app.command()
def doctor(plain: Plain = False) -> None:
    """What is installed, configured and reachable, and what to do about what is not."""
    from bot.doctor import examine

    if not asyncio.run(examine(plain=plain)):
        raise typer.Exit(1)


@app.command("audit")
def audit_judge(
    questions: Annotated[int, typer.Option(min=1, max=25, help="Questions of each domain.")] = 1,
    domain: Annotated[list[str] | None, typer.Option(help="Only this domain; may be repeated.")] = None,
    labelled: Annotated[
        Path | None, typer.Option(help="Compare with a .csv or .xlsx of answers people labelled.")
    ] = None,
) -> None:
    """Whether the judge can be talked up, led astray or upset; exit code 1 where it can."""
    from bot import audit_commands as auditing
    from bot.bootstrap import domains as load

    held = True
    with _faults():
        settings = read()
        audit = auditing.audited_as_set(settings, load(settings), texts(), questions, domain or (), labelled)
        lines, held = asyncio.run(audit)
        typer.echo("\n".join(lines))
    if not held:
        raise typer.Exit(1)


@domains.command("list")
def domains_list() -> None:
    """The domains that can be practised, the operator's own among them."""
    from bot.bootstrap import domains as load
    from core.domains.check import listing

    with _faults():
        typer.echo("\n".join(listing(load(read()), texts())))


@domains.command("check")
def domains_check(
    path: Annotated[
        Path | None, typer.Argument(help="A file or folder; the bundled ones without it.")
    ] = None,
    confusion: Annotated[
        bool, typer.Option("--confusion", help="In which other answers each point is found.")
    ] = False,
) -> None:
    """Every fault of every domain file, with its line and its remedy."""
    from bot.domains_commands import check, confusion_table

    with _faults():
        lines, good = (confusion_table if confusion else check)(path)
        typer.echo("\n".join(lines))
    if not good:
        raise typer.Exit(1)


@domains.command("new")
def domains_new(
    file: Annotated[Path | None, typer.Argument(help="A new file; printed without it.")] = None,
) -> None:
    """A domain to begin with, its keys explained."""
    from bot.domains_trying import SKELETON, new

    with _faults():
        if file is None:
            typer.echo(SKELETON.read_text(encoding="utf-8"), nl=False)
        else:
            typer.echo(texts().say("domains-new-done", {"file": str(new(file))}))


@domains.command("show")
def domains_show(
    id: Annotated[str, typer.Argument(help="A domain; see: ./run domains list")],
    question: Annotated[str, typer.Argument(help="One question of it.")] = "",
) -> None:
    """A domain with its questions, or one question with all that belongs to it."""
    from bot.bootstrap import domains as load
    from bot.domains_trying import question_of, shown, shown_question

    with _faults():
        domain = load(read()).get(id)
        lines = shown_question(question_of(domain, question), texts()) if question else shown(domain, texts())
        typer.echo("\n".join(lines))


@domains.command("try")
def domains_try(
    id: Annotated[str, typer.Argument(help="A domain; see: ./run domains list")],
    question: Annotated[str, typer.Argument(help="A question of it; see: ./run domains show ID")],
) -> None:
    """Answer a question and see what the assessment sees, and what it would ask next."""
    from bot.bootstrap import domains as load
    from bot.domains_trying import question_of, tried

    with _faults():
        domain = load(read()).get(id)
        one = question_of(domain, question)
        answer = _answer(one.plain or one.text)
        if not answer:
            _stop(texts().say("domains-try-empty", {"domain": id, "id": question}))
        typer.echo("\n".join(asyncio.run(tried(domain, one, answer, texts()))))


def _answer(question: str) -> str:
    """What is typed until an empty line, or all that comes over a pipe."""
    if not sys.stdin.isatty():
        return sys.stdin.read().strip()
    typer.echo(f"{question}\n{texts().say('domains-try-answer')}\n")
    return "".join(takewhile(str.strip, sys.stdin)).strip()


@models.command("list")
def models_list() -> None:
    """The models that understand speech, the one that interviews, and which of them are here."""
    from bot.models_commands import listing

    with _faults():
        typer.echo("\n".join(listing(read())))


@models.command("pull")
def models_pull(
    name: Annotated[
        str, typer.Argument(help="A speech model, or: interviewer. Without it, those of the settings.")
    ] = "",
) -> None:
    """Fetch the models of the settings, or one."""
    from rich.console import Console

    from bot.models_commands import pull

    with _faults():
        pull(read(), name, Console())


@app.command()
def version() -> None:
    """Which Greenroom this is."""
    from importlib.metadata import version as installed

    typer.echo(installed("greenroom"))


def _show(query: str, *, plain: bool) -> None:
    from bot.console import shown

    _run(lambda settings: shown(settings, query, plain=plain))


def _run(work: Callable[[Settings], Coroutine[Any, Any, Any]]) -> Any:
    """Runs `work` with the settings; every known fault ends in its sentence."""
    with _faults():
        settings = read()
        logging.basicConfig(level=settings.log_level.upper(), format="%(asctime)s %(name)s %(message)s")
        return asyncio.run(work(settings))


@contextmanager
def _faults() -> Iterator[None]:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # from here on Ctrl-C is answered
    try:
        yield
    except GreenroomError as error:
        _stop(_told(error))
    except KeyboardInterrupt:
        typer.echo("\n" + texts().say("console-bye"), err=True)
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        # Whoever read our output is gone; what was answered is saved, and there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(1) from None


def _told(error: GreenroomError) -> str:
    faults = getattr(error, "faults", None)
    if faults:
        return "\n".join(fault.told(texts()) for fault in faults)
    return texts().say(error.key, error.values)


def _stop(sentence: str) -> None:
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


def _write(file: Path, text: str) -> None:
    from bot.adapters.console.lines import write_private

    write_private(str(file), text)


@app.callback()
def _streams() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without a letter shows "?" in its place
