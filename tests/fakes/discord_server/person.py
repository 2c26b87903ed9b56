"""Somebody in Discord: what they do, and what they wait to see.

    await ada.runs("/interview start", domain="nurse")
    question = await ada.expects("Tell me about")
    ada.says("Last winter ...")
    await ada.presses("Done")

The rule: nothing sleeps. Whoever expects something waits until it is there; a limit ends what hangs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.discord_server import shapes
from tests.fakes.discord_server.world import (
    APPLICATION,
    LOADING,
    VOICE_MESSAGE,
    Channel,
    File,
    Interaction,
    Json,
    Message,
    User,
    World,
)

LIMIT = 20.0  # seconds; only what hangs reaches it
SUB_COMMAND, GROUP = 1, 2
Wanted = str | re.Pattern[str] | Callable[[Message], bool]


@dataclass
class Person:
    """A person; `place` is the channel in front of them. `seen` is the id of the last message expected."""

    world: World
    user: User
    place: Channel
    seen: int = 0
    edits_seen: dict[int, str | None] = field(default_factory=dict)

    # what they do

    def goes_to(self, place: Channel) -> Person:
        """Looks at another channel."""
        self.place = place
        return self

    def says(self, text: str, *files: File, replies_to: Message | None = None) -> Message:
        """Writes a message."""
        mentioned = [APPLICATION] if f"<@{APPLICATION}>" in text or self._answers_bot(replies_to) else []
        reference = replies_to.id if replies_to else None
        return self._posts(text, list(files), reference=reference, mentions=mentioned)

    def speaks(self, recording: bytes, seconds: float = 3.0, **more: Any) -> Message:
        """Sends a voice message."""
        file = File(self.world.id(), "voice-message.ogg", recording, "audio/ogg")
        file.seconds, file.waveform = seconds, "AAAA"
        for name, value in more.items():
            setattr(file, name, value)
        return self._posts("", [file], flags=VOICE_MESSAGE)

    def edits(self, message: Message, text: str) -> None:
        message.history.append(message.content)
        message.content, message.edited = text, "2026-11-28T00:00:00+00:00"
        self._tell("MESSAGE_UPDATE", message)

    def deletes(self, message: Message) -> None:
        message.deleted = True
        self._tell("MESSAGE_DELETE", message)

    def _answers_bot(self, message: Message | None) -> bool:
        return bool(message and message.author == APPLICATION)

    def _posts(self, text: str, files: list[File], **more: Any) -> Message:
        assert not self.place.deleted, "nobody can write where nothing is"
        assert not (self.place.thread and self.place.locked), "nobody can write in a locked thread"
        self.place.archived = False
        if self.place.thread and self.user.id not in self.place.members:
            self.place.members.append(self.user.id)
        message = self.world.post(self.place, self.user.id, text, files=files, **more)
        self._tell("MESSAGE_CREATE", message)
        return message

    def _tell(self, name: str, message: Message) -> None:
        self.world.tell(name, {"message": message}, self.world.channels[message.channel].guild)
        self.world.changed()

    async def runs(self, line: str, *, waits: bool = True, **options: Any) -> Interaction:
        """A slash command, as "/interview start"; waits until it is acknowledged. Options may be people."""
        command, names = self._command(line)
        data = {"id": command["id"], "name": command["name"], "type": 1, "options": []}
        named = {name: one for name, one in options.items() if isinstance(one, Person)}
        chosen = options | {name: str(one.user.id) for name, one in named.items()}
        data["options"] = self._options(command, names, chosen)
        if named:
            users = {str(one.user.id): shapes.user(one.user) for one in named.values()}
            data["resolved"] = {"users": users}
        return await self._interacts(2, data, waits)

    async def types(self, line: str, option: str, text: str, **options: Any) -> list[Json]:
        """Begins to fill an option in; the choices that come."""
        command, names = self._command(line)
        data = {"id": command["id"], "name": command["name"], "type": 1, "options": []}
        data["options"] = self._options(command, names, {**options, option: text}, focused=option)
        return (await self._interacts(4, data, waits=True)).choices

    async def uses(self, name: str, message: Message, *, waits: bool = True) -> Interaction:
        """A command in a message's menu."""
        found = [one for one in self.world.commands if one["type"] == 3 and name in _names(one)]
        assert found, f"no {name!r} among {[one['name'] for one in self.world.commands]}"
        drawn = shapes.message(self.world, "", message)
        data: Json = {"id": found[0]["id"], "name": found[0]["name"], "type": 3}
        data |= {"target_id": str(message.id), "resolved": {"messages": {str(message.id): drawn}}}
        return await self._interacts(2, data, waits)

    async def presses(
        self, label: str | re.Pattern[str], on: Message | None = None, *, waits: bool = True
    ) -> Interaction:
        """A button: of the newest message that has one of that label, unless a message is named."""
        shown = [on] if on else list(reversed(self.sees()))
        for message in shown:
            for one in message.buttons:
                if _fits(label, one.get("label") or "") and not one.get("disabled"):
                    return await self.clicks(message, one["custom_id"], waits=waits)
        raise AssertionError(f"no button {label!r} in:\n{self.transcript()}")

    async def clicks(self, message: Message, custom_id: str, *, waits: bool = True) -> Interaction:
        """A button by its id, whether it is there or not."""
        data = {"component_type": 2, "custom_id": custom_id}
        return await self._interacts(3, data, waits, message=message)

    async def picks(self, *values: str, on: Message | None = None, waits: bool = True) -> Interaction:
        """Values (or labels) of a select menu."""
        for message in [on] if on else reversed(self.sees()):
            for one in message.parts:
                options = one.get("options") or []
                found = [
                    option["value"]
                    for value in values
                    for option in options
                    if value in (option["value"], option["label"])
                ]
                if one["type"] == 3 and len(found) == len(values):
                    data = {"component_type": 3, "custom_id": one["custom_id"], "values": found}
                    return await self._interacts(3, data, waits, message=message)
        raise AssertionError(f"no choice {values!r} in:\n{self.transcript()}")

    async def fills(
        self, opened: Interaction, *texts: str, waits: bool = True, **by_label: str
    ) -> Interaction:
        """Sends the modal that an interaction opened: texts in the order of its fields, or by label.

        What is not given stays as it is in the window.
        """
        assert opened.modal, "no modal was opened"
        given = iter(texts)
        rows = [_filled(row, given, by_label) for row in opened.modal["components"]]
        data = {"custom_id": opened.modal["custom_id"], "components": [row for row in rows if row]}
        return await self._interacts(5, data, waits, message=opened.message, from_modal=True)

    def _command(self, line: str) -> tuple[Json, list[str]]:
        first, *names = line.removeprefix("/").split()
        for one in self.world.commands:
            if one["type"] == 1 and first in _names(one):
                return one, names
        raise AssertionError(f"no /{first} among {[one['name'] for one in self.world.commands]}")

    def _options(self, command: Json, names: list[str], given: Json, focused: str = "") -> list[Json]:
        known = command.get("options") or []
        if names:
            found = next((one for one in known if names[0] in _names(one)), None)
            assert found, f"no {names[0]} below {command['name']}: {[one['name'] for one in known]}"
            below = self._options(found, names[1:], given, focused)
            return [{"name": found["name"], "type": found["type"], "options": below}]
        missing = [one["name"] for one in known if one.get("required") and one["name"] not in given]
        assert focused or not missing, f"{missing} of {command['name']} are needed"
        asked = {name: _option(known, name) for name in given}
        return [
            {"name": one["name"], "type": one["type"], "value": given[name]}
            | ({"focused": True} if name == focused else {})
            for name, one in asked.items()
        ]

    async def _interacts(self, kind: int, data: Json, waits: bool, **more: Any) -> Interaction:
        one = self.world.interaction(kind, self.user, self.place, data, **more)
        self.world.tell("INTERACTION_CREATE", {"interaction": one}, self.place.guild)
        self.world.changed()
        if waits:
            await self.acknowledged(one)
        return one

    async def acknowledged(self, one: Interaction, seconds: float = LIMIT) -> Interaction:
        """Waits until an interaction got its first response."""
        await self._until(lambda: bool(one.answer), "no answer to the interaction", seconds)
        return one

    # what they see

    def sees(self, place: Channel | None = None) -> list[Message]:
        """Every message of a channel that is there for them, in order."""
        found = (place or self.place).messages.values()
        return [one for one in found if not one.deleted and one.only_for in (None, self.user.id)]

    def reads(self, place: Channel | None = None) -> list[str]:
        """The words of all that the bot wrote there."""
        return [one.words for one in self.sees(place) if one.author == APPLICATION]

    async def expects(self, wanted: Wanted = "", seconds: float = LIMIT) -> Message:
        """The next message of the bot that fits, after the last one that was expected.

        A text stands anywhere in its words, a pattern is searched, a function is asked.
        """

        def newest() -> Message | None:
            for one in self.sees():
                new = one.id > self.seen and one.author == APPLICATION and not one.flags & LOADING
                if new and _matches(wanted, one):
                    return one
            return None

        found: Message = await self._until(newest, f"not shown: {wanted!r}", seconds)
        self.seen = found.id
        return found

    async def expects_edit(self, message: Message, wanted: Wanted, seconds: float = LIMIT) -> Message:
        """A message as it comes to fit."""
        await self._until(lambda: _matches(wanted, message), f"not shown: {wanted!r}", seconds)
        return message

    async def answered(self, one: Interaction, wanted: Wanted = "", seconds: float = LIMIT) -> Message:
        """What an interaction was answered with, be it at once, by an edit or by what follows."""

        def found() -> Message | None:
            all_ = [message for message in (one.original, *one.followups) if message]
            ready = [message for message in all_ if not message.flags & LOADING and not message.deleted]
            return next((message for message in ready if _matches(wanted, message)), None)

        answer: Message = await self._until(found, f"not answered: {wanted!r}", seconds)
        return answer

    async def _until(self, holds: Callable[[], Any], otherwise: str, seconds: float) -> Any:
        try:
            return await self.world.until(holds, seconds)
        except TimeoutError:
            raise AssertionError(f"{otherwise}\n{self.transcript()}") from None

    def transcript(self) -> str:
        """What is in front of them, for whoever reads a failure."""
        lines = []
        for one in self.sees():
            labels = [part.get("label") or part.get("placeholder") or "" for part in one.parts]
            lines.append(f"{self.world.users[one.author].name}: {one.words} {labels or ''}")
        return "\n".join(lines) or "(nothing)"


