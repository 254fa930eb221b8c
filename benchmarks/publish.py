"""`python -m benchmarks.publish [--municipalities 1 4 16]`: publish sites; time, memory, files, disk.

Each municipality has Lindvik's plan under another name and base; each number has a process of its own. Whole
processes of `publish` and `check` of Lindvik are timed in turns: `check` tells how busy the machine is.
"""

import argparse
import gc
import json
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.check import LINDVIK
from benchmarks.store import memory
from benchmarks.timing import timed_processes
from graph.query import read_plan
from graph.site.publishing import Wanted, publish
from graph.site.sources import plans_in_files, plans_in_store
from graph.store.opening import open_store
from graph.store.records import Provenance
from ontology.parsing import read_turtle
from rodatraden.cli import COLLECT_AFTER

_BASE, _CODE = b"https://data.lindvik.example", b'"9999"'
_WHEN = datetime(2026, 3, 1, tzinfo=UTC)
_COLUMNS = ("municipalities", "s", "processor s", "processor s each", "most memory MB", "files", "disk MB")


def main() -> int:
    """Measure each number of municipalities, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--municipalities", type=int, nargs="*", default=[1, 4, 16])
    parser.add_argument("--fill", metavar="FOLDER", help="only fill this store")
    parser.add_argument("--store", metavar="FOLDER", help="only publish this store, and tell how it went")
    parser.add_argument(
        "--file", action="store_true", help="only publish Lindvik's file, and tell how it went"
    )
    asked = parser.parse_args()
    if asked.fill:
        _fill(asked.fill, asked.municipalities[0])
        return 0
    if asked.store or asked.file:
        print(json.dumps(_published(asked.store)))
        return 0
    _whole_processes()
    print(" | ".join(_COLUMNS))
    _show("Lindvik, file", 1, _process("--file"))
    for number in asked.municipalities:
        with tempfile.TemporaryDirectory() as folder:
            _run("--fill", folder, "--municipalities", str(number))
            _show(str(number), number, _process("--store", folder))
    return 0


def _whole_processes() -> None:
    """The program as people start it, on Lindvik's file."""
    with tempfile.TemporaryDirectory() as folder:
        plan, site = str(LINDVIK["ttl"]), str(Path(folder) / "site")
        commands = {
            "check": ["-m", "rodatraden", "check", plan],
            "publish": ["-m", "rodatraden", "publish", plan, site, "--today", "2025-04-01"],
        }
        runs = timed_processes(commands, 3)
    for name, run in runs.items():
        print(f"{name} of Lindvik, whole process: processor {run.processor:.2f} s, least {run.least:.2f} s")
    ratio = runs["publish"].processor / runs["check"].processor
    print(f"publish takes {ratio:.2f} times the processor of check")


def _show(name: str, number: int, told: dict[str, float]) -> None:
    each = told["processor"] / number
    figures = [f"{told['s']:.1f}", f"{told['processor']:.1f}", f"{each:.1f}"]
    print(" | ".join([name, *figures, *(f"{told[key]:.0f}" for key in ("MB", "files", "disk"))]), flush=True)


def _run(*arguments: str) -> bytes:
    call = [sys.executable, "-m", "benchmarks.publish", *arguments]
    return subprocess.run(call, capture_output=True, check=True).stdout


def _process(*arguments: str) -> dict[str, float]:
    told: dict[str, float] = json.loads(_run(*arguments))
    return told


def _fill(folder: str, number: int) -> None:
    """A store with as many municipalities."""
    turtle = LINDVIK["ttl"].read_bytes()
    store = open_store(folder)
    for place in range(number):
        own = turtle.replace(_BASE, b"https://data.k%03d.example" % place).replace(_CODE, b'"%04d"' % place)
        graph = read_turtle(own)
        store.add(graph, read_plan(graph), Provenance(at=_WHEN, file="lindvik-2024.ttl"))


def _published(store: str | None) -> dict[str, float]:
    """Publish a store, or Lindvik's file, in this process, as the program would."""
    gc.set_threshold(COLLECT_AFTER)
    with tempfile.TemporaryDirectory() as folder:
        began, used = time.perf_counter(), time.process_time()
        sources = plans_in_store(open_store(store), ()) if store else plans_in_files([LINDVIK["ttl"]])
        done = publish(sources, Path(folder) / "site", Wanted(today=date(2025, 4, 1)))
        if not done.written:
            raise RuntimeError("the plan of the example has faults")
        return {
            "s": time.perf_counter() - began,
            "processor": time.process_time() - used,
            "MB": memory(),
            "files": done.files,
            "disk": done.size / 1e6,
        }


if __name__ == "__main__":
    sys.exit(main())
