"""The program as it serves Discord, in a process that is killed: forked from one that has everything loaded.

    python -m tests.crash.discord_life      forks a life for each {"life": {...}}, one after the other

A life is `bot.serving.serve` with a Discord token. It answers {"born": pid}, and what forked it says how it
ended. Where a step is named, it ends itself there by SIGKILL; else whoever asked for it kills it.

The rule: everything is the program's own, but for where Discord is (the library is led to the tests' server)
and for the lease of a dead process, which is over sooner, so that lives can follow one another closely.
"""

from __future__ import annotations

import asyncio
import ctypes
import functools
import json
import logging
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from bot import bootstrap, connections, serving
from bot.adapters.discord import acknowledging
from bot.adapters.discord.catching_up import CatchingUp
from bot.adapters.discord.messages import Messages
from bot.adapters.discord.sender import DiscordSender
from bot.adapters.telegram.telegram import API
from bot.hearing import hears
from bot.settings import Settings
from core.domains.contents import edition_from, edition_of
from core.interviewers.bank.topic import subjects
from core.texts.catalog import texts
from tests.crash.dying import answer
from tests.crash.steps import Trap, _around, _with_ends, set_traps
from tests.fakes.discord_server.server import pointed_at
from tests.fakes.discord_server.world import TOKEN
from tests.fakes.telegram.server import TOKEN as TELEGRAM_TOKEN
from tests.fakes.transcriber import Dictation
from tests.storage.conftest import MASTER_KEY

STEPS = {
    "message: arrived": "a message was received, and nothing of it is kept",
    "message: kept": "it is kept",
    "interaction: kept": "what was pressed is kept and not acknowledged",
    "interaction: acknowledged": "it is acknowledged",
    "post: sending": "a message is about to be sent",
    "post: sent": "Discord has it, and we do not know",
    "fetch: begun": "what was missed is about to be fetched",
    "fetch: ended": "it was fetched and handed in",
}
PR_SET_PDEATHSIG = 1  # of prctl(2)
DOMAINS = ("nurse", "data_scientist", "software_development_engineer")  # what people practise for here


@dataclass
class Life:
    """What one process is given; `port` is the tests' Discord; without a `step` it lives until killed.

    `telegram` is the address of the tests' Telegram, where that is served too. With `dictation` it hears what
    stands in a recording's bytes.
    """

    database: str
    folder: str
    port: int
    step: str = ""
    nth: int = 1
    quiet_seconds: float = 60.0
    telegram: str = ""
    dictation: bool = False

    @property
    def settings(self) -> Settings:
        return Settings(
            data_dir=Path(self.folder),
            database=self.database or None,
            master_key=MASTER_KEY if self.database else None,
            discord_token=TOKEN,
            telegram_token=TELEGRAM_TOKEN if self.telegram else None,
            telegram_api=self.telegram or API,
            port=0,
            no_browser=True,
            quiet_seconds=self.quiet_seconds,
        )


def set_discord_traps(trap: Trap) -> None:
    """Puts `trap` at the adapter's own steps."""
    _around(Messages, "take", _with_ends(trap, "message: arrived", "message: kept"))
    _around(acknowledging, "acknowledge", _with_ends(trap, "interaction: kept", "interaction: acknowledged"))
    _around(DiscordSender, "_post", _with_ends(trap, "post: sending", "post: sent"))
    _around(CatchingUp, "_fetch", _with_ends(trap, "fetch: begun", "fetch: ended"))


def live(life: Life) -> None:
    """One life, in this process."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    trap = Trap()
    trap.step, trap.nth, trap.armed = life.step, life.nth, bool(life.step)
    set_traps(trap)
    set_discord_traps(trap)
    if life.dictation:
        setattr(bootstrap, "hearing", lambda settings, said: hears(settings, said, Dictation()))  # noqa: B010
    setattr(connections, "LEASE_MS", 500)  # noqa: B010
    sooner = functools.partial(connections.Connections, renew=0.1, pause=0.1)
    setattr(serving, "Connections", sooner)  # noqa: B010
    plain = f"127.0.0.1:{life.port}"
    with pointed_at(f"http://{plain}/api/v10", f"ws://{plain}/"):
        asyncio.run(serving.serve(life.settings, lambda _text: answer({"born": os.getpid()})))


def end_with_parent() -> None:
    """From here on this process is killed where the one that began it ends in any way (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def nurse() -> None:
    """Forks a life for each that is asked for."""
    end_with_parent()
    loaded = bootstrap.domains(Settings())  # read once for all lives, as is what the bank makes of it
    setattr(bootstrap, "domains", lambda _settings: loaded)  # noqa: B010
    texts()
    for name in DOMAINS:
        subjects(edition_from(edition_of(loaded.get(name)).text))
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            end_with_parent()
            try:
                live(Life(**asked["life"]))
            finally:
                sys.stderr.flush()
                os._exit(0)
        _, status = os.waitpid(child, 0)
        answer({"died": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0})


if __name__ == "__main__":
    nurse()
