"""The dashboard in a real browser: nothing leaves the machine, nothing hostile runs, axe-core is content."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext

from graph.intake import take_in
from tests.dashboard_pages import FAULTY, HOSTILE, hostile_copy
from tests.dashboard_process import running
from tests.dashboard_visit import Visit, chromium
from tests.small_plans import MINIMAL, PREFIXES

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]

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
# where no word of a plan's stands at the head of what is shown
UNTOLD = {"jamfor", "las-in", "om", "tillganglighet", "oppna-data"}


@pytest.fixture(scope="module")
def browser() -> Iterator[BrowserContext]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running(str(FAULTY)) as found:
        yield f"{found}/"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_quiet_and_open_to_all(name: str, browser: BrowserContext, address: str) -> None:
    visit = Visit(browser, address + PAGES[name])
    assert visit.page.evaluate("document.documentElement.lang") == "sv"
    heading = name if name in {"Läs in", "Om röda tråden", "Öppna data"} else name.split(maxsplit=1)[0]
    assert visit.page.title() == f"{heading} – Röda tråden"
    assert visit.barriers() == []
    visit.open_all()
    assert visit.barriers_in_other_looks() == {}
    visit.look(1280, "light")
    assert visit.out_of_reach() == []
    assert visit.in_english() == []
    # what is for the command line only
    assert not re.search(
        r" --(period|force|full|format|depth)", visit.page.inner_text("[data-testid=stMain]")
    )
    visit.close()


@pytest.mark.parametrize("where", ["luckor", "uppfoljning", "mal?mal=KF-1", "maltradet?organ=FGN"])
def test_every_list_to_choose_from_opens_with_the_keyboard(
    where: str, browser: BrowserContext, address: str
) -> None:
    visit = Visit(browser, address + where)
    for number, each in enumerate(visit.lists()):
        visit.look(*((1280, "light"), (320, "dark"))[number % 2])
        each.focus()
        visit.page.keyboard.press("ArrowDown")
        visit.page.wait_for_selector("[role=option]")
        assert visit.barriers() == []
        assert visit.in_english() == []
        visit.page.keyboard.type("qzx")
        visit.page.wait_for_selector("text=Inget passar")
        visit.page.keyboard.press("Escape")
        visit.page.wait_for_selector("[role=listbox]", state="detached")
        assert each.evaluate("each => each === document.activeElement")
    visit.close()


@pytest.mark.parametrize("where", ["tackning", "luckor", "maltradet?organ=FGN", "mal?mal=KF-1"])
def test_the_tab_key_shows_where_it_is(where: str, browser: BrowserContext, address: str) -> None:
    visit = Visit(browser, address + where)
    assert visit.tabbed(30) == []
    visit.close()


def test_the_menu_of_a_telephone_opens_with_the_keyboard(browser: BrowserContext, address: str) -> None:
    visit = Visit(browser, address + "luckor")
    visit.look(320, "dark")
    opens = visit.page.get_by_role("button", name="Öppna menyn")
    opens.focus()
    visit.page.keyboard.press("Enter")
    closes = visit.page.get_by_role("button", name="Stäng menyn")
    closes.wait_for()
    assert visit.barriers() == []
    assert visit.in_english() == []
    visit.page.get_by_role("link", name="Process").press("Enter")
    visit.page.wait_for_selector("h1:has-text('Process')")
    opens.wait_for()
    visit.until("document.activeElement.tagName === 'H1'")
    visit.close()


def test_an_address_that_leads_nowhere_is_met_with_a_friendly_page(
    browser: BrowserContext, address: str
) -> None:
    page = browser.new_page()
    answer = page.goto(f"{address}hittepå/<b>?lang=sv")
    assert answer is not None
    assert answer.status == 404
    assert page.inner_text("h1") == "Sidan finns inte"
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate("axe.run()")["violations"] == []
    page.get_by_role("link", name="Översikt").click()
    page.wait_for_selector(".rt h1")
    page.close()


def test_pages_print_without_what_is_only_for_the_screen(browser: BrowserContext, address: str) -> None:
    visit = Visit(browser, f"{address}luckor?grind=budget")
    visit.page.emulate_media(media="print")
    assert not visit.page.get_by_test_id("stHeader").is_visible()
    for hidden in ("stSelectbox", "stDownloadButton"):
        assert visit.page.locator(f"[data-testid={hidden}]:visible").count() == 0
    assert visit.page.locator(".rt table").first.is_visible()
    visit.close()


def test_the_language_is_a_click_away(browser: BrowserContext, address: str) -> None:
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
    visit.close()


def test_a_goal_is_chosen_with_the_keyboard(browser: BrowserContext, address: str) -> None:
    visit = Visit(browser, address + "mal")
    visit.page.get_by_role("combobox").focus()
    visit.page.keyboard.type("KF-2")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector("h1:has-text('KF-2 Alla lever')")
    visit.settle()
    assert visit.page.url.endswith("mal?mal=KF-2")
    visit.close()


@pytest.mark.parametrize(
    ("label", "suffix", "begins"),
    [
        ("arbetsboken", ".xlsx", b"PK"),
        ("protokollet", ".html", b"<!"),
        ("tabell", ".csv", b"\xef\xbb\xbfGrad;"),
    ],
)
def test_the_findings_come_as_files(
    label: str, suffix: str, begins: bytes, browser: BrowserContext, address: str
) -> None:
    visit = Visit(browser, address + "luckor?grind=budget")
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("button", name=label).click()
    assert waiting.value.suggested_filename == f"lindvik-2024-brister-fel-budget{suffix}"
    assert Path(waiting.value.path()).read_bytes().startswith(begins)
    visit.close()


def test_nothing_hostile_runs_and_a_dashboard_that_ends_says_so(
    browser: BrowserContext, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.ttl"
    hostile_copy(FAULTY, plan)
    goal = f"mal={quote(take_in(plan).plan.goals[0].iri)}"
    views = [
        *(
            "",
            "luckor",
            "luckor?grupp=body",
            "tackning",
            "tackning?vy=sdg",
            "uppfoljning",
            f"uppfoljning?{goal}",
        ),
        *("process", "jamfor", "las-in", "oppna-data", "om", "tillganglighet", f"mal?{goal}"),
        *(f"maltradet?vy={sight}&{goal}" for sight in ("lista", "karta", "grannskap")),
    ]
    with running(str(plan)) as found:
        for where in views:
            visit = Visit(browser, f"{found}/{where}")
            visit.open_all()
            if "karta" in where:
                visit.page.wait_for_timeout(700)
                visit.page.locator("svg.marks path[aria-label]").first.hover(position={"x": 20, "y": 8})
                visit.page.wait_for_selector("#vg-tooltip-element.visible")
            if where.startswith("mal?"):
                visit.page.wait_for_selector("[data-testid=stGraphVizChart] svg text")
            for frame in visit.page.frames:
                assert frame.evaluate("window.hacked") is None
                assert frame.locator("[href^='javascript:'], img[src=x]").count() == 0
            main = visit.page.locator("[data-testid=stMain]")
            assert main.locator("script, img, em, [*|href^='javascript:']").count() == 0
            assert visit.page.get_by_text("fet", exact=True).count() == 0
            assert HOSTILE.split()[0] in main.inner_text() or where in UNTOLD
            visit.close()
        for content, said in (
            ("inte en plan", "Planen går inte att läsa"),
            (PREFIXES + MINIMAL, "inga mål ännu"),
        ):
            plan.write_text(content, "utf-8")
            visit = Visit(browser, f"{found}/maltradet")
            assert said in visit.page.inner_text("[data-testid=stMain]")
            assert visit.barriers() == []
            assert visit.barriers_in_other_looks() == {}
            assert visit.out_of_reach() == []
    visit.page.wait_for_selector("[role=dialog]:has-text('Dashboarden svarar inte')")
    assert visit.in_english() == []
    assert visit.barriers() == []
    assert visit.hosts == {"localhost"}
    visit.leave()


def test_links_and_what_is_open_are_followed_within_the_visit(browser: BrowserContext, address: str) -> None:
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
    visit.until("document.querySelector('[data-node=KF-2]')?.open")
    assert page.evaluate("window.same")
    visit.close()
    other = Visit(browser, address + "maltradet?oppna=KF-1")
    other.until("document.querySelectorAll('.rt-tree details[open]').length === 1")
    other.leave()


def test_a_cell_of_the_coverage_opens_with_the_keyboard(browser: BrowserContext, address: str) -> None:
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
    visit.close()


def test_indicators_are_drawn_and_say_what_they_show(browser: BrowserContext, address: str) -> None:
    visit = Visit(browser, address + "uppfoljning?organ=FGN")
    visit.page.get_by_role("link", name="Visa indikatorerna över tid FGN-1").click()
    visit.page.wait_for_selector(".rt .chart .spot")
    visit.settle()
    assert "mal=FGN-1" in visit.page.url
    assert visit.page.locator(".rt .chart").count() == 4
    assert visit.page.get_by_label("Siffrorna står i tabellen under.", exact=False).count() >= 4
    visit.page.get_by_text("Siffrorna som tabell").first.click()
    assert visit.page.get_by_role("cell", name="minst 66").first.is_visible()
    visit.close()


def test_a_click_on_the_map_lights_a_thread(browser: BrowserContext, address: str) -> None:
    visit = Visit(browser, address + "maltradet?vy=karta")
    visit.page.locator("svg.marks path[aria-label*='KF-2 ']").click(position={"x": 40, "y": 8})
    visit.page.wait_for_selector("text=Tråden för KF-2")
    assert "mal=KF-2" in visit.page.url
    visit.close()


def test_the_picture_draws_and_leads_to_another_goal(browser: BrowserContext, address: str) -> None:
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
    visit.close()


def test_the_thread_of_a_goal_is_followed_with_the_keyboard(browser: BrowserContext, address: str) -> None:
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
    visit.close()
