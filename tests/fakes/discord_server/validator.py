"""Holds every request, answer and event of the fake Discord against the published documents.

    validator = Validator(folder)          # the folder with discord-openapi.json and discord-gateway/
    validator.request(call), validator.answer(call, status, body), validator.event("READY", data)

The rule: nothing is raised; what is wrong is noted in `violations`, and the test's fixture fails over it.
Without a folder only the hand-written rules hold.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jsonschema import Draft7Validator, Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7, DRAFT202012

from tests.fakes.discord_server.calls import Call
from tests.fakes.discord_server.world import Json

DOCUMENT = "urn:discord-openapi"
EVENTS = {
    "READY": "Ready",
    "GUILD_CREATE": "GuildCreate",
    "MESSAGE_CREATE": "MessageCreate",
    "MESSAGE_UPDATE": "MessageCreate",
    "INTERACTION_CREATE": "InteractionCreate",
}
INTERACTIONS = {  # the whole union says only that none of its parts fits
    2: "APIApplicationCommandInteraction",
    3: "APIMessageComponentInteraction",
    4: "APIApplicationCommandAutocompleteInteraction",
    5: "APIModalSubmitInteraction",
}
SENT_BY_THE_LIBRARY = {"tts"}  # with edits too, where Discord passes over it
ANY_INTEGER: Json = {"type": "integer", "minimum": 0}
NO_SPECS = "GREENROOM_SPECS is not set: Discord's published documents are not here"


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that was broken: its name, where, and what is wrong."""

    rule: str
    where: str
    about: str

    def __str__(self) -> str:
        return f"{self.rule} in {self.where}: {self.about}"


def specs() -> Path | None:
    """The folder with the documents; None where they are not set. A set folder has to be there."""
    named = os.environ.get("GREENROOM_SPECS")
    return Path(named) if named else None


@dataclass
class Validator:
    """What was broken so far. Without a `folder` the documents are not looked at."""

    folder: Path | None = None
    violations: list[Violation] = field(default_factory=list)

    def note(self, rule: str, where: str, about: str) -> None:
        self.violations.append(Violation(rule, where, about))

    def flawless(self) -> None:
        """Fails where anything was broken."""
        assert not self.violations, "\n".join(map(str, self.violations))

    def request(self, call: Call) -> bool:
        """A request: its query and its body; whether it fits."""
        before = len(self.violations)
        if self.folder:
            self._request(call, _openapi(self.folder))
        return len(self.violations) == before

    def _request(self, call: Call, document: Document) -> None:
        operation = document.operation(call.method, call.route)
        if operation is None:
            self.note("no-such-route", call.where, "not in the published document")
            return
        for about in document.query(call):
            self.note("query", call.where, about)
        if call.body is not None or "requestBody" in operation:
            for about in document.body(call):
                self.note("body", call.where, about)

    def answer(self, call: Call, status: int, body: Any) -> None:
        """An answer, which is ours: where it is wrong, the fake is."""
        if self.folder:
            for about in _openapi(self.folder).answer(call, status, body):
                self.note("answer", f"{call.where} {status}", about)

    def event(self, name: str, data: Json) -> None:
        """An event of the gateway, which is ours too."""
        if self.folder and name in EVENTS:
            found = _gateway(self.folder, name, data.get("type") if name == "INTERACTION_CREATE" else None)
            for about in _faults(found, data):
                self.note("event", name, about)

    def identify(self, message: Json) -> None:
        """What a session begins with."""
        if self.folder:
            for about in _faults(_schema(self.folder, "Identify", "#/definitions/Identify"), message):
                self.note("identify", "the gateway", about)


