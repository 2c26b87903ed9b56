"""Discord's rules that its OpenAPI document does not state, and Greenroom's own about mentions.

Each function gives the rules that are broken, as pairs of the rule's name and what is wrong. The limits are
those of Discord's developer documentation (messages, embeds, components, application commands).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from tests.fakes.discord_server.world import EPHEMERAL, VOICE_MESSAGE

Json = dict[str, Any]
Broken = tuple[str, str]

CONTENT, EMBEDS, ROWS, BUTTONS, OPTIONS = 2_000, 6_000, 5, 5, 25
EMBED = {"title": 256, "description": 4096}
BUTTON, ROW, STRING_SELECT, INPUT, LABEL, TEXT_DISPLAY = 2, 1, 3, 4, 18, 10
SELECTS = {3, 5, 6, 7, 8}
LINK, PREMIUM = 5, 6  # styles of buttons
SUB_COMMAND, GROUP = 1, 2  # types of options
NAME = re.compile(r"^[-_'\w]{1,32}$")
LOCALES = re.compile(
    "id|da|de|en-GB|en-US|es-ES|es-419|fr|hr|it|lt|hu|nl|no|pl|pt-BR|ro|fi|sv-SE|vi|tr|cs|el|bg|ru|uk|hi|th"
    "|zh-CN|ja|zh-TW|ko"
)
COMMAND_CHARACTERS = 8_000
MAY_CARRY = {"content", "embeds"}  # what a mention can stand in


def message(body: Json, files: int, *, edit: bool = False, deferred: bool = False) -> Iterator[Broken]:
    """Rules of a message that is sent (or edited, where what is left out stays); `files` come with it."""
    content = body.get("content") or ""
    if len(content) > CONTENT:
        yield "content-too-long", f"{len(content)} characters"
    if not edit and not deferred and not _says_something(body, files):
        yield "empty-message", "neither words nor embeds, components or files"
    yield from embeds(body.get("embeds") or [])
    yield from components(body.get("components") or [])
    yield from attachments(body, files)
    yield from mentions(body)
    if body.get("flags", 0) and body["flags"] & VOICE_MESSAGE and (content or files != 1):
        yield "voice-message", "one file and no words"
    if edit and body.get("flags", 0) and body["flags"] & EPHEMERAL:
        yield "ephemeral-edit", "whether a message is for one person alone cannot be changed"


def _says_something(body: Json, files: int) -> bool:
    kinds = ("embeds", "components", "sticker_ids", "poll")
    return bool((body.get("content") or "").strip() or files or any(body.get(kind) for kind in kinds))


def mentions(body: Json) -> Iterator[Broken]:
    """Greenroom's own: nobody is ever pinged, and it is said every time."""
    allowed = body.get("allowed_mentions")
    if allowed is None:
        if any(body.get(name) for name in MAY_CARRY):
            yield "allowed-mentions-missing", "every message says whom it may ping: nobody"
    elif any(allowed.get(name) for name in ("parse", "users", "roles", "replied_user")):
        yield "mentions-allowed", "nobody may be pinged"
    if allowed and allowed.get("users") and "users" in (allowed.get("parse") or []):
        yield "mentions-contradict", "users are both parsed and listed"


def attachments(body: Json, files: int) -> Iterator[Broken]:
    """The files that are described, and the files that an embed shows, have to be there."""
    described = body.get("attachments")
    if files and described is not None:
        numbers = {str(one.get("id")) for one in described}
        if not {str(number) for number in range(files)} <= numbers:
            yield "file-not-described", "a file comes without its description"
    names = {one.get("filename") for one in described or []}
    for embed in body.get("embeds") or []:
        for place in ("image", "thumbnail"):
            address = (embed.get(place) or {}).get("url", "")
            if address.startswith("attachment://") and address.removeprefix("attachment://") not in names:
                yield "embed-without-file", f"{address} is not among the files"


def embeds(found: Sequence[Json]) -> Iterator[Broken]:
    """Lengths of every part, and of all embeds of a message together."""
    whole = 0
    for embed in found:
        texts = [(name, embed.get(name) or "", limit) for name, limit in EMBED.items()]
        texts.append(("footer", (embed.get("footer") or {}).get("text") or "", 2048))
        texts.append(("author", (embed.get("author") or {}).get("name") or "", 256))
        fields = embed.get("fields") or []
        if len(fields) > OPTIONS:
            yield "embed-fields", f"{len(fields)} fields"
        for one in fields:
            texts += [("field name", one.get("name") or "", 256), ("field", one.get("value") or "", 1024)]
            if not (one.get("name") or "").strip() or not (one.get("value") or "").strip():
                yield "embed-empty-field", "a field without a name or a value"
        for name, text, limit in texts:
            if len(text) > limit:
                yield "embed-part-too-long", f"{name}: {len(text)} characters"
        size = sum(len(text) for _, text, _ in texts)
        if not size and not any(embed.get(name) for name in ("image", "thumbnail", "video")):
            yield "embed-empty", "an embed without anything in it"
        whole += size
    if whole > EMBEDS:
        yield "embeds-too-long", f"{whole} characters in all"


