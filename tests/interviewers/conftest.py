"""The bank, for the tests of interviewers."""

from __future__ import annotations

import pytest

from core.interviewers.bank.bank import Bank


@pytest.fixture(name="bank")
def a_bank() -> Bank:
    return Bank()
