"""Each platform with one person on it, driven as they would: what every adapter's contract is run over."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

import pytest
from rich.console import Console

from bot.adapters.console.drawing import Drawing
from bot.adapters.console.talk import Talk
from bot.adapters.discord.app import Discord
from bot.adapters.discord.plain import as_shown
from bot.adapters.telegram.telegram import Telegram
from bot.adapters.web.app import app
from bot.port import Account, Kind, Letter, NotSent, Practice, Query, Sender
from core.texts.catalog import texts
from tests.fakes.chat import ChatPlatform, ChatReceiver, ChatSender
from tests.fakes.discord_server.server import DiscordServer, discord_server
from tests.fakes.discord_server.validator import NO_SPECS, specs
from tests.fakes.discord_server.world import Clock, Interaction
from tests.fakes.telegram.fixtures import found_spec
from tests.fakes.telegram.server import TOKEN, TelegramServer, telegram_server
from tests.web.browser import Browser

CHOICES = (("domain", "nurse"), ("level", "mid"), ("length", "short"))


class Somebody(Protocol):
    """A person on a platform."""

    async def begins(self) -> None:
        """Sets a short interview for a nurse up, and begins it."""
        ...

    async def does(self, kind: Kind, text: str = "") -> None:
        """Answers, or presses one of the controls."""
        ...

    async def again(self) -> None:
        """Lets the last thing arrive once more, as platforms do; nothing where a platform cannot."""
        ...

    async def reads(self, query: Query) -> None:
        """Looks something up."""
        ...

    def sees(self) -> str:
        """Everything they were shown so far, as plain text."""
        ...


class Line:
    """A sender that is there before its adapter is: it passes letters on to the one it is given."""

    def __init__(self, platform: str) -> None:
        self.platform = platform
        self.to: Sender | None = None

    async def send(self, letter: Letter) -> str:
        if self.to is None:
            raise NotSent
        return await self.to.send(letter)


LINES = ("telegram", "discord")


@dataclass
class Stage:
    """What platforms are played on: the smallest chat of all, and a line for each that has an adapter."""

    chats: ChatPlatform = field(default_factory=ChatPlatform)
    lines: dict[str, Line] = field(
        default_factory=lambda: {name: Line(name) for name in ("telegram", "discord")}
    )

    @property
    def senders(self) -> list[Sender]:
        return [ChatSender(self.chats), *self.lines.values()]


Platform = Callable[[Practice, Stage], AbstractAsyncContextManager[Somebody]]


class OnThePage:
    """By the forms of the practice page."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._last: tuple[str, dict[str, str]] | None = None
        self._seen = ""

    async def begins(self) -> None:
        await self._browser.begins()
        self._note()

    async def does(self, kind: Kind, text: str = "") -> None:
        await self._browser.opens("/interview")
        fields = self._browser.form("/interview/act") | {"kind": kind.value, "text": text}
        self._last = "/interview/act", fields
        await self._browser.sends(*self._last)
        self._note()

    async def again(self) -> None:
        assert self._last is not None
        await self._browser.sends(*self._last)
        self._note()

    async def reads(self, query: Query) -> None:
        await self._browser.opens(f"/{query}")
        self._note()

    def sees(self) -> str:
        return self._seen

    def _note(self) -> None:
        self._seen += "\n" + self._browser.page.raw


@asynccontextmanager
async def on_the_page(practice: Practice, _stage: Stage) -> AsyncIterator[Somebody]:
    browser = Browser(app(practice, texts()))
    async with browser.http:
        yield OnThePage(browser)


class Typed:
    """A person's lines: one is typed when the terminal asks for it, and is done when it asks for the next."""

    def __init__(self) -> None:
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self.asked = asyncio.Event()

    async def next(self, prompt: str) -> str | None:
        self.asked.set()
        return await self._lines.get()

    async def types(self, line: str | None) -> None:
        await self.asked.wait()
        self.asked.clear()
        self._lines.put_nowait(line)


class AtTheTerminal:
    """By the lines of one terminal."""

    def __init__(self, practice: Practice) -> None:
        self._out, self._lines = io.StringIO(), Typed()
        drawing = Drawing(Console(file=self._out, width=10_000, no_color=True), texts())
        self._talk = Talk(practice, Account("console", "ada"), self._lines, drawing, dict(CHOICES))
        self.running: asyncio.Task[None] | None = None

    async def begins(self) -> None:
        self.running = asyncio.create_task(self._talk.run(0))
        await self._lines.asked.wait()

    async def does(self, kind: Kind, text: str = "") -> None:
        line = text if kind is Kind.TEXT else f"/{kind}"
        await self._types(line)

    async def again(self) -> None:
        """A terminal's line cannot arrive twice."""

    async def reads(self, query: Query) -> None:
        if self.running is None:
            await self.begins()
        await self._types(f"/{query}")

    async def _types(self, line: str) -> None:
        await self._lines.types(line)
        await self._lines.asked.wait()

    async def leaves(self) -> None:
        if self.running is not None:
            await self._lines.types(None)
            await self.running

    def sees(self) -> str:
        return self._out.getvalue()


@asynccontextmanager
async def at_the_terminal(practice: Practice, _stage: Stage) -> AsyncIterator[Somebody]:
    somebody = AtTheTerminal(practice)
    yield somebody
    await somebody.leaves()


