"""Målträdet in a real browser: its map and its picture answer to clicks and keys."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, sync_playwright

from graph.intake import take_in
from tests.dashboard_pages import FAULTY, hostile_copy
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


def test_the_picture_draws_and_leads_to_another_goal(browser: Browser, address: str) -> None:
    visit = Visit(browser, address + "maltradet?vy=grannskap&mal=KF-2")
    visit.page.wait_for_selector("iframe")
    frame = visit.page.frames[1]
    frame.wait_for_selector("canvas")
    visit.page.evaluate("window.same = true")
    assert visit.barriers() == []
    spot = frame.evaluate(
        "(() => { const key = Object.keys(addresses).find(each => addresses[each].includes('SOC-1'));"
        " const { x, y } = network.getPositions([key])[key]; return network.canvasToDOM({ x, y }); })()"
    )
    visit.page.locator("iframe").click(position=spot)
    visit.page.wait_for_selector("text=Tråden för SOC-1")
    assert visit.page.url.endswith("maltradet?vy=grannskap&mal=SOC-1")
    assert visit.page.evaluate("window.same")
    assert visit.hosts == {"localhost"}
    assert visit.complaints == []
    visit.page.close()


def test_nothing_hostile_runs_in_the_tree(browser: Browser, tmp_path: Path) -> None:
    plan = tmp_path / "plan.ttl"
    hostile_copy(FAULTY, plan)
    goal = quote(take_in(plan).plan.goals[0].iri)
    with dashboard(plan) as place:
        for sight in ("lista", "karta", "grannskap"):
            visit = Visit(browser, f"{place}maltradet?vy={sight}&mal={goal}")
            visit.page.wait_for_timeout(700)
            if sight == "karta":
                visit.page.locator("svg.marks path[aria-label]").first.hover(position={"x": 20, "y": 8})
                visit.page.wait_for_selector("#vg-tooltip-element.visible")
            for frame in visit.page.frames:
                assert frame.evaluate("window.hacked") is None
                assert frame.locator("[href^='javascript:'], img[src=x]").count() == 0
            assert visit.hosts == {"localhost"}
            assert visit.complaints == []
            visit.page.close()
        visit = Visit(browser, f"{place}mal?mal={goal}")
        visit.page.wait_for_selector("[data-testid=stGraphVizChart] svg text")
        assert visit.page.evaluate("window.hacked") is None
        assert visit.page.locator("[data-testid=stMain] img, [*|href^='javascript:']").count() == 0
        assert visit.complaints == []
        visit.page.close()


def test_the_thread_of_a_goal_is_followed_with_the_keyboard(browser: Browser, address: str) -> None:
    visit = Visit(browser, address + "mal?mal=KF-2&lang=en")
    visit.page.wait_for_selector("[data-testid=stGraphVizChart] a")
    visit.page.evaluate("window.same = true")
    visit.page.get_by_role("link", name="See the goals around it").focus()
    leads = None
    for _ in range(4):  # Streamlit has a button of its own before the picture
        visit.page.keyboard.press("Tab")
        leads = visit.page.evaluate("document.activeElement.href?.baseVal")
        if leads:
            break
    assert leads
    assert leads.startswith("mal?lang=en&mal=")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(f"**/{leads}")
    visit.page.wait_for_selector(f"h1:has-text('{leads.rpartition('=')[2]} ')")
    assert visit.page.evaluate("window.same")
    assert visit.complaints == []
    assert visit.hosts == {"localhost"}
    visit.page.close()
