"""In which form a server is asked for JSON: what it has is found out once and remembered.

The rule: the strictest form comes first, and every form once more with the system message put before the
first question, since some models' templates know no system. A server that refuses one (400, 422) is asked in
the next, and from the first answer on only in the form that was answered; one that takes the schema and does
not keep to it is told it in words from then on. Whatever the form, the answer is looked through for its JSON
and checked by whoever asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.interviewers.prompted.model import Message

TOLD = "\nAnswer with one JSON object and nothing else. Its JSON schema: "


@dataclass(frozen=True, slots=True)
class Form:
    """One form: `id` names it, `type` is the `response_format`'s, "" for none.

    `usage` is whether the server is asked to count tokens at the stream's end, which old ones do not know;
    `system` is whether there is a message of its own for what the system says.
    """

    id: str
    type: str
    usage: bool = True
    system: bool = True

    def fields(self, messages: Sequence[Message], schema: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of a request for an answer like `schema`, its messages among them."""
        told = "" if self.type == "json_schema" else TOLD + json.dumps(dict(schema), separators=(",", ":"))
        shown = messages if self.system else _joined(messages)
        asked = [{"role": message.role, "content": message.content} for message in shown]
        asked[-1]["content"] += told
        made: dict[str, Any] = {"messages": asked}
        if self.usage:
            made["stream_options"] = {"include_usage": True}
        if self.type == "json_schema":
            described = {"name": "answer", "schema": dict(schema), "strict": True}
            made["response_format"] = {"type": self.type, "json_schema": described}
        elif self.type:
            made["response_format"] = {"type": self.type}
        return made


def _joined(messages: Sequence[Message]) -> Sequence[Message]:
    """The messages with what the system says at the head of the first question."""
    if messages[0].role != "system" or len(messages) < 2:
        return messages
    system, first, *others = messages
    return [Message(first.role, f"{system.content}\n\n{first.content}"), *others]


_WITH_SYSTEM = (
    Form("schema", "json_schema"),
    Form("json", "json_object"),
    Form("text", ""),
    Form("plain", "", usage=False),
)
FORMS = (*_WITH_SYSTEM, *(replace(form, system=False) for form in _WITH_SYSTEM))


class Known:
    """What is known of one server's forms."""

    def __init__(self) -> None:
        self._first = 0
        self._sure = False

    @property
    def form(self) -> str:
        """The id of the form that is asked for first."""
        return FORMS[self._first].id

    def to_try(self) -> Iterator[Form]:
        """The forms to ask in, one after the other until one is not refused."""
        yield from FORMS[self._first : self._first + 1 if self._sure else None]

    def answered(self, form: Form) -> None:
        """The server answered in `form`: from now on it is asked in no other."""
        self._first, self._sure = FORMS.index(form), True

    def ignored(self, form: Form) -> None:
        """The server takes `form` and does not keep to it: the next one down is worth more, as it is told."""
        if form.type == "json_schema":
            self._first, self._sure = FORMS.index(form) + 1, False

    def forget(self) -> None:
        """The server refuses every form, so it is not the one it was: the next request begins anew."""
        self._first, self._sure = 0, False
