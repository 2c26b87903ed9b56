"""An OpenAI-compatible speech server on loopback that really listens, with the tiny Whisper of the tests.

It takes what the published reference of `POST /v1/audio/transcriptions` takes and nothing else: a request
that is not like it is answered 400, and `faults` says why. `answers` are given first, where there are any.
"""

from __future__ import annotations

import asyncio
import io
import socket
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import uvicorn
from faster_whisper import WhisperModel  # type: ignore[import-untyped]
from starlette.applications import Starlette
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.speech.tiny import MODEL

KEY = "sk-test"
NAME = "whisper-1"
FIELDS = {
    "file",
    "model",
    "language",
    "response_format",
    "temperature",
    "timestamp_granularities[]",
    "prompt",
}
FORMATS = {"json", "verbose_json", "text", "srt", "vtt"}


@dataclass
class SpeechServer:
    """What it was asked, and what it is to answer instead of listening, first to last."""

    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)
    knows_times: bool = True  # of each word; else of segments only
    models: Response | None = None  # instead of the list
    _model: WhisperModel | None = None

    async def transcribe(self, request: Request) -> Response:
        """The route."""
        async with request.form() as form:
            return await self._answer(request, form)

    async def listing(self, request: Request) -> Response:
        """The route of its models."""
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return error(401, "Incorrect API key provided.")
        data = [{"id": NAME, "object": "model", "created": 0, "owned_by": "openai"}]
        return self.models or JSONResponse({"object": "list", "data": data})

    async def _answer(self, request: Request, form: FormData) -> Response:
        self.asked.append({key: form.getlist(key) for key in form if key != "file"})
        if self.answers:
            return self.answers.pop(0)
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return error(401, "Incorrect API key provided.")
        if form.get("model") != NAME:
            return error(404, "The model does not exist.")
        sound = await self._sound(form)
        if sound is None or self._wrong(form):
            return error(400, "Invalid request.")
        return JSONResponse(await asyncio.to_thread(self._hear, sound, form.get("response_format")))

    async def _sound(self, form: FormData) -> np.ndarray | None:
        file = form.get("file")
        if not isinstance(file, UploadFile) or not str(file.filename).endswith(".wav"):
            self.faults.append("no file with an extension it knows")
            return None
        with wave.open(io.BytesIO(await file.read())) as sound:
            samples = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
            if (sound.getnchannels(), sound.getframerate()) != (1, 16_000):
                self.faults.append("not mono at 16 kHz")
                return None
        return samples.astype(np.float32) / np.float32(32768)

    def _wrong(self, form: FormData) -> bool:
        if unknown := set(form) - FIELDS:
            self.faults.append(f"unknown: {unknown}")
        if form.get("response_format") not in FORMATS:
            self.faults.append("no such format")
        granular = form.getlist("timestamp_granularities[]")
        if granular and (form["response_format"] != "verbose_json" or set(granular) - {"word", "segment"}):
            self.faults.append("granularities without verbose_json, or unknown ones")
        return bool(self.faults)

    def _hear(self, sound: np.ndarray, form: object) -> dict[str, Any]:
        self._model = self._model or WhisperModel(
            str(MODEL), device="cpu", compute_type="int8", cpu_threads=1
        )
        found, _ = self._model.transcribe(sound, language="en", temperature=0.0, word_timestamps=True)
        segments = list(found)
        text = "".join(one.text for one in segments).strip()
        if form == "json":
            return {"text": text}
        words = [{"word": w.word.strip(), "start": w.start, "end": w.end} for s in segments for w in s.words]
        return {
            "task": "transcribe",
            "language": "english",
            "duration": len(sound) / 16_000,
            "text": text,
            **({"words": words} if self.knows_times else {}),
            "segments": [
                {
                    "id": one.id,
                    "seek": one.seek,
                    "start": one.start,
                    "end": one.end,
                    "text": one.text,
                    "tokens": one.tokens,
                    "temperature": 0.0,
                    "avg_logprob": one.avg_logprob,
                    "compression_ratio": one.compression_ratio,
                    "no_speech_prob": one.no_speech_prob,
                }
                for one in segments
            ],
        }


def error(status: int, message: str) -> JSONResponse:
    """An error as OpenAI's servers give it."""
    return JSONResponse({"error": {"message": message, "type": "invalid_request_error"}}, status)


@asynccontextmanager
async def speech_server() -> AsyncIterator[SpeechServer]:
    """A server until the end of the block."""
    made = SpeechServer()
    routes = [
        Route("/v1/audio/transcriptions", made.transcribe, methods=["POST"]),
        Route("/v1/models", made.listing),
    ]
    app = Starlette(routes=routes)
    listening = socket.create_server(("127.0.0.1", 0))
    made.url = f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
    config = uvicorn.Config(app, log_level="critical", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield made
    finally:
        server.should_exit = True
        await serving
        listening.close()
