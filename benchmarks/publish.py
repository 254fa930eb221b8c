"""`python -m benchmarks.publish [--municipalities 1 4 16]`: publish sites; time, memory, files, disk.

Each municipality has Lindvik's plan under another name and base; each number has a process of its own, and of
twenty or more it is told how the time and the memory of each goes from the first tenth to the last. Whole
processes of `publish` and `check` of Lindvik are timed in turns: `check` tells how busy the machine is.
"""

import argparse
import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypedDict

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
Mark = tuple[float, float, float]
"""When a municipality was done: seconds, seconds of the processor, most memory in MB."""


class Told(TypedDict):
    """How a publication went: seconds, seconds of the processor, memory and disk in MB, files."""

    s: float
    processor: float
    MB: float
    files: int
    disk: float
    marks: list[Mark]


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


def _show(name: str, number: int, told: Told) -> None:
    each = told["processor"] / number
    figures = [f"{told['s']:.1f}", f"{told['processor']:.1f}", f"{each:.1f}"]
    whole = [f"{figure:.0f}" for figure in (told["MB"], told["files"], told["disk"])]
    print(" | ".join([name, *figures, *whole]), flush=True)
    _show_tenths(told["marks"])


def _show_tenths(marks: Sequence[Mark]) -> None:
    """How each tenth of the municipalities went, where they are many."""
    size = len(marks) // 10
    for tenth in range(10 if size >= 2 else 0):
        first, last = marks[tenth * size - 1] if tenth else (0.0, 0.0, 0.0), marks[(tenth + 1) * size - 1]
        seconds, processor = ((last[at] - first[at]) / size for at in (0, 1))
        print(
            f"  {tenth * size + 1} to {(tenth + 1) * size}: {seconds:.2f} s each, "
            f"processor {processor:.2f} s, most memory so far {last[2]:.0f} MB"
        )


def _run(*arguments: str) -> bytes:
    call = [sys.executable, "-m", "benchmarks.publish", *arguments]
    return subprocess.run(call, capture_output=True, check=True).stdout


def _process(*arguments: str) -> Told:
    told: Told = json.loads(_run(*arguments))
    return told


def _fill(folder: str, number: int) -> None:
    """A store with as many municipalities."""
    turtle = LINDVIK["ttl"].read_bytes()
    store = open_store(folder)
    for place in range(number):
        own = turtle.replace(_BASE, b"https://data.k%03d.example" % place).replace(_CODE, b'"%04d"' % place)
        graph = read_turtle(own)
        store.add(graph, read_plan(graph), Provenance(at=_WHEN, file="lindvik-2024.ttl"))


def _published(store: str | None) -> Told:
    """Publish a store, or Lindvik's file, in this process, as the program would."""
    gc.set_threshold(COLLECT_AFTER)
    with tempfile.TemporaryDirectory() as folder:
        marks: list[Mark] = []
        began, used = time.perf_counter(), time.process_time()

        def mark(_done: int, _whole: int, _name: str) -> None:
            marks.append((time.perf_counter() - began, time.process_time() - used, memory()))

        sources = plans_in_store(open_store(store), ()) if store else plans_in_files([LINDVIK["ttl"]])
        done = publish(sources, Path(folder) / "site", Wanted(today=date(2025, 4, 1)), mark)
        if not done.written:
            raise RuntimeError("the plan of the example has faults")
        return {
            "s": time.perf_counter() - began,
            "processor": time.process_time() - used,
            "MB": memory(),
            "files": done.files,
            "disk": done.size / 1e6,
            "marks": marks if done.municipalities > 1 else [],
        }


if __name__ == "__main__":
    sys.exit(main())
