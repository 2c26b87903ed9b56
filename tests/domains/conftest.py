"""The bundled domains, one after the other, for the tests of what all of them keep."""

from __future__ import annotations

import pytest

from core.interview.values import Domain
from tests.bundled import IDS, read_at_once


@pytest.fixture(params=IDS)
def domain(request: pytest.FixtureRequest) -> Domain:
    """Each of them."""
    return read_at_once().get(request.param)
