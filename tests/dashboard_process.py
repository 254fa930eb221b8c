"""The dashboard as its users start it, in a process of its own."""

import gzip
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

from tests.conftest import ROOT
from tests.dashboard_pages import TODAY


class Said(list[str]):
    """What a process has said, line by line, and the process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        super().__init__()
        self.process = process


@contextmanager
def started(*arguments: str) -> Iterator[tuple[str, "Said"]]:
    """`rodatraden dashboard` with some arguments, without a browser.

    The address that it says it is at, without a slash at its end, and what it said until then; once it has
    ended, all that it said.
    """
    command = [sys.executable, "-m", "rodatraden", "dashboard", *arguments, "--no-browser", "--today"]
    with subprocess.Popen(
        [*command, TODAY.isoformat()],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "COVERAGE_PROCESS_START": "", "PYTHONWARNINGS": ""},
    ) as process:
        assert process.stderr is not None
        said = Said(process)
        try:
            for line in process.stderr:
                said.append(line)
                found = [word for word in line.split() if word.startswith("http://")]
                if found:
                    yield found[0].rstrip("/"), said
                    return
            raise AssertionError("".join(said))
        finally:
            process.terminate()
            said.extend(process.stderr)


@contextmanager
def running(*arguments: str) -> Iterator[str]:
    """The same, of which only the address is of interest."""
    with started(*arguments) as (address, _):
        yield address


def asked(
    address: str, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[HTTPResponse, bytes]:
    """One request, exactly as it is written; no redirect is followed."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, named)
    answer = connection.getresponse()
    content = answer.read()
    if answer.headers["Content-Encoding"] == "gzip":
        content = gzip.decompress(content)
    connection.close()
    return answer, content
