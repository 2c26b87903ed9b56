"""`./run train`, which is `python -m training`: the command line, once it is imported."""

from __future__ import annotations

import signal


def main() -> None:
    """The entry point. While modules are imported nothing is begun, so Ctrl-C may end it without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from training.command_line import app  # noqa: PLC0415

    app()


if __name__ == "__main__":
    main()
