"""What went wrong, as a sentence with a status: on a page, or for the script of the interview page.

The rule: a person reads what happened and what to do, never an error's own words; a log gets an unknown
error's type and place and nothing else, since its message may hold what somebody said.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.adapters.web.front import Front
from core.interview.errors import GreenroomError, Refused, StorageFault

log = logging.getLogger(__name__)

OF_STATUS = {404: "web-not-found", 405: "web-wrong-method"}


class Turned(GreenroomError):
    """A request that is turned away before anything is done with it."""

    def __init__(self, status: int, key: str, **values: str | int) -> None:
        super().__init__(key, **values)
        self.status = status


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence for the person, and the status that goes with it."""

    status: int
    text: str = field(repr=False)


def problem(front: Front, error: Exception) -> Problem:
    """What a person is told of `error`."""
    match error:
        case Turned(status=status, key=key, values=values):
            return Problem(status, front.texts.say(key, values))
        case GreenroomError(key=key, values=values):
            return Problem(_status(error), front.texts.say(key, values))
        case HTTPException(status_code=status) if status < 500:
            return Problem(status, front.say(OF_STATUS.get(status, "web-bad-request")))
    log.error("a page failed: %s", _place(error))
    return Problem(500, front.say("web-failed"))


def answer(front: Front, request: Request, error: Exception) -> Response:
    """The response that tells it."""
    told = problem(front, error)
    if wants_data(request):
        return JSONResponse({"taken": False, "problem": told.text, "update": ""}, told.status)
    return front.page(request, "problem.html", told.status, problem=told, draft="")


def wants_data(request: Request) -> bool:
    """Whether the page's script asks, which shows the sentence itself."""
    return request.headers.get("accept", "").startswith("application/json")


def report_broken(error: Exception) -> None:
    """Notes that an answer broke off in the middle; a browser that went away is no fault."""
    if not isinstance(error, ClientDisconnect | OSError):
        log.error("a page broke off: %s", _place(error))


def _status(error: GreenroomError) -> int:
    if isinstance(error, Refused):
        return 422
    return 503 if isinstance(error, StorageFault) else 500


def _place(error: Exception) -> str:
    """The type of an error and the line that raised it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    return f"{type(error).__name__} at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
