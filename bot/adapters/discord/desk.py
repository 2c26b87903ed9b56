"""What people do with commands, buttons, menus and windows: each its way through the tables, and no other.

Who acts and what a control belongs to is asked of the port every time. Whatever belongs to another interview,
somebody else's or an earlier one, is answered privately and changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

import discord

from bot.adapters.discord import windows
from bot.adapters.discord.acknowledging import (
    COMMANDS,
    PRESSES,
    WINDOWS,
    Ack,
    Way,
    acknowledge,
    belongs,
    incoming,
    keep,
)
from bot.adapters.discord.controls import Row
from bot.adapters.discord.drawing import Post
from bot.adapters.discord.permissions import TO_SHOW, absent_of, missing
from bot.adapters.discord.places import lane
from bot.adapters.discord.shared import Interaction, Shared, account_of, chat_of, privately
from bot.adapters.discord.showing import show
from bot.adapters.discord.starting import ONCE_MORE, ORDER, once_more, start
from bot.port import Account, Attachment, Form, Incoming, Kind, Query
from core.interview.errors import GreenroomError
from core.texts.blocks import Block, Document, Style

FORMS = {"pdf": Form.PDF, "json": Form.JSON, "export": Form.EXPORT}
PICTURES = {Query.REPORT: Form.PICTURE, Query.HISTORY: Form.CHART}
SPOKEN_PART = ("use", "again", "correct")


Take = Callable[[discord.Message, str], Awaitable[None]]


class Desk:
    """Takes interactions; `take` takes a message that is handed in by its menu.

    Raises GreenroomError, with a text for the person, and what discord.py raises.
    """

    def __init__(self, shared: Shared, take: Take) -> None:
        self._shared = shared
        self._take = take

    # ── commands ─────────────────────────────────────────────────────────────────────────────────

    async def command(self, interaction: Interaction, name: str, **options: str) -> None:
        """A command of the table; `options` are those that were filled in."""
        way = COMMANDS[name]
        if way.kind is Kind.OPEN:
            await start(self._shared, interaction, way, options)
        elif way.kind in ONCE_MORE:
            question = int(options.get("question", "0"))
            await once_more(self._shared, interaction, way, part=question)
        elif way.kind is not None:
            await keep(self._shared, interaction, way, [incoming(self._shared, interaction, way.kind)])
        else:
            self._shared.reach.put(str(interaction.user.id), interaction)
            await acknowledge(self._shared, interaction, way.ack)
            await self._read(interaction, name, way, options)

    async def practise(self, interaction: Interaction, message: discord.Message) -> None:
        """A message's menu: one's own is an answer, what names a domain is something to practise for."""
        account = account_of(interaction.user)
        situation = await self._shared.practice.situation(account)
        if message.author.id == interaction.user.id and situation.minutes_left is not None:
            await self._own(interaction, message)
            return
        await acknowledge(self._shared, interaction, Ack.READ)
        (domains,) = [offer for offer in await self._shared.practice.offers() if offer.choice == "domain"]
        words = message.content.casefold()
        named = tuple(option for option in domains.options if option.label.casefold() in words)
        rows = self._shared.drawing.domains(named or domains.options)
        key = "discord-practise-named" if named else "discord-practise"
        await show(interaction, [Post(self._shared.say(key), rows=rows)])

    async def _own(self, interaction: Interaction, message: discord.Message) -> None:
        """One's own message as the answer. One with files takes its time, so it stands in its lane."""
        account, chat = account_of(interaction.user), chat_of(interaction, self._shared.places)
        if message.attachments:
            key = lane(chat, account.id)
            self._shared.lanes.put(key, lambda: self._take(message, chat))
            await privately(interaction, self._shared.say("discord-taken"))
            return
        answer = Incoming(account, str(message.id), Kind.TEXT, message.content, chat=chat)
        await keep(self._shared, interaction, COMMANDS["practise"], [answer])

    # ── buttons, menus ───────────────────────────────────────────────────────────────────────────

    async def pressed(self, interaction: Interaction, verb: str, of: str, about: str, value: str) -> None:
        """A button or a menu; `of` is the interview it belongs to, `value` what was picked."""
        way = PRESSES.get(verb)
        if way is None:
            await privately(interaction, self._shared.say("discord-old-control"))
        elif way.ack is Ack.WINDOW:
            await self._open(interaction, verb, of, about)
        elif verb == "start":
            await start(self._shared, interaction, way, {"domain": value})
        elif way.kind in ONCE_MORE:
            await once_more(self._shared, interaction, way, of)
        elif way.kind is not None:
            came = self._press(interaction, way.kind, about, value)
            await keep(self._shared, interaction, way, [came], of=of)
        elif verb != "stop" or await belongs(self._shared, interaction, of):
            self._shared.reach.put(str(interaction.user.id), interaction)
            await acknowledge(self._shared, interaction, way.ack)
            await self._read(interaction, verb, way, {"of": of, "about": about, "value": value})

    def _press(self, interaction: Interaction, kind: Kind, about: str, value: str) -> Incoming:
        if kind in (Kind.CHOOSE, Kind.RATE):
            return incoming(self._shared, interaction, kind, value, choice=about.partition(".")[0])
        part = int(about) if kind in (Kind.USE, Kind.AGAIN) and about.isdigit() else 0
        return incoming(self._shared, interaction, kind, part=part)

    # ── windows ──────────────────────────────────────────────────────────────────────────────────

    async def _open(self, interaction: Interaction, verb: str, of: str, about: str) -> None:
        """Opens a window: only looked up, and the first answer there is."""
        if verb != "forget" and not await belongs(self._shared, interaction, of):
            return
        text = ""
        if verb == "correct":
            heard = (await self._shared.practice.situation(account_of(interaction.user))).heard
            if heard is None or str(heard.part) != about:
                await privately(interaction, self._shared.say("discord-not-waiting"))
                return
            text = heard.text
        title, label = (self._shared.say(f"discord-window-{verb}{end}") for end in ("", "-field"))
        opened = windows.window(verb, title, label, of=of, about=about, text=text, long=verb != "forget")
        await interaction.response.send_modal(opened)

    async def sent(self, interaction: Interaction, sent: windows.Sent) -> None:
        """What was typed in a window."""
        way = WINDOWS.get(sent.verb)
        if way is None:
            await privately(interaction, self._shared.say("discord-old-control"))
        elif way.kind is None:
            await self._forget(interaction, sent.text)
        else:
            part = int(sent.about) if sent.about.isdigit() else 0
            came = incoming(self._shared, interaction, way.kind, sent.text, part=part, complete=True)
            await keep(self._shared, interaction, way, [came], of=sent.of)

    async def _forget(self, interaction: Interaction, typed: str) -> None:
        """Forgets whoever typed the word, at once and for good."""
        word = self._shared.say("discord-forget-word")
        if typed.strip().casefold() != word.casefold():
            await privately(interaction, self._shared.say("discord-forget-kept", word=word))
            return
        await acknowledge(self._shared, interaction, Ack.READ)
        await self._shared.practice.forget(account_of(interaction.user))
        await show(interaction, [Post(self._shared.say("discord-forgotten"))])

    # ── looking up ───────────────────────────────────────────────────────────────────────────────

    async def _read(self, interaction: Interaction, verb: str, way: Way, given: dict[str, str]) -> None:
        """Shows what was asked for; the interaction was acknowledged before."""
        account, of = account_of(interaction.user), given.get("of", "")
        absent = absent_of(interaction.app_permissions, TO_SHOW) if interaction.guild_id else ()
        if absent and (way.query is not None or verb in FORMS):
            await show(interaction, [Post(missing(self._shared.texts, absent))])
        elif way.query is not None:
            posts = await self._document(interaction, account, way, of)
            await show(interaction, posts, ephemeral=way.ack is not Ack.PUBLIC)
        elif verb in FORMS:
            await show(interaction, [await self._file(interaction, account, FORMS[verb], of)])
        elif verb in ("settings", "set"):
            await self._settings(interaction, account, given.get("about", ""), given.get("value", ""))
        elif verb == "link":
            await show(interaction, [Post(await self._link(account, given.get("code", "")))])
        else:  # stop: asked once more, since it cannot be taken back
            rows = self._shared.drawing.stopping(of)
            await show(interaction, [Post(self._shared.say("discord-stop-ask"), rows=rows)])

    async def _document(self, interaction: Interaction, account: Account, way: Way, of: str) -> list[Post]:
        assert way.query is not None
        document = await self._shared.practice.view(account, way.query, of)
        rows: tuple[Row, ...] = ()
        drawing = self._shared.drawing
        if way.query is Query.REPORT and way.ack is not Ack.PUBLIC and _titled(document):
            rows = drawing.of_report(of, share=interaction.guild_id is not None)
        elif way.query is Query.DOMAINS:
            (domains,) = [one for one in await self._shared.practice.offers() if one.choice == ORDER[0]]
            rows = drawing.domains(domains.options)
        elif way.query is Query.PRIVACY:
            rows = drawing.privacy()
        form = PICTURES.get(way.query)
        picture = await self._shared.practice.file(account, form, of) if form and _titled(document) else None
        fits = picture is not None and len(picture.content) <= interaction.filesize_limit
        return drawing.document(document, rows, (picture,) if picture and fits else ())

    async def _file(self, interaction: Interaction, account: Account, form: Form, of: str) -> Post:
        """A file, or the sentence that says why there is none."""
        file = await self._shared.practice.file(account, form, of)
        if file is None and form is Form.EXPORT:
            kept = await self._shared.practice.export(account)
            content = json.dumps(kept, ensure_ascii=False, indent=2).encode()
            file = Attachment("greenroom-export.json", "application/json", content)
        if file is None:
            return Post(self._shared.say("discord-no-file"))
        if len(file.content) > interaction.filesize_limit:
            megabytes = interaction.filesize_limit // 1_000_000
            return Post(self._shared.say("discord-file-large", megabytes=megabytes))
        return Post(self._shared.say("discord-file"), files=(file,))

    async def _settings(self, interaction: Interaction, account: Account, name: str, value: str) -> None:
        """The settings as menus, after one of them was set where `name` says so."""
        if name:
            await self._shared.practice.prefer(account, name, value)
        settings = tuple(await self._shared.practice.settings(account))
        lines = [self._shared.say("discord-settings")]
        for one in settings:
            held = next((option.label for option in one.options if option.value == one.chosen), one.chosen)
            lines.append(f"{one.text}: {held}")
        document = tuple(
            Block(Style.ITEM if number else Style.TITLE, line) for number, line in enumerate(lines)
        )
        first, *more = self._shared.drawing.settings(settings)
        posts = self._shared.drawing.document(document, first)
        await show(
            interaction,
            [*posts, *(Post(self._shared.say("discord-settings-more"), rows=rows) for rows in more)],
        )

    async def _link(self, account: Account, code: str) -> str:
        if code:
            return await self._shared.practice.link(account, code)
        return self._shared.say("discord-link", code=await self._shared.practice.link_code(account))


def _titled(document: Document) -> bool:
    """Whether it is more than the sentence that there is nothing."""
    return any(block.style is Style.TITLE for block in document)


async def guarded(shared: Shared, interaction: Interaction, work: Awaitable[None]) -> None:
    """Does `work`; what a person did wrong is told to them in a sentence."""
    try:
        await work
    except GreenroomError as error:
        await privately(interaction, shared.sentence(error))
    except discord.NotFound:
        return  # the interaction is over, or what it was about is gone
