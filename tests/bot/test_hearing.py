"""Hearing as the settings put it together: a server that listens, one that is away, what `doctor` says."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest

from bot.bootstrap import House, build_house
from bot.doctor import speech
from bot.port import Account, Ears, Incoming, Kind, Outgoing, Shown
from bot.settings import Settings
from core.speech.audio import decode
from core.speech.order import order_for
from core.speech.pace import text_of
from core.speech.transcriber import Listener
from storage.tables import clips
from tests.bot.person import Clock, Person, questions, texts_of
from tests.fakes.engine import InlineEngine
from tests.fakes.speech_server import KEY, NAME, SpeechServer, error, speech_server
from tests.speech.clips import encode
from tests.speech.hostile import hours_of_silence, playlists
from tests.speech.tiny import MODEL, bare, clip, text

pytestmark = pytest.mark.process

NOBODY = "http://127.0.0.1:9/v1"  # the port of the discard service, which nobody runs


@pytest.fixture
async def served() -> AsyncIterator[SpeechServer]:
    async with speech_server() as server:
        yield server


@asynccontextmanager
async def practising(data: Path, url: str = "") -> AsyncIterator[tuple[Person, House]]:
    """A person in their warm-up where the server at `url` listens, or this machine."""
    chosen = {"speech_url": url, "speech_key": KEY, "speech_model": NAME} if url else {"speech_model": MODEL}
    settings = Settings(data_dir=data, **{name: str(value) for name, value in chosen.items()})
    clock = Clock()
    async with build_house(settings, clock, InlineEngine()) as house:
        person = Person(house.practice, clock)
        await person.begins()
        yield person, house


async def speaks(person: Person, recording: bytes, update: str = "voice") -> list[Outgoing]:
    """Sends a recording as a complete answer; what comes back once it was listened to."""
    person.clock.pass_(1)
    await person.practice.submit(Incoming(person.account, update, Kind.VOICE, complete=True, clip=recording))
    for _ in range(6_000):
        await person.practice.settled(person.account, 10)
        if not (await person.practice.situation(person.account)).listening:
            return await person.sees()
        await asyncio.sleep(0.01)
    raise AssertionError("still listening")


async def uses(person: Person, house: House, heard: Outgoing, update: str = "use") -> list[Outgoing]:
    """Confirms what was heard; what follows from it."""
    await person.practice.submit(Incoming(person.account, update, Kind.USE, part=heard.part))
    await person.practice.settled(person.account, 10)
    person.clock.pass_(1)
    await house.works.tick()
    return await person.sees()


async def test_a_voice_note_is_heard_by_the_server_and_the_interview_goes_on(
    tmp_path: Path, served: SpeechServer
) -> None:
    async with practising(tmp_path, served.url) as (person, house):
        assert (await house.practice.hearing()).ears is Ears.READY
        heard = (await speaks(person, clip("nurse")))[-1]
        assert heard.shown is Shown.TRANSCRIPT
        assert bare(heard.text) == bare(text("nurse"))
        assert "words a minute" in heard.about
        assert len(questions(await uses(person, house, heard))) == 1
    assert [asked["model"] for asked in served.asked] == [[NAME]]
    assert served.faults == []


async def test_in_every_container_the_same_words_pace_and_follow_up_come_of_what_was_said(
    tmp_path: Path,
) -> None:
    said = np.repeat(
        (await decode(clip("nurse"))).samples, 3
    )  # 48,000 a second, as phones and browsers record
    shown = {}
    async with practising(tmp_path) as (ada, house):
        for kind in ("ogg", "webm", "m4a"):
            person = Person(house.practice, ada.clock, Account("test", kind))
            await person.begins()
            await person.says("I like it when a shift is calm.")
            heard = (await speaks(person, encode(said, kind), kind))[-1]
            after = await uses(person, house, heard, f"{kind}-used")
            shown[kind] = (bare(heard.text), heard.about, [message.head for message in after])
    listener = Listener(lambda: order_for(str(MODEL)))
    by_script = await listener.transcribe(encode(said, "ogg"), "en")
    await listener.close()
    assert bare(text_of(by_script)) == bare(text("nurse"))
    assert shown["ogg"][0] == bare(text("nurse"))
    assert "words a minute" in shown["ogg"][1]
    assert shown["ogg"][2] == ["Follow-up"]
    assert shown["webm"] == shown["m4a"] == shown["ogg"]


async def test_where_the_server_is_away_the_person_is_told_and_types_on(tmp_path: Path) -> None:
    async with practising(tmp_path, NOBODY) as (person, _house):
        told = texts_of(await speaks(person, clip("vague")))
        assert any(sentence.startswith("The speech server cannot be reached") for sentence in told)
        assert any("Please type your answer" in sentence for sentence in told)
        assert len(questions(await person.says(text("nurse")))) == 1


@pytest.mark.parametrize("where", ["here", "server"])
async def test_a_hostile_recording_is_told_in_a_sentence_reads_nothing_and_goes_nowhere(
    tmp_path: Path, served: SpeechServer, where: str
) -> None:
    canary = tmp_path / "canary.wav"
    canary.write_bytes(clip("vague"))
    os.utime(canary, ns=(0, 1))
    hostile = playlists(canary, served.url)
    some = {name: hostile[name] for name in ("ffconcat-file", "ffconcat-file-behind-wav", "m4a-elsewhere")}
    async with practising(tmp_path / "data", served.url if where == "server" else "") as (person, house):
        for name, recording in {**some, "hours": hours_of_silence()}.items():
            told = texts_of(await speaks(person, recording, name))
            assert told[-1].startswith("This "), name  # is no recording, is longer than ...
            assert "Please" in told[-1], name
        async with house.store.read() as tx:
            kept = await tx.clips._work.run(clips.select())
            assert [row.content for row in kept] == [None] * 4
        assert len(questions(await person.says(text("nurse")))) == 1
    assert canary.stat().st_atime_ns == 0
    assert served.asked == []


async def test_doctor_looks_at_the_server_before_anybody_speaks(served: SpeechServer) -> None:
    async def looked(url: str = served.url, key: str = KEY) -> tuple[bool, str]:
        found = await speech(Settings(speech_url=url, speech_model=NAME, speech_key=key))
        assert key not in found.text
        return found.good, found.text

    there = f"Answers by voice: the server at {served.url}"
    listens = (True, f"{there} listens with the model “{NAME}”; what people say is sent there.")
    assert await looked() == listens
    good, told = await looked(key="sk-wrong")
    assert (good, told.startswith(f"{there} does not accept the key.")) == (False, True)
    served.models = error(404, "Many give no list.")
    assert await looked() == listens
    served.models = error(503, "Still loading.")
    good, told = await looked()
    assert (good, told.startswith(f"{there} is there and has too much to do")) == (False, True)
    good, told = await looked(NOBODY)
    assert (good, "cannot be reached. Start it, or correct GREENROOM_SPEECH_URL." in told) == (False, True)


async def test_doctor_loads_the_model_that_is_here_and_says_where_it_cannot_be(tmp_path: Path) -> None:
    chosen = {"speech_device": "cpu", "speech_compute": "int8"}
    found = await speech(Settings(speech_model=str(MODEL), **chosen))
    assert (found.good, found.text.endswith("listens on this machine (cpu int8).")) == (True, True)
    damaged = shutil.copytree(MODEL, tmp_path / "damaged")
    (damaged / "model.bin").write_bytes(b"nothing like it")
    found = await speech(Settings(speech_model=str(damaged)))
    assert (found.good, f"delete {damaged} and run" in found.text) == (False, True)
    (damaged / "config.json").unlink()
    found = await speech(Settings(speech_model=str(damaged)))
    assert (found.good, found.text.startswith(f"There is no speech model in {damaged}: it needs")) == (
        False,
        True,
    )


def test_where_a_server_listens_nothing_of_whisper_is_loaded_here() -> None:
    script = (
        "import sys\n"
        "from bot.hearing import _there\n"
        "from bot.settings import Settings\n"
        f"_there(Settings(speech_url='{NOBODY}', speech_model='{NAME}'))\n"
        "heavy = {'faster_whisper', 'ctranslate2', 'onnxruntime', 'tokenizers', 'av', 'huggingface_hub'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")
