"""`python -m benchmarks.picturing [--repeats 5]`: the picture of a goal's neighbourhood, as large as it gets.

Made is the whole page from the read model; drawn is from the browser being given the page until it stands
still, which is at once, since nothing in it moves.
"""

import argparse
import time
from statistics import median

from playwright.sync_api import sync_playwright

from benchmarks.browsing import CHROMIUM
from dashboard.components.neighbour_parts import drawing_of
from graph.analysis.grown import grown
from graph.analysis.neighbourhood import MOST, neighbourhood
from graph.model import Goal, GoverningModel, Plan
from graph.model_base import Wording
from graph.picture import page
from graph.reference import GoalKind


def main() -> int:
    """Measure, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    repeats = parser.parse_args().repeats
    tree = grown(_plan(MOST), None)
    made: list[float] = []
    drawn: list[float] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for _ in range(repeats):
            start = time.perf_counter()
            boxes, links = drawing_of(tree, neighbourhood(tree.connections, [], "g0"), "sv", str)
            whole = page(boxes, links, language="sv", label="g0")
            made.append(time.perf_counter() - start)
            tab = browser.new_page()
            start = time.perf_counter()
            tab.set_content(whole)
            tab.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            drawn.append(time.perf_counter() - start)
            tab.close()
        browser.close()
    for name, times in (("made", made), ("drawn", drawn)):
        print(f"{MOST} boxes {name}: least {min(times) * 1000:.0f} ms, median {median(times) * 1000:.0f} ms")
    return 0


def _plan(size: int) -> Plan:
    """One council goal and so many committee goals that contribute to it that the picture is full."""
    title = Wording((("sv", "Ett mål med en rubrik av vanlig längd, i två rader"),))
    goals = (
        Goal(
            iri=f"g{number}",
            identifier=f"M-{number}",
            title=title,
            kind=GoalKind.COMMITTEE if number else GoalKind.COUNCIL,
            contributes_to=("g0",) if number else (),
        )
        for number in range(size)
    )
    return Plan(iri="plan", governing_model=GoverningModel(iri=""), goals=tuple(goals))


if __name__ == "__main__":
    raise SystemExit(main())
