"""SPARQL servers that the tests start on localhost and stop again, and ones that misbehave."""

import shutil
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.conftest import IN_CI
from tests.ports import free_port

USER, PASSWORD = "dba", "dba"  # Virtuoso's own until they are changed
_PATIENCE = 60.0

_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = 10000
"""


def program(name: str, package: str) -> str:
    """The path of a server's program; a test is skipped without it, save in CI."""
    found = shutil.which(name, path=f"{Path(sys.executable).parent}") or shutil.which(name)
    if found is None:
        assert not IN_CI, f"{name} is not installed ({package})"
        pytest.skip(f"{name} is not installed ({package})")
    return found


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """Oxigraph's server; yields its address."""
    port = free_port()
    call = [program("oxigraph", "pip install oxigraph"), "serve", "--location", str(folder)]
    with _running([*call, "--bind", f"127.0.0.1:{port}"], folder, f"http://127.0.0.1:{port}/query"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Virtuoso with its own settings for SPARQL; yields its address."""
    port = free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO.format(sql=free_port(), http=port), "utf-8")
    call = [
        program("virtuoso-t", "apt install virtuoso-opensource-7-bin"),
        "-f",
        "+configfile",
        str(settings),
    ]
    with _running(call, folder, f"http://127.0.0.1:{port}/sparql"):
        yield f"http://127.0.0.1:{port}/sparql"


@contextmanager
def _running(call: list[str], folder: Path, address: str) -> Iterator[None]:
    with (
        (folder / "out.txt").open("wb") as out,
        subprocess.Popen(call, cwd=folder, stdout=out, stderr=out) as process,
    ):
        try:
            end = time.monotonic() + _PATIENCE
            while not _answers(address):
                assert process.poll() is None, (folder / "out.txt").read_text("utf-8", "replace")
                assert time.monotonic() < end, "the server does not begin to answer"
                time.sleep(0.1)
            yield
        finally:
            process.kill()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}?query=ASK%7B%7D", timeout=5):  # noqa: S310 - our own
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


@contextmanager
def answering(body: bytes = b"", status: int = 200, *, wait: float = 0, drip: float = 0) -> Iterator[str]:
    """A server with the same answer to all; it may wait before it answers, or between the bytes."""
    stopped = threading.Event()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            stopped.wait(wait)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            pieces = [body[place : place + 1] for place in range(len(body))] if drip else [body]
            for piece in pieces:
                try:
                    self.wfile.write(piece)
                except OSError:
                    return
                stopped.wait(drip)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
