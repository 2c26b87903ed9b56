"""The routes of the fake Discord's REST interface: login, channels, messages, threads and commands.

The rule: a route changes the world and gives what Discord gives; requests and answers are checked around it
(`server`), so nothing here knows of the specification.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.discord_server import rules, shapes
from tests.fakes.discord_server.calls import (
    ARCHIVED,
    CANNOT_SEND,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    TOO_LARGE,
    Call,
    Refusal,
    unknown,
)
from tests.fakes.discord_server.rules import Broken
from tests.fakes.discord_server.world import (
    APPLICATION,
    DM,
    NONCE_S,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    UPLOAD_LIMIT,
    Channel,
    Json,
    Message,
    World,
    now,
)

VIEW, SEND, EMBED_LINKS, ATTACH, HISTORY = 1 << 10, 1 << 11, 1 << 14, 1 << 15, 1 << 16
MANAGE_THREADS, PUBLIC, PRIVATE, SEND_IN_THREADS = 1 << 34, 1 << 35, 1 << 36, 1 << 38
PAGE = 50  # messages a page of the history has unless it is said

Answer = tuple[int, Any]
Handler = Callable[["Rest", Call], Awaitable[Answer]]
Rule = Callable[[Call], Iterator[Broken]]


@dataclass(frozen=True)
class Route:
    """A route; `rules` are looked at before it is taken. `open` needs no token of a bot."""

    method: str
    template: str
    handler: Handler
    rules: Rule | None = None
    open: bool = False


ROUTES: list[Route] = []


def route(
    method: str, template: str, rules_: Rule | None = None, *, open_: bool = False
) -> Callable[[Handler], Handler]:
    def note(handler: Handler) -> Handler:
        ROUTES.append(Route(method, template, handler, rules_, open_))
        return handler

    return note


@dataclass
class Rest:
    """What the routes work on. `cdn` and `gateway` are the addresses that are given out."""

    world: World
    cdn: str = ""
    gateway: str = ""
    shards: int = 1
    content_intent: bool = True
    seen: Callable[[], int] = lambda: 0  # the intents of the bot's session
    enforced: dict[tuple[int, str], Message] = field(default_factory=dict)

    def message(self, one: Message) -> Json:
        return shapes.message(self.world, self.cdn, one, readable=self.readable(one))

    def readable(self, one: Message) -> bool:
        return shapes.readable_to(self.world, self.seen(), one)

    def tell(self, name: str, one: Message) -> None:
        """Tells the gateway of a message that everybody in its channel can see."""
        if one.only_for is None:
            guild = self.world.channels[one.channel].guild
            self.world.tell(name, {"message": one}, guild)
        self.world.changed()


def place(rest: Rest, id_: int, *needs: int) -> Channel:
    """A channel in which the bot may do that. Raises Refusal."""
    found = rest.world.channels.get(id_)
    if not found or found.deleted:
        raise unknown("Channel")
    if found.guild:
        if rest.world.guilds[found.guild].kicked:
            raise Refusal(*MISSING_ACCESS)
        if found.kind == PRIVATE_THREAD and APPLICATION not in found.members:
            raise Refusal(*MISSING_ACCESS)
        allowed = rest.world.permissions(found)
        if not allowed & VIEW:
            raise Refusal(*MISSING_ACCESS)
        if any(not allowed & one for one in needs):
            raise Refusal(*MISSING_PERMISSIONS)
    return found


@route("GET", "/users/@me")
async def me(rest: Rest, _: Call) -> Answer:
    return 200, shapes.myself(rest.world.users[APPLICATION])


@route("GET", "/oauth2/applications/@me")
async def about_me(rest: Rest, _: Call) -> Answer:
    people = [one for one in rest.world.users.values() if not one.bot]
    owner = people[0] if people else rest.world.users[APPLICATION]
    return 200, shapes.application(owner, rest.content_intent)


@route("GET", "/applications/@me")
async def about_me_too(rest: Rest, call: Call) -> Answer:
    return await about_me(rest, call)


@route("GET", "/gateway/bot")
async def gateway(rest: Rest, _: Call) -> Answer:
    limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 16}
    return 200, {"url": rest.gateway, "shards": rest.shards, "session_start_limit": limit}


@route("GET", "/users/{user_id}")
async def somebody(rest: Rest, call: Call) -> Answer:
    found = rest.world.users.get(call.number("user_id"))
    if not found:
        raise Refusal(404, 10013, "Unknown User")
    return 200, shapes.user(found)


@route("GET", "/guilds/{guild_id}/members/{user_id}")
async def a_member(rest: Rest, call: Call) -> Answer:
    guild = rest.world.guilds.get(call.number("guild_id"))
    if not guild or guild.kicked:
        raise unknown("Guild")
    if call.number("user_id") not in guild.members:
        raise Refusal(404, 10007, "Unknown Member")
    return 200, shapes.member(rest.world.users[call.number("user_id")])


@route("POST", "/users/@me/channels")
async def direct(rest: Rest, call: Call) -> Answer:
    who = rest.world.users.get(int(call.fields.get("recipient_id") or 0))
    if not who or who.bot:
        raise Refusal(400, 50033, "Invalid Recipient(s)")
    return 200, shapes.channel(rest.world, rest.world.direct(who.id))


@route("GET", "/channels/{channel_id}")
async def channel(rest: Rest, call: Call) -> Answer:
    return 200, shapes.channel(rest.world, place(rest, call.number("channel_id")))


@route("PATCH", "/channels/{channel_id}")
async def change_channel(rest: Rest, call: Call) -> Answer:
    """Threads only: their name, and whether they are archived, locked or invitable."""
    found = place(rest, call.number("channel_id"))
    if not found.thread or (
        found.owner != APPLICATION and not rest.world.permissions(found) & MANAGE_THREADS
    ):
        raise Refusal(*MISSING_PERMISSIONS)
    if found.archived and call.fields.get("archived") is not False:
        raise Refusal(*ARCHIVED)
    for name in ("name", "archived", "locked", "invitable"):
        if call.fields.get(name) is not None:
            setattr(found, name, call.fields[name])
    rest.world.tell("THREAD_UPDATE", shapes.channel(rest.world, found), found.guild)
    rest.world.changed()
    return 200, shapes.channel(rest.world, found)


@route("DELETE", "/channels/{channel_id}")
async def delete_channel(rest: Rest, call: Call) -> Answer:
    found = place(rest, call.number("channel_id"))
    if found.kind != DM:
        found.deleted = True
        names = {"id": str(found.id), "guild_id": str(found.guild), "parent_id": str(found.parent)}
        rest.world.tell("THREAD_DELETE", names | {"type": found.kind}, found.guild)
    rest.world.changed()
    return 200, shapes.channel(rest.world, found)


def sent(call: Call) -> Iterator[Broken]:
    yield from rules.message(call.fields, len(call.files))
    if call.fields.get("nonce") is not None and not call.fields.get("enforce_nonce"):
        yield "nonce-not-enforced", "a nonce that is not enforced lets a message stand twice"


def edited(call: Call) -> Iterator[Broken]:
    yield from rules.message(call.fields, len(call.files), edit=True)


@route("POST", "/channels/{channel_id}/messages", sent)
async def send(rest: Rest, call: Call) -> Answer:
    needs = _needs(call)
    found = place(rest, call.number("channel_id"))
    first = SEND_IN_THREADS if found.thread else SEND
    place(rest, found.id, first, *needs)
    _open_for_words(rest, found)
    again = _sent_already(rest, found, call.fields)
    if again:
        return 200, rest.message(again)
    reference = (call.fields.get("message_reference") or {}).get("message_id")
    made = rest.world.post(
        found, APPLICATION, reference=int(reference) if reference else None, **content_of(call.fields, call)
    )
    made.nonce = call.fields.get("nonce")
    if made.nonce is not None and call.fields.get("enforce_nonce"):
        rest.enforced[found.id, str(made.nonce)] = made
    rest.tell("MESSAGE_CREATE", made)
    return 200, rest.message(made)


def _needs(call: Call) -> list[int]:
    fields = call.fields
    return [
        *([ATTACH] if call.files else []),
        *([EMBED_LINKS] if fields.get("embeds") else []),
    ]


def _open_for_words(rest: Rest, found: Channel) -> None:
    if found.kind == DM and any(rest.world.users[one].blocks for one in found.members):
        raise Refusal(*CANNOT_SEND)
    if found.archived and found.locked and not rest.world.permissions(found) & MANAGE_THREADS:
        raise Refusal(*ARCHIVED)
    if found.locked and not rest.world.permissions(found) & MANAGE_THREADS:
        raise Refusal(*MISSING_PERMISSIONS)
    found.archived = False


def _sent_already(rest: Rest, found: Channel, fields: Json) -> Message | None:
    if fields.get("nonce") is None or not fields.get("enforce_nonce"):
        return None
    before = rest.enforced.get((found.id, str(fields["nonce"])))
    return before if before and rest.world.clock() - before.born < NONCE_S else None


def content_of(fields: Json, call: Call) -> Json:
    """What a message has of its own, of what was asked. Raises Refusal for a file that is too large."""
    if any(file.size > UPLOAD_LIMIT for file in call.files):
        raise Refusal(*TOO_LARGE)
    return {
        "content": fields.get("content") or "",
        "embeds": fields.get("embeds") or [],
        "components": shapes.components(fields.get("components") or []),
        "files": call.files,
        "flags": fields.get("flags") or 0,
    }


def change(one: Message, fields: Json, call: Call) -> None:
    """Edits a message: what is left out stays as it is; files are kept that are still named."""
    if "content" in fields:
        one.history.append(one.content)
        one.content = fields["content"] or ""
    if "embeds" in fields:
        one.embeds = fields["embeds"] or []
    if "components" in fields:
        one.components = shapes.components(fields["components"] or [])
    if "attachments" in fields or call.files:
        kept = {str(named.get("id")) for named in fields.get("attachments") or []}
        one.files = [file for file in one.files if str(file.id) in kept] + call.files
    one.edited = now()


@route("GET", "/channels/{channel_id}/messages")
async def history(rest: Rest, call: Call) -> Answer:
    """Newest first, as Discord lists them; `after` takes the oldest ones above it."""
    found = place(rest, call.number("channel_id"), HISTORY)
    limit = int(call.query.get("limit", PAGE))
    shown = [one for one in found.messages.values() if not one.deleted and one.only_for is None]
    shown.sort(key=lambda one: one.id)
    if "after" in call.query:
        page = [one for one in shown if one.id > int(call.query["after"])][:limit]
    elif "before" in call.query:
        page = [one for one in shown if one.id < int(call.query["before"])][-limit:]
    else:
        page = shown[-limit:]
    return 200, [rest.message(one) for one in reversed(page)]


def _message(rest: Rest, call: Call) -> tuple[Channel, Message]:
    found = place(rest, call.number("channel_id"))
    one = found.messages.get(call.number("message_id"))
    if not one or one.deleted or one.only_for is not None:
        raise unknown("Message")
    return found, one


@route("GET", "/channels/{channel_id}/messages/{message_id}")
async def one_message(rest: Rest, call: Call) -> Answer:
    return 200, rest.message(_message(rest, call)[1])


@route("PATCH", "/channels/{channel_id}/messages/{message_id}", edited)
async def edit(rest: Rest, call: Call) -> Answer:
    found, one = _message(rest, call)
    if one.author != APPLICATION:
        raise Refusal(403, 50005, "Cannot edit a message authored by another user")
    if found.archived:
        raise Refusal(*ARCHIVED)
    change(one, call.fields, call)
    rest.tell("MESSAGE_UPDATE", one)
    return 200, rest.message(one)


@route("DELETE", "/channels/{channel_id}/messages/{message_id}")
async def delete(rest: Rest, call: Call) -> Answer:
    found, one = _message(rest, call)
    if one.author != APPLICATION and (found.kind == DM or not rest.world.permissions(found) & 1 << 13):
        raise Refusal(*MISSING_PERMISSIONS)
    one.deleted = True
    rest.tell("MESSAGE_DELETE", one)
    return 204, None


@route("POST", "/channels/{channel_id}/typing")
async def typing(rest: Rest, call: Call) -> Answer:
    place(rest, call.number("channel_id"))
    rest.world.typing += 1
    return 204, None


@route("POST", "/channels/{channel_id}/threads")
async def open_thread(rest: Rest, call: Call) -> Answer:
    kind = call.fields.get("type") or PRIVATE_THREAD
    parent = place(rest, call.number("channel_id"), PRIVATE if kind == PRIVATE_THREAD else PUBLIC)
    made = _thread(rest, parent, kind, call, rest.world.id())
    made.invitable = call.fields.get("invitable") is not False
    return 201, shapes.channel(rest.world, made)


@route("POST", "/channels/{channel_id}/messages/{message_id}/threads")
async def open_thread_below(rest: Rest, call: Call) -> Answer:
    parent = place(rest, call.number("channel_id"), PUBLIC)
    if call.number("message_id") not in parent.messages:
        raise unknown("Message")
    if call.number("message_id") in rest.world.channels:
        raise Refusal(400, 160004, "A thread has already been created for this message")
    return 201, shapes.channel(
        rest.world, _thread(rest, parent, PUBLIC_THREAD, call, call.number("message_id"))
    )


def _thread(rest: Rest, parent: Channel, kind: int, call: Call, id_: int) -> Channel:
    made = Channel(id_, kind, call.fields["name"], parent.guild, parent.id, APPLICATION, [APPLICATION])
    rest.world.channels[made.id] = made
    rest.world.tell("THREAD_CREATE", shapes.thread_created(rest.world, made), made.guild)
    rest.world.changed()
    return made


@route("PUT", "/channels/{channel_id}/thread-members/{user_id}")
async def invite(rest: Rest, call: Call) -> Answer:
    found = place(rest, call.number("channel_id"))
    if found.archived:
        raise Refusal(*ARCHIVED)
    guild = rest.world.guilds.get(found.guild or 0)
    if not guild or call.number("user_id") not in guild.members:
        raise Refusal(403, 50007, "Cannot invite this user")
    if call.number("user_id") not in found.members:
        found.members.append(call.number("user_id"))
    rest.world.changed()
    return 204, None


@route("DELETE", "/channels/{channel_id}/thread-members/@me")
async def leave(rest: Rest, call: Call) -> Answer:
    found = place(rest, call.number("channel_id"))
    found.members.remove(APPLICATION)
    return 204, None


@route("GET", "/guilds/{guild_id}/threads/active")
async def active_threads(rest: Rest, call: Call) -> Answer:
    """The public ones, and those private ones that the bot is in."""
    guild = rest.world.guilds.get(call.number("guild_id"))
    if not guild or guild.kicked:
        raise unknown("Guild")
    found = [
        one
        for one in rest.world.channels.values()
        if one.guild == guild.id and one.thread and not one.archived and not one.deleted
    ]
    found = [one for one in found if one.kind == PUBLIC_THREAD or APPLICATION in one.members]
    threads = [shapes.channel(rest.world, one) for one in found]
    members = [shapes.thread_member(one, APPLICATION) for one in found if APPLICATION in one.members]
    return 200, {"threads": threads, "members": members, "has_more": False}


def _whole(call: Call) -> Iterator[Broken]:
    yield from rules.commands(call.body or [])


def _one(call: Call) -> Iterator[Broken]:
    yield from rules.command(call.fields)


@route("GET", "/applications/{application_id}/commands")
async def commands(rest: Rest, call: Call) -> Answer:
    _mine(call)
    return 200, rest.world.commands


@route("PUT", "/applications/{application_id}/commands", _whole)
async def set_commands(rest: Rest, call: Call) -> Answer:
    """All at once; a command that was there keeps its id."""
    _mine(call)
    ids = {(one["type"], one["name"]): int(one["id"]) for one in rest.world.commands}
    asked = call.body or []
    rest.world.commands = [
        shapes.command(one, ids.get((one.get("type") or 1, one["name"])) or rest.world.id()) for one in asked
    ]
    rest.world.syncs += 1
    rest.world.changed()
    return 200, rest.world.commands


@route("POST", "/applications/{application_id}/commands", _one)
async def add_command(rest: Rest, call: Call) -> Answer:
    _mine(call)
    made = shapes.command(call.fields, rest.world.id())
    same = (made["type"], made["name"])
    rest.world.commands = [one for one in rest.world.commands if (one["type"], one["name"]) != same] + [made]
    rest.world.syncs += 1
    rest.world.changed()
    return 201, made


def _mine(call: Call) -> None:
    if call.number("application_id") != APPLICATION:
        raise Refusal(403, 20012, "You are not authorized to perform this action on this application")
