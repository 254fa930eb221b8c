"""The dashboard as its users start it, in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.conftest import ROOT
from tests.dashboard_pages import TODAY


@contextmanager
def started(*arguments: str) -> Iterator[tuple[str, list[str]]]:
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
        said: list[str] = []
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