class Document:
    """The OpenAPI document, with a validator for every schema in it that was asked for."""

    def __init__(self, content: Json) -> None:
        schemas = content["components"]["schemas"]
        schemas["SnowflakeType"] = {"anyOf": [schemas["SnowflakeType"], ANY_INTEGER]}
        self._content = content
        resource = Resource.from_contents(content, default_specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource(DOCUMENT, resource)
        self._made: dict[str, Draft202012Validator] = {}

    def operation(self, method: str, route: str) -> Json | None:
        found: Json | None = self._content["paths"].get(route, {}).get(method.lower())
        return found

    def query(self, call: Call) -> Iterator[str]:
        parameters = (self.operation(call.method, call.route) or {}).get("parameters", [])
        known = {one["name"]: number for number, one in enumerate(parameters) if one["in"] == "query"}
        for name, text in call.query.items():
            if name not in known:
                yield f"{name} is not known"
                continue
            schema = parameters[known[name]]["schema"]
            steps = ("paths", call.route, call.method.lower(), "parameters", str(known[name]), "schema")
            yield from _faults(self.at(*steps), _typed(text, schema))

    def body(self, call: Call) -> Iterator[str]:
        kind = "multipart/form-data" if call.multipart else "application/json"
        operation = self.operation(call.method, call.route) or {}
        kinds = operation.get("requestBody", {}).get("content", {})
        if not kinds:
            if call.body:
                yield "takes no body"
            return
        if kind not in kinds:
            yield f"{kind} is not taken"
            return
        steps = ("paths", call.route, call.method.lower(), "requestBody", "content", kind, "schema")
        yield from _faults(self.at(*steps), call.body)
        unknown = set(call.fields) - self._names(kinds[kind]["schema"]) - SENT_BY_THE_LIBRARY
        if unknown:
            yield f"unknown: {', '.join(sorted(unknown))}"

    def answer(self, call: Call, status: int, body: Any) -> Iterator[str]:
        responses = (self.operation(call.method, call.route) or {}).get("responses", {})
        key = next((one for one in (str(status), f"{status // 100}XX") if one in responses), None)
        if key is None:
            if status < 500:
                yield "no such status"
            return
        response = self._resolved(responses[key])
        kinds = response.get("content", {})
        if (body is None) != (not kinds):
            yield "with a body" if body is not None else "without a body"
        elif "$ref" in responses[key]:
            name = responses[key]["$ref"].rpartition("/")[2]
            steps = ("components", "responses", name, "content", "application/json", "schema")
            yield from _faults(self.at(*steps), body)
        elif kinds:
            place = ("paths", call.route, call.method.lower(), "responses", key)
            yield from _faults(self.at(*place, "content", "application/json", "schema"), body)

    def at(self, *steps: str) -> Draft202012Validator:
        """The validator for the schema that stands there."""
        pointer = "/".join(quote(one.replace("~", "~0").replace("/", "~1"), safe="~") for one in steps)
        if pointer not in self._made:
            self._made[pointer] = Draft202012Validator(
                {"$ref": f"{DOCUMENT}#/{pointer}"}, registry=self._registry
            )
        return self._made[pointer]

    def _resolved(self, found: Json) -> Json:
        while "$ref" in found:
            step: Any = self._content
            for name in found["$ref"].removeprefix("#/").split("/"):
                step = step[name]
            found = step
        return found

    def _names(self, schema: Json) -> set[str]:
        """Every name that an object of that schema may have."""
        schema = self._resolved(schema)
        found = set(schema.get("properties", {}))
        for union in ("anyOf", "oneOf", "allOf"):
            for part in schema.get(union, []):
                found |= self._names(part)
        return found


def _typed(text: str, schema: Json) -> Any:
    """What a text of the query stands for."""
    kinds = schema.get("type")
    if kinds == "boolean":
        return {"1": True, "true": True, "True": True, "0": False, "false": False}.get(text, text)
    return int(text) if kinds == "integer" and text.lstrip("-").isdigit() else text


def _faults(validator: Any, found: Any) -> Iterator[str]:
    """What is wrong first of all, and where in what was looked at."""
    error = best_match(validator.iter_errors(found))
    if error:
        path = "/".join(str(step) for step in error.absolute_path)
        yield f"{path or 'the whole'}: {error.message[:300]}"


@cache
def _openapi(folder: Path) -> Document:
    return Document(json.loads((folder / "discord-openapi.json").read_text()))


def _gateway(folder: Path, name: str, kind: int | None) -> Draft7Validator:
    definition = INTERACTIONS[kind] if kind in INTERACTIONS else EVENTS[name]
    return _schema(folder, EVENTS[name], f"#/definitions/{definition}")


@cache
def _schema(folder: Path, file: str, pointer: str) -> Draft7Validator:
    content = _event_schema(folder, file)
    resource = Resource.from_contents(content, default_specification=DRAFT7)
    registry: Registry[Any] = Registry().with_resource(f"urn:{file}", resource)
    return Draft7Validator({"$ref": f"urn:{file}{pointer}"}, registry=registry)


@cache
def _event_schema(folder: Path, file: str) -> Json:
    """The schema of an event. Bit fields are written as lists of single bits there; they add up."""
    content: Json = json.loads((folder / "discord-gateway" / f"{file}.json").read_text())
    for name in [one for one in content["definitions"] if one.endswith("Flags")]:
        content["definitions"][name] = ANY_INTEGER
    return content
