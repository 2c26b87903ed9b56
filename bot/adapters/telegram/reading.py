"""What can be asked for at any time: reports, the way so far, settings, privacy, help, a code to link with.

The rule: nothing here waits for the interview, and nothing of it changes the interview.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from telegram.constants import ChatAction

from bot.adapters.telegram.commands import CODE
from bot.adapters.telegram.hands import Hands, account_of
from bot.adapters.telegram.keyboards import Keyboards
from bot.adapters.telegram.post import Post
from bot.adapters.telegram.rendering import Rendering, attached, document, words
from bot.adapters.telegram.styled import Look, joined, styled
from bot.adapters.telegram.telling import Telling
from bot.adapters.telegram.updates import Me, Who
from bot.port import Form, Kind, Practice, Query
from core.interview.state import Stage
from core.texts.catalog import Texts

CLOSED = frozenset({"", Stage.REPORTED, Stage.CLOSED})
UPLOAD_BYTES = 50 * 1024 * 1024  # what a bot may send (Bot API, sendDocument)
UPLOADS = {Form.PDF: ChatAction.UPLOAD_DOCUMENT, Form.PICTURE: ChatAction.UPLOAD_PHOTO}


class Reading:
    """Reads for people."""

    PAGES = frozenset({"privacy", "help", "settings"})  # that a link can lead to

    def __init__(  # noqa: PLR0913, PLR0917 - what is read, drawn and sent with
        self,
        practice: Practice,
        telling: Telling,
        post: Post,
        rendering: Rendering,
        keyboards: Keyboards,
        texts: Texts,
        me: Me,
    ) -> None:
        self._practice = practice
        self._telling = telling
        self._post = post
        self._rendering = rendering
        self._keyboards = keyboards
        self._texts = texts
        self._me = me
        self._commands: dict[str, Callable[[Who], Awaitable[None]]] = {
            "report": self.report,
            "history": self.history,
            "settings": self.settings,
            "privacy": self.privacy,
            "export": self.export,
            "delete": self.ask_to_forget,
            "help": self.help,
        }

    async def command(self, who: Who, name: str) -> None:
        """One of the commands that have no more to them than their name."""
        await self._commands[name](who)

    async def query(self, who: Who, query: Query, of: str = "") -> None:
        """A document."""
        written = await self._practice.view(account_of(who), query, of)
        await self._telling.text(who.place, document(written))

    async def report(self, who: Who, of: str = "") -> None:
        """A report with its picture; the newest where none is named."""
        account = account_of(who)
        written = await self._practice.view(account, Query.REPORT, of)
        picture = await self._practice.file(account, Form.PICTURE, of)
        if await self._practice.file(account, Form.JSON, of) is None:  # there is none: it says so
            await self._telling.text(who.place, document(written), self._keyboards.start())
            return
        await self._telling.parts(
            who.place, self._rendering.report(written, of, (picture,) if picture else ())
        )

    async def history(self, who: Who) -> None:
        """The way so far, with a button for each report."""
        account = account_of(who)
        written = await self._practice.view(account, Query.HISTORY)
        if chart := await self._practice.file(account, Form.CHART):
            await self._telling.parts(who.place, (attached(chart),))
        await self._telling.text(who.place, document(written), self._keyboards.history(written))

    async def file(self, who: Who, form: str, of: str) -> bool:
        """A file; False where there is none."""
        if form not in set(Form):
            return False
        await self._post.acts(who.place, UPLOADS.get(Form(form), ChatAction.UPLOAD_DOCUMENT))
        file = await self._practice.file(account_of(who), Form(form), of)
        if file is None:
            return False
        if len(file.content) > UPLOAD_BYTES:
            await self._telling.say(who.place, "telegram-file-too-large")
            return True
        await self._telling.parts(who.place, (attached(file),))
        return True

    async def settings(self, who: Who) -> None:
        """What can be set."""
        settings = await self._practice.settings(account_of(who))
        await self._telling.say(who.place, "telegram-settings", self._keyboards.settings(settings))

    async def privacy(self, who: Who) -> None:
        """What is kept, and what can be done about it."""
        written = await self._practice.view(account_of(who), Query.PRIVACY)
        said = joined([document(written), styled(self._texts.say("telegram-privacy"))], "\n\n")
        await self._telling.text(who.place, said, self._keyboards.privacy())

    async def export(self, who: Who) -> None:
        """Everything that is kept, as a file."""
        if not await self.file(who, Form.EXPORT, ""):
            await self._telling.say(who.place, "telegram-nothing-kept")

    async def ask_to_forget(self, who: Who) -> None:
        """Asks once more before everything is deleted."""
        await self._telling.say(who.place, "telegram-forget-ask", self._keyboards.forgetting())

    async def help(self, who: Who) -> None:
        """What can be done."""
        await self._telling.say(who.place, "telegram-help")

    def is_code(self, payload: str) -> bool:
        """Whether what a link carries is a code to link with."""
        return bool(CODE.fullmatch(payload))

    async def link(self, hands: Hands, who: Who, code: str) -> None:
        """Makes a code, or takes one; whoever comes with an open interview goes on with it here."""
        if not code:
            await self._code(who)
            return
        before = await self._practice.situation(hands.account)
        await self._telling.text(who.place, await self._practice.link(hands.account, code.upper()))
        now = await self._practice.situation(hands.account)
        if now.interview != before.interview and now.stage not in CLOSED:
            await hands.does(Kind.OPEN)

    async def _code(self, who: Who) -> None:
        code = await self._practice.link_code(account_of(who))
        link = f"https://t.me/{self._me.name}?start={code}"
        said = joined(
            [
                styled(self._texts.say("telegram-link-code")),
                styled(code, Look.CODE),
                styled(self._texts.say("telegram-link-how", {"code": code, "link": link})),
            ],
            "\n\n",
        )
        await self._telling.parts(who.place, words(said))
