"""`python -m benchmarks.export`: the public part of plans that are in memory, and each format of it."""

import argparse
import gc
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rdflib import Graph, URIRef

from benchmarks.check import LINDVIK, made
from benchmarks.timing import Timing, growth, timed
from graph.export.formats import FORMATS, ExportFormat, Files, PublicPlan
from graph.export.public import select_public
from graph.intake import Intake, take_in
from rodatraden.cli import COLLECT_AFTER

SIZES = (1, 3, 10)


@dataclass(frozen=True, slots=True)
class Exports:
    """The time of the selection and of each format, for one plan."""

    plan: str
    statements: int
    times: Mapping[str, Timing]


def measured(name: str, intake: Intake, repeats: int) -> Exports:
    """The selection of what is public, and each format of it but the catalogue, which is of their files."""
    selection, part = timed(partial(select_public, intake.graph, intake.iri), repeats)
    times = {"public part": selection}
    for each in FORMATS.values():
        if each.is_data:
            times[each.name] = timed(partial(_write, each, part.graph, intake.iri), repeats)[0]
    return Exports(name, len(intake.graph), times)


def _write(each: ExportFormat, graph: Graph, plan: URIRef) -> Files:
    """The files of one format, of a public plan that has nothing made beforehand."""
    return each.write(PublicPlan(graph, plan))


def table(lindvik: Exports, made_up: Sequence[Exports]) -> str:
    """All figures: the least processor time in milliseconds, and how it grows with the statements."""
    plans = (lindvik, *made_up)
    head = ["Export, processor ms", *(each.plan for each in plans), "power"]
    rows = [["statements", *(str(each.statements) for each in plans), ""]]
    for name in lindvik.times:
        processor = [each.times[name].processor for each in made_up]
        power = growth([each.statements for each in made_up], processor)
        times = (f"{each.times[name].processor * 1000:.0f}" for each in plans)
        rows.append([name, *times, "" if power is None else f"{power:.2f}"])
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.export", description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=float, default=SIZES, help="how many times Lindvik")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each; the quickest counts")
    asked = parser.parse_args(arguments)
    gc.set_threshold(COLLECT_AFTER)  # as the program itself runs
    lindvik = measured("Lindvik", take_in(LINDVIK["ttl"]), asked.repeats)
    with tempfile.TemporaryDirectory() as folder:
        made_up = [
            measured(f"{size:g}x", take_in(made(size, Path(folder))["ttl"]), asked.repeats)
            for size in asked.sizes
        ]
    print(table(lindvik, made_up))
    return 0


if __name__ == "__main__":
    sys.exit(main())
