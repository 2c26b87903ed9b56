"""What somebody is told when what they did has no effect where the practice stands.

Together with the machine's table this gives every event of a person a clear answer in every stage.
"""

from __future__ import annotations

from core.interview.practice.state import Stage

STRANGER = "practice-join-first"

BY_STAGE = {
    Stage.LOBBY: "practice-not-begun",
    Stage.PREPARING: "practice-one-moment",
    Stage.BRIEFING: "practice-start-first",
    Stage.ANSWERING: "practice-answer-first",
    Stage.SCORING: "practice-scoring-now",
    Stage.REVEALED: "practice-round-over",
    Stage.CLOSED: "practice-closed",
}

BY_EVENT = {
    (Stage.BRIEFING, "Begun"): "practice-begun-already",
    (Stage.BRIEFING, "Scored"): "practice-score-later",
    (Stage.ANSWERING, "Begun"): "practice-begun-already",
    (Stage.ANSWERING, "AnswerStarted"): "practice-started-already",
    (Stage.ANSWERING, "Scored"): "practice-score-later",
    (Stage.SCORING, "Begun"): "practice-begun-already",
    (Stage.REVEALED, "Begun"): "practice-begun-already",
    (Stage.REVEALED, "Scored"): "practice-score-over",
}


def reply_to(stage: Stage, event: str) -> str | None:
    """The text key for an event without effect, or None where the event is illegal."""
    if event == "Opened" or stage is Stage.NEW:
        return None
    return BY_EVENT.get((stage, event)) or BY_STAGE.get(stage)
