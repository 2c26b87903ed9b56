"""What is told of a run, as values: by file what was read, mended and left out, and what is taught.

The rule: the terminal, the JSON and the card show the same figures, all of them from here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from core.interviewers.prompts.prompts import VERSION
from training.prepare.account import Account
from training.prepare.assembling import Refused
from training.prepare.rows import Split
from training.prepare.targets.taught import Example

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Sorted:
    """An example with the split and the group it belongs to."""

    split: Split
    group: str
    example: Example


@dataclass(slots=True)
class Report:
    """A run. `scoring` are the rows to score with but not to teach from, `leaks` texts found alike."""

    accounts: list[Account]
    seed: int
    rows: list[Sorted] = field(default_factory=list)
    refused: Refused = field(default_factory=Counter)
    scoring: int = 0
    leaks: int = 0
    hash: str = ""

    @property
    def groups(self) -> int:
        """How many groups of questions there are."""
        return len({row.group for row in self.rows})

    def share(self, split: Split) -> int:
        """Percent of the examples that are in a split."""
        return round(100 * sum(row.split is split for row in self.rows) / max(1, len(self.rows)))

    def counts(self) -> Mapping[str, Any]:
        """The examples by split, task, source, role, phase and licence, the larger first."""
        return {
            "split": _counted(row.split for row in self.rows),
            "groups": _counted({row.group: row.split for row in self.rows}.values()),
            "task": self._by(lambda row: row.example.task),
            "source": self._by(lambda row: row.example.source),
            "role": self._by(lambda row: row.example.role),
            "phase": self._by(lambda row: row.example.phase),
            "licence": self._by(lambda row: row.example.licence),
        }

    def card(self) -> dict[str, Any]:
        """What `dataset.json` says, by which the other steps know the data set."""
        return {
            "format": FORMAT,
            "prompts": VERSION,
            "seed": self.seed,
            "hash": self.hash,
            "counts": self.counts(),
            "sources": [
                {
                    "file": account.file.rsplit("/", 1)[-1],
                    "licence": account.licence,
                    "source": account.source,
                    "taught": account.taught,
                    "read": account.read,
                    "kept": account.kept,
                }
                for account in self.accounts
            ],
        }

    def whole(self) -> dict[str, Any]:
        """What `report.json` says: the card, and all that was mended, left out and refused."""
        return {
            **self.card(),
            "files": [{**asdict(account), "dropped": account.dropped} for account in self.accounts],
            "refused": [
                {"what": what, "why": why, "count": count}
                for (what, why), count in self.refused.most_common()
            ],
            "scoring_only": self.scoring,
            "leaks": self.leaks,
        }

    def _by(self, key: Any) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, Counter[str]] = {}
        for row in self.rows:
            found.setdefault(str(key(row)), Counter())[row.split] += 1
        ordered = sorted(found.items(), key=lambda item: (-item[1].total(), item[0]))
        return {name: _counted_splits(counter) for name, counter in ordered}


def _counted(values: Iterable[Split]) -> Mapping[str, int]:
    return _counted_splits(Counter(values))


def _counted_splits(counter: Mapping[Any, int]) -> Mapping[str, int]:
    return {split.value: counter.get(split, 0) for split in Split}


def by_file(accounts: Sequence[Account]) -> Mapping[tuple[str, str], Account]:
    """The accounts by file and sheet, as rows name them."""
    return {(account.file, account.sheet): account for account in accounts}
