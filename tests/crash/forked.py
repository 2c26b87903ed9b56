"""The served program, forked from a process that has imported everything already: a start takes a moment.

    python -m tests.crash.forked

A line of JSON {"env": {...}, "log": FILE, "dictation": false, "step": "", "nth": 1} begins a life: `python
-m bot serve` in these settings, which dies by SIGKILL the nth time that `step` is reached. With `dictation`
it hears what stands in a recording's bytes. The answers are {"born": PID} and, when it is over,
{"ended": CODE}, -9 where it was killed.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import psycopg
import uvicorn
from sqlalchemy.dialects.sqlite import aiosqlite

from bot import bootstrap, command_line, engine, files, serving
from bot.adapters.telegram import telegram
from bot.adapters.telegram.desk import Desk
from bot.adapters.telegram.sender import Sending
from bot.hearing import hears
from bot.settings import Settings
from core.domains.contents import edition_from, edition_of
from core.interviewers.bank.topic import subjects
from core.texts.catalog import texts
from tests.crash.dying import answer
from tests.crash.steps import Trap, set_traps
from tests.fakes.transcriber import Dictation

WARM = (psycopg, uvicorn, aiosqlite, command_line, engine, serving, telegram, files)
DOMAINS = ("nurse", "data_scientist", "software_development_engineer")  # that people practise in the tests
# Beyond `steps.STEPS`: what the receiver and the sender of Telegram do.
STEPS = {
    "update: read": "an update was handed out, and nothing of it was done",
    "update: taken": "all of it is done, and Telegram does not know",
    "letter: sending": "a message is about to be sent",
    "letter: sent": "Telegram has it, and we do not know",
}


def traps(step: str, nth: int) -> None:
    """Makes `step` deadly."""
    trap = Trap()
    trap.step, trap.nth, trap.armed = step, nth, True
    set_traps(trap)
    _around(Desk, "take", trap, "update: read", "update: taken")
    _around(Sending, "send", trap, "letter: sending", "letter: sent")


def _around(owner: Any, name: str, trap: Trap, before: str, after: str) -> None:
    work = getattr(owner, name)

    async def within(*args: Any) -> Any:
        trap(before)
        found = await work(*args)
        trap(after)
        return found

    setattr(owner, name, within)


def live(life: dict[str, Any]) -> None:
    """One life, in this process: what `python -m bot serve` does."""
    log = os.open(life["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for number in (1, 2):
        os.dup2(log, number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.update(life["env"])
    os.chdir(Path(life["log"]).parent)
    if life["dictation"]:
        setattr(bootstrap, "hearing", lambda settings, said: hears(settings, said, Dictation()))  # noqa: B010
    if life["step"]:
        traps(life["step"], life["nth"])
    sys.argv = ["greenroom", "serve"]
    command_line.app()


def main() -> None:
    """Forks a life for each line."""
    loaded = bootstrap.domains(Settings())  # read once for all lives, as is what the bank makes of some
    setattr(bootstrap, "domains", lambda _settings: loaded)  # noqa: B010
    texts()
    for name in DOMAINS:
        subjects(edition_from(edition_of(loaded.domains[name]).text))
    answer({"ready": os.getpid()})
    while line := _line():
        child = os.fork()
        if child == 0:
            code = 1
            try:
                live(json.loads(line))
            except SystemExit as end:
                code = int(end.code or 0)
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        answer({"born": child})
        _, status = os.waitpid(child, 0)
        answer({"ended": os.waitstatus_to_exitcode(status)})


def _line() -> bytes:
    line = bytearray()
    while not line.endswith(b"\n"):
        piece = os.read(0, 1)
        if not piece:
            return b""
        line += piece
    return bytes(line)


if __name__ == "__main__":
    main()
