"""An interview in the terminal: reads lines, hands them in, shows what comes back.

A line is a whole answer, unless it is a command (`/hint`) or picks one of the choices just shown. A line
that begins with two slashes is an answer that begins with one.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import AsyncIterator, Mapping

from bot.adapters.console.aloud import Voice
from bot.adapters.console.drawing import Drawing
from bot.adapters.console.lines import Lines, write_private
from bot.port import Account, Incoming, Kind, Option, Outgoing, Practice, Query, Shown
from core.interview.errors import GreenroomError
from core.interview.state import Stage

COMMANDS = {
    "/new": Kind.OPEN,
    "/hint": Kind.HINT,
    "/repeat": Kind.REPEAT,
    "/skip": Kind.SKIP,
    "/pause": Kind.PAUSE,
    "/resume": Kind.RESUME,
    "/stop": Kind.STOP,
    "/review": Kind.REVIEW,
}
QUERIES = {
    "/report": Query.REPORT,
    "/why": Query.WHY,
    "/history": Query.HISTORY,
    "/status": Query.STATUS,
    "/grammar": Query.GRAMMAR,
    "/domains": Query.DOMAINS,
    "/privacy": Query.PRIVACY,
}
PROMPT = "> "
PATIENCE = 20.0  # seconds
# The stages in which the next message comes without anything being done.
AT_WORK = frozenset({Stage.PLANNING, Stage.EXAMINING, Stage.WORDING, Stage.JUDGING, Stage.DRAWING})


class Talk:
    """One person at one terminal.

    `chosen` answers choices beforehand, by their name; `voice` reads questions aloud.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what a conversation is made of
        self,
        practice: Practice,
        account: Account,
        lines: Lines,
        drawing: Drawing,
        chosen: Mapping[str, str],
        voice: Voice | None = None,
    ) -> None:
        self._practice = practice
        self._account = account
        self._lines = lines
        self._drawing = drawing
        self._chosen = dict(chosen)
        self._voice = voice
        self._seen = 0
        self._options: tuple[Option, ...] = ()
        self._choice = ""
        self._sends = Kind.CHOOSE  # what picking an option is
        self._open = False

    async def run(self, seen: int) -> None:
        """Talks until the input ends; what was shown up to sequence `seen` is not shown again."""
        self._seen = seen
        self._drawing.say("console-welcome")
        await self._caught_up()
        if not await self._show():  # what was worked out after the last process had ended
            await self._submit(Kind.OPEN)
        while (line := await self._lines.next(PROMPT)) is not None:
            if not await self._line(line):
                break
        self._drawing.say("console-bye" if self._open else "console-goodbye")

    async def _caught_up(self) -> None:
        try:
            await self._settled()
        except GreenroomError as error:
            self._drawing.problem(error.key, error.values)

    async def _line(self, line: str) -> bool:
        """One line of input; False to end the conversation."""
        text = line.strip()
        command = text.split()[0].lower() if text.startswith("/") else ""
        if command.startswith("//") or not command[1:].isalpha():
            await self._answer(text[1:] if text.startswith("//") else text)
        elif command in COMMANDS:
            await self._submit(COMMANDS[command])
        elif command in QUERIES:
            self._drawing.document(await self._practice.view(self._account, QUERIES[command]))
        elif command == "/quit":
            return False
        else:
            await self._other(command, text)
        return True

    async def _other(self, command: str, text: str) -> None:
        if command == "/export":
            await self._export(text)
        elif command == "/forget":
            await self._forget()
        elif command == "/redo":
            await self._redo(text)
        elif command == "/settings":
            await self._settings(text.split()[1:])
        elif command == "/help":
            self._drawing.say("console-help")
        else:
            self._drawing.say("console-unknown", {"command": command})

    async def _answer(self, text: str) -> None:
        if not text:
            return
        if not self._choice:
            await self._submit(Kind.TEXT, text)
            return
        option = picked(text, self._options)
        if option is None:
            self._drawing.problem("console-pick", {"count": len(self._options)})
            return
        await self._submit(self._sends, option.value, self._choice)

    async def _submit(self, kind: Kind, value: str = "", choice: str = "", part: int = 0) -> None:
        update, whole = uuid.uuid4().hex, kind is Kind.TEXT
        incoming = Incoming(self._account, update, kind, value, choice, complete=whole, part=part)
        try:
            await self._practice.submit(incoming)
            await self._settled()
        except GreenroomError as error:
            self._drawing.problem(error.key, error.values)
        await self._show()

    async def _settled(self) -> None:
        """Waits for what was handed in to be worked on; whoever gets tired of it presses Ctrl-C."""
        while not await self._practice.settled(self._account, PATIENCE):
            self._drawing.say("console-working")

    async def _show(self) -> bool:
        """Everything new; whether there was more than a sentence, so that the person knows where they are."""
        shown = [message async for message in self._new()]
        return any(message.shown is not Shown.SAY for message in shown)

    async def _new(self) -> AsyncIterator[Outgoing]:
        """Shows what is new, and while an interviewer is at work waits for more."""
        while True:
            new = await self._practice.news(self._account, self._seen)
            for message in new:
                self._seen = message.sequence
                await self._one(message)
                yield message
            if not new:
                if (await self._practice.situation(self._account)).stage not in AT_WORK:
                    return
                await self._practice.news(self._account, self._seen, PATIENCE)

    async def _one(self, message: Outgoing) -> None:
        """Shows it, but not one's own words; a choice made beforehand is made, a finished set-up begins."""
        if message.shown is Shown.ECHO:
            return
        if message.shown is not Shown.SAY or self._sends is not Kind.RATE:  # a sentence leaves it open
            self._choice, self._options = message.choice, message.options
            self._sends = Kind.RATE if message.shown is Shown.RATING else Kind.CHOOSE
        self._open = message.shown is not Shown.REPORT and (self._open or message.shown is not Shown.SAY)
        if message.shown is Shown.READY:
            await self._submit(Kind.BEGIN)
        elif message.shown is Shown.CHOICE and message.choice in self._chosen:
            await self._submit(Kind.CHOOSE, self._chosen.pop(message.choice), message.choice)
        else:
            self._drawing.message(message)
        if self._voice and message.shown is Shown.QUESTION:
            await self._voice.say(message.text)
        if message.shown is Shown.REPORT:
            self._drawing.document(await self._practice.view(self._account, Query.REPORT))
            self._drawing.say("console-after")

    async def _redo(self, text: str) -> None:
        """The question that the newest report names once more, or its question of that number."""
        number = text.partition(" ")[2].strip()
        if number and not number.isdecimal():
            self._drawing.problem("console-redo")
            return
        await self._submit(Kind.REDO, part=int(number or 0))

    async def _settings(self, words: list[str]) -> None:
        """What can be set and how it is, or sets one: `/settings self_rating yes`."""
        try:
            if words:
                await self._practice.prefer(self._account, words[0], " ".join(words[1:]))
            self._drawing.settings(await self._practice.settings(self._account))
        except GreenroomError as error:
            self._drawing.problem(error.key, error.values)

    async def _export(self, text: str) -> None:
        name = text.partition(" ")[2].strip() or "greenroom-export.json"
        exported = json.dumps(await self._practice.export(self._account), ensure_ascii=False, indent=2)
        try:
            write_private(name, exported)
        except OSError as error:
            reason = error.strerror or ""
            self._drawing.problem("console-export-failed", {"file": name, "reason": reason})
            return
        self._drawing.say("console-exported", {"file": name})

    async def _forget(self) -> None:
        word = self._drawing.word("console-forget-word")
        self._drawing.problem("console-forget-ask", {"word": word})
        if await self._lines.next(PROMPT) != word:
            self._drawing.say("console-forget-kept")
            return
        await self._practice.forget(self._account)
        self._seen, self._choice = 0, ""
        self._drawing.say("console-forgotten")


def picked(text: str, options: tuple[Option, ...]) -> Option | None:
    """The option meant by `text`: its number, its value, or the beginning of its label if only one has it."""
    if text.isdecimal() and 1 <= int(text) <= len(options):
        return options[int(text) - 1]
    folded = text.casefold()
    exact = [option for option in options if option.value.casefold() == folded]
    begins = [option for option in options if option.label.casefold().startswith(folded)]
    found = exact or begins
    return found[0] if len(found) == 1 else None