def components(rows: Sequence[Json]) -> Iterator[Broken]:
    """The rows below a message."""
    if len(rows) > ROWS:
        yield "too-many-rows", f"{len(rows)} rows"
    for row in rows:
        if row.get("type") == ROW:
            yield from _row(row.get("components") or [])
    yield from _own_ids([part for row in rows for part in row.get("components") or []])


def _row(parts: Sequence[Json]) -> Iterator[Broken]:
    if not parts:
        yield "empty-row", "a row without anything in it"
    if len([one for one in parts if one.get("type") == BUTTON]) > BUTTONS:
        yield "too-many-buttons", f"{len(parts)} in a row"
    if any(one.get("type") in SELECTS for one in parts) and len(parts) > 1:
        yield "select-not-alone", "a select takes a whole row"
    for one in parts:
        if one.get("type") == BUTTON:
            yield from _button(one)
        elif one.get("type") == STRING_SELECT:
            yield from _select(one)


def _button(one: Json) -> Iterator[Broken]:
    style = one.get("style")
    if style in (LINK, PREMIUM):
        if one.get("custom_id"):
            yield "link-with-custom-id", "a link has an address and no custom_id"
        if style == LINK and not one.get("url"):
            yield "link-without-url", "a link has an address"
    if style != PREMIUM and not one.get("label") and not one.get("emoji"):
        yield "button-without-label", "a button says something"
    if len(one.get("label") or "") > 80:
        yield "label-too-long", f"{len(one['label'])} characters"


def _select(one: Json) -> Iterator[Broken]:
    options = one.get("options") or []
    if not 1 <= len(options) <= OPTIONS:
        yield "select-options", f"{len(options)} options"
    values = Counter(option.get("value") for option in options)
    if any(count > 1 for count in values.values()):
        yield "select-duplicate-value", "two options with the same value"
    for option in options:
        for name in ("label", "value", "description"):
            if len(option.get(name) or "") > 100:
                yield "select-option-too-long", name
    most, least = one.get("max_values") or 1, one.get("min_values")
    if most > max(len(options), 1) or (1 if least is None else least) > most:
        yield "select-range", "more to choose than there is"
    if sum(bool(option.get("default")) for option in options) > most:
        yield "select-defaults", "more chosen already than may be"
    if len(one.get("placeholder") or "") > 150:
        yield "select-placeholder", "too long"


def _own_ids(parts: Sequence[Json]) -> Iterator[Broken]:
    """Whoever can be pressed or filled has an id of its own."""
    named = [one for one in parts if _needs_id(one)]
    for one in named:
        if not one.get("custom_id"):
            yield "no-custom-id", "a component without a custom_id"
        elif len(one["custom_id"]) > 100:
            yield "custom-id-too-long", f"{len(one['custom_id'])} characters"
    ids = Counter(one.get("custom_id") for one in named if one.get("custom_id"))
    for id_, count in ids.items():
        if count > 1:
            yield "duplicate-custom-id", f"{count} components are {id_!r}"


def _needs_id(one: Json) -> bool:
    pressed = one.get("type") == BUTTON and one.get("style") not in (LINK, PREMIUM)
    return pressed or one.get("type") in SELECTS or one.get("type") == INPUT


def modal(data: Json) -> Iterator[Broken]:
    """A window with fields."""
    if not 1 <= len(data.get("title") or "") <= 45:
        yield "modal-title", f"{len(data.get('title') or '')} characters"
    if not 1 <= len(data.get("custom_id") or "") <= 100:
        yield "modal-custom-id", "1 to 100 characters"
    rows = data.get("components") or []
    if not 1 <= len(rows) <= ROWS:
        yield "modal-rows", f"{len(rows)} rows"
    fields = [field for row in rows for field in _fields(row)]
    yield from _own_ids(fields)
    for row in rows:
        if row.get("type") == LABEL and not 1 <= len(row.get("label") or "") <= 45:
            yield "modal-label", "1 to 45 characters"
    for one in fields:
        if one.get("type") == INPUT:
            yield from _input(one)


