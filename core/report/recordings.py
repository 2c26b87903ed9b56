"""Where in an answer it was spoken: its recordings, and the fillers in each.

The rule: times are milliseconds within one recording, as everywhere; only recordings that were measured are
counted, in the order in which `core.speech` counts them, so that a place of theirs is a place here.
"""

from __future__ import annotations

from core.interview.state import Turn
from core.interview.values import Speech
from core.report.model import Recording


def recordings(turn: Turn) -> tuple[Recording, ...]:
    """The recordings of a turn's answer that were measured."""
    spoken = [part.speech for part in turn.taken if part.speech and part.speech.times and part.speech.voiced]
    return tuple(_recording(speech) for speech in spoken)


def _recording(speech: Speech) -> Recording:
    fillers = tuple(speech.times[number][0] for number in speech.fillers)
    return Recording(speech.voiced[0][0], speech.voiced[-1][1], fillers)
