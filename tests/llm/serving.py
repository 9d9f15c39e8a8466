"""A server on this machine that speaks chat completions and answers as it was told to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """One response: bytes as they are, a status, headers, and seconds to wait before each byte."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    drip: float = 0.0
    length: int | None = None


def completion(content: object, *, finish: str = "stop", refusal: str | None = None, usage: object = None) -> Said:
    """A chat completion with this content; what is no text is written as JSON."""
    text = content if isinstance(content, str) or content is None else json.dumps(content)
    message = {"role": "assistant", "content": text, "refusal": refusal}
    tokens = {"prompt_tokens": 1000, "completion_tokens": 200} if usage is None else usage
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return Said(json.dumps({"choices": [choice], "usage": tokens}).encode())


@dataclass
class Served:
    """The server's address and what it was asked."""

    url: str
    asked: list[Json] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def serving(answer: Callable[[Json, int], Said]) -> Iterator[Served]:
    """Serve; `answer` is given the request and how many there were before."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    served = Served(f"http://127.0.0.1:{server.server_address[1]}/v1")

    class Handler(BaseHTTPRequestHandler):
        """Answers POST; anything else is an error of the client."""

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            served.asked.append(body)
            served.headers.append(dict(self.headers))
            said = answer(body, len(served.asked) - 1)
            self.send_response(said.status)
            for name, value in said.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said.body) if said.length is None else said.length))
            self.end_headers()
            self._write(said)

        def _write(self, said: Said) -> None:
            try:
                for byte in (bytes([b]) for b in said.body) if said.drip else (said.body,):
                    self.wfile.write(byte)
                    self.wfile.flush()
                    time.sleep(said.drip)
            except OSError:
                pass

        def log_message(self, *_: object) -> None: ...

    server.RequestHandlerClass = Handler
    server.daemon_threads = True
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01), daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def always(said: Said) -> Callable[[Json, int], Said]:
    """The same response to everything."""
    return lambda _, __: said


def in_turn(*said: Said) -> Callable[[Json, int], Said]:
    """One response after the other; the last for ever."""
    return lambda _, number: said[min(number, len(said) - 1)]
