"""The practice's diagram in docs/architecture.md says what the table says."""

from __future__ import annotations

from pathlib import Path

from core.interview.practice.machine import NEXT, PERSON
from core.interview.practice.replies import BY_EVENT, BY_STAGE, STRANGER, reply_to
from core.interview.practice.state import Stage
from core.texts.catalog import texts
from tests.interview.test_diagram import ARROW

DOCUMENT = Path(__file__).parents[3] / "docs" / "architecture.md"


def drawn() -> set[tuple[str, str, str]]:
    """Every arrow of the section's diagram: (stage, event/outcome, next stage)."""
    section = DOCUMENT.read_text(encoding="utf-8").split("## The practice's machine")[1]
    diagram = section.split("stateDiagram-v2")[1].split("```")[0]
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
        for event in {kind.__name__ for kind in PERSON} - {"Opened"}:
            key = reply_to(stage, event)
            assert (stage, event) in known or (key and texts().has(key)), (stage, event)


def test_every_answer_has_its_text() -> None:
    keys = {STRANGER, *BY_STAGE.values(), *BY_EVENT.values()}
    assert {key for key in keys if not texts().has(key)} == set()
