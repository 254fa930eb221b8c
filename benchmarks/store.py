"""`python -m benchmarks.store [--plans 10 290]`: keep, list and read plans; time, memory and disk.

Each plan is Lindvik's under another municipality's name and code; each number of plans has processes of its
own.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import RdfFormat
from rdflib import Graph

from benchmarks.check import LINDVIK
from graph.query import read_plan
from graph.sources.rdffiles import read_rdf
from graph.sources.rdfwriting import rdf_bytes
from graph.store.opening import open_store
from graph.store.records import Provenance
from ontology.parsing import read_turtle

_BASE = b"https://data.lindvik.example"
_WHEN = datetime(2026, 3, 1, tzinfo=UTC)
_COLUMNS = (
    "plans",
    "first import s",
    "last import s",
    "all imports s",
    "list s",
    "read one s",
    "list MB",
    "import MB",
    "disk MB",
)


def main() -> int:
    """Measure each number of plans, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, nargs="*", default=[1, 10, 100])
    parser.add_argument("--fill", metavar="FOLDER", help="only fill this folder, and tell how it went")
    parser.add_argument("--read", metavar="FOLDER", help="only read this folder, and tell how it went")
    asked = parser.parse_args()
    if asked.fill or asked.read:
        told = _fill(asked.fill, asked.plans[0]) if asked.fill else _read(asked.read)
        print(json.dumps({**told, "MB": memory()}))
        return 0
    print(" | ".join(_COLUMNS))
    for number in asked.plans:
        with tempfile.TemporaryDirectory() as folder:
            filled = _process("--fill", folder, "--plans", str(number))
            found = _process("--read", folder)
            size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file()) / 1e6
        figures = [filled[key] for key in ("first", "last", "all")]
        figures += [found["list"], found["one"], found["MB"], filled["MB"], size]
        print(" | ".join([str(number), *(f"{figure:.2f}" for figure in figures)]), flush=True)
    return 0


def _process(*arguments: str) -> dict[str, float]:
    call = [sys.executable, "-m", "benchmarks.store", *arguments]
    told: dict[str, float] = json.loads(subprocess.run(call, capture_output=True, check=True).stdout)
    return told


def _fill(folder: str, number: int) -> dict[str, float]:
    """Import plans one by one, each as a new process would."""
    turtle = rdf_bytes(read_rdf(LINDVIK["ttl"], RdfFormat.TURTLE), RdfFormat.TURTLE)
    store = open_store(folder)
    times = []
    for place in range(number):
        other = turtle.replace(_BASE, b"https://data.k%03d.example" % place)
        other = other.replace(b'"9999"', b'"%d"' % (1000 + place)).replace(b"Lindviks", b"K%03ds" % place)
        graph: Graph = read_turtle(other)
        plan = read_plan(graph)
        began = time.perf_counter()
        store.add(graph, plan, Provenance(at=_WHEN, file="lindvik-2024.ttl"))
        times.append(time.perf_counter() - began)
    return {"first": times[0], "last": times[-1], "all": sum(times)}


def _read(folder: str) -> dict[str, float]:
    """Open a store, list its plans and read one of them, in a new process."""
    began = time.perf_counter()
    plans = open_store(folder).plans()
    listed = time.perf_counter()
    graph, _ = open_store(folder).graph(plans[-1].iri)
    read_plan(graph)
    return {"list": listed - began, "one": time.perf_counter() - listed}


def memory() -> float:
    """The most memory that this process has used, in MB; 0 where the system does not tell."""
    try:
        import resource  # noqa: PLC0415 - not there on Windows
    except ImportError:
        return 0.0
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    sys.exit(main())
