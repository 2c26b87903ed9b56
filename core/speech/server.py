"""The connection to a speech server that speaks like OpenAI's: what is posted, and what its refusals mean.

The rule: each error of the connection and each status is one sentence, named by the key of a SpeechFault;
nothing of an answer is logged, no redirection is followed (the sound and the key go where it was said), and
no more of an answer is read than a transcript can need.
"""

from __future__ import annotations

import io
import logging
import wave
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import httpx

from core.interview.errors import SpeechFault
from core.speech.impression import milliseconds
from core.speech.wire import RATE, WIDTH

TRANSCRIBE, MODELS = "/audio/transcriptions", "/models"
PATIENCE_S = 30.0  # for an answer, and twice the clip's length more
LOOK_S = 5.0  # for a look whether it is there
ANSWER_BYTES = 8_000_000
AWAY, STRANGE, BUSY = "speech-server-unreachable", "speech-server-strange", "speech-server-busy"
REFUSED, NO_MODEL = "speech-server-refused", "speech-server-no-model"
FAULTS: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: REFUSED,
    HTTPStatus.FORBIDDEN: REFUSED,
    HTTPStatus.NOT_FOUND: NO_MODEL,
    HTTPStatus.TOO_MANY_REQUESTS: BUSY,
    HTTPStatus.SERVICE_UNAVAILABLE: BUSY,
}
Form = dict[str, str | list[str]]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Server:
    """Where the server is (with its /v1), the model by its name there, and the key it asks for, if any."""

    url: str
    model: str
    key: str = field(default="", repr=False)


class Connection:
    """Connections to `server`, kept open between clips."""

    def __init__(self, server: Server) -> None:
        self._url = server.url
        headers = {b"Authorization": f"Bearer {server.key}".encode()} if server.key else {}
        self._client = httpx.AsyncClient(headers=headers, follow_redirects=False)

    async def transcribe(self, form: Form, pcm: bytes) -> tuple[int, Mapping[str, Any]]:
        """Posts the sound (16 kHz, mono, 16 bits) with `form`; the status, and the answer where it is 200.

        Raises SpeechFault where no answer came, or one that is none.
        """
        files = {"file": ("answer.wav", _wav(pcm), "audio/wav")}
        timeout = PATIENCE_S + 2 * milliseconds(pcm) / 1000
        async with self._asked("POST", TRANSCRIBE, data=form, files=files, timeout=timeout) as response:
            return response.status_code, await _content(response)

    async def look(self) -> None:
        """Whether it is there and takes the key. Raises SpeechFault (AWAY, REFUSED, BUSY).

        It is asked for its models; what it answers is not read, since many give no whole list or none.
        """
        async with self._asked("GET", MODELS, timeout=LOOK_S) as response:
            fault = FAULTS.get(response.status_code)
        if fault and fault != NO_MODEL:
            raise SpeechFault(fault)

    async def close(self) -> None:
        """Lets go of the connections."""
        await self._client.aclose()

    @asynccontextmanager
    async def _asked(self, method: str, path: str, **what: Any) -> AsyncIterator[httpx.Response]:
        try:
            async with self._client.stream(method, self._url + path, **what) as response:
                yield response
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL) as error:
            log.warning("the speech server was not reached: %s", type(error).__name__)
            raise SpeechFault(AWAY) from None


async def look_at(server: Server) -> str:
    """What is wrong with `server`, as a key of the texts (see `Connection.look`); "" where nothing is."""
    connection = Connection(server)
    try:
        await connection.look()
    except SpeechFault as fault:
        return fault.key
    finally:
        await connection.close()
    return ""


def fault_of(status: int) -> SpeechFault:
    """What a status other than 200 means."""
    log.warning("the speech server answered %d", status)
    away = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return SpeechFault(FAULTS.get(status, AWAY if away else STRANGE))


async def _content(response: httpx.Response) -> Mapping[str, Any]:
    if response.status_code != HTTPStatus.OK:
        return {}
    data = bytearray()
    async for part in response.aiter_bytes():
        data += part
        if len(data) > ANSWER_BYTES:
            raise SpeechFault(STRANGE)
    try:
        answer = httpx.Response(HTTPStatus.OK, content=bytes(data)).json()
    except ValueError:
        answer = None
    if not isinstance(answer, dict) or not isinstance(answer.get("text"), str):
        raise SpeechFault(STRANGE)
    return answer


def _wav(pcm: bytes) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(WIDTH)
        out.setframerate(RATE)
        out.writeframes(pcm)
    return file.getvalue()
