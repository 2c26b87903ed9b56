"""A model hub on loopback: answers what the hub's own client asks for one file of one revision.

Headers as huggingface.co sends them: `X-Repo-Commit`, `ETag`, `Content-Length`; partial content for a range.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Hub:
    """The files by "owner/name/revision/file"; `asked` are the paths that were asked for."""

    files: dict[str, bytes]
    asked: list[str] = field(default_factory=list)
    url: str = ""
    broken_after: int | None = None  # bytes of a file after which the connection ends


@contextmanager
def hub(files: dict[str, bytes]) -> Iterator[Hub]:
    """A hub with `files`, until the end of the block."""
    made = Hub(files)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def _answer(self, *, with_body: bool) -> None:
            made.asked.append(f"{self.command} {self.path}")
            owner, name, _, revision, file = (self.path.strip("/").split("/") + [""] * 5)[:5]
            content = made.files.get(f"{owner}/{name}/{revision}/{file}")
            if content is None:
                self.send_error(404)
                return
            first = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").split("-")[0])
            self.send_response(206 if first else 200)
            self.send_header("X-Repo-Commit", revision)
            self.send_header("ETag", f'"{sha256(content).hexdigest()}"')
            self.send_header("Content-Length", str(len(content) - first))
            self.end_headers()
            if with_body:
                self.wfile.write(content[first : made.broken_after])
                self.close_connection = made.broken_after is not None

        def log_message(self, *_args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
