"""`python -m benchmarks.browsing [--plans 290 [--store FOLDER]]`: the dashboard in real Chromium.

First useful paint is counted, by the browser's own clock, from the address being asked for until the page's
heading and content have been painted (a new visit each time; the browser keeps what it has of the program,
as a visitor's does). In hand is when Playwright, which asks time and again, has seen the same from outside:
later where the page is still busy. An answer is counted from the choice until the page has changed. First
visit is the first useful paint in a browser that has nothing of the program yet. With --plans the same on a
store of so many plans; --store keeps it, to be used again.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import quote

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.check import LINDVIK

CHROMIUM = "/usr/bin/chromium"
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
PAGES: Mapping[str, str] = {
    "Översikt": "",
    "Målträdet": "maltradet",
    "Målträdet, ett mål": "maltradet?mal=FGN-1",
    "Mål": "mal?mal=FGN-1",
    "Täckning": "tackning",
    "Luckor": "luckor",
    "Uppföljning": "uppfoljning",
    "Process": "process",
    "Jämför": "jamfor",
    "Läs in": "las-in",
    "Öppna data": "oppna-data",
}
VISITORS = 10
_CONTENT = ".rt h2, .rt table, .rt p:not(.rt-where)"
# told to the page before anything of it runs: note when there is something to read, after the next frame
_WATCH = """
new MutationObserver((_, watching) => {
  if (!document.querySelector(".rt h1") || !document.querySelector("%s")) return;
  watching.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.rtPainted = performance.now(); }));
}).observe(document, { subtree: true, childList: true });
"""
_PLAN = "https://data.lindvik.example/id/plan/2024"


def main() -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=0, help="so many plans in a store; else one file")
    parser.add_argument("--store", metavar="FOLDER", help="where that store is, or is to be")
    parser.add_argument("--repeats", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with dashboard(_source(asked.plans, Path(asked.store or folder))) as (address, process):
            plan = f"plan={quote(_PLAN)}" if asked.plans else ""
            paints, in_hand = _paints(browser, address, plan, asked.repeats)
            print_times("First useful paint, ms", paints)
            print_times("In hand, ms", in_hand)
            print_times("First visit, ms", _first_visits(browser, address, plan, asked.repeats))
            print_times("Answer, ms", _answers(browser, address, plan, asked.repeats))
            before, after = _memory_of_visitors(browser, address, plan, process)
            print(f"Memory: {before:.0f} MB, and {(after - before) / VISITORS:.1f} MB for each extra visitor")
        browser.close()
    return 0


def _source(plans: int, folder: Path) -> list[str]:
    return ["--store", str(filled(folder, plans))] if plans else [str(LINDVIK["xlsx"])]


def filled(folder: Path, plans: int) -> Path:
    """A store of so many municipalities and Lindvik; one that is there already is taken as it is."""
    if not (folder / "store.json").exists():
        call = [sys.executable, "-m", "benchmarks.store", "--fill", str(folder), "--plans", str(plans - 1)]
        subprocess.run(call, check=True, capture_output=True)
        importing = [
            sys.executable,
            "-m",
            "rodatraden",
            "import",
            str(LINDVIK["xlsx"]),
            "--store",
            str(folder),
        ]
        subprocess.run(importing, check=True, capture_output=True)
    return folder


@contextmanager
def dashboard(source: list[str]) -> Iterator[tuple[str, int]]:
    """The dashboard's address, and the number of its process, for as long as it runs."""
    command = [sys.executable, "-m", "rodatraden", "dashboard", *source, "--no-browser", "--port", "8599"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr is not None  # noqa: S101 - it was asked for
        process.stderr.readline()
        time.sleep(5)  # what is read and checked beforehand is ready, as after any morning
        try:
            yield "http://localhost:8599/", process.pid
        finally:
            process.terminate()


def _paints(
    browser: Browser, address: str, plan: str, repeats: int
) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    found: dict[str, list[float]] = {}
    in_hand: dict[str, list[float]] = {}
    context = visitor(browser)
    for name, where in PAGES.items():
        target = with_plan(address + where, plan)
        painted(context, target).close()  # what the browser fetches once
        for _ in range(repeats):
            began = time.perf_counter()
            page = painted(context, target)
            in_hand.setdefault(name, []).append(1000 * (time.perf_counter() - began))
            found.setdefault(name, []).append(paint_of(page))
            page.close()
    context.close()
    return found, in_hand


def _first_visits(browser: Browser, address: str, plan: str, repeats: int) -> dict[str, list[float]]:
    """The same in browsers that have nothing yet of the program."""
    found: dict[str, list[float]] = {}
    for name in ("Översikt", "Mål"):
        for _ in range(repeats):
            context = visitor(browser)
            page = painted(context, with_plan(address + PAGES[name], plan))
            found.setdefault(name, []).append(paint_of(page))
            context.close()
    return found


def painted(context: BrowserContext, address: str) -> Page:
    """A new page of a visitor, as soon as there is something to read on it."""
    page = context.new_page()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(".rt h1")
    page.wait_for_selector(_CONTENT)
    return page


def paint_of(page: Page) -> float:
    """The milliseconds from the address being asked for until there was something to read, by the browser."""
    found: float = page.wait_for_function("window.rtPainted").json_value()
    return found


def _answers(browser: Browser, address: str, plan: str, repeats: int) -> dict[str, list[float]]:
    """A link that is followed, a filter that is chosen, words that are searched."""
    context = visitor(browser)
    page = painted(context, with_plan(address, plan))
    page.wait_for_selector(IDLE)
    found: dict[str, list[float]] = {}

    def measured(name: str, act: Callable[[], None], until: str) -> None:
        page.wait_for_selector(IDLE)
        page.wait_for_timeout(500)
        began = time.perf_counter()
        act()
        page.wait_for_selector(until)
        found.setdefault(name, []).append(1000 * (time.perf_counter() - began))

    for _ in range(repeats):
        measured(
            "a link to a goal",
            page.locator(".rt a", has_text=re.compile("^KF-1 ")).first.click,
            ".rt h1:has-text('KF-1')",
        )
        measured(
            "another page in the navigation",
            page.get_by_role("link", name="Luckor").first.click,
            "h1:has-text('Luckor')",
        )
        page.wait_for_selector(IDLE)
        page.get_by_role("combobox").first.click()
        measured(
            "a filter",
            page.get_by_role("option", name="Budget").first.click,
            ".rt:has-text('inför budgetbeslutet')",
        )
        measured(
            "back to the overview",
            page.get_by_role("link", name="Översikt").first.click,
            "h1:has-text('Översikt')",
        )
    context.close()
    return found


def _memory_of_visitors(browser: Browser, address: str, plan: str, process: int) -> tuple[float, float]:
    before = resident(process)
    contexts = [visitor(browser) for _ in range(VISITORS)]
    for context in contexts:
        for where in ("", "maltradet", "luckor"):
            painted(context, with_plan(address + where, plan))
    after = resident(process)
    for context in contexts:
        context.close()
    return before, after


def visitor(browser: Browser) -> BrowserContext:
    """A visitor who has not been here before."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE")
    context.add_init_script(_WATCH % _CONTENT)
    return context


def with_plan(address: str, plan: str) -> str:
    """An address about a plan, which is given as it stands in an address."""
    return address if not plan else f"{address}{'&' if '?' in address else '?'}{plan}"


def resident(process: int) -> float:
    """The memory that a process holds, in MB; Linux alone tells it this way."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text("utf-8"))
    return int(found[1]) / 1000 if found else 0.0


def print_times(title: str, times: Mapping[str, list[float]]) -> None:
    """A table of the least and the median of each."""
    print(f"| {title} | least | median |\n| --- | ---: | ---: |")
    for name, runs in times.items():
        print(f"| {name} | {min(runs):.0f} | {median(runs):.0f} |")
    print(flush=True)


if __name__ == "__main__":
    sys.exit(main())
