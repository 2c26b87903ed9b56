"""An interviewer over a fake model, and answers to ask it about."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from core.interviewers.bank.bank import Bank
from core.interviewers.prompted.interviewer import Prompted
from core.interviewers.prompted.tally import Tally
from core.language.measuring import measure
from tests.fakes.model import Answers, FakeModel

Make: TypeAlias = Callable[..., Prompted]
KEY = b"the tests' own key"


@pytest.fixture(name="prompted")
def a_prompted_interviewer() -> Make:
    def made(
        model: FakeModel | Answers,
        *,
        samples: int = 1,
        patience_s: float = 60,
        tally: Tally | None = None,
    ) -> Prompted:
        fake = model if isinstance(model, FakeModel) else FakeModel(model)
        return Prompted(fake, Bank(), measure, samples=samples, patience_s=patience_s, tally=tally, key=KEY)

    return made
