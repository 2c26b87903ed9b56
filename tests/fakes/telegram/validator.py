"""Says of every call, answer and update whether it is as Telegram has it; keeps what is not.

The rule: a violation is a mistake of whoever wrote the request (or this server), whatever went before. What
only the course of things makes impossible (an edit that changes nothing) is refused and is no violation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.fakes.telegram import spec
from tests.fakes.telegram.rules import ALWAYS, CALL_RULES, TYPE_RULES
from tests.fakes.telegram.wire import Call


@cache
def spec_of(file: Path) -> spec.Spec:
    """The specification with the rules written by hand; it is read once."""
    return spec.load(file, TYPE_RULES)


@dataclass
class Validator:
    """`violations` are all there were, oldest first, each beginning with what it is of."""

    file: Path
    violations: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.spec = spec_of(self.file)

    def call(self, call: Call) -> list[str]:
        """What is wrong with a request."""
        fields = self.spec.methods[call.method]
        found = list(call.strange)
        found += self.spec.object_faults(call.params, fields, call.method)
        if not found:
            for rule in (*ALWAYS, *CALL_RULES.get(call.method, ())):
                found += rule(call.params)
        return self._keep(call.method, found)

    def answer(self, method: str, result: object) -> list[str]:
        """What is wrong with an answer of this server."""
        return self._keep(
            f"answer to {method}", self.spec.faults(result, self.spec.returns[method], "result")
        )

    def update(self, update: spec.Json) -> list[str]:
        """What is wrong with an update of this server."""
        return self._keep("update", self.spec.faults(update, ["Update"], "update"))

    def unknown(self, method: str, why: str) -> None:
        """A method was called that is not there."""
        self._keep(method, [why])

    def _keep(self, of: str, found: object) -> list[str]:
        faults = [str(one) for one in found]  # type: ignore[attr-defined]
        self.violations += [f"{of}: {fault}" for fault in faults]
        return faults
