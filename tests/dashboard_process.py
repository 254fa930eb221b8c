"""The dashboard as its users start it, in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.conftest import ROOT
from tests.dashboard_pages import TODAY


@contextmanager
def running(*arguments: str) -> Iterator[str]:
    """`rodatraden dashboard` with some arguments, without a browser; the address that it says it is at."""
    command = [sys.executable, "-m", "rodatraden", "dashboard", *arguments, "--no-browser", "--today"]
    with subprocess.Popen(
        [*command, TODAY.isoformat()],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "COVERAGE_PROCESS_START": "", "PYTHONWARNINGS": ""},
    ) as process:
        assert process.stderr is not None
        try:
            for line in process.stderr:
                found = [word for word in line.split() if word.startswith("http://localhost:")]
                if found:
                    yield found[0].rstrip("/")
                    return
        finally:
            process.terminate()
