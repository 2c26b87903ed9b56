"""Every kind of mistake that a bot can make is noticed: one bad request (or event) each.

The good requests are in `test_library`, where not one of these rules is broken.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from tests.fakes.discord_server.calls import Call
from tests.fakes.discord_server.fixtures import discord_fake
from tests.fakes.discord_server.server import DiscordServer
from tests.fakes.discord_server.world import APPLICATION, TOKEN, Interaction

__all__ = ["discord_fake"]

Json = dict[str, Any]
NOBODY: Json = {"allowed_mentions": {"parse": []}}
TEXT: Json = {"content": "hello", **NOBODY}


def row(*parts: Json) -> Json:
    return {"type": 1, "components": list(parts)}


def button(number: int = 1, **more: Any) -> Json:
    return {"type": 2, "style": 1, "label": "Done", "custom_id": f"done-{number}", **more}


def menu(count: int = 2, **more: Any) -> Json:
    options = [{"label": f"option {one}", "value": f"{one}"} for one in range(count)]
    return {"type": 3, "custom_id": "menu", "options": options, **more}


def with_rows(*rows: Json) -> Json:
    return {**TEXT, "components": list(rows)}


def with_embed(*embeds: Json) -> Json:
    return {**NOBODY, "embeds": list(embeds)}


MESSAGES: list[tuple[str, Json]] = [
    ("content-too-long", {**TEXT, "content": "x" * 2001}),
    ("empty-message", {"content": "  ", **NOBODY}),
    ("empty-message", {"embeds": [], **NOBODY}),
    ("allowed-mentions-missing", {"content": "hello"}),
    ("mentions-allowed", {"content": "@everyone", "allowed_mentions": {"parse": ["everyone"]}}),
    ("mentions-allowed", {"content": "<@1>", "allowed_mentions": {"parse": [], "users": ["1"]}}),
    ("mentions-allowed", {"content": "yes", "allowed_mentions": {"parse": [], "replied_user": True}}),
    ("nonce-not-enforced", {**TEXT, "nonce": "n"}),
    ("too-many-rows", with_rows(*[row(button(one)) for one in range(6)])),
    ("empty-row", with_rows(row())),
    ("too-many-buttons", with_rows(row(*[button(one) for one in range(6)]))),
    ("no-custom-id", with_rows(row({"type": 2, "style": 1, "label": "Done"}))),
    ("duplicate-custom-id", with_rows(row(button(), button()))),
    ("duplicate-custom-id", with_rows(row(button()), row(menu(custom_id="done-1")))),
    ("custom-id-too-long", with_rows(row(button(custom_id="x" * 101)))),
    ("button-without-label", with_rows(row(button(label="")))),
    ("label-too-long", with_rows(row(button(label="x" * 81)))),
    ("link-without-url", with_rows(row({"type": 2, "style": 5, "label": "Read"}))),
    ("link-with-custom-id", with_rows(row(button(style=5, url="https://example.org")))),
    ("select-not-alone", with_rows(row(menu(), button()))),
    ("select-options", with_rows(row(menu(0)))),
    ("select-options", with_rows(row(menu(26)))),
    ("select-duplicate-value", with_rows(row(menu(options=[{"label": "a", "value": "a"}] * 2)))),
    ("select-option-too-long", with_rows(row(menu(options=[{"label": "x" * 101, "value": "a"}])))),
    ("select-range", with_rows(row(menu(max_values=3)))),
    (
        "select-defaults",
        with_rows(row(menu(options=[{"label": one, "value": one, "default": True} for one in "ab"]))),
    ),
    ("select-placeholder", with_rows(row(menu(placeholder="x" * 151)))),
    ("embed-empty", with_embed({"type": "rich"})),
    ("embed-part-too-long", with_embed({"title": "x" * 257})),
    ("embed-part-too-long", with_embed({"footer": {"text": "x" * 2049}})),
    ("embed-fields", with_embed({"title": "x", "fields": [{"name": "a", "value": "b"}] * 26})),
    ("embed-empty-field", with_embed({"title": "x", "fields": [{"name": " ", "value": "b"}]})),
    ("embeds-too-long", with_embed({"description": "x" * 3500}, {"description": "x" * 2501})),
    ("embed-without-file", with_embed({"title": "x", "image": {"url": "attachment://card.png"}})),
    ("voice-message", {**TEXT, "flags": 1 << 13}),
    ("body", {**TEXT, "embeds": [{"title": "x"}] * 11}),
    ("body", {**TEXT, "nonce": "x" * 26, "enforce_nonce": True}),
    ("body", {**TEXT, "components": [{"type": 99}]}),
    ("body", {**TEXT, "message_reference": "1"}),
    ("body", {**TEXT, "reply_to": "1"}),
]


def command(**more: Any) -> Json:
    return {"name": "interview", "description": "Practise", "type": 1, **more}


def option(name: str = "domain", **more: Any) -> Json:
    return {"type": 3, "name": name, "description": "What", **more}


CHOICE = {"name": "Nurse", "value": "nurse"}
LONG = [{"name": f"{one}" * 40, "value": f"{one}" * 40} for one in range(10, 35)]
COMMANDS: list[tuple[str, Json]] = [
    ("command-name", command(name="Interview")),
    ("command-name", command(name="two words")),
    ("command-name", command(name_localizations={"de": "Zwei Worte"})),
    ("command-description", command(description="")),
    ("command-description", command(description="x" * 101)),
    ("command-description", command(description_localizations={"de": "x" * 101})),
    ("unknown-locale", command(name_localizations={"en": "interview"})),
    ("required-after-optional", command(options=[option("a"), option("b", required=True)])),
    ("duplicate-option", command(options=[option(), option()])),
    ("too-many-options", command(options=[option(f"o{one}") for one in range(26)])),
    ("too-many-choices", command(options=[option(choices=[CHOICE] * 26)])),
    ("choice-name", command(options=[option(choices=[{"name": "", "value": "a"}])])),
    ("choices-and-autocomplete", command(options=[option(choices=[CHOICE], autocomplete=True)])),
    ("mixed-options", command(options=[option(), option("start", type=1)])),
    ("nested-too-deep", command(options=[option("a", type=1, options=[option("b", type=1)])])),
    ("context-menu-description", command(type=3, name="Practise with this")),
    ("command-too-long", command(options=[option(f"o{one}", choices=LONG) for one in range(5)])),
]


def field(**more: Any) -> Json:
    return {"type": 4, "style": 2, "label": "You said", "custom_id": "words", **more}


def modal(*rows: Json, **more: Any) -> Json:
    window = {"title": "What did you say?", "custom_id": "correct", "components": list(rows), **more}
    return {"type": 9, "data": window}


RESPONSES: list[tuple[str, Json]] = [
    ("reply-without-data", {"type": 4}),
    ("empty-message", {"type": 4, "data": {**NOBODY, "flags": 64}}),
    ("content-too-long", {"type": 4, "data": {**TEXT, "content": "x" * 2001}}),
    ("allowed-mentions-missing", {"type": 4, "data": {"content": "hello"}}),
    ("update-without-message", {"type": 7, "data": TEXT}),
    ("update-without-message", {"type": 6}),
    ("completion-mixed-up", {"type": 8, "data": {"choices": []}}),
    ("modal-title", modal(row(field()), title="x" * 46)),
    ("modal-rows", modal(*[row(field(custom_id=f"{one}")) for one in range(6)])),
    ("modal-rows", modal()),
    ("duplicate-custom-id", modal(row(field()), row(field()))),
    ("modal-label", modal(row(field(label="x" * 46)))),
    ("modal-lengths", modal(row(field(min_length=10, max_length=5)))),
    ("modal-value-too-long", modal(row(field(max_length=5, value="x" * 6)))),
    ("body", {"type": 99, "data": {}}),
]


def history(query: dict[str, str]) -> Call:
    return Call("GET", "/channels/{channel_id}/messages", {"channel_id": "1"}, query)


class Bot:
    """Requests as somebody might make who never read the documents."""

    def __init__(self, server: DiscordServer, http: aiohttp.ClientSession) -> None:
        self.server = server
        self._http = http

    async def asks(self, method: str, path: str, body: Any = None, token: str = TOKEN) -> tuple[int, Any]:
        data = json.dumps(body) if body is not None else None
        named = {"Authorization": f"Bot {token}", "Content-Type": "application/json"}
        async with self._http.request(method, self.server.base + path, data=data, headers=named) as answer:
            return answer.status, await answer.json() if answer.status != 204 else None

    def interaction(self, kind: int = 2) -> Interaction:
        """One that waits for its answer."""
        ada = self.server.person()
        data = {"id": "1", "name": "interview", "type": 1}
        return self.server.world.interaction(kind, ada.user, ada.place, data)

    async def responds(self, one: Interaction, body: Json) -> int:
        status, _ = await self.asks(
            "POST", f"/interactions/{one.id}/{one.token}/callback?with_response=1", body
        )
        return status

    async def follows(self, one: Interaction, body: Json) -> int:
        return (await self.asks("POST", f"/webhooks/{APPLICATION}/{one.token}?wait=true", body))[0]

    def rules(self) -> list[str]:
        """The names of the rules that were broken; they are forgiven."""
        found = [one.rule for one in self.server.validator.violations]
        self.server.validator.violations.clear()
        return found


@pytest_asyncio.fixture
async def bot(discord_fake: DiscordServer) -> AsyncIterator[Bot]:
    async with aiohttp.ClientSession() as http:
        yield Bot(discord_fake, http)


@pytest.mark.parametrize(("rule", "body"), MESSAGES)
async def test_a_message_that_breaks_a_rule_is_noticed(bot: Bot, rule: str, body: Json) -> None:
    ada = bot.server.person()
    await bot.asks("POST", f"/channels/{ada.place.id}/messages", body)
    assert rule in bot.rules()


@pytest.mark.parametrize(("rule", "body"), COMMANDS)
async def test_a_command_that_breaks_a_rule_is_noticed(bot: Bot, rule: str, body: Json) -> None:
    await bot.asks("PUT", f"/applications/{APPLICATION}/commands", [body])
    assert rule in bot.rules()
    assert bot.server.world.commands == []


@pytest.mark.parametrize(("rule", "body"), RESPONSES)
async def test_a_response_that_breaks_a_rule_is_noticed(bot: Bot, rule: str, body: Json) -> None:
    await bot.responds(bot.interaction(), body)
    assert rule in bot.rules()


async def test_two_commands_of_one_name_are_noticed(bot: Bot) -> None:
    await bot.asks("PUT", f"/applications/{APPLICATION}/commands", [command(), command()])
    assert "duplicate-command" in bot.rules()


async def test_an_interaction_is_acknowledged_once(bot: Bot) -> None:
    one = bot.interaction()
    assert await bot.responds(one, {"type": 5}) == 200
    assert await bot.responds(one, {"type": 4, "data": TEXT}) == 400
    assert bot.rules() == ["acknowledged-twice"]


async def test_a_modal_comes_first_or_never(bot: Bot) -> None:
    one = bot.interaction()
    await bot.responds(one, {"type": 5})
    await bot.responds(one, modal(row(field())))
    assert bot.rules() == ["modal-after-defer"]


async def test_a_modal_does_not_answer_a_modal(bot: Bot) -> None:
    await bot.responds(bot.interaction(5), modal(row(field())))
    assert bot.rules() == ["modal-after-modal"]


async def test_three_seconds_are_all_there_is_for_an_acknowledgement(bot: Bot) -> None:
    one, late = bot.interaction(), bot.interaction()
    bot.server.world.clock.passes(2.5)
    assert await bot.responds(one, {"type": 5}) == 200
    bot.server.world.clock.passes(0.5)
    assert await bot.responds(late, {"type": 5}) == 404
    assert bot.rules() == ["acknowledged-too-late"]


async def test_what_follows_comes_after_the_acknowledgement(bot: Bot) -> None:
    assert await bot.follows(bot.interaction(), TEXT) == 404
    assert bot.rules() == ["followup-before-acknowledgement"]


async def test_a_token_is_good_for_fifteen_minutes(bot: Bot) -> None:
    one = bot.interaction()
    await bot.responds(one, {"type": 5})
    bot.server.world.clock.passes(899)
    assert await bot.follows(one, TEXT) == 200
    bot.server.world.clock.passes(2)
    assert await bot.follows(one, TEXT) == 401
    assert bot.rules() == ["token-over"]


async def test_a_completion_offers_at_most_twenty_five(bot: Bot) -> None:
    await bot.responds(bot.interaction(4), {"type": 8, "data": {"choices": [CHOICE] * 26}})
    assert "too-many-choices" in bot.rules()


async def test_an_edit_is_held_to_the_rules_as_well(bot: Bot) -> None:
    ada = bot.server.person()
    _, sent = await bot.asks("POST", f"/channels/{ada.place.id}/messages", TEXT)
    await bot.asks(
        "PATCH", f"/channels/{ada.place.id}/messages/{sent['id']}", {**TEXT, "content": "x" * 2001}
    )
    assert "content-too-long" in bot.rules()


async def test_an_edit_cannot_make_a_message_private(bot: Bot) -> None:
    ada = bot.server.person()
    _, sent = await bot.asks("POST", f"/channels/{ada.place.id}/messages", TEXT)
    await bot.asks("PATCH", f"/channels/{ada.place.id}/messages/{sent['id']}", {**TEXT, "flags": 64})
    assert "ephemeral-edit" in bot.rules()


async def test_a_query_that_is_not_known_is_noticed(bot: Bot) -> None:
    ada = bot.server.person()
    await bot.asks("GET", f"/channels/{ada.place.id}/messages?limit=50&newest=1")
    assert bot.rules() == ["query"]


@pytest.mark.parametrize("query", [{"limit": "0"}, {"limit": "101"}, {"after": "yesterday"}])
async def test_a_query_of_a_wrong_value_is_noticed(bot: Bot, query: dict[str, str]) -> None:
    bot.server.validator.request(history(query))
    assert bot.rules() == ["query"]


async def test_a_route_that_is_not_there_is_noticed(bot: Bot) -> None:
    status, _ = await bot.asks("GET", "/guilds/1/soundboard-sounds")
    assert status == 404
    assert bot.rules() == ["not-in-the-fake"]


async def test_a_stranger_gets_nothing(bot: Bot) -> None:
    status, _ = await bot.asks("GET", "/users/@me", token="wrong")
    assert status == 401


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("READY", {"v": 10}),
        ("GUILD_CREATE", {"id": "1", "name": "ward"}),
        ("MESSAGE_CREATE", {"id": "1", "content": 5}),
        ("INTERACTION_CREATE", {"id": "1", "type": 3, "token": "t"}),
    ],
)
async def test_an_event_that_does_not_fit_is_noticed(bot: Bot, name: str, data: Json) -> None:
    bot.server.validator.event(name, data)
    assert bot.rules() == ["event"]


async def test_an_identification_that_does_not_fit_is_noticed(bot: Bot) -> None:
    bot.server.validator.identify({"op": 2, "d": {"token": TOKEN}})
    assert bot.rules() == ["identify"]


async def test_an_answer_that_does_not_fit_is_noticed(bot: Bot) -> None:
    call = history({})
    bot.server.validator.answer(call, 200, [{"id": "1"}])
    bot.server.validator.answer(call, 302, None)
    bot.server.validator.answer(call, 400, {"sentence": "no"})
    assert bot.rules() == ["answer"] * 3
