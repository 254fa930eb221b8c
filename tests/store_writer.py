"""Processes that import small plans until they are killed.

`store_writer.py write PLACE NAME` writes one line for each revision; `store_writer.py die PLACE TIMES SEED`
starts as many such processes and kills each at some moment.
"""

import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from itertools import count

from graph.store.opening import open_store
from tests.stores import GOALS, bring_in, words_of

IMPORTS_IN_THE_LONGEST_LIFE = 3


def write(place: str, name: str, out: int) -> None:
    """Import for ever; tell each revision once it is in."""
    store = open_store(place)
    for number in count():
        kept = bring_in(store, f"{name}-{number}")
        os.write(out, f"{kept.revision.iri}\n".encode())


def die(place: str, times: int, seed: int) -> None:
    """Kill writers, and look after each death at what they left; the result on stdout: revisions, told, left.

    This process never opens the store itself: Oxigraph's threads would be missing in those that it forks.
    """
    chance = random.Random(seed)  # noqa: S311
    told: set[str] = set()
    left = revisions = 0
    longest = IMPORTS_IN_THE_LONGEST_LIFE * seconds_of_one(place)
    for number in range(times):
        lines, _ = forked(partial(write, place, str(number)), chance.uniform(0, longest))
        told |= set(lines)
        lines, code = forked(partial(look_at, place, told))
        assert code == 0, f"after death {number + 1} the store is not whole"
        revisions, half_done = map(int, lines)
        left += half_done
    sys.stdout.write(f"{revisions} {len(told)} {left}\n")


def seconds_of_one(place: str) -> float:
    """How long an import takes: on a busy machine writers must live longer to get something done."""

    def once(_: int) -> None:
        bring_in(open_store(place), "prov")

    start = time.monotonic()
    _, code = forked(once)
    assert code == 0, "a writer that nobody kills gets it done"
    return time.monotonic() - start


def forked(work: Callable[[int], None], life: float | None = None) -> tuple[list[str], int]:
    """Do something in a process of its own, killed after `life` seconds; what it wrote, and its exit code."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(theirs)
            os._exit(0)
        finally:
            traceback.print_exc()
            os._exit(1)
    os.close(theirs)
    if life is not None:
        time.sleep(life)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(ours, encoding="utf-8") as lines:
        whole = [line.strip() for line in lines if line.endswith("\n")]
    return whole, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def look_at(place: str, told: set[str], out: int) -> None:
    """See that the newest revision is whole, and that none that was told of is missing.

    Tells how many revisions there are, and 1 where the dead writer left something half done, else 0.
    """
    store = open_store(place)
    (plan,) = store.plans()
    assert told <= {revision.iri for revision in plan.revisions}, "a revision was told of and is gone"
    graph, _ = store.graph(plan.iri)
    assert len(words_of(graph)) == 1, "the plan is mixed"
    assert len(graph) == 3 + 3 * GOALS, "the plan is not whole"
    half_done = len([name for name in os.listdir(place) if name.startswith("g-")]) > 1  # noqa: PTH208
    os.write(out, f"{len(plan.revisions)}\n{half_done:d}\n".encode())


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2], sys.argv[3], sys.stdout.fileno())
    else:
        die(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
