"""Adds an interview's log to the corpus: python -m tests.corpus.record RELEASE NAME EXPORT.json [NUMBER]

EXPORT is what `./run export` wrote. Of it only the events of one interview are kept, the longest or the one
of that number (1 is the newest): kinds, numbers, ids and spans, no words.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from core.interview.codec import decode
from core.interview.machine import fold
from tests.corpus.retold import retold

LOGS = Path(__file__).parent / "logs"


def main(release: str, name: str, export: str, number: str = "") -> None:
    """Writes the log with what its fold is to give."""
    interviews = json.loads(Path(export).read_text(encoding="utf-8"))["interviews"]
    logs = [interview["events"] for interview in interviews]
    events = logs[int(number) - 1] if number else max(logs, key=len)
    rows = [[event["type"], event["version"], json.dumps(event["payload"])] for event in events]
    state = fold(decode(*row) for row in rows)
    lines = ",\n".join(json.dumps(row) for row in rows)
    text = f'{{"events": [\n{lines}\n],\n"retold": {json.dumps(retold(state), indent=1)}}}\n'
    (LOGS / release).mkdir(parents=True, exist_ok=True)
    (LOGS / release / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