def _names(one: Json) -> set[str]:
    return {one["name"], *(one.get("name_localizations") or {}).values()}


def _option(known: list[Json], name: str) -> Json:
    found = next((one for one in known if name in _names(one)), None)
    assert found, f"no option {name}: {[one['name'] for one in known]}"
    return found


def _fits(wanted: str | re.Pattern[str], text: str) -> bool:
    return wanted in text if isinstance(wanted, str) else bool(wanted.search(text))


def _matches(wanted: Wanted, message: Message) -> bool:
    if isinstance(wanted, str):
        return wanted in message.words
    return bool(wanted.search(message.words)) if isinstance(wanted, re.Pattern) else wanted(message)


def _filled(row: Json, given: Any, by_label: dict[str, str]) -> Json | None:
    """A row of a modal as it is sent back."""
    if row["type"] == 10:
        return None
    if row["type"] == 18:
        return {"type": 18, "id": 1, "component": _value(row["component"], row["label"], given, by_label)}
    parts = [_value(one, one.get("label") or "", given, by_label) for one in row["components"]]
    return {"type": 1, "id": 1, "components": parts}


def _value(one: Json, label: str, given: Any, by_label: dict[str, str]) -> Json:
    text = next((value for name, value in by_label.items() if name.lower() in label.lower()), None)
    text = next(given, None) if text is None else text
    if one["type"] == 4:
        kept = (one.get("value") or "") if text is None else text
        return {"type": 4, "id": 1, "custom_id": one["custom_id"], "value": kept}
    chosen = [option["value"] for option in one.get("options") or [] if option.get("default")]
    return {"type": 3, "id": 1, "custom_id": one["custom_id"], "values": [text] if text else chosen}
