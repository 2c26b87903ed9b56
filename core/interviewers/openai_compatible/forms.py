"""In which form a server is asked for JSON: what it has is found out once and remembered.

The rule: the strictest form comes first. A server that refuses one (400, 422) is asked in the next, and from
the first answer on only in the form that was answered. Whatever the form, the answer is looked through for
its JSON and checked by whoever asked, since some servers take a form and do not keep to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Form:
    """One form: `id` names it, `type` is the `response_format`'s, "" for none.

    `usage` is whether the server is asked to count tokens at the stream's end, which old ones do not know.
    """

    id: str
    type: str
    usage: bool = True

    def fields(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of the request for an answer like `schema`."""
        made: dict[str, Any] = {"stream_options": {"include_usage": True}} if self.usage else {}
        if self.type == "json_schema":
            described = {"name": "answer", "schema": dict(schema), "strict": True}
            made["response_format"] = {"type": self.type, "json_schema": described}
        elif self.type:
            made["response_format"] = {"type": self.type}
        return made


FORMS = (
    Form("schema", "json_schema"),
    Form("json", "json_object"),
    Form("text", ""),
    Form("plain", "", usage=False),
)


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

    def forget(self) -> None:
        """The server refuses every form, so it is not the one it was: the next request begins anew."""
        self._first, self._sure = 0, False
