"""A small web server on this machine that answers as a test tells it to, well or badly."""

import gzip
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True, slots=True)
class Answer:
    """What one address answers: a whole body, or pieces that are sent one by one."""

    body: bytes | Callable[[], Iterator[bytes]] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str | None = "text/turtle"


def sent_on(to: str, status: int = 302) -> Answer:
    """An answer that sends one on."""
    return Answer(status=status, headers={"Location": to}, content_type=None)


@dataclass(slots=True)
class Web:
    """A running server: what it answers by path, and what it was asked."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1", scheme: str = "http") -> str:
        """The address of a path."""
        return f"{scheme}://{host}:{self.port}{path}"


@contextmanager
def serving(address: str = "127.0.0.1", context: ssl.SSLContext | None = None) -> Iterator[Web]:
    """Run a server until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.asked.append((self.path, dict(self.headers)))
            answer = web.answers.get(self.path, Answer(b"", 404))
            self.send_response(answer.status)
            if answer.content_type is not None:
                self.send_header("Content-Type", answer.content_type)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            pieces = iter([answer.body]) if isinstance(answer.body, bytes) else answer.body()
            try:
                self.end_headers()
                for piece in pieces:
                    self.wfile.write(piece)
                    self.wfile.flush()
            except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
                return  # the other side has had enough

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as http.server calls it
            """Say nothing."""

    server = ThreadingHTTPServer((address, 0), Handler)
    server.daemon_threads = True
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    web = Web(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def packed(content: bytes) -> bytes:
    """Content as gzip, without the time: a test that is named after it has the same name each time."""
    return gzip.compress(content, mtime=0)


def packed_zeros(size: int) -> bytes:
    """So many zeros as gzip, made without holding them all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return b"".join((*(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)), packer.flush()))
