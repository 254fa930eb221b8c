"""A process that answers queries, from the side of the one who asks: it is ended when it takes too long."""

import json
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from contextlib import suppress
from pathlib import Path
from typing import IO

STARTING = 60.0
"""Seconds that it may take to read the statements, before the first query."""


class Worker:
    """Answers queries one at a time; `memory` is in bytes."""

    def __init__(self, file: Path, memory: int) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "graph.linked.sparql_worker", str(file), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._ready = False
        # reading from a pipe cannot be given a limit of time on every system; a thread can be waited for
        self._reader = ThreadPoolExecutor(1, "sparql")

    def is_alive(self) -> bool:
        """Whether it can take another query."""
        return self.process.poll() is None

    def ask(self, request: Mapping[str, object], seconds: float) -> tuple[Mapping[str, str], bytes]:
        """Put a query. Raises TimeoutError when it takes too long, EOFError when the process died of it."""
        try:
            if not self._ready:
                self._reader.submit(_line, self._out).result(STARTING)
                self._ready = True
            return self._reader.submit(self._exchanged, request).result(seconds)
        except TooSlow:
            self.end()
            raise TimeoutError from None
        except (EOFError, OSError) as error:
            self.end()
            raise EOFError from error

    def end(self) -> None:
        """Stop it, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        self._reader.shutdown(wait=True)
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()

    def _exchanged(self, request: Mapping[str, object]) -> tuple[Mapping[str, str], bytes]:
        self._in.write(json.dumps(request).encode() + b"\n")
        self._in.flush()
        head: dict[str, str] = json.loads(_line(self._out))
        size = int(head["size"])
        body = self._out.read(size)
        if len(body) < size:
            raise EOFError
        return head, body

    @property
    def _in(self) -> IO[bytes]:
        if self.process.stdin is None:
            raise EOFError
        return self.process.stdin

    @property
    def _out(self) -> IO[bytes]:
        if self.process.stdout is None:
            raise EOFError
        return self.process.stdout


def _line(pipe: IO[bytes]) -> bytes:
    line = pipe.readline()
    if not line:
        raise EOFError
    return line
