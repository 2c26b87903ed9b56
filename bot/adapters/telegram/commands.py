"""The commands: what each of them is, and which are listed where.

The rule: a command that is not in this table is told to be unknown; what only looks like one is an answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.port import Kind, Query

KINDS = {
    "hint": Kind.HINT,
    "skip": Kind.SKIP,
    "repeat": Kind.REPEAT,
    "pause": Kind.PAUSE,
    "resume": Kind.RESUME,
    "stop": Kind.STOP,
    "done": Kind.DONE,
    "review": Kind.REVIEW,
    "redo": Kind.REDO,
}
QUERIES = {
    "why": Query.WHY,
    "status": Query.STATUS,
    "domains": Query.DOMAINS,
    "grammar": Query.GRAMMAR,
}
OTHERS = frozenset(
    {"start", "interview", "report", "history", "settings", "link", "privacy", "export", "delete", "help"}
)
PRACTICE = "practice"  # in groups; what stands behind it is read by itself
KNOWN = frozenset(KINDS) | frozenset(QUERIES) | OTHERS

# What a menu lists, in its order; every one has a text `telegram-command-NAME`.
MENU = (
    "interview",
    "hint",
    "skip",
    "repeat",
    "pause",
    "resume",
    "stop",
    "done",
    "report",
    "history",
    "why",
    "review",
    "redo",
    "status",
    "domains",
    "settings",
    "link",
    "privacy",
    "help",
)
MENU_OF_GROUPS = ("practice", "interview", "privacy", "help")
PAYLOADS = frozenset({"interview", "privacy", "help", "settings"})  # commands that a link can stand for

COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)
CODE = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}")


@dataclass(frozen=True, slots=True)
class Command:
    """A command, what stands behind it, and the bot it was given to ("" where it names none)."""

    name: str
    argument: str = ""
    bot: str = ""


def command(text: str) -> Command | None:
    """The command that a text is.

    >>> command("/interview@green_bot nurse")
    Command(name='interview', argument='nurse', bot='green_bot')
    >>> command("/etc/hosts was wrong"), command("//done is what I typed")
    (None, None)
    """
    found = COMMAND.fullmatch(text.strip())
    if found is None:
        return None
    return Command(found[1].lower(), (found[3] or "").strip(), found[2] or "")
