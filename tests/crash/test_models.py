"""A whole interview on the served page with a model: its words are asked, and nothing it does stops it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.crash.candidate import PLAIN, Candidate, from_the_triples, worded
from tests.crash.terminal import Terminal
from tests.crash.visiting import a_server
from tests.fakes.model_script import Script
from tests.fakes.model_server import KEY, NAME, ModelServer, model_server_beside

pytestmark = pytest.mark.process

QUIET = {
    "GREENROOM_SPEECH": "off",
    "GREENROOM_MODEL_SAMPLES": "1",
    "HF_HUB_OFFLINE": "1",
    "OMP_NUM_THREADS": "1",
}


def asking(served: ModelServer) -> dict[str, str]:
    """The settings of a Greenroom that asks a server."""
    return QUIET | {
        "GREENROOM_INTERVIEWER": "openai_compatible",
        "GREENROOM_MODEL_URL": served.url,
        "GREENROOM_MODEL_KEY": KEY,
        "GREENROOM_MODEL": NAME,
    }


@contextmanager
def practising(data: Path, settings: dict[str, str]) -> Iterator[tuple[Candidate, Terminal]]:
    """Somebody at the page of a Greenroom with these settings; nothing they said is in its log."""
    with a_server(data, **settings) as server:
        candidate = Candidate(server, from_the_triples())
        try:
            yield candidate, server
        finally:
            candidate.leaves()
        log = server.errors + server.shown
        assert [secret for secret in (PLAIN, KEY, "Traceback") if secret in log] == []


def test_a_whole_interview_is_worded_by_the_model_of_a_server(data: Path) -> None:
    script = Script()
    with (
        model_server_beside(ModelServer(script)) as served,
        practising(data, asking(served)) as (candidate, _),
    ):
        candidate.goes_through()
        report, figures = candidate.report(), candidate.gets("/metrics").text
    done, of = worded(report)
    assert of >= 3
    assert done == of, report
    assert served.faults == []
    assert set(script.worded) & set(candidate.asked)
    assert _figure(figures, "greenroom_model_taken_total", "probe") == sum(
        one in candidate.asked for one in script.worded if not one.startswith("Put simply")
    )


def _figure(text: str, name: str, task: str) -> float:
    found = re.search(rf'^{name}{{interviewer="\w+",task="{task}"}} (\S+)$', text, re.MULTILINE)
    return float(found[1]) if found else 0.0
