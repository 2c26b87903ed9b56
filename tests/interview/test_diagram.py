"""The diagram in docs/architecture.md says what the table says."""

from __future__ import annotations

import re
from pathlib import Path

from core.interview.machine import NEXT
from core.interview.replies import reply_to
from core.interview.state import Stage
from core.texts.catalog import texts

DOCUMENT = Path(__file__).parents[2] / "docs" / "architecture.md"
ARROW = re.compile(r"^ +(?P<before>\w+) --> (?P<after>\w+): (?P<labels>.+)$", re.MULTILINE)
PERSON = (
    "Chosen",
    "Begun",
    "TextSent",
    "VoiceSent",
    "TranscriptUsed",
    "TranscriptCorrected",
    "SaidAgain",
    "Done",
    "HintAsked",
    "RepeatAsked",
    "Skipped",
    "Paused",
    "Resumed",
    "Rated",
    "Stopped",
)


def drawn() -> set[tuple[str, str, str]]:
    """Every arrow of the first diagram: (stage, event/outcome, next stage)."""
    diagram = DOCUMENT.read_text(encoding="utf-8").split("stateDiagram-v2")[1].split("```")[0]
    return {
        (arrow["before"], label.strip().replace(" (", "/").rstrip(")"), arrow["after"])
        for arrow in ARROW.finditer(diagram)
        for label in arrow["labels"].split(",")
    }


def test_the_diagram_and_the_table_are_the_same() -> None:
    table = {(before.value, trigger, after.value) for (before, trigger), after in NEXT.items()}
    assert table - drawn() == set(), "in the table, not in the diagram"
    assert drawn() - table == set(), "in the diagram, not in the table"


def test_every_event_of_a_person_has_an_effect_or_an_answer_in_every_stage() -> None:
    known = {(stage, trigger.partition("/")[0]) for stage, trigger in NEXT}
    for stage in set(Stage) - {Stage.NEW}:
        for event in PERSON:
            key = reply_to(stage, event)
            assert (stage, event) in known or (key and texts().has(key)), (stage, event)
