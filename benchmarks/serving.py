"""`python -m benchmarks.serving`: requests a second and waits for identifiers, documents and SPARQL, by wrk.

wrk (Debian: wrk) puts a load on the dashboard's own process, on this machine only, for a few seconds each.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.check import LINDVIK

PORT = 8598
CASES = (
    ("identifier, to its page", "/id/mal/KF-1", "text/html"),
    ("identifier, to its data", "/id/mal/FGN-1", "text/turtle"),
    ("identifier that is none", "/id/mal/finns-inte", "text/turtle"),
    ("a document, Turtle", "/doc/mal/KF-1.ttl", "*/*"),
    ("a document, page", "/doc/mal/KF-1.html", "*/*"),
    ("the catalogue", "/datasets/dcat", "*/*"),
    ("SPARQL, ASK", "/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D", "*/*"),
)


def main() -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--at-once", type=int, default=8, help="connections at the same time")
    asked = parser.parse_args()
    if shutil.which("wrk") is None:
        print("Install wrk first (Debian: sudo apt install wrk).", file=sys.stderr)
        return 2
    command = [sys.executable, "-m", "rodatraden", "dashboard", str(LINDVIK["xlsx"])]
    command += ["--no-browser", "--port", str(PORT)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr is not None  # noqa: S101 - it was asked for
        process.stderr.readline()
        time.sleep(6)
        try:
            print("| Request | a second | median ms | 99 % within ms | failed |")
            print("| --- | ---: | ---: | ---: | ---: |")
            for name, path, accept in CASES:
                print(_measured(name, path, accept, asked.seconds, asked.at_once), flush=True)
        finally:
            process.terminate()
    return 0


def _measured(name: str, path: str, accept: str, seconds: int, at_once: int) -> str:
    call = ["wrk", "--latency", "-t1", f"-c{at_once}", "-H", f"Accept: {accept}"]
    address = f"http://127.0.0.1:{PORT}{path}"
    _load([*call, "-d1s", address])  # what is made at the first request
    told = _load([*call, f"-d{seconds}s", address])
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    half, most = (_milliseconds(told, share) for share in ("50%", "99%"))
    # an identifier that is none answers 404, which is right; wrk counts it among the odd ones
    odd = re.search(r"Socket errors: (.*)", told)
    figures = (f"{float(rate[1]) if rate else 0:.0f}", f"{half:.1f}", f"{most:.1f}", odd[1] if odd else "0")
    return f"| {name} | {' | '.join(figures)} |"


def _load(call: list[str]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(
            call, capture_output=True, check=True, encoding="utf-8", cwd=Path(folder)
        ).stdout


def _milliseconds(told: str, share: str) -> float:
    found = re.search(rf"{share}\s+([\d.]+)(us|ms|s)", told)
    return float(found[1]) * {"us": 0.001, "ms": 1, "s": 1000}[found[2]] if found else 0.0


if __name__ == "__main__":
    sys.exit(main())
