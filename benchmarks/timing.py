"""Timing: several runs, of which the quickest tells most and the median how noisy the machine was."""

import gc
import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

# Processor time says little where it is counted in large steps, as on Windows.
_COARSE = time.get_clock_info("process_time").resolution > 1e-3
_clock = time.perf_counter if _COARSE else time.process_time


@dataclass(frozen=True, slots=True)
class Timing:
    """The quickest and the median run, and the least processor time of any run; all in seconds."""

    least: float
    median: float
    processor: float
    runs: int


def timed(work: Callable[[], T], repeats: int) -> tuple[Timing, T]:
    """Time some work in this process; what the last run gave comes along."""
    runs: list[tuple[float, float]] = []
    results: list[T] = []
    for _ in range(max(repeats, 1)):
        results.clear()
        gc.collect()
        wall, processor = time.perf_counter(), _clock()
        results.append(work())
        runs.append((time.perf_counter() - wall, _clock() - processor))
    return _timing(runs), results[0]


def timed_processes(
    commands: Mapping[str, Sequence[str]], repeats: int, allowed: Sequence[int] = (0,)
) -> dict[str, Timing]:
    """Time whole processes of this Python, in turns, so that a busy moment strikes all of them alike.

    Python may keep what it has compiled, as it does for those who install the program. Raises
    CalledProcessError where one ends with an exit code that is not allowed.
    """
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(repeats):
        for name, arguments in commands.items():
            wall, processor = time.perf_counter(), _processor_of_children()
            done = subprocess.run([sys.executable, *arguments], env=around, capture_output=True, check=False)
            runs[name].append((time.perf_counter() - wall, _processor_of_children() - processor))
            if done.returncode not in allowed:
                raise subprocess.CalledProcessError(done.returncode, done.args, done.stdout, done.stderr)
    return {name: _timing(of_name) for name, of_name in runs.items()}


def growth(sizes: Sequence[float], times: Sequence[float]) -> float | None:
    """The power of the size that the time grows with: 1 is linear, 2 quadratic. None for a single size.

    It is the slope of the straight line that fits best on logarithmic scales.
    """
    if len(sizes) < 2:
        return None
    logarithms = ([math.log(size) for size in sizes], [math.log(max(each, 1e-9)) for each in times])
    return statistics.linear_regression(*logarithms).slope


def _timing(runs: Sequence[tuple[float, float]]) -> Timing:
    walls = [wall for wall, _ in runs]
    return Timing(min(walls), statistics.median(walls), min(used for _, used in runs), len(runs))


def _processor_of_children() -> float:
    """Processor time of the processes that have ended; zero where the system does not tell (Windows)."""
    used = os.times()
    return used.children_user + used.children_system
