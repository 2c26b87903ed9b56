"""What can stop a step of training. Each carries the key of the sentence a person is shown."""

from __future__ import annotations

from core.interview.errors import GreenroomError


class TrainingFault(GreenroomError):
    """A step of training cannot go on; nothing half-written is left behind."""
