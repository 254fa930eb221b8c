"""A process that answers queries, from the side of the one who asks: it is ended when it takes too long."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import IO

STARTING = 60.0
"""Seconds that it may take to read the statements, before the first query."""
_LOOK = 0.25
"""Seconds between two looks at whether anybody still waits for the answer."""

Told = tuple[Mapping[str, str], bytes]
"""What is said of an answer, and the answer."""


class Stopped(Exception):
    """Nobody waits for the answer any more."""


class Worker:
    """Answers queries one at a time; `memory` is in bytes."""

    def __init__(self, file: Path, memory: int) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own module
            # -P: nothing that lies in the folder where the program was started is run
            [sys.executable, "-P", "-m", "graph.linked.sparql_worker", str(file), str(memory)],
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

    def ask(
        self,
        request: Mapping[str, object],
        seconds: float,
        unwanted: Callable[[], bool] = lambda: False,
    ) -> Told:
        """Put a query. Raises TimeoutError when it takes too long, EOFError when the process died of it.

        Raises Stopped when `unwanted` says that nobody waits for the answer. Then, too, the process is ended.
        """
        try:
            if not self._ready:
                self._reader.submit(_line, self._out).result(STARTING)
                self._ready = True
            return self._waited_for(request, seconds, unwanted)
        except TooSlow:
            self.end()
            raise TimeoutError from None
        except Stopped:
            self.end()
            raise
        except (EOFError, OSError) as error:
            self.end()
            raise EOFError from error

    def _waited_for(
        self, request: Mapping[str, object], seconds: float, unwanted: Callable[[], bool]
    ) -> Told:
        answer = self._reader.submit(self._exchanged, request)
        end = monotonic() + seconds
        while True:
            try:
                return answer.result(min(_LOOK, max(0.0, end - monotonic())))
            except TooSlow:
                if not answer.done():
                    if monotonic() >= end:
                        raise
                    if unwanted():
                        raise Stopped from None

    def end(self) -> None:
        """Stop it, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        self._reader.shutdown(wait=True)
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()

    def _exchanged(self, request: Mapping[str, object]) -> Told:
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
