"""`python -m benchmarks.serving`: requests a second and waits for identifiers, documents and SPARQL, by wrk.

wrk (Debian: wrk) puts a load on the dashboard's own process, on this machine only, for a few seconds each.
First over Lindvik's workbook; then over a store with ten revisions of it; the later ones lack a goal.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path

from pyoxigraph import RdfFormat
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import PROV, SKOS

from benchmarks.check import LINDVIK
from graph.query import read_plan
from graph.sources.rdffiles import read_rdf
from graph.store.opening import open_store
from graph.store.records import Provenance

PORT = 8598
REVISIONS = 10
_BASE = "https://data.lindvik.example"
_WITHDRAWN, _REPLACED, _HEIR = (URIRef(f"{_BASE}/id/mal/{each}") for each in ("FGN-1", "FGN-2", "FGN-2b"))
CASES = (
    ("identifier, to its page", "/id/mal/KF-1", "text/html"),
    ("identifier, to its data", "/id/mal/FGN-1", "text/turtle"),
    ("identifier that is none", "/id/mal/finns-inte", "text/turtle"),
    ("a document, Turtle", "/doc/mal/KF-1.ttl", "*/*"),
    ("a document, page", "/doc/mal/KF-1.html", "*/*"),
    ("the catalogue", "/datasets/dcat", "*/*"),
    ("SPARQL, ASK", "/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D", "*/*"),
)
WITH_A_PAST = (
    ("identifier, to its page", "/id/mal/KF-1", "text/html"),
    ("unknown identifier", "/id/mal/finns-inte", "text/turtle"),
    ("withdrawn identifier (410)", "/id/mal/FGN-1", "text/turtle"),
    ("replaced identifier (308)", "/id/mal/FGN-2", "text/turtle"),
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
    with _dashboard(str(LINDVIK["xlsx"])):
        _table("Request", CASES, asked.seconds, asked.at_once)
    with tempfile.TemporaryDirectory() as folder:
        _fill(folder)
        with _dashboard("--store", folder):
            print(
                "\nFirst answer, s: "
                + ", ".join(f"{name} {_first(path):.2f}" for name, path, _ in WITH_A_PAST)
            )
            _table(f"Store with {REVISIONS} revisions", WITH_A_PAST, asked.seconds, asked.at_once)
            with _flooded("/id/mal/finns-inte-%d"):
                _table("The same, beside a flood of unknown ones", WITH_A_PAST[:1], asked.seconds, 1)
                print(f"The dashboard's first page, beside that flood, s: {_first('/'):.3f}")
    return 0


def _table(title: str, cases: Sequence[tuple[str, str, str]], seconds: int, at_once: int) -> None:
    print(f"\n| {title} | a second | median ms | 99 % within ms | failed |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, path, accept in cases:
        print(_measured(name, path, accept, seconds, at_once), flush=True)


@contextmanager
def _dashboard(*source: str) -> Iterator[None]:
    command = [sys.executable, "-m", "rodatraden", "dashboard", *source, "--no-browser", "--port", str(PORT)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr is not None  # noqa: S101 - it was asked for
        process.stderr.readline()
        time.sleep(6)
        try:
            yield
        finally:
            process.terminate()


def _fill(folder: str) -> None:
    """Ten revisions, each with other words; in the latter half one goal is gone and one has another id."""
    store = open_store(folder)
    graph = read_rdf(LINDVIK["ttl"], RdfFormat.TURTLE)
    for number in range(REVISIONS):
        if number == REVISIONS // 2:
            graph = _changed(graph)
        graph.add(
            (URIRef(f"{_BASE}/id/mal/KF-1"), SKOS.editorialNote, Literal(f"Version {number}", lang="sv"))
        )
        store.add(graph, read_plan(graph), Provenance(at=datetime(2026, 3, 1 + number, tzinfo=UTC)))


def _changed(graph: Graph) -> Graph:
    changed = Graph()
    for subject, prop, value in graph:
        if _WITHDRAWN not in {subject, value}:
            who, what = (_HEIR if each == _REPLACED else each for each in (subject, value))
            changed.add((who, prop, what))
    changed.add((_HEIR, PROV.wasRevisionOf, _REPLACED))
    return changed


def _first(path: str) -> float:
    """How long one request takes, in seconds; a redirect is not followed, and any status is an answer."""
    began = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", PORT, timeout=120)
    connection.request("GET", path)
    connection.getresponse().read()
    connection.close()
    return time.perf_counter() - began


@contextmanager
def _flooded(path: str) -> Iterator[None]:
    """Unknown identifiers asked for all the time, each another one."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "others.lua")
        asked = f"return wrk.format('GET', string.format('{path}', n))"
        script.write_text(f"n = 0\nrequest = function() n = n + 1; {asked} end\n", encoding="utf-8")
        call = ["wrk", "-t1", "-c8", "-d600s", "-s", str(script), f"http://127.0.0.1:{PORT}"]
        with subprocess.Popen(call, stdout=subprocess.DEVNULL) as process:
            time.sleep(1)
            try:
                yield
            finally:
                process.kill()


def _measured(name: str, path: str, accept: str, seconds: int, at_once: int) -> str:
    call = ["wrk", "--latency", "-t1", f"-c{at_once}", "-H", f"Accept: {accept}"]
    address = f"http://127.0.0.1:{PORT}{path}"
    _first(path)  # what is made at the first request
    _load([*call, "-d1s", address])
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
