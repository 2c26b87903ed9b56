"""What is set for all domains: the company before a domain's own, a flow where there are questions for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.domains.contents import edition_from, edition_of, hashes_of
from core.domains.everywhere import everywhere
from core.domains.faults import FaultyDomains
from core.domains.loader import Loaded, load_folder, read_text
from core.interview.planning import plan
from core.interview.values import Budget, Domain, Length, Level, Phase, Plan
from core.texts.catalog import texts
from tests.domains.samples import VALID

FLOW = """\
[flow.short]
technical = { preset = 2, generated = 1 }
behavioral = { preset = 1, generated = 0 }
minutes = 12
probes = [0, 1, 3]
[flow.standard]
behavioral = { preset = 1, generated = 0 }
technical = { preset = 5, generated = 1 }
[flow.long]
technical = { preset = 9, generated = 1 }
behavioral = { preset = 1, generated = 0 }
minutes = 50
"""


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    (tmp_path / "domains").mkdir()
    (tmp_path / "domains" / "baker.toml").write_text(VALID)
    return load_folder(tmp_path / "domains")


@pytest.fixture
def flow(tmp_path: Path) -> Path:
    (tmp_path / "flow.toml").write_text(FLOW)
    return tmp_path / "flow.toml"


def planned(domain: Domain, length: Length) -> Plan:
    return plan(domain, Level.MID, length, 1, {}, frozenset(), hashes_of(domain))


def test_the_minutes_of_the_flow_are_told_before_a_domain_is_chosen(loaded: Loaded, flow: Path) -> None:
    assert everywhere(loaded, flow=flow).minutes == {
        Length.SHORT: 12,
        Length.STANDARD: 20,
        Length.LONG: 50,
    }


def test_without_either_nothing_changes(loaded: Loaded) -> None:
    assert everywhere(loaded) is loaded


def test_the_phases_the_time_and_the_probes_of_a_plan_are_the_flows(loaded: Loaded, flow: Path) -> None:
    baker = everywhere(loaded, flow=flow).get("baker")
    short = planned(baker, Length.SHORT)
    assert [slot.phase for slot in short.slots] == [Phase.TECHNICAL] * 3 + [Phase.BEHAVIORAL]
    assert short.budget_ms == 12 * 60_000
    assert {(slot.difficulty, slot.probe_limit) for slot in short.slots} <= {(1, 0), (2, 1), (3, 3)}
    assert planned(baker, Length.STANDARD).budget_ms == 20 * 60_000
    assert baker.budgets == ((Length.SHORT, Budget(12, (0, 1, 3))), (Length.LONG, Budget(50, (1, 2, 2))))


def test_a_domain_without_the_questions_keeps_its_own_flow_and_is_named(loaded: Loaded, flow: Path) -> None:
    flow.write_text(FLOW.replace("preset = 9, generated = 1", "preset = 10, generated = 0"))
    kept = everywhere(loaded, flow=flow)
    assert kept.get("baker") == loaded.get("baker")
    assert [fault.told(texts()) for fault in kept.faults] == [
        f"{flow}:10: The domain `baker` keeps its own flow: this one asks for 10 preset of the phase"
        " technical, and it has 9. Lower the number, or write more of them for `baker`."
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("preset = 2", "preset = 3", 1, "domains-flow-total"),
        ("[flow.long]", "[flow.endless]", 9, "domains-key-unknown"),
        ("minutes = 12", 'minutes = "12"', 4, "domains-not-one-of"),
        ("[flow.short]", "[flow.short", 1, "domains-syntax"),
        ("[flow.short]", 'title = "All"\n[flow.short]', 1, "domains-key-unknown"),
    ],
)
def test_a_flow_with_faults_is_refused_whole(
    loaded: Loaded, flow: Path, old: str, new: str, line: int, key: str
) -> None:
    flow.write_text(FLOW.replace(old, new, 1))
    with pytest.raises(FaultyDomains) as refused:
        everywhere(loaded, flow=flow)
    assert (line, key) in [(fault.line, fault.key) for fault in refused.value.faults]


def test_a_flow_that_is_not_there_is_told(loaded: Loaded, tmp_path: Path) -> None:
    with pytest.raises(FaultyDomains) as refused:
        everywhere(loaded, flow=tmp_path / "gone.toml")
    assert [fault.key for fault in refused.value.faults] == ["domains-unreadable"]


def test_the_company_goes_before_the_domains_own_and_into_a_running_interview(loaded: Loaded) -> None:
    own = read_text(VALID.replace('role = "baker"', 'role = "baker"\ncompany = "Crumb"'), "baker.toml")
    assert isinstance(own, Domain)
    assert own.company == "Crumb"
    named = everywhere(Loaded({"baker": own}), company="Acme").get("baker")
    assert named.company == edition_from(edition_of(named).text).company == "Acme"
    assert everywhere(loaded, company="Acme").headings() == loaded.headings()


def test_an_edition_without_a_company_is_the_text_it_was_before_there_were_any(loaded: Loaded) -> None:
    table = edition_of(loaded.get("baker")).text
    assert not any(f'"{key}"' in table for key in ("company", "budgets", "inherited"))
