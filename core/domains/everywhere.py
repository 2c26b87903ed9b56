"""What whoever runs Greenroom sets for all domains at once: the company's name, and one flow.

The rule: the company goes before a domain's own; the flow takes the place of a domain's own wherever the
domain has the questions for it, and where it has not, it keeps its own and a fault says what is missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from core.domains.faults import Fault, FaultyDomains, Found, found
from core.domains.format import FlowTable, shaped_flow
from core.domains.loader import Loaded, parsed, placed, read_bytes
from core.domains.locate import Lines
from core.domains.rules import flow_faults
from core.domains.shelf import Shelf
from core.interview.values import Domain


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow for all domains, with the file it stands in."""

    file: Path
    text: str
    table: FlowTable


def everywhere(loaded: Loaded, company: str = "", flow: Path | None = None) -> Loaded:
    """`loaded` with the company's name and the flow in the file `flow` in every domain.

    Raises FaultyDomains where the file cannot be used at all.
    """
    shared = read_flow(flow) if flow else None
    if not company and shared is None:
        return loaded

    def changed(id: str) -> Domain:
        domain = loaded.domains[id]
        domain = replace(domain, company=company or domain.company)
        if shared is None or any(_short(shared, domain)):
            return domain
        return replace(domain, flow=shared.table.value(), budgets=shared.table.budgets())

    domains = Shelf(tuple(loaded.domains), changed)
    lacking = [fault for id in domains for fault in _lacking(shared, loaded.domains[id])] if shared else []
    minutes = {length: budget.minutes for length, budget in shared.table.budgets()} if shared else {}
    return Loaded(domains, (*loaded.faults, *lacking), loaded.unread, {**loaded.minutes, **minutes})


def read_flow(file: Path) -> Flow:
    """The flow in `file`. Raises FaultyDomains with everything that is wrong with it."""
    text = read_bytes(file)
    if isinstance(text, Fault):
        raise FaultyDomains([text])
    raw = parsed(text, str(file))
    if isinstance(raw, Fault):
        raise FaultyDomains([raw])
    shape, faults = shaped_flow(raw)
    faults = (*faults, *flow_faults(raw))
    if faults or shape is None:
        raise FaultyDomains(sorted(placed(faults, raw, text, str(file)), key=lambda fault: fault.line))
    return Flow(file, text, shape.flow)


def _lacking(flow: Flow, domain: Domain) -> list[Fault]:
    lines = Lines(flow.text)
    return [
        Fault(str(flow.file), lines.of(one.path), one.key, one.values)
        for one in list(_short(flow, domain))[:1]  # one is enough to keep the domain's own
    ]


def _short(flow: Flow, domain: Domain) -> Iterator[Found]:
    """What the flow asks for and the domain has not."""
    has = Counter((question.phase, question.generated) for question in domain.questions)
    for length, quotas in flow.table.value():
        for quota in quotas:
            for generated, count in ((False, quota.preset), (True, quota.generated)):
                if has[quota.phase, generated] < count:
                    kind = "generated" if generated else "preset"
                    yield found(
                        ("flow", length.value, quota.phase.value, kind),
                        "domains-flow-too-few",
                        id=domain.id,
                        phase=quota.phase.value,
                        kind=kind,
                        count=count,
                        has=has[quota.phase, generated],
                    )
