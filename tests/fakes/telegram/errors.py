"""What the server does not do, as it says it."""

from __future__ import annotations

from tests.fakes.telegram.spec import Json


class Refused(Exception):
    """A request that is not done: the HTTP status, the description and the parameters of the answer."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters: Json = dict(parameters)


def bad(description: str) -> Refused:
    """A request that cannot be done as things are."""
    return Refused(400, f"Bad Request: {description}")