def _fields(row: Json) -> list[Json]:
    return [row["component"]] if row.get("component") else row.get("components") or []


def _input(one: Json) -> Iterator[Broken]:
    if len(one.get("label") or "") > 45:
        yield "modal-label", f"{len(one['label'])} characters"
    if len(one.get("placeholder") or "") > 100:
        yield "modal-placeholder", f"{len(one['placeholder'])} characters"
    longest, shortest = one.get("max_length") or 4_000, one.get("min_length") or 0
    if not 1 <= longest <= 4_000 or shortest > longest:
        yield "modal-lengths", f"{shortest} to {longest}"
    if len(one.get("value") or "") > longest:
        yield "modal-value-too-long", "what is in it already is longer than it may be"


def choices(found: Sequence[Json]) -> Iterator[Broken]:
    """What is offered to complete an option, or fixed for it."""
    if len(found) > OPTIONS:
        yield "too-many-choices", f"{len(found)} choices"
    for one in found:
        if not 1 <= len(one.get("name") or "") <= 100:
            yield "choice-name", "1 to 100 characters"
        if isinstance(one.get("value"), str) and not 1 <= len(one["value"]) <= 100:
            yield "choice-value", "1 to 100 characters"


def commands(found: Sequence[Json]) -> Iterator[Broken]:
    """All commands of an application."""
    types = Counter(one.get("type") or 1 for one in found)
    if types[1] > 100 or types[2] > 15 or types[3] > 15:
        yield "too-many-commands", str(dict(types))
    names = Counter((one.get("type") or 1, one.get("name")) for one in found)
    if any(count > 1 for count in names.values()):
        yield "duplicate-command", "two commands of one name"
    for one in found:
        yield from command(one)


def command(one: Json) -> Iterator[Broken]:
    """One command with all that is below it."""
    if (one.get("type") or 1) == 1:
        yield from _named(one)
        yield from _options(one.get("options") or [], {SUB_COMMAND, GROUP})
    else:
        if not 1 <= len(one.get("name") or "") <= 32:
            yield "command-name", repr(one.get("name"))
        if one.get("description"):
            yield "context-menu-description", "what a menu names has no description"
        if one.get("options"):
            yield "context-menu-options", "what a menu names has no options"
    if _characters(one) > COMMAND_CHARACTERS:
        yield "command-too-long", f"{_characters(one)} characters"


def _named(one: Json) -> Iterator[Broken]:
    for name in (one.get("name") or "", *(one.get("name_localizations") or {}).values()):
        if not NAME.match(name) or name != name.lower():
            yield "command-name", repr(name)
    for text in (one.get("description") or "", *(one.get("description_localizations") or {}).values()):
        if not 1 <= len(text) <= 100:
            yield "command-description", f"{len(text)} characters"
    for localized in ("name_localizations", "description_localizations"):
        unknown = [name for name in one.get(localized) or {} if not LOCALES.fullmatch(name)]
        if unknown:
            yield "unknown-locale", ", ".join(sorted(unknown))


def _options(found: Sequence[Json], below: set[int]) -> Iterator[Broken]:
    if len(found) > OPTIONS:
        yield "too-many-options", f"{len(found)} options"
    names = Counter(one.get("name") for one in found)
    if any(count > 1 for count in names.values()):
        yield "duplicate-option", "two options of one name"
    kinds = {one.get("type") in (SUB_COMMAND, GROUP) for one in found}
    if kinds == {True, False}:
        yield "mixed-options", "commands below a command stand alone"
    optional = False
    for one in found:
        yield from _named(one)
        if one.get("type") in (SUB_COMMAND, GROUP):
            if one["type"] not in below:
                yield "nested-too-deep", repr(one.get("name"))
            yield from _options(one.get("options") or [], {SUB_COMMAND} if one["type"] == GROUP else set())
            continue
        if one.get("required") and optional:
            yield "required-after-optional", repr(one.get("name"))
        optional = optional or not one.get("required")
        if one.get("choices") and one.get("autocomplete"):
            yield "choices-and-autocomplete", repr(one.get("name"))
        yield from choices(one.get("choices") or [])


def _characters(one: Json) -> int:
    """Discord counts the names, descriptions and values of a command and everything below it."""
    own = sum(len(str(one.get(name) or "")) for name in ("name", "description", "value"))
    below = [*(one.get("options") or []), *(one.get("choices") or [])]
    return own + sum(_characters(part) for part in below)
