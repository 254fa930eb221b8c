"""The dashboard in a real browser: nothing leaves the machine, nothing hostile runs, axe-core is content."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, sync_playwright

from tests.dashboard_pages import FAULTY, HOSTILE, hostile_copy
from tests.dashboard_process import running

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]

CHROMIUM = "/usr/bin/chromium"
# Streamlit draws with Graphviz in the page itself, which Graphviz remarks on; nothing is amiss.
KNOWN = 'No script tag of type "javascript/worker" was found'
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
PAGES = {
    "Översikt": "",
    "Luckor": "luckor?grind=budget&grupp=body",
    "Luckor hos en nämnd": "luckor?organ=FGN&grad=violation",
    "Täckning": "tackning",
    "Täckning med en ruta": "tackning?rad=KF-1&kolumn=FGN",
    "Täckning av Agenda 2030": "tackning?vy=sdg&rad=any",
    "Målträdet": "maltradet",
    "Målträdet med ett mål": "maltradet?mal=FGN-5",
    "Målträdet som karta": "maltradet?vy=karta&mal=KF-1",
    "Målträdet kring ett mål": "maltradet?vy=grannskap&mal=SOC-2",
    "Målträdet med sökning": "maltradet?sok=skola&organ=FGN",
    "Uppföljning": "uppfoljning",
    "Uppföljning av en nämnd": "uppfoljning?organ=FGN&mal=FGN-1&period=2024",
    "Mål": "mal?mal=FGN-1",
    "Mål utan val": "mal",
    "Mål som inte finns": "mal?mal=KF-99",
    "Process": "process",
    "Jämför": "jamfor",
    "Läs in": "las-in",
    "Om röda tråden": "om",
    "Öppna data": "oppna-data",
    "Tillgänglighet": "tillganglighet",
}


@contextmanager
def dashboard(plan: Path) -> Iterator[str]:
    """The dashboard on a plan; its address, ready for the address of a page after it."""
    with running(str(plan)) as address:
        yield f"{address}/"


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


class Visit:
    """One page with all that it asked for and complained of."""

    def __init__(self, browser: Browser, address: str, *, width: int = 1280, scheme: Any = "light") -> None:
        self.page: Page = browser.new_page(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale="sv-SE"
        )
        self.hosts: set[str | None] = set()
        self.complaints: list[str] = []
        self.page.on(
            "request", lambda request: self.hosts.add(urlsplit(request.url.removeprefix("blob:")).hostname)
        )
        self.page.on("websocket", lambda socket: self.hosts.add(urlsplit(socket.url).hostname))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda said: (
                self.complaints.append(said.text)
                if said.type in {"error", "warning"} and not said.text.startswith(KNOWN)
                else None
            ),
        )
        self.page.goto(address)
        self.settle()

    def settle(self) -> None:
        self.page.wait_for_selector(".rt h1")
        self.page.wait_for_selector(IDLE)
        self.page.wait_for_timeout(300)

    def until(self, expression: str) -> None:
        """Wait until something is so; the page's own policy forbids Playwright's way of waiting."""
        for _ in range(200):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(expression)

    def barriers(self) -> list[tuple[str, str, str]]:
        """What axe-core finds: rule, impact, and the first element."""
        self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate("axe.run()")["violations"]
        return [(each["id"], each["impact"], each["nodes"][0]["html"]) for each in found]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_quiet_and_open_to_all(name: str, browser: Browser, address: str) -> None:
    visit = Visit(browser, address + PAGES[name])
    assert visit.hosts == {"localhost"}
    assert visit.complaints == []
    assert visit.page.evaluate("document.documentElement.lang") == "sv"
    heading = name if name in {"Läs in", "Om röda tråden", "Öppna data"} else name.split(maxsplit=1)[0]
    assert visit.page.title() == f"{heading} – Röda tråden"
    assert visit.barriers() == []
    visit.page.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_pages_are_open_to_all_on_a_telephone_and_in_the_dark(
    width: int, scheme: str, browser: Browser, address: str
) -> None:
    also = ("tackning?rad=KF-1", "maltradet?mal=FGN-5", "maltradet?organ=FGN", "uppfoljning?mal=FGN-1")
    for where in (*PAGES.values(), *also):
        visit = Visit(browser, address + where, width=width, scheme=scheme)
        assert visit.barriers() == [], where
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert visit.page.evaluate(overflow) <= 0, where
        visit.page.close()


def test_an_address_that_leads_nowhere_is_met_with_a_friendly_page(browser: Browser, address: str) -> None:
    page = browser.new_page(locale="sv-SE")
    answer = page.goto(f"{address}hittepå/<b>?lang=sv")
    assert answer is not None
    assert answer.status == 404
    assert page.inner_text("h1") == "Sidan finns inte"
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate("axe.run()")["violations"] == []
    page.get_by_role("link", name="Översikt").click()
    page.wait_for_selector(".rt h1")
    page.close()


def test_pages_print_without_what_is_only_for_the_screen(browser: Browser, address: str) -> None:
    visit = Visit(browser, f"{address}luckor?grind=budget")
    visit.page.emulate_media(media="print")
    assert not visit.page.get_by_test_id("stHeader").is_visible()
    for hidden in ("stSelectbox", "stDownloadButton"):
        assert visit.page.locator(f"[data-testid={hidden}]:visible").count() == 0
    assert visit.page.locator(".rt table").first.is_visible()
    visit.page.close()


def test_the_language_is_a_click_away(browser: Browser, address: str) -> None:
    visit = Visit(browser, address + "luckor?grind=budget")
    visit.page.get_by_role("link", name="English").click()
    visit.page.wait_for_selector("h1:has-text('Gaps')")
    visit.settle()
    assert visit.page.evaluate("document.documentElement.lang") == "en"
    assert "before the budget decision" in visit.page.inner_text(".rt [role=status], .rt[role=status]")
    visit.page.get_by_role("link", name="Overview").first.click()
    visit.page.wait_for_selector("h1:has-text('Overview')")
    visit.settle()
    assert "lang=en" in visit.page.url
    visit.page.close()


def test_a_goal_is_chosen_with_the_keyboard(browser: Browser, address: str) -> None:
    visit = Visit(browser, address + "mal")
    visit.page.get_by_role("combobox").focus()
    visit.page.keyboard.type("KF-2")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector("h1:has-text('KF-2 Alla lever')")
    visit.settle()
    assert visit.page.url.endswith("mal?mal=KF-2")
    assert visit.complaints == []
    visit.page.close()


@pytest.mark.parametrize(
    ("label", "suffix", "begins"),
    [
        ("arbetsboken", ".xlsx", b"PK"),
        ("protokollet", ".html", b"<!"),
        ("tabell", ".csv", b"\xef\xbb\xbfGrad;"),
    ],
)
def test_the_findings_come_as_files(
    label: str, suffix: str, begins: bytes, browser: Browser, address: str
) -> None:
    visit = Visit(browser, address + "luckor?grind=budget")
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("button", name=label).click()
    assert waiting.value.suggested_filename == f"lindvik-2024-brister-fel-budget{suffix}"
    assert Path(waiting.value.path()).read_bytes().startswith(begins)
    visit.page.close()


def test_nothing_hostile_runs(browser: Browser, tmp_path: Path) -> None:
    plan = tmp_path / "plan.ttl"
    hostile_copy(FAULTY, plan)
    with dashboard(plan) as address:
        for where in ("", "luckor", "luckor?grupp=body", "tackning", "uppfoljning", "mal"):
            visit = Visit(browser, address + where)
            if where == "mal":
                visit.page.get_by_role("combobox").click()
                visit.page.get_by_role("option").first.click()
                visit.page.wait_for_selector("h1:has-text('hacked')")
                visit.settle()
            assert visit.hosts == {"localhost"}
            assert visit.complaints == []
            assert visit.page.evaluate("window.hacked") is None
            main = visit.page.locator("[data-testid=stMain]")
            assert HOSTILE.split()[0] in main.inner_text()
            assert main.locator("script, img, em, [href^='javascript:']").count() == 0
            assert visit.page.get_by_text("fet", exact=True).count() == 0
            visit.page.close()


def test_links_and_what_is_open_are_followed_within_the_visit(browser: Browser, address: str) -> None:
    visit = Visit(browser, address + "maltradet")
    page = visit.page
    page.evaluate("window.same = true")
    goal = page.locator("summary", has_text="KF-2 Alla lever")
    goal.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/maltradet?oppna=vision%2CKF-2%2C*")
    visit.settle()
    assert goal.evaluate("summary => summary === document.activeElement")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Tråden för KF-2")
    visit.until("document.activeElement.parentElement.dataset.node === 'KF-2'")
    assert page.url.endswith("/maltradet?mal=KF-2")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('KF-2 Alla lever')")
    visit.until("document.activeElement.tagName === 'H1'")
    page.go_back()
    page.wait_for_selector("text=Tråden för KF-2")
    page.go_back()
    page.wait_for_url("**/maltradet?oppna=vision%2CKF-2%2C*")
    visit.until("document.querySelector('[data-node=KF-2]').open")
    assert page.evaluate("window.same")
    assert visit.complaints == []
    page.close()
    other = Visit(browser, address + "maltradet?oppna=KF-1")
    other.until("document.querySelectorAll('.rt-tree details[open]').length === 1")
    other.page.close()


def test_a_cell_of_the_coverage_opens_with_the_keyboard(browser: Browser, address: str) -> None:
    visit = Visit(browser, address + "tackning")
    cell = visit.page.get_by_role("link", name="KF-1, VON: saknas")
    cell.focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector("#rt-behind")
    visit.settle()
    assert visit.page.url.endswith("tackning?vy=goal&rad=KF-1&kolumn=VON")
    assert "VON Vård- och omsorgsnämnden" in visit.page.inner_text("#rt-behind")
    visit.page.wait_for_selector("table.cells a[aria-current=true]:focus")
    assert visit.barriers() == []
    visit.page.get_by_role("link", name="Stäng").click()
    visit.page.wait_for_selector("#rt-behind", state="detached")
    assert visit.complaints == []
    visit.page.close()


def test_indicators_are_drawn_and_say_what_they_show(browser: Browser, address: str) -> None:
    visit = Visit(browser, address + "uppfoljning?organ=FGN")
    visit.page.get_by_role("link", name="Visa indikatorerna över tid FGN-1").click()
    visit.page.wait_for_selector(".rt .chart .spot")
    visit.settle()
    assert "mal=FGN-1" in visit.page.url
    assert visit.page.locator(".rt .chart").count() == 4
    assert visit.page.get_by_label("Siffrorna står i tabellen under.", exact=False).count() >= 4
    visit.page.get_by_text("Siffrorna som tabell").first.click()
    assert visit.page.get_by_role("cell", name="minst 66").first.is_visible()
    assert visit.complaints == []
    visit.page.close()
