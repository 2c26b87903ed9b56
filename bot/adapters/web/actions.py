"""The forms: each becomes what a person did, is handed in, and leads back to a page.

The rule: what a form sent counts once, however often it is sent, and what could not be taken stays in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.adapters.web import pages
from bot.adapters.web.front import Front, fresh, front
from bot.adapters.web.guards import SPEECH_LIMIT
from bot.adapters.web.problems import Problem, Turned, problem, wants_data
from bot.adapters.web.rendering import BEFORE, OVER
from bot.adapters.web.visitor import Visitor, disown, visitor
from bot.port import Account, Incoming, Kind, Offer
from core.interview.errors import GreenroomError

UPDATE_LIMIT = 64  # characters
ACTS = {
    kind.value: kind
    for kind in (
        Kind.TEXT,
        Kind.USE,
        Kind.CORRECT,
        Kind.AGAIN,
        Kind.HINT,
        Kind.REPEAT,
        Kind.SKIP,
        Kind.PAUSE,
        Kind.RESUME,
        Kind.STOP,
    )
}
SAID_IN = {Kind.TEXT: "text", Kind.CORRECT: "correction"}  # the field that holds what was said
KEEPS_DRAFT = frozenset({Kind.HINT, Kind.REPEAT, Kind.PAUSE, Kind.RESUME, Kind.USE, Kind.AGAIN, Kind.CORRECT})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of something handed in: whether it is kept, and what went wrong."""

    taken: bool
    problem: Problem | None = None


async def act(request: Request) -> Response:
    """An answer, or one of the buttons beside it."""
    form = await form_of(request)
    kind, text = ACTS.get(field(form, "kind")), field(form, "text")
    if kind is None:
        raise Turned(422, "web-bad-request")
    who = visitor(request)
    said = field(form, SAID_IN[kind]) if kind in SAID_IN else ""
    part = field(form, "part")
    update = update_of(who, form, kind.value + part, said)
    incoming = Incoming(
        who.account, update, kind, said, complete=kind is Kind.TEXT, part=int(part) if part.isdecimal() else 0
    )
    outcome = await handed_in(front(request), who.account, [incoming])
    draft = text if kind in KEEPS_DRAFT or not outcome.taken else ""
    return await _told(request, outcome, draft)


async def speak(request: Request) -> Response:
    """A recording: one answer, as a form of text is one."""
    form, who = await form_of(request, files=1), visitor(request)
    sound = form.get("sound")
    clip = await sound.read() if isinstance(sound, UploadFile) else b""
    await form.close()
    update = update_of(who, form, Kind.VOICE, hashlib.sha256(clip).hexdigest())
    incoming = Incoming(who.account, update, Kind.VOICE, complete=True, clip=clip)
    return await _told(request, await handed_in(front(request), who.account, [incoming]))


async def fetch_ears(request: Request) -> Response:
    """Begins to fetch what it takes to listen."""
    await form_of(request)
    await front(request).practice.fetch_ears()
    return await _told(request, Outcome(taken=True))


async def _told(request: Request, outcome: Outcome, draft: str = "") -> Response:
    """What became of it: as data for the page's script, else the page again."""
    if wants_data(request):
        told = outcome.problem
        content = {"taken": outcome.taken, "problem": told.text if told else "", "update": fresh()}
        return JSONResponse(content, told.status if told else 200)
    if outcome.problem or draft:
        return await _again(request, outcome.problem, draft)
    return RedirectResponse("/interview#desk", 303)


async def _again(request: Request, told: Problem | None, draft: str) -> Response:
    """The interview page with what was typed; where even that cannot be read, what was typed alone."""
    try:
        return await pages.interview(request, told, draft)
    except GreenroomError as error:
        told = told or problem(front(request), error)
        return front(request).page(request, "problem.html", told.status, problem=told, draft=draft)


async def begin(request: Request) -> Response:
    """Sets an interview up as the front page's form has it, and begins it."""
    form, who, house = await form_of(request), visitor(request), front(request)
    stage = (await house.practice.situation(who.account)).stage
    if stage not in BEFORE and stage not in OVER:
        return RedirectResponse("/interview", 303)
    offers = await house.practice.offers()
    chosen = {offer.choice: field(form, offer.choice) or offer.default for offer in offers}
    missing = next((offer for offer in offers if not _is_offered(offer, chosen[offer.choice])), None)
    if missing is not None:
        return await pages.start(request, Problem(422, house.say("web-choose-one")), chosen)
    steps = _steps(who, form, chosen, opens=stage in OVER or not stage)
    outcome = await handed_in(house, who.account, steps)
    if outcome.problem:
        return await pages.start(request, outcome.problem, chosen)
    return RedirectResponse("/interview", 303)


def _is_offered(offer: Offer, value: str) -> bool:
    return value in {option.value for option in offer.options}


def _steps(who: Visitor, form: FormData, chosen: dict[str, str], *, opens: bool) -> Iterable[Incoming]:
    """What a person does to set up and begin, each with an id of its own."""
    account = who.account
    if opens:
        yield Incoming(account, update_of(who, form, Kind.OPEN), Kind.OPEN)
    for choice, value in chosen.items():
        yield Incoming(account, update_of(who, form, choice, value), Kind.CHOOSE, value, choice)
    yield Incoming(account, update_of(who, form, Kind.BEGIN), Kind.BEGIN)


async def forget(request: Request) -> Response:
    """Forgets the person, where they typed the word; the browser becomes somebody new."""
    form, house = await form_of(request), front(request)
    word = house.say("web-forget-word")
    if " ".join(field(form, "word").split()).casefold() != word.casefold():
        return await pages.forget(request, Problem(422, house.say("web-forget-kept", word=word)))
    await house.practice.forget(visitor(request).account)
    response = RedirectResponse("/forgotten", 303)
    disown(response)
    return response


async def handed_in(house: Front, account: Account, steps: Iterable[Incoming]) -> Outcome:
    """Hands `steps` in, one after the other, and waits a little for what comes back."""
    try:
        for incoming in steps:
            await house.practice.submit(incoming)
    except GreenroomError as error:
        return Outcome(taken=False, problem=problem(house, error))
    try:
        await house.practice.settled(account, pages.PATIENCE)
    except GreenroomError as error:
        return Outcome(taken=True, problem=problem(house, error))
    return Outcome(taken=True)


async def form_of(request: Request, files: int = 0) -> FormData:
    """The form that was sent. Raises Turned where it is not from a page of this browser's."""
    form = await (_multipart(request) if files else request.form(max_files=0, max_fields=20))
    proven = visitor(request).proves(field(form, "proof"))
    if proven and 0 < len(field(form, "update")) <= UPDATE_LIMIT:
        return form
    await form.close()
    raise Turned(422, "web-bad-request") if proven else Turned(403, "web-stale-form")


async def _multipart(request: Request) -> FormData:
    """A form with one file. It stays in memory: what somebody says is on the disk only encrypted."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise Turned(422, "web-bad-request")
    parser = MultiPartParser(request.headers, request.stream(), max_files=1, max_fields=20)
    parser.spool_max_size = SPEECH_LIMIT
    try:
        return await parser.parse()
    except MultiPartException:
        raise Turned(422, "web-bad-request") from None


def field(form: FormData, name: str) -> str:
    """What a form has in a field, "" where it has nothing or a file."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def update_of(who: Visitor, form: FormData, step: str, said: str = "") -> str:
    """The id of one thing a form did.

    What was said is part of it: a page that the browser shows again from its memory has the old id, and a new
    answer typed there is a new one.
    """
    digest = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{who.account.id}:{field(form, 'update')}:{step}:{digest}"
