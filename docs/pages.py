"""`python -m docs.pages`: a picture of every page of the dashboard and of the site, into docs/bilder.

Needs Chromium. Look at the pictures before they are committed.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "docs" / "bilder"
CHROMIUM: Final = shutil.which("chromium") or "/usr/bin/chromium"
DAY: Final = "2025-04-01"
IDLE: Final = "[data-testid=stApp][data-test-script-state=notRunning]"
# the plan with faults, where faults are what a page is about; else the plan that is whole
FAULTY: Final[Mapping[str, str]] = {"oversikt": "", "luckor": "luckor?grind=budget", "tackning": "tackning"}
WHOLE: Final[Mapping[str, str]] = {
    "maltradet": "maltradet?mal=FGN-1",
    "mal": "mal?mal=FGN-1",
    "uppfoljning": "uppfoljning?period=2024",
    "process": "process",
    "oppna-data": "oppna-data",
}
STORED: Final[Mapping[str, str]] = {"jamfor": "jamfor", "las-in": "las-in"}
SITE: Final[Mapping[str, str]] = {"webbplats": "index.html", "webbplats-mal": "doc/mal/KF-1.html"}


def main() -> int:
    """Make every picture, and say where it is."""
    if not Path(CHROMIUM).exists():
        print("Install Chromium first (Debian: sudo apt install chromium).", file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        faulty, whole = ("examples/lindvik-2024-brister.xlsx", "examples/lindvik-2024.xlsx")
        with _dashboard(faulty) as address:
            _pictures(browser, address, FAULTY)
        with _dashboard(whole) as address:
            _pictures(browser, address, WHOLE)
            _pictures(browser, address, SITE, waits=False)
        store = f"{folder}/lager"
        for plan in (faulty, whole):
            _program("import", plan, "--store", store, "--today", DAY)
        with _dashboard("--store", store) as address:
            _pictures(browser, address, STORED)
        browser.close()
    return 0


def _program(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "rodatraden", *arguments], cwd=ROOT, check=True)


@contextmanager
def _dashboard(*source: str) -> Iterator[str]:
    command = [sys.executable, "-m", "rodatraden", "dashboard", *source, "--no-browser", "--today", DAY]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr is not None  # noqa: S101 - it was asked for
        try:
            found = next(filter(None, (re.search(r"http://localhost:\d+/", line) for line in process.stderr)))
            yield found[0]
        finally:
            process.terminate()


def _pictures(browser: Browser, address: str, pages: Mapping[str, str], *, waits: bool = True) -> None:
    for name, where in pages.items():
        page = browser.new_page(viewport={"width": 1180, "height": 900}, locale="sv-SE")
        page.goto(address + where)
        if waits:
            page.wait_for_selector(".rt h1")
            page.wait_for_selector(IDLE)
            page.wait_for_timeout(1500)
        picture = FOLDER / f"{name}.png"
        page.screenshot(path=picture)
        page.close()
        print(f"Wrote {picture}")


if __name__ == "__main__":
    sys.exit(main())
