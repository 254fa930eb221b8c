"""Målträdet in a real browser: its map and its picture answer to clicks and keys."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.dashboard_pages import FAULTY
from tests.test_dashboard_browser import CHROMIUM, Visit, dashboard

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with dashboard(FAULTY) as found:
        yield found


def test_a_click_on_the_map_lights_a_thread(browser: Browser, address: str) -> None:
    visit = Visit(browser, address + "maltradet?vy=karta")
    visit.page.locator("svg.marks path[aria-label*='KF-2 ']").click(position={"x": 40, "y": 8})
    visit.page.wait_for_selector("text=Tråden för KF-2")
    assert "mal=KF-2" in visit.page.url
    assert visit.complaints == []
    visit.page.close()
