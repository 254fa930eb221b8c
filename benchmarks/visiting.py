"""`python -m benchmarks.visiting --store FOLDER [--plans 290]`: the dashboard on a store of many plans.

How long a visitor waits who asks for a plan that nobody has asked for lately, and who comes after; how long
others wait meanwhile; and how much memory the plans take that have been asked for. The store is made where
there is none, which takes some minutes, and is used again.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from threading import Event, Thread
from urllib.parse import quote
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.browsing import (
    CHROMIUM,
    IDLE,
    PAGES,
    dashboard,
    filled,
    paint_of,
    painted,
    print_times,
    resident,
    visitor,
    with_plan,
)
from graph.store.opening import open_store

ASKED = ("Översikt", "Målträdet", "Mål", "Täckning", "Luckor")
HELD = (1, 12, 40)


def main() -> int:
    """Measure, and print tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", metavar="FOLDER", type=Path, required=True)
    parser.add_argument("--plans", type=int, default=290)
    parser.add_argument("--repeats", type=int, default=3)
    asked = parser.parse_args()
    store = filled(asked.store, asked.plans)
    names = iter([f"plan={quote(plan.iri)}" for plan in open_store(str(store)).plans()])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with dashboard(["--store", str(store)]) as (address, process):
            print(f"Memory before anybody came: {resident(process):.0f} MB")
            print_times("First useful paint, ms", _paints(browser, address, names, asked.repeats))
            print_times("Answer, ms", _answers(browser, address, names, asked.repeats))
        with dashboard(["--store", str(store)]) as (address, process):
            for number, megabytes in _memory(browser, address, names, process):
                print(f"Memory after {number} plans: {megabytes:.0f} MB", flush=True)
        browser.close()
    return 0


def _paints(browser: Browser, address: str, names: Iterator[str], repeats: int) -> dict[str, list[float]]:
    """The page where a plan is chosen; each page about a plan that nobody has asked for, and again."""
    found: dict[str, list[float]] = {}
    context = visitor(browser)
    painted(context, address).close()  # what the browser fetches once

    def measured(name: str, target: str) -> None:
        page = painted(context, target)
        found.setdefault(name, []).append(paint_of(page))
        page.wait_for_selector(IDLE)
        page.close()

    for _ in range(repeats):
        measured("the plans to choose from", address)
    for page in ASKED:
        for _ in range(repeats):
            target = with_plan(address + PAGES[page], next(names))
            measured(f"{page}, a plan that nobody asked for", target)
            measured(f"{page}, again", target)
    context.close()
    return found


def _answers(browser: Browser, address: str, names: Iterator[str], repeats: int) -> dict[str, list[float]]:
    """A page chosen in the navigation, while all is quiet and while others ask for plans without a pause."""
    context = visitor(browser)
    page = painted(context, with_plan(address, next(names)))
    found = {"another page, alone": [_answer(page) for _ in range(4 * repeats)]}
    with _others(address, names):
        found["another page, while others ask for plans"] = [_answer(page) for _ in range(4 * repeats)]
    context.close()
    return found


def _answer(page: Page) -> float:
    """The milliseconds from a click in the navigation until the page has changed."""
    page.wait_for_selector(IDLE)
    page.wait_for_timeout(300)
    other = "Process" if "/luckor" in page.url else "Luckor"
    began = time.perf_counter()
    page.get_by_role("link", name=other).first.click()
    page.wait_for_selector(f"h1:has-text('{other}')")
    return 1000 * (time.perf_counter() - began)


@contextmanager
def _others(address: str, names: Iterator[str]) -> Iterator[None]:
    """Others who ask for one plan after another; each is read and checked from when it is asked for."""
    over = Event()

    def ask() -> None:
        for name in names:
            if over.wait(0.2):
                return
            urlopen(with_plan(address, name)).close()  # noqa: S310 - our own server

    thread = Thread(target=ask)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _memory(
    browser: Browser, address: str, names: Iterator[str], process: int
) -> Iterator[tuple[int, float]]:
    """What the server holds after so many plans were visited, each by a visitor who left again."""
    for before, number in pairwise((0, *HELD)):
        for _ in range(number - before):
            context = visitor(browser)
            name = next(names)
            for where in ("", "maltradet"):
                painted(context, with_plan(address + where, name)).wait_for_selector(IDLE)
            context.close()
        yield number, resident(process)


if __name__ == "__main__":
    sys.exit(main())
