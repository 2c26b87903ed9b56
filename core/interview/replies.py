"""What a person is told when what they did has no effect where the interview stands.

Together with the machine's table this gives every event of a person a clear answer in every stage.
"""

from __future__ import annotations

from core.interview.state import Stage

PAUSED = "reply-paused"

BY_STAGE = {
    Stage.SETTING_UP: "reply-choose-first",
    Stage.PLANNING: "reply-one-moment",
    Stage.EXAMINING: "reply-one-moment",
    Stage.WORDING: "reply-one-moment",
    Stage.RATING: "reply-rate-first",
    Stage.JUDGING: "reply-report-coming",
    Stage.DRAWING: "reply-report-coming",
    Stage.REPORTED: "reply-finished",
    Stage.CLOSED: "reply-closed",
}

BY_EVENT = {
    (Stage.SETTING_UP, "Resumed"): "reply-not-paused",
    (Stage.SETTING_UP, "Paused"): "reply-nothing-to-pause",
    (Stage.PLANNING, "Paused"): "reply-nothing-to-pause",
    (Stage.WARMING_UP, "Chosen"): "reply-already-begun",
    (Stage.WARMING_UP, "Begun"): "reply-already-begun",
    (Stage.WARMING_UP, "HintAsked"): "reply-no-hint-here",
    (Stage.WARMING_UP, "Rated"): "reply-rate-later",
    (Stage.ANSWERING, "Rated"): "reply-rate-later",
    (Stage.EXAMINING, "Rated"): "reply-rate-later",
    (Stage.WORDING, "Rated"): "reply-rate-later",
    (Stage.OWN_QUESTIONS, "Rated"): "reply-rate-later",
    (Stage.JUDGING, "Rated"): "reply-rate-over",
    (Stage.DRAWING, "Rated"): "reply-rate-over",
    (Stage.REPORTED, "Rated"): "reply-rate-over",
    (Stage.ANSWERING, "Chosen"): "reply-already-begun",
    (Stage.ANSWERING, "Begun"): "reply-already-begun",
    (Stage.OWN_QUESTIONS, "Chosen"): "reply-already-begun",
    (Stage.OWN_QUESTIONS, "Begun"): "reply-already-begun",
    (Stage.OWN_QUESTIONS, "HintAsked"): "reply-no-hint-here",
}


def reply_to(stage: Stage, event: str) -> str | None:
    """The text key for an event without effect, or None where the event is illegal."""
    if event == "Opened" or stage is Stage.NEW:
        return None
    return BY_EVENT.get((stage, event)) or BY_STAGE.get(stage)