class InAChat:
    """By the updates of a chat platform; what it was sent is what it sees."""

    CHAT = "ada"

    def __init__(self, chats: ChatPlatform, practice: Practice) -> None:
        self._chats = chats
        self._receiver = ChatReceiver(chats, practice, texts())

    async def begins(self) -> None:
        self._chats.somebody_does(self.CHAT, "/open")
        for choice, value in CHOICES:
            self._chats.somebody_does(self.CHAT, button=f"{choice}={value}")
        await self.does(Kind.BEGIN)

    async def does(self, kind: Kind, text: str = "") -> None:
        self._last = self._chats.somebody_does(self.CHAT, text if kind is Kind.TEXT else f"/{kind}")
        await self._receiver.receive()

    async def again(self) -> None:
        self._chats.updates.append(self._last)
        await self._receiver.receive()

    async def reads(self, query: Query) -> None:
        await self._receiver.reads(self.CHAT, query)

    def sees(self) -> str:
        return "\n".join(self._chats.messages.get(self.CHAT, []))


@asynccontextmanager
async def in_a_chat(practice: Practice, stage: Stage) -> AsyncIterator[Somebody]:
    yield InAChat(stage.chats, practice)


class InTelegram:
    """By the messages and commands of a private chat there."""

    def __init__(self, telegram: TelegramServer) -> None:
        self._telegram = telegram
        self._ada = telegram.person("Ada")

    async def begins(self) -> None:
        for said in ("/interview nurse", "mid", "short"):
            await self._says(said)
        self._ada.presses("Begin")
        await self._telegram.read_all()

    async def does(self, kind: Kind, text: str = "") -> None:
        if kind is not Kind.TEXT:
            await self._says(f"/{kind}")
            return
        if len(text) > 4096:
            pytest.skip("no app for Telegram sends so much in one message")
        await self._says(text)
        await self._says("/done")

    async def again(self) -> None:
        """What is confirmed does not come again; a post that does is in tests/telegram/test_webhook.py."""

    async def reads(self, query: Query) -> None:
        await self._says(f"/{query}")

    def sees(self) -> str:
        return "\n".join(post.text for post in self._ada.room.journal)

    async def _says(self, text: str) -> None:
        self._ada.says(text)
        await self._telegram.read_all()


@asynccontextmanager
async def in_telegram(practice: Practice, stage: Stage) -> AsyncIterator[Somebody]:
    spec = found_spec()
    if spec is None:
        pytest.skip("needs Telegram's specification; GREENROOM_SPECS names its folder")
    async with telegram_server(spec) as server:
        adapter = Telegram(TOKEN, texts(), api=server.url, rate=1000)
        stage.lines["telegram"].to = adapter.sender
        running = asyncio.create_task(adapter.run(practice))
        await server.until(lambda: server.counts["getUpdates"])
        yield InTelegram(server)
        running.cancel()
        await asyncio.wait([running])
        assert server.violations == []


class InDiscord:
    """By the messages and commands of the direct messages there."""

    def __init__(self, discord: DiscordServer) -> None:
        self._discord = discord
        self._ada = discord.person("Ada")
        self._last: Interaction | None = None

    async def begins(self) -> None:
        await self._runs("/interview start", domain="nurse", level="mid", length="short")

    async def does(self, kind: Kind, text: str = "") -> None:
        if len(text) > 4_000:
            pytest.skip("no app for Discord sends so much in one message")
        if kind is Kind.TEXT:
            self._ada.says(text)
        await self._runs(f"/interview {'done' if kind is Kind.TEXT else kind}")

    async def _runs(self, line: str, **options: str) -> None:
        """A command; it is answered once all is worked on, which the engine of these tests does first."""
        self._last = await self._ada.runs(line, waits=False, **options)
        await self._ada.acknowledged(self._last, 120)

    async def again(self) -> None:
        self._discord.world.tell("INTERACTION_CREATE", {"interaction": self._last}, None)
        await self.reads(Query.STATUS)

    async def reads(self, query: Query) -> None:
        of = "" if query is Query.PRIVACY else "interview "
        asked = await self._ada.runs(f"/{of}{query}")
        shown = await self._ada.answered(asked)
        if query is Query.REPORT and shown.embeds and "title" in shown.embeds[0]:
            await self._discord.world.until(lambda: [shown, *asked.followups][-1].buttons)

    def sees(self) -> str:
        return "\n".join(as_shown(words) for words in self._ada.reads())


class Still(Clock):
    """Discord's clock stands still: the engine of these tests works everything out before it lets go."""

    def __call__(self) -> float:
        return 0.0


@asynccontextmanager
async def in_discord(practice: Practice, stage: Stage) -> AsyncIterator[Somebody]:
    if specs() is None:
        pytest.skip(NO_SPECS)
    async with discord_server(specs=specs()) as server:
        server.world.clock = Still()
        adapter = Discord(server.token, texts(), ready_seconds=0.05, budget=60)
        stage.lines["discord"].to = adapter.sender
        running = asyncio.create_task(adapter.run(practice))
        await server.ready()
        try:
            yield InDiscord(server)
        finally:
            running.cancel()
            await asyncio.wait([running])
    server.validator.flawless()


PLATFORMS: dict[str, Platform] = {
    "web": on_the_page,
    "console": at_the_terminal,
    "chat": in_a_chat,
    "telegram": in_telegram,
    "discord": in_discord,
}
