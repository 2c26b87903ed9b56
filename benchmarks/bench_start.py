"""From `./run` to the first question, what the process keeps in memory, what is fetched; ./run bench start

The environment has to be set up, as it is after any `./run`. Seconds are those a person waits: a process is
started, its output is read through a pipe as it comes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import IO

import httpx
import psutil  # type: ignore[import-untyped]  # ships no stubs

from benchmarks.frame import ROUNDS, Missing, Row, at_most, figure, medians
from core.domains.loader import load_domains
from core.texts.catalog import texts

ROOT = Path(__file__).parents[1]
DOMAIN = "nurse"
GIVEN = ("--domain", DOMAIN, "--level", "mid", "--length", "short", "--plain")
ANSWER = "I measured the blood pressure of my patient, called the doctor, and it was better after an hour.\n"
ANSWERS = 30  # more than a short interview can ask for
BESIDE_WORDS = str.maketrans("", "", "│ \n")  # what a frame and its line breaks put between words
MIB = 1 << 20


class Started:
    """An interview in a process of its own, over a pipe; `seconds` is how long its first question took."""

    def __init__(self, data: Path) -> None:
        environment = os.environ | {"GREENROOM_DATA_DIR": str(data)}
        begun = time.perf_counter()
        self._process = subprocess.Popen(
            ["./run", "interview", *GIVEN],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._shown = ""
        self.until(*load_domains("en", []).domains[DOMAIN].warm_ups)
        self.seconds = time.perf_counter() - begun

    def until(self, *texts: str) -> None:
        """Reads what is shown until it holds one of `texts`. Raises ValueError where it ends before."""
        wanted = [text.translate(BESIDE_WORDS) for text in texts]
        while not any(text in self._shown for text in wanted):
            chunk = os.read(_pipe(self._process.stdout).fileno(), 1 << 16)
            if not chunk:
                raise ValueError("the interview ended before it showed what was waited for")
            self._shown += chunk.decode("utf-8", errors="replace").translate(BESIDE_WORDS)

    def answer(self) -> None:
        """Answers everything until the report is shown."""
        _pipe(self._process.stdin).write(ANSWER.encode() * ANSWERS)
        _pipe(self._process.stdin).flush()
        self.until(texts().say("console-after"))

    @property
    def resident(self) -> float:
        """Megabytes (2^20 bytes) resident in memory, of the process and all it started."""
        process = psutil.Process(self._process.pid)
        rss = [one.memory_info().rss for one in (process, *process.children(recursive=True))]
        return float(sum(rss)) / MIB

    def close(self) -> None:
        """Ends it as the end of its input does."""
        self._process.communicate()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


@contextmanager
def started(data: Path) -> Iterator[Started]:
    """An interview that shows its first question, closed at the end."""
    _set_up()
    interview = Started(data)
    try:
        yield interview
    finally:
        interview.close()


def _set_up() -> None:
    if not (ROOT / ".venv/greenroom.stamp").exists():
        raise Missing("the environment was not set up by ./run: start this with ./run bench")


def bench_first_question() -> Iterator[Row]:
    """The first question of all, with no data folder yet, and that of a later start; and the memory."""
    first, later, asked, reported = [], [], [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "data"
            with started(data) as interview:
                first.append(interview.seconds)
                asked.append(interview.resident)
                interview.answer()
                reported.append(interview.resident)
            with started(data) as interview:
                later.append(interview.seconds)
    yield figure("start.first_question", median(first), "s", at_most(3))
    yield figure("start.first_question_later", median(later), "s", at_most(3))
    yield figure("start.resident_memory", median(asked), "MB", at_most(200))
    yield figure("start.resident_memory_report", median(reported), "MB", at_most(200))


def bench_page() -> Iterator[Row]:
    """From `./run` to the front page, whole, with a data folder that was used before."""
    _set_up()
    with tempfile.TemporaryDirectory() as folder:
        seconds = [_page(Path(folder) / "data") for _ in range(ROUNDS + 1)][1:]
    yield figure("start.front_page", median(seconds), "s", at_most(3))


def _page(data: Path) -> float:
    settings = {"GREENROOM_DATA_DIR": str(data), "GREENROOM_PORT": "0", "GREENROOM_NO_BROWSER": "1"}
    begun = time.perf_counter()
    process = subprocess.Popen(["./run"], cwd=ROOT, env=os.environ | settings, stdout=subprocess.PIPE)
    try:
        address = _pipe(process.stdout).readline().decode().split()[-1]
        page = httpx.get(address)
        assert page.status_code == 200, page.status_code
        return time.perf_counter() - begun
    finally:
        process.terminate()
        process.communicate()


def bench_help() -> Iterator[Row]:
    """How long the two helps take to answer."""
    _set_up()

    def run(*command: str) -> object:
        return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

    commands = str(ROOT / ".venv/bin/greenroom")
    seconds = medians({"run": lambda: run("./run", "--help"), "greenroom": lambda: run(commands, "--help")})
    yield figure("start.help", seconds["run"], "s")
    yield figure("start.help_greenroom", seconds["greenroom"], "s")


def bench_download() -> Iterator[Row]:
    """What a first plain `./run` fetches: the packages the project needs, and what builds it, by the lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        command += ["--no-cache-dir", "--retries", "1", "--dest", folder]
        command += ["--constraint", str(ROOT / "requirements.lock"), *wanted]
        if subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode:
            raise Missing("the packages could not be fetched: no package index can be reached")
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
    yield figure("start.download", size / 1e6, "MB", at_most(100))
