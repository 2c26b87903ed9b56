"""The server that listens: what it is asked, what is made of its answers, and what a person is told."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from core.interview.errors import SpeechFault
from core.interview.values import Heard
from core.speech.openai_transcriber import UNKNOWN, OpenAITranscriber
from core.speech.server import Server
from core.texts.catalog import texts
from tests.fakes.speech_server import KEY, NAME, SpeechServer, error, speech_server
from tests.speech.clips import encode, noise
from tests.speech.tiny import bare, clip, text

pytestmark = pytest.mark.process


@asynccontextmanager
async def asking(server: Server) -> AsyncIterator[OpenAITranscriber]:
    made = OpenAITranscriber(server, rest_s=0)
    try:
        yield made
    finally:
        await made.close()


@pytest.fixture
async def served() -> AsyncIterator[SpeechServer]:
    async with speech_server() as server:
        yield server


@pytest.fixture
async def transcriber(served: SpeechServer) -> AsyncIterator[OpenAITranscriber]:
    async with asking(Server(served.url, NAME, KEY)) as made:
        yield made


def answered(text: str = "one two three", **more: object) -> JSONResponse:
    return JSONResponse({"text": text, **more})


async def test_the_server_is_asked_as_its_reference_says(
    served: SpeechServer, transcriber: OpenAITranscriber
) -> None:
    heard = await transcriber.transcribe(clip("vague"), "en")
    assert bare(" ".join(word.text for word in heard.words)) == bare(text("vague"))
    assert served.faults == []
    assert served.asked == [
        {
            "model": ["whisper-1"],
            "language": ["en"],
            "temperature": ["0"],
            "response_format": ["verbose_json"],
            "timestamp_granularities[]": ["word", "segment"],
        }
    ]


async def test_silence_is_not_sent_anywhere(served: SpeechServer, transcriber: OpenAITranscriber) -> None:
    assert (await transcriber.transcribe(encode(noise(3, 0.001)), "en")).heard is Heard.SILENT
    assert served.asked == []


async def test_words_come_with_their_own_times_and_their_segments_probability(
    served: SpeechServer, transcriber: OpenAITranscriber
) -> None:
    words = [{"word": "one", "start": 0.6, "end": 0.9}, {"word": "two", "start": 1.0, "end": 1.4}]
    segment = {"start": 0.7, "end": 1.5, "text": " one two", "avg_logprob": math.log(0.8)}
    served.answers.append(answered("one two", words=words, segments=[segment], language="english"))
    heard = await transcriber.transcribe(clip("vague"), None)
    assert heard.language == "en"
    assert [(w.text, w.from_ms, w.to_ms, round(w.probability, 6)) for w in heard.words] == [
        ("one", 600, 900, 0.8),
        ("two", 1_000, 1_400, 0.8),
    ]


async def test_words_of_a_server_that_gives_probabilities_keep_them(
    served: SpeechServer, transcriber: OpenAITranscriber
) -> None:
    words = [
        {"word": " one", "start": 0.6, "end": 0.9, "probability": 0.9},
        {"word": " two", "start": 1.0, "end": 1.4, "probability": 0.3},
    ]
    segment = {"start": 0.6, "end": 1.5, "text": " one two", "avg_logprob": -0.1, "words": words}
    served.answers.append(answered("one two", segments=[segment]))
    heard = await transcriber.transcribe(clip("vague"), "en")
    assert [(w.text, w.probability) for w in heard.words] == [("one", 0.9), ("two", 0.3)]


async def test_without_times_words_lie_where_the_voice_is(
    served: SpeechServer, transcriber: OpenAITranscriber
) -> None:
    served.answers.append(answered(text("vague")))
    heard = await transcriber.transcribe(clip("vague"), "en")
    assert [word.text for word in heard.words] == text("vague").split()
    assert {word.probability for word in heard.words} == {UNKNOWN}
    assert heard.words[0].from_ms == heard.voiced[0][0]
    assert heard.words[-1].to_ms == heard.voiced[-1][1]
    for word in heard.words:
        assert any(start <= word.from_ms <= end for start, end in heard.voiced)


async def test_without_words_they_lie_within_their_segment(
    served: SpeechServer, transcriber: OpenAITranscriber
) -> None:
    served.knows_times = False
    heard = await transcriber.transcribe(clip("vague"), "en")
    assert bare(" ".join(word.text for word in heard.words)) == bare(text("vague"))
    starts = [word.from_ms for word in heard.words]
    assert starts == sorted(starts)


async def test_a_model_that_knows_the_text_alone_is_asked_for_that(
    served: SpeechServer, transcriber: OpenAITranscriber
) -> None:
    served.answers += [error(400, "response_format 'verbose_json' is not compatible"), answered()]
    heard = await transcriber.transcribe(clip("thanks"), "en")
    assert [word.text for word in heard.words] == ["one", "two", "three"]
    assert [asked["response_format"] for asked in served.asked] == [["verbose_json"], ["json"]]
    assert "timestamp_granularities[]" not in served.asked[1]


async def test_what_the_server_made_up_is_no_answer(
    served: SpeechServer, transcriber: OpenAITranscriber
) -> None:
    served.answers.append(answered("Thank you for watching."))
    assert (await transcriber.transcribe(clip("thanks"), "en")).heard is Heard.UNINTELLIGIBLE


@pytest.mark.parametrize(
    ("answers", "key"),
    [
        ([error(401, "no")], "speech-server-refused"),
        ([error(403, "no")], "speech-server-refused"),
        ([error(404, "no")], "speech-server-no-model"),
        ([error(429, "slow down")] * 2, "speech-server-busy"),
        ([error(503, "loading")] * 2, "speech-server-busy"),
        ([error(500, "oops")] * 2, "speech-server-unreachable"),
        ([error(400, "no")] * 2, "speech-server-strange"),
        ([error(413, "too large")], "speech-server-strange"),
        ([RedirectResponse("http://127.0.0.1:9/elsewhere")], "speech-server-strange"),
        ([PlainTextResponse("one two three")], "speech-server-strange"),
        ([JSONResponse(["one"])], "speech-server-strange"),
        ([JSONResponse({"text": 3})], "speech-server-strange"),
        ([answered(segments=[{"start": "soon"}])], "speech-server-strange"),
        ([answered(segments=["one"])], "speech-server-strange"),
        ([answered(segments=[{"start": 0.0, "end": 1.0}])], "speech-server-strange"),
        ([Response("x" * 9_000_000, media_type="application/json")], "speech-server-strange"),
    ],
)
async def test_every_way_it_goes_wrong_has_its_sentence(
    served: SpeechServer, transcriber: OpenAITranscriber, answers: list[Response], key: str
) -> None:
    served.answers += answers
    with pytest.raises(SpeechFault) as caught:
        await transcriber.transcribe(clip("thanks"), "en")
    assert caught.value.key == key
    assert texts().say(key).startswith("The speech server ")
    assert served.answers == []


async def test_a_server_that_is_busy_once_is_asked_again(
    served: SpeechServer, transcriber: OpenAITranscriber
) -> None:
    served.answers += [error(503, "loading"), answered()]
    assert (await transcriber.transcribe(clip("thanks"), "en")).heard is Heard.CLEAR


async def test_a_wrong_key_is_refused_and_nobody_there_is_told() -> None:
    async with speech_server() as served, asking(Server(served.url, NAME, "wrong")) as made:
        with pytest.raises(SpeechFault, match="speech-server-refused"):
            await made.transcribe(clip("thanks"), "en")
    async with asking(Server("http://127.0.0.1:9/v1", NAME)) as made:
        with pytest.raises(SpeechFault, match="speech-server-unreachable"):
            await made.transcribe(clip("thanks"), "en")


async def test_a_server_that_hangs_up_in_the_middle_is_told() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, asking(Server(f"http://127.0.0.1:{port}/v1", NAME)) as made:
        with pytest.raises(SpeechFault, match="speech-server-unreachable"):
            await made.transcribe(clip("thanks"), "en")
