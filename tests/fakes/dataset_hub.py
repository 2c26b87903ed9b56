"""A hub on loopback that takes a data set as the hub's own client sends it: one commit of small files.

Answers what `huggingface_hub` asks when it makes a repository and uploads a folder: `/api/repos/create`,
`/api/validate-yaml`, `preupload`, `commit`.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class DatasetHub:
    """What was made and sent; `refuses` is a status that every request gets, 0 for none."""

    refuses: int = 0
    url: str = ""
    made: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@contextmanager
def dataset_hub(refuses: int = 0) -> Iterator[DatasetHub]:
    """A hub, until the end of the block."""
    hub = DatasetHub(refuses)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def _answer(self, body: bytes) -> None:
            hub.asked.append(f"{self.command} {self.path}")
            if hub.refuses:
                self._send(hub.refuses, {"error": "no"})
            elif self.path == "/api/repos/create":
                hub.made.append(json.loads(body))
                name = "me/" + hub.made[-1]["name"]
                self._send(200, {"url": f"{hub.url}/datasets/{name}", "name": name, "id": "1"})
            elif "/preupload/" in self.path:
                files = [
                    {**file, "uploadMode": "regular", "shouldIgnore": False}
                    for file in json.loads(body)["files"]
                ]
                self._send(200, {"files": files})
            elif "/commit/" in self.path:
                self._take(body)
                self._send(
                    200,
                    {
                        "commitUrl": f"{hub.url}/datasets/me/it/commit/1",
                        "commitOid": "1" * 40,
                        "success": True,
                    },
                )
            else:
                self._send(
                    200, {"sha": "0" * 40, "siblings": [], "id": "me/it", "errors": [], "warnings": []}
                )

        def _take(self, body: bytes) -> None:
            for line in body.splitlines():
                one = json.loads(line)
                if one["key"] == "file":
                    hub.files[one["value"]["path"]] = base64.b64decode(one["value"]["content"])

        def _send(self, status: int, value: dict[str, Any]) -> None:
            content = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
