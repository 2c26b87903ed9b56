"""Runs a corpus of attacks kept elsewhere: `python -m tests.interviewers.injection FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.interviewers.injection.attacks import OWN, corpus, won

if __name__ == "__main__":
    attacks = corpus(Path(sys.argv[1]) if len(sys.argv) > 1 else OWN)
    wins = won(attacks)
    for win in wins:
        print(f"{win.how}: {win.text}")
    print(f"{len({win.text for win in wins})} of {len(attacks)} attacks won")
    sys.exit(bool(wins))
