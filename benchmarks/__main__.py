"""`python -m benchmarks`: measure, and print tables or JSON."""

import argparse
import gc
import json
import os
import platform
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.check import LINDVIK, Stages, cold, growths, made, warm
from benchmarks.engines import engines
from benchmarks.timing import Timing
from rodatraden.cli import COLLECT_AFTER

WHAT = ("cold", "stages", "engines")
# More than this says that a stage grows faster than the plan, and not only that the machine is noisy.
LINEAR = 1.15


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for; 0 unless something fails."""
    asked = _parser().parse_args(arguments)
    gc.set_threshold(COLLECT_AFTER)  # as the program itself runs
    measured: dict[str, Any] = {"machine": machine()}
    shown = [", ".join(f"{name} {value}" for name, value in machine().items())]
    if "cold" in asked.only:
        times = cold(LINDVIK, asked.repeats)
        measured["cold"] = {name: asdict(timing) for name, timing in times.items()}
        shown.append(_cold_table(times))
    if "stages" in asked.only:
        with tempfile.TemporaryDirectory() as folder:
            lindvik = warm("Lindvik", LINDVIK, asked.repeats)
            stages = [
                warm(f"{size:g}x", made(size, Path(folder)), _repeats(asked.repeats, size))
                for size in asked.sizes
            ]
        measured["stages"] = [asdict(each) for each in (lindvik, *stages)]
        measured["growth"] = growths(stages)
        shown.append(_stages_table(lindvik, stages))
    if "engines" in asked.only:
        times, results = engines(LINDVIK["ttl"], asked.repeats)
        measured["engines"] = {
            name: {**asdict(timing), "results": results[name]} for name, timing in times.items()
        }
        shown.append(_engines_table(times, results))
    print(json.dumps(measured, indent=2, ensure_ascii=False) if asked.json else "\n\n".join(shown))
    return 0


def _repeats(repeats: int, size: float) -> int:
    """Fewer runs of a large plan, which noise matters less to."""
    return max(1, round(repeats / max(1, size)))


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    return {
        "Python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": str(os.cpu_count()),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=WHAT, default=WHAT, help="what to measure; else all")
    parser.add_argument("--sizes", nargs="+", type=float, default=[1, 3, 10], help="how many times Lindvik")
    parser.add_argument("--repeats", type=int, default=5, help="runs of each; fewer for large plans")
    parser.add_argument("--json", action="store_true", help="all figures, in seconds")
    return parser


def _cold_table(times: Mapping[str, Timing]) -> str:
    base = times["with imports"].least
    rows = [
        [name, *_shown(timing), f"{base / timing.least:.0%}" if name.startswith("check") else ""]
        for name, timing in times.items()
    ]
    title = ["Lindvik, whole process", "least", "median", "processor", "Python and imports"]
    return _table(title, rows)


def _stages_table(lindvik: Stages, stages: Sequence[Stages]) -> str:
    grows = growths(stages)
    rows = [
        [
            stage,
            *(_milliseconds(each.times[stage].processor) for each in (lindvik, *stages)),
            *_growth(grows.get(stage)),
        ]
        for stage in lindvik.times
    ]
    counts = [
        ["statements", *(str(each.statements) for each in (lindvik, *stages)), "", ""],
        ["findings", *(str(each.findings) for each in (lindvik, *stages)), "", ""],
    ]
    title = ["Stage, processor ms", *(each.plan for each in (lindvik, *stages)), "power", ""]
    return _table(title, [*counts, *rows])


def _growth(power: float | None) -> tuple[str, str]:
    if power is None:
        return "", ""
    return f"{power:.2f}", "linear" if power <= LINEAR else "MORE THAN LINEAR"


def _engines_table(times: Mapping[str, Timing], results: Mapping[str, int]) -> str:
    base = min(times.values(), key=lambda timing: timing.least).least
    rows = [
        [name, *_shown(timing), f"{timing.least / base:.1f}", str(results[name])]
        for name, timing in times.items()
    ]
    return _table(["Engine, Lindvik", "least", "median", "processor", "times the quickest", "results"], rows)


def _shown(timing: Timing) -> tuple[str, str, str]:
    return (
        _milliseconds(timing.least),
        _milliseconds(timing.median),
        _milliseconds(timing.processor) if timing.processor else "–",
    )


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f}" if seconds >= 0.01 else f"{seconds * 1000:.1f}"


def _table(title: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table that reads well as text and as Markdown; the first column is of names, the rest of figures."""
    widths = [max(len(row[column]) for row in (title, *rows)) for column in range(len(title))]

    def line(row: Sequence[str]) -> str:
        cells = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        return f"| {' | '.join((row[0].ljust(widths[0]), *cells))} |"

    rule = " | ".join(["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])])
    return "\n".join([line(title), f"| {rule} |", *map(line, rows)])


if __name__ == "__main__":
    sys.exit(main())
