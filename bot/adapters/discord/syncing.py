"""Commands are told to Discord only when they changed, because it counts how often they are.

What Discord has is compared with what there is, by what we set: ids, versions and what Discord fills in are
left out, and so are empty fields.
"""

from __future__ import annotations

from typing import Any

from discord import app_commands
from discord.http import Route

OURS = (
    "name",
    "description",
    "name_localizations",
    "description_localizations",
    "required",
    "autocomplete",
    "nsfw",
    "default_member_permissions",
)
COMMAND = 1


async def sync(tree: app_commands.CommandTree[Any]) -> bool:
    """Tells Discord the commands of `tree` if they changed; whether they did.

    Translations are not among what `fetch_commands` brings, so they are read with the rest in one request.
    Raises what discord.py raises.
    """
    translator, http, application = tree.translator, tree.client.http, tree.client.application_id
    assert translator is not None
    assert application is not None
    route = Route("GET", "/applications/{application_id}/commands", application_id=application)
    there = await http.request(route, params={"with_localizations": "true"})
    here = [await command.get_translated_payload(tree, translator) for command in tree.get_commands()]
    if shape(here) == shape(there):
        return False
    await tree.sync()
    return True


def shape(commands: list[Any]) -> list[dict[str, Any]]:
    """Commands by what we set of them, in an order of their own."""
    return sorted((_shape(command) for command in commands), key=lambda one: (str(one["type"]), one["name"]))


def _shape(part: dict[str, Any]) -> dict[str, Any]:
    kept = {name: part[name] for name in OURS if part.get(name)}
    kept["type"] = part.get("type", COMMAND)
    kept["contexts"] = sorted(part.get("contexts") or ())
    kept["installs"] = sorted(part.get("integration_types") or ())
    kept["options"] = [_shape(option) for option in part.get("options") or ()]
    kept["choices"] = [
        (choice["name"], choice["value"], sorted((choice.get("name_localizations") or {}).items()))
        for choice in part.get("choices") or ()
    ]
    return kept
