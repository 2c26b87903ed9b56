"""The data set's card: `README.md` as the hub shows it: what is in it, where it is from, its limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from training.prepare.report import Report
from training.prepare.rows import Split

FRONT = """\
---
language: en
task_categories: [text-generation]
pretty_name: Interview turns
license: {license}
configs:
- config_name: default
  data_files:
  - {{split: train, path: train.jsonl}}
  - {{split: validation, path: validation.jsonl}}
  - {{split: test, path: test.jsonl}}
---
"""

WHAT = """\
# Interview turns

What an interviewer does next, as chats: the prompt is the one that Greenroom shows a model, the last message
is the turn that is right there, as JSON. The loss belongs on that turn only.

- **probe**: a follow-up question to an answer. Those of the sources named below were asked by people; those
  of `domains` ask for a gap that is known, because it was made: sentences were taken out of a model answer.
  Those of a source that is `echoed` are composed: a form that a person used, about a word of another answer.
- **finding**: one criterion of the rubric with its level, the quote that shows it and the reason. Taught only
  where what is counted in the answer agrees with how the answer was composed.
- **correction**: the slips of one sentence with their reasons, or none. The slips were put into right
  sentences by rules.

Made by `./run train prepare` for version {prompts} of the prompts, seed {seed}, hash
`{hash}` (SHA-256 over train, validation and test). The same files, config and seed give the same bytes.

## How it is split

By question: all turns on one question, or on one that says the same in other words, are in one split, which a
hash of the question decides, so added rows move nothing. Questions and answers were compared over the splits;
nothing alike stands in two. Follow-ups that people asked and that Greenroom's guard would not let pass (they
lead, praise, or take up nothing of the answer) stand in the test split only: they are what people ask, not
what a model should learn.
"""

LIMITS = """\
## What to know before using it

- The composed answers are shortened model answers: fluent, and more alike than what people say.
- Levels in findings are those of a rule-based count that agreed with the construction. They teach the form of
  a judgement and its scale; they are no human ratings.
- Follow-ups of people carry the habits of those who asked, spelling included. Their gap is not named in the
  data; the prompt says "something the answer leaves open".
- Nothing in it comes from people who practised with Greenroom.
"""


def readme(report: Report) -> str:
    """The card."""
    card = report.card()
    counts = card["counts"]
    licences = list(counts["licence"])
    parts = [
        FRONT.format(license=_licence(licences)),
        WHAT.format(prompts=card["prompts"], seed=card["seed"], hash=card["hash"]),
        "## What is in it\n",
        *(_table(name, counts[name]) for name in ("task", "source", "licence", "role", "phase")),
        "## Where it is from\n",
        _sources(card["sources"]),
        LIMITS,
    ]
    return "\n".join(parts)


def _licence(licences: Sequence[str]) -> str:
    return licences[0].lower() if len(licences) == 1 else "other"


def _table(name: str, counts: Mapping[str, Mapping[str, int]]) -> str:
    rows = [[key or "(none)", *(str(split[one.value]) for one in Split)] for key, split in counts.items()]
    return _drawn([name, *(split.value for split in Split)], rows)


def _sources(sources: Iterable[Mapping[str, Any]]) -> str:
    rows = [
        [
            one["file"],
            one["source"],
            one["licence"],
            str(one["read"]),
            str(one["kept"]),
            "yes" if one["taught"] else "no: read and reported only, none of its rows is in these files",
        ]
        for one in sources
    ]
    rows.append(["(bundled domains)", "Greenroom", "Apache-2.0", "", "", "yes"])
    return _drawn(["file", "from", "licence", "rows read", "rows kept", "taught"], rows)


def _drawn(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"
