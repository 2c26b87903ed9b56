"""The process that typesets one drawing: asked for on its standard input, written to its standard output.

The rule: it reads nothing but the templates and fonts beside this file and has no name of a package to fetch;
the words are data in its input. Typst is imported here and nowhere else.
"""

from __future__ import annotations

import json
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import typst

HERE = Path(__file__).parent
PROCESSOR_S = 20
MEMORY = 1 << 31


Form = Literal["png", "svg", "pdf"]


def drawn(template: str, form: Form, theme: str, data: Any, at: int = 0) -> bytes:
    """The drawing as a file of `form`. `at` is its date, in seconds since the epoch."""
    return typst.compile(
        str(HERE / template),
        root=str(HERE),
        font_paths=[str(HERE / "fonts")],
        ignore_system_fonts=True,
        format=form,
        ppi=216,
        timestamp=at,
        sys_inputs={"data": json.dumps(data), "theme": theme},
    )


def main() -> None:
    """Draws what standard input asks for."""
    for what, most in ((resource.RLIMIT_CPU, PROCESSOR_S), (resource.RLIMIT_AS, MEMORY)):
        with suppress(ValueError, OSError):  # macOS knows no limit of memory
            resource.setrlimit(what, (most, most))
    asked = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(drawn(**asked))


if __name__ == "__main__":
    main()
