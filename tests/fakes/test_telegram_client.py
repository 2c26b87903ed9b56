"""The unmodified client library against the local Bot API server: whatever it does is right by the validator.

The rule: nothing is patched; the client is given the server's address and no more.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from aiohttp import web
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    MenuButtonCommands,
    Message,
    MessageEntity,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatAction
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    ContextTypes,
    MessageHandler,
    filters,
)

from tests.fakes.telegram.faults import QUICK, Kind
from tests.fakes.telegram.fixtures import spec_file, telegram
from tests.fakes.telegram.flood import Flood
from tests.fakes.telegram.people import Seat
from tests.fakes.telegram.server import SECRET_HEADER, TOKEN, TelegramServer

__all__ = ["spec_file", "telegram"]

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00"
BEGIN = InlineKeyboardMarkup([[InlineKeyboardButton("Begin", callback_data="begin:1")]])


def application(telegram: TelegramServer, token: str = TOKEN) -> Application[Any, Any, Any, Any, Any, Any]:
    builder = ApplicationBuilder().token(token).updater(None).rate_limiter(AIORateLimiter(max_retries=3))
    return builder.base_url(telegram.base_url).base_file_url(telegram.base_file_url).build()


@pytest.fixture(autouse=True)
def durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the library will have them from its next major version on; it warns otherwise."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def bot(telegram: TelegramServer) -> AsyncIterator[Bot]:
    async with application(telegram) as app:
        yield app.bot


@pytest.fixture
def ana(telegram: TelegramServer) -> Seat:
    return telegram.person("Ana")


async def all_of(bot: Bot, offset: int = 0, seconds: int = 10) -> tuple[Update, ...]:
    return await bot.get_updates(offset=offset, timeout=seconds, allowed_updates=Update.ALL_TYPES)


async def test_texts_buttons_and_edits_are_seen(bot: Bot, ana: Seat) -> None:
    sent = await bot.send_message(
        ana.room.id,
        "👍 Welcome",
        entities=[MessageEntity(MessageEntity.BOLD, 3, 7)],
        reply_markup=BEGIN,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    read = await ana.reads("Welcome")
    assert (read.id, read.buttons) == (sent.message_id, ["Begin"])
    await sent.edit_text("Changed", reply_markup=BEGIN)
    assert (await ana.reads("Changed")).change == "edited"
    await sent.edit_reply_markup(None)
    assert (await ana.expects(lambda post: not post.buttons)).text == "Changed"
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await sent.edit_text("Changed")
    await sent.delete()
    assert ana.posts == []
    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        await sent.edit_text("Once more")


async def test_keyboards_of_every_kind_are_right(bot: Bot, ana: Seat) -> None:
    inline = [
        [InlineKeyboardButton("Page", url="https://example.org")],
        [InlineKeyboardButton("Code", copy_text=CopyTextButton("7KQ2-M9TX"))],
    ]
    for markup in (
        InlineKeyboardMarkup(inline),
        ReplyKeyboardMarkup([["Yes", "No"]], one_time_keyboard=True),
        ReplyKeyboardRemove(),
        ForceReply(input_field_placeholder="Your answer"),
    ):
        await bot.send_message(ana.room.id, "Choose", reply_markup=markup)
    assert ana.opens("Page") == "https://example.org"


async def test_a_press_is_answered_once_and_not_too_late(bot: Bot, ana: Seat) -> None:
    await bot.send_message(ana.room.id, "Welcome", reply_markup=BEGIN)
    press = ana.presses("Begin")
    (update,) = await all_of(bot)
    assert update.callback_query and update.callback_query.data == "begin:1"
    assert isinstance(update.callback_query.message, Message)
    await update.callback_query.answer("Here we go")
    assert await ana.hears(press) == "Here we go"
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await update.callback_query.answer()
    late = ana.presses("Begin")
    late.expired = True
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await bot.answer_callback_query(late.id)


async def test_a_button_of_a_message_that_is_gone_comes_without_its_text(bot: Bot, ana: Seat) -> None:
    sent = await bot.send_message(ana.room.id, "Welcome", reply_markup=BEGIN)
    await sent.delete()
    ana.presses_data(ana.room.journal[0].message, "begin:1")
    (update,) = await all_of(bot)
    assert update.callback_query and update.callback_query.message
    assert not update.callback_query.message.is_accessible


async def test_files_go_and_come(bot: Bot, ana: Seat) -> None:
    await bot.send_document(ana.room.id, b"%PDF-1.7", filename="report.pdf", caption="Your report")
    await bot.send_photo(ana.room.id, PNG, caption="Card", filename="card.png", reply_markup=BEGIN)
    album = await bot.send_media_group(ana.room.id, [InputMediaPhoto(PNG), InputMediaPhoto(PNG)])
    assert len({one.media_group_id for one in album}) == 1
    assert ana.file(await ana.reads("Your report")).content == b"%PDF-1.7"
    card = await ana.reads("Card")
    assert ana.file(card).content == PNG
    changed = await bot.edit_message_media(InputMediaDocument(b"{}", filename="a.json"), ana.room.id, card.id)
    assert isinstance(changed, Message) and changed.document and changed.document.file_name == "a.json"
    again = await bot.send_document(ana.room.id, changed.document.file_id)
    assert again.document and again.document.file_id == changed.document.file_id
    ana.sends_voice(b"OggS sound", 7)
    (update,) = await all_of(bot)
    assert update.message and update.message.voice and update.message.voice.duration == timedelta(seconds=7)
    file = await update.message.voice.get_file()
    assert bytes(await file.download_as_bytearray()) == b"OggS sound"


async def test_a_file_over_20_mb_cannot_be_fetched(bot: Bot, ana: Seat) -> None:
    ana.sends_document(b"x", "long.wav", "audio/wav", declared=20 * 1024 * 1024 + 1)
    (update,) = await all_of(bot)
    assert update.message and update.message.document
    with pytest.raises(BadRequest, match=r"(?i)file is too big"):
        await update.message.document.get_file()


async def test_all_that_people_send_is_as_the_specification_says(bot: Bot, ana: Seat) -> None:
    said = ana.says("/start nurse@clinic https://example.org")
    ana.says("An answer", reply_to=said)
    ana.edits(said, "/start teacher")
    ana.forwards_voice(b"OggS")
    ana.sends_audio(b"ID3")
    ana.sends_video_note()
    ana.sends_video()
    ana.sends_document(b"{}", "notes.json", "application/json", caption="Notes")
    ana.sends_album(["One", "Two"])
    ana.sends_sticker()
    ana.sends(location={"latitude": 52.5, "longitude": 13.4})
    ana.sends(contact={"phone_number": "1", "first_name": "Bo"})
    ana.sends(dice={"emoji": "🎲", "value": 6})
    ana.writes_in_the_name_of_a_channel("News")
    ana.says("x" * 5000)
    ana.reacts(said)
    ana.blocks()
    ana.unblocks()
    updates = await all_of(bot)
    assert [update.update_id for update in updates] == list(range(100_001, 100_001 + len(updates)))
    lengths = [len(one.message.text) for one in updates if one.message and one.message.text]
    assert lengths[-2:] == [4096, 904]
    commands = [one.message.parse_entities() for one in updates[:1] if one.message]
    assert [text for found in commands for text in found.values()] == ["/start", "https://example.org"]


async def test_a_reaction_is_told_only_to_who_asked_for_it(bot: Bot, ana: Seat) -> None:
    said = ana.says("Hello")
    ana.reacts(said)
    (hello,) = await all_of(bot)
    ana.reacts(said)
    (reaction,) = await all_of(bot, hello.update_id + 1)
    assert reaction.message_reaction and reaction.message_reaction.user


async def test_updates_are_kept_until_a_higher_offset_confirms_them(bot: Bot, ana: Seat) -> None:
    for number in range(5):
        ana.says(f"{number}")
    first = await all_of(bot)
    assert first == await all_of(bot)
    limited = await bot.get_updates(limit=2)
    assert limited == first[:2]
    rest = await all_of(bot, first[2].update_id)
    assert [one.message.text for one in rest if one.message] == ["2", "3", "4"]
    assert await all_of(bot) == rest
    assert await bot.get_updates(offset=-1) == rest[-1:]
    assert await all_of(bot, rest[-1].update_id + 1, seconds=0) == ()


async def test_a_poll_waits_for_what_comes(bot: Bot, ana: Seat) -> None:
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(all_of(bot))
        await ana.world.news.until(lambda: ana.world.updates.polls or None, lambda: "no poll", 10)
        ana.says("Hello")
    assert len(waiting.result()) == 1


async def test_a_second_poller_ends_the_poll_of_the_first(
    bot: Bot, ana: Seat, telegram: TelegramServer
) -> None:
    first = asyncio.create_task(all_of(bot))
    await ana.world.news.until(lambda: ana.world.updates.polls or None, lambda: "no poll", 10)
    async with application(telegram) as another:
        second = asyncio.create_task(all_of(another.bot))
        with pytest.raises(Conflict, match=r"(?i)only one bot instance"):
            await first
        ana.says("Hello")
        assert len(await second) == 1


async def test_a_bot_writes_only_to_those_who_want_it(bot: Bot, ana: Seat, telegram: TelegramServer) -> None:
    ana.blocks()
    with pytest.raises(Forbidden, match=r"(?i)blocked by the user"):
        await bot.send_message(ana.room.id, "Hello")
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(12, "Hello")
    team = telegram.group("Team")
    await bot.leave_chat(team.id)
    with pytest.raises(Forbidden, match=r"(?i)not a member"):
        await bot.send_message(team.id, "Hello")


async def test_in_a_group_the_bot_sees_what_is_meant_for_it(
    bot: Bot, ana: Seat, telegram: TelegramServer
) -> None:
    team = telegram.group("Team", forum=True)
    topic = next(iter(team.topics))
    seat = telegram.joins(team, ana, topic)
    seat.says("Nobody is meant by this")
    seat.says(f"/help@{bot.username}")
    seat.says("/help@another_bot")
    posted = await bot.send_message(team.id, "Yes?", message_thread_id=topic)
    seat.says("To you", reply_to=posted.message_id)
    updates = await all_of(bot)
    assert [one.message.text for one in updates if one.message] == [f"/help@{bot.username}", "To you"]
    assert {one.message.message_thread_id for one in updates if one.message} == {topic}
    with pytest.raises(BadRequest, match=r"(?i)message thread not found"):
        await bot.send_message(team.id, "Where?", message_thread_id=topic + 100)
    telegram.world.privacy = False
    seat.says("Seen by all")
    assert [one.message.text for one in await all_of(bot) if one.message][-1] == "Seen by all"


async def test_menus_profile_actions_and_reactions_are_kept(
    bot: Bot, ana: Seat, telegram: TelegramServer
) -> None:
    commands = [BotCommand("start", "Begin"), BotCommand("help", "What there is")]
    await bot.set_my_commands(commands)
    await bot.set_my_commands(commands[:1], scope=BotCommandScopeAllPrivateChats(), language_code="de")
    await bot.set_my_commands(commands[1:], scope=BotCommandScopeChat(ana.room.id))
    assert await bot.get_my_commands() == tuple(commands)
    assert sorted(telegram.world.menus) == [
        ("all_private_chats", "de"),
        (f"chat {ana.room.id}", ""),
        ("default", ""),
    ]
    await bot.delete_my_commands(scope=BotCommandScopeChat(ana.room.id))
    await bot.set_my_name("Greenroom")
    await bot.set_my_description("Practise interviews", language_code="en")
    assert (await bot.get_my_description("en")).description == "Practise interviews"
    await bot.set_my_short_description("Practise")
    await bot.set_chat_menu_button(ana.room.id, MenuButtonCommands())
    await bot.send_chat_action(ana.room.id, ChatAction.TYPING)
    await ana.sees_action("typing")
    said = ana.says("Hello")
    await bot.set_message_reaction(ana.room.id, said.id, [ReactionTypeEmoji("👍")])
    assert ana.room.reactions == {said.id: [{"type": "emoji", "emoji": "👍"}]}
    reply = await bot.send_message(ana.room.id, "Yes", reply_parameters=ReplyParameters(said.id))
    assert reply.reply_to_message and reply.reply_to_message.message_id == said.id
    lost = ReplyParameters(999, allow_sending_without_reply=True)
    assert (await bot.send_message(ana.room.id, "Yes", reply_parameters=lost)).reply_to_message is None
    with pytest.raises(BadRequest, match=r"(?i)message to be replied not found"):
        await bot.send_message(ana.room.id, "Yes", reply_parameters=ReplyParameters(999))
    assert (await bot.get_chat(ana.room.id)).first_name == "Ana"
    assert (await bot.get_chat_member(ana.room.id, ana.room.id)).status == "creator"


async def test_another_token_is_refused(telegram: TelegramServer) -> None:
    app = application(telegram, "1:not-the-token")
    with pytest.raises(InvalidToken):
        await app.initialize()
    for request in app.bot._request:  # the library leaves them open where it could not begin
        await request.shutdown()


async def test_a_wrong_request_of_the_client_is_refused_and_kept(spec_file: Any) -> None:
    from tests.fakes.telegram.server import telegram_server  # noqa: PLC0415 - its violations are wanted here

    async with telegram_server(spec_file) as telegram, application(telegram) as app:
        ana = telegram.person()
        with pytest.raises(BadRequest, match=r"(?i)exactly one action"):
            nothing = InlineKeyboardMarkup([[InlineKeyboardButton("Nothing")]])
            await app.bot.send_message(ana.room.id, "Hello", reply_markup=nothing)
        with pytest.raises(BadRequest):
            await app.bot.send_message(ana.room.id, "Hello", api_kwargs={"colour": "red"})
        async with httpx.AsyncClient(base_url=f"{telegram.base_url}{TOKEN}") as http:
            body = {"chat_id": ana.room.id, "text": "Hello"}
            assert (await http.post("/sendMessage", content="{", headers=JSON)).status_code == 400
            assert (await http.post("/sendMessage", content="[]", headers=JSON)).status_code == 400
            assert (await http.post("/sendMessage", content="text", headers=PLAIN)).status_code == 400
            assert (await http.post("/sendMessage?text=Hi", data=body)).status_code == 400
            assert (await http.post("/sendMessage", data=body, files={"voice": b"OggS"})).status_code == 400
            media = '[{"type":"photo","media":"attach://a"},{"type":"photo","media":"F1"}]'
            lost = {"chat_id": ana.room.id, "media": media}
            assert (await http.post("/sendMediaGroup", data=lost)).status_code == 400
            assert (await http.get("/sendLetter")).status_code == 404
        assert ana.posts == []
        assert telegram.violations == [
            "sendMessage: sendMessage.reply_markup.inline_keyboard[0][0]: "
            "a button has exactly one action, not 0",
            "sendMessage: sendMessage.colour is unknown",
            "sendMessage: the body is no JSON",
            "sendMessage: sendMessage.chat_id is missing",
            "sendMessage: sendMessage.text is missing",
            "sendMessage: the body is no object",
            "sendMessage: sendMessage.chat_id is missing",
            "sendMessage: sendMessage.text is missing",
            "sendMessage: a body of the type text/plain",
            "sendMessage: sendMessage.chat_id is missing",
            "sendMessage: sendMessage.text is missing",
            "sendMessage: text is given twice",
            "sendMessage: the file voice is used nowhere",
            "sendMediaGroup: the file a did not come",
            "sendLetter: there is no such method",
        ]


JSON = {"Content-Type": "application/json"}
PLAIN = {"Content-Type": "text/plain"}


async def test_forms_json_and_queries_are_read_alike(telegram: TelegramServer, ana: Seat) -> None:
    body: dict[str, Any] = {"chat_id": ana.room.id, "text": "Hello", "protect_content": True}
    async with httpx.AsyncClient(base_url=f"{telegram.base_url}{TOKEN}") as http:
        await http.post("/sendMessage", json=body)
        await http.post("/sendMessage", data=body)
        await http.get("/sendMessage", params=body)
        await http.post("/sendMessage", files={name: (None, str(value)) for name, value in body.items()})
    assert [post.text for post in ana.posts] == ["Hello"] * 4
    assert [asked.call.params for asked in telegram.asked] == [body] * 4


# --- what goes wrong ---------------------------------------------------------------------------------


@pytest.mark.parametrize("effect", [False, True])
async def test_a_reset_comes_before_or_after_the_effect(
    bot: Bot, ana: Seat, telegram: TelegramServer, effect: bool
) -> None:
    telegram.faults.plan(Kind.RESET_AFTER if effect else Kind.RESET, "sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(ana.room.id, "Hello")
    assert len(ana.posts) == effect
    assert [asked.effect for asked in telegram.asked][-1] is effect


async def test_too_many_requests_say_when_to_come_back(bot: Bot, ana: Seat, telegram: TelegramServer) -> None:
    telegram.faults.plan(Kind.TOO_MANY, "getMe", seconds=7)
    async with httpx.AsyncClient() as http:
        refused = await http.get(f"{telegram.base_url}{TOKEN}/getMe")
    assert (refused.status_code, refused.json()["parameters"]) == (429, {"retry_after": 7})
    telegram.faults.plan(Kind.TOO_MANY, "sendMessage", seconds=1)
    await bot.send_message(ana.room.id, "Hello")  # the library's limiter waits and tries again
    assert [post.text for post in ana.posts] == ["Hello"]
    telegram.faults.plan(Kind.TOO_MANY, "getUpdates", seconds=3)
    with pytest.raises(RetryAfter):
        await bot.get_updates()


async def test_every_other_fault_is_an_error_the_client_knows(
    bot: Bot, ana: Seat, telegram: TelegramServer
) -> None:
    for kind, effect in ((Kind.BROKEN, 0), (Kind.NO_JSON, 0), (Kind.BROKEN_AFTER, 1)):
        telegram.faults.plan(kind, "sendMessage", status=503)
        # For a page that is no JSON the library has no more than its base class.
        with pytest.raises(TelegramError if kind is Kind.NO_JSON else NetworkError):
            await bot.send_message(ana.room.id, kind.value)
        assert len([post for post in ana.posts if post.text == kind.value]) == effect
    telegram.faults.plan(Kind.SILENT, "sendMessage", seconds=60)
    with pytest.raises(TimedOut):
        await bot.send_message(ana.room.id, "silent", read_timeout=0.1)
    telegram.faults.plan(Kind.SILENT_AFTER, "sendMessage", seconds=60)
    with pytest.raises(TimedOut):
        await bot.send_message(ana.room.id, "silent after", read_timeout=0.1)
    telegram.faults.plan(Kind.SLOW, "sendMessage", seconds=0.01)
    await bot.send_message(ana.room.id, "slow")
    texts = [post.text for post in ana.posts]
    assert texts == ["broken after", "silent after", "slow"]


async def test_a_flood_is_refused_until_there_is_room(bot: Bot, ana: Seat, telegram: TelegramServer) -> None:
    telegram.flood = Flood(a_second=3)
    await asyncio.gather(*(bot.send_message(ana.room.id, f"{number}") for number in range(4)))
    assert sorted(post.text for post in ana.posts) == ["0", "1", "2", "3"]
    assert telegram.flood.refused > 0


def test_a_group_takes_twenty_messages_a_minute_and_all_chats_thirty_a_second() -> None:
    flood = Flood()
    assert [flood.wait(-7, second * 2.0) for second in range(20)] == [0] * 20
    assert flood.wait(-7, 38.5) == 22  # the first of them was at 0, so there is room at 60
    assert flood.wait(-7, 60.0) == 0
    assert [flood.wait(number, 100.0) for number in range(1, 31)] == [0] * 30
    assert (flood.wait(31, 100.5), flood.wait(31, 101.0), flood.refused) == (1, 0, 2)


async def test_the_same_seed_draws_the_same_faults(telegram: TelegramServer) -> None:
    drawn = []
    for _ in range(2):
        telegram.faults.schedule(7, share=0.5, most=10, kinds=QUICK, methods=["sendMessage"])
        drawn.append([telegram.faults.draw("sendMessage") for _ in range(100)])
        assert telegram.faults.draw("getMe") is None
    assert drawn[0] == drawn[1]
    assert sum(fault is not None for fault in drawn[0]) == 10
    telegram.faults.schedule(7, share=1, most=10)
    telegram.faults.stop()
    assert telegram.faults.draw("sendMessage") is None


# --- pushed updates ----------------------------------------------------------------------------------


async def test_updates_are_pushed_in_order_with_the_secret_until_each_is_taken(
    bot: Bot, ana: Seat, telegram: TelegramServer
) -> None:
    answers, came = [500, 200, 200], []

    async def hook(request: web.Request) -> web.Response:
        assert request.headers[SECRET_HEADER] == "s3cret"
        update = Update.de_json(await request.json(), bot)
        came.append(update.message and update.message.text)
        return web.Response(status=answers.pop(0))

    app = web.Application()
    app.router.add_post("/hook", hook)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    ana.says("One")
    ana.says("Two")
    await bot.set_webhook(url, secret_token="s3cret", max_connections=1)
    await telegram.read_all()
    assert came == ["One", "One", "Two"]
    told = await bot.get_webhook_info()
    assert (told.url, told.pending_update_count, told.max_connections) == (url, 0, 1)
    assert told.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
    with pytest.raises(Conflict, match=r"(?i)webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()
    await runner.cleanup()


# --- the library's own loop --------------------------------------------------------------------------


async def test_an_echo_bot_of_the_library_talks_with_many_at_once(telegram: TelegramServer) -> None:
    async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message and update.message.text
        await update.message.reply_text(update.message.text)

    builder = ApplicationBuilder().token(TOKEN).base_url(telegram.base_url)
    app = builder.base_file_url(telegram.base_file_url).build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    people = [telegram.person(f"P{number}") for number in range(20)]
    async with app:
        assert app.updater
        await app.updater.start_polling()
        await app.start()
        for one in people:
            one.says(f"I am {one.user['first_name']}")
        for one in people:
            await one.reads(f"I am {one.user['first_name']}")
        await app.updater.stop()
        await app.stop()
