"""The routes that answer an interaction: the callback, the first response, and what follows it.

Discord's limits hold by the fake's clock: three seconds to acknowledge, fifteen minutes for all the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.fakes.discord_server import rules
from tests.fakes.discord_server.calls import TOKEN_INVALID, TWICE, Call, Refusal, unknown
from tests.fakes.discord_server.rest import Answer, Rest, change, content_of, route
from tests.fakes.discord_server.rules import Broken
from tests.fakes.discord_server.world import (
    ACKNOWLEDGE_S,
    APPLICATION,
    EPHEMERAL,
    LOADING,
    TOKEN_S,
    Interaction,
    Json,
    Message,
)

SAY, DEFER, DEFER_UPDATE, UPDATE, COMPLETE, MODAL = 4, 5, 6, 7, 8, 9  # types of a first response
COMMAND, COMPONENT, COMPLETION, SUBMIT = 2, 3, 4, 5  # types of interactions


class Misuse(Refusal):
    """What only a mistaken bot does: it is a broken rule as well as a refusal."""

    def __init__(self, rule: str, refusal: Refusal, about: str = "") -> None:
        super().__init__(refusal.status, refusal.body["code"], refusal.body["message"])
        self.rule = rule
        self.about = about or str(refusal)


def first_response(call: Call) -> Iterator[Broken]:
    """Rules of a callback that need nothing but itself."""
    kind, data = call.fields.get("type"), call.fields.get("data")
    if kind in (SAY, COMPLETE, MODAL) and data is None:
        yield "reply-without-data", f"a response of type {kind} says something"
        return
    data = data or {}
    if kind == SAY:
        yield from rules.message(data, len(call.files))
    elif kind == UPDATE:
        yield from rules.message(data, len(call.files), edit=True)
    elif kind == COMPLETE:
        yield from rules.choices(data.get("choices") or [])
    elif kind == MODAL:
        yield from rules.modal(data)


def followed(call: Call) -> Iterator[Broken]:
    yield from rules.message(call.fields, len(call.files))


def changed(call: Call) -> Iterator[Broken]:
    yield from rules.message(call.fields, len(call.files), edit=True)


@route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", first_response, open_=True)
async def respond(rest: Rest, call: Call) -> Answer:
    one = rest.world.interactions.get(call.path["interaction_token"])
    if not one or one.id != call.number("interaction_id"):
        raise unknown("interaction")
    kind = call.fields.get("type")
    _fits(one, kind)
    after = rest.world.clock() - one.born
    if after > ACKNOWLEDGE_S:
        raise Misuse("acknowledged-too-late", unknown("interaction"), f"after {after:.1f} s")
    if one.answer:
        rule = "modal-after-defer" if kind == MODAL else "acknowledged-twice"
        raise Misuse(rule, Refusal(*TWICE))
    one.answer, one.after = int(kind or 0), after
    _act(rest, one, call)
    rest.world.changed()
    return (200, _response(rest, one)) if call.query.get("with_response") else (204, None)


def _fits(one: Interaction, kind: int | None) -> None:
    refusal = Refusal(400, 50035, "Invalid Form Body")
    if (one.kind == COMPLETION) != (kind == COMPLETE):
        raise Misuse("completion-mixed-up", refusal)
    if kind in (DEFER_UPDATE, UPDATE) and one.message is None:
        raise Misuse("update-without-message", refusal)
    if kind == MODAL and one.kind == SUBMIT:
        raise Misuse("modal-after-modal", refusal)


def _act(rest: Rest, one: Interaction, call: Call) -> None:
    data: Json = call.fields.get("data") or {}
    match one.answer:
        case 4:
            one.original = _say(rest, one, data, call)
        case 5:
            flags = (data.get("flags") or 0) & EPHEMERAL | LOADING
            one.original, one.loading = _say(rest, one, {"flags": flags}, call), True
        case 6:
            one.original = one.message
        case 7:
            one.original = one.message
            _edit(rest, one.message, data, call)
        case 8:
            one.choices = data.get("choices") or []
        case 9:
            one.modal = data


def _say(rest: Rest, one: Interaction, fields: Json, call: Call) -> Message:
    content = content_of(fields, call)
    private = content["flags"] & EPHEMERAL
    place = rest.world.channels[one.channel]
    only_for = one.user if private else None
    made = rest.world.post(place, APPLICATION, interaction=one, only_for=only_for, **content)
    rest.tell("MESSAGE_CREATE", made)
    return made


def _edit(rest: Rest, found: Message | None, fields: Json, call: Call) -> Message:
    if not found or found.deleted:
        raise unknown("Message")
    change(found, fields, call)
    found.flags &= ~LOADING
    rest.tell("MESSAGE_UPDATE", found)
    return found


def _response(rest: Rest, one: Interaction) -> Json:
    """What a callback gives back."""
    about: Json = {"id": str(one.id), "type": one.kind, "channel_id": str(one.channel)}
    if one.original:
        about |= {
            "response_message_id": str(one.original.id),
            "response_message_loading": one.loading,
            "response_message_ephemeral": one.private,
        }
    found: Json = {"interaction": about}
    if one.original and one.answer in (SAY, UPDATE):  # the document knows no other
        found["resource"] = {"type": one.answer, "message": rest.message(one.original)}
    return found


def _of(rest: Rest, call: Call) -> Interaction:
    """The interaction whose token stands in the path. Raises Refusal where it is over or never began."""
    one = rest.world.interactions.get(call.path["webhook_token"])
    if call.number("webhook_id") != APPLICATION or not one:
        raise unknown("Webhook")
    if rest.world.clock() - one.born > TOKEN_S:
        raise Misuse("token-over", Refusal(*TOKEN_INVALID))
    if not one.answer:
        raise Misuse("followup-before-acknowledgement", unknown("Webhook"))
    return one


@route("POST", "/webhooks/{webhook_id}/{webhook_token}", followed, open_=True)
async def follow(rest: Rest, call: Call) -> Answer:
    """The first one after a deferred response is that response."""
    one = _of(rest, call)
    if one.loading and one.original:
        one.loading = False
        fields = {"content": "", **call.fields}
        made = _edit(rest, one.original, fields, call)
    else:
        made = _say(rest, one, call.fields, call)
        one.followups.append(made)
    rest.world.changed()
    return (200, rest.message(made)) if call.query.get("wait") in ("1", "true") else (204, None)


def _original(rest: Rest, call: Call) -> tuple[Interaction, Message]:
    one = _of(rest, call)
    if not one.original or one.original.deleted:
        raise unknown("Message")
    return one, one.original


@route("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", open_=True)
async def original(rest: Rest, call: Call) -> Answer:
    return 200, rest.message(_original(rest, call)[1])


@route("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", changed, open_=True)
async def edit_original(rest: Rest, call: Call) -> Answer:
    one, found = _original(rest, call)
    one.loading = False
    return 200, rest.message(_edit(rest, found, call.fields, call))


@route("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", open_=True)
async def delete_original(rest: Rest, call: Call) -> Answer:
    return _delete(rest, _original(rest, call)[1])


def _delete(rest: Rest, found: Message) -> Answer:
    found.deleted = True
    rest.tell("MESSAGE_DELETE", found)
    return 204, None


def _followup(rest: Rest, call: Call) -> Message:
    one = _of(rest, call)
    for found in (*one.followups, one.original):
        if found and found.id == call.number("message_id") and not found.deleted:
            return found
    raise unknown("Message")


@route("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", open_=True)
async def followup(rest: Rest, call: Call) -> Answer:
    return 200, rest.message(_followup(rest, call))


@route("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", changed, open_=True)
async def edit_followup(rest: Rest, call: Call) -> Answer:
    return 200, rest.message(_edit(rest, _followup(rest, call), call.fields, call))


@route("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", open_=True)
async def delete_followup(rest: Rest, call: Call) -> Answer:
    return _delete(rest, _followup(rest, call))
