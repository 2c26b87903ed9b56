"""What Prometheus reads on the page's address: how much waits, and what a model was asked, gave and cost.

The rule: numbers only; no label says who somebody is or what they said. It is served where the page is, on
this machine and nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.health import Health, health
from storage.store import Store

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

PATH = "/metrics"
WAITING = {
    "greenroom_conversations_waiting": "Conversations with a message that is not worked on yet.",
    "greenroom_jobs_open": "Requests that are being worked out.",
    "greenroom_jobs_failed": "Requests that the bank had to take, or nobody could.",
    "greenroom_unsent": "Messages that are not sent yet.",
    "greenroom_send_failed": "Messages that were given up.",
    "greenroom_failed": "Messages of people that were given up.",
}


def metrics(store: Store, counted: CollectorRegistry | None) -> Route:
    """The route; `counted` is of a model's work. It answers 503 where the store cannot be read."""

    async def read(_request: Request) -> Response:
        from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

        text = generate_latest(_standing(await health(store)))
        if counted is not None:
            text += generate_latest(counted)
        return Response(text, headers={"content-type": CONTENT_TYPE_LATEST})

    return Route(PATH, read, methods=["GET"])


def _standing(found: Health) -> CollectorRegistry:
    """What waits, at this moment."""
    from prometheus_client import CollectorRegistry, Gauge

    values = (
        found.conversations_waiting,
        found.jobs_open,
        found.jobs_failed,
        found.unsent,
        found.send_failed,
        len(found.failed),
    )
    registry = CollectorRegistry()
    for (name, about), value in zip(WAITING.items(), values, strict=True):
        Gauge(name, about, registry=registry).set(value)
    return registry
